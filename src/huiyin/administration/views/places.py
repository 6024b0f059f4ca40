"""Units, places, rooms and brands: the lists, and a form for each."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.administration import queries
from huiyin.administration.access import (
    change_settings,
    get_brand,
    get_place,
    get_room,
    get_unit,
    open_settings,
)
from huiyin.administration.actions import house
from huiyin.administration.forms.places import BrandForm, PlaceForm, RoomForm, UnitForm
from huiyin.administration.views.pages import Page, edit, show
from huiyin.company import actions
from huiyin.core.http import Request


@require_GET
def units(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(
        _("Organisation"),
        _("Branches and departments. Rights, brands and time zones hold for what lies below."),
    )
    return show(request, "administration/units.html", page, units=queries.unit_tree())


@require_http_methods(["GET", "POST"])
def add_unit(request: Request) -> HttpResponse:
    change_settings(request.actor)
    form = UnitForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    page = Page(_("Add a unit"), under=(_("Organisation"), reverse("settings:units")), verb=_("Add the unit"))

    def act() -> str:
        said = form.cleaned_data
        house.add_unit(said, by=request.actor)
        return _("%(name)s is added.") % {"name": said["name"]}

    return edit(request, form, act, page, reverse("settings:units"))


@require_http_methods(["GET", "POST"])
def edit_unit(request: Request, unit_id: int) -> HttpResponse:
    unit = get_unit(request.actor, unit_id)
    form = UnitForm(
        request.POST if request.method == "POST" else None, kept=house.unit_values(unit), unit=unit
    )
    page = Page(unit.name, under=(_("Organisation"), reverse("settings:units")), verb=_("Save the unit"))
    warnings = [
        _("Hung elsewhere, everything below comes along, and so do the rights that people have there.")
    ]

    def act() -> str:
        house.save_unit(
            unit, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The unit is saved.")

    return edit(request, form, act, page, reverse("settings:units"), warnings=warnings)


@require_GET
def places(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(
        _("Places and rooms"), _("Where candidates come to, and what their invitations say of the way.")
    )
    return show(request, "administration/places.html", page, places=queries.all_places())


@require_http_methods(["GET", "POST"])
def add_place(request: Request) -> HttpResponse:
    change_settings(request.actor)
    form = PlaceForm(request.POST if request.method == "POST" else None, is_new=True)
    page = Page(_("Add a place"), under=_places(), verb=_("Add the place"))

    def act() -> str:
        house.add_place(form.values(), by=request.actor)
        return _("%(name)s is added.") % {"name": form.cleaned_data["name"]}

    return edit(request, form, act, page, reverse("settings:places"))


@require_http_methods(["GET", "POST"])
def edit_place(request: Request, place_id: int) -> HttpResponse:
    place = get_place(request.actor, place_id)
    form = PlaceForm(request.POST if request.method == "POST" else None, kept=house.place_values(place))
    lead = _("Invitations that went out keep what they said; their pages show the present.")
    page = Page(place.name, lead, under=_places(), verb=_("Save the place"))
    warnings = _hit(queries.interviews_to_come(place=place).count())

    def act() -> str:
        house.save_place(
            place, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The place is saved.")

    return edit(request, form, act, page, reverse("settings:places"), warnings=warnings)


@require_http_methods(["GET", "POST"])
def add_room(request: Request, place_id: int) -> HttpResponse:
    place = get_place(request.actor, place_id)
    form = RoomForm(request.POST if request.method == "POST" else None, is_new=True)
    page = Page(_("Add a room"), place.name, under=_places(), verb=_("Add the room"))

    def act() -> str:
        said = form.cleaned_data
        actions.add_room(place, said["name"], seats=said["seats"], by=request.actor)
        return _("%(name)s is added.") % {"name": said["name"]}

    return edit(request, form, act, page, reverse("settings:places"))


@require_http_methods(["GET", "POST"])
def edit_room(request: Request, room_id: int) -> HttpResponse:
    room = get_room(request.actor, room_id)
    form = RoomForm(request.POST if request.method == "POST" else None, kept=house.room_values(room))
    page = Page(room.name, room.place.name, under=_places(), verb=_("Save the room"))
    warnings = _hit(queries.interviews_to_come(room=room).count())

    def act() -> str:
        house.save_room(
            room, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The room is saved.")

    return edit(request, form, act, page, reverse("settings:places"), warnings=warnings)


@require_GET
def brands(request: Request) -> HttpResponse:
    open_settings(request.actor)
    page = Page(_("Brands"), _("How a branch looks and signs on candidates' pages and in letters."))
    return show(request, "administration/brands.html", page, brands=queries.all_brands())


@require_http_methods(["GET", "POST"])
def add_brand(request: Request) -> HttpResponse:
    change_settings(request.actor)
    form = BrandForm(request.POST or None, request.FILES or None)
    page = Page(_("Add a brand"), under=_brands(), verb=_("Add the brand"))

    def act() -> str:
        house.save_brand(None, form.values(), by=request.actor, labels=form.labels)
        return _("%(name)s is added.") % {"name": form.cleaned_data["name"]}

    return edit(request, form, act, page, reverse("settings:brands"))


@require_http_methods(["GET", "POST"])
def edit_brand(request: Request, brand_id: int) -> HttpResponse:
    brand = get_brand(request.actor, brand_id)
    form = BrandForm(request.POST or None, request.FILES or None, kept=house.brand_values(brand))
    page = Page(
        brand.name,
        _("Letters that went out keep what they were sent with."),
        under=_brands(),
        verb=_("Save the brand"),
    )

    def act() -> str:
        house.save_brand(
            brand, form.values(), by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels
        )
        return _("The brand is saved.")

    onward = reverse("settings:edit_brand", args=[brand.pk])
    return edit(request, form, act, page, onward, "administration/brand.html", brand=brand)


def _places() -> tuple[str, str]:
    return _("Places and rooms"), reverse("settings:places")


def _brands() -> tuple[str, str]:
    return _("Brands"), reverse("settings:brands")


def _hit(count: int) -> list[str]:
    """What taking it out of use would hit: interviews that are arranged stay there until somebody
    moves them.
    """
    if not count:
        return []
    said = ngettext(
        "%(count)s interview to come is arranged here.",
        "%(count)s interviews to come are arranged here.",
        count,
    )
    return [
        said % {"count": count}
        + " "
        + _("Out of use it stays theirs; move them by hand, and candidates are told.")
    ]
