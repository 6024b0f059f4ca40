"""Forms of approvals: a word, an absence, one step of a flow."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.models import Role, User
from huiyin.approvals.flow_steps import LONGEST_DAYS, LONGEST_HOURS, StepRule
from huiyin.approvals.seating import may_decide
from huiyin.company.queries import the_company
from huiyin.core.days import DayField
from huiyin.core.wording import localised


class AwayForm(forms.Form):
    first = DayField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    last = DayField(label=_("Until and with"), widget=forms.DateInput(attrs={"type": "date"}))
    stand_in = forms.ChoiceField(label=_("Who decides in your place"), required=False)

    def __init__(self, *args: Any, user_id: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).exclude(pk=user_id).order_by("name", "pk")
        able = may_decide([one.pk for one in people])
        nobody = [("", _("nobody: the next above is asked"))]
        field = self.fields["stand_in"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*nobody, *((str(one.pk), one.name) for one in people if one.pk in able)]

    def span(self) -> tuple[datetime, datetime]:
        """From the first morning to the end of the last day, in the company's zone."""
        zone = ZoneInfo(the_company().time_zone)
        begins = datetime.combine(self.cleaned_data["first"], time(), zone)
        return begins, datetime.combine(self.cleaned_data["last"], time(23, 59, 59), zone)

    def chosen(self) -> User | None:
        key = self.cleaned_data["stand_in"]
        return User.objects.get(pk=int(key)) if key else None


class StepForm(forms.Form):
    """One step as a sentence: who, any or all, how long, when. An empty `who` leaves the step out."""

    who = forms.ChoiceField(label=_("Who decides"), required=False)
    people = forms.MultipleChoiceField(label=_("Colleagues by name"), required=False)
    need = forms.ChoiceField(
        label=_("How many of them"), choices=[("any", _("one of them")), ("all", _("all of them"))]
    )
    hours = forms.IntegerField(
        label=_("Office hours to decide"), required=False, min_value=1, max_value=LONGEST_HOURS
    )
    days = forms.IntegerField(label=_("or working days"), required=False, min_value=1, max_value=LONGEST_DAYS)
    again = forms.BooleanField(label=_("Who has decided before may decide again"), required=False)

    def __init__(self, *args: Any, language: str, facts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(f"role:{one.key}", localised(one, "name", language)) for one in Role.objects.order_by("pk")]
        named = [
            ("", _("nobody: leave this step out")),
            ("manager", _("the manager of whoever asks")),
            ("head", _("the head of the unit")),
            ("named", _("colleagues by name")),
        ]
        people = User.objects.filter(is_active=True).order_by("name", "pk")
        self._choose("who", [*named, *roles])
        self._choose("people", [(str(one.pk), one.name) for one in people])
        self.facts = facts
        for name, label in facts.items():
            self.fields[f"when_{name}"] = forms.IntegerField(
                label=_("Only with more than so many: %(fact)s") % {"fact": label},
                required=False,
                min_value=0,
                max_value=10_000_000,
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("who") and bool(said.get("hours")) == bool(said.get("days")) and not self.errors:
            self.add_error("hours", _("Give either hours or days."))
        if said.get("who") == "named" and not said.get("people"):
            self.add_error("people", _("Choose at least one colleague."))
        return said

    def rule(self) -> StepRule | None:
        said = self.cleaned_data
        who, _colon, role = said.get("who", "").partition(":")
        if not who:
            return None
        return StepRule(
            who=who,
            role=role,
            people=tuple(int(one) for one in said["people"]) if who == "named" else (),
            need=said["need"],
            hours=said["hours"] or 0,
            days=said["days"] or 0,
            when={n: said[f"when_{n}"] for n in self.facts if said.get(f"when_{n}") is not None},
            again=said["again"],
        )

    def _choose(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def initial_of(rule: StepRule) -> dict[str, Any]:
    return {
        "who": f"role:{rule.role}" if rule.who == "role" else rule.who,
        "people": [str(pk) for pk in rule.people],
        "need": rule.need,
        "hours": rule.hours or None,
        "days": rule.days or None,
        "again": rule.again,
        **{f"when_{name}": bound for name, bound in rule.when.items()},
    }


class TryForm(forms.Form):
    """Who would decide, if this colleague asked today with these figures."""

    asker = forms.ChoiceField(label=_("If this colleague asked"))

    def __init__(self, *args: Any, facts: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = User.objects.filter(is_active=True).order_by("name", "pk")
        field = self.fields["asker"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in people]
        self.names = list(facts)
        for name, label in facts.items():
            self.fields[f"with_{name}"] = forms.IntegerField(
                label=_("with so many: %(fact)s") % {"fact": label}, required=False, min_value=0
            )

    def user(self) -> User:
        return User.objects.get(pk=int(self.cleaned_data["asker"]))

    def facts(self) -> dict[str, int]:
        said = {name: self.cleaned_data.get(f"with_{name}") for name in self.names}
        return {name: value for name, value in said.items() if value is not None}
