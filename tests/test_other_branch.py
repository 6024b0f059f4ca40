"""What happens in another branch changes no page of this one: no row, no number, no word, no line of a log.

The candidate of the world applies in the other branch, too, and is written to, asked about, noted down and
interviewed there; and somebody applies only there. Each page is drawn before and after.
"""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from huiyin.accounts.tests.factories import actor_of, sign_in
from huiyin.candidates.actions import add_note, apply, ask, log_contact, tag_candidate
from huiyin.candidates.actions.contacting import Contacted
from huiyin.candidates.models import Application, ContactOutcome, Document
from huiyin.candidates.tests.factories import make_candidate
from huiyin.core import clock
from huiyin.interviews.models import Interview, InterviewState, InterviewVersion, Participant
from huiyin.jobs.models import Job, JobState, Pipeline, Stage
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.models import Letter
from huiyin.search.index import complete
from tests.authz_matrix import ROWS, value_of
from tests.matrix import Route
from tests.test_walls import _asking, _undone
from tests.world import EMAIL, World, build_world

NOW = "2026-11-25T02:00:00Z"
FAR = "远处"
CHANGE_BY_THEMSELVES = {
    # A new personal link is made at each look, and taken back.
    "templates:as_sent",
    "templates:as_sent_mail",
}
THE_HOUSES = {
    # Pipelines are settings of the whole house.
    "jobs:create",
    "jobs:edit",
    # What is open is open to everybody, to be passed on.
    "referrals:list",
    # Figures of the house's channels, without a name in them.
    "desk:channels",
}
ASKED_FOR = [
    ("candidates:list", {"q": FAR}),
    ("candidates:list", {"q": "林"}),
    ("search:search", {"q": FAR}),
    ("search:search", {"q": "林若溪"}),
    ("search:search", {"q": "7777"}),
    ("search:preview", {"q": FAR}),
    ("desk:letters", {"q": "林"}),
    ("desk:letters", {"state": "unknown"}),
    ("interviews:history", {"state": "no_show"}),
    ("exports:new", {"of": "candidates"}),
    ("exports:new", {"of": "letters"}),
    ("exports:new", {"of": "interviews"}),
    ("exports:new", {"of": "todos"}),
]
# What is made anew for each page: the mark against forged forms, and the key of a form.
ONCE = re.compile(
    r'("X-CSRFToken": "|csrfmiddlewaretoken" value="|name="key" value=")[^"]*'
    r"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)


def _happens_elsewhere(world: World) -> None:
    """By bob, in his branch."""
    by, now = actor_of(world.people["bob"]), clock.now()
    bob = world.people["bob"].employee
    pipeline = Pipeline.objects.create(key="far", name_zh=FAR, name_en="Far", is_published=True)
    stage = Stage.objects.create(
        pipeline=pipeline, position=1, kind="interview_1", name_zh=FAR, name_en="Far", eta_days=1, minutes=30
    )
    job = Job.objects.create(
        number="J-777",
        title=f"{FAR}的职位",
        category="production",
        org_unit=world.other_branch,
        pipeline=pipeline,
        state=JobState.OPEN,
        created_at=now,
    )
    put_on_team(job, bob, "recruiter")
    theirs = apply(world.candidate, job, by=by)
    Application.objects.filter(pk=theirs.pk).update(owner=bob)
    add_note(world.candidate, f"{FAR}的备注", by=by, application=theirs)
    log_contact(world.candidate, Contacted(ContactOutcome.REACHED), by=by, application=theirs)
    ask(world.candidate, f"{FAR}的问题", by=by, application=theirs)
    Document.objects.create(
        candidate=world.candidate,
        application=theirs,
        kind="resume",
        name=f"{FAR}.pdf",
        media_type="application/pdf",
        size=8,
        sha256="b" * 64,
        path="documents/none",
        uploaded_by=by.key,
        at=now,
    )
    _meet(world, theirs, stage, bob)
    other = make_candidate(f"{FAR}一人", phone="13700007777")
    tag_candidate(other, f"{FAR}的标签", by=by)
    apply(other, job, by=by)
    complete()


def _meet(world: World, application: Application, stage: Stage, bob: Any) -> None:
    now = clock.now()
    for number, state, on in (("1", InterviewState.NO_SHOW, -3), ("2", InterviewState.SCHEDULED, 1)):
        row = Interview.objects.create(
            number=f"MS-20990101-777{number}",
            application=application,
            stage=stage,
            round_no=1,
            round_name=FAR,
            mode="phone",
            state=state,
            start=now + timedelta(hours=on),
            end=now + timedelta(hours=on, minutes=30),
            time_zone="Asia/Shanghai",
            uid=f"far{number}@example.com",
            created_at=now,
        )
        Participant.objects.create(interview=row, employee=bob)
        InterviewVersion.objects.create(
            interview=row, number=1, verb="scheduled", facts={}, at=now, actor="system:test"
        )
        Letter.objects.create(
            contact=world.candidate.contact,
            kind="interview.scheduled",
            cause=f"auditentry:77{number}",
            about=f"interview:{row.pk}",
            channel="email",
            state="unknown",
            due_at=now,
            next_try_at=now,
            language="zh-hans",
            address=EMAIL,
            template="INV-1",
            colleague=world.people["bob"],
            created_at=now,
            state_at=now,
            sent_at=now,
        )


def _said(answer: HttpResponse) -> tuple[int, list[str]]:
    body = b"".join(answer) if answer.streaming else answer.content
    return answer.status_code, ONCE.sub("", body.decode("utf-8", "replace")).splitlines()


def _rows() -> list[Route]:
    own = {*CHANGE_BY_THEMSELVES, *THE_HOUSES}
    outside = ("portal", "healthz")
    looks = [row for row in ROWS if row.method == "GET" and row.name not in own]
    return [row for row in looks if not row.name.startswith(outside)]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["alice", "hana", "ivy"])
def test_what_happens_in_another_branch_changes_no_page(name: str) -> None:
    with time_machine.travel(NOW, tick=False):
        world, changed = build_world(), {}
        for row in _rows():
            with _undone():
                kwargs = {key: value_of(world, value) for key, value in row.kwargs.items()}
                look = _asking(world, row, name, kwargs)
                with _undone():
                    before = _said(look())
                _happens_elsewhere(world)
                after = _said(look())
            if before != after:
                changed[row.name] = [line for line in after[1] if line not in before[1]][:5]

    assert changed == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["alice", "hana", "ivy"])
def test_nor_what_is_found_filtered_and_counted(name: str) -> None:
    with time_machine.travel(NOW, tick=False):
        world = build_world()
        client = sign_in(Client(), world.people[name])
        before = [_said(client.get(reverse(page), query)) for page, query in ASKED_FOR]
        _happens_elsewhere(world)
        after = [_said(client.get(reverse(page), query)) for page, query in ASKED_FOR]

    changed = {
        f"{page} {query}": [line for line in now[1] if line not in was[1]][:5]
        for (page, query), was, now in zip(ASKED_FOR, before, after, strict=True)
        if was != now
    }
    assert changed == {}
