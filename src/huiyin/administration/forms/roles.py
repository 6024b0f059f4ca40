"""Roles: a name and what it starts as, and all that a role says."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.accounts.models import FieldLevel, Role, RowScope
from huiyin.accounts.permissions import FIELDS, PERMISSIONS
from huiyin.accounts.queries import all_roles
from huiyin.accounts.role_editing import RoleEdit, field_names, role_as_is
from huiyin.administration.forms.base import EditForm, Named
from huiyin.company.queries import active_units
from huiyin.core.wording import is_chinese, localised

SCOPES: list[tuple[str, str | Promise]] = [
    (RowScope.ALL, _("Everything, or the unit that it is granted in")),
    (RowScope.UNIT, _("The unit that it is granted in, and below")),
    (RowScope.TEAM, _("Jobs on whose hiring team she is")),
    (RowScope.OWN, _("Interviews that she takes part in")),
]
LEVELS: list[tuple[str, str | Promise]] = [
    (FieldLevel.HIDE, _("hidden")),
    (FieldLevel.MASK, _("masked")),
    (FieldLevel.SEE, _("seen")),
    (FieldLevel.EDIT, _("changed")),
]


def language() -> str:
    return get_language() or "zh-hans"


def permission_word(permission: str) -> str:
    zh, en = PERMISSIONS[permission]
    return zh if is_chinese(language()) else en


class RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return localised(obj, "name", language())


class AddRoleForm(EditForm):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(
        label=_("Name in English"), max_length=40, required=False, help_text=_("Empty: the Chinese one.")
    )
    like = RoleChoice(
        label=_("Starts as"),
        queryset=all_roles(),
        required=False,
        empty_label=_("a role that may nothing"),
        help_text=_(
            "Everything that this role may, for you to change afterwards. Nobody holds the new one yet."
        ),
    )


class RoleForm(EditForm):
    """`permissions` and the fields' levels stand in the template room by room."""

    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=40)
    scope = forms.ChoiceField(
        label=_("Which rows"), choices=SCOPES, widget=forms.RadioSelect(attrs={"class": "form-check-input"})
    )
    permissions = forms.MultipleChoiceField(
        label=_("What she may do"), required=False, choices=[(one, one) for one in PERMISSIONS]
    )

    def __init__(self, *args: Any, role: Role, **kwargs: Any) -> None:
        super().__init__(*args, kept=role_as_is(role).seen_values(), **kwargs)
        names = field_names()
        for field in FIELDS:
            self.fields[field] = forms.ChoiceField(label=names[field], choices=LEVELS)

    def edit(self) -> RoleEdit:
        said = self.cleaned_data
        return RoleEdit(
            said["name_zh"],
            said["name_en"],
            said["scope"],
            frozenset(said["permissions"]),
            {field: said[field] for field in FIELDS},
        )

    def levels(self) -> list[forms.BoundField]:
        return [self[field] for field in FIELDS]

    def ticked(self) -> set[str]:
        return set(self["permissions"].value() or [])


class GrantForm(EditForm):
    role = RoleChoice(label=_("Role"), queryset=all_roles())
    org_unit = Named(
        label=_("Holds in"), queryset=active_units(), required=False, empty_label=_("the whole company")
    )
