"""The notice kinds of this room: what a letter about an approval says, and when it is still wanted."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from huiyin.accounts.models import User
from huiyin.accounts.staff_links import StaffWish, issue_staff_links
from huiyin.approvals import notices
from huiyin.approvals.access import DECIDE
from huiyin.approvals.models import Approval
from huiyin.approvals.queries import waiting_for
from huiyin.approvals.states import ApprovalState
from huiyin.approvals.words import outcome, title_of
from huiyin.company.queries import the_company
from huiyin.core import clock, wording
from huiyin.core.actor import Actor
from huiyin.core.references import ref, ref_id
from huiyin.messaging import kinds
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Letter
from huiyin.people.models import Employee

LINK_LIVES = timedelta(days=30)
_LABELS = {
    notices.ASKED: ("审批：等你审批", "Approval: asks for your decision"),
    notices.ESCALATED: ("审批：到期提醒", "Approval: time has run out"),
    notices.SEVERAL: ("审批：多件等你", "Approval: several wait"),
    notices.DECIDED: ("审批：结果", "Approval: decided"),
    notices.RETURNED: ("审批：退回修改", "Approval: given back"),
}


def register() -> None:
    for key, (zh, en) in _LABELS.items():
        if key == notices.SEVERAL:
            kinds.register(NoticeKind(key, zh, en, values_of_several, several_wanted))
        else:
            kinds.register(NoticeKind(key, zh, en, values, still_wanted))


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    rows, readers = _approvals(letters), _readers(letters)
    known = [one for one in letters if one.pk in rows and one.contact_id in readers]
    links = _links(known, rows, readers)
    return {one.pk: _values(one, rows[one.pk], readers[one.contact_id], links[one.pk]) for one in known}


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """To those who decide while it waits for them; to who asked while she may not have seen it. Nobody
    carries one of these to another by hand.
    """
    rows, readers = _approvals(letters), _readers(letters)
    reasons: dict[int, str] = {}
    for letter in letters:
        approval, reader = rows.get(letter.pk), readers.get(letter.contact_id)
        if approval is None or reader is None or not reader.is_active:
            reasons[letter.pk] = "gone"
        elif letter.channel == LAST_RUNG:
            reasons[letter.pk] = "not_by_hand"
        elif letter.kind in notices.TO_DECIDERS and not _waits(approval, reader):
            reasons[letter.pk] = "decided"
    return reasons


def values_of_several(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    """The figure of the moment in which the letter is filled in."""
    readers, company = _readers(letters), the_company().name
    link = settings.HUIYIN_BASE_URL + reverse("approvals:list")
    return {
        one.pk: {
            "name": readers[one.contact_id].name,
            "count": str(waiting_for(_as_herself(readers[one.contact_id])).count()),
            "company": company,
            "link": link,
        }
        for one in letters
        if one.contact_id in readers
    }


def several_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    readers = _readers(letters)
    reasons: dict[int, str] = {}
    for one in letters:
        reader = readers.get(one.contact_id)
        if reader is None:
            reasons[one.pk] = "gone"
        elif one.channel == LAST_RUNG:
            reasons[one.pk] = "not_by_hand"
        elif not waiting_for(_as_herself(reader)).exists():
            reasons[one.pk] = "nothing_waits"
    return reasons


def _values(letter: Letter, approval: Approval, reader: User, link: str) -> dict[str, str]:
    company = the_company()
    step = approval.steps.filter(due_at__isnull=False).order_by("-position").first()
    with translation.override(letter.language or company.language):
        due = step.due_at if step else None
        return {
            "name": reader.name,
            "company": company.name,
            "asker_name": approval.asked_by.name,
            "approval_title": title_of(approval),
            "approval_why": approval.why,
            "approval_state": outcome(approval),
            "approval_comment": approval.said,
            "reply_by": wording.moment(due, company.time_zone, letter.language) if due else "",
            "link": link,
        }


def _links(
    letters: Sequence[Letter], rows: Mapping[int, Approval], readers: Mapping[int, User]
) -> dict[int, str]:
    """Those who decide get one of their own, for this approval alone; who asked signs in as ever."""
    paths = {one.pk: reverse("approvals:detail", args=[rows[one.pk].pk]) for one in letters}
    until = clock.now() + LINK_LIVES
    asked = [one for one in letters if one.kind in notices.TO_DECIDERS]
    wishes = [StaffWish(readers[one.contact_id], ref(rows[one.pk]), [DECIDE], until) for one in asked]
    issued = {
        one.pk: link.to(paths[one.pk]) for one, link in zip(asked, issue_staff_links(wishes), strict=True)
    }
    return {pk: issued.get(pk, settings.HUIYIN_BASE_URL + path) for pk, path in paths.items()}


def _approvals(letters: Sequence[Letter]) -> dict[int, Approval]:
    """The approval of each letter, by the letter's id."""
    ids = {one.pk: ref_id(one.about, "approval") for one in letters}
    rows = Approval.objects.select_related("asked_by").in_bulk({pk for pk in ids.values() if pk is not None})
    return {letter: rows[pk] for letter, pk in ids.items() if pk in rows}


def _readers(letters: Sequence[Letter]) -> dict[int, User]:
    """Whose letters these are, by their contacts."""
    rows = Employee.objects.filter(contact__in={one.contact_id for one in letters}, user__isnull=False)
    return {one.contact_id: one.user for one in rows.select_related("user") if one.user is not None}


def _waits(approval: Approval, reader: User) -> bool:
    return (
        approval.state == ApprovalState.ASKED
        and waiting_for(_as_herself(reader)).filter(pk=approval.pk).exists()
    )


def _as_herself(user: User) -> Actor:
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)
