"""The calendar file of an invitation: the entry that its letter carries, for the calendar on this phone.

The UID never changes and SEQUENCE rises with the interview's version, so a second file replaces the first.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from huiyin.company.queries import brand_of, the_company
from huiyin.core import clock
from huiyin.interviews.calendar import Entry, Person, calendar_text
from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.portal.headings import job_title
from huiyin.portal.invitation import contact_of


def calendar_file(interview: Interview) -> str:
    """Without a link back: whoever sees the calendar must not be able to answer."""
    company = the_company()
    contact = contact_of(interview, company)
    described = [contact["name"], contact["phone"], interview.place.nav_note if interview.place else ""]
    entry = Entry(
        uid=interview.uid,
        version=interview.version,
        stamp=clock.now(),
        start=interview.start,
        end=interview.end,
        summary=_("Interview: %(job)s") % {"job": f"{company.name} {job_title(interview)}"},
        location=_location(interview),
        description="\n".join(line for line in described if line),
        url="",
        organizer=Person(company.name, _organizer(interview)),
    )
    is_off = interview.state == InterviewState.CANCELLED
    return calendar_text(entry, "CANCEL" if is_off else "PUBLISH")


def _location(interview: Interview) -> str:
    if interview.mode == Mode.VIDEO:
        return interview.video_link
    if interview.mode == Mode.PHONE or interview.place is None:
        return _("By phone")
    room = interview.room.name if interview.room else ""
    return " ".join(part for part in (interview.place.name, room, interview.place.address) if part)


def _organizer(interview: Interview) -> str:
    brand = brand_of(interview.application.job.org_unit)
    host = urlsplit(settings.HUIYIN_BASE_URL).hostname or "localhost"
    return (brand.reply_to if brand else "") or f"no-reply@{host}"
