"""What the pages show, gathered for their templates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import may
from huiyin.company.queries import the_company
from huiyin.core import clock, wording
from huiyin.core.actor import Actor
from huiyin.core.live import tag_of
from huiyin.core.references import ref
from huiyin.core.wording import is_chinese
from huiyin.interviews import away, habit_words, labels, presence, queries, saying, versions, week
from huiyin.interviews.access import can_answer, verbs_of, visible_to
from huiyin.interviews.models import Interview
from huiyin.interviews.ticks import ticks_of_interviews
from huiyin.messaging.access import visible_to as visible_letters
from huiyin.messaging.kinds import KINDS
from huiyin.messaging.models import Letter
from huiyin.messaging.queries import letters_about
from huiyin.messaging.states import LetterState
from huiyin.people.models import Employee
from huiyin.workforce.queries import busy_times, working_days_around

# State of a letter: dots of its echo and the shape.
ECHOES = {
    LetterState.SENT: (1, ""),
    LetterState.DELIVERED: (2, ""),
    LetterState.OPENED: (3, ""),
    LetterState.ANSWERED: (4, ""),
    LetterState.RETRYING: (1, "wait"),
    LetterState.UNKNOWN: (1, "wait"),
    LetterState.FAILED: (1, "late"),
    LetterState.BOUNCED: (1, "late"),
    LetterState.SUPPRESSED: (0, "late"),
}
# What somebody may do in the list itself about a letter that is held, by the reason why it is.
HELD_VERBS = {"undo": "undo", "review": "look"}


@dataclass(frozen=True)
class LetterLine:
    letter: Letter
    kind: str
    dots: int
    shape: str
    word: str
    at: datetime
    verb: str


def detail_page(actor: Actor, interview: Interview) -> dict[str, Any]:
    row = queries.with_people(visible_to(actor)).get(pk=interview.pk)
    language = get_language() or "zh-hans"
    verbs = verbs_of(actor, row)
    lines = letter_lines(actor, row)
    minutes = the_company().no_show_minutes
    ticks = ticks_of_interviews([row]).get(row.pk)
    return {
        "interview": row,
        "candidate": row.application.candidate,
        "job": saying.job_title(row, language),
        "round": saying.round_name(row, language),
        "shape": labels.state_shape(row),
        "word": labels.state_label(row),
        "facts": facts(row, language),
        "answer_note": row.answer_note if can_answer(actor, row) else "",
        "verbs": verbs,
        "may_check_in": "check_in" in verbs and clock.now() > row.start - timedelta(hours=12),
        "has_begun": clock.now() >= row.start,
        "is_missing": presence.is_missing(row, minutes, clock.now()),
        "no_show_minutes": minutes,
        "expected_at": presence.expected_at(row) if row.late_minutes is not None else None,
        "habits": habit_words.habit_lines(row, actor)
        if "answer" in verbs and row.start > clock.now()
        else [],
        "away": away.away_from(row),
        "is_unmanned": away.is_unmanned(row),
        "stand_ins": _stand_ins(row, verbs),
        "holds": any(one.employee.user_id == actor.user_id for one in row.participants.all()),
        "letters": [one for one in lines if one.letter.state != LetterState.SUPERSEDED],
        "replaced": [one for one in lines if one.letter.state == LetterState.SUPERSEDED],
        "versions": version_lines(row),
        "ticks": ticks,
        "tag": tag_of(
            row.version, row.state, row.answered_at, row.late_minutes, _away_ids(row), words_of(lines), ticks
        ),
        "zone": row.time_zone,
    }


def words_of(lines: Sequence[LetterLine]) -> list[tuple[int, str]]:
    return [(one.letter.pk, one.word) for one in lines]


def _stand_ins(row: Interview, verbs: Sequence[str]) -> list[Employee]:
    """Whom to ask instead, where somebody may be asked; nothing is looked up while nobody is missing."""
    is_wanted = "change_interviewers" in verbs and row.start > clock.now() and away.away_from(row)
    return away.stand_ins(row) if is_wanted else []


def _away_ids(row: Interview) -> list[int]:
    return [one.employee.pk for one in away.away_from(row)]


def facts(row: Interview, language: str) -> list[tuple[str, str]]:
    people = [one.employee for one in row.participants.all()]
    words = [f"{one.name} {one.title}".strip() for one in people]
    return [
        (_("Way to meet"), str(labels.MODES.get(row.mode, row.mode))),  # type: ignore[call-overload]
        (_("Place"), saying.meeting_point(row, language) if row.place else ""),
        (_("Address"), row.place.address if row.place else ""),
        (_("Link of the meeting"), row.video_link),
        (_("Interviewers"), _(", ").join(words)),
        (_("One line for the candidate"), row.note),
        (_("Number"), row.number),
    ]


def letter_lines(actor: Actor, row: Interview) -> list[LetterLine]:
    """Every letter about it that this actor may see, in the order in which they were written."""
    decides = may(actor, "letters:decide")
    return [
        _letter_line(letter, decides=decides) for letter in letters_about(visible_letters(actor), ref(row))
    ]


def _letter_line(letter: Letter, *, decides: bool) -> LetterLine:
    kind = KINDS.get(letter.kind)
    zh = is_chinese(get_language() or "zh-hans")
    label = (kind.label_zh if zh else kind.label_en) if kind else letter.kind
    dots, shape = ECHOES.get(LetterState(letter.state), (0, ""))
    at = letter.due_at if letter.state == LetterState.PLANNED else letter.state_at
    verb = HELD_VERBS.get(letter.reason, "") if decides and letter.state == LetterState.HELD else ""
    return LetterLine(letter, label, dots, shape, labels.letter_word(letter), at, verb)


def version_lines(row: Interview) -> list[tuple[str, datetime, str]]:
    """What was done, when, and what it changed; the latest first."""
    kept = list(row.versions.order_by("number"))
    names = versions.fact_names()
    lines = []
    for before, one in zip([None, *kept], kept, strict=False):
        old = before.facts if before else {}
        changed = [names[name] for name in versions.differing(old, one.facts)] if before else []
        lines.append((str(labels.VERBS.get(one.verb, one.verb)), one.at, _(", ").join(changed)))
    return list(reversed(lines))


@dataclass(frozen=True)
class WeekAsked:
    """The week in which a start is chosen, for these people and this room."""

    zone: str
    first: date
    length: timedelta
    names: Mapping[str, str]
    chosen: datetime | None = None
    except_about: str = ""


def week_page(asked: WeekAsked) -> dict[str, Any]:
    days = working_days_around(asked.first + timedelta(days=2), asked.zone, week.DAYS_SHOWN)
    opens = queries.day_span(days[0], asked.zone)[0]
    closes = queries.day_span(days[-1], asked.zone)[1]
    busy = busy_times(list(asked.names), opens, closes, except_about=asked.except_about)
    grid = week.Grid(asked.zone, asked.length, asked.names, clock.now(), asked.chosen)
    today = clock.today(asked.zone)
    return {
        "heads": [_split_day(one) for one in days],
        "rows": grid.rows(days, busy),
        "zone": asked.zone,
        "before": max(today, days[0] - timedelta(days=7)) if days[0] > today else None,
        "after": days[-1] + timedelta(days=1),
        "first": days[0],
        "chosen": asked.chosen,
        "chosen_end": asked.chosen + asked.length if asked.chosen else None,
    }


def _split_day(on: date) -> tuple[str, str]:
    """周四 and 11月26日, or Thu and 26 Nov: two lines of one heading."""
    language = get_language() or "zh-hans"
    said = wording.day(on, language)
    if is_chinese(language):
        rest, _space, weekday = said.partition(" ")
    else:
        weekday, _space, rest = said.partition(" ")
    return weekday, rest


def local_day(start: datetime, zone: str) -> date:
    return start.astimezone(ZoneInfo(zone)).date()
