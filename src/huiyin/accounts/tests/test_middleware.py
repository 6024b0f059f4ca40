import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from huiyin.accounts.doors import NotFresh
from huiyin.accounts.middleware import ActorMiddleware, FreshMiddleware, open_to_all
from huiyin.core.actor import ANONYMOUS, Actor
from huiyin.core.errors import NotAllowed


def shut(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for staff")


@open_to_all
def opened(request: HttpRequest) -> HttpResponse:
    return HttpResponse("for all")


def asked(view, actor: Actor, path: str = "/x/?a=1") -> HttpResponse | None:
    request = RequestFactory().get(path)
    request.actor = actor
    return ActorMiddleware(shut).process_view(request, view, (), {})


def test_a_view_that_does_not_say_whom_it_is_for_is_for_staff():
    assert asked(shut, ANONYMOUS).url == "/sign-in/?next=%2Fx%2F%3Fa%3D1"
    assert asked(opened, ANONYMOUS) is None


def test_a_candidates_link_opens_no_staff_page():
    assert asked(shut, Actor(kind="capability", key="capability:1")).url.startswith("/sign-in/")


@pytest.mark.parametrize("kind", ["user", "staff_link"])
def test_staff_go_on_to_the_view(kind):
    assert asked(shut, Actor(kind=kind, key="user:1", user_id=1)) is None


def test_whoever_signed_in_too_long_ago_is_led_to_the_sign_in_and_back():
    request = RequestFactory().get("/exports/")
    middleware = FreshMiddleware(shut)

    assert (
        middleware.process_exception(request, NotFresh("sign_in_again", "")).url
        == "/sign-in/?next=%2Fexports%2F"
    )
    assert middleware.process_exception(request, NotAllowed("forbidden", "")) is None
    assert middleware(request).content == b"for staff"


def test_freshness_is_asked_before_refusals_are_answered(settings):
    fresh = settings.MIDDLEWARE.index("huiyin.accounts.middleware.FreshMiddleware")

    assert fresh > settings.MIDDLEWARE.index("huiyin.core.refusals.RefusalMiddleware")
