"""审计日志: who did what when, and whether the chain is sound."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.administration import trail
from huiyin.administration.verifying import ask_to_verify
from huiyin.administration.views.pages import Page, carry_out, show
from huiyin.company.queries import the_company
from huiyin.core.http import Request


@require_GET
def audit(request: Request) -> HttpResponse:
    require(request.actor, "audit:see")
    asked = trail.read_asked(request.GET.dict())
    lines, onward = trail.entries(asked)
    context = {
        "lines": lines,
        "onward": onward,
        "asked": asked,
        "nouns": trail.nouns(),
        "chain": trail.chain(),
        "zone": the_company().time_zone,
    }
    page = Page(
        _("Audit log"),
        _(
            "Who did what, when. It holds numbers and codes, no personal data, and nobody can change it "
            "unnoticed."
        ),
    )
    return show(request, "administration/audit.html", page, **context)


@require_POST
def verify(request: Request) -> HttpResponse:
    require(request.actor, "audit:see")

    def act() -> str:
        ask_to_verify(by=request.actor)
        return _("The chain is being walked. What is found will stand here.")

    return carry_out(request, act, reverse("settings:audit"))
