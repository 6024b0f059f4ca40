"""Who reaches which interviews, and what they may do with one. Staff, and the candidate by her own link."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import Reach, reach, require
from huiyin.candidates.models import Application
from huiyin.company.models import Place
from huiyin.company.queries import find_place, the_company
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.references import ref, ref_id
from huiyin.interviews.models import Batch, BatchRow, Interview, Participant
from huiyin.interviews.states import allows
from huiyin.jobs.access import covers
from huiyin.jobs.access import reached as reached_jobs
from huiyin.jobs.models import Job
from huiyin.messaging import kinds

Check = Callable[[Actor, Interview], bool]


def visible_to(actor: Actor) -> QuerySet[Interview]:
    """What a colleague's roles reach, or the one interview of a capability that may view it."""
    if actor.kind == "capability":
        own = ref_id(actor.subject, "interview") if "view" in actor.verbs else None
        return Interview.objects.filter(pk=own) if own else Interview.objects.none()
    return reached(actor, "interviews:see")


def few(actor: Actor, most: int) -> list[int] | None:
    """The keys of all interviews that a colleague sees, if they are no more than so many."""
    parts, found = few_rows(actor), list[int]()
    if parts is None:
        return None
    for rows in parts:
        keys = kinds.up_to(rows, most)
        if keys is None:
            return None
        found += keys
    return found


def few_rows(actor: Actor) -> list[QuerySet[Interview]] | None:
    """What finds all interviews that a colleague sees, None for who reaches everything. Begins with the jobs
    and with her own part, so that the first ones cost little however many there are.
    """
    if actor.kind == "staff_link":
        return [visible_to(actor)]
    within = reach(actor, "interviews:see")
    if within.everything:
        return None
    applications = Application.objects.filter(job__in=reached_jobs(within))
    found = [Interview.objects.filter(application__in=applications)]
    if within.own:
        found.append(Interview.objects.filter(participants__employee__user=within.user_id))
    return found


def reached(actor: Actor, permission: str) -> QuerySet[Interview]:
    """Interviews follow their job; `own` adds those in which she takes part. Whom a letter let in reaches of
    them what the letter was about.
    """
    rows = _within(reach(actor, permission))
    return _of_the_letter(rows, actor) if actor.kind == "staff_link" else rows


def taking_part(actor: Actor) -> QuerySet[Interview]:
    """Of those that the actor sees, the ones that she is to hold herself. Begins with her own part: hers are
    few beside all of a house's.
    """
    if actor.user_id is None:
        return Interview.objects.none()
    own = Participant.objects.filter(employee__user=actor.user_id)
    return visible_to(actor).filter(pk__in=own.values_list("interview"))


def _within(within: Reach) -> QuerySet[Interview]:
    if within.everything:
        return Interview.objects.all()
    # Asked of each row: a database that began with the jobs would read all their interviews for one day's.
    wanted = Q(Exists(reached_jobs(within).filter(pk=OuterRef("application__job"))))
    if within.own:
        wanted |= Q(_takes_part(within.user_id))
    return Interview.objects.filter(wanted)


def _of_the_letter(rows: QuerySet[Interview], actor: Actor) -> QuerySet[Interview]:
    """A letter is about one interview, about all of its reader's own, or about one day of the house."""
    if actor.subject == f"user:{actor.user_id}":
        return rows.filter(_takes_part(actor.user_id))
    if actor.subject.startswith("day:"):
        opens = datetime.combine(
            date.fromisoformat(actor.subject[4:]), time(), ZoneInfo(the_company().time_zone)
        )
        return rows.filter(start__gte=opens, start__lt=opens + timedelta(days=1))
    one = ref_id(actor.subject, "interview")
    return rows.filter(pk=one) if one else rows.none()


def _takes_part(user_id: int | None) -> Exists:
    """For each row, whether a user is one of its interviewers; nobody is."""
    if user_id is None:
        return Exists(Participant.objects.none())
    return Exists(Participant.objects.filter(interview=OuterRef("pk"), employee__user=user_id))


def can_arrange(actor: Actor, application: Application) -> bool:
    """May a new interview be made for this application?"""
    return may_arrange_for(actor, application.job)


def may_arrange_for(actor: Actor, job: Job) -> bool:
    """May interviews be made for those who applied for this job? Not by a letter about another."""
    return actor.kind != "staff_link" and covers(reach(actor, "interviews:arrange"), job)


def can_reschedule(actor: Actor, interview: Interview) -> bool:
    return _reaches(actor, interview, "interviews:arrange")


def can_change_interviewers(actor: Actor, interview: Interview) -> bool:
    return _reaches(actor, interview, "interviews:arrange")


def can_cancel(actor: Actor, interview: Interview) -> bool:
    return _reaches(actor, interview, "interviews:cancel")


def can_attend(actor: Actor, interview: Interview) -> bool:
    """Check in, mark a no-show, complete."""
    return _reaches(actor, interview, "interviews:attend")


def can_answer(actor: Actor, interview: Interview) -> bool:
    """The candidate by her link; a recruiter who has her on the phone."""
    if actor.kind == "capability":
        return actor.subject == ref(interview) and "answer" in actor.verbs
    return _reaches(actor, interview, "interviews:arrange")


def takes_part(actor: Actor, interview: Interview) -> bool:
    """Whether she is one of its interviewers."""
    if actor.user_id is None:
        return False
    return Participant.objects.filter(interview=interview, employee__user=actor.user_id).exists()


def can_prepare(actor: Actor, interview: Interview) -> bool:
    """Read what its interviewers read beforehand: they, and whoever arranges it."""
    return takes_part(actor, interview) or can_reschedule(actor, interview)


def can_say_unavailable(actor: Actor, interview: Interview) -> bool:
    return actor.kind in {"user", "staff_link"} and takes_part(actor, interview)


def require_silence(actor: Actor) -> None:
    require(actor, "letters:decide")


def get_interview(actor: Actor, interview_id: int, *, can: Check | None = None) -> Interview:
    """The interview, NotFound when the actor does not reach it, NotAllowed when `can` says no."""
    interview = (
        visible_to(actor)
        .select_related(
            "application__candidate__contact", "application__job__org_unit", "place", "room", "stage"
        )
        .filter(pk=interview_id)
        .first()
    )
    if interview is None:
        raise NotFound("not_found", _("There is no such interview."))
    if can and not can(actor, interview):
        raise NotAllowed("forbidden", _("You may see this interview but not change it."))
    return interview


def get_place(actor: Actor, place_id: int) -> Place:
    """A place whose door the actor's role keeps: its branch is one in which she arranges interviews."""
    place = find_place(place_id)
    by_letter = actor.kind == "staff_link"
    if place is None or by_letter or not reach(actor, "interviews:see").covers(place.org_unit.path):
        raise NotFound("not_found", _("There is no such place."))
    if not reach(actor, "interviews:arrange").covers(place.org_unit.path):
        raise NotAllowed("forbidden", _("You do not have this permission."))
    return place


def verbs_of(actor: Actor, interview: Interview) -> list[str]:
    """The verbs that its state allows and this actor may use; what pages and API offer."""
    checks: dict[str, Check] = {
        "reschedule": can_reschedule,
        "change_interviewers": can_change_interviewers,
        "cancel": can_cancel,
        "answer": can_answer,
        "check_in": can_attend,
        "mark_no_show": can_attend,
        "complete": can_attend,
    }
    return [verb for verb, can in checks.items() if allows(interview.state, verb) and can(actor, interview)]


def _reaches(actor: Actor, interview: Interview, permission: str) -> bool:
    return reached(actor, permission).filter(pk=interview.pk).exists()


def visible_batches(actor: Actor) -> QuerySet[Batch]:
    """Those of jobs for which she may arrange interviews and whose candidates she sees."""
    arranges, sees = reach(actor, "interviews:arrange"), reach(actor, "candidates:see")
    rows = Batch.objects.filter(job__in=reached_jobs(arranges))
    return rows if sees.everything else rows.filter(job__in=reached_jobs(sees))


def get_batch(actor: Actor, batch_id: int) -> Batch:
    row = visible_batches(actor).select_related("job__org_unit", "job__pipeline", "place", "operation")
    batch = row.filter(pk=batch_id).first()
    if batch is None:
        raise NotFound("not_found", _("There is no such arrangement."))
    return batch


def get_batch_row(actor: Actor, batch_id: int, row_id: int) -> BatchRow:
    batch = get_batch(actor, batch_id)
    row = batch.rows.select_related("application__candidate").filter(pk=row_id).first()
    if row is None:
        raise NotFound("not_found", _("This person is not part of the arrangement."))
    return row
