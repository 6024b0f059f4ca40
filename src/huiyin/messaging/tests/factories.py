"""Contacts, letters and a kind of their own for the tests of this room."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import time
from itertools import count
from typing import Any

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.models import AuditEntry
from huiyin.messaging.contacts import EMAIL, PHONE, set_address
from huiyin.messaging.kinds import KINDS, NoticeKind, register
from huiyin.messaging.models import Contact, Letter, Template, TemplateVersion
from huiyin.messaging.outbox import Draft, queue

KIND = "test.note"
REPLY = "test.replied"
CODE = "TEST-1"


def text(subject: str, body: str) -> dict[str, str]:
    return {"subject": subject, "body": body, "action": "", "button": ""}


TEXTS = {
    "zh-hans": text("{{name}}，您好", "{{name}}，您好：\n\n请看 {{link}}"),
    "en": text("Hello {{name}}", "Hello {{name}},\n\nplease see {{link}}"),
}
unwanted: dict[str, str] = {}
"""Why letters about something are no longer wanted, for this kind."""
asked: list[int] = []
"""How many letters each question to the kind was about."""
_numbers = count(1)


def _values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    asked.append(len(letters))
    if any(letter.about == "thing:666" for letter in letters):
        raise ZeroDivisionError
    return {
        letter.pk: {"name": letter.contact.name, "link": f"http://hr.example.test/c/i/{letter.pk}"}
        for letter in letters
    }


def _still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    return {letter.pk: unwanted[letter.about] for letter in letters if letter.about in unwanted}


if KIND not in KINDS:
    register(NoticeKind(KIND, "测试", "Test", _values, _still_wanted))
    register(NoticeKind(REPLY, "答复", "Reply", _values, _still_wanted, is_reply=True))


def make_template(texts: Mapping[str, Any] = TEXTS, *, made_by: str = "system:shipped") -> TemplateVersion:
    template, _ = Template.objects.get_or_create(
        code=CODE, defaults={"kind": KIND, "name_zh": "测试", "name_en": "Test"}
    )
    return TemplateVersion.objects.create(
        template=template,
        number=template.versions.count() + 1,
        texts=texts,
        sha256="0" * 64,
        made_at=clock.now(),
        made_by=made_by,
    )


def make_contact(email: str | None = "", *, phone: str = "", **fields: Any) -> Contact:
    """Reachable by an e-mail address of its own unless `email` is None; awake and without a cap."""
    number = next(_numbers)
    defaults: dict[str, Any] = {"name": f"候选人{number}", "letters_per_day": 0}
    contact = Contact.objects.create(**(defaults | awake() | fields))
    if email is not None:
        set_address(contact, EMAIL, email or f"person{number}@example.test")
    if phone:
        set_address(contact, PHONE, phone)
    return contact


def awake() -> dict[str, Any]:
    """Quiet hours of no length, so that tests pass at night too."""
    return {"quiet_start": time(3), "quiet_end": time(3)}


def make_cause(verb: str = "thing.changed") -> AuditEntry:
    return audit.record(verb, "thing:1", by=Actor.system("test"))


def draft(contact: Contact | None = None, **fields: Any) -> Draft:
    """A draft that goes at once."""
    number = next(_numbers)
    plain = Draft(
        contact=contact or make_contact(),
        colleague=None,
        kind=KIND,
        template=CODE,
        about=f"thing:{number + 1000}",
        hold=0,
    )
    return replace(plain, **fields)


def make_letter(contact: Contact | None = None, **fields: Any) -> Letter:
    """One queued letter; its template comes with the first."""
    if not TemplateVersion.objects.exists():
        make_template()
    return queue([draft(contact, **fields)], cause=make_cause())[0]


def make_letters(number: int, *, email: str = "") -> list[Letter]:
    """Many queued letters to as many people, quickly."""
    if not TemplateVersion.objects.exists():
        make_template()
    contacts = [make_contact(email) for _ in range(number)]
    return queue([draft(contact) for contact in contacts], cause=make_cause())
