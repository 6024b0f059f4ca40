"""A process of its own over a world's database, with the interviews of a house: arranges, cancels, looks.

    python -m tests.fault.interviews arrange 1000 | cancel | finish | look

`cancel` says that it is ready when the work is begun and goes on until it is done or killed; `finish` goes on
with it as the next worker would. Prints one JSON object when done.
"""

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import django

django.setup()

from huiyin.accounts.models import User  # noqa: E402
from huiyin.accounts.tests.factories import actor_of  # noqa: E402
from huiyin.candidates.tests.factories import make_candidate  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.core.models import Operation  # noqa: E402
from huiyin.interviews.actions import schedule_interviews  # noqa: E402
from huiyin.interviews.many import PORTION, Wish, carry_on, change_many  # noqa: E402
from huiyin.interviews.models import Interview, InterviewVersion, Mode  # noqa: E402
from huiyin.interviews.plans import Plan, Tell  # noqa: E402
from huiyin.interviews.tests.factories import a_reason, make_applied, make_house  # noqa: E402
from huiyin.messaging.contacts import set_address  # noqa: E402
from huiyin.messaging.models import Contact, Letter  # noqa: E402
from huiyin.messaging.shipped import install  # noqa: E402
from huiyin.messaging.tests.factories import awake  # noqa: E402
from huiyin.people.models import Employee  # noqa: E402
from huiyin.people.tests.factories import make_employee  # noqa: E402
from huiyin.todos.models import Todo  # noqa: E402
from huiyin.workforce.models import Booking  # noqa: E402

AT_ONCE = 10
"""So many are held at the same hour."""
UNSENT = ("planned", "held", "queued", "claimed", "sending")
CANCELLED, INVITED = "interview.cancelled", "interview.scheduled"


def arrange(number: int) -> dict[str, Any]:
    """So many interviews from a week on, each with its invitation due now and its reminders planned."""
    install()
    house = make_house()
    people = [_interviewer(n) for n in range(AT_ONCE)]
    first = (clock.now() + timedelta(days=7)).replace(minute=0, second=0, microsecond=0)
    pairs = [(make_applied(house, make_candidate()), _plan(n, first, people)) for n in range(number)]
    Contact.objects.update(letters_per_day=0, **awake())
    outcome = schedule_interviews(pairs, tell=Tell(hold=0), by=house.by)
    assert not outcome.problems, outcome.problems
    return {"arranged": Interview.objects.count()}


def _interviewer(n: int) -> Employee:
    employee = make_employee(f"面试官{n}")
    set_address(employee.contact, "email", f"interviewer{n}@example.com")
    return employee


def _plan(n: int, first: Any, people: Sequence[Employee]) -> Plan:
    start = first + timedelta(hours=n // AT_ONCE)
    link = f"https://meet.example.com/{n}"
    return Plan(1, Mode.VIDEO, start, 60, interviewers=[people[n % AT_ONCE]], video_link=link)


def cancel() -> dict[str, Any]:
    """In small portions, so that whoever is killed leaves some done."""
    PORTION["cancel"] = 25
    rows = Interview.objects.order_by("start", "pk").values_list("pk", "version")
    by = _recruiter()
    operation = change_many(list(rows), Wish("cancel", Tell(), reason=a_reason()), key="fault", by=by)
    sys.stdout.write('{"event": "ready"}\n')
    sys.stdout.flush()
    carry_on(operation.pk)
    return {}


def _recruiter() -> Actor:
    return actor_of(User.objects.get(name="江予安"))


def finish() -> dict[str, Any]:
    """Goes on from wherever it stands, and lets what waits for its minute leave now."""
    operation = Operation.objects.get(kind="interviews.cancel_many")
    found, began = operation.done, clock.now()
    carry_on(operation.pk)
    seconds = (clock.now() - began).total_seconds()
    waiting = Letter.objects.filter(state="held", reason="undo")
    waiting.update(due_at=clock.now(), next_try_at=clock.now())
    operation.refresh_from_db()
    return {"found": found, "done": operation.done, "failed": operation.failed, "seconds": seconds}


def look() -> dict[str, Any]:
    """What is left, and every letter to a candidate by its mail."""
    to_candidates = Letter.objects.filter(kind__in=[INVITED, CANCELLED]).order_by("pk")
    columns = ("contact_id", "kind", "state", "message_id")
    return {
        "not_cancelled": Interview.objects.exclude(state="cancelled").count(),
        "versions": InterviewVersion.objects.filter(verb="cancel").count(),
        "bookings": Booking.objects.count(),
        "todos": Todo.objects.filter(state="open", about__startswith="interview:").count(),
        "unsent": Letter.objects.filter(state__in=UNSENT).count(),
        "states": Counter(f"{kind} {state}" for kind, state in Letter.objects.values_list("kind", "state")),
        "letters": list(to_candidates.values_list(*columns)),
    }


def main() -> None:
    verb, *words = sys.argv[1:]
    verbs: dict[str, Any] = {"arrange": arrange, "cancel": cancel, "finish": finish, "look": look}
    answer = verbs[verb](*map(int, words))
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
