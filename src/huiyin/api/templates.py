"""/templates: the words of letters, for the whole house or a part of it, and their versions."""

from typing import Any

from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field

from huiyin.api.auth import ApiRequest
from huiyin.api.shapes import CHANGING, READING, Input, Moment, Version, moment
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, FieldProblem
from huiyin.desk.wordings import editor, listing
from huiyin.desk.wordings.house import our_house
from huiyin.desk.wordings.part_words import path_beside, read_part
from huiyin.messaging.checking import LONGEST, PARTS
from huiyin.messaging.models import Template, TemplateVersion
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import LANGUAGES
from huiyin.messaging.template_access import get_template, require_edit
from huiyin.messaging.template_queries import shipped_version, versions_of
from huiyin.messaging.wording_actions import discard_draft, publish, save_draft

router = Router()


class TemplateLine(Schema):
    """`own` names the parts of the house that have words of their own."""

    code: str
    name: str
    purpose: str
    audience: str
    channels: list[str]
    own: list[str]
    has_draft: bool
    changed_at: Moment | None


class TemplateList(Schema):
    items: list[TemplateLine]
    next: str | None = None


class WordsOut(Schema):
    """`texts` by language: subject, body, button, sms, chat. They are the draft where there is one, else what
    is in use. Send `seen` back to be told when somebody was faster.
    """

    code: str
    part: str
    version: int
    has_draft: bool
    seen: int
    texts: dict[str, dict[str, str]]


class VersionOut(Schema):
    """Number and words never change again; `is_shipped` is the one that came with the program."""

    number: int
    is_shipped: bool
    note: str
    made_by: str
    made_at: Moment
    texts: dict[str, dict[str, str]]


class VersionList(Schema):
    items: list[VersionOut]
    next: str | None = None


class PartFilter(Schema):
    """`part` is empty for the whole house, else as lists have it: `category=product`, `unit=2`, `job=12`."""

    part: str = Field("", max_length=120)


class PartIn(Input):
    part: str = Field("", max_length=120)


class DraftIn(PartIn):
    """What is left out stays."""

    texts: dict[str, dict[str, str]] = Field(max_length=2)
    seen: Version | None = None


class PublishIn(PartIn):
    """With remarks of the linter it wants `note`: one sentence why they may stay."""

    seen: Version
    note: str = Field("", max_length=200)


@router.get("", response={200: TemplateList, **READING}, url_name="templates")
def list_templates(request: ApiRequest) -> dict[str, Any]:
    return {"items": [_line(one) for one in listing.lines(request.actor)]}


@router.get("/{code}", response={200: WordsOut, **READING}, url_name="template")
def read(request: ApiRequest, code: str, asked: Query[PartFilter]) -> dict[str, Any]:
    return _words(get_template(request.actor, code), read_part(asked.part, request.actor))


@router.get("/{code}/versions", response={200: VersionList, **READING}, url_name="template_versions")
def versions(request: ApiRequest, code: str, asked: Query[PartFilter]) -> dict[str, Any]:
    """The newest first, the shipped one last."""
    template = get_template(request.actor, code)
    one = editor.edited(template, read_part(asked.part, request.actor))
    rows = [*versions_of(one.wording), shipped_version(template)]
    return {"items": [_version(row) for row in rows if row]}


@router.post("/{code}/draft", response={200: WordsOut, **CHANGING}, url_name="template_draft")
def draft(request: ApiRequest, code: str, body: DraftIn) -> dict[str, Any]:
    """Keep words that no letter has yet."""
    template, part = _editable(request.actor, code, body.part)
    base = editor.edited(template, part).texts
    typed = {language: base.get(language, {}) | body.texts.get(language, {}) for language in LANGUAGES}
    _judge(body.texts)
    save_draft(template, part, typed=typed, by=request.actor, seen=body.seen)
    return _words(template, part)


@router.post("/{code}/publish", response={200: WordsOut, **CHANGING}, url_name="template_publish")
def publish_(request: ApiRequest, code: str, body: PublishIn) -> dict[str, Any]:
    """Make the draft a version, for letters that are written from now on."""
    template, part = _editable(request.actor, code, body.part)
    one = editor.edited(template, part)
    if one.wording is None:
        raise _nothing()
    publish(one.wording, house=our_house(), by=request.actor, seen=body.seen, note=body.note)
    return _words(template, part)


@router.post("/{code}/discard", response={200: WordsOut, **CHANGING}, url_name="template_discard")
def discard(request: ApiRequest, code: str, body: PartIn) -> dict[str, Any]:
    """Put the draft down; what is in use stays."""
    template, part = _editable(request.actor, code, body.part)
    one = editor.edited(template, part)
    if one.wording is None:
        raise _nothing()
    discard_draft(one.wording, by=request.actor)
    return _words(template, part)


def _editable(actor: Actor, code: str, key: str) -> tuple[Template, Part]:
    template, part = get_template(actor, code), read_part(key, actor)
    require_edit(actor, part, unit_path=path_beside(part))
    return template, part


def _judge(texts: dict[str, dict[str, str]]) -> None:
    unknown = [f"texts.{language}" for language in texts if language not in LANGUAGES]
    unknown += [
        f"texts.{language}.{name}" for language, said in texts.items() for name in said if name not in PARTS
    ]
    if unknown:
        problem = _("Letters have no such text.")
        raise DomainError("unknown_text", problem, "", [FieldProblem(name, problem) for name in unknown])
    for language, said in texts.items():
        for name, text in said.items():
            if "\0" in text or len(text) > LONGEST[name]:
                problem = _("This text is too long, or holds a character that is none.")
                raise DomainError(
                    "bad_text", problem, "", [FieldProblem(f"texts.{language}.{name}", problem)]
                )


def _nothing() -> DomainError:
    return DomainError("no_draft", _("Nothing has been changed."), _("Change the text, then publish it."))


def _words(template: Template, part: Part) -> dict[str, Any]:
    one = editor.edited(template, part)
    return {
        "code": template.code,
        "part": part.key,
        "version": one.live.number,
        "has_draft": one.has_draft,
        "seen": one.seen,
        "texts": one.texts,
    }


def _line(one: listing.Line) -> dict[str, Any]:
    return {
        "code": one.template.code,
        "name": one.name,
        "purpose": one.purpose,
        "audience": one.audience,
        "channels": list(one.channels),
        "own": one.own,
        "has_draft": one.has_draft,
        "changed_at": moment(one.changed_at),
    }


def _version(row: TemplateVersion) -> dict[str, Any]:
    return {
        "number": row.number,
        "is_shipped": row.wording_id is None,
        "note": row.note,
        "made_by": row.made_by_name,
        "made_at": moment(row.made_at),
        "texts": row.texts,
    }
