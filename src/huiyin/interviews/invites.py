"""The calendar object of one interview for one person, from the rows."""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from huiyin.company.models import Brand
from huiyin.company.queries import brand_of, the_company
from huiyin.core import clock
from huiyin.interviews import calendar, phrases, saying
from huiyin.interviews.models import Interview, InterviewState
from huiyin.messaging.contacts import EMAIL, current_address
from huiyin.messaging.models import Contact


def entry(
    row: Interview, contact: Contact, *, summary: str, link: str, language: str, organizer: calendar.Person
) -> calendar.Entry:
    address = current_address(contact, EMAIL)
    return calendar.Entry(
        uid=row.uid,
        version=row.version,
        stamp=clock.now(),
        start=row.start,
        end=row.end,
        summary=summary,
        location=saying.location(row, language),
        description=link,
        url=link,
        organizer=organizer,
        attendee=calendar.Person(contact.name, address.value) if address else None,
    )


def calendar_file(row: Interview, contact: Contact, *, link: str, language: str) -> str:
    """What the candidate's page hands out: the entry as it stands now, without asking for an answer."""
    brand = brand_of(row.application.job.org_unit)
    company = (brand.name if brand else "") or the_company().name
    made = entry(
        row,
        contact,
        summary=candidate_summary(company, saying.job_title(row, language), language),
        link=link,
        language=language,
        organizer=organizer(brand, company),
    )
    return calendar.calendar_text(made, "CANCEL" if row.state == InterviewState.CANCELLED else "PUBLISH")


def candidate_summary(company: str, job: str, language: str) -> str:
    return phrases.pick(language, f"{company} 面试｜{job}", f"Interview at {company}: {job}")


def colleague_summary(candidate: str, job: str, round_name: str, language: str) -> str:
    return phrases.pick(
        language, f"面试：{candidate}｜{job} {round_name}", f"Interview: {candidate}, {job} {round_name}"
    )


def organizer(brand: Brand | None, company: str) -> calendar.Person:
    """The mailbox that can take an answer: the brand's, else the one that we send from."""
    parts = urlsplit(settings.HUIYIN_EMAIL_URL)
    sender = parse_qs(parts.query).get("from", [""])[0]
    fallback = f"noreply@{urlsplit(settings.HUIYIN_BASE_URL).hostname}"
    return calendar.Person(company, (brand.reply_to if brand else "") or sender or fallback)
