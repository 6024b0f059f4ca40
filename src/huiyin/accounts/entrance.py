"""What every way of signing in ends with: a session, a remembered browser, the language, and the way on."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from huiyin.accounts import devices, sessions
from huiyin.accounts.models import User
from huiyin.core.http import Request


def enter(
    request: Request, user: User, *, remember: bool, onward: str, by_code: bool = False
) -> HttpResponse:
    """A full session for somebody who has shown who she is, in a remembered browser if she asks for it."""
    response = HttpResponseRedirect(onward)
    device = None
    if remember:
        devices.forget(request)
        device, token = devices.remember(user, label=request.headers.get("User-Agent", ""))
        devices.set_cookie(response, token)
    sessions.begin(request, user, device=device, by_code=by_code)
    if user.language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            user.language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def safe_next(request: Request) -> str:
    """Where to go on: a page of this site, or the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else "/"
