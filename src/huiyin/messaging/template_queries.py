"""Named reads of versions and of what was sent with them."""

from collections.abc import Iterable

from django.db.models import Count, QuerySet

from huiyin.messaging.models import Letter, Picture, Template, TemplateVersion, Wording

MOST = 30


def versions_of(wording: Wording | None) -> list[TemplateVersion]:
    """The newest first."""
    if wording is None:
        return []
    return list(wording.versions.filter(number__gt=0).order_by("-number")[:MOST])


def shipped_version(template: Template) -> TemplateVersion | None:
    return template.versions.filter(wording=None, number__gt=0).order_by("-number").first()


def letters_by_version(
    letters: QuerySet[Letter], versions: Iterable[TemplateVersion | None]
) -> dict[int, int]:
    """How many of the given letters took each."""
    keys = [one.pk for one in versions if one]
    rows = letters.filter(template_version__in=keys).order_by().values("template_version")
    return {one["template_version"]: one["n"] for one in rows.annotate(n=Count("pk"))}


def find_picture(sha256: str) -> Picture | None:
    return Picture.objects.filter(sha256=sha256).first()
