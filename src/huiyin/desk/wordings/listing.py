"""The list of templates: what each is for, whose words hold, who changed them last, what became of its
letters; and which words hold where.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.models import OrgUnit
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.desk.wordings.part_words import words_of
from huiyin.jobs.models import Job
from huiyin.messaging.access import visible_to
from huiyin.messaging.choosing_texts import SHIPPED, Option, choose, options_of
from huiyin.messaging.kinds import KINDS
from huiyin.messaging.models import Template, TemplateVersion, Wording
from huiyin.messaging.parts import Part, Where
from huiyin.messaging.render import SHORT
from huiyin.messaging.shipped import shipped_texts
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.template_access import visible_templates

DAYS = 30
LOST = (S.FAILED, S.BOUNCED, S.SUPPRESSED)
LEFT = (S.SENT, S.DELIVERED, S.OPENED, S.ANSWERED)


@dataclass
class Line:
    """One template. `own` are the parts of the house that have words of their own."""

    template: Template
    name: str
    purpose: str
    audience: str
    channels: tuple[str, ...]
    own: list[str] = field(default_factory=list)
    has_draft: bool = False
    changed_at: datetime | None = None
    changed_by: str = ""
    used: int = 0
    lost: int = 0


@dataclass(frozen=True)
class Cell:
    """Whose words hold there: `is_own` when the part has words of its own."""

    words: str
    is_own: bool
    part: str


@dataclass(frozen=True)
class Row:
    code: str
    name: str
    cells: list[Cell]


def lines(actor: Actor, *, sought: str = "") -> list[Line]:
    """Those whose code, name, purpose or words hold the text."""
    templates = list(visible_templates(actor))
    wordings = defaultdict(list)
    for row in Wording.objects.filter(template__in=templates):
        wordings[row.template_id].append(row)
    newest = _newest(templates)
    counts, short = _counts(actor), _short(newest)
    parts = [Part.of(row.part) for rows in wordings.values() for row in rows]
    words = words_of(parts, actor)
    found = []
    for template in templates:
        line = _line(template, newest.get(template.pk, []))
        line.used, line.lost = counts.get(template.code, (0, 0))
        line.channels = ("mail", *sorted(short.get(template.pk, ())))
        for row in wordings[template.pk]:
            line.has_draft |= row.draft is not None
            if row.is_active and any(one.wording_id == row.pk for one in newest.get(template.pk, [])):
                line.own.append(words[row.part])
        if _holds(line, template.code, sought):
            found.append(line)
    return found


def _newest(templates: Sequence[Template]) -> dict[int, list[TemplateVersion]]:
    rows = (
        TemplateVersion.objects.filter(template__in=templates, number__gt=0)
        .defer("texts")
        .order_by("made_at", "pk")
    )
    found: dict[int, dict[int | None, TemplateVersion]] = defaultdict(dict)
    for row in rows:
        found[row.template_id][row.wording_id] = row
    return {template: list(versions.values()) for template, versions in found.items()}


def _short(newest: Mapping[int, Sequence[TemplateVersion]]) -> dict[int, set[str]]:
    """Which templates have short texts too, as their own words stand."""
    own = {one.pk: template for template, rows in newest.items() for one in rows if one.wording_id}
    found: dict[int, set[str]] = defaultdict(set)
    for pk, texts in TemplateVersion.objects.filter(pk__in=own).values_list("pk", "texts"):
        found[own[pk]] |= {part for text in texts.values() for part in SHORT if text.get(part)}
    return found


def _counts(actor: Actor) -> dict[str, tuple[int, int]]:
    """Letters of the last days by code: how many left, how many were lost. Only those that she sees."""
    since = clock.now() - timedelta(days=DAYS)
    rows = visible_to(actor).filter(state_at__gte=since, state__in=[*LEFT, *LOST]).order_by()
    found: dict[str, tuple[int, int]] = {}
    for one in rows.values("template", "state").annotate(n=Count("pk")):
        left, lost = found.get(one["template"], (0, 0))
        is_lost = one["state"] in LOST
        found[one["template"]] = (left + one["n"] * (not is_lost), lost + one["n"] * is_lost)
    return found


def _line(template: Template, versions: Sequence[TemplateVersion]) -> Line:
    kind = shipped_texts()[template.code]
    is_zh = _is_zh()
    notice = KINDS.get(template.kind)
    purpose = (notice.label_zh if is_zh else notice.label_en) if notice else template.kind
    own = [one for one in versions if one.wording_id]
    last = max(own, key=lambda one: one.made_at, default=None)
    return Line(
        template=template,
        name=kind.name_zh if is_zh else kind.name_en,
        purpose=purpose,
        audience=kind.audience,
        channels=("mail",),
        changed_at=last.made_at if last else None,
        changed_by=last.made_by_name if last else "",
    )


def _holds(line: Line, code: str, sought: str) -> bool:
    wanted = sought.strip().lower()
    if not wanted:
        return True
    texts = shipped_texts()[code].texts.values()
    where = [code, line.name, line.purpose, *(text[part] for text in texts for part in ("subject", "body"))]
    return any(wanted in one.lower() for one in where)


def matrix(actor: Actor) -> tuple[list[str], list[Row]]:
    """Columns: the whole house and every part that has words of its own; a cell says whose hold there. Only
    templates that have any.
    """
    options = options_of({one.code for one in visible_templates(actor)})
    parts = {option.part for found in options.values() for option in found}
    columns = [Part(), *sorted(parts - {Part()}, key=lambda part: part.key)]
    words, wheres = words_of(columns, actor), wheres_of(columns)
    rows = []
    for code, found in sorted(options.items()):
        if any(option.rank != SHIPPED for option in found):
            cells = [_cell(part, choose(found, wheres[part]), words) for part in columns]
            rows.append(Row(code, _name(code), cells))
    return [words[part.key] for part in columns], rows


def _cell(part: Part, winner: Option | None, words: Mapping[str, str]) -> Cell:
    if winner is None or winner.rank == SHIPPED:
        return Cell(_("As shipped"), is_own=False, part=part.key)
    if winner.part == part:
        return Cell(_("Our own words"), is_own=True, part=part.key)
    return Cell(_("As “%(part)s”") % {"part": words[winner.part.key]}, is_own=False, part=part.key)


def wheres_of(parts: Sequence[Part]) -> dict[Part, Where]:
    """Where a letter of each part belongs: a job brings its category and its branch along."""
    jobs = (
        Job.objects.select_related("org_unit")
        .defer("pay_band")
        .in_bulk({one.job for one in parts if one.job})
    )
    paths = dict(OrgUnit.objects.filter(pk__in={one.unit for one in parts}).values_list("pk", "path"))
    found = {}
    for part in parts:
        job = jobs.get(part.job or 0)
        found[part] = Where(
            unit_path=job.org_unit.path if job else paths.get(part.unit or 0, ""),
            category=job.category if job else part.category,
            job=part.job,
            round=part.round,
        )
    return found


def for_job(actor: Actor, job: Job) -> list[tuple[str, str, str]]:
    """Whose words the letters of a job take: code, name, and the part that wins; by the order of a letter."""
    templates = list(visible_templates(actor))
    options = options_of({one.code for one in templates})
    where = Where(job.org_unit.path, job.category, job.pk)
    winners = {one.code: choose(options.get(one.code, ()), where) for one in templates}
    words = words_of({one.part for one in winners.values() if one}, actor)
    found = []
    for template in templates:
        winner = winners[template.code]
        said = _("As shipped") if winner is None or winner.rank == SHIPPED else words[winner.part.key]
        found.append((template.code, _name(template.code), said))
    return found


def _name(code: str) -> str:
    kind = shipped_texts()[code]
    return kind.name_zh if _is_zh() else kind.name_en


def _is_zh() -> bool:
    return (get_language() or "").startswith("zh")
