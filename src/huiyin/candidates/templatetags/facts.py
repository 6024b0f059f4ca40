"""Words for wishes and statements."""

from django import template
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.candidates.fact_forms import SOURCE_WORDS
from huiyin.candidates.models import Statement, StatementKind, StatementSource

register = template.Library()
KINDS: dict[str, str | Promise] = {
    StatementKind.PAY: gettext_lazy("Pay wish"),
    StatementKind.PLAN: gettext_lazy("Career plan"),
    StatementKind.WORDS: gettext_lazy("In her own words"),
    StatementKind.LEADER: gettext_lazy("Executive's note"),
}


@register.filter
def statement_kind(kind: str) -> str:
    return str(KINDS[kind])


@register.filter
def pay_words(statement: Statement) -> str:
    """`22000 到 25000 元/月`."""
    pay = statement.pay or {}
    least, most = pay.get("least"), pay.get("most")
    if least and most and least != most:
        figures = _("{least} to {most}").format(least=f"{least:,}", most=f"{most:,}")
    elif most and not least:
        figures = _("at most {most}").format(most=f"{most:,}")
    else:
        figures = f"{least or most:,}"
    per = _("{figures} yuan a year") if pay.get("per") == "year" else _("{figures} yuan a month")
    return per.format(figures=figures)


@register.filter
def source_of(statement: Statement) -> str:
    return str(SOURCE_WORDS[StatementSource(statement.source)])
