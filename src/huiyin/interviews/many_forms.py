"""Forms of one change to many: what shall become of them, who is told, whose letter to read first."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from huiyin.core.days import DayField
from huiyin.interviews.exchanging import Exchange
from huiyin.interviews.forms import CancelForm, Found, TellForm, choose_from
from huiyin.interviews.many import Wish
from huiyin.interviews.models import Interview
from huiyin.interviews.shifting import UNITS, Shift
from huiyin.people.models import Employee

LONGEST = 999


class ManyForm(TellForm):
    """`key` names this page, so that ten clicks are one; `looked` is what the last look was about."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    who = forms.ChoiceField(label=_("Read the letter to"), required=False)
    aims: Sequence[str] = ()

    def __init__(self, *args: Any, rows: Sequence[Interview], **kwargs: Any) -> None:
        kwargs["initial"] = {"key": uuid4().hex, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.rows = {str(row.pk): row for row in rows}
        names = [(key, row.application.candidate.name) for key, row in self.rows.items()]
        choose_from(self, "who", [("", _now("The first one")), *names])

    def aim(self) -> str:
        """What shall become of them, as one word to compare."""
        return "|".join(str(self.cleaned_data.get(name) or "") for name in self.aims)

    def row(self, going: Sequence[Interview]) -> Interview | None:
        """Whose letter to read: the one asked for, else the first that goes."""
        return self.rows.get(self.cleaned_data.get("who", "")) or next(iter(going), None)

    def wish(self) -> Wish:
        raise NotImplementedError


class CancelManyForm(ManyForm, CancelForm):
    aims = ("reason",)

    def wish(self) -> Wish:
        return Wish("cancel", self.tell(), reason=self.chosen_reason())


class MoveManyForm(ManyForm):
    on = DayField(
        label=_("To another day, at the same hour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    amount = forms.IntegerField(
        label=_("Or by"),
        required=False,
        min_value=1,
        max_value=LONGEST,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    unit = forms.ChoiceField(
        label=_("Counted in"),
        required=False,
        choices=[("minutes", _("minutes")), ("hours", _("hours")), ("days", _("days"))],
        initial="minutes",
    )
    way = forms.ChoiceField(
        label=_("Direction"),
        required=False,
        choices=[("later", _("later")), ("earlier", _("earlier"))],
        initial="later",
    )
    aims = ("on", "amount", "unit", "way")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if bool(data.get("on")) == bool(data.get("amount")) and not self.errors:
            self.add_error("on", _now("Give a day, or by how much: one of the two."))
        return data

    def shift(self) -> Shift:
        data = self.cleaned_data
        on: date | None = data.get("on")
        if on:
            return Shift(on=on)
        amount = data["amount"] * (-1 if data["way"] == "earlier" else 1)
        if data["unit"] == "days":
            return Shift(days=amount)
        return Shift(minutes=amount * UNITS[data["unit"] or "minutes"])

    def wish(self) -> Wish:
        return Wish("move", self.tell(), shift=self.shift())


class ExchangeForm(ManyForm):
    gone = forms.ChoiceField(label=_("Who no longer interviews"), required=False)
    comes = forms.CharField(
        label=_("Who interviews instead, or too"),
        required=False,
        max_length=100,
        help_text=_("A colleague's name or number; empty takes the other one off and asks nobody."),
    )
    aims = ("gone", "comes")

    def __init__(self, *args: Any, rows: Sequence[Interview], found: Found, **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, **kwargs)
        people = {one.employee_id: one.employee for row in rows for one in row.participants.all()}
        self.people = {str(pk): one for pk, one in people.items()}
        self.found = found
        named = sorted(self.people.items(), key=lambda pair: pair[1].name)
        choose_from(self, "gone", [("", _now("Nobody leaves")), *((key, one.name) for key, one in named)])

    def clean_comes(self) -> Employee | None:
        people, unclear = self.found(self.cleaned_data["comes"])
        if unclear or len(people) > 1:
            raise forms.ValidationError(
                _now("Not exactly one colleague: %(names)s. Use the number instead.")
                % {"names": ", ".join([*unclear, *(one.name for one in people)])}
            )
        return people[0] if people else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        gone, comes = self.people.get(data.get("gone", "")), data.get("comes")
        if not self.errors and (gone == comes):
            self.add_error("gone", _now("Choose who leaves, who comes, or both."))
        return data

    def aim(self) -> str:
        exchange = self.exchange()
        return "|".join(str(one.pk if one else "") for one in (exchange.gone, exchange.comes))

    def exchange(self) -> Exchange:
        data = self.cleaned_data
        return Exchange(self.people.get(data.get("gone", "")), data.get("comes"))

    def wish(self) -> Wish:
        return Wish("change", self.tell(), exchange=self.exchange())
