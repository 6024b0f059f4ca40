"""What we tell a candidate about the application itself: that it arrived, and by when she hears."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from huiyin.accounts import capabilities
from huiyin.accounts.capabilities import Issued, Wish
from huiyin.candidates import access
from huiyin.candidates.models import Application, ApplicationState, Message, Submission
from huiyin.company.queries import brand_of, the_company
from huiyin.company.working_days import add_working_days
from huiyin.core import clock, wording
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.jobs.posting import DEFAULT_DAYS
from huiyin.messaging import kinds, outbox
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import Draft
from huiyin.messaging.parts import Where

RECEIVED = "application.received"
AGAIN = "application.received_again"
RUNNING = (ApplicationState.ACTIVE, ApplicationState.ON_HOLD)
LINK_KIND = "p"
LINK_VERBS = ("view", "ask")
LINK_LIVES = timedelta(days=180)


def announce_received(application: Application, *, cause: AuditEntry) -> None:
    _announce(application, RECEIVED, "APP", cause=cause)


def announce_again(application: Application, *, cause: AuditEntry) -> None:
    """To who sent the form for a job for which she had applied: the first application is being read."""
    _announce(application, AGAIN, "APP-AGAIN", cause=cause)


def was_told_since(application: Application, since: datetime) -> bool:
    rows = Letter.objects.filter(about=ref(application), kind__in=(RECEIVED, AGAIN))
    return rows.filter(created_at__gt=since).exists()


def _announce(application: Application, kind: str, template: str, *, cause: AuditEntry) -> None:
    owner = application.owner
    draft = Draft(
        contact=application.candidate.contact,
        colleague=owner.user if owner else None,
        kind=kind,
        template=template,
        about=ref(application),
    )
    outbox.queue([draft], cause=cause)


def register() -> None:
    kinds.register(
        NoticeKind(RECEIVED, "已收到申请", "Application received", values, still_wanted, told_together=True)
    )
    kinds.register(NoticeKind(AGAIN, "已经投递过", "Already applied", values, again_still_wanted))
    kinds.register_about("application", access.visible_applications, few=access.few_applications)
    kinds.register_about("message", _visible_messages, few=_few_messages, is_afterwards=True)


def _visible_messages(actor: Actor) -> QuerySet[Message]:
    return Message.objects.filter(thread__in=access.visible_threads(actor))


def _few_messages(actor: Actor) -> list[QuerySet[Message]] | None:
    """Those of the candidates whose applications she sees, as far as she sees them."""
    found = access.few_applications(actor)
    if found is None:
        return None
    [applications] = found
    return [_visible_messages(actor).filter(thread__candidate__in=applications.values("candidate"))]


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    rows = _applications(letters)
    wanted = [letter for letter in letters if _id(letter) in rows]
    links = _links(wanted, rows)
    return {one.pk: _said(one, rows[_id(one)]) | {"link": links[one.pk].link} for one in wanted}


def _links(letters: Sequence[Letter], rows: Mapping[int, Application]) -> dict[int, Issued]:
    """Her own link to where the application stands; it lives on in the letter's frozen values."""
    wishes = [own_link(rows[_id(letter)]) for letter in letters]
    return dict(zip((one.pk for one in letters), capabilities.issue_many(wishes), strict=True))


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    rows = _applications(letters)
    return {
        letter.pk: "ended" if _id(letter) in rows else "gone"
        for letter in letters
        if _id(letter) not in rows or rows[_id(letter)].state not in RUNNING
    }


def again_still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """Nobody is called only to hear once more that her application is here."""
    by_hand = {letter.pk: "not_by_hand" for letter in letters if letter.channel == LAST_RUNG}
    return {**by_hand, **still_wanted(letters)}


def own_link(application: Application) -> Wish:
    """To where her application stands."""
    holder = f"candidate:{application.candidate_id}"
    return Wish(LINK_KIND, ref(application), holder, LINK_VERBS, clock.now() + LINK_LIVES)


def receipt_link(submission: Submission) -> Wish:
    """To what somebody sent who left no e-mail address. Whose phone number it is nobody has proved, so it is
    for looking only, and shows no more than was sent until the file is known to be hers.
    """
    holder = f"candidate:{submission.candidate_id}"
    return Wish(LINK_KIND, ref(submission), holder, ("view",), clock.now() + LINK_LIVES)


def _id(letter: Letter) -> int:
    return ref_id(letter.about, "application") or 0


def _applications(letters: Sequence[Letter]) -> dict[int, Application]:
    rows = Application.objects.select_related("job__org_unit", "stage", "owner", "candidate")
    return rows.in_bulk({_id(letter) for letter in letters})


def _said(letter: Letter, row: Application) -> dict[str, str]:
    company, brand = the_company(), brand_of(row.job.org_unit)
    is_chinese = wording.is_chinese(letter.language)
    days = row.stage.eta_days or DEFAULT_DAYS
    applied_on = row.applied_at.astimezone(ZoneInfo(company.time_zone)).date()
    return {
        "name": row.candidate.name,
        "job": wording.localised(row.job, "title", letter.language),
        "eta": wording.day(add_working_days(applied_on, days), letter.language),
        "company": brand.name if brand else company.name,
        "brand": str(brand.pk) if brand else "",
        "part": Where(row.job.org_unit.path, row.job.category, row.job_id, row.stage.kind).text,
        "hr_name": row.owner.name if row.owner else ("招聘同事" if is_chinese else "the recruiting team"),
        "hr_tel": (row.owner.desk_phone if row.owner else "") or company.switchboard,
    }
