"""Invented people: names, phones and addresses that belong to nobody.

Phones use the 199 0000 xxxx range with a running tail, mail addresses end in `.example`.
"""

import random
from dataclasses import dataclass

from pypinyin import lazy_pinyin

SURNAMES = (
    "林 江 陆 顾 韩 傅 裴 梁 白 何 程 贺 宋 叶 沈 温 许 卢 苏 谢 唐 邵 姜 章 云 柳 鲁 韦 昌 马 "
    "苗 凤 方 俞 任 袁 鲍 史 费 廉 岑 薛 雷 倪 汤 滕 殷 罗 毕 郝 邬 安 常 乐 于 时 皮 卞 齐 康 "
    "伍 余 元 卜 孟 黄 穆 萧 尹 姚 汪 祁 毛 狄 米 贝 明 臧 戴 谈 茅 庞 熊 纪 舒 屈 项 祝 董 杜 "
    "阮 蓝 闵 季 单 仇 曾 欧阳 上官 "
).split()
GIVEN = (
    "若溪 予安 时 行之 青 明远 知远 思齐 露 景行 予宁 兰 亦舟 舒 嘉禾 以宁 知夏 清越 晚 望舒 "
    "听澜 怀瑾 云起 星野 一诺 子衿 修远 念真 南乔 北辰 书瑶 雨霏 承泽 砚秋 沐阳 静姝 允之 疏影 "
    "长庚 乐之 新柔 启明 安澜 如许 见山 小满 谷雨 立夏 白榆 青禾 远舟 临风 采薇 未央 扶苏 初晴 "
    "晏如 鹤鸣 归鸿 秉文 "
).split()
ENGLISH = (
    "Maya Lindqvist",
    "Tom Ashdown",
    "Priya Raman",
    "Daniel Okoro",
    "Elena Marsh",
    "Jonas Weber",
    "Aiko Tanabe",
    "Lucas Ferro",
    "Nadia Karim",
    "Owen Hale",
    "Sara Nyman",
    "Victor Lund",
)


@dataclass(frozen=True)
class Person:
    name: str
    email: str
    phone: str
    language: str


def people(count: int, *, seed: int, first: int = 0) -> list[Person]:
    """`count` distinct people; the same seed gives the same people. One in 25 reads English."""
    dice = random.Random(seed)  # noqa: S311 -- invented names need no secrecy
    pairs = [surname + given for surname in SURNAMES for given in GIVEN]
    chosen = dice.sample(pairs, count)
    return [_person(number, name) for number, name in enumerate(chosen, start=first)]


def _person(number: int, name: str) -> Person:
    english = number % 25 == 24
    if english:
        name = ENGLISH[number // 25 % len(ENGLISH)]
        mailbox = name.lower().replace(" ", ".")
    else:
        mailbox = "".join(lazy_pinyin(name))
    return Person(
        name=name,
        email=f"{mailbox}.{number:03d}@mail.example",
        phone=f"+86199{number:08d}",
        language="en" if english else "zh-hans",
    )
