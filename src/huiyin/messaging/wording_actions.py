"""Changing the company's own words: a draft that is kept while one writes, versions that never change again.

Letters that are frozen keep the version they have; what is published holds for those that freeze later.
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError, FieldProblem
from huiyin.messaging.checking import PARTS, House, check
from huiyin.messaging.models import Template, TemplateVersion, Wording
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import LANGUAGES, ShippedText, Texts, fingerprint, shipped_texts

LONGEST_NOTE = 200
Typed = Mapping[str, Mapping[str, str]]


@transaction.atomic
def save_draft(
    template: Template, part: Part, *, typed: Typed, by: Actor, seen: int | None = None
) -> Wording:
    """Keep what is typed. `seen` is the number of the draft that the person began from; a newer one of
    somebody else's is a Clash, and nothing is written.
    """
    row = _locked(template, part)
    texts = whole(typed, shipped_texts()[template.code])
    if texts == row.draft or (row.draft is None and texts == live_texts(row)):
        return row
    if seen is not None and seen != row.draft_number:
        raise _clash(row, texts)
    if row.draft is None:
        audit.record("wording.draft_begun", row, by=by, template=template.code, part=part.key)
    row.draft = texts
    row.draft_number += 1
    row.draft_at, row.draft_by, row.draft_by_name = clock.now(), by.key, by.label[:80]
    row.save()
    return row


@transaction.atomic
def publish(
    wording: Wording, *, house: House, by: Actor, seen: int, note: str = "", agreed: bool = False
) -> TemplateVersion:
    """Make the draft a version. What blocks is refused; with warnings it wants one sentence: `note` says why
    they may stay. `agreed` is for who has none to make.
    """
    row = _locked(wording.template, Part.of(wording.part))
    if row.draft is None:
        raise DomainError("no_draft", _("Nothing has been changed."), _("Change the text, then publish it."))
    if seen != row.draft_number:
        raise _clash(row, row.draft)
    remarks = check(row.draft, shipped_texts()[row.template.code], house)
    if blocking := [one for one in remarks if one.blocks]:
        raise DomainError(
            "wording_blocked",
            _("This text cannot be published yet."),
            blocking[0].how,
            [FieldProblem(f"{one.language}.{one.part}", one.why, one.how) for one in blocking],
        )
    if remarks and not note.strip() and not agreed:
        raise DomainError(
            "wording_doubtful",
            _("There are things to look at before this is published."),
            _("Mend them, or say in one sentence why they may stay."),
            [FieldProblem("note", _("Say in one sentence why they may stay."))],
        )
    version = _add_version(row, row.draft, note=note, by=by)
    _put_down(row)
    audit.record(
        "wording.published",
        row,
        by=by,
        template=row.template.code,
        part=row.part,
        number=version.number,
        remarks=sorted({one.code for one in remarks}),
    )
    return version


@transaction.atomic
def restore(version: TemplateVersion, *, by: Actor) -> TemplateVersion:
    """Make an older version's words a new version. A draft that somebody is writing stays a draft."""
    if version.wording is None:
        raise DomainError("not_ours", _("This version is not one of your own."))
    row = _locked(version.template, Part.of(version.wording.part))
    newest = live_version(row)
    if newest and newest.pk == version.pk and row.is_active:
        raise DomainError("is_live", _("This version is the one in use."))
    made = _add_version(
        row, version.texts, note=_("As version %(number)s.") % {"number": version.number}, by=by
    )
    audit.record(
        "wording.restored", row, by=by, template=row.template.code, was=version.number, number=made.number
    )
    return made


@transaction.atomic
def discard_draft(wording: Wording, *, by: Actor) -> None:
    row = _locked(wording.template, Part.of(wording.part))
    if row.draft is not None:
        _put_down(row)
        audit.record("wording.draft_discarded", row, by=by, template=row.template.code)


@transaction.atomic
def reset(wording: Wording, *, by: Actor) -> None:
    """Go back to what holds without this wording: the shipped words, or those of a larger part."""
    row = _locked(wording.template, Part.of(wording.part))
    if not row.is_active:
        return
    row.is_active = False
    _put_down(row)
    audit.record("wording.reset", row, by=by, template=row.template.code, part=row.part)


@transaction.atomic
def clone(template: Template, texts: Texts, parts: Sequence[Part], *, by: Actor) -> list[Wording]:
    """Give each part these words as a version of its own, in one piece; returns those that were made.

    A part that has words of its own already keeps them.
    """
    made = []
    for part in dict.fromkeys(parts):
        row = _locked(template, part)
        if row.is_active and live_version(row):
            continue
        number = _add_version(row, texts, note=_("Begun from another wording."), by=by).number
        audit.record("wording.cloned", row, by=by, template=template.code, part=part.key, number=number)
        made.append(row)
    return made


def whole(typed: Typed, kind: ShippedText) -> Texts:
    """What was typed with what cannot be typed: what the button does, and who reads the letter."""
    texts: Texts = {}
    for language in LANGUAGES:
        text = {part: _tidy(typed.get(language, {}).get(part, "")) for part in PARTS}
        text["subject"] = " ".join(text["subject"].split("\n"))
        kept = {name: text[name] for name in PARTS if text[name] or name in {"subject", "body", "button"}}
        fixed = kind.texts[language]
        texts[language] = kept | {"action": fixed["action"], "audience": fixed["audience"]}
    return texts


def live_version(wording: Wording) -> TemplateVersion | None:
    """The newest one, in use while the wording is."""
    return wording.versions.filter(number__gt=0).order_by("-number").first()


def live_texts(wording: Wording) -> Texts | None:
    newest = live_version(wording) if wording.is_active else None
    return newest.texts if newest else None


def _locked(template: Template, part: Part) -> Wording:
    row, _is_new = Wording.objects.select_for_update().get_or_create(
        template=template, part=part.key, defaults={"unit_id": part.unit, "is_active": True}
    )
    row.template = template
    return row


def _add_version(row: Wording, texts: Texts, *, note: str, by: Actor) -> TemplateVersion:
    newest = live_version(row)
    version = TemplateVersion.objects.create(
        template=row.template,
        wording=row,
        number=newest.number + 1 if newest else 1,
        texts=texts,
        sha256=fingerprint(texts),
        made_at=clock.now(),
        made_by=by.key,
        made_by_name=by.label[:80],
        note=note.strip()[:LONGEST_NOTE],
    )
    if not row.is_active:
        row.is_active = True
        row.save(update_fields=["is_active"])
    return version


def _put_down(row: Wording) -> None:
    row.draft, row.draft_at, row.draft_by, row.draft_by_name = None, None, "", ""
    row.draft_number += 1
    row.save()


def _clash(row: Wording, mine: Texts) -> Clash:
    """Names the texts that differ from what the other one left."""
    theirs = row.draft if row.draft is not None else live_texts(row) or {}
    problem = (
        _("%(name)s changed this text meanwhile.") % {"name": row.draft_by_name}
        if row.draft_by_name
        else _("Somebody published or put down this draft meanwhile.")
    )
    differing = [
        f"{language}.{part}"
        for language in LANGUAGES
        for part in PARTS
        if mine.get(language, {}).get(part, "") != theirs.get(language, {}).get(part, "")
    ]
    mend = _("Yours is kept below. Look at the other one beside it, then save again.")
    return Clash("changed_meanwhile", problem, mend, [FieldProblem(name, problem) for name in differing])


def _tidy(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()
