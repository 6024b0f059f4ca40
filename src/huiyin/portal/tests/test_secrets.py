"""What a candidate must never see, sown as canaries into every field that holds it (experience.md §4.8)."""

from collections.abc import Iterator

import pytest
from django.test import Client

from huiyin.candidates.models import CandidateTag, Note, Tag
from huiyin.core import clock
from huiyin.interviews.models import Participant
from huiyin.jobs.models import Reason
from huiyin.messaging.contacts import set_address
from huiyin.portal.tests.factories import (
    NOW,
    PHONE,
    Invitation,
    make_house,
    make_invitation,
    make_letter,
    open_page,
)

pytestmark = pytest.mark.django_db

CANARY = "Kanarienvogel"


def sow(invitation: Invitation) -> None:
    """One canary in each secret field around the interview, and a second candidate beside it."""
    row = invitation.interview
    application, job, candidate = row.application, row.application.job, row.application.candidate
    job.pay_band = {"min": 18000, "max": 25000, "months": 13, "note": f"{CANARY}-pay"}
    job.highlights = f"{CANARY}-internal-highlights"
    job.number, job.pipeline.name_zh = f"{CANARY}-job"[:20], f"{CANARY}-pipeline"
    job.save()
    job.pipeline.save()
    row.stage.name_zh = row.stage.name_en = f"{CANARY}-stage"
    row.stage.save()
    row.round_name = f"{CANARY}-round"
    row.save()
    application.source_note, application.terminated_by = f"{CANARY}-source", "company"
    application.save()
    owner = application.owner
    owner.title, owner.number = f"{CANARY}-title", f"{CANARY}-no"
    owner.save()
    set_address(owner.contact, "phone", "13900007777")
    set_address(owner.contact, "email", f"{CANARY}.owner@example.com")
    for one in Participant.objects.filter(interview=row).select_related("employee__contact"):
        set_address(one.employee.contact, "phone", "13900008888")
        set_address(one.employee.contact, "email", f"{CANARY}.interviewer@example.com")
    Note.objects.create(candidate=candidate, text=f"{CANARY}-note", at=clock.now())
    tag = Tag.objects.create(name=f"{CANARY}-曾爽约")
    CandidateTag.objects.create(candidate=candidate, tag=tag, at=clock.now())
    for reason in Reason.objects.all():
        reason.name_zh = reason.name_en = f"{CANARY}-reason"
        reason.save()
    make_letter(row, error=f"{CANARY}-smtp", reason=f"{CANARY}-why"[:80])
    other = make_invitation(f"{CANARY}-other", phone="13800130199")
    other.interview.note = f"{CANARY}-other-note"
    other.interview.save()


SECRETS = (CANARY, CANARY.lower(), "18000", "25000", "3900007777", "3900008888", "爽约", PHONE)


def everything(client: Client, invitation: Invitation) -> Iterator[tuple[str, str]]:
    """Every answer that this invitation's candidate can get: name, and headers with body."""
    page = open_page(client, invitation)
    for language in ("zh", "en"):
        for path in ("", "ask/", "ask/sent/", "calendar.ics"):
            response = client.get(f"{page}{path}?lang={language}")
            yield f"{language} {path}", f"{response.headers}{response.content.decode()}"
    for path in ("/i", "/genuine/", "/privacy/", "/c/i/unknown"):
        response = client.get(path)
        yield path, f"{response.headers}{response.content.decode()}"
    response = client.post(page, {"answer": "nonsense"})
    yield "refused", f"{response.headers}{response.content.decode()}"
    response = client.post("/i", {"code": invitation.code, "digits": "0000"})
    yield "code", f"{response.headers}{response.content.decode()}"


def escaped(texts: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Folded lines of calendars are joined, so that a canary cannot hide in a fold."""
    joined = [(name, text.replace("\r\n ", "")) for name, text in texts]
    return [(name, secret) for name, text in joined for secret in SECRETS if secret in text]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"state": "confirmed", "answer": "yes", "answered_at": NOW},
        {"state": "declined", "answer": "no", "answered_at": NOW},
        {"state": "reschedule_requested", "answer": "other_time", "answered_at": NOW},
        {"state": "checked_in"},
        {"state": "completed"},
        {"state": "no_show"},
        {"state": "cancelled", "cancelled_at": NOW},
    ],
    ids=lambda fields: fields.get("state", "scheduled"),
)
def test_no_canary_reaches_the_candidate(client: Client, fields: dict[str, object]):
    invitation = make_invitation(**fields)
    if fields.get("state") == "cancelled":
        invitation.interview.cancel_reason = Reason.objects.get(group="cancel", key="headcount_cut")
        invitation.interview.save()
    sow(invitation)

    assert escaped(everything(client, invitation)) == []


def test_interviewers_are_named_only_if_the_house_shows_them(client: Client):
    invitation = make_invitation()
    page = open_page(client, invitation)
    shown = "顾行之" in client.get(page).content.decode()
    company = make_house()
    company.shows_interviewers = False
    company.save()

    hidden = [one for one in ("顾行之", "韩青") if one in client.get(page).content.decode()]

    assert (shown, hidden) == (True, [])


def test_a_preview_shows_company_and_kind_alone(client: Client):
    html = client.get(open_page(client, make_invitation())).content.decode()

    head = html.split("</head>")[0]
    assert "<title>面试邀请</title>" in head
    assert 'property="og:title" content="南枝供应链 · 面试邀请"' in head
    assert [word for word in ("林若溪", "产品经理", "11月") if word in head] == []
