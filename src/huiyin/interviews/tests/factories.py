"""Interviews for tests, arranged by the action itself, and what they need around them.

Everything is seen on Tuesday 24 November 2026 at 10:20 in Shanghai.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.models import Company, Place, Room
from huiyin.company.tests.factories import make_company, make_place, make_room, make_unit
from huiyin.core.actor import Actor
from huiyin.interviews.actions import schedule_interview
from huiyin.interviews.models import Interview, Mode
from huiyin.interviews.plans import Plan, Tell
from huiyin.interviews.seeds import seed
from huiyin.jobs.models import Job, Reason
from huiyin.jobs.tests.factories import make_job
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Letter
from huiyin.people.models import Employee
from huiyin.people.tests.factories import make_employee

NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
START = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
"""Thursday 14:00 in Shanghai."""
LATER = START + timedelta(hours=2)
SYSTEM = Actor.system("test")
TOLD = Tell()


@dataclass
class House:
    """One company with a job, a recruiter who looks after it, two interviewers and a room."""

    company: Company
    job: Job
    place: Place
    room: Room
    recruiter: User
    owner: Employee
    ivy: Employee
    ian: Employee

    @property
    def by(self) -> Actor:
        return actor_of(self.recruiter)


def make_house() -> House:
    seed()
    company = make_company(switchboard="400-000-0137")
    unit = make_unit("供应链产品部")
    place = make_place(unit, nav_note="地铁 2 号线望湖路站 3 口，步行 5 分钟", entrance_note="前台报姓名即可")
    recruiter = make_user("recruiter", name="江予安")
    return House(
        company=company,
        job=make_job("供应链产品经理", org_unit=unit, title_en="Supply Chain Product Manager", place=place),
        place=place,
        room=make_room(place),
        recruiter=recruiter,
        owner=make_employee("江予安", org_unit=unit, user=recruiter),
        ivy=_reachable(make_employee("顾行之", org_unit=unit, title="供应链总监"), "ivy@example.com"),
        ian=_reachable(make_employee("韩青", org_unit=unit), "ian@example.com"),
    )


def _reachable(employee: Employee, email: str) -> Employee:
    set_address(employee.contact, "email", email)
    return employee


def make_applied(house: House, candidate: Candidate | None = None) -> Application:
    application = make_application(candidate or make_candidate("林若溪"), house.job)
    application.owner = house.owner
    application.save(update_fields=["owner"])
    return application


def a_plan(house: House, **changes: Any) -> Plan:
    wanted: dict[str, Any] = {
        "round_no": 1,
        "mode": Mode.ONSITE,
        "start": START,
        "minutes": 60,
        "interviewers": [house.ivy],
        "room": house.room,
        "place": house.place,
    }
    return Plan(**(wanted | changes))


def make_interview(
    house: House, application: Application | None = None, *, tell: Tell = TOLD, **changes: Any
) -> Interview:
    return schedule_interview(
        application or make_applied(house), plan=a_plan(house, **changes), tell=tell, by=house.by
    )


def a_reason(key: str = "headcount_cut") -> Reason:
    return Reason.objects.get(group="cancel", key=key)


def letters_of(interview: Interview) -> list[tuple[str, str, int, str]]:
    """Kind, template, version and state of every letter about it, in the order in which they were written."""
    rows = Letter.objects.filter(about=f"interview:{interview.pk}").order_by("pk")
    return [(one.kind, one.template, one.version, one.state) for one in rows]


def pretend_sent(interview: Interview, *kinds: str) -> None:
    """As if the carrier had handed these over; without kinds, all that were due at once."""
    rows = Letter.objects.filter(about=f"interview:{interview.pk}", state__in=["held", "queued"])
    if kinds:
        rows = rows.filter(kind__in=kinds)
    rows.update(state="sent")
