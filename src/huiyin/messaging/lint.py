"""Wording that a letter should not have, each with a better way to say it. Pure; it warns and never blocks.

The rules are those of a courteous letter: invite and do not summon, a date instead of "soon", no comparison
and no verdict on the person, thanks where somebody gave us time.
"""

import re
from dataclasses import dataclass


def _compiled(table: dict[str, str]) -> dict[re.Pattern[str], str]:
    """An English word is one between its ends, which Chinese does not mark."""
    return {
        re.compile(rf"\b(?:{word})\b" if word.isascii() else word, re.MULTILINE): mend
        for word, mend in table.items()
    }


@dataclass(frozen=True)
class Finding:
    """`code` for machines, `found` as it stands in the text (empty when something is missing)."""

    code: str
    found: str
    suggestion: str


# Each word is a pattern: most are the word itself, some only count beside others.
_SOON = "会|将|就|再|给您|与您|跟您|和您|联系|通知|答复|回复|告知|安排|公布|有结果"
_FORBIDDEN_ZH = {
    "牛人": "用姓名或“您”",
    "亲爱的": "用姓名加“您好”",
    r"(?:(?<=\}\})|(?<=[，。！\s])|^|各位)同学们?(?![会录聚])|同学们?(?=[，,]?[您你]好)": "用姓名或“您”",
    "尽快": "写明日期",
    "稍后": "写明日期或时间",
    rf"(?:近期|近日)内?(?:{_SOON})|(?:会|将)(?:在|于)(?:近期|近日)": "写明日期",
    rf"过几天(?:{_SOON})|(?:请您?|耐心)等[待候]?(?:我们的?)?(?:进一步的?)?(?:通知|消息|结果)": "写明日期",
    "第一时间": "写明日期",
    "淘汰": "写“这次没有进入下一轮”",
    "被刷(?![新卡脸到上])": "写“这次没有进入下一轮”",
    "失败": "写“这次没有进入下一轮”",
    "不合格|落选|未被录取": "写“这次没有进入下一轮”",
    "[没未]能?通过(?:面试|初试|复试|终试|筛选|笔试|考核|本轮|这一轮)": "写“这次没有进入下一轮”",
    "能力不足": "写职位需要什么，不评价人",
    "不适合": "写职位需要什么，不评价人",
    "更优秀": "不与他人比较",
    "其他候选人更|更合适的(?:人选|候选人)|更好的(?:人选|候选人)": "不与他人比较",
    "已进入人才库": "征得同意之后再说",
    "美女": "用姓名",
    "帅哥": "用姓名",
}
_TIME_ZH = "写“没有收到回复的话，我们会先把时间让给其他候选人”"
_SUMMONING_ZH = {
    "务必": "写“请”，并说明原因",
    "必须": "写“请”，并说明原因",
    "(?:准时|按时)(?:参加|到场|出席|赴约|前来|抵达)": "写“期待与您见面”",
    "通知您[^，。；！\n]{0,14}(?:参加|前来|面试)": "写“邀请您参加”",
    "前来面试|前来参加": "写“邀请您来面试”",
    "不得": "写“请”，并说明原因",
    "(?:逾期|过期)?视(?:为|作|同)(?:自动|主动)?(?:放弃|弃权)|按(?:自动|主动)?放弃处理": _TIME_ZH,
    "过时不候|逾期不候": _TIME_ZH,
    "取消(?:您的)?(?:面试|录用|应聘)?资格|否则[^，。；！\n]{0,6}取消": _TIME_ZH,
    "特此通知|特此告知": "去掉这四个字",
    "后果自负|责任自负": "去掉，写明能怎么做",
    "(?<!大)概不|恕不|不接受改期|一律不": "写明能怎么做",
    "(?:勿|不要|严禁|不准|不许)(?:迟到|缺席)": "写“路上要晚一点的话，请在页面里告诉我们”",
    "无故(?:缺席|不到|不来)|黑名单": "去掉，写明来不了怎么告诉我们",
    "(?<![们会将])(?:速速?|立即|马上)(?:回复|回电|确认)": "写明到哪一天",
    "(?<![不有])限(?:您|你|于)[^，。；！\n]{0,10}(?:前|内)": "写“请在……前告诉我们”，并说明原因",
    "望(?:您)?(?:周知|知悉|遵守|配合)|予以配合|听从安排|服从安排": "写“请”，并说明原因",
}
_WHO = "you|candidates?|applicants?|he|she|they|application"
_WHAT = "interview|test|round|assessment|exam|screening"
_FORBIDDEN_EN = {
    "as soon as possible|at our earliest convenience|in the near future": "give a date",
    "asap": "give a date",
    "shortly": "give a date",
    "in due course": "give a date",
    "unsuccessful|did not pass|didn't pass": 'say "we will not go on to the next round"',
    rf"(?:{_WHO}) (?:have |has |had )?failed(?! to)": 'say "we will not go on to the next round"',
    rf"failed (?:the|our|your|this) (?:\w+ )?(?:{_WHAT})": 'say "we will not go on to the next round"',
    "unfortunately": "say sorry once, plainly",
    "eliminated": 'say "we will not go on to the next round"',
    "rejected": 'say "we will not go on to the next round"',
    "unqualified": "say what the job needs",
    "(?:better|stronger|more suitable|more qualified) (?:candidates?|applicants?)": "do not compare people",
    "not good enough|lack the (?:skills|ability)|not a (?:good )?(?:cultural )?fit": "say what the job needs",
}
_TIME_EN = "say that the time goes to other candidates first"
_DO = "reply|respond|answer|confirm|attend|appear|arrive|come|show|bring|provide|comply|notify|cancel"
_TELL = "reply|respond|answer|confirm|call us|contact us"
_SUMMONING_EN = {
    "you must|you shall": 'say "please" and why',
    r"(?<!if )(?<!case )(?<!do )(?<!would )you have to(?! offer| say)": 'say "please" and why',
    "you are required|are obliged to": 'say "please" and why',
    "must attend|must appear|must be present": 'say "we would like to invite you"',
    f"failure to (?:{_DO})|fail to (?:{_DO})|non-attendance": "say what happens, kindly",
    "summon(?:s|ed)?|hereby": 'say "invite"',
    "mandatory|compulsory|obligatory": 'say "please" and why',
    "no excuses|no exceptions": "leave it out",
    "will be considered withdrawn|considered as withdrawn": _TIME_EN,
    "will be deemed|will be disqualified|forfeit": "say what happens, kindly",
    "will not be (?:admitted|tolerated)|blacklist(?:ed)?": "say what happens, kindly",
    "(?:requests?|changes|excuses|applications?) will not be (?:considered|accepted)": "say what is possible",
    r"(?:please |^|(?<=[.:] ))be (?:on time|punctual)|\d sharp": 'say "we look forward to meeting you"',
    "(?:do not|don't) be late|late ?comers?": "say how to tell us that one will be late",
    r"(?:please |must |shall |are to |^|(?<=[.:,] ))report to": 'say "come to"',
    f"(?<!we )(?<!will )(?<!we'll )(?:{_TELL}) (?:immediately|at once|without delay|promptly)": "give a date",
}
_TABLES = {
    (True, "forbidden"): _compiled(_FORBIDDEN_ZH),
    (False, "forbidden"): _compiled(_FORBIDDEN_EN),
    (True, "summoning"): _compiled(_SUMMONING_ZH),
    (False, "summoning"): _compiled(_SUMMONING_EN),
}
# Where such a word says something else: 不得不, 打开失败, "rejected goods".
_HARMLESS = re.compile(
    r"不得不|[舍巴恨了免怪由记认怨]不得|不得而知|(?:不|不是|并非|非)必须"
    r"|(?:打开|发送|提交|上传|下载|登录|加载|连接|支付|识别|验证|扫码|保存|刷新|签到|定位|安装|同步|操作|拨打|拨号)失败"
    r"|(?:不怕|害怕|允许|接受|面对|经历过?|从)失败|失败的?(?:项目|经历|经验|案例|教训|原因|尝试|订单|重试)"
    r"|尽快(?:上手|熟悉|适应|融入|康复|恢复|好起来)|稍后(?:再试|重试|重新)"
    r"|淘汰(?:旧|老|落后|率|制)|末位淘汰|不合格(?:品|产品|率|件|批|货|零件|商品)"
    r"|(?:时间|时段|日期|地点|方式|安排|[这那]天)(?:对您|您)?(?:如果|若|要是|也|都|可能)?不适合"
    r"|(?:变得|成为|做得|自己|让[^，。；！\n]{1,6})更优秀"
    r"|(?:感谢|谢谢|欢迎|期待)您?(?:今天|昨天|当天|届时)?前来(?:面试|参加)|我们(?:会|将|一定)?(?:准时|按时)"
    r"|\bshortly (?:before|after)\b|\bunqualified (?:yes|support|success|opinion)\b"
    r"|\brejected (?:goods|parts|parcels|items|orders|shipments|invoices|files?|payments?|cards?)\b"
    r"|\b(?:browser|server|page|system|form|scanner|bank|gate)(?: has| have)? rejected\b"
    r"|\bunsuccessful (?:log-?ins?|attempts?|deliver(?:y|ies)|payments?|uploads?)\b"
    r"|\beliminated (?:waste|defects|costs?|errors?|bugs|the need|paper)\b"
    r"|\b(?:not|isn't|never|nothing(?: here)? is) (?:mandatory|compulsory|obligatory)\b"
    r"|\b(?:mandatory|compulsory) (?:fields?|breaks?|insurance|social|safety|rest|education|school)\b",
    re.IGNORECASE,
)
# 迷你, 你我他: nobody is addressed.
_NOT_YOU = re.compile("你我他|迷你|你追我赶")
# 亲 as a form of address stands before a comma, never inside 亲自 or 亲友.
_DEAR_ZH = re.compile(r"(?:^|[，。！\s])亲[，,！~～]", re.MULTILINE)
_NAMES = re.compile(r"\{\{\s*(?:name|interviewer_name|hr_name)\??\s*\}\}")
_THANKS = re.compile(r"感谢|谢谢|\bthank", re.IGNORECASE)
_EXCLAMATION = re.compile(r"[!！]")


def lint(
    subject: str, body: str, *, language: str, audience: str = "candidate", tone: str = "plain"
) -> list[Finding]:
    """Everything worth a second look, in the order of the rules."""
    is_zh = language.startswith("zh")
    text = without_harmless(f"{subject}\n{body}")
    findings = _words(text, _TABLES[is_zh, "forbidden"], "forbidden")
    findings += _words(text, _TABLES[is_zh, "summoning"], "summoning")
    if is_zh and (dear := _DEAR_ZH.search(text)):
        findings.append(Finding("forbidden", dear[0].strip(), "用姓名加“您好”"))
    if len(_EXCLAMATION.findall(text)) > (1 if re.search("恭喜|ongratulations", text) else 0):
        findings.append(_missing("exclamation", is_zh, "去掉感叹号", "leave out exclamation marks"))
    if not _NAMES.search(body):
        findings.append(_missing("name", is_zh, "用 {{name}} 称呼对方", "address the person with {{name}}"))
    if audience == "candidate" and tone == "negative" and not _THANKS.search(body):
        findings.append(_missing("thanks", is_zh, "先感谢对方", "thank the person first"))
    if is_zh and audience == "candidate" and "你" in _NOT_YOU.sub("", text):
        findings.append(Finding("form_of_address", "你", "对候选人用“您”"))
    return findings


def without_harmless(text: str) -> str:
    """The text with what says something else blotted out; every other sign stays where it was."""
    return _HARMLESS.sub(lambda hit: "\0" * len(hit[0]), text)


def _words(text: str, table: dict[re.Pattern[str], str], code: str) -> list[Finding]:
    lower = text.lower()
    found = {hit[0].strip(): mend for word, mend in table.items() if (hit := word.search(lower))}
    longest = [word for word in found if not any(word != other and word in other for other in found)]
    return [Finding(code, word, found[word]) for word in longest]


def _missing(code: str, is_zh: bool, zh: str, en: str) -> Finding:  # noqa: FBT001 -- which of two words
    return Finding(code, "", zh if is_zh else en)
