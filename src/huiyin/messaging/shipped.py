"""The letters that Huiyin ships with, read from `texts/`, and their way into the database."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.db import transaction

from huiyin.core import clock
from huiyin.core.digests import sha256_letters
from huiyin.messaging import markup
from huiyin.messaging.models import Template, TemplateVersion

LANGUAGES = ("zh-hans", "en")
MADE_BY = "system:shipped"

Texts = dict[str, dict[str, str]]


@dataclass(frozen=True)
class ShippedText:
    """One file of `texts/`. `must` are the variables that a company's own wording may not drop;
    `declared` are all that it may use. `tone` is `negative` where thanks or regret are owed.
    """

    code: str
    kind: str
    name_zh: str
    name_en: str
    audience: str
    tone: str
    must: frozenset[str]
    declared: frozenset[str]
    texts: Texts


@lru_cache(maxsize=1)
def shipped_texts() -> dict[str, ShippedText]:
    """All of them by code."""
    folder = files("huiyin.messaging") / "texts"
    every = [
        _read(tomllib.loads(file.read_text(encoding="utf-8")))
        for file in folder.iterdir()
        if file.name.endswith(".toml")
    ]
    return {text.code: text for text in sorted(every, key=lambda text: text.code)}


def _read(table: Mapping[str, Any]) -> ShippedText:
    texts: Texts = {
        language: {
            "subject": table[language]["subject"],
            "body": table[language]["body"].strip(),
            "action": table["action"],
            "button": table[language]["button"],
            "audience": table["audience"],
            **({"sms": table[language]["sms"]} if "sms" in table[language] else {}),
        }
        for language in LANGUAGES
    }
    used = [markup.variables(text["subject"] + "\n" + text["body"]) for text in texts.values()]
    return ShippedText(
        code=table["code"],
        kind=table["kind"],
        name_zh=table["name_zh"],
        name_en=table["name_en"],
        audience=table["audience"],
        tone=table["tone"],
        must=frozenset(table["must"]),
        declared=frozenset().union(*(required | optional for required, optional in used)),
        texts=texts,
    )


@transaction.atomic
def install() -> int:
    """Bring the shipped texts in; returns how many versions were new. May run at any time, again and again.

    A company's own wording is never touched: whoever picks a version prefers one that is not shipped.
    """
    known = _known_versions()
    made = 0
    for shipped in shipped_texts().values():
        template, _ = Template.objects.get_or_create(
            code=shipped.code,
            defaults={"kind": shipped.kind, "name_zh": shipped.name_zh, "name_en": shipped.name_en},
        )
        made += _add_version(template, known.get(shipped.code, []), shipped.texts)
    return made


def _known_versions() -> dict[str, list[TemplateVersion]]:
    found: dict[str, list[TemplateVersion]] = {}
    for version in (
        TemplateVersion.objects.filter(wording=None, number__gt=0)
        .select_related("template")
        .order_by("number")
    ):
        found.setdefault(version.template.code, []).append(version)
    return found


def _add_version(template: Template, known: list[TemplateVersion], texts: Texts) -> bool:
    sha256 = fingerprint(texts)
    shipped = [version for version in known if version.made_by == MADE_BY]
    if shipped and shipped[-1].sha256 == sha256:
        return False
    TemplateVersion.objects.create(
        template=template,
        number=known[-1].number + 1 if known else 1,
        texts=texts,
        sha256=sha256,
        made_at=clock.now(),
        made_by=MADE_BY,
    )
    return True


def fingerprint(texts: Mapping[str, Mapping[str, str]]) -> str:
    """The same for the same words, whatever the order of the keys."""
    canonical = json.dumps(texts, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256_letters(canonical.encode())
