"""What the pages about sheets and batches show, gathered once; no HTML here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.candidates.access import visible_to as candidates_visible_to
from huiyin.core.actor import Actor
from huiyin.core.references import ref_id
from huiyin.imports import words
from huiyin.imports.access import (
    UNDO_DAYS,
    in_time,
    resumes_visible_to,
    undo_until,
    uploads_visible_to,
    visible_to,
)
from huiyin.imports.columns import key_of
from huiyin.imports.gates import FORMAT, LOAD, PRESETS, RAW
from huiyin.imports.looking import Found, Look, found_of, looks_of
from huiyin.imports.mapping import DOUBLED, PROTECTED, UNKNOWN, Guess
from huiyin.imports.models import Batch, BatchState, Gate, ResumeState, Upload, UploadState
from huiyin.imports.problems import Problem
from huiyin.imports.steps import OPEN
from huiyin.imports.taking_back import is_being_taken_back, operation_of
from huiyin.imports.uploading import is_lost
from huiyin.imports.wrong_rows import grouped

PER_PAGE = 30
SHOWN = 50
PEOPLE_SHOWN = 20
# A batch whose worker was lost while it was taken back is taken back on.
CAN_GO = (BatchState.DONE, BatchState.UNDOING, BatchState.PARTLY)


@dataclass(frozen=True)
class GateView:
    """One of the three checks: how far it is, and what it found."""

    name: str | Promise
    text: str | Promise
    shape: str
    word: str
    done: int
    total: int
    is_current: bool


@dataclass(frozen=True)
class ColumnView:
    guess: Guess
    field: str
    is_protected: bool


@dataclass(frozen=True)
class BatchView:
    batch: Batch
    who: str
    shape: str
    word: str | Promise
    rows: Mapping[str, int]
    made: Sequence[tuple[str | Promise, int]]
    can_undo: bool
    until: Any


def list_page(actor: Actor, page: str) -> dict[str, Any]:
    uploads = uploads_visible_to(actor).filter(state__in=OPEN).order_by("-at", "-pk")[:PER_PAGE]
    batches = Paginator(visible_to(actor).select_related("user").order_by("-pk"), PER_PAGE).get_page(page)
    return {
        "uploads": [(one, *words.UPLOAD_STATES[one.state]) for one in uploads],
        "page": batches,
        "rows": [batch_view(actor, one) for one in batches],
        "days": UNDO_DAYS,
        "waiting_resumes": resumes_visible_to(actor).filter(state=ResumeState.WAITING).count(),
    }


def batch_view(actor: Actor, batch: Batch) -> BatchView:
    made = batch.report.get("made", {})
    shape, word = words.BATCH_STATES[batch.state]
    return BatchView(
        batch=batch,
        who=batch.user.name if batch.user else _("At the shell"),
        shape=shape,
        word=word,
        rows={"created": 0, "updated": 0, "unchanged": 0, "rejected": 0} | batch.report.get("rows", {}),
        made=[(name, made[key]) for key, name in words.MADE_NAMES.items() if made.get(key)],
        can_undo=batch.state in CAN_GO and in_time(actor, batch),
        until=undo_until(batch),
    )


def batch_page(actor: Actor, batch: Batch) -> dict[str, Any]:
    view = batch_view(actor, batch)
    ids = [
        pk
        for made in batch.rows.order_by("pk").values_list("made", flat=True)[:500]
        for reference in made
        if (pk := ref_id(reference, "candidate"))
    ][:PEOPLE_SHOWN]
    people = candidates_visible_to(actor).filter(pk__in=ids).order_by("pk")
    problems = batch.report.get("problems", [])
    undoing = operation_of(batch) if batch.state in CAN_GO else None
    return {
        "view": view,
        "is_undoing": is_being_taken_back(batch),
        "undoing": undoing,
        "left": batch.report.get("left", {}) if batch.state == BatchState.PARTLY else {},
        "not_undone": undoing.detail.get("problems", [])[:1] if undoing and undoing.failed else [],
        "batch": batch,
        "preset": words.PRESET_NAMES.get(batch.preset, batch.preset),
        "people": people,
        "more": max(0, batch.report.get("made", {}).get("candidates", 0) - len(people)),
        "gates": batch.report.get("gates", []),
        "protected": batch.report.get("columns_protected", []),
        "left_out": _others(batch.report),
        "problems": problems[:SHOWN],
        "more_problems": max(0, len(problems) - SHOWN),
    }


def columns_page(upload: Upload, query: Mapping[str, str]) -> dict[str, Any]:
    """`preset` and `sheet` in the address look at it in another way, without deciding anything."""
    looks = looks_of(upload)
    sheet = query.get("sheet", upload.sheet)
    look = next((one for one in looks if one.sheet == sheet), looks[0] if looks else None)
    preset = query.get("preset", upload.preset)
    preset = preset if preset in PRESETS else "people"
    if look is None:
        return {"upload": upload, "look": None, "encodings": words.ENCODING_NAMES.items()}
    columns = _columns(upload, look, preset)
    fields = [(one.key, words.FIELD_NAMES.get(one.key, one.names[0])) for one in PRESETS[preset].columns]
    return {
        "upload": upload,
        "look": look,
        "looks": looks,
        "preset": preset,
        "presets": words.PRESET_NAMES.items(),
        "fields": fields,
        "columns": columns,
        "encodings": words.ENCODING_NAMES.items(),
        "tried": None,
        "is_text": not upload.file_name.lower().endswith((".xlsx", ".xls", ".xlsm")),
        "unknown": [one.guess.title for one in columns if not one.field and not one.is_protected],
        "protected": [one.guess.title for one in columns if one.is_protected],
        "n": look.rows,
    }


def _columns(upload: Upload, look: Look, preset: str) -> list[ColumnView]:
    chosen = {int(place): key for place, key in upload.columns.items()}
    is_as_chosen = upload.preset == preset and upload.sheet == look.sheet
    taken: set[str] = set()
    found = []
    for guess in look.guesses:
        is_protected = guess.why == PROTECTED
        if is_as_chosen:
            key = chosen.get(guess.place, "")
        else:
            key = key_of(guess.title, PRESETS[preset].columns) or ""
        key = "" if is_protected or key in taken else key
        taken.add(key)
        why = guess.why if guess.why in {PROTECTED, DOUBLED} else ("" if key else UNKNOWN)
        found.append(ColumnView(replace(guess, why=why), key, is_protected))
    return found


def gates_of(upload: Upload) -> list[GateView]:
    """While one runs, and when all are through."""
    order = [gate for gate, _name, _text in words.GATE_NAMES]
    is_over = upload.state in {UploadState.CHECKED, UploadState.DONE}
    at = len(order) if is_over else (order.index(Gate(upload.gate)) if upload.gate else 0)
    counts = {one["gate"]: one["problems"] for one in upload.report.get("gates", [])} if is_over else {}
    done = upload.operation.done if upload.operation else 0
    views = []
    for place, (gate, name, text) in enumerate(words.GATE_NAMES):
        wrong = counts.get({Gate.RAW: RAW, Gate.FORMAT: FORMAT, Gate.LOAD: LOAD}[gate], 0)
        shape, word = "", _("Waits for the one before")
        if place == at:
            shape, word = "now", _("Under way")
        elif place < at:
            shape, word = "ok", _("Through")
        if wrong:
            shape, word = "wait", ngettext("{n} to mend", "{n} to mend", wrong).format(n=wrong)
        through = upload.rows if place < at else (done if gate == Gate.LOAD and place == at else 0)
        views.append(GateView(name, text, shape, word, min(through, upload.rows), upload.rows, place == at))
    return views


def working_page(upload: Upload) -> dict[str, Any]:
    shape, word = words.UPLOAD_STATES[upload.state]
    return {
        "upload": upload,
        "gates": gates_of(upload) if upload.state != UploadState.READING else [],
        "shape": shape,
        "word": word,
        "is_writing": upload.state == UploadState.WRITING,
        "done": upload.operation.done if upload.operation else 0,
        "is_lost": is_lost(upload),
        "is_undoing": bool(upload.batch and upload.batch.state == BatchState.UNDOING),
    }


def checked_page(upload: Upload, page: str = "") -> dict[str, Any]:
    report = upload.report
    found = found_of(upload)
    shown = Paginator(found.problems, SHOWN).get_page(page)
    start = shown.start_index() - 1 if found.problems else 0
    rows = {"created": 0, "updated": 0, "unchanged": 0, "rejected": 0} | report.get("rows", {})
    return {
        "upload": upload,
        "gates": gates_of(upload),
        "rows": rows,
        "writable": rows["created"] + rows["updated"],
        "made": [
            (name, report.get("made", {}).get(key))
            for key, name in words.MADE_NAMES.items()
            if report.get("made", {}).get(key)
        ],
        "kinds": [(column, problem, len(some)) for column, problem, some in grouped(found.problems)][:12],
        "groups": _groups(found, list(shown), start),
        "page": shown,
        "n_problems": len(found.problems),
        "missing": [
            (words.MADE_NAMES[noun], names[:12], len(names)) for noun, names in found.missing.items() if names
        ],
        "makes_missing": bool(upload.options.get("create_missing")),
        "protected": report.get("columns_protected", []),
        "left_out": _others(report),
        "days": UNDO_DAYS,
        "headline": _headline(rows),
    }


def _groups(
    found: Found, shown: Sequence[Problem], start: int
) -> list[tuple[str, list[tuple[int, Problem, str]]]]:
    """The problems of a page by column; each with its number in all of them and its row's name."""
    numbered = {id(one): start + offset for offset, one in enumerate(shown)}
    by_column: dict[str, list[tuple[int, Problem, str]]] = {}
    for one in shown:
        by_column.setdefault(one.column, []).append((numbered[id(one)], one, _who(found, one)))
    return list(by_column.items())


def _who(found: Found, one: Problem) -> str:
    cells = found.cells.get(f"{one.row}:{one.sheet}", ())
    for title, text in zip(found.header, cells, strict=False):
        if key_of(title, PRESETS["people"].columns) == "name":
            return text
    return ""


def _headline(rows: Mapping[str, int]) -> str:
    total, wrong = sum(rows.values()), rows["rejected"]
    if wrong:
        said = ngettext("{wrong} of {n} rows needs a change", "{wrong} of {n} rows need a change", wrong)
        return said.format(wrong=wrong, n=total)
    if rows["created"] + rows["updated"]:
        return ngettext("All {n} row is through", "All {n} rows are through", total).format(n=total)
    return _("Everybody of this sheet is here already")


def _others(report: Mapping[str, Any]) -> list[str]:
    protected = report.get("columns_protected", [])
    return [title for title in report.get("columns_left_out", []) if title not in protected]
