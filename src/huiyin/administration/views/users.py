"""Accounts: who may sign in, with which roles, from which devices and by which tokens."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts import actions
from huiyin.accounts.models import User
from huiyin.accounts.queries import tokens_of
from huiyin.administration import queries
from huiyin.administration.access import (
    change_users,
    get_account,
    get_colleague,
    get_device,
    get_grant,
    get_token,
    open_users,
)
from huiyin.administration.actions.accounts import open_account
from huiyin.administration.forms.people import InviteForm, TokenForm
from huiyin.administration.forms.roles import GrantForm
from huiyin.administration.views.pages import Page, carry_out, edit, show
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.people.editing import employee_values
from huiyin.people.inviting import send_invitation

PAGE = 50
STATES = ("active", "disabled", "all")
VERBS: dict[str, tuple[Callable[..., None], Callable[[], str]]] = {
    "suspend": (
        actions.disable_user,
        lambda: _("The account is suspended. Every session, device and token of hers has ended."),
    ),
    "open": (actions.enable_user, lambda: _("The account is open again. She signs in anew.")),
    "end-sessions": (actions.end_sessions, lambda: _("All her sessions and remembered devices have ended.")),
    "invite": (send_invitation, lambda: _("The letter is on its way.")),
}


@require_GET
def users(request: Request) -> HttpResponse:
    open_users(request.actor)
    query, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "active")
    state = state if state in STATES else "active"
    rows = Paginator(queries.accounts(query, state), PAGE).get_page(request.GET.get("page"))
    page = Page(_("Accounts"), _("Who may sign in. A new account is opened on the page of its colleague."))
    return show(request, "administration/users.html", page, rows=rows, q=query, state=state)


@require_GET
def user(request: Request, user_id: int) -> HttpResponse:
    account = get_account(request.actor, user_id)
    return _user_page(request, account, GrantForm())


@require_http_methods(["GET", "POST"])
def open_(request: Request, employee_id: int) -> HttpResponse:
    """An account for a colleague who has none."""
    change_users(request.actor)
    employee = get_colleague(request.actor, employee_id)
    initial = {"email": employee_values(employee)["email"]}
    form = InviteForm(request.POST if request.method == "POST" else None, initial=initial)
    page = Page(
        _("Open an account for %(name)s") % {"name": employee.name},
        _("She gets a letter that says where to sign in by a code, and chooses her password herself."),
        under=_users(),
        verb=_("Open the account and write to her"),
    )

    def act() -> str:
        said = form.cleaned_data
        open_account(employee, said["email"], role=said["role"], org_unit=said["org_unit"], by=request.actor)
        return _("The account is open, and the letter is on its way.")

    return edit(request, form, act, page, reverse("settings:users"))


@require_POST
def decide(request: Request, user_id: int, verb: str) -> HttpResponse:
    account = get_account(request.actor, user_id)
    change_users(request.actor)
    act, said = VERBS[verb]

    def carried() -> str:
        act(account, by=request.actor)
        return said()

    return carry_out(request, carried, reverse("settings:user", args=[account.pk]))


@require_POST
def grant(request: Request, user_id: int) -> HttpResponse:
    account = get_account(request.actor, user_id)
    change_users(request.actor)
    form = GrantForm(request.POST)
    if not form.is_valid():
        return _user_page(request, account, form, status=422)

    def act() -> str:
        said = form.cleaned_data
        actions.grant_role(account, said["role"], org_unit=said["org_unit"], by=request.actor)
        return _("The role is given. It holds from her next press.")

    return carry_out(request, act, reverse("settings:user", args=[account.pk]))


@require_POST
def cut(request: Request, grant_id: int) -> HttpResponse:
    row = get_grant(request.actor, grant_id)

    def act() -> str:
        actions.cut_role(row.user, row.role, org_unit=row.org_unit, by=request.actor)
        return _("The role is taken. It holds from her next press, in every session, token and link.")

    return carry_out(request, act, reverse("settings:user", args=[row.user_id]))


@require_POST
def forget(request: Request, device_id: int) -> HttpResponse:
    device = get_device(request.actor, device_id)

    def act() -> str:
        actions.forget_device(device, by=request.actor)
        return _("The device is forgotten, and its sessions have ended.")

    return carry_out(request, act, reverse("settings:user", args=[device.user_id]))


@require_POST
def revoke(request: Request, token_id: int) -> HttpResponse:
    token = get_token(request.actor, token_id)

    def act() -> str:
        actions.revoke_token(token, by=request.actor)
        return _("The token is dead.")

    return carry_out(request, act, reverse("settings:user", args=[token.user_id]))


@require_http_methods(["GET", "POST"])
def add_token(request: Request, user_id: int) -> HttpResponse:
    """The token is shown this once, on the answer itself: it is kept nowhere."""
    account = get_account(request.actor, user_id)
    change_users(request.actor)
    is_own = request.actor.user_id == account.pk
    form = TokenForm(request.POST if request.method == "POST" else None, is_own=is_own)
    onward = reverse("settings:user", args=[account.pk])
    page = Page(
        _("Add a token for %(name)s") % {"name": account.name}, under=_users(), verb=_("Make the token")
    )
    secret = ""
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        _row, secret = actions.add_token(account, name=said["name"], scopes=said["scopes"], by=request.actor)
    context = {"page": page, "form": form, "onward": onward, "secret": secret}
    return render(request, "administration/token.html", context, status=422 if form.errors else 200)


def _user_page(request: Request, account: User, form: GrantForm, *, status: int = 200) -> HttpResponse:
    page, company = Page(account.name, account.email, under=_users()), the_company()
    context = {
        "page": page,
        "account": account,
        "is_me": request.actor.user_id == account.pk,
        "grants": account.grants.select_related("role", "org_unit").order_by("pk"),
        "devices": account.devices.filter(expires_at__gt=clock.now()).order_by("-seen_at"),
        "tokens": tokens_of(account).filter(revoked_at=None),
        "refused": list(queries.refused_sign_ins(account)[:10]),
        "company": company,
        "zone": company.time_zone,
        "form": form,
    }
    return render(request, "administration/user.html", context, status=status)


def _users() -> tuple[str, str]:
    return _("Accounts"), reverse("settings:users")
