"""How the pages of settings are put together: a title, one sentence, the way back, a form."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from huiyin.administration.forms.base import EditForm
from huiyin.core.errors import DomainError
from huiyin.core.http import Request

FORM = "administration/form.html"


@dataclass(frozen=True)
class Page:
    """`under` is the (name, address) of the page above it, beside the settings' first page."""

    title: str
    lead: str = ""
    under: tuple[str, str] | None = None
    verb: str = ""

    @property
    def home(self) -> str:
        return reverse("settings:home")


def show(request: Request, template: str, page: Page, **context: Any) -> HttpResponse:
    return render(request, template, {"page": page, **context})


def edit(
    request: Request,
    form: EditForm,
    act: Callable[[], str],
    page: Page,
    onward: str,
    template: str = FORM,
    **context: Any,
) -> HttpResponse:
    """Show the form, or carry out what it says; `act` returns what is said afterwards."""
    if form.is_bound and form.is_valid():
        try:
            said = act()
        except DomainError as refused:
            form.refuse(refused)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(onward)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"page": page, "form": form, "onward": onward, **context}, status=status)


def carry_out(request: Request, act: Callable[[], str], onward: str) -> HttpResponse:
    """A button without a form of its own: done or refused, said above the page that it stood on."""
    try:
        messages.success(request, act())
    except DomainError as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(onward)
