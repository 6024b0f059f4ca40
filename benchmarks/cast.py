"""Readies a demo home for the walks, in a process of its own over its database:

    python -m benchmarks.cast ready 30 | letters 1200 | interviews 12,13

`ready` fills the first stage of four jobs of the recruiter up to so many people, as an import would, and says
who plays which part, with the links that their letters carry. The other two say what has become of letters
written after a number, and of interviews.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from typing import Any

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db.models import Max, QuerySet  # noqa: E402

from huiyin.candidates.actions import NewCandidate, acknowledge, add_candidate, apply  # noqa: E402
from huiyin.candidates.models import Application  # noqa: E402
from huiyin.company.queries import the_company  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.core.references import ref  # noqa: E402
from huiyin.demo import mailbox  # noqa: E402
from huiyin.demo.names import people  # noqa: E402
from huiyin.interviews.models import Interview, InterviewState  # noqa: E402
from huiyin.interviews.queries import day_span  # noqa: E402
from huiyin.jobs.models import Job  # noqa: E402
from huiyin.messaging.models import Letter  # noqa: E402
from huiyin.people.models import Employee  # noqa: E402
from huiyin.todos.models import Todo  # noqa: E402

LISTS = 4
SEED, FIRST = 20261126, 800
RECRUITER = "江予安"
FOLDER = settings.HUIYIN_HOME / "mailbox"


def ready(number: int) -> dict[str, Any]:
    owner = Employee.objects.get(name=RECRUITER)
    jobs = list(Job.objects.filter(org_unit=owner.org_unit).order_by("pk")[:LISTS])
    found = people(LISTS * number, seed=SEED, first=FIRST)
    for n, job in enumerate(jobs):
        fill(job, number, found[n * number : (n + 1) * number], owner)
    return {
        "jobs": [{"id": one.pk, "title": one.title, "stage": first_stage(one)} for one in jobs],
        **candidates(),
        "unreachable": somebody_unreachable(jobs[0], owner),
    }


def somebody_unreachable(job: Job, owner: Employee) -> str:
    """Whose mailbox refuses the letter that answers her application: the sink reads that off its name."""
    by = Actor.system("bench")
    new = NewCandidate(
        name="颜不至", phone="+8619900009999", email="code.550@mail.example", language="zh-hans"
    )
    application = apply(add_candidate(new, by=by).candidate, job, by=by)
    Application.objects.filter(pk=application.pk).update(owner=owner, stage=last_stage(job))
    acknowledge(application, by=by)
    return "颜不至"


def fill(job: Job, number: int, found: Sequence[Any], owner: Employee) -> None:
    """Up to the number: whoever waits there already without an interview is one of them."""
    there = Application.objects.filter(job=job, stage=first_stage(job), state="active")
    waiting = there.exclude(pk__in=Interview.objects.values("application")).count()
    by = Actor.system("bench")
    for one in found[: max(0, number - waiting)]:
        new = NewCandidate(name=one.name, phone=one.phone, email=one.email, language=one.language)
        application = apply(add_candidate(new, by=by).candidate, job, by=by)
        Application.objects.filter(pk=application.pk).update(owner=owner)


def first_stage(job: Job) -> int:
    stage = job.pipeline.stages.order_by("position").first()
    assert stage
    return int(stage.pk)


def last_stage(job: Job) -> int:
    stage = job.pipeline.stages.filter(kind__startswith="interview").order_by("position").last()
    assert stage
    return int(stage.pk)


def candidates() -> dict[str, Any]:
    """Somebody who has not answered, and two who come next today, each with the link in the letter."""
    zone = the_company().time_zone
    evening = day_span(clock.today(zone), zone)[1]
    coming = Interview.objects.filter(mode="onsite", start__gt=clock.now()).order_by("start", "pk")
    today = coming.filter(state=InterviewState.CONFIRMED, start__lt=evening, late_said_at=None)
    silent = coming.filter(state=InterviewState.SCHEDULED, answer="", start__gte=evening)
    links = links_of_mails()
    return {
        "silent": with_links(silent, links)[:2],
        "today": with_links(today, links)[:2],
    }


def with_links(rows: QuerySet[Interview], links: dict[str, str]) -> list[dict[str, Any]]:
    found = []
    for row in rows.select_related("application__candidate__contact"):
        candidate = row.application.candidate
        emails = candidate.contact.addresses.filter(kind="email").values_list("value", flat=True)
        link = next((links[one] for one in emails if one in links), "")
        if link and candidate.contact.language.startswith("zh"):
            found.append({"id": row.pk, "name": candidate.name, "link": link})
    return found


def links_of_mails() -> dict[str, str]:
    """The newest link of each address, for candidates and colleagues."""
    links: dict[str, str] = {}
    for number in mailbox.mails(FOLDER):
        mail = mailbox.read(FOLDER, number)
        found = mail and re.search(r"https?://[^/\s]+(/(?:c/i|s)/[A-Za-z0-9_-]+)", mail.text)
        if mail and found:
            links.setdefault(mail.to, found[1])
    return links


def letters(after: int) -> dict[str, Any]:
    """How many letters of each kind were written since."""
    rows = Letter.objects.filter(pk__gt=after)
    return {
        "last": Letter.objects.aggregate(last=Max("pk"))["last"] or 0,
        "kinds": dict(Counter(rows.values_list("kind", flat=True))),
    }


def interviews(numbers: Sequence[int]) -> dict[str, Any]:
    return {str(row.pk): about(row) for row in Interview.objects.filter(pk__in=numbers)}


def about(row: Interview) -> dict[str, Any]:
    return {
        "state": row.state,
        "answer": row.answer,
        "version": row.version,
        "late": row.late_minutes,
        "away": row.participants.exclude(unavailable_at=None).count(),
        "todos": list(Todo.objects.filter(about=ref(row), state="open").values_list("kind", flat=True)),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("ready", "letters", "interviews"))
    parser.add_argument("words")
    options = parser.parse_args()
    numbers = [int(one) for one in options.words.split(",")]
    answer = interviews(numbers) if options.verb == "interviews" else VERBS[options.verb](numbers[0])
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")


VERBS = {"ready": ready, "letters": letters}


if __name__ == "__main__":
    main()
