"""简历待归档: mails whose résumé somebody must file, with what was read of them already filled in."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from huiyin.accounts.doors import require
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.imports.access import get_resume, resumes_visible_to
from huiyin.imports.forms import version_of
from huiyin.imports.models import ResumeMail, ResumeState
from huiyin.imports.resumes import drop_resume, file_by_hand
from huiyin.imports.words import RESUME_WHY
from huiyin.jobs.access import jobs_to_recruit_for
from huiyin.jobs.models import Job

LISTED = 30


class FileForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    phone = forms.CharField(label=gettext_lazy("Phone"), max_length=40, required=False)
    email = forms.CharField(label=gettext_lazy("E-mail"), max_length=254, required=False)
    job: "forms.ModelChoiceField[Job]" = forms.ModelChoiceField(label=gettext_lazy("Job"), queryset=None)


@require_GET
def show(request: Request) -> HttpResponse:
    require(request.actor, "imports:run")
    waiting = resumes_visible_to(request.actor).filter(state=ResumeState.WAITING).order_by("-at", "-pk")
    rows = [(mail, RESUME_WHY.get(mail.why, mail.why), _form(request, mail)) for mail in waiting[:LISTED]]
    context = {"rows": rows, "zone": the_company().time_zone}
    return render(request, "imports/resumes.html", context)


@require_POST
def file(request: Request, resume_id: int) -> HttpResponse:
    mail = get_resume(request.actor, resume_id)
    form = _form(request, mail, data=True)
    if not form.is_valid():
        messages.error(request, _("A name and a job are needed."))
        return redirect("imports:resumes")
    try:
        filed = file_by_hand(mail, form.cleaned_data, by=request.actor, version=version_of(request.POST))
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return redirect("imports:resumes")
    messages.success(request, _("Filed; the résumé lies in the person's file."))
    number = filed.candidate.number if filed.candidate else ""
    return redirect("candidates:detail", number) if number else redirect("imports:resumes")


@require_POST
def drop(request: Request, resume_id: int) -> HttpResponse:
    mail = get_resume(request.actor, resume_id)
    try:
        drop_resume(mail, by=request.actor, version=version_of(request.POST))
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("imports:resumes")


def _form(request: Request, mail: ResumeMail, *, data: bool = False) -> FileForm:
    form = FileForm(request.POST if data else None, initial=mail.read, auto_id=f"id_{mail.pk}_%s")
    form.fields["job"].queryset = jobs_to_recruit_for(request.actor)  # type: ignore[attr-defined]
    return form
