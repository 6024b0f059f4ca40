"""Where an application stands, as its candidate may know it: the same for everybody until a result is told.

An application that ended without a letter yet looks as it did before: its end is told, not found out here.
"""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.candidates.models import Application, ApplicationState, Submission
from huiyin.candidates.origins import friend_key
from huiyin.company.models import Company
from huiyin.company.queries import brand_of, the_company
from huiyin.company.working_days import add_working_days
from huiyin.core import clock
from huiyin.core.wording import localised
from huiyin.jobs.models import JobState, Stage, StageKind
from huiyin.jobs.posting import DEFAULT_DAYS, MET, recruiter_of
from huiyin.portal.postings import contact_by, house_context, path_of
from huiyin.portal.questions import talk_about

NEXT = 3
_OVER = {ApplicationState.WITHDRAWN, ApplicationState.HIRED}


@dataclass(frozen=True)
class Step:
    """`shape` is next, now or done."""

    shape: str
    words: str
    on: date | None = None
    days: int | None = None


def progress_context(application: Application, company: Company) -> dict[str, Any]:
    job, language = application.job, get_language() or "zh-hans"
    zone = ZoneInfo(company.time_zone)
    since = application.stage_since.astimezone(zone).date()
    due = add_working_days(since, application.stage.eta_days or DEFAULT_DAYS)
    is_over = ApplicationState(application.state) in _OVER
    key = friend_key(application)
    return {
        **house_of(application, company),
        "application": application,
        "title": localised(job, "title", language),
        "first": _first(application, language),
        "due": None if is_over else due,
        "is_late": not is_over and due < clock.today(company.time_zone),
        "steps": [] if is_over else _steps(application, since, zone, language),
        "address": f"{settings.HUIYIN_BASE_URL}{path_of(job)}?from={key}"
        if _may_pass_on(application)
        else "",
    }


def receipt_context(submission: Submission, company: Company) -> dict[str, Any]:
    """What a code opens: where her application stands, and for who is not known to be the person on file, no
    more than that something was sent. Nothing to ask and nothing to pass on, so that both look the same.
    """
    shown = submission.application if submission.is_hers else _as_sent(submission)
    assert shown is not None
    return progress_context(shown, company) | {"address": ""}


def ask_about_context(application: Application, *, sent: bool) -> dict[str, Any]:
    """The page on which she asks; `sent` says that a question has just arrived."""
    company = the_company()
    talk = talk_about(application, company, get_language() or "")
    words = (
        _("We answer by %(moment)s.") if talk.is_waiting else _("If you ask now, we answer by %(moment)s.")
    )
    return {
        **house_of(application, company),
        "sent": sent,
        "promise": words % {"moment": talk.promise},
        "talk": talk.messages,
        "zone": company.time_zone,
    }


def house_of(application: Application, company: Company) -> dict[str, Any]:
    return {
        **house_context(company, brand_of(application.job.org_unit)),
        "hr": contact_by(application.owner, company),
    }


def _first(application: Application, language: str) -> str:
    if application.state == ApplicationState.WITHDRAWN:
        return _("You have taken your application back")
    if application.state == ApplicationState.HIRED:
        return _("Welcome aboard")
    return localised(application.stage, "candidate_label", language)


def _steps(application: Application, since: date, zone: ZoneInfo, language: str) -> list[Step]:
    """The next few first, as a parcel is followed; what lies behind is said in one line."""
    stage = application.stage
    coming = [one for one in application.job.pipeline.stages.all() if _comes_after(one, stage)][:NEXT]
    label = localised(stage, "candidate_label", language)
    steps = [Step("next", localised(one, "candidate_label", language), days=one.eta_days) for one in coming]
    steps = [*reversed(steps), Step("now", label, on=since)]
    if stage.kind != StageKind.APPLIED:
        applied = application.applied_at.astimezone(zone).date()
        steps.append(Step("done", _("Your application arrived"), on=applied))
    return steps


def _comes_after(one: Stage, stage: Stage) -> bool:
    return one.position > stage.position and one.kind in MET


def _as_sent(submission: Submission) -> Application:
    """As if there were nothing but this form: at the beginning since then."""
    assert submission.application is not None
    sent = copy(submission.application)
    sent.stage = next(iter(sent.job.pipeline.stages.all()))
    sent.stage_since = sent.applied_at = submission.at
    sent.state, sent.owner = ApplicationState.ACTIVE, recruiter_of(sent.job)
    return sent


def _may_pass_on(application: Application) -> bool:
    return application.job.state == JobState.OPEN
