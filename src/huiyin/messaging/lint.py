"""Wording that a letter should not have, each with a better way to say it. Pure; it warns and never blocks.

The rules are those of a courteous letter: invite and do not summon, a date instead of "soon", no comparison
and no verdict on the person, thanks where somebody gave us time.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`code` for machines, `found` as it stands in the text (empty when something is missing)."""

    code: str
    found: str
    suggestion: str


_FORBIDDEN_ZH = {
    "牛人": "用姓名或“您”",
    "亲爱的": "用姓名加“您好”",
    "同学": "用姓名或“您”",
    "尽快": "写明日期",
    "稍后": "写明日期或时间",
    "近期": "写明日期",
    "第一时间": "写明日期",
    "淘汰": "写“这次没有进入下一轮”",
    "被刷": "写“这次没有进入下一轮”",
    "失败": "写“这次没有进入下一轮”",
    "不合格": "写“这次没有进入下一轮”",
    "能力不足": "写职位需要什么，不评价人",
    "不适合": "写职位需要什么，不评价人",
    "更优秀": "不与他人比较",
    "其他候选人更": "不与他人比较",
    "已进入人才库": "征得同意之后再说",
    "美女": "用姓名",
    "帅哥": "用姓名",
}
_SUMMONING_ZH = {
    "务必": "写“请”，并说明原因",
    "必须": "写“请”，并说明原因",
    "准时参加": "写“期待与您见面”",
    "通知您参加": "写“邀请您参加”",
    "前来面试": "写“邀请您来面试”",
    "前来参加": "写“邀请您参加”",
    "不得": "写“请”，并说明原因",
    "逾期视为放弃": "写“没有收到回复的话，我们会先把时间让给其他候选人”",
    "视为放弃": "写“没有收到回复的话，我们会先把时间让给其他候选人”",
    "过时不候": "写“没有收到回复的话，我们会先把时间让给其他候选人”",
    "逾期不候": "写“没有收到回复的话，我们会先把时间让给其他候选人”",
    "准时到场": "写“期待与您见面”",
    "特此通知": "去掉这四个字",
    "后果自负": "去掉，写明能怎么做",
    "概不": "写明能怎么做",
    "勿迟到": "写“路上要晚一点的话，请在页面里告诉我们”",
    "不要迟到": "写“路上要晚一点的话，请在页面里告诉我们”",
}
_FORBIDDEN_EN = {
    "as soon as possible": "give a date",
    "asap": "give a date",
    "shortly": "give a date",
    "in due course": "give a date",
    "unsuccessful": 'say "we will not go on to the next round"',
    "failed": 'say "we will not go on to the next round"',
    "unfortunately": "say sorry once, plainly",
    "eliminated": 'say "we will not go on to the next round"',
    "rejected": 'say "we will not go on to the next round"',
    "unqualified": "say what the job needs",
    "better candidates": "do not compare people",
    "stronger candidates": "do not compare people",
}
_SUMMONING_EN = {
    "you must": 'say "please" and why',
    "you are required": 'say "please" and why',
    "must attend": 'say "we would like to invite you"',
    "failure to": "say what happens, kindly",
    "summon": 'say "invite"',
    "mandatory": 'say "please" and why',
    "no excuses": "leave it out",
    "will be considered withdrawn": "say that the time goes to other candidates first",
    "will be deemed": "say what happens, kindly",
    "be punctual": 'say "we look forward to meeting you"',
    "do not be late": "say how to tell us that one will be late",
    "report to": 'say "come to"',
}
# Where such a word says something else: 不得不, 打开失败.
_HARMLESS_ZH = re.compile(r"不得不|不必须|(?:打开|发送|提交|上传|下载|登录|加载|连接)失败")
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
    text = _HARMLESS_ZH.sub("", f"{subject}\n{body}")
    findings = _words(text, _FORBIDDEN_ZH if is_zh else _FORBIDDEN_EN, "forbidden")
    findings += _words(text, _SUMMONING_ZH if is_zh else _SUMMONING_EN, "summoning")
    if is_zh and (dear := _DEAR_ZH.search(text)):
        findings.append(Finding("forbidden", dear[0].strip(), "用姓名加“您好”"))
    if len(_EXCLAMATION.findall(text)) > (1 if re.search("恭喜|ongratulations", text) else 0):
        findings.append(_missing("exclamation", is_zh, "去掉感叹号", "leave out exclamation marks"))
    if not _NAMES.search(body):
        findings.append(_missing("name", is_zh, "用 {{name}} 称呼对方", "address the person with {{name}}"))
    if audience == "candidate" and tone == "negative" and not _THANKS.search(body):
        findings.append(_missing("thanks", is_zh, "先感谢对方", "thank the person first"))
    if is_zh and audience == "candidate" and "你" in re.sub("你我他", "", text):
        findings.append(Finding("form_of_address", "你", "对候选人用“您”"))
    return findings


def _words(text: str, table: dict[str, str], code: str) -> list[Finding]:
    lower = text.lower()
    found = [word for word in table if _holds(lower, word)]
    longest = [word for word in found if not any(word != other and word in other for other in found)]
    return [Finding(code, word, table[word]) for word in longest]


def _holds(text: str, word: str) -> bool:
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", text) is not None
    return word in text


def _missing(code: str, is_zh: bool, zh: str, en: str) -> Finding:  # noqa: FBT001 -- which of two words
    return Finding(code, "", zh if is_zh else en)
