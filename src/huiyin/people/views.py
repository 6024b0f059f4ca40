"""Signing in by a code from a letter: ask for it, then type it in the same browser."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from huiyin.accounts import throttle
from huiyin.accounts.entrance import enter, safe_next
from huiyin.accounts.middleware import open_to_all
from huiyin.accounts.sign_in_codes import sign_in_with_code
from huiyin.core.encryption import decrypt, encrypt
from huiyin.core.errors import DomainError, TooMany
from huiyin.core.http import Request
from huiyin.people.forms import AskForCodeForm, EnterCodeForm
from huiyin.people.signing_in import send_sign_in_code

ASKED, SENT_TO = "code_asked", "code_sent_to"


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_code(request: Request) -> HttpResponse:
    form = AskForCodeForm(request.POST or None)
    status = 200
    if form.is_valid():
        email = form.cleaned_data["email"]
        try:
            wish = send_sign_in_code(email, network=throttle.network_of(request))
        except TooMany as refusal:
            form.add_error(None, str(refusal))
            status = 429
        else:
            request.session[ASKED], request.session[SENT_TO] = wish.pk, encrypt(email.encode()).decode()
            return _onward("people:enter_code", request)
    context = {"form": form, "next": safe_next(request)}
    return render(request, "people/sign_in_code.html", context, status=status)


@open_to_all
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def enter_code(request: Request) -> HttpResponse:
    """Only where a code was asked for: elsewhere there is nothing to type."""
    if ASKED not in request.session:
        return _onward("people:sign_in_code", request)
    form = EnterCodeForm(request.POST or None)
    if not form.is_valid():
        return _enter_page(request, form)
    try:
        user = sign_in_with_code(
            form.cleaned_data["code"], asked=request.session[ASKED], network=throttle.network_of(request)
        )
    except DomainError as refusal:
        form.add_error(None, str(refusal))
        return _enter_page(request, form, status=429 if isinstance(refusal, TooMany) else 403)
    onward = f"{reverse('accounts:password')}?{urlencode({'next': safe_next(request)})}"
    return enter(request, user, remember=form.cleaned_data["remember"], onward=onward, by_code=True)


def _enter_page(request: Request, form: EnterCodeForm, *, status: int = 200) -> HttpResponse:
    sent_to = decrypt(request.session[SENT_TO].encode()).decode()
    context = {"form": form, "next": safe_next(request), "email": sent_to}
    return render(request, "people/enter_code.html", context, status=status)


def _onward(name: str, request: Request) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': safe_next(request)})}")
