"""One invitation with everything on it, as the look's pages show it."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from django.test import Client

from huiyin.accounts.capabilities import issue
from huiyin.accounts.models import Capability
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.company.models import Brand, Company
from huiyin.company.tests.factories import make_place, make_room, make_unit
from huiyin.core.actor import Actor
from huiyin.interviews.models import Interview, Participant
from huiyin.interviews.versions import keep_version
from huiyin.jobs.tests.factories import make_job, stage_of
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

SYSTEM = Actor.system("test")
NOW = datetime(2026, 11, 24, 2, 20, tzinfo=UTC)
"""Tuesday 10:20 in Shanghai, two days before the interview."""
START = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)
PHONE = "13800130137"

MATERIALS = [
    {"what_zh": "身份证", "what_en": "Your ID card or passport",
     "why_zh": "园区门禁登记用，我们不复印", "why_en": "For the visitor desk only; we do not copy it"},
    {"what_zh": "一份您做过的方案", "what_en": "One piece of work you have done",
     "why_zh": "电子版也可以，想听您讲讲当时怎么想", "why_en": "On paper or on screen, as you like"},
]  # fmt: skip
PROCESS = [
    {"minutes": 20, "what_zh": "一道情景题，纸笔作答", "what_en": "A short case on paper"},
    {"minutes": 40, "what_zh": "聊业务", "what_en": "A talk about the work"},
    {"minutes": 10, "what_zh": "聊聊您关心的事", "what_en": "Your questions"},
]
LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="currentColor" '
    'stroke-width="2.2" stroke-linecap="round"><path d="M16 27V9"/><path d="M16 15c0-5 4-8 9-8 0 5-4 8-9 '
    '8zM16 21c0-4-3-7-8-7 0 4 3 7 8 7z"/></svg>'
)
_numbers = count(1)


@dataclass
class Invitation:
    interview: Interview
    capability: Capability
    token: str
    code: str

    @property
    def link(self) -> str:
        return f"/c/i/{self.token}"


def make_house() -> Company:
    company = Company.objects.first() or Company()
    company.name, company.switchboard = "南枝供应链", "400-000-0137"
    company.legal_name = "南枝供应链（上海）有限公司"
    company.save()
    return company


def make_invitation(name: str = "林若溪", phone: str = PHONE, **fields: Any) -> Invitation:
    make_house()
    unit = make_unit("供应链产品部", brand=Brand.objects.create(name="南枝供应链", logo_svg=LOGO))
    place = make_place(
        unit,
        name="南枝大厦 B 座 6 层",
        address="望湖路 18 号",
        entrance_note="前台报姓名即可",
        nav_note="地铁 2 号线望湖路站 3 口，步行 5 分钟；开车从北门进，面试停车免费。",
        gcj_lon=121.4737,
        gcj_lat=31.2304,
    )
    job = make_job("供应链产品经理", org_unit=unit, title_en="Supply Chain Product Manager")
    owner = make_employee("江予安", org_unit=unit)
    application = make_application(make_candidate(name, phone=phone), job)
    application.owner = owner
    application.save()
    number = next(_numbers)
    interview = Interview.objects.create(
        **{
            "number": f"MS-20261126-{number:04d}",
            "application": application,
            "stage": stage_of(job, "interview_1"),
            "round_no": 1,
            "round_name": "初试",
            "mode": "onsite",
            "start": START,
            "end": START + timedelta(minutes=70),
            "time_zone": "Asia/Shanghai",
            "place": place,
            "room": make_room(place, name="3 号会议室"),
            "materials": MATERIALS,
            "process": PROCESS,
            "reply_by": datetime(2026, 11, 25, 10, 0, tzinfo=UTC),
            "uid": f"{uuid4()}@hr.example.test",
            "created_at": NOW,
            **fields,
        }
    )
    people = [
        make_employee("顾行之", org_unit=unit, title="供应链产品总监"),
        make_employee("韩青", org_unit=unit, title="人事"),
    ]
    for one in people:
        Participant.objects.create(interview=interview, employee=one)
    keep_version(interview, "schedule", [one.pk for one in people], by=SYSTEM)
    return invite(interview)


def invite(interview: Interview) -> Invitation:
    """A link for its candidate."""
    issued = issue(
        kind="i",
        subject=f"interview:{interview.pk}",
        holder=f"candidate:{interview.application.candidate_id}",
        verbs=["view", "answer"],
        expires_at=interview.end + timedelta(days=30),
    )
    return Invitation(interview, issued.capability, issued.token, issued.code)


def make_letter(interview: Interview, **fields: Any) -> Letter:
    """The invitation's mail, gone out."""
    return Letter.objects.create(
        **{
            "contact": interview.application.candidate.contact,
            "kind": "interview.scheduled",
            "cause": "auditentry:1",
            "about": f"interview:{interview.pk}",
            "channel": "email",
            "state": "sent",
            "due_at": NOW,
            "next_try_at": NOW,
            "language": "zh-hans",
            "created_at": NOW,
            "state_at": NOW,
            "sent_at": NOW,
            **fields,
        }
    )


def open_page(client: Client, invitation: Invitation) -> str:
    """Follow the link as a browser does; the clean address."""
    response = client.get(invitation.link)
    assert response.status_code == 302
    return response["Location"]
