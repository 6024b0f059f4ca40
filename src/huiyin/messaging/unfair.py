"""Words that treat people by who they are: age, sex, family, origin, people, faith, illness, looks, stars.

Pure, in Chinese and English. A clause that says the opposite ("性别不限", "regardless of age") is left alone,
and so are goods and places whose names merely hold such a word (男装, 民族路).
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Unfair:
    """`found` as it stands in the text, from `start`; `trait` says what it is about."""

    found: str
    trait: str
    start: int


TRAITS: dict[str, str | Promise] = {
    "age": _("age"),
    "sex": _("sex"),
    "family": _("marriage and children"),
    "origin": _("origin or registered residence"),
    "people": _("ethnic group"),
    "faith": _("religion"),
    "health": _("illness or disability"),
    "looks": _("looks"),
    "stars": _("signs and blood types"),
}

_ZH = {
    "age": (
        r"\d{2}\s*(?:周)?岁(?:以下|以内|以上|之前|封顶)|(?:不超过|不大于|小于|低于|限)\s*\d{2}\s*(?:周)?岁"
        r"|\d{2}\s*[-–—~至到]\s*\d{2}\s*(?:周)?岁|年龄(?:要求|限制|在|不超过|偏大|太大|过大|合适|优势)"
        r"|年轻(?:人|化|者)?(?:优先|为佳|更好)|[7-9]0后|00后(?:优先)?|大龄"
    ),
    "sex": (
        r"(?:仅|只|限)(?:限|招|要|收|录用?)?\s*[男女](?:性|士|生|员工)?|[男女](?:性|士|生)?(?:优先|为佳|勿扰)"
        r"|性别(?:要求|[：:]\s*[男女])|不(?:招|要|收)[男女](?:性|士|生)?|适合[男女](?:性|士|生)|先生优先"
    ),
    "family": (
        r"(?:已|未)(?:婚|育|孕)|婚育|婚否|备孕|怀孕|孕妇|孕检|(?:生育|二胎|三胎|要孩子)(?:计划|打算|情况)?"
        r"|结婚(?:打算|计划|情况)|有(?:没有)?(?:对象|男朋友|女朋友)"
    ),
    "origin": (
        r"(?:本地|外地|本市|外省|农村|城镇)(?:人|户口|户籍|生源)?(?:优先|勿扰|不要|除外)"
        r"|(?:本地|外地|本市|外省|农村|城镇)(?:户口|户籍)|(?:限|须|需|要求)\S{0,6}(?:户口|户籍)"
        r"|(?:户口|户籍)(?:要求|所在地|限|在)|籍贯|(?:不(?:招|要|收)|除)\S{0,4}(?:省|市|籍|人)(?:的)?(?:勿扰|除外)?"
        r"|\S{2,3}人勿扰"
    ),
    "people": r"汉族|少数民族|民族(?:要求|限|[：:])|(?:维|藏|回|蒙古)族(?:勿扰|除外|优先)",
    "faith": r"宗教(?:信仰)?|信教|(?:基督|天主|佛|伊斯兰)教(?:徒)?|教徒|穆斯林",
    "health": (
        r"乙肝|艾滋|传染病|残疾|残障|病史|慢性病|抑郁症|精神病|(?:身体|体检).{0,4}(?:异常|不合格)|身体健康"
        r"|(?:无|没有)(?:重大)?疾病"
    ),
    "looks": (
        r"形象(?:气质)?(?:好|佳|要求|端正)|五官端正|相貌|长相|颜值|身高(?:要求|在|不低于|\d)|体重(?:要求|不超过)"
    ),
    "stars": r"星座|属相|生肖|血型|(?:属(?:鼠|牛|虎|兔|龙|蛇|马|羊|猴|鸡|狗|猪))(?:的)?(?:优先|勿扰|除外)?",
}
_EN = {
    "age": (
        r"\b(?:under|below|younger than|no older than|not over|aged?)\s+\d{2}\b|\bage limit\b"
        r"|\byoung (?:people|persons?|candidates|applicants|men|women|ladies|team members)\b"
        r"|\btoo old\b|\brecent graduates only\b|\bover \d{2}s?\b(?= need not)"
    ),
    "sex": (
        r"\b(?:fe)?males?\s+(?:only|preferred|candidates?|applicants?)\b|\b(?:wo)?men\s+(?:only|preferred)\b"
        r"|\b(?:gentlemen|ladies) only\b|\b(?:only|no) (?:wo)?men\b|\bsuitable for (?:wo)?men\b"
    ),
    "family": (
        r"\bmarital status\b|\b(?:un)?married\b|\bsingle women\b|\bpregnan\w*|\bchildless\b|\bno children\b"
        r"|\bfamily planning\b|\bplans? (?:to have|for) (?:a )?(?:child|children|bab\w+|family)\b"
    ),
    "origin": (
        r"\bhukou\b|\blocals? (?:only|preferred)\b|\bno foreigners\b|\bnationality (?:must|required)\b"
        r"|\bnative-born\b"
    ),
    "people": r"\bethnic\w*|\brace\b|\bhan chinese\b|\bskin colou?r\b",
    "faith": r"\breligio\w+|\bchristians?\b|\bmuslims?\b|\bbuddhists?\b|\batheists?\b",
    "health": (
        r"\bdisab(?:led|ilit\w+)\b|\bhepatitis\b|\bhiv\b|\bmedical history\b|\bmental illness\b"
        r"|\bin good health\b"
    ),
    "looks": r"\bgood[- ]looking\b|\battractive appearance\b|\bpleasant appearance\b|\bheight requirement\b",
    "stars": r"\bzodiac\b|\bstar signs?\b|\bblood types?\b|\bhoroscopes?\b",
}
# Goods, places, papers and insurance whose names hold such a word.
_HARMLESS = re.compile(
    r"[男女](?:装|鞋|包|科|表|士护理|子\S{0,3}队)|妇产科|婚(?:纱|庆|礼|恋)|生育(?:保险|津贴|登记)|户口(?:本|簿)"
    r"|民族(?:路|大道|街|乐|大学|学院|中学|饭店|宫|园|文化)|宗教(?:路|局|事务)|传染病(?:医院|科|防治)"
    r"|精神病(?:医院|科|学)|残疾人(?:联合会|服务|用品|保障金)|血型(?:检测|试剂|鉴定)|星座(?:酒店|影城|广场|大厦|路)"
    r"|儿童|男女同工同酬|\brace (?:condition|track|day)s?\b|\b(?:wo)?menswear\b|\b(?:wo)?men's\b",
    re.IGNORECASE,
)
# A clause that holds one of these says that it does not matter.
_OPPOSITE = re.compile(
    r"不限|无限制|不论|无论|不分|不因|不问|不看|不考虑|同样欢迎|都欢迎|均可|一视同仁|平等|无障碍|友好"
    r"|\bregardless of\b|\bno matter\b|\bequal\w*\b|\bnever ask\b|\bdo(?:es)? not (?:ask|matter|look)\b"
    r"|disab\w+\W.{0,20}\bwelcome\b|\baccessib\w+",
    re.IGNORECASE,
)
# A Chinese comma ends a clause; in English a list of traits goes on behind one.
_CLAUSE_ENDS = re.compile(r"[，。；！？\n]|[;!?.](?=\s|$)|, (?=but|only|yet)")
_EVERY = {
    "zh": {trait: re.compile(pattern) for trait, pattern in _ZH.items()},
    "en": {trait: re.compile(pattern, re.IGNORECASE) for trait, pattern in _EN.items()},
}


def find_unfair(text: str) -> list[Unfair]:
    """In both languages, whatever the text says it is in; in the order of the text."""
    found = []
    # Blanked out, not cut, so that places stay where they are.
    searched = _HARMLESS.sub(lambda match: " " * len(match[0]), text)
    for start, clause in _clauses(searched):
        if _OPPOSITE.search(clause):
            continue
        for patterns in _EVERY.values():
            for trait, pattern in patterns.items():
                found += [
                    Unfair(hit[0].strip(), trait, start + hit.start()) for hit in pattern.finditer(clause)
                ]
    return sorted(found, key=lambda one: one.start)


def _clauses(text: str) -> list[tuple[int, str]]:
    ends = [0, *(match.end() for match in _CLAUSE_ENDS.finditer(text)), len(text)]
    return [(start, text[start:end]) for start, end in pairwise(ends)]
