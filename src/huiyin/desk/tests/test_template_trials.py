"""A letter for a chosen person to the byte, and a trial to oneself that reaches nobody else."""

import re
from collections.abc import Callable
from email import message_from_bytes
from typing import Any

import pytest
from django.test import Client

from huiyin.accounts.models import Capability
from huiyin.accounts.tests.factories import make_user
from huiyin.core.models import AuditEntry
from huiyin.desk.wordings.as_sent import as_sent
from huiyin.desk.wordings.trials import MOST
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging import shipped
from huiyin.messaging.contacts import set_address
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter, Template, TemplateVersion
from huiyin.messaging.preparing import exact_bytes, heads_for, prepare
from huiyin.messaging.shipped import shipped_texts
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db
PAGE = "/settings/templates/INV-1/"
Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _by_mail(settings: Any) -> None:
    settings.HUIYIN_EMAIL_URL = "smtp://127.0.0.1:1/?from=hr@nanzhi.example"
    shipped.install()


@pytest.fixture
def interview(house: House) -> Interview:
    row = make_interview(house)
    set_address(row.application.candidate.contact, "email", "lin@example.com")
    return row


def as_carried(interview: Interview) -> bytes:
    """The invitation as the carrier makes and keeps it."""
    letter = Letter.objects.select_related("contact").get(
        about=f"interview:{interview.pk}", kind="interview.scheduled"
    )
    assert freeze([letter]) == {}
    assert len(prepare([letter], heads_for([letter]))) == 1
    return exact_bytes(letter)


def without_what_is_of_the_moment(payload: bytes) -> list[tuple[str, str]]:
    """Headers and parts in order; but for id, date, the personal link and code, and the boundaries' names."""
    mail = message_from_bytes(payload)
    found = [
        (name, _plain(value))
        for name, value in mail.items()
        if name not in {"Message-ID", "Date", "Content-Type", "X-Huiyin-Letter"}
    ]
    for part in mail.walk():
        if not part.is_multipart():
            body = part.get_payload(decode=True)
            assert isinstance(body, bytes)
            found.append((part.get_content_type(), _plain(body.decode())))
    return found


def _plain(text: str) -> str:
    text = re.sub(r"/c/i/[\w-]+", "/c/i/LINK", text)
    text = re.sub(r"\b[0-9A-HJ-NP-Z]{8}\b", "CODE", text)
    return re.sub(r"huiyin\.\d+\.\w+", "ID", text)


def test_the_preview_of_a_person_is_what_the_carrier_hands_over(interview: Interview) -> None:
    shown = as_sent(Template.objects.get(code="INV-1"), interview)
    carried = as_carried(interview)
    assert without_what_is_of_the_moment(shown.payload) == without_what_is_of_the_moment(carried)
    assert len(shown.payload) > 5000


def test_looking_leaves_no_link_and_no_letter(interview: Interview, house: House, browser: Browser) -> None:
    before = (Capability.objects.count(), Letter.objects.count(), AuditEntry.objects.count())
    page = browser(house.recruiter)
    entries = AuditEntry.objects.count()
    answer = page.get(f"{PAGE}as-sent/", {"interview": interview.pk})
    assert answer.status_code == 200
    assert "林若溪" in answer.content.decode()
    frame = page.get(f"{PAGE}as-sent/{interview.pk}/mail/")
    assert "sandbox" in frame.headers["Content-Security-Policy"]
    assert (Capability.objects.count(), Letter.objects.count()) == before[:2]
    assert AuditEntry.objects.count() == entries


def test_nobody_looks_at_an_interview_that_she_does_not_see(interview: Interview, browser: Browser) -> None:
    from huiyin.company.tests.factories import make_unit  # noqa: PLC0415

    foreign = browser(make_user("recruiter", org_unit=make_unit("别处"), name="外人"))
    assert foreign.get(f"{PAGE}as-sent/", {"interview": interview.pk}).status_code == 404
    assert foreign.get(f"{PAGE}as-sent/{interview.pk}/mail/").status_code == 404
    assert "林若溪" not in foreign.get(f"{PAGE}as-sent/", {"q": "林"}).content.decode()


def test_two_users_send_the_same_letter_but_for_their_own_name_and_phone(
    house: House, interview: Interview
) -> None:
    """000-10."""
    first = as_sent(Template.objects.get(code="INV-1"), interview).rendered
    other = make_employee("何念", org_unit=house.job.org_unit, user=make_user("recruiter", name="何念"))
    other.desk_phone = "021-5550-0199"
    other.save()
    interview.application.owner = other
    interview.application.save()
    fresh = Interview.objects.get(pk=interview.pk)
    second = as_sent(Template.objects.get(code="INV-1"), fresh).rendered

    def swapped(text: str) -> str:
        own = text.replace("何念", "江予安").replace("021-5550-0199", "400-000-0137")
        return _plain(own)

    assert second.text != first.text
    assert (swapped(second.text), swapped(second.html)) == (_plain(first.text), _plain(first.html))
    assert second.subject == first.subject


def test_a_trial_reaches_its_writer_and_says_what_it_is(house: House, browser: Browser) -> None:
    employee = make_employee("韩青", org_unit=house.job.org_unit, user=make_user("hr_manager", name="韩青"))
    set_address(employee.contact, "email", "han@example.com")
    assert employee.user
    page = browser(employee.user)
    assert page.post(PAGE, typed("期待见面。", look_language="zh-hans")).status_code == 302
    letter = Letter.objects.get(kind="template.trial")
    assert (letter.contact_id, letter.state, letter.urgent) == (employee.contact_id, "queued", True)
    assert letter.template_version is not None
    assert letter.template_version.number == 0
    text = letter.template_version.texts["zh-hans"]
    assert text["subject"].startswith("【测试】")
    assert "测试信" in text["body"].split("\n")[0]
    assert freeze([letter]) == {}
    assert "https://hr.example.com" not in str(letter.values)


def test_trials_are_few(house: House, browser: Browser) -> None:
    employee = make_employee("韩青", org_unit=house.job.org_unit, user=make_user("hr_manager", name="韩青"))
    set_address(employee.contact, "email", "han@example.com")
    page = browser(employee.user)
    answers = [
        page.post(PAGE, typed("期待见面。", seen="0" if n == 0 else "1")).status_code for n in range(MOST + 1)
    ]
    assert answers == [302] * MOST + [422]
    assert Letter.objects.filter(kind="template.trial").count() == MOST


def test_a_trial_over_somebody_elses_draft_is_not_sent(house: House, browser: Browser) -> None:
    employee = make_employee("韩青", org_unit=house.job.org_unit, user=make_user("hr_manager", name="韩青"))
    set_address(employee.contact, "email", "han@example.com")
    browser(make_user("hr_manager", name="孟星河")).post(PAGE, typed("甲说。", step="save"))
    assert browser(employee.user).post(PAGE, typed("乙说。")).status_code == 422
    assert Letter.objects.count() == 0


def test_who_has_no_address_is_told(house: House, browser: Browser) -> None:
    page = browser(make_user("hr_manager", name="韩青"))
    assert page.post(PAGE, typed("期待见面。")).status_code == 422
    assert Letter.objects.count() == 0
    assert TemplateVersion.objects.filter(number=0).count() == 0


def test_a_trial_is_never_the_words_of_another_letter(
    house: House, browser: Browser, interview: Interview
) -> None:
    employee = make_employee("韩青", org_unit=house.job.org_unit, user=make_user("hr_manager", name="韩青"))
    set_address(employee.contact, "email", "han@example.com")
    browser(employee.user).post(PAGE, typed("期待见面。"))
    assert "测试" not in as_sent(Template.objects.get(code="INV-1"), interview).rendered.subject


def typed(line: str, **more: str) -> dict[str, str]:
    post = {"seen": "0", "step": "try"}
    for language, added in (("zh-hans", line), ("en", "We look forward to it.")):
        text = shipped_texts()["INV-1"].texts[language]
        post |= {f"{language}.subject": text["subject"], f"{language}.body": f"{text['body']}\n{added}"}
    return post | more
