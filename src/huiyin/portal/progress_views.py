"""The page behind the letter that an application arrived: where it stands, and a question about it."""

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from huiyin.candidates.models import Application
from huiyin.candidates.notices import LINK_KIND
from huiyin.company.queries import the_company
from huiyin.core.errors import NotFound
from huiyin.core.http import Request
from huiyin.core.references import ref_id
from huiyin.interviews.actions.ask import ask_about_application
from huiyin.portal import links
from huiyin.portal import progress as pages
from huiyin.portal.access import get_application, get_receipt
from huiyin.portal.answers import progress_was_read
from huiyin.portal.exchange import exchange
from huiyin.portal.forms import AskForm
from huiyin.portal.links import Opened
from huiyin.portal.manner import Manner, manner_of
from huiyin.portal.pages import candidate_page, go, show


@candidate_page
@require_safe
def enter(request: Request, token: str) -> HttpResponse:
    """Exchange the link's token for a cookie at once, like every link's."""
    return exchange(request, LINK_KIND, token)


@candidate_page
@require_safe
def progress(request: Request, handle: str) -> HttpResponse:
    held = _held(request, handle)
    if ref_id(held.capability.subject, "submission"):
        return _receipt(request, held)
    application, manner = _own(request, held)
    with override(manner.language):
        context = pages.progress_context(application, the_company())
    context["here"] = links.path_of(held.capability)
    return show(request, "portal/progress.html", context, manner=manner)


@candidate_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, handle: str) -> HttpResponse:
    held = _held(request, handle)
    application, manner = _own(request, held)
    if request.method != "POST":
        return _show_ask(request, held, application, manner)
    progress_was_read(held, application)
    form = AskForm(request.POST)
    if not form.is_valid():
        problem = " ".join(str(one) for one in form.errors["text"])
        return _show_ask(request, held, application, manner, problem=problem)
    ask_about_application(application, form.cleaned_data["text"], by=held.actor)
    return go(f"{links.path_of(held.capability)}ask/sent/", manner)


@candidate_page
@require_safe
def asked(request: Request, handle: str) -> HttpResponse:
    held = _held(request, handle)
    application, manner = _own(request, held)
    return _show_ask(request, held, application, manner, sent=True)


def _held(request: Request, handle: str) -> Opened:
    """What this browser holds."""
    held = links.opened(request, LINK_KIND, handle)
    if held is None:
        raise NotFound("not_found", "")
    request.actor = held.actor
    return held


def _own(request: Request, held: Opened) -> tuple[Application, Manner]:
    """The application behind it, and how its candidate reads."""
    application = get_application(held.actor)
    return application, manner_of(request, application.candidate.contact.language)


def _receipt(request: Request, held: Opened) -> HttpResponse:
    """In the browser's language: which one the person on file reads is not for who typed her number."""
    submission, manner = get_receipt(held.actor), manner_of(request)
    with override(manner.language):
        context = pages.receipt_context(submission, the_company())
    return show(request, "portal/progress.html", context, manner=manner)


def _show_ask(
    request: Request,
    held: Opened,
    application: Application,
    manner: Manner,
    *,
    problem: str = "",
    sent: bool = False,
) -> HttpResponse:
    with override(manner.language):
        context = pages.ask_about_context(application, sent=sent)
    text = request.POST.get("text", "") if problem else ""
    context |= {"here": links.path_of(held.capability), "problem": problem, "text": text, "is_progress": True}
    return show(request, "portal/ask.html", context, manner=manner, status=422 if problem else 200)
