"""通知: every letter with how far it came; the doubtful ones with evidence and ways out."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import field_level, may, require
from huiyin.accounts.models import FieldLevel
from huiyin.company.queries import the_company
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged
from huiyin.desk.access import may_stop_channels
from huiyin.desk.banner import pause_cause
from huiyin.desk.bulk_words import bulk_choices
from huiyin.desk.letter_card import card_page
from huiyin.desk.letter_choices import choices_for
from huiyin.desk.letter_filters import kind_options, narrowed, read_filter
from huiyin.desk.letter_lines import letter_line, letter_lines
from huiyin.desk.letter_list import counted, listed, tab_of
from huiyin.desk.letter_story import story_of
from huiyin.desk.letter_text import evidence_of, text_of
from huiyin.jobs.access import visible_to as visible_jobs
from huiyin.messaging.access import get_decidable, get_letter, visible_to
from huiyin.messaging.kinds import is_secret
from huiyin.messaging.models import Letter
from huiyin.messaging.pauses import stopped_channels
from huiyin.messaging.queries import mask_address

JOBS = 200


@require_GET
def letters(request: Request) -> HttpResponse:
    require(request.actor, "letters:see")
    company, wanted = the_company(), read_filter(request.GET)
    rows = narrowed(visible_to(request.actor), wanted, request.actor, company.time_zone)
    tab, after = tab_of(request.GET.get("state", "")), request.GET.get("after", "")
    found, following = listed(rows, tab, after)
    lines, tabs = letter_lines(found, language=_language(), zone=company.time_zone), counted(rows)
    stopped = [pause_cause(pause) for pause in stopped_channels()]
    tag = tag_of([(one.letter.pk, one.word, one.at) for one in lines], tabs, stopped)
    context = {
        "company": company,
        "tab": tab.key,
        "tabs": tabs,
        "lines": lines,
        "zone": company.time_zone,
        "is_first": not after,
        "after": following,
        "stopped": stopped,
        "wanted": wanted,
        "kinds": kind_options(_language()),
        "jobs": visible_jobs(request.actor).order_by("-created_at")[:JOBS],
        "verbs": bulk_choices(tab.key) if may(request.actor, "letters:decide") else [],
        "may_stop": may_stop_channels(request.actor),
        "tag": tag,
    }
    return unchanged(request, tag) or render(request, "desk/letters.html", context)


@require_GET
def letter(request: Request, letter_id: int) -> HttpResponse:
    row, zone = get_letter(request.actor, letter_id), the_company().time_zone
    to = _shown_address(request, row)
    context = {
        "line": letter_line(row, language=_language(), zone=zone),
        "is_fixed": row.template_version_id is not None,
        "text": text_of(row),
        "is_secret": is_secret(row),
        "card": card_page(row, request.actor),
        "to": to,
        "evidence": evidence_of(row, _language(), zone, is_masked=to != row.address),
        "story": story_of(row, zone),
        "choices": choices_for(row) if may(request.actor, "letters:decide") else [],
        "zone": zone,
    }
    return render(request, "desk/letter.html", context)


@require_POST
def decide(request: Request, letter_id: int, verb: str) -> HttpResponse:
    row = get_decidable(request.actor, letter_id)
    choice = next((one for one in choices_for(row) if one.verb == verb), None)
    if choice is None:
        raise Http404
    choice.do(row, request.actor)
    messages.success(request, _("Kept: {what}").format(what=choice.title))
    return redirect("desk:letter", letter_id=row.pk)


def _shown_address(request: Request, row: Letter) -> str:
    """As much as the role has of a candidate's addresses: whole, enough to recognise it, or nothing."""
    field = "candidate.email" if "@" in row.address else "candidate.phone"
    level = field_level(request.actor, field)
    if level in {FieldLevel.SEE, FieldLevel.EDIT}:
        return row.address
    return "" if level == FieldLevel.HIDE else mask_address(row.address)


def _language() -> str:
    return get_language() or "zh-hans"
