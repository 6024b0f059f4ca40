"""审批: what waits for me, one with its facts, deciding it, being away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from huiyin.accounts.doors import require
from huiyin.approvals import pages
from huiyin.approvals.access import DECIDE, get_approval
from huiyin.approvals.actions import Word, be_away, be_back, decide, withdraw
from huiyin.approvals.forms import AwayForm
from huiyin.approvals.models import Approval
from huiyin.approvals.queries import waiting_for
from huiyin.approvals.states import Choice
from huiyin.approvals.words import outcome, refused_words
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.http import Request
from huiyin.core.live import tag_of, unchanged


@require_GET
def show_list(request: Request) -> HttpResponse:
    tab = request.GET.get("tab", "waiting")
    tab = tab if tab in pages.TABS else "waiting"
    page = Paginator(pages.rows_of(request.actor, tab), pages.PAGE).get_page(request.GET.get("page"))
    lines, waiting = pages.lines_of(list(page.object_list)), waiting_for(request.actor).count()
    absence = pages.absence_of(request.actor)
    shown = [(one.approval.pk, one.title, one.word, one.due, one.is_late) for one in lines]
    tag = tag_of(shown, page.paginator.count, waiting, absence and (absence.stand_in_id, absence.ends))
    if found := unchanged(request, tag):
        return found
    context = {
        "tab": tab,
        "tabs": list(pages.TABS.items()),
        "lines": lines,
        "page": page,
        "waiting": waiting,
        "absence": absence,
        "zone": the_company().time_zone,
        "tag": tag,
    }
    return render(request, "approvals/list.html", context)


@require_GET
def detail(request: Request, approval_id: int) -> HttpResponse:
    return _page(request, get_approval(request.actor, approval_id))


@require_POST
def decide_one(request: Request, approval_id: int) -> HttpResponse:
    approval, choice = get_approval(request.actor, approval_id), request.POST.get("choice", "")
    said = [request.POST.get("pick", "").strip(), request.POST.get("comment", "").strip()]
    comment = _(". ").join(one for one in said if one)
    if choice not in Choice.values:
        return _page(request, approval, status=422)
    try:
        approval = decide(approval, Word(Choice(choice), comment), by=request.actor)
    except NotAllowed:
        raise
    except DomainError as refused:
        approval.refresh_from_db()
        return _page(request, approval, refused=refused, status=422 if refused.fields else 409)
    messages.success(request, _("Kept: {what}").format(what=outcome(approval)))
    if request.actor.kind == "user" and waiting_for(request.actor).exists():
        return redirect("approvals:list")
    return redirect("approvals:detail", approval_id=approval.pk)


@require_POST
def withdraw_one(request: Request, approval_id: int) -> HttpResponse:
    approval = withdraw(get_approval(request.actor, approval_id), by=request.actor)
    messages.success(request, _("Withdrawn. Nobody is asked any more."))
    return redirect("approvals:detail", approval_id=approval.pk)


@require_http_methods(["GET", "POST"])
def away(request: Request) -> HttpResponse:
    require(request.actor, DECIDE)
    form = AwayForm(request.POST or None, user_id=request.actor.user_id or 0)
    if form.is_bound and form.is_valid():
        starts, ends = form.span()
        try:
            be_away(starts=starts, ends=ends, stand_in=form.chosen(), by=request.actor)
        except DomainError as refused:
            named = {"ends": "last", "stand_in": "stand_in"}
            form.add_error(named.get(refused.fields[0].field) if refused.fields else None, str(refused))
        else:
            messages.success(request, _("Kept. Whoever asks meanwhile is led to your stand-in."))
            return redirect("approvals:list")
    context = {
        "form": form,
        "absence": pages.absence_of(request.actor),
        "zone": the_company().time_zone,
    }
    return render(request, "approvals/away.html", context, status=422 if form.errors else 200)


@require_POST
def back(request: Request) -> HttpResponse:
    require(request.actor, DECIDE)
    be_back(by=request.actor)
    messages.success(request, _("Welcome back: you are asked yourself again."))
    return redirect("approvals:list")


def _page(
    request: Request, approval: Approval, *, refused: DomainError | None = None, status: int = 200
) -> HttpResponse:
    whole = pages.read_whole(request.actor, approval)
    waiting = list(waiting_for(request.actor).values_list("pk", flat=True)[:100])
    place = waiting.index(approval.pk) + 1 if approval.pk in waiting else 0
    context = {
        "approval": approval,
        "whole": whole,
        "refused": refused,
        "picks": refused_words(),
        "typed": request.POST.get("comment", ""),
        "picked": request.POST.get("pick", ""),
        "place": place,
        "total": len(waiting),
        "zone": the_company().time_zone,
    }
    return render(request, "approvals/detail.html", context, status=status)
