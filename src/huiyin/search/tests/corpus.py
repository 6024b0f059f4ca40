"""A small house of awkward people, and a scan that knows nothing of the index."""

import random
import re
import unicodedata

NAMES = """
王小明 王明 王小 单雄信 仇英 曾乐 解晓东 查良镛 区小红 尉迟恭 令狐冲 欧阳修 阿依古丽·买买提 张三 李四
长孙无忌 任盈盈 朴树 盖聂 乐嘉 José-Müller Anna·Smith O'Brien 林🎉溪 محمد·علي 김민수 田中さくら
Nguyễn·Văn·A 𠮷田 ｗａｎｇ
""".split()
CITIES = ["北京", "上海", "西安", "Shenzhen", "京都", ""]
TAGS = ["银牌候选人", "高潜力", "C++", "会Java", "多年%经验", '说"好"', "node.js"]


def awkward(seed: int, number: int) -> list[dict[str, object]]:
    """The same people every time."""
    chance = random.Random(seed)
    signs = "王李张刘陈杨赵黄周吴小明晓红伟芳娜敏静丽强磊军洋勇艳杰娟涛超"
    people = []
    for place in range(number):
        name = (
            NAMES[place] if place < len(NAMES) else "".join(chance.choices(signs, k=chance.choice((2, 2, 3))))
        )
        people.append(
            {
                "name": name.replace("·", " ") if chance.random() < 0.3 else name,
                "phone": f"138{chance.randrange(10**8):08d}",
                "city": chance.choice(CITIES),
                "tags": chance.sample(TAGS, chance.choice((0, 0, 1, 2))),
            }
        )
    return people


def scan(texts: dict[int, list[str]], word: str) -> set[int]:
    """Who has a text with this word in it: anywhere for Chinese, at a beginning for the others."""
    word = _plain(word)
    begin = "" if re.match(r"[\u3040-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]", word) else r"(?<![^\W_])"
    wanted = re.compile(begin + re.escape(word))
    return {pk for pk, said in texts.items() if any(wanted.search(_plain(one)) for one in said)}


def _plain(text: str) -> str:
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    kept = "".join(one for one in opened if unicodedata.category(one) != "Mn")
    return unicodedata.normalize("NFC", kept)
