"""When she will be reminded: what the outbox has planned, not what usually happens."""

from datetime import datetime

from huiyin.core.references import ref
from huiyin.interviews.models import Interview
from huiyin.messaging.states import LetterState


def next_reminder(interview: Interview) -> datetime | None:
    """The moment at which the next planned letter about this interview is due."""
    letters = interview.application.candidate.contact.letters
    planned = letters.filter(about=ref(interview), state=LetterState.PLANNED).order_by("due_at").first()
    return planned.due_at if planned else None
