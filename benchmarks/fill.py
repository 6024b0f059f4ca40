"""Fills a house, in a process of its own over its database:

    python -m benchmarks.fill people 1000 | history 1000 | invite 5000

`people` opens so many files, each with one application; `history` the same with a past interview and its
letter, as a house that has worked for two years (a newcomer's branch has a few of them), and with today's
interviews, which are as many in every house; `invite` opens the
files, arranges an interview for each of them by the real action, with the letters queued, and says how long
that took. Every row goes through its model, so encrypted fields are encrypted; past 20,000 they are copied.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as day_time
from typing import Any
from zoneinfo import ZoneInfo

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core import signing  # noqa: E402
from django.db import connection, models, transaction  # noqa: E402

from benchmarks.fill_day import ENDS, around, fate, office_hour, todays  # noqa: E402
from benchmarks.house import PASSWORD  # noqa: E402
from benchmarks.multiply import multiply  # noqa: E402
from huiyin.accounts.capabilities import Wish, issue_many  # noqa: E402
from huiyin.accounts.models import Role, RoleGrant, User  # noqa: E402
from huiyin.accounts.visits import record_visit  # noqa: E402
from huiyin.candidates.models import Application, Candidate  # noqa: E402
from huiyin.company import working_days  # noqa: E402
from huiyin.company.models import OrgUnit, Place  # noqa: E402
from huiyin.core import clock  # noqa: E402
from huiyin.core.actor import Actor  # noqa: E402
from huiyin.interviews.actions.schedule import new_uid, schedule_interviews  # noqa: E402
from huiyin.interviews.models import Interview  # noqa: E402
from huiyin.interviews.plans import Plan, Tell  # noqa: E402
from huiyin.jobs.models import Job, JobState, Pipeline, StageKind  # noqa: E402
from huiyin.messaging.contacts import EMAIL, PHONE, address_index, tail_index  # noqa: E402
from huiyin.messaging.models import Address, Contact, Letter  # noqa: E402
from huiyin.messaging.states import LetterState  # noqa: E402
from huiyin.people.models import Employee  # noqa: E402
from huiyin.portal import links  # noqa: E402

ZONE = ZoneInfo("Asia/Shanghai")
BRANCHES, JOBS, COLLEAGUES, CHUNK, VISITORS = 4, 40, 130, 2000, 300
TODAY = 300
MODELLED = 20_000
FAMILY, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "晓明芳伟娜静磊洋勇艳若溪予安行之"
SINCE = timedelta(days=730)
# Of a thousand letters of a house that has worked for two years.
FATES = [(400, "answered"), (650, "opened"), (960, "delivered"), (985, "sent"), (995, "superseded"),
         (996, "bounced"), (997, "failed"), (1000, "planned")]  # fmt: skip


def people(number: int, *, every: int = 1) -> list[Application]:
    """So many files with phone, address and one application each, over the jobs of all branches; one
    `every` so many is still running.
    """
    jobs, first = list(house_jobs()), Candidate.objects.count()
    made: list[Application] = []
    for start in range(first, first + number, CHUNK):
        with transaction.atomic():
            made += some_people(range(start, min(start + CHUNK, first + number)), jobs, every)
    return made


def some_people(numbers: range, jobs: Sequence[Job], every: int) -> list[Application]:
    now = clock.now()
    contacts = made(Contact(name=name_of(n), letters_per_day=0, **awake()) for n in numbers)
    made(address for n, contact in zip(numbers, contacts, strict=True) for address in addresses(n, contact))
    candidates = made(
        Candidate(
            number=f"C-{202400 + n // 90000:06d}-{n % 90000:05d}",
            contact=contact,
            name=contact.name,
            city="上海",
            retention_on=now.date() + SINCE,
            created_at=moment_of(n, now),
        )
        for n, contact in zip(numbers, contacts, strict=True)
    )
    stages = {job.pk: list(job.pipeline.stages.all()) for job in jobs}
    return made(
        Application(
            candidate=candidate,
            job=job_of(n, jobs),
            stage=stages[job_of(n, jobs).pk][n % 3],
            stage_since=moment_of(n, now),
            state="active" if n % every == 0 else "rejected",
            applied_at=moment_of(n, now),
        )
        for n, candidate in zip(numbers, candidates, strict=True)
    )


def history(number: int) -> None:
    """Files whose interview is past, each with the letter that invited to it; past 20,000 they are copied."""
    times, rest = divmod(number, MODELLED)
    modelled_history(rest if number < MODELLED else MODELLED)
    multiply(max(1, times))
    today = todays(people(TODAY), clock.today(str(ZONE)), interview_stage().pk)
    made(past_letter(one, clock.now()) for one in today)
    if connection.vendor == "postgresql":  # as its autovacuum does; nothing does it for SQLite
        connection.cursor().execute("ANALYZE")


def modelled_history(number: int) -> None:
    now, stage = clock.now(), interview_stage()
    applications = people(number, every=5)
    for start in range(0, number, CHUNK):
        some = applications[start : start + CHUNK]
        with transaction.atomic():
            interviews = made(past_interview(one, stage.pk, now) for one in some)
            made(past_letter(one, now) for one in interviews)
            around(interviews, start=start)


def past_interview(application: Application, stage_id: int, now: datetime) -> Interview:
    start = office_hour(application.pk, (moment_of(application.pk, now) - timedelta(days=1)).date())
    return Interview(
        number=f"MS-{start:%Y%m%d}-{application.pk:06d}",
        application=application,
        stage_id=stage_id,
        round_no=1,
        round_name="初试",
        mode="phone",
        start=start,
        end=start + timedelta(minutes=45),
        time_zone=str(ZONE),
        state=fate(application.pk, ENDS),
        uid=new_uid(),
        created_at=start - timedelta(days=3),
    )


def past_letter(interview: Interview, now: datetime) -> Letter:
    n = interview.pk
    at = moment_of(n, now) - timedelta(days=3)
    state = next(state for most, state in FATES if n * 7919 % 1000 < most)
    contact = interview.application.candidate.contact
    return Letter(
        contact=contact,
        kind="interview.scheduled",
        cause=f"auditentry:{n}",
        about=f"interview:{interview.pk}",
        channel="email",
        state=LetterState(state),
        due_at=at,
        next_try_at=at,
        language="zh-hans",
        address=f"person{n}@example.test",
        values={"name": contact.name, "note": "谢谢您抽出时间与我们见面。" * 30},
        template="INV-1",
        created_at=at,
        state_at=at,
        sent_at=at,
    )


def invite(number: int, visitors_file: str) -> dict[str, Any]:
    """Arrange an interview for each of so many new people and queue the letters: the real action, timed."""
    applications = people(number)
    place = Place.objects.get()
    colleagues = list(Employee.objects.order_by("pk"))
    first = clock.today(str(ZONE)) + timedelta(days=2)
    days = working_days.working_days_after(first, 2 + number // (COLLEAGUES * 8))
    pairs = []
    for n, application in enumerate(applications):
        slot, colleague = divmod(n, COLLEAGUES)
        start = datetime.combine(days[slot // 8], day_time(9 + slot % 8), ZONE)
        plan = Plan(1, "onsite", start, minutes=45, place=place, interviewers=[colleagues[colleague]])
        pairs.append((application, plan))
    started = time.perf_counter()
    outcome = schedule_interviews(
        pairs,
        tell=Tell(interviewers="no", why="bench", hold=0),
        by=Actor.system("bench"),
        operation="operation:1",
    )
    seconds = time.perf_counter() - started
    assert not outcome.problems, next(iter(outcome.problems.values()))
    write_visitors(outcome.arranged[:VISITORS], visitors_file)
    return {"seconds": seconds, "queued": Letter.objects.filter(state=LetterState.QUEUED).count()}


def write_visitors(interviews: Sequence[Interview], file: str) -> None:
    """Links as their candidates hold them: each link, its page, and the cookie that opens it."""
    expires = clock.now() + timedelta(days=30)
    issued = issue_many(
        [
            Wish("i", f"interview:{one.pk}", f"candidate:{one.application.candidate_id}", ["view"], expires)
            for one in interviews
        ]
    )
    visitors = []
    for one in issued:
        visit = record_visit(one.capability, agent="bench")
        cookie = signing.dumps([one.capability.pk, visit.pk], salt=links.SALT)
        page = links.path_of(one.capability)
        name = links.cookie_name(links.handle_of(one.capability.pk))
        visitors.append({"link": f"/c/i/{one.token}", "page": page, "cookie": f"{name}={cookie}"})
    with open(file, "w", encoding="utf-8") as out:  # noqa: PTH123 -- a name from the command line
        json.dump(visitors, out)


def job_of(n: int, jobs: Sequence[Job]) -> Job:
    """All jobs in turn, but for the last one, the newcomer's, which has a few of the first."""
    return jobs[-1] if n % 50 == 0 and n < 1000 else jobs[n % (len(jobs) - 1)]


def house_jobs() -> Iterator[Job]:
    """The jobs, made with branches, colleagues and users the first time."""
    if not Job.objects.exists():
        furnish()
    return Job.objects.select_related("pipeline").order_by("pk").iterator()


@transaction.atomic
def furnish() -> None:
    top = OrgUnit.objects.get()
    branches = [OrgUnit.objects.create(name=f"分公司{n}", parent=top) for n in range(BRANCHES + 1)]
    for branch in branches:
        branch.path = f"{top.path}{branch.pk}/"
        branch.save()
    place = Place.objects.create(
        org_unit=top, name="总部", address="望湖路 18 号", entrance_note="前台报姓名"
    )
    pipeline = Pipeline.objects.get(key="social")
    made(
        Job(
            number=f"J-202601-{n:03d}",
            title=f"职位{n}",
            category="sales",
            org_unit=branches[n % BRANCHES] if n < JOBS else branches[BRANCHES],
            pipeline=pipeline,
            place=place,
            state=JobState.OPEN,
            pay_band={"min": 12000, "max": 18000, "months": 13},
            created_at=clock.now(),
        )
        for n in range(JOBS + 1)
    )
    contacts = made(Contact(name=f"同事{n}", letters_per_day=0, **awake()) for n in range(COLLEAGUES))
    made(
        Employee(number=f"E{n}", name=contact.name, org_unit=top, contact=contact)
        for n, contact in enumerate(contacts)
    )
    for who, unit, role in (
        ("lead", None, "recruiter"),
        ("branch", branches[0], "recruiter"),
        ("newcomer", branches[BRANCHES], "recruiter"),
        ("manager", None, "hr_manager"),
        ("admin", None, "system_admin"),
        ("auditor", None, "auditor"),
    ):
        user = User.objects.create_user(f"{who}@example.test", PASSWORD, name=who)
        RoleGrant.objects.create(user=user, role=Role.objects.get(key=role), org_unit=unit)


def interview_stage() -> Any:
    return Pipeline.objects.get(key="social").stages.get(kind=StageKind.INTERVIEW_1)


def addresses(n: int, contact: Contact) -> Iterator[Address]:
    phone, email = f"+8613{n:09d}", f"person{n}@example.test"
    tail = tail_index(PHONE, phone[-4:])
    yield Address(
        contact=contact, kind=PHONE, value=phone, value_index=address_index(PHONE, phone), tail_index=tail
    )
    yield Address(contact=contact, kind=EMAIL, value=email, value_index=address_index(EMAIL, email))


def awake() -> dict[str, Any]:
    """Quiet hours of no length, so that figures do not depend on the hour."""
    return {"quiet_start": day_time(3), "quiet_end": day_time(3)}


def name_of(n: int) -> str:
    return FAMILY[n % 16] + GIVEN[n // 16 % 16] + GIVEN[n // 256 % 16]


def moment_of(n: int, now: datetime) -> datetime:
    """Spread over two years in no order, however few."""
    return now - timedelta(seconds=n * 48_271_013 % int(SINCE.total_seconds()))


def made(rows: Any) -> list[Any]:
    """Insert rows of one model."""
    listed = list(rows)
    model: type[models.Model] = type(listed[0])
    return model._default_manager.bulk_create(listed, batch_size=500)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("verb", choices=("people", "history", "invite"))
    parser.add_argument("number", type=int)
    parser.add_argument("--visitors", default=str(settings.HUIYIN_HOME / "visitors.json"))
    options = parser.parse_args()
    if connection.vendor == "sqlite" and options.verb != "invite":
        connection.cursor().execute("PRAGMA synchronous=OFF")
    answer: dict[str, Any] = {}
    if options.verb == "invite":
        answer = invite(options.number, options.visitors)
    else:
        started = time.perf_counter()
        {"people": people, "history": history}[options.verb](options.number)
        answer = {"seconds": time.perf_counter() - started}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
