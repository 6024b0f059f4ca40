"""Words that must not decide about a person: age, sex, marriage and children, origin, people, belief,
illness, birth signs. Refused at input in job texts, reasons and notes, with the law that says so.

Patterns, not bare words: 男装, 女鞋, 妇科 or "disability insurance" are ordinary work, 限男 is not.
"""

# ruff: noqa: E501 -- a pattern reads worse when it is broken

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.core.errors import DomainError, FieldProblem


@dataclass(frozen=True)
class Finding:
    """What was found: which ground, and the words themselves."""

    ground: str
    words: str


# Wanting or refusing, before and after what a person is. Without one of them a word is mostly just work.
_ONLY = r"(?:仅限|只限|仅招|只招|只要|只收|限|仅)"
_NOT = r"(?:不要|不招|不收|不考虑|不录用|拒绝|谢绝)"
_WISH = r"(?:优先|优佳|为佳|为主|勿扰|免谈|除外|不要|不招|不收|不考虑|不合适|不行)"
_SEX = r"(?:男|女)(?:性|生|士|孩|的|人)?"
# 男装, 女鞋, 男科, 女包, 男女不限: goods and fields, not people.
_GOODS = r"(?![装鞋裤包袜表款科子童团队婴士篮足排女男]|性健康|性用品|性向)"
_PLACES = r"(?:河南|河北|东北|新疆|西藏|福建|安徽|四川|湖北|湖南|江西|山东|山西|广东|广西|浙江|江苏|北京|上海|外地|本地|农村|城镇|北方|南方)"
# 60岁以上老人, 13-18岁学生: whom the work is for.
_SERVED = r"(?!\s*的?(?:老|长者|学生|学员|儿童|孩子|婴|幼|青少年|少年|客户|用户|人群|患者|病人|宝宝))"
_ILL = r"(?:乙肝|肝炎|艾滋病?|HIV|抑郁症?|癫痫|残疾|残障|慢性病)(?:患者|携带者?|病史)?(?:人|者|的)?"
_MONTHS = r"(?:白羊|金牛|双子|巨蟹|狮子|处女|天秤|天蝎|射手|摩羯|水瓶|双鱼)座"

_CHINESE: tuple[tuple[str, str], ...] = (
    ("sex", rf"(?:{_ONLY}|{_NOT}){_SEX}{_GOODS}"),
    ("sex", rf"(?<![户众者员]以){_SEX}(?:候选人|应聘者|员工)?(?:均)?{_WISH}"),
    ("sex", r"性别(?:要求)?\s*[：:]?\s*(?:男|女)(?!女|男|不限|均可|皆可|[/、或])"),
    ("sex", r"(?:男|女)(?:的|生|性|人|孩子?)(?:不方便|干不了|顶不住|吃不消|太麻烦|事多)"),
    ("marriage", r"(?:已|未|离)婚(?:已育|未育|未孕|有孩)?(?![夫妻])|(?:已|未)育(?:有?[一二两]?[孩子女]|者)?"),
    ("marriage", r"(?:正在|已经?|可能|打算|计划|准备|刚|会)(?:怀孕|备孕|生孩子|要孩子|要二胎|生[二三]胎|结婚)"),
    ("marriage", r"怀孕(?:了|中|的|风险|可能)|备孕(?:中|期|阶段)|处于(?:孕期|哺乳期)|(?:入职|需|须|做)孕检"),
    ("marriage", r"孕检(?:结果|报告|证明|阴性)|[一二两三]年内?(?:不|无)(?:打算)?(?:结婚|生育|要孩子|生孩子|怀孕)"),
    ("marriage", r"(?:不要|不招|不考虑)(?:有|带)(?:孩子|小孩)|(?:有|没有?|无)(?:男朋友|女朋友|男友|女友|对象(?![存关映模池]))"),
    ("age", rf"(?<!\d)(?!1[68]\s*周?岁\s*以上)\d{{2}}\s*周?岁\s*(?:以下|以内|以上|之前|左右|优先|之间){_SERVED}"),
    ("age", rf"(?<!\d)\d{{2}}\s*周?岁?\s*[-—–~至到]\s*\d{{2}}\s*周?岁(?:之间)?{_SERVED}"),
    ("age", r"年龄(?:(?:要求|限制)(?![：:]?\s*(?:无|没有|不限))|不超过|不得|偏大|太大|大了|偏小|太小|不合适|较大|小于|低于|大于)(?!不限)"),
    ("age", rf"{_ONLY}\s*[6-9]?[05]后|[06-9][05]后{_WISH}|年纪(?:偏|太|有点|较)?[大小]了?|超龄|大龄(?:者|青年)?{_WISH}|年轻(?:人|者|化)?(?:优先|为主|为佳)"),
    ("origin", rf"(?:{_ONLY}|{_NOT}){_PLACES}(?:人(?!民)|籍|户口|户籍)|{_PLACES}(?:人|籍|户口|户籍)(?:的)?{_WISH}"),
    ("origin", r"(?:户籍|户口|籍贯)(?:要求|限制|必须|不合适|优先)|(?:限|须|需|要求|必须)(?:本市|本地|当地)?(?:户口|户籍)"),
    ("people", rf"(?:{_ONLY}|{_NOT})(?:汉族|少数民族|回族|维吾尔族?|藏族|蒙古?族|满族|朝鲜族)"),
    ("people", rf"(?:汉族|少数民族|回族|维吾尔族|藏族|蒙古族|满族|朝鲜族)(?:人|的)?{_WISH}"),
    ("belief", rf"(?:无|不信|没有)宗教(?:信仰)?(?:者)?|(?:信教|有?宗教信仰|信佛|基督徒|穆斯林)(?:的|者)?{_WISH}"),
    ("illness", rf"(?:{_NOT}|无|没有?){_ILL}|{_ILL}{_WISH}|(?:查|检测|检查)乙肝|乙肝五项|乙肝两对半"),
    ("signs", rf"属相|(?:生肖|星座|八字)(?:不合|相合|相冲|不配|要求|{_WISH})|{_MONTHS}(?:的)?{_WISH}"),
    ("signs", rf"属[鼠牛虎兔龙蛇马羊猴鸡狗猪](?:的|者)?{_WISH}|(?:{_ONLY}|{_NOT}){_MONTHS}"),
    ("looks", r"(?:形象|相貌|长相|五官|颜值|外貌)(?:气质)?(?:佳|端正|姣好|出众|不佳|不行|高)|(?:长得|长相)(?:丑|美|帅)"),
    ("looks", r"身高\s*(?:要求|不低于)?\s*1?[.米]?\d{2,3}\s*(?:cm|厘米|公分|米)?\s*(?:以上|以下)"),
)  # fmt: skip

_PEOPLE = r"(?:males?|females?|m[ae]n|wom[ae]n|guys?|girls?|boys?|lad(?:y|ies))\b(?!['’]s|s['’])"
_WANTED = r"(?:only|preferred|wanted|not wanted|need not apply|excluded)\b"
_YEARS = r"(?:years?(?: old| of age)|yrs? old|y/o)\b"
_FAITHS = r"(?:christians?|muslims?|jew(?:s|ish)?|hindus?|buddhists?|atheists?)"

_ENGLISH: tuple[tuple[str, str], ...] = (
    ("sex", rf"\b{_PEOPLE} (?:candidates? |applicants? )?{_WANTED}"),
    ("sex", r"\bmust be (?:an? )?(?:male|female|man|woman)\b"),
    ("sex", rf"\b(?:only|prefer(?:ably)?|no) (?:a )?(?:{_PEOPLE})"),
    ("marriage", rf"\b(?:married|unmarried|single|divorced|childless|pregnant)(?: \w+)? {_WANTED}"),
    ("marriage", r"\b(?:may|might|will|could|to) (?:get|become|be) pregnant\b|\bpregnancy test\b"),
    ("marriage", r"\b(?:is|she's|currently) pregnant\b|\b(?:has|have|no) (?:small |young )?(?:kids|children)\b(?!['’]s)"),
    ("marriage", r"\bplan(?:s|ning)? (?:a baby|to have (?:a )?(?:baby|kids|children)|to (?:get )?marr(?:y|ied))\b"),
    ("age", rf"(?<!company is )(?<!firm is )(?<!house is )(?<!brand is )(?<!building is )(?<!shop is )(?<!team is )"
            rf"\b(?!(?:over|above) 1[68]\b)(?:under|below|over|above|up to|younger than|older than) (?:the age of )?\d{{2}} ?{_YEARS}"),
    ("age", r"\b(?:age limit|max(?:imum)? age|aged?)(?: is| of|:)? ?(?:under |below |over |between )?(?!1[68]\b)\d{2}\b|\b(?:over|above|under) \d{2} need not apply"),
    ("age", rf"\b\d{{2}} ?(?:-|–|to) ?\d{{2}} ?{_YEARS}|\btoo (?:old|young)\b|\byoung \w+ {_WANTED}"),
    ("origin", rf"\b(?:locals|natives|foreigners|native speakers) {_WANTED}|\bno (?:foreigners|migrants|outsiders)\b"),
    ("people", rf"\b(?:whites?|blacks?|asians?|han(?: chinese)?|caucasians?) {_WANTED}"),
    ("belief", rf"\b{_FAITHS} {_WANTED}|\bno {_FAITHS}\b"),
    ("illness", rf"\bno (?:disabled|handicapped)\b|\b(?:disabled|hiv|hepatitis b)(?: \w+)? {_WANTED}"),
    ("signs", r"\b(?:zodiac|horoscope|star) signs?\b"),
    ("looks", r"\bgood[- ]looking\b|\battractive appearance\b|\b(?:ugly|pretty) (?:girl|woman|man)\b"),
)  # fmt: skip

_COMPILED = tuple((ground, re.compile(pattern, re.IGNORECASE)) for ground, pattern in (*_CHINESE, *_ENGLISH))


def find_unfair(text: str) -> list[Finding]:
    """Every unfair wording in a text, in the order of appearance; empty when there is none."""
    if not text:
        return []
    value = unicodedata.normalize("NFKC", text)
    hits = [
        (match.start(), Finding(ground, match.group().strip()))
        for ground, pattern in _COMPILED
        for match in pattern.finditer(value)
    ]
    return [finding for _start, finding in sorted(hits, key=lambda hit: hit[0])]


def require_fair(text: str, *, field: str) -> None:
    """Refuse a text that decides by what a person is. Says which words, why, and what to write instead."""
    found = find_unfair(text)
    if not found:
        return
    words = "、".join(dict.fromkeys(f"“{one.words}”" for one in found))
    problem = _("These words decide by {ground}: {words}.").format(
        ground=ground_name(found[0].ground), words=words
    )
    mend = _(
        "The Employment Promotion Law (articles 26 to 30) forbids it. Describe what the work needs instead."
    )
    raise DomainError("unfair_content", problem, mend, [FieldProblem(field, problem, mend)])


def ground_name(ground: str) -> str:
    return {
        "sex": _("sex"),
        "marriage": _("marriage, pregnancy or children"),
        "age": _("age"),
        "origin": _("place of origin"),
        "people": _("ethnic group"),
        "belief": _("belief"),
        "illness": _("illness or disability"),
        "signs": _("birth signs"),
        "looks": _("looks"),
    }[ground]
