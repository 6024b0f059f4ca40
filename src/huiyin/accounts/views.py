"""Signing in and out, the language, one's own password, and links from letters to colleagues."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from huiyin.accounts import devices, sessions, throttle
from huiyin.accounts.access import find_own_account, get_own_account
from huiyin.accounts.actions import change_own_password, change_password, choose_keys, choose_language
from huiyin.accounts.entrance import enter, safe_next
from huiyin.accounts.forms import NewPasswordForm, PasswordForm, SignInForm
from huiyin.accounts.middleware import ends_preview, open_to_all
from huiyin.accounts.signin import check_sign_in, record_sign_out
from huiyin.accounts.staff_links import follow_staff_link
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, TooMany
from huiyin.core.http import Request


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    account = find_own_account(request.actor)
    form = SignInForm(request.POST or None, initial={"email": account.email if account else ""})
    if not form.is_valid():
        return _sign_in_page(request, form)
    try:
        user = check_sign_in(
            form.cleaned_data["email"],
            form.cleaned_data["password"],
            device=devices.known_device(request),
            network=throttle.network_of(request),
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _sign_in_page(request, form, status=429 if isinstance(refusal, TooMany) else 403)
    return enter(request, user, remember=form.cleaned_data["remember"], onward=safe_next(request))


@ends_preview
@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Ends the session and forgets the browser, so that no letter's link opens anything here."""
    devices.forget(request)
    sessions.end(request)
    record_sign_out(request.actor)
    response = redirect("accounts:sign_in")
    response.delete_cookie(devices.cookie_name())
    return response


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def password(request: Request) -> HttpResponse:
    user = get_own_account(request.actor)
    by_code = sessions.came_by_code(request)
    form = (NewPasswordForm if by_code else PasswordForm)(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            if by_code:
                change_password(user, typed["new_password"], by=request.actor)
            else:
                change_own_password(user, typed["password"], typed["new_password"], by=request.actor)
        except DomainError as refusal:
            form.add_error(refusal.fields[0].field if refusal.fields else None, str(refusal))
        else:
            sessions.begin(request, user, device=None)
            messages.success(request, _("Your password is changed. All your other devices are signed out."))
            return HttpResponseRedirect(safe_next(request))
    context = {"form": form, "email": user.email, "by_code": by_code, "next": safe_next(request)}
    return render(request, "accounts/password.html", context)


@require_http_methods(["GET", "POST"])
def keyboard(request: Request) -> HttpResponse:
    """The list of keys, and the switch for who wants none of them."""
    user = get_own_account(request.actor)
    if request.method == "POST":
        choose_keys(user, are_used=request.POST.get("uses_keys") == "on")
        return redirect("accounts:keyboard")
    return render(request, "accounts/keyboard.html", {"uses_keys": user.uses_keys})


@open_to_all
@require_POST
def language(request: Request) -> HttpResponse:
    """Kept in a cookie for everybody, and with the account of whoever is signed in."""
    account = find_own_account(request.actor)
    if account:
        choose_language(account, request.POST.get("language", ""))
    return set_language(request)


@open_to_all
@never_cache
@require_GET
def staff_link(request: Request, token: str) -> HttpResponse:
    """Whoever signed in herself stays so; whom another letter let in goes over to this one."""
    onward = safe_next(request)
    if request.actor.kind in {"user", "preview"} or follow_staff_link(request, token):
        return HttpResponseRedirect(onward)
    return HttpResponseRedirect(f"{reverse('accounts:sign_in')}?{urlencode({'next': onward})}")


def _sign_in_page(request: Request, form: SignInForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "next": safe_next(request), "company": the_company().name}
    return render(request, "accounts/sign_in.html", context, status=status)
