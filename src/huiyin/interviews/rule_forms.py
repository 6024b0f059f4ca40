"""The form of a notification rule: what may be changed about it. The action judges whether it makes sense."""

from typing import Any

from django import forms

from huiyin.core.errors import Clash, DomainError
from huiyin.interviews.models import NotifyRule
from huiyin.interviews.rule_edits import (
    EDITABLE,
    LONGEST_DAYS,
    MOST_TIMES,
    RuleEdit,
    edit_of,
    fingerprint,
    manner_choices,
    open_fields,
    people_choices,
)
from huiyin.interviews.rule_words import field_names
from huiyin.interviews.sentences import PEOPLE, manner_words


class RuleForm(forms.Form):
    """Carries the fingerprint of the rule that was looked at."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=60)

    def __init__(self, *args: Any, rule: NotifyRule, **kwargs: Any) -> None:
        names = open_fields(rule)
        initial = {"seen": fingerprint(rule), **{name: getattr(rule, name) for name in names}}
        super().__init__(*args, **{"initial": initial, **kwargs})
        self.rule = rule
        manners = manner_words(rule)
        every: dict[str, forms.Field] = {
            "days": forms.IntegerField(min_value=0, max_value=LONGEST_DAYS),
            "hours": forms.IntegerField(min_value=0, max_value=LONGEST_DAYS * 24),
            "people": forms.ChoiceField(choices=[(one, PEOPLE[one]) for one in people_choices(rule)]),
            "manner": forms.ChoiceField(choices=[(one, manners[one]) for one in manner_choices(rule)]),
            "most": forms.IntegerField(min_value=1, max_value=MOST_TIMES),
        }
        for name in names:
            every[name].label = str(field_names()[name])
            self.fields[name] = every[name]

    def edit(self) -> RuleEdit:
        kept = edit_of(self.rule)
        return RuleEdit(**{name: self.cleaned_data.get(name, getattr(kept, name)) for name in EDITABLE})

    def refuse(self, refused: DomainError) -> None:
        """Beside the fields that it names, else above the form. Whoever was told of another editor's change
        may save what she typed over it.
        """
        if isinstance(refused, Clash):
            self.data = {**{name: self.data[name] for name in self.data}, "seen": fingerprint(self.rule)}
        mine = [one for one in refused.fields if one.field in self.fields and one.mend]
        for one in mine:
            self.add_error(one.field, one.mend)
        if not mine:
            self.add_error(None, str(refused))
