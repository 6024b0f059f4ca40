"""What every verb does first: take the rows, check that the state allows it and that nothing was missed."""

from collections.abc import Collection, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.models import Candidate
from huiyin.company.models import Room
from huiyin.core import wording
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.interviews import labels, queries, states, versions
from huiyin.interviews.access import require_silence
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.plans import Tell
from huiyin.people.models import Employee
from huiyin.workforce import queries as workforce
from huiyin.workforce.queries import Busy
from huiyin.workforce.slots import Span


def check_tell(tell: Tell, by: Actor) -> None:
    """Silence needs a reason and the right to decide about letters."""
    if not tell.is_silent:
        return
    require_silence(by)
    if not tell.why.strip():
        problem, mend = _("Not telling somebody needs a reason."), _("Write down why nobody is told.")
        raise DomainError("why_missing", problem, mend, [FieldProblem("why", problem, mend)])


def lock(interview: Interview) -> tuple[Interview, list[Employee]]:
    """The row as it stands now, then its participants in order; both are ours until the transaction ends."""
    row = (
        Interview.objects.select_for_update(of=("self",))
        .select_related(
            "application__candidate", "application__job", "application__owner__user", "place", "room"
        )
        .get(pk=interview.pk)
    )
    people = (
        Participant.objects.select_for_update(of=("self",))
        .filter(interview=row)
        .select_related("employee")
        .order_by("pk")
    )
    return row, [one.employee for one in people]


def lock_many(interviews: Collection[int]) -> dict[int, tuple[Interview, list[Employee]]]:
    """The same for many, by id and in their order, so that two of us wait and none is locked out."""
    rows = (
        Interview.objects.select_for_update(of=("self",))
        .select_related("application__owner__user")
        .filter(pk__in=interviews)
        .order_by("pk")
    )
    found: dict[int, tuple[Interview, list[Employee]]] = {row.pk: (row, []) for row in rows}
    people = Participant.objects.select_for_update(of=("self",)).filter(interview__in=found)
    for one in people.select_related("employee").order_by("pk"):
        found[one.interview_id][1].append(one.employee)
    return found


def check_state(interview: Interview, verb: str) -> None:
    if not states.allows(interview.state, verb):
        raise DomainError(
            "wrong_state",
            _("This interview is “%(state)s”, so that is not possible.")
            % {"state": labels.state_label(interview)},
            _("Look at the interview as it stands now."),
        )


def check_seen(interview: Interview, seen: int | None) -> None:
    """Refuse to act on a version that somebody has changed meanwhile, and say what changed."""
    if seen is None or seen == interview.version:
        return
    names = versions.fact_names()
    changed = versions.changed_since(interview, seen)
    what = _(", ").join(names[one] for one in changed)
    problem = _("Somebody changed this interview meanwhile: %(what)s.") % {"what": what or _("its version")}
    mend = _("It is now on %(when)s. Look again before you go on.") % {
        "when": written(interview.start, interview.time_zone)
    }
    raise Clash("changed_meanwhile", problem, mend, [FieldProblem(one, problem, mend) for one in changed])


def clash_of(
    busy: Sequence[Busy],
    names: dict[str, str],
    nearest: Sequence[datetime],
    zone: str,
) -> Clash:
    """Who is taken when, and the free times nearest to the wanted one."""
    who = _("; ").join(
        _("%(who)s is busy %(when)s")
        % {"who": names.get(one.resource, one.resource), "when": wording.span(one.start, one.end, zone)}
        for one in busy
    )
    free = _(", ").join(written(start, zone) for start in nearest)
    return Clash(
        "clash",
        _("This time is taken: %(who)s.") % {"who": who} if who else _("This time was taken just now."),
        _("The nearest free times: %(free)s.") % {"free": free} if free else _("Choose another time."),
        [FieldProblem("start", who)],
        nearest=[start.astimezone(ZoneInfo(zone)).isoformat() for start in nearest],
    )


def find_clash(resources: dict[str, str], span: Span, zone: str, *, except_about: str = "") -> Clash | None:
    """The clash of a wanted span, with the nearest free starts; None when all are free."""
    busy = workforce.clashes(list(resources), *span, except_about)
    if not busy:
        return None
    nearest = workforce.nearest_free(list(resources), span, zone, except_about=except_about)
    return clash_of(busy, resources, nearest, zone)


def named_resources(candidate: Candidate, people: Sequence[Employee], room: Room | None) -> dict[str, str]:
    """What an interview takes, with the name that a sentence gives it."""
    keys = queries.resources_of(candidate.pk, people, room)
    words = [candidate.name, *(one.name for one in people), *([room.name] if room else [])]
    return dict(zip(keys, words, strict=True))


def written(start: datetime, zone: str) -> str:
    return wording.moment(start, zone, get_language() or "zh-hans")
