"""One small company with one of everything, for the access matrix. All of it belongs to branch A."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from huiyin.accounts.actions import add_token
from huiyin.accounts.capabilities import issue
from huiyin.accounts.models import Capability, User
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.candidates.actions.stating import Said, state
from huiyin.candidates.models import (
    Application,
    Candidate,
    ContactLog,
    Document,
    Note,
    StatementKind,
    Thread,
)
from huiyin.company.models import Company, OrgUnit, Place, Room
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.models import Operation
from huiyin.imports.models import Batch
from huiyin.interviews import models as interviews
from huiyin.interviews.models import Interview, InterviewVersion, NotifyRule, Participant
from huiyin.interviews.seeds import seed as seed_rules
from huiyin.jobs.models import HiringTeam, Job, Pipeline, Reason, Stage
from huiyin.messaging.contacts import set_address
from huiyin.messaging.models import Contact, Letter
from huiyin.people.models import Employee
from huiyin.search.index import complete
from huiyin.todos.models import Todo

SYSTEM = Actor.system("test")
NAME, NUMBER = "林若溪", "C-202001-00001"
INTERVIEW_NUMBER, RUNNING_NUMBER = "MS-20261202-0001", "MS-20261125-0001"
PHONE, EMAIL, ID_NUMBER = "+8613800138000", "lin.ruoxi@example.com", "110101199003071234"
JOB_TITLE, PAY, NOTE = "仓储主管", 18731, "说话很快的一位"
DOCUMENT = "历年业绩汇总.pdf"
PAY_WISH, LEADER_NOTE = 27913, "问题拆得格外清楚"

FIELDS = {
    "candidate.phone": PHONE.removeprefix("+86"),
    "candidate.email": EMAIL,
    "candidate.id_number": ID_NUMBER,
    "candidate.note": NOTE,
    "candidate.document": DOCUMENT,
    "job.pay_band": str(PAY),
    "candidate.pay_wish": f"{PAY_WISH:,}",
    "candidate.leader_note": LEADER_NOTE,
}
"""How each ruled field would show up on a page whose reader may see it."""


@dataclass
class World:
    """The rows by name; `people` and `tokens` are those of the cast who sign in."""

    people: dict[str, User]
    tokens: dict[str, str]
    branch: OrgUnit
    other_branch: OrgUnit
    place: Place
    room: Room
    pipeline: Pipeline
    stage: Stage
    next_stage: Stage
    job: Job
    reason: Reason
    candidate: Candidate
    application: Application
    interview: Interview
    running: Interview
    thread: Thread
    letter: Letter
    document: Document
    todo: Todo
    batch: Batch
    arrangement: interviews.Batch
    arranged: interviews.BatchRow
    operation: Operation
    rule: NotifyRule
    capability: Capability
    token: str
    code: str


def build_world() -> World:
    Company.objects.get_or_create(defaults={"name": "南枝供应链"})
    branch, other = make_unit("华东"), make_unit("华西")
    people = _people(branch, other)
    employees = _employees(people, branch, other)
    place = Place.objects.create(org_unit=branch, name="总部", address="上海市某路 1 号")
    room = Room.objects.create(place=place, name="3A")
    job, stage, pipeline = _job(branch, place, employees)
    candidate, application = _candidate(job, stage, employees["alice"])
    next_week = (clock.now() + timedelta(days=7)).replace(hour=3, minute=0, second=0, microsecond=0)
    meet = partial(_interview, application, stage, room, employees["ivy"])
    interview, running = meet(INTERVIEW_NUMBER, next_week), meet(RUNNING_NUMBER, clock.now())
    complete()
    arranged = _arranged(application)
    issued = issue(
        kind="i",
        subject=f"interview:{interview.pk}",
        holder=f"candidate:{candidate.pk}",
        verbs=["view", "answer"],
        expires_at=clock.now() + timedelta(days=30),
    )
    return World(
        people=people,
        tokens={
            name: add_token(user, name=name, scopes=list(PERMISSIONS), by=SYSTEM)[1]
            for name, user in people.items()
        },
        branch=branch,
        other_branch=other,
        place=place,
        room=room,
        pipeline=pipeline,
        stage=stage,
        next_stage=_next_stage(pipeline),
        job=job,
        reason=_reason(),
        candidate=candidate,
        application=application,
        interview=interview,
        running=running,
        thread=_thread(candidate, application),
        letter=_letter(candidate.contact, interview, people["alice"]),
        document=_document(candidate),
        todo=_todo(interview, people["alice"]),
        batch=_batch(people["alice"]),
        arrangement=arranged.batch,
        arranged=arranged,
        operation=_operation(people["alice"]),
        rule=_rule(),
        capability=issued.capability,
        token=issued.token,
        code=issued.code,
    )


def _arranged(application: Application) -> interviews.BatchRow:
    """A batch with one person, who is arranged in that round already."""
    now = clock.now()
    batch = interviews.Batch.objects.create(
        job=application.job,
        mode="phone",
        time_zone="Asia/Shanghai",
        days=[(now + timedelta(days=7)).date().isoformat()],
        opens=time(9),
        closes=time(18),
        created_by="user:1",
        created_at=now,
        changed_at=now,
    )
    return interviews.BatchRow.objects.create(batch=batch, application=application, position=1)


def _rule() -> NotifyRule:
    seed_rules()
    return NotifyRule.objects.get(key="day_before")


def _people(branch: OrgUnit, other: OrgUnit) -> dict[str, User]:
    grants: dict[str, tuple[str, OrgUnit | None]] = {
        "alice": ("recruiter", branch),
        "bob": ("recruiter", other),
        "ivy": ("interviewer", None),
        "eve": ("executive", None),
        "hana": ("hiring_manager", None),
        "sam": ("system_admin", None),
    }
    return {
        name: make_user(role, email=f"{name}@example.com", name=name.title(), org_unit=unit)
        for name, (role, unit) in grants.items()
    }


def _employees(people: dict[str, User], branch: OrgUnit, other: OrgUnit) -> dict[str, Employee]:
    employees = {}
    for number, (name, user) in enumerate(people.items()):
        contact = Contact.objects.create(name=user.name)
        set_address(contact, "email", user.email)
        employees[name] = Employee.objects.create(
            number=f"E{number}",
            name=user.name,
            org_unit=other if name == "bob" else branch,
            contact=contact,
            user=user,
        )
    return employees


def _job(branch: OrgUnit, place: Place, employees: dict[str, Employee]) -> tuple[Job, Stage, Pipeline]:
    pipeline = Pipeline.objects.create(
        key="warehouse", name_zh="仓储", name_en="Warehouse", is_published=True
    )
    stage = Stage.objects.create(
        pipeline=pipeline,
        position=1,
        kind="interview_1",
        name_zh="初试",
        name_en="First interview",
        candidate_label_zh="第一轮面试",
        candidate_label_en="First interview",
        eta_days=3,
        minutes=45,
    )
    job = Job.objects.create(
        number="J-001",
        title=JOB_TITLE,
        category="production",
        org_unit=branch,
        pipeline=pipeline,
        place=place,
        state="open",
        pay_band={"min": PAY, "max": PAY + 6000, "months": 13},
        created_at=clock.now(),
    )
    for name, role in (("alice", "recruiter"), ("hana", "hiring_manager")):
        HiringTeam.objects.create(job=job, employee=employees[name], role=role)
    return job, stage, pipeline


def _next_stage(pipeline: Pipeline) -> Stage:
    return Stage.objects.create(
        pipeline=pipeline,
        position=2,
        kind="interview_2",
        name_zh="复试",
        name_en="Second interview",
        candidate_label_zh="第二轮面试",
        candidate_label_en="Second interview",
        eta_days=3,
        minutes=45,
    )


def _candidate(job: Job, stage: Stage, owner: Employee) -> tuple[Candidate, Application]:
    contact = Contact.objects.create(name=NAME)
    set_address(contact, "phone", PHONE)
    set_address(contact, "email", EMAIL)
    candidate = Candidate.objects.create(
        number=NUMBER,
        contact=contact,
        name=NAME,
        id_number=ID_NUMBER,
        retention_on=clock.today("Asia/Shanghai") + timedelta(days=365),
        created_at=clock.now(),
    )
    application = Application.objects.create(
        candidate=candidate,
        job=job,
        stage=stage,
        stage_since=clock.now(),
        owner=owner,
        applied_at=clock.now(),
    )
    Note.objects.create(candidate=candidate, application=application, text=NOTE, at=clock.now())
    ContactLog.objects.create(candidate=candidate, outcome="reached", text=NOTE, at=clock.now())
    state(candidate, Said(StatementKind.PAY, least=PAY_WISH), by=SYSTEM)
    state(candidate, Said(StatementKind.LEADER, text=LEADER_NOTE), by=SYSTEM)
    return candidate, application


def _interview(
    application: Application, stage: Stage, room: Room, interviewer: Employee, number: str, start: datetime
) -> Interview:
    interview = Interview.objects.create(
        number=number,
        application=application,
        stage=stage,
        round_no=1,
        round_name="初试",
        mode="onsite",
        start=start,
        end=start + timedelta(minutes=45),
        time_zone="Asia/Shanghai",
        place=room.place,
        room=room,
        uid=f"{number}@example.com",
        created_at=clock.now(),
    )
    Participant.objects.create(interview=interview, employee=interviewer)
    InterviewVersion.objects.create(
        interview=interview, number=1, verb="scheduled", facts={}, at=clock.now(), actor="system:test"
    )
    return interview


def _reason() -> Reason:
    return Reason.objects.create(
        key="flood", group="cancel", side="company", name_zh="仓库进水", name_en="Flood in the warehouse"
    )


def _thread(candidate: Candidate, application: Application) -> Thread:
    now = clock.now()
    return Thread.objects.create(candidate=candidate, application=application, opened_at=now, last_at=now)


def _letter(contact: Contact, interview: Interview, colleague: User) -> Letter:
    now = clock.now()
    return Letter.objects.create(
        contact=contact,
        kind="interview.scheduled",
        cause="auditentry:1",
        about=f"interview:{interview.pk}",
        channel="email",
        state="sent",
        due_at=now,
        next_try_at=now,
        language="zh-hans",
        address=EMAIL,
        template="INV-1",
        colleague=colleague,
        created_at=now,
        state_at=now,
        sent_at=now,
    )


def _document(candidate: Candidate) -> Document:
    return Document.objects.create(
        candidate=candidate,
        kind="resume",
        name=DOCUMENT,
        media_type="application/pdf",
        size=8,
        sha256="a" * 64,
        path=sealed_files.store("documents", b"%PDF-1.7"),
        uploaded_by="system:test",
        at=clock.now(),
    )


def _todo(interview: Interview, owner: User) -> Todo:
    return Todo.objects.create(
        kind="interview.reschedule_requested",
        about=f"interview:{interview.pk}",
        owner=owner,
        opened_at=clock.now(),
    )


def _batch(user: User) -> Batch:
    batch = Batch.objects.create(
        preset="huiyin",
        file_name="people.csv",
        file_sha256="a" * 64,
        report={"rows_in": 0, "rows": {}, "made": {}, "columns_left_out": [], "problems": []},
        at=clock.now(),
        actor=f"user:{user.pk}",
        user=user,
    )
    audit.record("batch.imported", batch, by=SYSTEM)
    return batch


def _operation(user: User) -> Operation:
    return Operation.objects.create(
        kind="letters.bulk", key="one", state="done", actor=f"user:{user.pk}", created_at=clock.now()
    )
