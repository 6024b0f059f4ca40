"""Sheets for tests, as bytes, and the state of every table that an import may touch."""

import csv
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from openpyxl import Workbook

from huiyin.company.models import OrgUnit, Place
from huiyin.company.tests.factories import make_company, make_place, make_unit
from huiyin.core.actor import Actor
from huiyin.imports.actions import Options, import_sheet
from huiyin.imports.reports import Report
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.contacts import set_address
from huiyin.people.models import Employee
from huiyin.people.tests.factories import make_employee

NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
SYSTEM = Actor.system("test")
HEADER = (
    "姓名",
    "手机",
    "邮箱",
    "职位",
    "来源",
    "招聘类型",
    "语言",
    "面试时间",
    "时长",
    "方式",
    "面试官",
    "地点",
    "备注",
)
LIN = ("林若溪", "13800138000", "lin@example.com", "产品经理")
WANG = ("王芳", "13800138001", "", "产品经理")
ATTENDANCE = (
    "Date of Interview",
    "Client name",
    "Position to be closed",
    "Name(Cand ID)",
    "Gender",
    "Interview Venue",
    "Expected Attendance",
    "Observed Attendance",
    "Marital Status",
)
UNTOUCHED_APPS = ("contenttypes", "sessions", "imports", "django_tasks_database", "auth")


def csv_of(*rows: Sequence[str], header: Sequence[str] = HEADER, encoding: str = "utf-8-sig") -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    return out.getvalue().encode(encoding)


def xlsx_of(*rows: Sequence[Any], header: Sequence[str] = HEADER) -> bytes:
    book = Workbook()
    for row in [header, *rows]:
        book.active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def person(base: Sequence[str] = LIN, **cells: str) -> list[str]:
    """A row of our sheet; cells by their header."""
    row = [*base, *[""] * (len(HEADER) - len(base))]
    for title, value in cells.items():
        row[HEADER.index(title)] = value
    return row


def seen(number: int, on: str = "13.02.2015", observed: str = "Yes", **cells: str) -> list[str]:
    """A row of an attendance list."""
    values = {
        "Date of Interview": on,
        "Client name": "Hospira",
        "Position to be closed": "Routine",
        "Name(Cand ID)": f"Candidate {number}",
        "Gender": "Male",
        "Interview Venue": "Chennai",
        "Expected Attendance": "Uncertain",
        "Observed Attendance": observed,
        "Marital Status": "Single",
    } | {title.replace("_", " "): value for title, value in cells.items()}
    return [values[title] for title in ATTENDANCE]


def make_office() -> tuple[OrgUnit, Job, Place, Employee]:
    """What a sheet's names can stand for."""
    make_company()
    unit = make_unit("总部")
    place = make_place(unit, name="上海办公室")
    boss = make_employee("顾行之", org_unit=unit)
    set_address(boss.contact, "email", "boss@example.com")
    return unit, make_job("产品经理", number="T-001", org_unit=unit, place=place), place, boss


def bring_in(raw: bytes, preset: str = "huiyin", by: Actor = SYSTEM, **options: Any) -> Report:
    return import_sheet(raw, "people.csv", Options(preset=preset, **{"commit": True} | options), by=by)


def state_of_the_house() -> dict[str, list[Any]]:
    """Every row of every table but the batches, the audit trail and the numbers that are given out once."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for model in apps.get_models()
        if model._meta.app_label not in UNTOUCHED_APPS
        and model._meta.label not in {"core.AuditEntry", "core.Sequence"}
    }
