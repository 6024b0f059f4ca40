"""The candidate's answer: can come, cannot come, another time. It may change until the interview begins."""

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.company import working_days
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.core.references import ref
from huiyin.interviews import away, notices, own_changes, queries, timing
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Answer, Interview, InterviewState
from huiyin.interviews.states import ANSWERED
from huiyin.messaging import outbox
from huiyin.people.models import Employee
from huiyin.todos import actions as todos
from huiyin.workforce.actions import Overlap, free, rebook

TODO_OF = {Answer.NO: notices.DECLINED_TODO, Answer.OTHER_TIME: notices.OTHER_TIME_TODO}


def answer_interview(
    interview: Interview, *, answer: str, note: str = "", via: str, by: Actor, seen: int | None = None
) -> Interview:
    """Take the answer. The same answer again changes nothing, however many arrive at once.

    `via` says how it came (`page`, `phone`, `email`). `seen` is the version that was answered: an answer to
    a time that has moved since is refused, so that nobody confirms what she has not read. What a candidate
    may change herself has limits; see `own_changes`.
    """
    if answer not in Answer.values:
        problem, mend = _("This is not an answer."), _("Use yes, no or other_time.")
        raise DomainError("bad_answer", problem, mend, [FieldProblem("answer", problem, mend)])
    try:
        with transaction.atomic():
            return _answer(interview, Answer(answer), note.strip(), via, by, seen)
    except Overlap:
        raise guards.clash_of([], {}, [], interview.time_zone) from None
    except DomainError as refused:
        if refused.code in own_changes.REFUSALS:
            own_changes.note_refusal(interview, refused, answer, by)
        raise


def _answer(
    interview: Interview, answer: Answer, note: str, via: str, by: Actor, seen: int | None
) -> Interview:
    row, people = guards.lock(interview)
    guards.check_seen(row, seen)
    if (row.answer, row.answer_note) == (answer, note):
        return row
    guards.check_state(row, "answer")
    now = clock.now()
    if now >= row.start:
        raise DomainError(
            "started",
            _("This interview has already begun."),
            _("Call the contact person if something is wrong."),
        )
    own_changes.check_own_answer(row, answer, by)
    was = row.state
    if answer == Answer.OTHER_TIME and row.answer != answer and by.kind == "capability":
        row.other_time_asks += 1
    row.state = ANSWERED[answer]
    row.answer, row.answer_note, row.answered_at, row.answered_via = answer, note, now, via
    row.save(
        update_fields=["state", "answer", "answer_note", "answered_at", "answered_via", "other_time_asks"]
    )
    _take_or_free(row, people, was)
    entry = audit.record(
        "interview.answered", row, by=by, answer=answer, was=was, via=via, version=row.version
    )
    _todos(row, answer, by)
    outbox.mark_answered(ref(row), row.application.candidate.contact, version=row.version)
    notices.announce_answer(row, was=was, cause=entry)
    return row


def _take_or_free(row: Interview, people: list[Employee], was: str) -> None:
    """A declined one gives its time back; taking it up again needs the time to be free still."""
    if row.state == InterviewState.DECLINED:
        free(ref(row))
    elif was == InterviewState.DECLINED:
        asked = away.coming(row, people)
        resources = guards.named_resources(row.application.candidate, asked, row.room)
        clash = guards.find_clash(resources, (row.start, row.end), row.time_zone, except_about=ref(row))
        if clash:
            raise clash
        rebook(ref(row), resources, row.start, row.end)


def _todos(row: Interview, answer: Answer, by: Actor) -> None:
    wanted = TODO_OF.get(answer)
    for kind in notices.ANSWER_TODOS:
        if kind != wanted:
            todos.close_todos(kind, ref(row), by=by)
    if wanted:
        promised = timing.our_answer_by(clock.now(), row.time_zone, working_days.is_working_day)
        due = min(promised, row.start)
        todos.open_todo(wanted, ref(row), owner=queries.owner_of(row), due_at=due, interview=row.pk)
