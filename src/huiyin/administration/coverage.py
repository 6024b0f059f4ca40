"""How far each language goes: the pages, and the texts of letters."""

from dataclasses import dataclass

from django.conf import settings

from huiyin.messaging.models import Template, TemplateVersion


@dataclass(frozen=True)
class Line:
    """`letters` of `total` letter texts are there in this language."""

    code: str
    name: str
    letters: int
    total: int

    @property
    def is_whole(self) -> bool:
        return self.letters == self.total


def lines() -> list[Line]:
    """The newest version of each letter's text counts, as it would be sent today."""
    rows = TemplateVersion.objects.order_by("number").values_list("template_id", "texts")
    newest: dict[int, dict[str, object]] = dict(rows)
    total = Template.objects.filter(pk__in=newest).count()
    return [
        Line(code, str(name), sum(bool(texts.get(code)) for texts in newest.values()), total)
        for code, name in settings.LANGUAGES
    ]
