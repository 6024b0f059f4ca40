"""Bringing a sheet in, as one transaction: all of it or nothing, however the process ends."""

from collections.abc import Callable
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
from huiyin.imports.gates import LOAD, Checked, check, preset_of
from huiyin.imports.loading import Loaded, Task
from huiyin.imports.models import Batch, BatchRow
from huiyin.imports.naming import Names
from huiyin.imports.reading import bytes_of, tables_of
from huiyin.imports.reports import Report, make_report
from huiyin.imports.undo import undo_batch

__all__ = ["Options", "import_file", "import_sheet", "undo_batch"]

# Each takes the rows that its own preset has read.
LOADERS: dict[str, Callable[[list[Any], Task], Loaded]] = {
    "huiyin": load_people.load,
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
    _check_zone(options.zone)
    today = clock.today(options.zone or the_company().time_zone)
    checked = check(tables_of(raw), preset, today=today)
    with transaction.atomic():
        loaded = _load(checked, options, by)
        report = make_report(preset.key, checked, loaded)
        report.refused = bool(checked.rejected) and not (options.skip_bad and loaded.outcomes)
        if report.refused or not options.commit or not loaded.outcomes:
            transaction.set_rollback(True)
        else:
            _record(report, loaded, raw, file_name, by)
    return report


def _load(checked: Checked, options: Options, by: Actor) -> Loaded:
    """Write the good rows; whenever that finds another bad one, take it back and write the rest anew."""
    while True:
        rejected = checked.rejected
        rows = [row for row in checked.rows if row.at not in rejected]
        if not rows:
            return Loaded()
        with transaction.atomic():
            names = Names.load(by=by, may_create=options.create_missing, zone=options.zone)
            task = Task(checked.readers, names, by, invite=options.invite, zone=options.zone)
            loaded = LOADERS[options.preset](rows, task)
            if checked.rejected == rejected:
                return loaded
            transaction.set_rollback(True)
        checked.note(LOAD)


def _record(report: Report, loaded: Loaded, raw: bytes, file_name: str, by: Actor) -> None:
    batch = Batch.objects.create(
        preset=report.preset,
        file_name=file_name[:200],
        file_sha256=sha256_letters(raw),
        report={},
        at=clock.now(),
        actor=by.key,
        user=User.objects.filter(pk=by.user_id).first() if by.user_id else None,
    )
    BatchRow.objects.bulk_create(
        [
            BatchRow(
                batch=batch,
                sheet=sheet[:60],
                row=row,
                outcome=one.outcome,
                made=one.made,
                key=one.key,
                digest=one.digest,
            )
            for (sheet, row), one in loaded.outcomes.items()
        ],
        batch_size=500,
    )
    report.batch = batch.pk
    batch.report = report.kept()
    batch.save(update_fields=["report"])
    audit.record("batch.imported", batch, by=by, preset=report.preset, rows=report.rows, made=report.made)


def _check_zone(zone: str) -> None:
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
