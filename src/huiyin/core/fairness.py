"""Words that must not decide about a person: age, sex, marriage and children, origin, people, belief,
illness, birth signs. Refused at input in job texts, reasons and notes, with the law that says so.

Patterns, not bare words: 男装, 女鞋, 妇科 or "disability insurance" are ordinary work, 限男 is not.
"""

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


_SEX = r"(?:男|女)(?:性|生|士|孩)?"
_SINGLE_PLACE = r"(?:河南|东北|新疆|西藏|福建|安徽|四川|湖北|广东|北京|上海|外地|本地|农村|城镇)"

_PATTERNS: tuple[tuple[str, str], ...] = (
    ("sex", rf"(?:仅|只|限|仅限|只限|只招|只要|只收)(?:招|要|收)?{_SEX}(?![装鞋裤包袜表款科子团队篮足排])"),
    ("sex", rf"{_SEX}(?:优先|优佳|为佳|为主|勿扰|免谈|不要|不限?招)"),
    ("sex", r"(?:不要|不招|不收|不考虑|拒绝|谢绝)(?:男|女)(?:性|生|士|孩|的)?(?![装鞋裤包袜表款科团队])"),
    ("sex", r"性别(?:要求)?[:：]?\s*(?:男|女)(?:$|[^女/、或])"),
    ("sex", r"(?:太|有点)?(?:娘娘腔|女汉子)|(?:女|男)(?:的|生|性|人)(?:不合适|不方便|干不了|不行|顶不住)"),
    ("marriage", r"(?:已|未|限|须|需)婚(?:已|未)?(?:育|孕)?(?!姻|纱|庆|礼)(?:者)?(?:优先|为佳|不要|勿扰|免谈)?"),
    ("marriage", r"(?:已|未)育(?:有?(?:一|二|两)?(?:孩|子|女)|者|优先|为佳|女性)?"),
    ("marriage", r"(?:备孕|怀孕|孕检|妊娠|哺乳期|生二胎|生三胎|二胎|三胎|产假)(?!险|用品|护理|假期政策)"
                 r"(?:中|期|的|者|风险|问题|可能|不要|不考虑|打算|计划)"),
    ("marriage", r"(?:没|有|无)(?:结婚|对象|男朋友|女朋友|男友|女友)(?:打算|计划)?"),
    ("marriage", r"(?:近|这|两|三|几)?年内?(?:不|无)(?:结婚|生育|要孩子|生孩子)"),
    ("age", r"(?:年龄)?\s*\d{2}\s*(?:周?岁)\s*(?:以下|以内|以上|之间|左右|优先)"),
    ("age", r"\d{2}\s*(?:[-—–~～至到])\s*\d{2}\s*周?岁"),
    ("age", r"年龄(?:要求|限制|不超过|不限于|偏大|太大|大了|偏小|太小|不合适|段)(?!制)"),
    ("age", r"(?:限|仅限?|只招|只要|要求)\s*(?:[089]0|[089]5)\s*后|(?:[6-9]0|[089]5|00)后(?:优先|为佳|不要)"),
    ("age", r"年纪(?:偏|太|有点)?(?:大|小)|超龄"),
    ("origin", rf"(?:限|仅限?|只招|只要|不要|不招|不考虑|拒绝|谢绝){_SINGLE_PLACE}(?:人|籍|户口|户籍)"),
    ("origin", rf"{_SINGLE_PLACE}(?:人|籍|户口|户籍)(?:优先|勿扰|免谈|不要|除外|为佳)"),
    ("origin", r"(?:户籍|户口|籍贯)(?:要求|限制|限|必须|须|需|不合适)|(?:限|须|需|要求)(?:本市|本地|当地)?(?:户口|户籍)"),
    ("people", r"(?:限|仅限?|只招|只要|不要|不招|不考虑)(?:汉|少数民|回|维吾尔|藏|蒙古|满)族?|(?:汉族|少数民族)(?:优先|除外|勿扰)"),
    ("belief", r"(?:无|不信|没有)宗教(?:信仰)?(?:者)?(?:优先|为佳)?|(?:信教|宗教信仰)(?:的|者)?(?:不要|不考虑|不合适|勿扰)"),
    ("illness", r"(?:乙肝|肝炎|艾滋|HIV|抑郁症?|残疾|残障)(?:患者|携带者?|人)?(?:者|的)?(?:不要|不招|不考虑|勿扰|免谈|除外|不合适)"),
    ("illness", r"(?:不要|不招|不考虑|拒绝|无)(?:有)?(?:乙肝|肝炎|艾滋|HIV|抑郁|残疾|残障)|(?:查|检测)乙肝|乙肝五项"),
    ("signs", r"属相|生肖|星座|八字(?:不合|合)|(?:属)(?:虎|羊|鼠|牛|兔|龙|蛇|马|猴|鸡|狗|猪)(?:的|者)?(?:不要|优先|勿扰|除外)"),
    ("looks", r"(?:形象|相貌|长相|五官|颜值)(?:气质佳|端正|姣好|要求|好|不行|一般|不佳)|身高\s*1?\.?\d{2,3}\s*(?:cm|厘米|米)?\s*以上"),
    ("sex", r"\b(?:males?|females?|m[ae]n|wom[ae]n|guys?|girls?|lad(?:y|ies)) (?:only|preferred|wanted)\b"),
    ("sex", r"\b(?:only|prefer(?:ably)?|no) (?:a )?(?:males?|females?|m[ae]n|wom[ae]n|guys|girls|ladies)\b(?!'s)"),
    ("marriage", r"\b(?:married|unmarried|single|childless|pregnant|no (?:kids|children))"
                 r"(?: (?:candidates?|women|men|applicants?|people))? (?:only|preferred|not wanted|need not apply)\b"),
    ("marriage", r"\b(?:may|might|will|could) (?:get|become) pregnant\b|\bpregnancy test\b|\bis pregnant\b"
                 r"|\bplans? (?:a baby|to have (?:a )?(?:baby|kids|children))\b"),
    ("age", r"\b(?:under|below|over|above|younger than|older than|max(?:imum)? age|age limit|up to) ?:? ?\d{2}"
            r"(?: years?(?: old| of age)| yrs)\b|\bage(?:d)? ?(?:limit|under|below|over|between|:)? ?\d{2}\b"),
    ("age", r"\btoo (?:old|young)\b|\b(?:young|youthful) (?:only|preferred|candidates only)\b"),
    ("origin", r"\b(?:locals?|natives?|foreigners?|no foreigners|native speakers?) (?:only|preferred)\b"
               r"|\bno (?:foreigners|migrants|outsiders)\b"),
    ("people", r"\b(?:whites?|blacks?|asians?|han(?: chinese)?|caucasians?) (?:only|preferred)\b"),
    ("belief", r"\b(?:christians?|muslims?|jews?|hindus?|buddhists?|atheists?) (?:only|preferred|not wanted)\b"
               r"|\bno (?:christians|muslims|jews|hindus|buddhists)\b"),
    ("illness", r"\bno (?:disabled|disabilit(?:y|ies)|handicapped)\b|\b(?:disabled|hiv|hepatitis b)"
                r"(?: people| carriers?| positive)? (?:not wanted|need not apply|excluded)\b"),
    ("signs", r"\b(?:zodiac|horoscope|star) sign\b"),
    ("looks", r"\bgood[- ]looking\b|\battractive appearance\b"),
)  # fmt: skip

_COMPILED = tuple((ground, re.compile(pattern, re.IGNORECASE)) for ground, pattern in _PATTERNS)


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
