"""Thirty people at once, as a recruiter does it: a sheet comes in, one batch invites them, twenty-six answer
on their phones, and on the day they come, come late, or do not come.
"""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from huiyin.candidates.actions import add_document
from huiyin.candidates.models import Application, DocumentKind
from huiyin.core import background, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.demo.calendar import at
from huiyin.demo.candidates import Candidates
from huiyin.demo.company import Cast
from huiyin.demo.mailbox import GONE
from huiyin.demo.names import Person, people
from huiyin.demo.resumes import resume
from huiyin.imports.actions import Options, import_sheet
from huiyin.interviews.actions import complete_interview, mark_no_show
from huiyin.interviews.actions.prepare_batch import save_settings, start_batch
from huiyin.interviews.batch_sending import send_batch
from huiyin.interviews.models import Interview, InterviewState
from huiyin.jobs.models import Job

SEED, FIRST = 20261125, 600
YES, NO, OTHER, SILENT = "yes", "no", "other_time", ""
ANSWERS = (
    *(YES, YES, YES, YES, NO, YES, YES, YES, OTHER, YES, YES, SILENT),
    *(YES, YES, OTHER, YES, NO, YES, SILENT, YES, YES, NO, SILENT, OTHER),
    *(YES, YES, YES, YES, YES, SILENT),
)
LATE, MISSING, LEFT = (7, 28), (3, 12), 22
"""Who says to be late, who said yes and stays away, whose mailbox is gone: their places in the sheet."""
TRACKS = ("cheng.moxi", "pei.nanqiao", "han.qing")
COMING = {InterviewState.SCHEDULED, InterviewState.CONFIRMED}


def _thirty() -> list[Person]:
    """One of them has left the mailbox that the sheet names."""
    found = people(len(ANSWERS), seed=SEED, first=FIRST)
    found[LEFT] = replace(found[LEFT], email=found[LEFT].email.partition("@")[0] + GONE)
    return found


@dataclass
class BigDay:
    """`later` puts something on the story's agenda."""

    cast: Cast
    candidates: Candidates
    later: Any
    by: Actor
    job: Job
    people: list[Person] = field(default_factory=_thirty)

    def plan(self, invited_on: date, days: Sequence[date]) -> None:
        """The sheet and the batch on one morning, the interviews on the given days."""
        self.later(at(invited_on, time(9, 10)), self._bring_in)
        self.later(at(invited_on, time(9, 30)), partial(self._invite, days))

    def _bring_in(self) -> None:
        sheet = io.StringIO()
        rows = csv.writer(sheet)
        rows.writerow(("姓名", "手机", "邮箱", "职位", "来源", "招聘类型", "语言"))
        for one in self.people:
            rows.writerow((one.name, one.phone, one.email, self.job.title, "校招", "校招", one.language))
        options = Options("huiyin", commit=True)
        import_sheet(sheet.getvalue().encode(), "管培生双选会.csv", options, by=self.by)
        for application in self._applications():
            name = application.candidate.name
            add_document(
                application.candidate,
                f"{name}-简历.docx",
                resume(name, self.job.title),
                by=self.by,
                kind=DocumentKind.RESUME,
                application=application,
            )

    def _invite(self, days: Sequence[date]) -> None:
        for person, answer in zip(self.people, ANSWERS, strict=True):
            self.candidates.wishes[person.email] = answer
        batch = start_batch(self.job, applications=[one.pk for one in self._applications()], by=self.by)
        rooms = self.cast.rooms["总部"]
        tracks = [
            {"room": room.pk, "interviewers": [self.cast.employees[name].pk]}
            for room, name in zip(rooms, TRACKS, strict=False)
        ]
        settings = {"days": [one.isoformat() for one in days], "tracks": tracks, "minutes": 40}
        batch = save_settings(batch, settings, by=self.by)
        send_batch(batch, by=self.by)
        background.run_waiting()
        emails = {one.email: number for number, one in enumerate(self.people)}
        made = Interview.objects.filter(batchrow__batch=batch)
        for interview in made.select_related("application__candidate__contact"):
            self._expect(interview, emails[_email(interview)])

    def _expect(self, interview: Interview, number: int) -> None:
        is_late = number in LATE
        comes = interview.start + timedelta(minutes=12 if is_late else -8)
        if is_late:
            self.later(interview.start - timedelta(minutes=15), partial(self._say_late, number))
        if ANSWERS[number] == "yes" and number not in MISSING:
            self.later(comes, partial(self._arrive, interview.pk, number))
        self.later(interview.start + timedelta(minutes=31), partial(self._miss, interview.pk))
        self.later(interview.end, partial(self._end, interview.pk))

    def _say_late(self, number: int) -> None:
        self.candidates.do(self.people[number].email, "late/", {"minutes": "20"})

    def _arrive(self, interview_id: int, number: int) -> None:
        if Interview.objects.get(pk=interview_id).state in COMING:
            self.candidates.do(self.people[number].email, "arrive/", {})

    def _miss(self, interview_id: int) -> None:
        interview = Interview.objects.get(pk=interview_id)
        if interview.state in COMING and clock.now() > interview.start:
            _try(partial(mark_no_show, interview, by=self.by))

    def _end(self, interview_id: int) -> None:
        interview = Interview.objects.get(pk=interview_id)
        if interview.state == InterviewState.CHECKED_IN and clock.now() >= interview.end:
            _try(partial(complete_interview, interview, by=self.by))

    def _applications(self) -> list[Application]:
        names = {one.name for one in self.people}
        rows = Application.objects.filter(job=self.job, candidate__name__in=names)
        return list(rows.select_related("candidate__contact").order_by("pk"))


def _email(interview: Interview) -> str:
    addresses = interview.application.candidate.contact.addresses.filter(kind="email")
    return addresses.latest("pk").value


def _try(act: Any) -> None:
    """What a colleague may not do just now is not done in the demo either."""
    try:
        act()
    except DomainError:
        return
