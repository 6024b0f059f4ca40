"""A résumé's words without what must not weigh (sex, age, birth, marriage, origin, people, belief, body) and
without the ways to reach somebody. Pure.

It knows the usual labels and a few bare forms. What somebody writes in running text stays: it is her account.
"""

import re

from huiyin.search.redaction import without_contacts

MOST = 6000
_LABELS = (
    "性别|年龄|出生(?:年月|日期|地)?|生日|籍贯|户籍(?:所在地)?|户口|民族|政治面貌|婚姻(?:状况)?|婚育(?:状况)?|"
    "生育(?:状况)?|身高|体重|血型|星座|属相|生肖|宗教(?:信仰)?|健康(?:状况)?|国籍|照片|"
    "gender|sex|age|date of birth|birth ?date|birthday|dob|place of birth|marital status|"
    "nationality|ethnicity|religion|height|weight|photo"
)
_VALUE = r"[^\s,，;；|｜/、。]{1,20}"
_PERSONAL = re.compile(
    rf"""
    (?:{_LABELS.replace(" ", r"[ ]")})\s*[:：]\s*{_VALUE}(?:[ ]{_VALUE}[ ]\d{{4}})?  # a label and its value
    | (?<![\u4e00-\u9fff\w])(?:男|女|男性|女性|male|female)(?![\u4e00-\u9fff\w])  # standing alone
    | (?<![\w~–—-])[1-7]\d\s*周?岁(?![\u4e00-\u9fff])  # 28岁
    | (?:19|20)\d{{2}}\s*[年./-]\s*\d{{1,2}}\s*月?(?:\s*\d{{1,2}}\s*日)?\s*(?:出?生)(?![产活])
    | (?<![\u4e00-\u9fff])(?:已婚|未婚|离异|已育|未育)(?![\u4e00-\u9fff])
    | (?<![\u4e00-\u9fff])[\u4e00-\u9fff]{{1,3}}族(?![\u4e00-\u9fff])
    """,
    re.X | re.I,
)
_EDGES = re.compile(r"[ \t]*[|｜/,，;；、][ \t]*(?=[|｜/,，;；、\n]|$)")


def blind(text: str) -> str:
    """Line by line; a line of which nothing is left goes."""
    lines = []
    for line in without_contacts(text[:MOST]).splitlines():
        kept = _EDGES.sub("", _PERSONAL.sub("", line)).strip(" \t|｜/,，;；、")
        if kept and not re.fullmatch(r"\W+", kept):
            lines.append(re.sub(r"[ \t]{2,}", "  ", kept))
    return "\n".join(lines)
