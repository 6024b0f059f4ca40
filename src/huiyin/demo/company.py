"""The demo's company: 南枝供应链, three branches, its colleagues and eight open jobs. All invented."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.crypto import get_random_string

from huiyin.accounts.actions import add_user, grant_role
from huiyin.accounts.models import Role
from huiyin.company.actions import (
    PlaceDetails,
    add_brand,
    add_place,
    add_room,
    add_unit,
    edit_company,
    edit_unit,
    set_logo,
)
from huiyin.company.models import Brand, OrgUnit, OrgUnitKind, Place, Room
from huiyin.core.actor import Actor
from huiyin.demo.logo import LOGO_SVG, logo_png
from huiyin.jobs.actions import JobDetails, create_job, open_job, set_team
from huiyin.jobs.models import Job, JobCategory, Pipeline, TeamRole
from huiyin.people.actions import NewEmployee, add_employee
from huiyin.people.models import Employee

SWITCHBOARD = "400-000-0137"

DATA: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (Path(__file__).parent / "company.toml").read_text(encoding="utf-8")
)


@dataclass
class Cast:
    """The company's people and things by their short names, for the story."""

    employees: dict[str, Employee]
    units: dict[str, OrgUnit]
    places: dict[str, Place]
    rooms: dict[str, list[Room]]
    jobs: list[Job]
    interviewers: dict[int, list[Employee]]
    password: str

    def recruiter_of(self, job: Job) -> Employee:
        return self.employees["jiang.yuan" if job.org_unit_id == self.units["总部"].pk else "tang.caiwei"]


def found(*, by: Actor) -> Cast:
    """Build the company. Everybody signs in with the one password that the command prints."""
    cast = Cast({}, {}, {}, {}, [], {}, password=get_random_string(14))
    edit_company(
        by=by,
        name="南枝供应链",
        legal_name="南枝供应链管理有限公司",
        switchboard=SWITCHBOARD,
        time_zone="Asia/Shanghai",
    )
    brand = add_brand("南枝供应链", by=by, sender_name="南枝供应链招聘组", reply_to="hr@nanzhi.example")
    set_logo(brand, by=by, svg=LOGO_SVG, png=logo_png())
    for line in DATA["branches"]:
        _branch(cast, line, brand, by)
    for line in DATA["colleagues"]:
        _colleague(cast, line, by)
    for line in DATA["jobs"]:
        _job(cast, line, by)
    return cast


def _branch(cast: Cast, line: dict[str, Any], brand: Brand, by: Actor) -> None:
    name = line["name"]
    unit = add_unit(name, by=by, kind=OrgUnitKind.BRANCH)
    unit = edit_unit(unit, by=by, name=name, brand=brand, time_zone="Asia/Shanghai", is_active=True)
    details = PlaceDetails(
        name=line["place"],
        address=line["address"],
        entrance_note=line["entrance_note"],
        nav_note=line["nav_note"],
        gcj_lon=line["gcj"][0],
        gcj_lat=line["gcj"][1],
        wgs_lon=line["wgs"][0],
        wgs_lat=line["wgs"][1],
    )
    cast.units[name] = unit
    cast.places[name] = add_place(unit, details, by=by)
    cast.rooms[name] = [add_room(cast.places[name], room, by=by) for room in line["rooms"]]


def _colleague(cast: Cast, line: dict[str, Any], by: Actor) -> None:
    email, unit = f"{line['mailbox']}@nanzhi.example", cast.units[line["unit"]]
    user = add_user(email, name=line["name"], password=cast.password, roles=[], by=by)
    for key in line["roles"]:
        role = Role.objects.get(key=key)
        grant_role(user, role, org_unit=unit if key == "recruiter" else None, by=by)
    person = NewEmployee(
        name=line["name"], org_unit=unit, title=line["title"], email=email, desk_phone=SWITCHBOARD
    )
    manager = cast.employees.get(line["manager"])
    cast.employees[line["mailbox"]] = add_employee(person, by=by, manager=manager, user=user)


def _job(cast: Cast, line: dict[str, Any], by: Actor) -> None:
    unit = cast.units[line["unit"]]
    details = JobDetails(
        title=line["title"],
        title_en=line["title_en"],
        category=JobCategory(line["category"]),
        org_unit=unit,
        pipeline=Pipeline.objects.get(key=line["pipeline"]),
        place=cast.places[line["unit"]],
        headcount=line["headcount"],
        pay_band=line["pay_band"],
    )
    job = create_job(details, by=by)
    interviewers = [cast.employees[mailbox] for mailbox in line["interviewers"]]
    team = [(person, TeamRole.INTERVIEWER) for person in interviewers]
    team += [(cast.recruiter_of(job), TeamRole.RECRUITER), (interviewers[0], TeamRole.HIRING_MANAGER)]
    set_team(job, team, by=by)
    cast.jobs.append(open_job(job, by=by))
    cast.interviewers[job.pk] = interviewers
