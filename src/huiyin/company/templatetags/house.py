"""Whose house a page belongs to, for every layout, error pages included."""

from urllib.parse import urlsplit

from django import template
from django.conf import settings

from huiyin.company.models import Company
from huiyin.company.queries import the_company

register = template.Library()


@register.simple_tag(takes_context=True)
def house(context: template.Context) -> Company:
    """The company: the one that the view has read already, else read here."""
    given = context.get("company")
    return given if isinstance(given, Company) else the_company()


@register.simple_tag
def house_host() -> str:
    """The host that every genuine address begins with."""
    return urlsplit(settings.HUIYIN_BASE_URL).netloc
