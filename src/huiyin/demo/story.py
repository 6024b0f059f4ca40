"""Three weeks of the demo's company, played through the same actions, letters and pages as real life."""

import heapq
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import partial
from itertools import count, product
from pathlib import Path

from huiyin.candidates.actions import (
    Contacted,
    NewCandidate,
    Origin,
    acknowledge,
    add_candidate,
    add_note,
    apply,
    log_contact,
    move_to_stage,
)
from huiyin.candidates.models import Application, ContactOutcome, HireType, Source, Thread, ThreadState
from huiyin.candidates.screening import READ_STAGES
from huiyin.core import background, clock, sweeps
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref_id
from huiyin.demo.applicants import let_apply
from huiyin.demo.approving import ask_for_exports
from huiyin.demo.big_day import BigDay
from huiyin.demo.calendar import ZONE, at, slots_after, ticks, working_days
from huiyin.demo.candidates import QUESTIONS, Candidates
from huiyin.demo.company import Cast
from huiyin.demo.mailbox import QUIET
from huiyin.demo.names import Person, people
from huiyin.demo.papers import Papers, actor_of
from huiyin.demo.rich_files import enrich
from huiyin.demo.sheets import upload_fair
from huiyin.interviews.actions import (
    answer_interview,
    answer_question,
    cancel_interview,
    check_in,
    complete_interview,
    mark_no_show,
    reschedule_interview,
    say_unavailable,
    schedule_interview,
)
from huiyin.interviews.actions.prepare_batch import start_batch
from huiyin.interviews.batch_sending import send_batch
from huiyin.interviews.models import Answer, Interview, InterviewState, Mode, Participant
from huiyin.interviews.plans import Move, Plan, Tell
from huiyin.jobs.models import Job, JobCategory, Reason, Stage, StageKind
from huiyin.messaging import carrier
from huiyin.todos.actions import dismiss_todo
from huiyin.todos.models import Todo, TodoState

PEOPLE = 300
SEED = 20261124
EARLY, LATE = timedelta(minutes=10), timedelta(minutes=40)
COMING = {InterviewState.SCHEDULED, InterviewState.CONFIRMED}
HEAD = "fu.mingyuan"
IMPRESSIONS = (
    "账算得细，话也直。",
    "懂仓，也懂人。预算下来先找这位。",
    "",
    "问题拆得清楚，愿意去仓里看。",
    "数据说得清，想要更多空间。",
)
BY_VIDEO = (JobCategory.TECH, JobCategory.FUNCTIONS)
# What the clock does while the story goes on; the rest of its sweeps is housekeeping.
SWEEPS = ("interviews.chase", "interviews.tomorrow", "desk.digest")
SOURCES = (Source.JOB_SITE, Source.JOB_SITE, Source.REFERRAL, Source.WEBSITE, Source.CAMPUS, Source.OFFLINE)


@dataclass
class Story:
    """What is still to happen (`agenda`, earliest first) and who makes it happen."""

    cast: Cast
    candidates: Candidates
    dice: random.Random
    end: datetime
    say: Callable[[str], None]
    agenda: list[tuple[datetime, int, Callable[[], object]]] = field(default_factory=list)
    order: "count[int]" = field(default_factory=count)

    def __post_init__(self) -> None:
        self.papers = Papers(
            self.later, lambda one: self._recruiter(one.job), lambda one: self._invite(one, 1)
        )

    def later(self, moment: datetime, what: Callable[[], object]) -> None:
        heapq.heappush(self.agenda, (moment, next(self.order), what))

    def play(self) -> None:
        """Live from the first morning to the last, a tick at a time; letters are carried at every tick."""
        days = working_days(self.end)
        self._plan_arrivals()
        self._plan_big_day(days)
        for on in days:
            self.later(at(on, time(9)), self._morning)
        shown = None
        for moment in ticks(at(days[0], time(9)), self.end):
            clock.travel(moment)
            while self.agenda and self.agenda[0][0] <= moment:
                heapq.heappop(self.agenda)[2]()
            for name in SWEEPS:
                sweeps.SWEEPS[name].run()
            background.run_waiting()
            carrier.drain()
            for reply in self.candidates.read_mail(moment):
                self.later(reply.at, partial(self.candidates.answer, reply))
            if moment.date() != shown:
                shown = moment.date()
                self.say(f"{shown:%m-%d} …")

    def _plan_arrivals(self) -> None:
        days = working_days(self.end)
        everybody = people(PEOPLE, seed=SEED)
        everybody[-2] = replace(everybody[-2], email=everybody[-2].email.partition("@")[0] + QUIET)
        for number, person in enumerate(everybody):
            on = days[number * len(days) // PEOPLE]
            moment = at(on, time(9, 45)) + timedelta(minutes=self.dice.randrange(0, 480))
            job = self.cast.jobs[number % len(self.cast.jobs)]
            if moment > self.end:
                moment = self.end - timedelta(minutes=self.dice.randrange(5, 50))
            self.later(moment, partial(self._arrive, person, job))

    def _plan_big_day(self, days: Sequence[date]) -> None:
        """Invited four working days before the end, met on the last two: one is over, one still goes on."""
        job = next(job for job in self.cast.jobs if job.category == JobCategory.CAMPUS)
        BigDay(self.cast, self.candidates, self.later, self._recruiter(job), job).plan(days[-5], days[-2:])
        self.later(at(days[-1], time(9, 20)), self._invite_the_rest)
        self.later(at(days[-1], time(9, 50)), self._one_cannot)
        self.later(at(days[-1], time(9, 30)), partial(ask_for_exports, self.cast))
        self.later(at(days[-1], time(9, 35)), partial(enrich, self.cast))
        self.later(at(days[-1], time(9, 40)), partial(let_apply, self.cast))
        self.later(at(days[-1], time(9, 45)), partial(upload_fair, self.cast))

    def _invite_the_rest(self) -> None:
        """One batch this morning: everybody of one job whom nobody has invited yet."""
        job = self.cast.jobs[0]
        waiting = Application.objects.filter(job=job, interviews=None)
        uninvited = waiting.exclude(stage__kind__in=READ_STAGES).values_list("pk", flat=True)
        by = self._recruiter(job)
        send_batch(start_batch(job, applications=list(uninvited), by=by), by=by)

    def _one_cannot(self) -> None:
        """An interviewer gives a coming time back, and the recruiter finds it among her to-dos."""
        coming = Interview.objects.filter(start__date__gt=self.end.date(), state__in=COMING)
        part = Participant.objects.filter(
            interview__in=coming, employee=self.cast.employees["lu.shi"]
        ).first()
        if part and part.employee.user:
            user = part.employee.user
            by = Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)
            say_unavailable(part.interview, reason="", by=by)

    def _recruiter(self, job: Job) -> Actor:
        user = self.cast.recruiter_of(job).user
        assert user is not None
        return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)

    def _arrive(self, person: Person, job: Job) -> None:
        by = self._recruiter(job)
        added = add_candidate(
            NewCandidate(
                name=person.name,
                phone=person.phone,
                email=person.email,
                language=person.language,
                city="杭州",
            ),
            by=by,
        )
        campus = job.pipeline.key == "campus"
        origin = Origin(
            source=Source.CAMPUS if campus else self.dice.choice(SOURCES),
            hire_type=HireType.CAMPUS if campus else HireType.SOCIAL,
            owner=self.cast.recruiter_of(job),
        )
        application = apply(added.candidate, job, by=by, origin=origin)
        acknowledge(application, by=by)
        # Most are invited one to three days later; the rest are still being read.
        is_new = clock.now() > self.end - timedelta(days=6)
        if self.dice.random() < (0.6 if is_new else 0.85):
            moment = clock.now() + timedelta(days=self.dice.choice((1, 1, 2, 3)), minutes=30)
            self.later(moment, partial(self._invite, application, 1))
        else:
            self.papers.plan(application)

    def _invite(self, application: Application, round_no: int) -> None:
        job = application.job
        by = self._recruiter(job)
        kind = StageKind.INTERVIEW_1 if round_no == 1 else StageKind.INTERVIEW_2
        stage = Stage.objects.filter(pipeline=job.pipeline, kind=kind).first()
        if stage is None:
            return
        move_to_stage(application, stage, by=by)
        interview = self._first_free(application, round_no, by)
        if interview:
            self._expect(interview)

    def _first_free(self, application: Application, round_no: int, by: Actor) -> Interview | None:
        """Try the coming slots in turn, as a recruiter does, until nobody and no room is taken."""
        for plan in self._plans(application, round_no):
            try:
                return schedule_interview(application, plan=plan, tell=Tell(), by=by)
            except DomainError as refusal:
                if refusal.code != "clash":
                    return None
        return None

    def _plans(self, application: Application, round_no: int) -> Iterator[Plan]:
        job = application.job
        branch = next(name for name, place in self.cast.places.items() if place.pk == job.place_id)
        interviewers = self.cast.interviewers[job.pk]
        in_turn = interviewers[::-1] if round_no == 1 else interviewers
        if round_no > 1 and application.pk % 3 == 0:
            in_turn = [self.cast.employees[HEAD]]
        starts = slots_after(clock.today(ZONE.key), 2, 4)
        if round_no == 1 and job.category in BY_VIDEO:
            link = f"https://meet.nanzhi.example/{application.pk}"
            for start, who in product(starts, in_turn):
                yield Plan(round_no, Mode.VIDEO, start, interviewers=[who], video_link=link)
        else:
            place, rooms = self.cast.places[branch], self.cast.rooms[branch]
            for start, who, room in product(starts, in_turn, rooms):
                yield Plan(round_no, Mode.ONSITE, start, interviewers=[who], place=place, room=room)

    def _expect(self, interview: Interview) -> None:
        """Plan what its day brings: most who said yes come, few who said nothing do."""
        self.later(interview.start - EARLY, partial(self._day, interview.pk, "arrive"))
        self.later(interview.start + LATE, partial(self._day, interview.pk, "miss"))
        self.later(interview.end, partial(self._day, interview.pk, "end"))

    def _day(self, interview_id: int, what: str) -> None:
        interview = Interview.objects.select_related("application__job__pipeline").get(pk=interview_id)
        by = self._recruiter(interview.application.job)
        now = clock.now()
        here = interview.state == InterviewState.CHECKED_IN
        if what == "arrive" and interview.state in COMING and abs(interview.start - now) < timedelta(hours=1):
            sure = interview.answer == Answer.YES
            if self.dice.random() < (0.96 if sure else 0.6):
                check_in(interview, by=by)
        elif what == "miss" and interview.state in COMING and now > interview.start:
            mark_no_show(interview, by=by)
        elif what == "end" and here and now >= interview.end:
            complete_interview(interview, by=by)
            self._head_notes(interview)
            if interview.round_no == 1 and self.dice.random() < 0.4:
                self.later(now + timedelta(days=2), partial(self._invite, interview.application, 2))

    def _head_notes(self, interview: Interview) -> None:
        """Whoever leads the house writes a line about most of those whom he met."""
        head = self.cast.employees[HEAD]
        if head.user and Participant.objects.filter(interview=interview, employee=head).exists():
            text = IMPRESSIONS[interview.pk % len(IMPRESSIONS)]
            if text:
                one = interview.application
                add_note(one.candidate, text, by=actor_of(head.user), application=one)

    def _morning(self) -> None:
        """The recruiters do what waits since yesterday; now and then the company must cancel.

        The last morning's work is left to whoever opens the demo.
        """
        if clock.now().date() == self.end.date():
            return
        for thread in Thread.objects.filter(state=ThreadState.WAITING).select_related("application__job"):
            asked = thread.messages.filter(from_candidate=True).latest("pk").text
            if thread.application and asked in QUESTIONS:
                answer_question(thread, QUESTIONS[asked], by=self._recruiter(thread.application.job))
        wishes = Interview.objects.filter(
            state=InterviewState.RESCHEDULE_REQUESTED, start__gt=clock.now()
        ).select_related("application__job")
        for interview in wishes:
            self._move(interview)
        for todo in Todo.objects.filter(kind="interview.declined", state=TodoState.OPEN):
            dismiss_todo(todo, by=Actor.system("demo"))
        for about in Todo.objects.filter(kind="interview.call", state=TodoState.OPEN).values_list("about"):
            silent = Interview.objects.filter(pk=ref_id(about[0], "interview") or 0, start__lt=self._last_day)
            for interview in silent.select_related("application__job", "application__candidate"):
                self._call(interview)
        if self.dice.random() < 0.4:
            self._cancel_one()

    @property
    def _last_day(self) -> datetime:
        """What is on from here is left to whoever opens the demo."""
        return at(self.end.astimezone(ZONE).date(), time())

    def _call(self, interview: Interview) -> None:
        """Whoever picks up says yes or no; the others are called again the next morning."""
        by, application = self._recruiter(interview.application.job), interview.application
        reached = self.dice.random() < 0.7
        outcome = ContactOutcome.REACHED if reached else ContactOutcome.NO_ANSWER
        minutes = self.dice.randrange(1, 6) if reached else None
        log_contact(
            application.candidate, Contacted(outcome, minutes=minutes), by=by, application=application
        )
        if reached and interview.state == InterviewState.SCHEDULED and interview.start > clock.now():
            said = Answer.YES if self.dice.random() < 0.8 else Answer.NO
            answer_interview(interview, answer=said, via="phone", by=by)

    def _move(self, interview: Interview) -> None:
        by = self._recruiter(interview.application.job)
        for start in slots_after(interview.start.astimezone(ZONE).date(), 1, 6):
            try:
                moved = reschedule_interview(interview, to=Move(start=start), tell=Tell(), by=by)
            except DomainError:
                continue
            self._expect(moved)
            return

    def _cancel_one(self) -> None:
        reason = Reason.objects.get(group="cancel", key="interviewer_unavailable")
        coming = Interview.objects.filter(state=InterviewState.SCHEDULED, start__gt=clock.now())
        interview = coming.select_related("application__job").order_by("start").last()
        if interview:
            by = self._recruiter(interview.application.job)
            cancel_interview(interview, reason=reason, tell=Tell(), by=by)
            again = partial(self._invite, interview.application, interview.round_no)
            self.later(clock.now() + timedelta(hours=3), again)


def story(cast: Cast, folder: Path, end: datetime, say: Callable[[str], None]) -> Story:
    dice = random.Random(SEED)  # noqa: S311 -- a story needs no secrecy
    return Story(cast, Candidates(folder, dice), dice, end, say)
