"""通知规则: the rules as sentences, changing one, and what they would have sent in the last thirty days."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.interviews import rule_pages
from huiyin.interviews.models import NotifyRule
from huiyin.interviews.rule_access import get_rule, visible_rules
from huiyin.interviews.rule_editing import check_edit, edit_rule
from huiyin.interviews.rule_forms import RuleForm


@require_GET
def list_rules(request: Request) -> HttpResponse:
    visible_rules(request.actor)
    return render(request, "interviews/rules.html", {"lines": rule_pages.rule_lines()})


@require_GET
def past(request: Request) -> HttpResponse:
    lines, is_cut = rule_pages.past_lines(request.actor, list(visible_rules(request.actor)))
    context = {"lines": lines, "is_cut": is_cut, "zone": the_company().time_zone}
    return render(request, "interviews/rules_past.html", context)


@require_http_methods(["GET", "POST"])
def edit(request: Request, rule_id: int) -> HttpResponse:
    """Save it, or try it on the last thirty days as it is typed without saving anything."""
    rule = get_rule(request.actor, rule_id)
    form = RuleForm(request.POST if request.method == "POST" else None, rule=rule)
    tried: NotifyRule | None = None
    if form.is_bound and form.is_valid():
        try:
            if request.POST.get("step") == "try":
                check_edit(rule, form.edit())
                tried = form.edit().on(rule)
            else:
                edit_rule(rule, to=form.edit(), by=request.actor, seen=form.cleaned_data["seen"])
                messages.success(request, rule_pages.saved_words(rule))
                return redirect("rules:list")
        except DomainError as refused:
            form.refuse(refused)
    context = {"rule": rule_pages.line_of(rule), "form": form, "zone": the_company().time_zone}
    if tried is not None:
        [context["past"]], context["is_cut"] = rule_pages.past_lines(request.actor, [tried])
    return render(request, "interviews/rule.html", context, status=422 if form.errors else 200)
