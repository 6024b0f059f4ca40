"""The company's facts, its house rules and its languages."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.administration import coverage
from huiyin.administration.access import change_settings
from huiyin.administration.forms.base import EditForm
from huiyin.administration.forms.house import CompanyForm, LanguagesForm, RulesForm, company_values
from huiyin.administration.views.pages import FORM, Page, edit
from huiyin.company.actions import edit_company
from huiyin.company.queries import the_company
from huiyin.core.http import Request


@require_http_methods(["GET", "POST"])
def company(request: Request) -> HttpResponse:
    page = Page(
        _("Company"),
        _("What candidates read of the company, and when it is open."),
        verb=_("Save the company"),
    )
    return _edit_company(request, CompanyForm, page)


@require_http_methods(["GET", "POST"])
def house_rules(request: Request) -> HttpResponse:
    lead = _(
        "What every letter and page keeps to. A change holds from now on; letters that went out stay as they "
        "are."
    )
    return _edit_company(request, RulesForm, Page(_("House rules"), lead, verb=_("Save the house rules")))


@require_http_methods(["GET", "POST"])
def languages(request: Request) -> HttpResponse:
    page = Page(
        _("Languages"),
        _("Every colleague chooses her own at the top of the page, every candidate on hers."),
        verb=_("Save the language"),
    )
    return _edit_company(
        request, LanguagesForm, page, "administration/languages.html", lines=coverage.lines()
    )


def _edit_company(
    request: Request, form_class: type[EditForm], page: Page, template: str = FORM, **context: object
) -> HttpResponse:
    change_settings(request.actor)
    kept = company_values(the_company(), form_class)
    form = form_class(request.POST if request.method == "POST" else None, kept=kept)

    def act() -> str:
        edit_company(by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels, **form.values())
        return _("Saved. It holds from now on.")

    return edit(request, form, act, page, reverse("settings:home"), template, **context)
