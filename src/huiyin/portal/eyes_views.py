"""Staff look through a candidate's eyes. Every page here is a GET that records nothing as the candidate."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from huiyin.accounts.doors import require
from huiyin.candidates.access import can_edit_candidate, get_candidate, get_candidate_by_number
from huiyin.candidates.models import Candidate
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.days import FIRST
from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.core.references import ref
from huiyin.core.wording import day, moment, span
from huiyin.desk.letter_lines import letter_line, letter_lines
from huiyin.interviews.access import visible_to as visible_interviews
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.queries import with_people
from huiyin.messaging.access import get_letter
from huiyin.messaging.models import Letter
from huiyin.messaging.states import GONE
from huiyin.portal.entrance import template_of
from huiyin.portal.eyes import PastPage, look, moments, note_look
from huiyin.portal.harmless import frame_response
from huiyin.portal.headings import heading_of, zone_of
from huiyin.portal.invitation import answers_of, invitation_context
from huiyin.portal.letter_bytes import seen_letter
from huiyin.portal.manner import Manner
from huiyin.portal.states import ANSWERABLE, PageState
from huiyin.portal.today import today_context


@require_GET
def eyes(request: Request, number: str) -> HttpResponse:
    """Her letters and pages at a moment, `at` in the house's zone; now without one."""
    candidate = _candidate(request, number)
    zone, now = the_company().time_zone, clock.now()
    at, is_understood = _moment(request.GET.get("at", ""), zone, now)
    seen = look(request.actor, candidate, at)
    note_look(candidate, by=request.actor, of="page", at=at.isoformat(timespec="minutes"))
    context = {
        "candidate": candidate,
        "zone": zone,
        "at": at,
        "is_now": at == now,
        "is_understood": is_understood,
        "letters": letter_lines(list(seen.letters), language=_language(), zone=zone),
        "pages": [_page_lines(one, candidate) for one in seen.pages],
        "unannounced": seen.unannounced,
        "moments": moments(request.actor, candidate),
    }
    return render(request, "portal/eyes/eyes.html", context)


@require_GET
def letter(request: Request, letter_id: int) -> HttpResponse:
    row, candidate = _letter(request, letter_id)
    note_look(candidate, by=request.actor, of="letter", letter=row.pk)
    zone = the_company().time_zone
    context = {
        "candidate": candidate,
        "line": letter_line(row, language=_language(), zone=zone),
        "seen": seen_letter(row),
        "zone": zone,
    }
    return render(request, "portal/eyes/letter.html", context)


@require_GET
def letter_frame(request: Request, letter_id: int) -> HttpResponse:
    """The mail's own HTML, for the frame on the page of the letter."""
    row, _whose = _letter(request, letter_id)
    seen = seen_letter(row)
    if seen is None or not seen.html:
        raise NotFound("not_found", _("There is no such letter."))
    return frame_response(seen.html)


@require_GET
def page_frame(request: Request, number: str, interview_id: int) -> HttpResponse:
    """The candidate's page as it is now, without its links, buttons and scripts."""
    candidate = _candidate(request, number)
    interview = _interview(request, candidate, interview_id)
    language = candidate.contact.language
    with override(language):
        context: dict[str, Any] = invitation_context(interview)
        if context["state"] in {PageState.TODAY, PageState.HERE}:
            context |= today_context(interview, context["company"])
        context |= {"here": "", "in_wechat": False, "problem": "", "large": False}
        context["manner"] = Manner(language, large=False)
        html = render_to_string(template_of(context["state"]), context, request)
    return frame_response(html, keeps_sheets=True)


def _candidate(request: Request, number: str) -> Candidate:
    require(request.actor, "letters:see")
    return get_candidate_by_number(request.actor, number, can=can_edit_candidate)


def _letter(request: Request, letter_id: int) -> tuple[Letter, Candidate]:
    """A letter that left for a candidate whose file the reader may change."""
    row = get_letter(request.actor, letter_id)
    whose = getattr(row.contact, "candidate", None)
    if whose is None or row.state not in GONE:
        raise NotFound("not_found", _("There is no such letter."))
    return row, get_candidate(request.actor, whose.pk, can=can_edit_candidate)


def _interview(request: Request, candidate: Candidate, interview_id: int) -> Interview:
    rows = with_people(visible_interviews(request.actor)).filter(application__candidate=candidate)
    interview = rows.exclude(state=InterviewState.DRAFT).filter(pk=interview_id).first()
    if interview is None:
        raise NotFound("not_found", _("There is no such interview."))
    return interview


def _moment(text: str, zone: str, now: datetime) -> tuple[datetime, bool]:
    """What was asked for, never later than now; now for what is no moment."""
    if not text:
        return now, True
    try:
        with timezone.override(zone):
            at = datetime.fromisoformat(text)
            at = timezone.make_aware(at) if at.tzinfo is None else at
            return (min(at, now), True) if at.year >= FIRST.year else (now, False)
    except (ValueError, OverflowError):
        return now, False


def _page_lines(page: PastPage, candidate: Candidate) -> dict[str, Any]:
    """What the page said, in the candidate's language."""
    with override(candidate.contact.language):
        row, language = page.interview, candidate.contact.language
        zone = zone_of(row)
        on = row.start.astimezone(ZoneInfo(zone)).date()
        place = row.place if row.mode == "onsite" else None
        offered = answers_of(page.state, "") if page.state in ANSWERABLE else []
        buttons = [word for _value, word, _first in offered]
        return {
            "page": page,
            "heading": heading_of(page.state, row),
            "when": f"{day(on, language)} {span(row.start, row.end, zone)}",
            "zone": zone,
            "place": f"{place.name} {place.address}" if place else row.video_link,
            "buttons": buttons,
            "reply_by": moment(row.reply_by, zone, language) if row.reply_by and buttons else "",
            "about": ref(row),
        }


def _language() -> str:
    return get_language() or "zh-hans"
