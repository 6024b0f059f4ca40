"""Roles: the matrix, adding one from another, changing one with a look at who gains and loses, and
previews.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.middleware import ends_preview
from huiyin.accounts.preview import end_preview as end
from huiyin.accounts.preview import start_preview as start
from huiyin.accounts.role_editing import RoleEdit, add_role, edit_role, remove_role, role_effects
from huiyin.administration import queries, role_pages
from huiyin.administration.access import (
    change_users,
    get_role,
    open_users,
    person_to_preview,
    role_to_preview,
)
from huiyin.administration.forms.roles import AddRoleForm, RoleForm, language
from huiyin.administration.views.pages import Page, carry_out, edit, show
from huiyin.core.editing import fingerprint
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.core.ids import id_in
from huiyin.core.wording import localised


@require_GET
def roles(request: Request) -> HttpResponse:
    open_users(request.actor)
    rows = list(queries.roles_with_holders())
    page = Page(
        _("Who sees what"),
        _(
            "Look through somebody's eyes before you trust a change. Candidates never see evaluations or "
            "internal reasons, whatever stands here."
        ),
    )
    people = queries.accounts().filter(grants__isnull=False).distinct()
    return show(
        request, "administration/roles.html", page, roles=rows, matrix=role_pages.matrix(rows), people=people
    )


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    change_users(request.actor)
    form = AddRoleForm(
        request.POST if request.method == "POST" else None, initial={"like": request.GET.get("like")}
    )
    page = Page(_("Add a role"), under=_roles(), verb=_("Add the role"))
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            role = add_role(said["name_zh"], said["name_en"], like=said["like"], by=request.actor)
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("The role is there. Nobody holds it yet; look through it, or change it.")
            )
            return redirect("settings:edit_role", role.pk)
    context = {"page": page, "form": form, "onward": reverse("settings:roles")}
    return render(request, "administration/form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def edit_(request: Request, role_id: int) -> HttpResponse:
    """A change that touches somebody is shown first, person by person, and saved by a second press."""
    role = get_role(request.actor, role_id)
    change_users(request.actor)
    form = RoleForm(request.POST if request.method == "POST" else None, role=role)
    page = Page(localised(role, "name", language()), under=_roles(), verb=_("Save the role"))
    context: dict[str, Any] = {"role": role, "holders": queries.holders_of(role)}
    if form.is_bound and form.is_valid():
        to = form.edit()
        effects = role_effects(role, to)
        if effects and request.POST.get("confirmed") != _mark(to):
            shown = {"effects": role_pages.effect_lines(effects), "mark": _mark(to), "form": form}
            onward = reverse("settings:roles")
            return show(
                request, "administration/role.html", page, onward=onward, **context, **shown, **_rooms(form)
            )

    def act() -> str:
        edit_role(role, form.edit(), by=request.actor, seen=form.cleaned_data["seen"])
        return _("The role is saved. It holds from the next press of everybody who has it.")

    return edit(
        request,
        form,
        act,
        page,
        reverse("settings:roles"),
        "administration/role.html",
        **context,
        **_rooms(form),
    )


@require_POST
def remove(request: Request, role_id: int) -> HttpResponse:
    role = get_role(request.actor, role_id)
    change_users(request.actor)

    def act() -> str:
        remove_role(role, by=request.actor)
        return _("The role is removed.")

    return carry_out(request, act, reverse("settings:roles"))


@require_POST
def start_preview(request: Request) -> HttpResponse:
    """`through` is `role:3` or `user:7`."""
    noun, _colon, number = request.POST.get("through", "").partition(":")
    find = person_to_preview if noun == "user" else role_to_preview
    start(request, find(request.actor, id_in(number)), by=request.actor)
    return HttpResponseRedirect("/")


@ends_preview
@require_POST
def end_preview(request: Request) -> HttpResponse:
    """Ends it in any case; without one there is nothing to end."""
    end(request, by=request.actor)
    return HttpResponseRedirect("/")


def _mark(to: RoleEdit) -> str:
    return fingerprint(to.seen_values())


def _rooms(form: RoleForm) -> dict[str, object]:
    return {"rooms": role_pages.rooms_for_form(form.ticked())}


def _roles() -> tuple[str, str]:
    return _("Who sees what"), reverse("settings:roles")
