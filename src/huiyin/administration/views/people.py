"""Colleagues: the list, adding one or many, changing one, and what happens when somebody leaves."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.preview import may_preview
from huiyin.administration import queries
from huiyin.administration.access import change_people, get_colleague, may_open_users, open_people
from huiyin.administration.actions.leaving import had_by, leave
from huiyin.administration.actions.pasting import add_pasted
from huiyin.administration.forms.people import EmployeeForm, LeaveForm, PasteForm
from huiyin.administration.views.pages import Page, carry_out, edit, show
from huiyin.core.http import Request
from huiyin.people.actions import NewEmployee, add_employee
from huiyin.people.editing import EmployeeEdit, edit_employee, employee_values, return_employee

PAGE = 50
STATES = ("active", "left", "all")


@require_GET
def people(request: Request) -> HttpResponse:
    open_people(request.actor)
    query, state = request.GET.get("q", "").strip()[:80], request.GET.get("state", "active")
    state = state if state in STATES else "active"
    rows = Paginator(queries.colleagues(query, state), PAGE).get_page(request.GET.get("page"))
    page = Page(_("Colleagues"), _("Who interviews, recruits and decides. Not everybody needs an account."))
    context = {"rows": rows, "q": query, "state": state, "may_users": may_open_users(request.actor)}
    return show(request, "administration/people.html", page, **context)


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    change_people(request.actor)
    form = EmployeeForm(request.POST if request.method == "POST" else None)
    page = Page(_("Add a colleague"), under=_people(), verb=_("Add the colleague"))

    def act() -> str:
        said = form.values()
        manager = said.pop("manager")
        employee = add_employee(NewEmployee(**said), manager=manager, by=request.actor)
        return _("%(name)s is added.") % {"name": employee.name}

    return edit(request, form, act, page, reverse("settings:people"))


@require_http_methods(["GET", "POST"])
def paste(request: Request) -> HttpResponse:
    change_people(request.actor)
    form = PasteForm(request.POST if request.method == "POST" else None)
    page = Page(
        _("Add many colleagues"),
        _("Who is there already, by her e-mail, is left as she is."),
        under=_people(),
        verb=_("Add them"),
    )

    def act() -> str:
        said = form.cleaned_data
        done = add_pasted(said["lines"], unit=said["org_unit"], by=request.actor)
        words = ngettext("%(n)s colleague is added.", "%(n)s colleagues are added.", done.added) % {
            "n": done.added
        }
        return words + (" " + _("%(n)s were there already.") % {"n": done.known} if done.known else "")

    return edit(request, form, act, page, reverse("settings:people"))


@require_http_methods(["GET", "POST"])
def edit_(request: Request, employee_id: int) -> HttpResponse:
    employee = get_colleague(request.actor, employee_id)
    change_people(request.actor)
    form = EmployeeForm(
        request.POST if request.method == "POST" else None, kept=employee_values(employee), employee=employee
    )
    page = Page(employee.name, employee.number, under=_people(), verb=_("Save the colleague"))

    def act() -> str:
        to = EmployeeEdit(**form.values())
        edit_employee(employee, to, by=request.actor, seen=form.cleaned_data["seen"], labels=form.labels)
        return _("%(name)s is saved.") % {"name": to.name}

    context = {
        "employee": employee,
        "may_users": may_open_users(request.actor),
        "may_preview": may_preview(request.actor),
    }
    return edit(
        request, form, act, page, reverse("settings:people"), "administration/colleague.html", **context
    )


@require_http_methods(["GET", "POST"])
def leave_(request: Request, employee_id: int) -> HttpResponse:
    employee = get_colleague(request.actor, employee_id)
    change_people(request.actor)
    form = LeaveForm(request.POST if request.method == "POST" else None, employee=employee)
    page = Page(
        _("%(name)s leaves") % {"name": employee.name},
        _("She is no longer offered, and her account ends at once. What she did stays hers in every record."),
        under=_people(),
        verb=_("Hand over and let her leave"),
    )

    def act() -> str:
        left = leave(employee, heir=form.cleaned_data["heir"], by=request.actor)
        said = _("%(name)s has left.") % {"name": employee.name}
        if left.by_hand:
            one, many = (
                "%(n)s interview did not suit: its recruiter is asked.",
                "%(n)s interviews did not suit: their recruiters are asked.",
            )
            said += " " + ngettext(one, many, left.by_hand) % {"n": left.by_hand}
        return said

    onward = reverse("settings:people")
    context = {"had": had_by(employee), "danger": True}
    return edit(request, form, act, page, onward, "administration/leave.html", **context)


@require_POST
def return_(request: Request, employee_id: int) -> HttpResponse:
    employee = get_colleague(request.actor, employee_id)
    change_people(request.actor)

    def act() -> str:
        return_employee(employee, by=request.actor)
        return _("%(name)s is back. Her account stays closed until it is opened.") % {"name": employee.name}

    return carry_out(request, act, reverse("settings:edit_colleague", args=[employee.pk]))


def _people() -> tuple[str, str]:
    return _("Colleagues"), reverse("settings:people")
