"""Units, places, rooms and brands."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.administration.forms.base import EditForm, Named
from huiyin.company.models import Brand, OrgUnit, OrgUnitKind
from huiyin.company.queries import active_units

KINDS = [(OrgUnitKind.BRANCH, _("Branch")), (OrgUnitKind.DEPARTMENT, _("Department"))]


class UnitChoice(Named):
    """Units as a tree: what lies deeper stands further in."""

    def label_from_instance(self, obj: Any) -> str:
        return str("　" * (obj.path.count("/") - 2) + obj.name)


class UnitForm(EditForm):
    name = forms.CharField(label=_("Its name"), max_length=80)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=KINDS, help_text=_("A branch usually has places and a brand of its own.")
    )
    parent = UnitChoice(
        label=_("Belongs to"),
        queryset=OrgUnit.objects.none(),
        required=False,
        help_text=_("Whoever has rights in that unit has them here too."),
    )
    brand = Named(
        label=_("Brand"),
        queryset=Brand.objects.order_by("name"),
        required=False,
        help_text=_("Empty: as the unit above."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=40, required=False, help_text=_("Empty: as the unit above.")
    )
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("Otherwise nobody is hired into it any more."),
    )

    def __init__(self, *args: Any, unit: OrgUnit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = active_units()
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)
        parent.queryset = rows.exclude(path__startswith=unit.path) if unit else rows
        if unit is None:
            del self.fields["is_active"]


class PlaceForm(EditForm):
    name = forms.CharField(label=_("Its name"), max_length=80)
    address = forms.CharField(
        label=_("Address"), max_length=200, help_text=_("As a driver needs it, with street and number.")
    )
    entrance_note = forms.CharField(
        label=_("Which entrance"),
        max_length=200,
        required=False,
        help_text=_("Such as: east gate, then lift B to floor 5."),
    )
    nav_note = forms.CharField(
        label=_("The way from the stop"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    time_zone = forms.CharField(label=_("Time zone"), max_length=40, initial="Asia/Shanghai")
    gcj_lon = forms.FloatField(
        label=_("Longitude, GCJ-02"),
        required=False,
        help_text=_("As Amap, Tencent and other Chinese maps give it."),
    )
    gcj_lat = forms.FloatField(label=_("Latitude, GCJ-02"), required=False)
    wgs_lon = forms.FloatField(
        label=_("Longitude, WGS-84"), required=False, help_text=_("As GPS and maps outside China give it.")
    )
    wgs_lat = forms.FloatField(label=_("Latitude, WGS-84"), required=False)
    org_unit = UnitChoice(label=_("Belongs to"), queryset=active_units(), empty_label=None)
    is_active = forms.BooleanField(
        label=_("In use"), required=False, help_text=_("Otherwise no new interview is arranged there.")
    )
    field_order = ("seen", "org_unit", "name", "address")

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["is_active" if is_new else "org_unit"]


class RoomForm(EditForm):
    name = forms.CharField(label=_("Its name"), max_length=60)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=500, initial=4)
    is_active = forms.BooleanField(label=_("In use"), required=False)

    def __init__(self, *args: Any, is_new: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_new:
            del self.fields["is_active"]


class BrandForm(EditForm):
    name = forms.CharField(
        label=_("Its name"), max_length=80, help_text=_("As candidates of this brand know it.")
    )
    sender_name = forms.CharField(
        label=_("Sender's name"),
        max_length=80,
        required=False,
        help_text=_("Before the address in letters. Empty: the name."),
    )
    reply_to = forms.EmailField(
        label=_("Answers go to"),
        required=False,
        help_text=_("Empty: to the mailbox that letters are sent from."),
    )
    colour = forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$",
        label=_("Colour"),
        initial="#0F6E6E",
        widget=forms.TextInput(attrs={"type": "color", "class": "hy-colour"}),
        help_text=_("Of buttons and bars. White words must be readable on it, which is checked."),
    )
    svg = forms.FileField(
        label=_("Logo for pages"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".svg,image/svg+xml"}),
        help_text=_("SVG, at most 64 kB. Everything in it that runs or reaches out is left out."),
    )
    png = forms.FileField(
        label=_("Logo for letters"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".png,image/png"}),
        help_text=_("PNG, at most 64 kB and 1600 points wide."),
    )

    def clean_svg(self) -> str:
        file = self.cleaned_data["svg"]
        return file.read(70_000).decode("utf-8", "replace") if file else ""

    def clean_png(self) -> bytes:
        file = self.cleaned_data["png"]
        return bytes(file.read(70_000)) if file else b""
