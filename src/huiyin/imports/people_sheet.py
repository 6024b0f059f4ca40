"""Sheets about people from elsewhere: as a recruiting site exports them, or as a colleague keeps one. Pure.

Their columns are ours and what a résumé's head says. What has no field of its own here (years, pay, degree…)
becomes one line for colleagues on the person's file; sex, age and the like are left out by `columns`.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from huiyin.candidates.models import Source
from huiyin.imports import huiyin_sheet, values
from huiyin.imports.columns import Column, fold
from huiyin.imports.dates import Habits, habits_of, read_moment
from huiyin.imports.huiyin_sheet import HuiyinRow
from huiyin.imports.problems import Unreadable
from huiyin.imports.sheets import LineReader
from huiyin.imports.tables import Cell

# How sites and colleagues call our own columns beside the names that our sheet has.
_ALSO = {
    "name": ("候选人姓名", "名字", "应聘者", "应聘者姓名", "求职者", "full name"),
    "phone": ("手机号码", "联系电话", "移动电话", "联系方式", "联系手机", "phone number", "tel"),
    "email": ("电子邮件", "邮件", "邮箱地址", "联系邮箱", "mail", "email address"),
    "job": ("沟通职位", "投递职位", "申请职位", "应聘岗位", "投递岗位", "job title", "applied position"),
    "source": ("简历来源", "招聘渠道", "channel"),
    "interview_start": ("面试日期时间", "一面时间", "初试时间"),
    "note": ("说明", "评价", "comment", "comments", "notes"),
}
RESUME = (
    Column("city", ("所在地", "现居住地", "居住地", "现居城市", "目前城市", "所在城市", "城市", "city")),
    Column(
        "applied_at", ("投递时间", "应聘时间", "申请时间", "沟通时间", "最近沟通时间", "投递日期", "applied")
    ),
    Column("years", ("工作年限", "工作经验", "经验", "工龄", "experience", "years of experience")),
    Column("degree", ("学历", "最高学历", "教育程度", "degree", "education")),
    Column("school", ("毕业院校", "毕业学校", "学校", "院校", "school", "university")),
    Column("major", ("专业", "所学专业", "major")),
    Column("company", ("目前公司", "当前公司", "最近公司", "公司", "所在公司", "current company")),
    Column("title", ("目前职位", "当前职位", "最近职位", "目前岗位", "current title")),
    Column("wanted", ("期望职位", "意向职位", "求职意向", "desired position")),
    Column("wanted_city", ("期望城市", "期望工作地", "期望地点", "意向城市", "desired city")),
    Column("pay", ("期望薪资", "期望月薪", "期望年薪", "薪资要求", "期望薪酬", "expected salary")),
    Column("standing", ("求职状态", "目前状态", "在职状态", "到岗时间", "availability")),
)
COLUMNS = (
    *(replace(one, names=one.names + _ALSO.get(one.key, ())) for one in huiyin_sheet.COLUMNS),
    *RESUME,
)
_YEARS = re.compile(
    r"(\d{1,2})(?:\s*[-–~至到]\s*(\d{1,2}))?\s*(?:年|yrs?|years?)?(?:以上|以内|\+)?", re.IGNORECASE
)
_PAY = re.compile(
    r"(?P<low>\d+(?:\.\d+)?)(?P<unit1>[kK千万wW]?)\s*[-–~至到]\s*(?P<high>\d+(?:\.\d+)?)(?P<unit>[kK千万wW]?)"
    r"\s*(?:元|RMB)?(?:\s*/\s*(?:月|年|month|year))?(?:[·•*x×]\s*(?P<months>\d{2})\s*薪)?"
)
_MULTIPLES = {"": 1, "k": 1_000, "千": 1_000, "w": 10_000, "万": 10_000}
_OPEN_PAY = frozenset({"面议", "不限", "可议", "negotiable"})
LONGEST_AGO = 15
_NO_YEARS = frozenset(
    {"应届", "应届生", "应届毕业生", "无经验", "在校", "在校生", "不限", "none", "graduate"}
)
_DEGREES = (
    ("博士", "phd", "doctor"),
    ("硕士", "研究生", "master", "mba", "emba"),
    ("本科", "学士", "bachelor"),
    ("大专", "专科", "associate", "college"),
    ("中专", "中技", "高中", "职高", "highschool", "初中及以下"),
)
LABELS = {
    "years": gettext_noop("experience"),
    "degree": gettext_noop("degree"),
    "school": gettext_noop("school"),
    "major": gettext_noop("major"),
    "company": gettext_noop("company"),
    "title": gettext_noop("works as"),
    "wanted": gettext_noop("wants to be"),
    "wanted_city": gettext_noop("wants to work in"),
    "pay": gettext_noop("wishes for"),
    "standing": gettext_noop("standing"),
}


def read_rows(
    readers: Sequence[LineReader], *, today: date, source: tuple[Source, str] = (Source.OTHER, "")
) -> list[HuiyinRow]:
    """As our own sheet's rows; without a column for it they come from `source`."""
    rows = huiyin_sheet.read_rows(readers, today=today)
    by_place = {reader.at: reader for reader in readers}
    cells = [cell for row in rows if (cell := by_place[row.at].cell("applied_at"))]
    habits = habits_of(cells, years=(today.year - LONGEST_AGO, today.year))
    read = [_with_resume(by_place[row.at], row, habits, today, source) for row in rows]
    return [row for row in read if not by_place[row.at].problems]


def _with_resume(
    reader: LineReader, row: HuiyinRow, habits: Habits, today: date, source: tuple[Source, str]
) -> HuiyinRow:
    said = {key: reader.read(key, _READERS.get(key, _line), "") for key in LABELS}
    facts = [f"{_(LABELS[key])}: {text}" for key, text in said.items() if text]
    city = reader.read("city", partial(values.read_line, most=40), "")
    applied = reader.read_cell("applied_at", lambda cell: _applied(cell, habits, today), None)
    kind, words = (row.source, row.source_note) if reader.text("source") else source
    note = "\n".join(part for part in (row.note, "; ".join(facts)) if part)
    return replace(row, note=note, city=city, applied_at=applied, source=kind, source_note=words)


def read_years(text: str) -> str:
    """`3-5年`, `10年以上`, `应届`."""
    line = values.read_line(text, 20)
    if fold(line) in values.NOTHING:
        return ""
    found = _YEARS.fullmatch(line)
    is_read = found and int(found[1]) <= 60 and (not found[2] or int(found[1]) <= int(found[2]) <= 60)
    if not is_read and fold(line) not in _NO_YEARS:
        raise Unreadable(_("This is no length of experience."), _("3-5年, 10年以上 or 应届"))
    return line


def read_pay(text: str) -> str:
    """`15-20K·13薪`, `15000-20000元/月`, `30-40万`, `面议`."""
    line = values.read_line(text, 40)
    if fold(line) in values.NOTHING or fold(line) in _OPEN_PAY:
        return line if fold(line) in _OPEN_PAY else ""
    found = _PAY.fullmatch(line)
    if not found:
        raise Unreadable(_("This is no range of pay."), _("15-20K·13薪, 15000-20000元/月, 30-40万 or 面议"))
    unit = found["unit"].lower()
    low = float(found["low"]) * _MULTIPLES[found["unit1"].lower() or unit]
    high = float(found["high"]) * _MULTIPLES[unit]
    if not 0 < low <= high or (found["months"] and not 12 <= int(found["months"]) <= 24):
        raise Unreadable(_("This range of pay ends before it begins."), _("the lower figure first"))
    return line


def read_degree(text: str) -> str:
    line = values.read_line(text, 20)
    folded = fold(line)
    if folded in values.NOTHING:
        return ""
    for words in _DEGREES:
        if any(word in folded for word in words):
            return words[0]
    raise Unreadable(_("This word is not known here."), _("博士, 硕士, 本科, 大专, 高中, or empty"))


def _line(text: str) -> str:
    return "" if fold(text) in values.NOTHING else values.read_line(text, 80)


_READERS: dict[str, Callable[[str], str]] = {"years": read_years, "pay": read_pay, "degree": read_degree}


def _applied(cell: Cell, habits: Habits, today: date) -> datetime | None:
    """The day on which she applied; a time of day is not needed, and noon stands for one."""
    if cell is None or (isinstance(cell, str) and fold(cell) in values.NOTHING):
        return None
    moment = read_moment(cell, habits)
    if moment.on > today:
        raise Unreadable(_("This day is still to come."), _("the day on which the person applied"))
    return moment.at or datetime.combine(moment.on, moment.clock or time(12))
