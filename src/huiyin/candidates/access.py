"""Who reaches which candidates and applications: always through the job that they stand in.

A file without any application is reached only by those who reach everything.
"""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import Reach, field_level, may, reach
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.models import (
    Application,
    Candidate,
    ContactLog,
    Merge,
    Note,
    Recommendation,
    Statement,
    StatementKind,
    Submission,
    Thread,
)
from huiyin.core.actor import Actor
from huiyin.core.errors import NotAllowed, NotFound
from huiyin.core.ids import id_in
from huiyin.core.references import ref_id
from huiyin.jobs.access import covers, managed
from huiyin.jobs.access import reached as reached_jobs
from huiyin.jobs.models import Job

FIELD_OF: dict[str, str] = {
    StatementKind.PAY: "candidate.pay_wish",
    StatementKind.PLAN: "candidate.note",
    StatementKind.WORDS: "candidate.note",
    StatementKind.LEADER: "candidate.leader_note",
}
"""By which rule each kind of statement is read and written."""


def visible_to(actor: Actor) -> QuerySet[Candidate]:
    return _candidates(reach(actor, "candidates:see"))


def few_applications(actor: Actor) -> list[QuerySet[Application]] | None:
    """For the list of letters: what finds all applications that the actor sees, None for who reaches
    everything. Begins with the jobs, so that the first ones cost little however many there are.
    """
    within = reach(actor, "candidates:see")
    return None if within.everything else [Application.objects.filter(job__in=reached_jobs(within))]


def visible_applications(actor: Actor) -> QuerySet[Application]:
    return _applications(reach(actor, "candidates:see"))


def visible_threads(actor: Actor) -> QuerySet[Thread]:
    """Conversations of candidates whom the actor reaches, but for those about an application that she does
    not: who applied in two branches talks with each of them alone.
    """
    within = reach(actor, "candidates:see")
    if within.everything:
        return Thread.objects.all()
    theirs = _candidates(within).filter(pk=OuterRef("candidate_id"))
    asked = _applications(within).filter(pk=OuterRef("application_id"))
    return Thread.objects.filter(Exists(theirs), Q(application=None) | Exists(asked))


def can_add_candidate(actor: Actor) -> bool:
    return may(actor, "candidates:edit")


def may_take_in(actor: Actor, job: Job) -> bool:
    """Whether the actor may add candidates to this job and move those who stand in it."""
    return covers(reach(actor, "candidates:edit"), job)


def can_screen(actor: Actor, job: Job) -> bool:
    """Whether she says, as this job's hiring manager, whom it is worth to meet."""
    is_one = actor.kind == "user" and reach(actor, "candidates:see").team
    return is_one and managed(actor).filter(pk=job.pk).exists()


def applications_to_screen(actor: Actor) -> QuerySet[Application]:
    """Those of the jobs whose hiring manager she is."""
    return visible_applications(actor).filter(job__in=managed(actor))


def can_edit_candidate(actor: Actor, candidate: Candidate) -> bool:
    within = reach(actor, "candidates:edit")
    return within.everything or _candidates(within).filter(pk=candidate.pk).exists()


def can_edit_application(actor: Actor, application: Application) -> bool:
    return _applications(reach(actor, "candidates:edit")).filter(pk=application.pk).exists()


def can_answer_thread(actor: Actor, candidate: Candidate) -> bool:
    within = reach(actor, "threads:answer")
    return within.everything or _candidates(within).filter(pk=candidate.pk).exists()


def get_candidate(
    actor: Actor, candidate_id: int, *, can: Callable[[Actor, Candidate], bool] | None = None
) -> Candidate:
    """The candidate, or NotFound when the actor does not reach her, or NotAllowed when `can` says no. The key
    or number of a file that was merged leads to the one that goes on.
    """
    return _let_in(_whole(actor, pk=candidate_id), actor, can)


def get_candidate_by_number(
    actor: Actor, number: str, *, can: Callable[[Actor, Candidate], bool] | None = None
) -> Candidate:
    return _let_in(_whole(actor, number=number), actor, can)


def _whole(actor: Actor, **which: object) -> Candidate | None:
    """With her profile, and whether there is a merge or an open question to read."""
    merges = Merge.objects.filter(survivor=OuterRef("pk"), undone_at=None)
    waiting = Thread.objects.filter(candidate=OuterRef("pk"), state="waiting")
    files = visible_to(actor).select_related("contact", "profile")
    pinned = Note.objects.filter(candidate=OuterRef("pk"), is_pinned=True)
    files = files.annotate(has_merges=Exists(merges), has_waiting=Exists(waiting), has_pinned=Exists(pinned))
    found = files.filter(**which).first()
    if found is None:
        merged = Candidate.objects.filter(merged_into__isnull=False, **which)
        into = merged.values_list("merged_into", flat=True).first()
        found = files.filter(pk=into).first() if into is not None else None
    return found


def can_merge(actor: Actor, one: Candidate, other: Candidate) -> bool:
    """Only who may change both files."""
    return can_edit_candidate(actor, one) and can_edit_candidate(actor, other)


def get_merge(actor: Actor, merge_id: int) -> Merge:
    """One that still stands, of a file that the actor may change."""
    merge = Merge.objects.select_related("survivor__contact", "gone__contact").filter(pk=merge_id).first()
    if merge is None or not visible_to(actor).filter(pk=merge.survivor_id).exists():
        raise NotFound("not_found", _("There is no such merge."))
    if not can_edit_candidate(actor, merge.survivor):
        raise NotAllowed("forbidden", _("You may see this candidate but not change the file."))
    return merge


def get_statement(actor: Actor, candidate: Candidate, statement_id: str) -> Statement:
    """One of a candidate whom the actor sees, of a kind that her role may write."""
    statement = Statement.objects.filter(
        candidate=candidate, pk=id_in(statement_id), taken_back_at=None
    ).first()
    if statement is None or not may_say(actor, statement.kind):
        raise NotFound("not_found", _("There is no such entry."))
    return statement


def may_say(actor: Actor, kind: str) -> bool:
    """Whether her role writes this kind of statement about people at all."""
    return field_level(actor, FIELD_OF[kind]) == FieldLevel.EDIT


def may_read(actor: Actor, kind: str) -> bool:
    return field_level(actor, FIELD_OF[kind]) in {FieldLevel.SEE, FieldLevel.EDIT}


def can_state(actor: Actor, candidate: Candidate, kind: str) -> bool:
    """An executive writes what she thinks of everybody whom she sees; the rest is for who edits the file."""
    return may_say(actor, kind) and (kind == StatementKind.LEADER or can_edit_candidate(actor, candidate))


def get_application(
    actor: Actor, application_id: int, *, can: Callable[[Actor, Application], bool] | None = None
) -> Application:
    application = (
        visible_applications(actor)
        .select_related("candidate__contact", "job__org_unit", "stage", "owner")
        .filter(pk=application_id)
        .first()
    )
    if application is None:
        raise NotFound("not_found", _("There is no such application."))
    if can and not can(actor, application):
        raise NotAllowed("forbidden", _("You may see this application but not change it."))
    return application


def own_recommendation(actor: Actor, recommendation_id: int) -> Recommendation | None:
    """One of her own about somebody whom she sees, as long as it was not taken back."""
    rows = Recommendation.objects.filter(by=actor.user_id, application__in=visible_applications(actor))
    rows = rows.select_related("application__candidate", "application__job", "stage", "reason")
    return rows.filter(pk=recommendation_id, taken_back_at=None).first() if actor.user_id else None


def get_recommendation(actor: Actor, recommendation_id: int) -> Recommendation:
    said = own_recommendation(actor, recommendation_id)
    if said is None:
        raise NotFound("not_found", _("There is no such recommendation."))
    return said


def own_application(actor: Actor) -> Application | None:
    """The one application that a candidate's own link opens."""
    own = (
        ref_id(actor.subject, "application") if actor.kind == "capability" and "view" in actor.verbs else None
    )
    rows = Application.objects.select_related("candidate__contact", "job__org_unit", "stage", "owner")
    return rows.filter(pk=own or 0).first()


def own_submission(actor: Actor) -> Submission | None:
    """What a code opens that somebody was given on the page after the form."""
    is_hers = actor.kind == "capability" and "view" in actor.verbs
    own = ref_id(actor.subject, "submission") if is_hers else None
    rows = Submission.objects.select_related(
        "application__job__org_unit", "application__stage", "application__owner"
    )
    return rows.filter(pk=own or 0, application__isnull=False).first()


def visible_submissions(actor: Actor, candidate: Candidate) -> QuerySet[Submission]:
    """What was sent in this candidate's name, as far as the actor sees the applications that it made."""
    seen = Q(application=None) | Q(application__in=visible_applications(actor))
    return candidate.submissions.filter(seen).select_related("application__job", "application__referrer")


def get_submission(actor: Actor, candidate: Candidate, submission_id: str) -> Submission:
    found = visible_submissions(actor, candidate).filter(pk=id_in(submission_id)).first()
    if found is None:
        raise NotFound("not_found", _("Nothing of this waits for a decision."))
    return found


def visible_notes(actor: Actor, candidate: Candidate) -> QuerySet[Note]:
    """Those of a candidate whom the actor sees, for whose role notes are; none about an application that she
    may not see.
    """
    rows = Note.objects.filter(_about_seen(actor), candidate=candidate)
    return rows if may_read(actor, StatementKind.WORDS) else rows.none()


def visible_contacts(actor: Actor, candidate: Candidate) -> QuerySet[ContactLog]:
    """What was noted of calls and talks, under the rule of notes."""
    rows = ContactLog.objects.filter(_about_seen(actor), candidate=candidate)
    return rows if may_read(actor, StatementKind.WORDS) else rows.none()


def _about_seen(actor: Actor) -> Q:
    return Q(application=None) | Q(application__in=visible_applications(actor))


def get_note(actor: Actor, candidate: Candidate, note_id: str) -> Note:
    """A note of a candidate whom the actor may see, unless it is about an application that she may not."""
    note = Note.objects.filter(_about_seen(actor), candidate=candidate, pk=id_in(note_id)).first()
    if note is None:
        raise NotFound("not_found", _("There is no such note."))
    return note


def _let_in(
    candidate: Candidate | None, actor: Actor, can: Callable[[Actor, Candidate], bool] | None
) -> Candidate:
    if candidate is None:
        raise NotFound("not_found", _("There is no such candidate."))
    if can and not can(actor, candidate):
        raise NotAllowed("forbidden", _("You may see this candidate but not change the file."))
    return candidate


def _applications(within: Reach) -> QuerySet[Application]:
    if within.everything:
        return Application.objects.all()
    # Asked of each row: a database that began with the jobs would read all of their applications for fifty.
    return Application.objects.filter(Exists(reached_jobs(within).filter(pk=OuterRef("job"))))


def _candidates(within: Reach) -> QuerySet[Candidate]:
    """A file that became part of another is reached through that one alone."""
    files = Candidate.objects.filter(merged_into=None)
    if within.everything:
        return files
    theirs = Application.objects.filter(candidate=OuterRef("pk"), job__in=reached_jobs(within))
    return files.filter(Exists(theirs))
