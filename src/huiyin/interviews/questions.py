"""Letters about 问一问HR: that a question arrived, with the time of the answer, and the answer itself.

They live here because their link opens the page of her interview, if she has one, else of her application.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from huiyin.accounts import capabilities
from huiyin.accounts.capabilities import Wish
from huiyin.candidates.models import Application, Message
from huiyin.candidates.notices import own_link
from huiyin.company.queries import brand_of, the_company
from huiyin.core import clock, wording
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.interviews import phrases
from huiyin.interviews.models import Interview, InterviewState
from huiyin.messaging import kinds, outbox
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import Draft

RECEIVED, ANSWERED = "question.received", "question.answered"
TEMPLATES = {RECEIVED: "QST-1", ANSWERED: "QST-2"}
LINK_LIVES = timedelta(days=30)
LINK_VERBS = ("view", "answer", "ask")


def announce(message: Message, kind: str, *, cause: AuditEntry) -> None:
    application = message.thread.application
    owner = application.owner if application else None
    draft = Draft(
        contact=message.thread.candidate.contact,
        colleague=message.author or (owner.user if owner else None),
        kind=kind,
        template=TEMPLATES[kind],
        about=ref(message),
    )
    outbox.queue([draft], cause=cause)


def register() -> None:
    kinds.register(
        NoticeKind(RECEIVED, "已收到提问", "Question received", values, still_wanted, is_reply=True)
    )
    kinds.register(NoticeKind(ANSWERED, "答复提问", "Question answered", values, still_wanted, is_reply=True))


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    said: dict[int, Mapping[str, str]] = {}
    messages = _messages(letters)
    for letter in letters:
        message = messages.get(_id(letter))
        if message and message.thread.application:
            said[letter.pk] = _said(letter, message, message.thread.application)
    return said


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """An answer is always wanted; the receipt of a question is not once it has been answered."""
    messages = _messages(letters)
    return {
        letter.pk: "answered" if _id(letter) in messages else "gone"
        for letter in letters
        if _id(letter) not in messages
        or (letter.kind == RECEIVED and messages[_id(letter)].thread.reply_by is None)
    }


def latest_interview(message: Message) -> Interview | None:
    """The interview on whose page the conversation stands; None where it stands on the application's."""
    rows = Interview.objects.filter(application=message.thread.application_id).exclude(
        state=InterviewState.DRAFT
    )
    return rows.order_by("-start", "-pk").first()


def _wish(message: Message, application: Application) -> Wish:
    interview = latest_interview(message)
    if interview is None:
        return own_link(application)
    return Wish(
        kind="i",
        subject=ref(interview),
        holder=f"candidate:{message.thread.candidate_id}",
        verbs=LINK_VERBS,
        expires_at=max(interview.end, clock.now()) + LINK_LIVES,
    )


def _id(letter: Letter) -> int:
    return ref_id(letter.about, "message") or 0


def _messages(letters: Sequence[Letter]) -> dict[int, Message]:
    rows = Message.objects.select_related(
        "thread__candidate", "thread__application__job__org_unit", "thread__application__owner", "author"
    )
    return rows.in_bulk({_id(letter) for letter in letters})


def _said(letter: Letter, message: Message, application: Application) -> dict[str, str]:
    job, owner = application.job, application.owner
    company, brand = the_company(), brand_of(job.org_unit)
    language = letter.language
    name = (message.author.name if message.author else "") or (owner.name if owner else "")
    reply_by = message.thread.reply_by
    return {
        "name": message.thread.candidate.name,
        "job": wording.localised(job, "title", language),
        "question": message.text,
        "answer": message.text,
        "reply_by": wording.moment(reply_by, company.time_zone, language) if reply_by else "",
        "link": capabilities.issue_many([_wish(message, application)])[0].link,
        "company": brand.name if brand else company.name,
        "brand": str(brand.pk) if brand else "",
        "hr_name": name or phrases.pick(language, "招聘同事", "the recruiting team"),
        "hr_tel": (owner.desk_phone if owner else "") or company.switchboard,
    }
