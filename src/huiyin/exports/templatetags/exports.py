"""The way out of a list, in its toolbar."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.exports.access import may_export
from huiyin.exports.lists import LISTS

register = template.Library()


@register.inclusion_tag("exports/link.html", takes_context=True)
def export_link(context: template.RequestContext, of: str, **more: Any) -> dict[str, str]:
    """`{% export_link "letters" %}`: what the address narrows goes along. Empty for who takes nothing out."""
    request: Any = context.get("request")
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    wanted = LISTS.get(of)
    if wanted is None or not may_export(actor, wanted):
        return {"url": ""}
    asked = {name: request.GET[name] for name in wanted.narrows if request.GET.get(name)}
    return {"url": f"{reverse('exports:new')}?{urlencode({'of': of, **asked, **more})}"}
