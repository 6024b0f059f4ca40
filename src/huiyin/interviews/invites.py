"""The calendar object of one interview for one person, from the rows."""

from urllib.parse import parse_qs, urlsplit

from django.conf import settings

from huiyin.company.models import Brand
from huiyin.core import clock
from huiyin.interviews import calendar, phrases, saying
from huiyin.interviews.models import Interview
from huiyin.messaging.contacts import EMAIL, current_address
from huiyin.messaging.models import Contact


def entry(
    row: Interview,
    contact: Contact,
    *,
    summary: str,
    notes: str,
    url: str,
    organizer: calendar.Person,
    language: str,
) -> calendar.Entry:
    """The entry as it stands; `organizer` is the mailbox that can take an answer."""
    address = current_address(contact, EMAIL)
    return calendar.Entry(
        uid=row.uid,
        version=row.version,
        stamp=clock.now(),
        start=row.start,
        end=row.end,
        summary=summary,
        location=saying.location(row, language),
        description=notes,
        url=url,
        organizer=organizer,
        attendee=calendar.Person(contact.name, address.value) if address else None,
    )


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
    fallback = f"no-reply@{urlsplit(settings.HUIYIN_BASE_URL).hostname}"
    return calendar.Person(company, (brand.reply_to if brand else "") or sender or fallback)
