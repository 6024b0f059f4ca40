"""For the last morning: people who filled in the public form, each by another way, and one whom we know.

One left only a phone number, so a colleague calls her; the known one says some things differently than her
file, which waits for the recruiter.
"""

from huiyin.candidates import consent_texts
from huiyin.candidates.actions import NewCandidate
from huiyin.candidates.actions.receiving import Sent, receive_application
from huiyin.candidates.models import ConsentPurpose, Source
from huiyin.candidates.origins import CameBy
from huiyin.company.queries import the_company
from huiyin.core.actor import ANONYMOUS
from huiyin.demo.company import Cast
from huiyin.demo.resumes import resume
from huiyin.jobs.models import Job
from huiyin.messaging.contacts import PHONE, current_address

WORDS = "在仓里轮岗过三个月，想做离现场近的产品。"


def let_apply(cast: Cast) -> None:
    product, other = cast.jobs[0], cast.jobs[1]
    by_poster = CameBy(Source.OFFLINE, "园区电梯口海报")
    by_colleague = CameBy(Source.REFERRAL, referrer=cast.employees["lu.shi"])
    _send(product, NewCandidate("程望舒", "13800130511", "cheng.wangshu@mail.example"), CameBy(), WORDS)
    _send(product, NewCandidate("纪晚晴", "13800130512"), by_poster, start="at_once", paper=False)
    _send(other, NewCandidate("单思远", "13800130513", "shan.siyuan@mail.example"), by_colleague)
    known = (
        product.applications.filter(state="active")
        .select_related("candidate__contact")
        .order_by("pk")
        .first()
    )
    phone = known and current_address(known.candidate.contact, PHONE)
    if known and phone:
        moved = NewCandidate(known.candidate.name, phone.value, "new.address@mail.example", city="苏州")
        _send(other, moved, CameBy(Source.SOCIAL_MEDIA), "换了城市，也换了邮箱。", start="two_weeks")


def _send(
    job: Job,
    person: NewCandidate,
    came_by: CameBy,
    words: str = "",
    *,
    start: str = "month",
    paper: bool = True,
) -> None:
    wordings = tuple(
        consent_texts.wording_of(purpose, company=the_company().name, language="zh-hans")
        for purpose in (ConsentPurpose.APPLICATION, ConsentPurpose.TALENT_POOL)
    )
    file = (f"{person.name}-简历.docx", resume(person.name, job.title)) if paper else None
    receive_application(job, Sent(person, wordings, start, words, file), came_by=came_by, by=ANONYMOUS)
