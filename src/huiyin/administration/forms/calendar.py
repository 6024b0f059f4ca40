"""One day of the calendar, and a whole year at once."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.administration.forms.base import EditForm

DAY_KINDS = [
    ("shipped", _("As the shipped calendar says")),
    ("holiday", _("Holiday: nobody works")),
    ("work", _("Working day, also on a weekend (调休)")),
]


class DayForm(EditForm):
    kind = forms.ChoiceField(label=_("This day is"), choices=DAY_KINDS)
    name = forms.CharField(
        label=_("Its name"), max_length=40, required=False, help_text=_("Such as 春节, or the founding day.")
    )


class YearForm(EditForm):
    lines = forms.CharField(
        label=_("Its days"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "hy-mono"}),
        help_text=_("One a line: date, kind, name. Such as 2027-02-17,holiday,春节 or 2027-02-20,work,调休."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.ics,.txt,text/csv,text/calendar"}),
        help_text=_("CSV with the same columns, or an ICS calendar."),
    )
    is_complete = forms.BooleanField(
        label=_("These are all the holidays and exchanged days of the year"),
        required=False,
        help_text=_("Only then is the year known, and dates that reach into it carry no warning."),
    )

    def text(self) -> str:
        file = self.cleaned_data["file"]
        return str(file.read(200_000).decode("utf-8-sig", "replace")) if file else self.cleaned_data["lines"]


class PartsForm(EditForm):
    """A tick for each part that exists; what is not ticked is switched off."""

    def __init__(self, *args: Any, parts: list[tuple[str, Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label, says in parts:
            self.fields[key] = forms.BooleanField(label=label, help_text=says, required=False)
