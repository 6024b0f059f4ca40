"""For the last morning: a file with everything on it, of somebody whom the executive liked, and a person who
came in twice and waits to be joined.
"""

from datetime import timedelta

from huiyin.candidates.actions import NewCandidate, Origin, add_candidate, apply, tag_candidate
from huiyin.candidates.actions.pasting import keep_chat
from huiyin.candidates.actions.stating import Said, edit_profile, profile_values, state
from huiyin.candidates.chats import read_chat
from huiyin.candidates.models import Application, Candidate, Source, StatementKind, StatementSource
from huiyin.core import clock
from huiyin.demo.approving import fresh
from huiyin.demo.calendar import ZONE
from huiyin.demo.company import Cast
from huiyin.interviews.models import Interview, InterviewState

CHAT = """{name} {day} 10:31:05
您好，我周一上午可以，不过项目十二月底才交接完

江予安 {day} 10:33:40
没关系，我们可以等到一月初

{name} {day} 10:36:12
那太好了。薪资方面我期望两万二左右，也看重能不能带项目
"""


def enrich(cast: Cast) -> None:
    met = Interview.objects.filter(state=InterviewState.COMPLETED, application__state="active")
    silver = met.select_related("application__candidate__contact").order_by("pk").first()
    if silver is not None:
        fill(cast, silver.application.candidate)
    twice(cast)


def fill(cast: Cast, candidate: Candidate) -> None:
    recruiter, head = fresh(cast, "jiang.yuan"), fresh(cast, "fu.mingyuan")
    today = clock.now().astimezone(ZONE).date()
    wish = {
        **profile_values(candidate),
        "job_wish": "供应链产品",
        "cities": "上海、杭州",
        "start_on": today + timedelta(days=40),
        "start_note": "项目交接后",
        "current": "仓配产品经理，5 年",
        "education": "物流管理，本科",
    }
    edit_profile(candidate, wish, by=recruiter)
    said = (
        Said(StatementKind.PAY, least=20000, most=23000, said_on=today - timedelta(days=420), source=_CALL),
        Said(StatementKind.PAY, least=22000, most=25000, said_on=today - timedelta(days=4), source=_CHAT),
        Said(
            StatementKind.PLAN,
            text="两三年内想独立带一条产品线，不急着管人。",
            said_on=today - timedelta(days=4),
            source=StatementSource.INTERVIEW,
        ),
        Said(
            StatementKind.WORDS,
            text="仓里的异常单，站在传送带边上看一小时，比看一周报表明白。",
            said_on=today - timedelta(days=3),
            source=StatementSource.INTERVIEW,
        ),
    )
    for one in said:
        state(candidate, one, by=recruiter)
    liked = Said(
        StatementKind.LEADER,
        text="问题拆得清楚，愿意去仓里看。有机会先联系。",
        for_candidate="您讲仓内异常的那一段，让我印象很深。",
        said_on=today - timedelta(days=2),
    )
    state(candidate, liked, by=head)
    tag_candidate(candidate, "银牌候选人", by=recruiter)
    chat = read_chat(CHAT.format(name=candidate.name, day=f"{today - timedelta(days=4):%Y/%m/%d}"), today)
    if chat is not None:
        keep_chat(candidate, chat, {candidate.name}, by=recruiter)


def twice(cast: Cast) -> None:
    """She applied by herself and was referred under another number; a third form names both."""
    recruiter, ask = fresh(cast, "jiang.yuan"), cast.employees["jiang.yuan"]
    by_site = NewCandidate("乔南星", phone="13800130461", email="qiao.nanxing@mail.example", city="上海")
    referred = NewCandidate("乔南星", phone="13800130462", email="nanxing.q@work.example", city="昆山")
    for person, source in ((by_site, Source.JOB_SITE), (referred, Source.REFERRAL)):
        added = add_candidate(person, by=recruiter).candidate
        apply(added, cast.jobs[0], by=recruiter, origin=Origin(source=source, owner=ask))
    both = NewCandidate("乔南星", phone=by_site.phone, email=referred.email)
    third = add_candidate(both, by=recruiter, ask=ask.user)
    if third.is_new and not Application.objects.filter(candidate=third.candidate).exists():
        apply(third.candidate, cast.jobs[1], by=recruiter, origin=Origin(source=Source.OFFLINE, owner=ask))


_CALL, _CHAT = StatementSource.CALL, StatementSource.CHAT
