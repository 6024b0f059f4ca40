"""What the demo's three weeks came to, counted from the rows and from the mailbox."""

from pathlib import Path
from typing import Any

from django.db.models import Count

from huiyin.candidates.models import Candidate
from huiyin.demo import mailbox
from huiyin.interviews.models import Answer, Interview, InterviewState
from huiyin.messaging.models import Letter
from huiyin.messaging.states import ARRIVED


def figures(folder: Path) -> dict[str, Any]:
    answers = dict(Interview.objects.values_list("answer").annotate(Count("pk")).order_by())
    sent = Letter.objects.filter(state__in=ARRIVED, channel="email")
    return {
        "candidates": Candidate.objects.count(),
        "invited": Interview.objects.count(),
        "answered": {name: answers.get(name, 0) for name in Answer.values} | {"none": answers.get("", 0)},
        "reminded": sent.filter(kind__startswith="interview.reminder").values("about").distinct().count(),
        "no_shows": Interview.objects.filter(state=InterviewState.NO_SHOW).count(),
        "letters_sent": sent.count(),
        "mails_received": len(mailbox.mails(folder)),
    }
