"""Letters in any state for the desk's tests, written beside an interview of the house."""

from huiyin.core import clock
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.states import LetterState as S


def letters_in(house: House, number: int, state: S = S.FAILED, **fields: object) -> list[Letter]:
    """About one interview that the house's recruiter sees, each to a person of its own."""
    interview = Interview.objects.first() or make_interview(house)
    now = clock.now()
    usual: dict[str, object] = {"channel": "email", "kind": "interview.scheduled", "next_try_at": now}
    rows = [
        Letter(
            contact=Contact.objects.create(name=f"候选人{n:03d}"),
            cause=f"auditentry:{state}{n}",
            about=f"interview:{interview.pk}",
            state=state,
            language="zh-hans",
            due_at=now,
            created_at=now,
            state_at=now,
            **{**usual, **fields},
        )
        for n in range(number)
    ]
    return Letter.objects.bulk_create(rows)
