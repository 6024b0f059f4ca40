"""节假日: a year's working days, one day, a whole year at once, and who says that a year is complete."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.administration import calendar_pages
from huiyin.administration.access import change_settings, open_settings
from huiyin.administration.actions.calendar import day_values, save_day, year_lines
from huiyin.administration.forms.calendar import DayForm, YearForm
from huiyin.administration.views.pages import Page, carry_out, edit, show
from huiyin.company.actions import say_calendar_year, set_calendar_year
from huiyin.company.calendar_files import read_days
from huiyin.company.queries import the_company
from huiyin.core import clock
from huiyin.core.errors import DomainError, FieldProblem, NotFound
from huiyin.core.http import Request
from huiyin.core.wording import day


@require_GET
def this_year(request: Request) -> HttpResponse:
    open_settings(request.actor)
    return redirect("settings:calendar_year", clock.today(the_company().time_zone).year)


@require_GET
def show_year(request: Request, year: int) -> HttpResponse:
    open_settings(request.actor)
    _possible(year)
    page = Page(
        _("Holidays"),
        _("By these days Huiyin counts what a candidate is promised. Press a day to change it."),
    )
    found = calendar_pages.year_page(year)
    today = clock.today(the_company().time_zone)
    return show(request, "administration/calendar.html", page, year=found, today=today)


@require_http_methods(["GET", "POST"])
def edit_day(request: Request, on: date) -> HttpResponse:
    change_settings(request.actor)
    _possible(on.year)
    form = DayForm(request.POST if request.method == "POST" else None, kept=day_values(on))
    onward = reverse("settings:calendar_year", args=[on.year])
    name = _("%(day)s, %(year)s") % {"day": day(on, get_language() or "zh-hans"), "year": on.year}
    page = Page(name, under=(_("Holidays"), onward), verb=_("Save the day"))
    lead = _("Promises that were made keep their date; new ones count by this.")

    def act() -> str:
        said = form.cleaned_data
        save_day(
            on, kind=said["kind"], name=said["name"], by=request.actor, seen=said["seen"], labels=form.labels
        )
        return _("The day is saved.")

    return edit(request, form, act, page, onward, warnings=[lead])


@require_http_methods(["GET", "POST"])
def import_year(request: Request, year: int) -> HttpResponse:
    change_settings(request.actor)
    _possible(year)
    form = YearForm(request.POST or None, request.FILES or None, kept={"lines": year_lines(year)})
    onward = reverse("settings:calendar_year", args=[year])
    page = Page(
        _("Enter the year %(year)s") % {"year": year},
        _("The State Council announces each year's days in the autumn before. Huiyin never guesses them."),
        under=(_("Holidays"), onward),
        verb=_("Take these days over"),
    )

    def act() -> str:
        days, bad = read_days(form.text(), year=year)
        if bad:
            said = " ".join(calendar_pages.bad_line_words(one) for one in bad[:5])
            raise DomainError(
                "bad_lines", said, fields=[FieldProblem("lines", said, _("Nothing is taken over."))]
            )
        complete = form.cleaned_data["is_complete"]
        count = set_calendar_year(year, days, is_complete=complete, by=request.actor)
        return _("%(count)s days of %(year)s are taken over.") % {"count": count, "year": year}

    return edit(request, form, act, page, onward)


@require_POST
def say_complete(request: Request, year: int) -> HttpResponse:
    change_settings(request.actor)
    _possible(year)
    complete = request.POST.get("complete") == "yes"

    def act() -> str:
        say_calendar_year(year, is_complete=complete, by=request.actor)
        return _("Saved. It holds from now on.")

    return carry_out(request, act, reverse("settings:calendar_year", args=[year]))


def _possible(year: int) -> None:
    if not calendar_pages.FIRST <= year <= calendar_pages.LAST:
        raise NotFound("not_found", _("There is no such year in the calendar."))
