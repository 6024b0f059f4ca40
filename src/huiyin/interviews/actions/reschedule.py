"""Moving an interview to another time or place. Everybody's answer starts anew."""

from datetime import datetime, timedelta

from django.db import transaction

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.interviews import away, late, notices, queries, reminding, timing, versions
from huiyin.interviews.actions import guards
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.interviews.plans import Move, Plan, Tell
from huiyin.interviews.rules import Rules, settle
from huiyin.todos import actions as todos
from huiyin.workforce.actions import Overlap, rebook


def reschedule_interview(
    interview: Interview, *, to: Move, tell: Tell, by: Actor, seen: int | None = None, operation: str = ""
) -> Interview:
    """Move it. `seen` is the version that the person looked at; a newer one is a Clash saying what changed.

    Moving it to where it already is changes nothing and tells nobody. `operation` is the piece of work on
    many that it belongs to.
    """
    guards.check_tell(tell, by)
    try:
        with transaction.atomic():
            return _reschedule(interview, to, tell, by, seen, operation)
    except Overlap:
        raise guards.clash_of([], {}, [], interview.time_zone) from None


def _reschedule(
    interview: Interview, to: Move, tell: Tell, by: Actor, seen: int | None, operation: str
) -> Interview:
    row, people = guards.lock(interview)
    plan = _settled(row, to)
    if _is_there(row, plan):
        return row
    guards.check_state(row, "reschedule")
    guards.check_seen(row, seen)
    problem = Rules(clock.now()).judge(row.application, plan)
    if problem:
        raise problem
    end = plan.start + timedelta(minutes=plan.minutes or 0)
    is_moved = (row.start, row.end) != (plan.start, end)
    asked = people if is_moved else away.coming(row, people)
    resources = guards.named_resources(row.application.candidate, asked, plan.room)
    clash = guards.find_clash(resources, (plan.start, end), plan.time_zone, except_about=ref(row))
    if clash:
        raise clash

    was_asked = row.state in {InterviewState.RESCHEDULE_REQUESTED, InterviewState.DECLINED}
    was_urgent = notices.is_same_day(row)
    was_late = late.is_late(row)
    _write(row, plan, end)
    rebook(ref(row), resources, row.start, row.end)
    if is_moved:
        away.ask_anew(row, by=by)
    why = {"why_untold": tell.why} if tell.is_silent else {}
    versions.keep_version(row, "reschedule", [one.pk for one in people], by=by, was_asked=was_asked, **why)
    reminders = reminding.reminders_of(reminding.rules_on())
    skipped = timing.reminders_skipped(reminders, row.start, row.time_zone, clock.now())
    entry = audit.record(
        "interview.rescheduled",
        row,
        by=by,
        version=row.version,
        told={"candidate": tell.candidate, "interviewers": tell.interviewers},
        **({"reminders_skipped": skipped} if skipped and tell.candidate != "no" else {}),
    )
    for kind in notices.ANSWER_TODOS:
        todos.close_todos(kind, ref(row), by=by)
    late.ask_to_call([row], tell, is_late=was_late or late.is_late(row))
    notices.announce_moved(
        row, was_asked=was_asked, was_urgent=was_urgent, tell=tell, cause=entry, operation=operation
    )
    return row


def _settled(row: Interview, to: Move) -> Plan:
    """The move as a whole plan: what it does not say stays as it is."""
    minutes = int((row.end - row.start).total_seconds() // 60)
    where = to.where or queries.where_of(row)
    plan = Plan(
        round_no=row.round_no,
        mode=where.mode,
        start=to.start,
        minutes=to.minutes,
        place=where.place,
        room=where.room,
        video_link=where.video_link,
        note=row.note if to.note is None else to.note,
        time_zone=to.time_zone or ("" if to.where else row.time_zone),
        weekday=to.weekday,
        reply_by=to.reply_by,
    )
    return settle(plan, minutes=minutes, zone=row.time_zone)


def _is_there(row: Interview, plan: Plan) -> bool:
    """A second click: the interview stands exactly there, and nobody is waiting for another time."""
    end = plan.start + timedelta(minutes=plan.minutes or 0)
    here = (row.start, row.end, row.mode, row.place, row.room, row.video_link)
    there = (plan.start, end, plan.mode, plan.place, plan.room, plan.video_link)
    return here == there and row.state in {InterviewState.SCHEDULED, InterviewState.CONFIRMED}


def _write(row: Interview, plan: Plan, end: datetime) -> None:
    row.start, row.end, row.time_zone = plan.start, end, plan.time_zone
    row.mode = plan.mode
    row.place = plan.place if plan.mode == Mode.ONSITE else None
    row.room = plan.room
    row.video_link = plan.video_link if plan.mode == Mode.VIDEO else ""
    row.note = plan.note
    row.reply_by = plan.reply_by or timing.reply_by(plan.start, plan.time_zone, clock.now())
    row.state = InterviewState.SCHEDULED
    row.answer, row.answered_at, row.answered_via, row.answer_note = "", None, "", ""
    row.late_minutes, row.late_said_at = None, None
    row.version += 1
    row.save()
