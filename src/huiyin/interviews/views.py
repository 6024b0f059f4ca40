"""Staff pages."""

from django.http import HttpResponse

from huiyin.core.http import Request
from huiyin.interviews.access import get_interview


def index(request: Request) -> HttpResponse:
    return HttpResponse(request.path)


def detail(request: Request, interview_id: int) -> HttpResponse:
    return HttpResponse(get_interview(request.actor, interview_id).number)
