"""What was said to, by and about a candidate, from four tables in one query: questions and answers, chats
from elsewhere, notes, calls.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, IntegerField, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.models import Application, Candidate, ChatApp, ContactLog, Message, Note, PastedTurn
from huiyin.candidates.queries import of
from huiyin.candidates.timeline import CALL, MESSAGE, NOTE, PASTED, Event, Kind, Mark, Window, call_title
from huiyin.core.encryption import EncryptedTextField

_KINDS: dict[int, Kind] = {MESSAGE: "message", NOTE: "note", CALL: "call", PASTED: "message"}
_NOUNS = {MESSAGE: "message", NOTE: "note", CALL: "contactlog"}


class _Row(NamedTuple):
    """One line of any of the four; `text` and `speaker` as they lie, encrypted."""

    rank: int
    pk: int
    at: datetime
    text: str
    theirs: bool
    way: str
    outcome: str
    minutes: int
    author: str | None
    speaker: str


def spoken(
    window: Window, candidate: Candidate, applications: Sequence[Application], ranks: Collection[int]
) -> list[Event]:
    """Of these sources, the newest within the window."""
    sources = {
        MESSAGE: lambda: _columns(
            MESSAGE,
            Message.objects.filter(of(applications, "thread__application"), thread__candidate=candidate),
            theirs="from_candidate",
        ),
        NOTE: lambda: _columns(NOTE, Note.objects.filter(of(applications), candidate=candidate)),
        CALL: lambda: _columns(
            CALL,
            ContactLog.objects.filter(of(applications), candidate=candidate),
            theirs="is_incoming",
            way="way",
            outcome="outcome",
            minutes="minutes",
        ),
        PASTED: lambda: _columns(
            PASTED,
            PastedTurn.objects.filter(candidate=candidate),
            theirs="theirs",
            way="paste__app",
            author="paste__author__name",
            speaker="speaker",
        ),
    }
    parts = [window.cut(sources[rank](), rank) for rank in sorted(ranks)]
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True).order_by("-at", "-rank_", "-id")
    return [_event(_Row(*row), candidate) for row in rows[: window.size + 1]]


def _columns(rank: int, rows: QuerySet[Any], **names: str) -> QuerySet[Any, Any]:
    columns: QuerySet[Any, Any] = rows.annotate(
        rank_=Value(rank, output_field=IntegerField()),
        text_=ExpressionWrapper(F("text"), output_field=TextField()),
        theirs_=F(names["theirs"]) if "theirs" in names else Value(value=False, output_field=BooleanField()),
        way_=_text(names.get("way")),
        outcome_=_text(names.get("outcome")),
        minutes_=ExpressionWrapper(F(names["minutes"]), output_field=IntegerField())
        if "minutes" in names
        else Value(0, output_field=IntegerField()),
        author_=_text(names.get("author", "author__name")),
        speaker_=_text(names.get("speaker")),
    ).values_list(
        "rank_", "id", "at", "text_", "theirs_", "way_", "outcome_", "minutes_", "author_", "speaker_"
    )
    return columns


def _text(name: str | None) -> "ExpressionWrapper[Any]":
    return ExpressionWrapper(F(name) if name else Value(""), output_field=TextField())


def _event(row: _Row, candidate: Candidate) -> Event:
    opened = EncryptedTextField().from_db_value
    about = f"{_NOUNS[row.rank]}:{row.pk}" if row.rank in _NOUNS else ""
    title = _title(row, candidate, opened(row.speaker))
    mark = Mark(row.at, row.rank, row.pk)
    return Event(mark, _KINDS[row.rank], title, opened(row.text), theirs=bool(row.theirs), about=about)


def _title(row: _Row, candidate: Candidate, speaker: str) -> str:
    if row.rank == NOTE:
        return _("Note by {name}").format(name=row.author or _("the system"))
    if row.rank == PASTED and not speaker:
        return _("Pasted text")
    if row.rank == PASTED:
        return _("{name} on {app}").format(name=speaker, app=chat_app_word(row.way))
    if row.rank == CALL:
        author = User(name=row.author) if row.author else None
        call = ContactLog(
            way=row.way, outcome=row.outcome, is_incoming=row.theirs, minutes=row.minutes, author=author
        )
        return call_title(call)
    if row.theirs:
        return _("{name} asked").format(name=candidate.name)
    return _("{name} answered").format(name=row.author or _("We"))


def chat_app_word(app: str) -> str:
    words = {
        ChatApp.WECHAT: _("WeChat"),
        ChatApp.QQ: "QQ",
        ChatApp.DINGTALK: _("DingTalk"),
        ChatApp.BOSS: _("BOSS Zhipin"),
        ChatApp.OTHER: _("another chat"),
    }
    return words[ChatApp(app)]
