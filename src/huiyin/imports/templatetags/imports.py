"""What the pages of a sheet ask for."""

from django import template

from huiyin.imports.pages import ColumnView

register = template.Library()


@register.filter
def field_of(column: ColumnView, tried: dict[int, str] | None) -> str:
    """What was chosen on the page that came back, else what it is taken for."""
    return column.field if not tried else tried.get(column.guess.place, "")
