"""设置 · 审批流程: the flows as sentences, changing one, and who would decide today."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.accounts.doors import require, require_fresh
from huiyin.approvals.access import may_edit_flows, require_flows
from huiyin.approvals.actions import edit_flow
from huiyin.approvals.flow_pages import flow_line, flow_lines, who_would
from huiyin.approvals.flow_steps import MOST_STEPS
from huiyin.approvals.flows import steps_of
from huiyin.approvals.forms import StepForm, TryForm, initial_of
from huiyin.approvals.subjects import SUBJECTS, Subject
from huiyin.core.errors import Clash, DomainError
from huiyin.core.http import Request
from huiyin.core.ids import is_id


@require_GET
def show_flows(request: Request) -> HttpResponse:
    require(request.actor, "settings:edit")
    return render(
        request,
        "approvals/flows.html",
        {"flows": flow_lines(_language()), "may_edit": may_edit_flows(request.actor)},
    )


@require_http_methods(["GET", "POST"])
def edit(request: Request, noun: str) -> HttpResponse:
    """Every step is a small form; one empty one stands at the end. Trying changes nothing."""
    require_flows(request.actor)
    require_fresh(request.actor)
    if noun not in SUBJECTS:
        raise Http404
    line, refused = flow_line(noun, _language()), None
    forms = _forms(request, SUBJECTS[noun], noun)
    if request.method == "POST" and all(form.is_valid() for form in forms):
        steps = [rule for form in forms if (rule := form.rule())]
        seen = request.POST.get("seen", "")
        try:
            edit_flow(noun, steps, seen=int(seen) if is_id(seen) else -1, by=request.actor)
        except DomainError as wrong:
            refused = wrong
        else:
            messages.success(request, _("Kept. What runs already keeps the flow that it began with."))
            return redirect("flows:edit", noun=noun)
    is_wrong = refused is not None or any(form.errors for form in forms)
    context = {
        "flow": line,
        "forms": forms,
        "refused": refused,
        "is_wrong": is_wrong,
        **_tried(request, noun),
    }
    return render(
        request,
        "approvals/flow.html",
        context,
        status=409 if isinstance(refused, Clash) else 422 if is_wrong else 200,
    )


def _forms(request: Request, subject: Subject, noun: str) -> list[StepForm]:
    facts = {name: str(label) for name, label in subject.conditions.items()}
    if request.method == "POST":
        count = request.POST.get("count", "0")
        total = min(int(count) if count.isdecimal() and len(count) < 3 else 0, MOST_STEPS)
        return [
            StepForm(request.POST, prefix=f"s{n}", language=_language(), facts=facts) for n in range(total)
        ]
    rules = steps_of(noun)
    filled = [
        StepForm(prefix=f"s{n}", initial=initial_of(rule), language=_language(), facts=facts)
        for n, rule in enumerate(rules)
    ]
    if len(filled) < MOST_STEPS:
        filled.append(
            StepForm(prefix=f"s{len(filled)}", initial={"hours": 8}, language=_language(), facts=facts)
        )
    return filled


def _tried(request: Request, noun: str) -> dict[str, object]:
    """Who would decide today for somebody, if she asked."""
    facts = {name: str(label) for name, label in SUBJECTS[noun].conditions.items()}
    form = TryForm(request.GET or None, facts=facts)
    if not form.is_bound or not form.is_valid():
        return {"try_form": form}
    would = who_would(noun, form.user(), form.facts(), _language())
    return {"try_form": form, "would": would, "is_tried": True}


def _language() -> str:
    return get_language() or "zh-hans"
