"""打电话: whom to call about which interview, what to say, and where the answer goes."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from huiyin.core import clock
from huiyin.core.http import Request
from huiyin.interviews.access import can_answer, get_interview, verbs_of
from huiyin.interviews.call_script import call_page


@require_GET
def call(request: Request, interview_id: int) -> HttpResponse:
    interview = get_interview(request.actor, interview_id, can=can_answer)
    may_answer = "answer" in verbs_of(request.actor, interview) and clock.now() < interview.start
    context = call_page(request.actor, interview) | {"may_answer": may_answer}
    return render(request, "interviews/call.html", context)
