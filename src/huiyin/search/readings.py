"""How a Chinese name is typed in Latin letters: whole, by its given name, by initials. Pure.

A surname is often read unlike the same character elsewhere (单 shàn, 仇 qiú); both readings find it,
because whoever types may know only the common one.
"""

from functools import lru_cache
from itertools import product

from pypinyin import Style, pinyin

_SURNAMES = """
单:shan 仇:qiu 曾:zeng 解:xie 查:zha 区:ou 朴:piao 任:ren 盖:ge 冼:xian 洗:xian
缪:miao 覃:qin,tan 翟:zhai 华:hua 宓:mi,fu 逄:pang 黑:he 秘:bi 折:she 种:chong
员:yun 召:shao 乜:nie 繁:po 佴:nai 郇:xun,huan 呙:guo 尉:wei,yu 宁:ning 燕:yan
应:ying 过:guo 车:che 葛:ge 纪:ji 卜:bu 贾:jia 薄:bo 瞿:qu 句:gou 相:xiang 柏:bai,bo
盛:sheng 谌:chen,shen 晁:chao 祭:zhai 撒:sa 厍:she 重:chong 乐:yue,le 长:zhang
那:na 隗:wei,kui 牟:mu,mou 訾:zi 亓:qi 逯:lu 弗:fu 尹:yin 佘:she 万:wan 都:du 哈:ha
干:gan 令:ling 库:she 六:lu 幺:yao 不:fou 可:ke 行:xing 尉迟:yu,chi 令狐:ling,hu
万俟:mo,qi 单于:chan,yu 澹台:tan,tai 长孙:zhang,sun 鲜于:xian,yu 皇甫:huang,fu
宇文:yu,wen 尉犁:yu,li 独孤:du,gu 完颜:wan,yan 呼延:hu,yan 夏侯:xia,hou 赫连:he,lian
濮阳:pu,yang 亓官:qi,guan
"""
SURNAMES = {
    surname: tuple(read.split(","))
    for surname, _colon, read in (one.partition(":") for one in _SURNAMES.split())
}
"""Surnames whose reading is not the common one, or that have two; of two characters: one syllable each."""
LONGEST_NAME = 6
MOST_READINGS, MOST_OF_A_SIGN = 12, 2


def spelled(name: str) -> list[str]:
    """All that may be typed for a name; each is found by its beginning as well.

    王小明: wangxiaoming xiaoming ming wxm xm m wangxm xiaomingwang.
    """
    signs = "".join(sign for sign in name if "\u3400" <= sign <= "\u9fff")[:LONGEST_NAME]
    if not signs:
        return []
    return list(dict.fromkeys(word for syllables in _readings(signs) for word in _typed(syllables)))


def common(text: str) -> list[str]:
    """The common reading of a title, whole and by its initials."""
    syllables = [_of_sign(sign)[0] for sign in text if "\u3400" <= sign <= "\u9fff"][:12]
    if not syllables:
        return []
    return ["".join(syllables), "".join(one[0] for one in syllables)]


def _typed(syllables: tuple[str, ...]) -> list[str]:
    words = ["".join(syllables[place:]) for place in range(len(syllables))]
    words += ["".join(one[0] for one in syllables[place:]) for place in range(len(syllables))]
    if len(syllables) > 1:
        words.append(syllables[0] + "".join(one[0] for one in syllables[1:]))
        words.append("".join(syllables[1:]) + syllables[0])
    return words


def _readings(signs: str) -> list[tuple[str, ...]]:
    """The likeliest first: surnames as surnames are read, then every other reading, up to a few."""
    choices = [_of_sign(sign)[:MOST_OF_A_SIGN] for sign in signs]
    found: list[tuple[str, ...]] = []
    if signs[:2] in SURNAMES:
        first = SURNAMES[signs[:2]]
        found += [(*first, *rest) for rest in product(*choices[2:])]
    single = SURNAMES.get(signs[0], ())
    choices[0] = tuple(dict.fromkeys((*single, *choices[0])))
    found += product(*choices)
    found.sort(key=lambda syllables: _rareness(choices, syllables))
    return found[:MOST_READINGS]


def _rareness(choices: list[tuple[str, ...]], syllables: tuple[str, ...]) -> int:
    pairs = zip(choices, syllables, strict=True)
    return sum(choice.index(one) for choice, one in pairs if one in choice)


@lru_cache(maxsize=30_000)
def _of_sign(sign: str) -> tuple[str, ...]:
    """Without tones; ü as v, which is how it is typed. A sign without a reading stands for itself."""
    read = pinyin(sign, style=Style.NORMAL, heteronym=True, v_to_u=False)
    return tuple(dict.fromkeys(one for one in read[0] if one)) or (sign,)
