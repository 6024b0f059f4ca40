"""What all bodies share: string ids, moments with their offset, people, problems."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Self, TypeVar
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from pydantic import AfterValidator, AwareDatetime, BeforeValidator, ConfigDict, Field, model_validator

from huiyin.core.days import FIRST, LAST
from huiyin.core.errors import NotFound
from huiyin.core.ids import is_id

D = TypeVar("D", date, datetime)
Id = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
Moment = AwareDatetime


def _in_reach(said: D) -> D:
    """A day that calendars reach; beyond, no page could show it."""
    on = said.date() if isinstance(said, datetime) else said
    if not FIRST < on < LAST:
        raise ValueError("no calendar reaches this day")
    return said


DayIn = Annotated[date, AfterValidator(_in_reach)]
MomentIn = Annotated[AwareDatetime, AfterValidator(_in_reach)]
Version = Annotated[int, Field(ge=0, le=2**31 - 1)]


class Input(Schema):
    """A body that somebody sends. A field that is not known is an error: it would be lost silently. NUL is no
    text: PostgreSQL cannot keep it, and SQLite should not.
    """

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @model_validator(mode="after")
    def _is_text(self) -> Self:
        for value in self.__dict__.values():
            texts = value if isinstance(value, list) else [value]
            if any(isinstance(text, str) and "\0" in text for text in texts):
                raise ValueError("text may not hold a NUL character")
        return self


class ErrorOut(Schema):
    field: str
    problem: str
    mend: str


class Problem(Schema):
    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[ErrorOut]
    nearest: list[str] | None = None


class Named(Schema):
    id: str
    name: str


# What stands around every view (a token, the database, a query that makes no sense), and around a body.
READING: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 422, 503), Problem)
CHANGING: dict[int, Any] = READING | dict.fromkeys((409, 413, 415), Problem)


def number(text: str, *, what: str = "") -> int:
    """The id in an address. Anything that is none names nothing."""
    if is_id(text):
        return int(text)
    raise NotFound("not_found", what or _("There is no such thing."))


def moment(at: datetime | None, zone: str = "") -> str | None:
    """RFC 3339 on the wall of a zone, else of the installation."""
    if at is None:
        return None
    return (at.astimezone(ZoneInfo(zone)) if zone else timezone.localtime(at)).isoformat()


def named(row: Any) -> Mapping[str, str] | None:
    return {"id": str(row.pk), "name": row.name} if row else None
