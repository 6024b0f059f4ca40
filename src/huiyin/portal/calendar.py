"""The calendar file of an invitation: the entry that its letter carries, for the calendar on this phone.

The UID never changes and SEQUENCE rises with the interview's version, so a second file replaces the first.
It holds no link back: whoever sees the calendar must not be able to answer.
"""

from django.utils.translation import get_language

from huiyin.company.queries import brand_of, the_company
from huiyin.interviews import invites, saying
from huiyin.interviews.calendar import calendar_text
from huiyin.interviews.models import Interview, InterviewState
from huiyin.portal.invitation import contact_of


def calendar_file(interview: Interview) -> str:
    language = get_language() or ""
    company = the_company()
    hr = contact_of(interview, company)
    notes = [hr["name"], hr["phone"], interview.place.nav_note if interview.place else ""]
    entry = invites.entry(
        interview,
        interview.application.candidate.contact,
        summary=invites.candidate_summary(company.name, saying.job_title(interview, language), language),
        notes="\n".join(line for line in notes if line),
        url="",
        organizer=invites.organizer(brand_of(interview.application.job.org_unit), company.name),
        language=language,
    )
    is_off = interview.state == InterviewState.CANCELLED
    return calendar_text(entry, "CANCEL" if is_off else "PUBLISH")
