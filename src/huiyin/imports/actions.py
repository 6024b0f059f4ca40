"""Bringing a sheet in, as one transaction: all of it or nothing, however the process ends."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.models import User
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import DomainError
from huiyin.imports import load_history, load_people
from huiyin.imports.gates import LOAD, PRESETS, Checked, check, preset_of
from huiyin.imports.loading import Loaded, Task
from huiyin.imports.models import Batch, BatchRow, BatchState
from huiyin.imports.naming import Names
from huiyin.imports.reading import bytes_of, tables_of
from huiyin.imports.reports import Report, make_report
from huiyin.imports.undo import undo_batch

__all__ = [
    "Options",
    "begin_batch",
    "finish_batch",
    "import_file",
    "import_sheet",
    "keep_rows",
    "load_rows",
    "undo_batch",
]

# Each takes the rows that its own preset has read.
LOADERS: dict[str, Callable[[list[Any], Task], Loaded]] = {
    **dict.fromkeys(PRESETS, load_people.load),
    "attendance": load_history.load,
}


@dataclass(frozen=True)
class Options:
    """`commit` False tries everything and takes it back. `zone` is the one that the sheet's times are meant
    in; empty means that of the place, else the company's.
    """

    preset: str
    commit: bool = False
    skip_bad: bool = False
    create_missing: bool = False
    invite: bool = False
    zone: str = ""


def import_file(path: Path, options: Options, *, by: Actor) -> Report:
    return import_sheet(bytes_of(path), path.name, options, by=by)


def import_sheet(raw: bytes, file_name: str, options: Options, *, by: Actor) -> Report:
    """Read, check, write, compare. Rows that any gate rejects stop the whole, unless they may be skipped."""
    require(by, "imports:run")
    preset = preset_of(options.preset)
    check_zone(options.zone)
    today = clock.today(options.zone or the_company().time_zone)
    checked = check(tables_of(raw), preset, today=today)
    with transaction.atomic():
        loaded = load_rows(checked, checked.rows, options, by)
        report = make_report(preset.key, checked, loaded)
        report.refused = bool(checked.rejected) and not (options.skip_bad and loaded.outcomes)
        if report.refused or not options.commit or not loaded.outcomes:
            transaction.set_rollback(True)
        else:
            _record(report, loaded, raw, file_name, by)
    return report


def load_rows(checked: Checked, rows: Sequence[Any], options: Options, by: Actor) -> Loaded:
    """Write the good ones of these rows; whenever that finds another bad one, take it back and write the
    rest anew. In the caller's transaction.
    """
    _require_rights(rows, by)
    while True:
        rejected = checked.rejected
        good = [row for row in rows if row.at not in rejected]
        if not good:
            return Loaded()
        with transaction.atomic():
            names = Names.load(by=by, may_create=options.create_missing, zone=options.zone)
            task = Task(checked.readers, names, by, invite=options.invite, zone=options.zone)
            loaded = LOADERS[options.preset](good, task)
            if checked.rejected == rejected:
                return loaded
            transaction.set_rollback(True)
        checked.note(LOAD)


def _require_rights(rows: Sequence[Any], by: Actor) -> None:
    """A sheet is no way round: whoever may not write people and interviews by hand brings none in by it."""
    require(by, "imports:run")
    require(by, "candidates:edit")
    if any(row.start for row in rows):
        require(by, "interviews:arrange")


def _record(report: Report, loaded: Loaded, raw: bytes, file_name: str, by: Actor) -> None:
    batch = begin_batch(report.preset, sha256_letters(raw), file_name, by)
    keep_rows(batch, loaded)
    finish_batch(batch, report, by)


def begin_batch(preset: str, digest: str, file_name: str, by: Actor) -> Batch:
    return Batch.objects.create(
        preset=preset,
        file_name=file_name[:200],
        file_sha256=digest,
        state=BatchState.WRITING,
        report={},
        at=clock.now(),
        actor=by.key,
        user=User.objects.filter(pk=by.user_id).first() if by.user_id else None,
    )


def keep_rows(batch: Batch, loaded: Loaded, *, trail: int = 0) -> None:
    """What these rows made. `trail` is the last audit entry by now, where the batch is not over with them."""
    rows = [
        BatchRow(
            batch=batch,
            sheet=sheet[:60],
            row=row,
            outcome=one.outcome,
            made=one.made,
            key=one.key,
            digest=one.digest,
            trail=trail,
            at=clock.now() if trail else None,
        )
        for (sheet, row), one in loaded.outcomes.items()
    ]
    BatchRow.objects.bulk_create(rows, batch_size=500)


def finish_batch(batch: Batch, report: Report, by: Actor) -> None:
    """It stands wholly from now on; whatever is touched later stands in the way of taking it back."""
    report.batch = batch.pk
    batch.state, batch.report, batch.at = BatchState.DONE, report.kept(), clock.now()
    batch.save(update_fields=["state", "report", "at", "undone_at"])
    audit.record("batch.imported", batch, by=by, preset=report.preset, rows=report.rows, made=report.made)


def check_zone(zone: str) -> None:
    if not zone:
        return
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        raise DomainError(
            "bad_zone",
            _("There is no time zone of the name %(zone)s.") % {"zone": zone},
            _("Use a name like Asia/Shanghai."),
        ) from None
