"""The candidate's pages. GET shows, POST answers; nothing here is for staff."""

from django.http import HttpResponse
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from huiyin.accounts import throttle, visits
from huiyin.company.queries import the_company
from huiyin.core.errors import DomainError, TooMany
from huiyin.core.http import Request
from huiyin.interviews.actions import ask_question
from huiyin.interviews.models import Interview
from huiyin.portal import links
from huiyin.portal.access import get_invitation
from huiyin.portal.answers import take_answer, was_read
from huiyin.portal.calendar import calendar_file
from huiyin.portal.codes import open_by_code
from huiyin.portal.entrance import open_invitation, show_invitation
from huiyin.portal.exchange import exchange
from huiyin.portal.forms import AnswerForm, AskForm
from huiyin.portal.invitation import ask_context
from huiyin.portal.links import Opened
from huiyin.portal.manner import Manner, manner_of
from huiyin.portal.pages import candidate_page, go, show


@candidate_page
@require_safe
def enter(request: Request, token: str) -> HttpResponse:
    """Exchange a link's token for a cookie at once. Loading it, however often, answers nothing."""
    return exchange(request, "i", token)


@candidate_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: Request, handle: str) -> HttpResponse:
    """The invitation in whatever state it is; POST answers it."""
    held, interview, manner = open_invitation(request, handle)
    if request.method != "POST":
        return show_invitation(request, held, interview, manner)
    was_read(held, interview)
    with override(manner.language):
        problem = take_answer(held, interview, AnswerForm(request.POST))
    if problem:
        fresh = get_invitation(held.actor)
        return show_invitation(request, held, fresh, manner, problem=problem)
    return go(links.path_of(held.capability), manner)


@candidate_page
@require_POST
def opened(request: Request, handle: str) -> HttpResponse:
    """The page's small script: a person has touched it."""
    held, interview, _manner = open_invitation(request, handle)
    was_read(held, interview)
    return HttpResponse(status=204)


@candidate_page
@require_safe
def calendar(request: Request, handle: str) -> HttpResponse:
    _opened, interview, manner = open_invitation(request, handle)
    with override(manner.language):
        text = calendar_file(interview)
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{interview.number}.ics"'
    return response


@candidate_page
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, handle: str) -> HttpResponse:
    """问一问HR: a question, and by when it will be answered."""
    held, interview, manner = open_invitation(request, handle)
    if request.method != "POST":
        return _show_ask(request, held, interview, manner)
    was_read(held, interview)
    form = AskForm(request.POST)
    if not form.is_valid():
        problem = " ".join(str(one) for one in form.errors["text"])
        return _show_ask(request, held, interview, manner, problem=problem)
    ask_question(interview, form.cleaned_data["text"], by=held.actor)
    return go(f"{links.path_of(held.capability)}ask/sent/", manner)


@candidate_page
@require_safe
def asked(request: Request, handle: str) -> HttpResponse:
    held, interview, manner = open_invitation(request, handle)
    return _show_ask(request, held, interview, manner, sent=True)


@candidate_page
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: Request) -> HttpResponse:
    """Eight signs and four digits instead of a link."""
    manner = manner_of(request)
    if request.method != "POST":
        return show(request, "portal/code.html", {}, manner=manner)
    typed = {name: request.POST.get(name, "")[:24] for name in ("code", "digits")}
    try:
        with override(manner.language):
            capability = open_by_code(**typed, network=throttle.network_of(request))
    except TooMany:
        raise
    except DomainError as refusal:
        context = {**typed, "problem": refusal.problem, "mend": refusal.mend, "digits": ""}
        return show(request, "portal/code.html", context, manner=manner, status=422)
    response = go(links.path_of(capability), manner)
    agent = request.headers.get("User-Agent", "")
    links.remember(response, capability, visits.record_visit(capability, agent=agent, is_person=True))
    return response


@candidate_page
@require_safe
def genuine(request: Request) -> HttpResponse:
    return show(request, "portal/genuine.html", {}, manner=manner_of(request))


@candidate_page
@require_safe
def privacy(request: Request) -> HttpResponse:
    company = the_company()
    who = company.legal_name or company.name
    return show(request, "portal/privacy.html", {"company": company, "who": who}, manner=manner_of(request))


def _show_ask(
    request: Request,
    held: Opened,
    interview: Interview,
    manner: Manner,
    *,
    problem: str = "",
    sent: bool = False,
) -> HttpResponse:
    with override(manner.language):
        context = ask_context(interview, sent=sent)
    context |= {
        "here": links.path_of(held.capability),
        "problem": problem,
        "text": request.POST.get("text", "") if problem else "",
    }
    return show(request, "portal/ask.html", context, manner=manner, status=422 if problem else 200)
