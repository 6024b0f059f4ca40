"""Names in a sheet that nothing here has yet: jobs, places, interviewers that would have to be made."""

from collections.abc import Sequence
from typing import Any

from huiyin.core.actor import Actor
from huiyin.imports.attendance_sheet import AttendanceRow
from huiyin.imports.naming import Names, same_name


def missing_names(rows: Sequence[Any], by: Actor) -> dict[str, tuple[str, ...]]:
    """By the words of the report: `jobs`, `places`, `interviewers`; each name once, as first written."""
    names = Names.load(by=by, may_create=False, zone="")
    jobs: dict[str, str] = {}
    places: dict[str, str] = {}
    people: dict[str, str] = {}
    for row in rows:
        if isinstance(row, AttendanceRow):
            jobs.setdefault(same_name(row.job), row.job)
            places.setdefault(same_name(row.venue), row.venue)
            continue
        if row.job:
            jobs.setdefault(same_name(row.job), row.job)
        if row.start and row.place:
            places.setdefault(same_name(row.place), row.place)
        people |= {email: email for email in row.interviewers}
    names.load_colleagues(people)
    return {
        "jobs": tuple(name for key, name in jobs.items() if key not in names.jobs),
        "places": tuple(name for key, name in places.items() if key not in names.places),
        "interviewers": tuple(email for email in people if email not in names.colleagues),
    }
