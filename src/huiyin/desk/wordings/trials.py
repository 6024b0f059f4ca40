"""A letter to oneself, to see it arrive: marked as a trial, with sample values, read by nobody else."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, TooMany
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.messaging import outbox
from huiyin.messaging.contacts import EMAIL, LAST_RUNG, current_address
from huiyin.messaging.fields import BLOCKS, Shape, samples, shape_of
from huiyin.messaging.kinds import NoticeKind, register
from huiyin.messaging.models import Contact, Letter, Template, TemplateVersion
from huiyin.messaging.outbox import Draft
from huiyin.messaging.shipped import Texts, fingerprint
from huiyin.people.models import Employee

KIND = "template.trial"
VERB = "template.tried"
MOST, WITHIN = 5, timedelta(minutes=10)
MARKS = {
    "zh-hans": ("【测试】", "这是一封测试信，里面的人和时间都是例子，没有发给任何候选人。"),
    "en": ("[Test] ", "This is a test. The people and times in it are examples; no candidate receives it."),
}


def register_kind() -> None:
    register(
        NoticeKind(KIND, "发给自己看看的测试", "A trial sent to oneself", values, still_wanted, is_reply=True)
    )


@transaction.atomic
def try_out(template: Template, texts: Texts, *, language: str, by: Actor) -> Letter:
    """Send the words as they are typed to who typed them."""
    user, contact = _myself(by)
    since = clock.now() - WITHIN
    if AuditEntry.objects.filter(actor=by.key, verb=VERB, at__gt=since).count() >= MOST:
        raise TooMany(
            "too_many_trials",
            _("You have sent yourself %(most)s tests in ten minutes.") % {"most": MOST},
            _("Wait a little; the preview shows the same letter."),
        )
    marked = {one: _marked(text, one) for one, text in texts.items()}
    version = TemplateVersion.objects.create(
        template=template,
        number=0,
        texts=marked,
        sha256=fingerprint(marked),
        made_at=clock.now(),
        made_by=by.key,
        made_by_name=by.label[:80],
    )
    cause = audit.record(VERB, template, by=by, template=template.code, language=language)
    draft = Draft(
        contact=contact,
        colleague=user,
        kind=KIND,
        template=template.code,
        about=ref(user),
        hold=0,
        urgent=True,
    )
    [letter] = outbox.queue([draft], cause=cause)
    Letter.objects.filter(pk=letter.pk).update(template_version=version, language=language)
    return letter


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    """The samples; their links lead to our first page and open nothing."""
    company = the_company().name
    return {letter.pk: sample_values(letter.language, company) for letter in letters}


def sample_values(language: str, company: str) -> dict[str, str]:
    home = f"{settings.HUIYIN_BASE_URL}/"
    said = {
        name: home if shape_of(name) is Shape.LINK else value
        for name, value in samples(language).items()
        if name not in BLOCKS
    }
    return said | {"company": company}


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """It is to be seen arriving, so no colleague carries it by hand."""
    return {letter.pk: "not_by_hand" for letter in letters if letter.channel == LAST_RUNG}


def _myself(by: Actor) -> tuple[User, Contact]:
    employee = (
        Employee.objects.select_related("user", "contact").filter(user_id=by.user_id).first()
        if by.user_id
        else None
    )
    if employee is None or employee.user is None or current_address(employee.contact, EMAIL) is None:
        raise DomainError(
            "no_address_of_mine",
            _("There is no e-mail address of yours to send it to."),
            _("Ask an administrator to add one."),
        )
    return employee.user, employee.contact


def _marked(text: Mapping[str, str], language: str) -> dict[str, str]:
    mark, sentence = MARKS[language]
    return {**text, "subject": mark + text["subject"], "body": f"{sentence}\n\n{text['body']}"}
