"""Adding a candidate by pasting: paste, look, save."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from huiyin.accounts.doors import require
from huiyin.candidates.adding import take_in
from huiyin.candidates.forms import AddForm, PasteForm
from huiyin.candidates.paste import Pasted, read_paste
from huiyin.core.errors import DomainError
from huiyin.core.http import Request
from huiyin.jobs.access import jobs_to_recruit_for
from huiyin.jobs.models import Job


@require_http_methods(["GET", "POST"])
def add(request: Request) -> HttpResponse:
    """GET: an empty box to paste into. POST without a name yet: what was read. POST with one: save."""
    require(request.actor, "candidates:edit")
    jobs = list(jobs_to_recruit_for(request.actor))
    if request.method == "GET" or "text" in request.POST:
        paste = PasteForm(request.POST or None, initial={"text": ""})
        pasted = read_paste(paste.cleaned_data["text"], [j.title for j in jobs]) if paste.is_valid() else None
        if pasted:
            paste.fields["text"].widget.attrs |= {"rows": 3, "autofocus": False}
        form = _form(request, initial=_initial(request, pasted, jobs))
        return _page(request, form, paste, pasted)
    form = _form(request)
    if not form.is_valid():
        return _page(request, form, PasteForm())
    try:
        taken = take_in(form.person(), form.cleaned_data, by=request.actor)
    except DomainError as refusal:
        for problem in refusal.fields:
            form.add_error(problem.field if problem.field in form.fields else None, str(refusal))
        if not refusal.fields:
            form.add_error(None, str(refusal))
        return _page(request, form, PasteForm())
    if taken.others:
        messages.warning(
            request, _("Another file shares a phone or an address. A to-do asks you to compare them.")
        )
    elif not taken.is_new:
        messages.info(request, _("This person was already known; the application is on the same file."))
    return redirect("candidates:detail", taken.candidate.number)


def _form(request: Request, initial: dict[str, object] | None = None) -> AddForm:
    data = None if initial is not None else request.POST
    return AddForm(data, initial=initial, jobs=jobs_to_recruit_for(request.actor))


def _initial(request: Request, pasted: Pasted | None, jobs: list[Job]) -> dict[str, object]:
    """What was read, the job that is named or that the address asks for, and the house's language."""
    initial: dict[str, object] = {"language": "zh-hans", "job": request.GET.get("job")}
    for name in ("name", "phone", "email", "city", "id_number"):
        found = getattr(pasted, name, None)
        initial[name] = found.value if found else ""
    initial["phone"] = initial["phone"] or request.GET.get("phone", "")[:40]
    named = pasted.job.value if pasted and pasted.job else ""
    initial["job"] = next((job.pk for job in jobs if job.title == named), initial["job"])
    if pasted and pasted.name and pasted.name.value.isascii():
        initial["language"] = "en"
    return initial


def _page(request: Request, form: AddForm, paste: PasteForm, pasted: Pasted | None = None) -> HttpResponse:
    context = {"form": form, "paste": paste, "pasted": pasted, "job": request.GET.get("job", "")}
    return render(request, "candidates/add.html", context, status=422 if form.errors else 200)
