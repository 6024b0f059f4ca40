"""The small form that notes a call, on any page that shows a candidate."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from huiyin.candidates.forms import LogForm
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.pages import may_note

register = template.Library()


@register.inclusion_tag("candidates/parts/log_contact.html", takes_context=True)
def log_contact(
    context: template.RequestContext,
    candidate: Candidate,
    application: Application | None = None,
    form: LogForm | None = None,
    *,
    is_allowed: bool | None = None,
) -> dict[str, Any]:
    """Nothing for who may not write it down; a page that has asked already says so."""
    request = context["request"]
    return {
        "is_shown": may_note(request.actor, candidate) if is_allowed is None else is_allowed,
        "candidate": candidate,
        "application": application,
        "form": form or LogForm(),
        "csrf_token": context.get("csrf_token"),
        "back": request.path,
    }


@register.simple_tag(takes_context=True)
def may_log_contact(context: template.RequestContext, candidate: Candidate) -> bool:
    return may_note(context["request"].actor, candidate)


@register.filter
def address_state_word(state: str) -> str:
    return {
        "bounced": _("mail came back"),
        "wrong": _("wrong, or out of use"),
        "opted_out": _("wants no letters here"),
        "consent_withdrawn": _("consent taken back"),
    }.get(state, state)
