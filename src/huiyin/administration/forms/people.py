"""Colleagues and accounts."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.actions import OWN_WORD
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.administration.forms.base import EditForm, Named
from huiyin.administration.forms.places import UnitChoice
from huiyin.administration.forms.roles import GrantForm, permission_word
from huiyin.company.queries import active_units
from huiyin.people.models import Employee
from huiyin.people.queries import active_employees


class Colleague(Named):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}（{obj.title}）" if obj.title else str(obj.name)


class EmployeeForm(EditForm):
    name = forms.CharField(label=_("Name"), max_length=80)
    title = forms.CharField(
        label=_("Her title"),
        max_length=80,
        required=False,
        help_text=_("Candidates may read it beside the name."),
    )
    org_unit = UnitChoice(label=_("Unit"), queryset=active_units(), empty_label=None)
    manager = Colleague(label=_("Manager"), queryset=active_employees(), required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("Letters go there. Candidates never see it.")
    )
    phone = forms.CharField(
        label=_("Mobile"),
        max_length=30,
        required=False,
        help_text=_("For the company's own gateway. Candidates never see it."),
    )
    desk_phone = forms.CharField(
        label=_("Desk phone"),
        max_length=30,
        required=False,
        help_text=_("A landline, 400 or 95 number; candidates may read it."),
    )
    language = forms.ChoiceField(label=_("Language of her letters"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, employee: Employee | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if employee:
            manager = self.fields["manager"]
            assert isinstance(manager, forms.ModelChoiceField)
            manager.queryset = active_employees().exclude(pk=employee.pk)


class LeaveForm(EditForm):
    heir = Colleague(
        label=_("Who takes over"),
        queryset=active_employees(),
        required=False,
        help_text=_("Her interviews to come, her candidates, her places in hiring teams and her to-dos."),
    )

    def __init__(self, *args: Any, employee: Employee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heir = self.fields["heir"]
        assert isinstance(heir, forms.ModelChoiceField)
        heir.queryset = active_employees().exclude(pk=employee.pk)


class InviteForm(GrantForm):
    """An account for a colleague, with its first role."""

    email = forms.EmailField(label=_("E-mail"), help_text=_("She signs in with it, and codes go there."))
    field_order = ("seen", "email", "role", "org_unit")


class TokenForm(EditForm):
    name = forms.CharField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        help_text=_("Never more than its owner may herself."),
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        scopes = self.fields["scopes"]
        assert isinstance(scopes, forms.MultipleChoiceField)
        offered = [one for one in PERMISSIONS if is_own or one != OWN_WORD]
        scopes.choices = [(one, permission_word(one)) for one in offered]


class PasteForm(EditForm):
    lines = forms.CharField(
        label=_("Colleagues"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "class": "hy-mono"}),
        help_text=_("One a line: name, title, e-mail, unit. Straight from a sheet is fine."),
    )
    org_unit = UnitChoice(label=_("Unit, where a line names none"), queryset=active_units(), empty_label=None)
