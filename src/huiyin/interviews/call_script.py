"""What to say on the phone to a candidate who is silent, and what a colleague needs beside it."""

from typing import Any

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import shown
from huiyin.company.queries import brand_of, the_company
from huiyin.core.actor import Actor
from huiyin.core.references import ref
from huiyin.interviews import habit_words, labels, queries, saying
from huiyin.interviews.access import visible_to
from huiyin.interviews.models import Interview
from huiyin.messaging.contacts import PHONE, current_address


def call_page(actor: Actor, interview: Interview) -> dict[str, Any]:
    """The script in the candidate's language, the rest in the reader's; the phone follows the field rule."""
    row = queries.with_people(visible_to(actor)).get(pk=interview.pk)
    language = get_language() or "zh-hans"
    contact = row.application.candidate.contact
    looks = queries.last_looks([ref(row)])
    address = current_address(contact, PHONE)
    return {
        "interview": row,
        "candidate": row.application.candidate,
        "phone": shown(actor, "candidate.phone", address.value) if address else "",
        "script": script_of(row, was_opened=bool(looks)),
        "facts": [
            (_("Job"), saying.job_title(row, language)),
            (_("Time"), saying.moment(row.start, row, contact, language)),
            (_("Place"), saying.meeting_point(row, language)),
            (_("State"), labels.state_label(row)),
            (_("Known"), _(", ").join(habit_words.habit_lines(row, actor))),
        ],
        "looked_at": looks.get(ref(row)),
        "zone": row.time_zone,
    }


def script_of(row: Interview, *, was_opened: bool) -> list[str]:
    contact = row.application.candidate.contact
    language = contact.language
    brand = brand_of(row.application.job.org_unit)
    with translation.override(language):
        return [
            _("Hello, is this %(name)s?") % {"name": contact.name},
            _("This is %(company)s calling about the interview for %(job)s.")
            % {
                "company": (brand.name if brand else "") or the_company().name,
                "job": saying.job_title(row, language),
            },
            _("You have seen our invitation and we have not had your answer yet; is anything unclear?")
            if was_opened
            else _("We wrote to you and are not sure that it reached you; did you see the invitation?"),
            _("It is on %(when)s: %(where)s. Can you come?")
            % {
                "when": saying.moment(row.start, row, contact, language),
                "where": saying.meeting_point(row, language),
            },
            _("If not, which other times would suit you?"),
        ]
