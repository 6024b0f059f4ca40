"""What the worker does with an upload: read it, check it by a dry run, write it. In portions throughout.

Each portion is one short transaction, so that other people's changes wait for moments only. A worker that is
killed leaves whole portions, and the next one goes on after them; when a sheet cannot be finished, what was
written of it is taken back.
"""

import logging

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from huiyin.company.queries import the_company
from huiyin.core import clock, sealed_files
from huiyin.core.errors import DomainError
from huiyin.core.models import OperationState
from huiyin.imports.actions import Options, begin_batch, finish_batch, keep_rows, load_rows
from huiyin.imports.gates import FORMAT, LOAD, PRESETS, RAW, Checked, check
from huiyin.imports.loading import Loaded, Outcome
from huiyin.imports.looking import forget, keep_found, keep_looks, look_at, looks_of, mended
from huiyin.imports.mapping import fingerprint, map_as_chosen
from huiyin.imports.missing import missing_names
from huiyin.imports.models import Batch, BatchState, Gate, Upload, UploadState
from huiyin.imports.portions import PORTION, portions
from huiyin.imports.reading import tables_of
from huiyin.imports.reports import Report, make_report
from huiyin.imports.steps import BY_ITSELF, RUNNING, actor_of, enter, rest, tell
from huiyin.imports.tables import Table
from huiyin.imports.touches import last_entry
from huiyin.imports.undo import breathe, take_back
from huiyin.imports.wrong_rows import found_in

GATES = {RAW: Gate.RAW, FORMAT: Gate.FORMAT, LOAD: Gate.LOAD}

log = logging.getLogger(__name__)


class Stopped(Exception):
    """Somebody does not want it any more."""


def carry_on(upload_id: int, version: int) -> None:
    """Do what the upload's state asks for, and what follows by itself."""
    while True:
        upload = Upload.objects.filter(pk=upload_id, version=version, state__in=RUNNING).first()
        if upload is None:
            return
        with translation.override(upload.language):
            _step(upload)
        version = upload.version


def _step(upload: Upload) -> None:
    steps = {UploadState.READING: _read, UploadState.CHECKING: _check, UploadState.WRITING: _write}
    try:
        steps[UploadState(upload.state)](upload)
    except Stopped:
        _stop(upload)
    except DomainError as refused:
        _fail(upload, refused)
    except MemoryError:
        _fail(upload, DomainError("too_big", _("The sheet is too large for this machine."), _("Split it.")))
    except Exception:
        log.exception("upload %s broke off", upload.pk)
        problem = _("It broke off, and nothing of it was kept.")
        _fail(
            upload, DomainError("broke_off", problem, _("Try again; if it stays so, ask the administrator."))
        )


def _stop(upload: Upload) -> None:
    """Somebody asked for it, or it had failed before its worker was lost."""
    if upload.problem:
        _give_up(upload, UploadState.FAILED, OperationState.FAILED)
    else:
        _give_up(upload, UploadState.CHECKED if upload.batch_id else UploadState.MAPPING)


def _read(upload: Upload) -> None:
    looks = look_at(_tables(upload))
    if not sum(look.rows for look in looks):
        raise DomainError(
            "empty_file", _("There is a header and no row below it."), _("Choose another sheet.")
        )
    old, upload.looked = upload.looked, keep_looks(looks)
    forget(old)
    first = looks[0]
    upload.rows, upload.sheet = first.rows, first.sheet
    if upload.options.get(BY_ITSELF):
        upload.rows = sum(look.rows for look in looks)
        enter(upload, UploadState.CHECKING, by=actor_of(upload))
        return
    upload.preset = first.preset
    upload.columns = {str(one.place): one.key for one in first.guesses if one.key}
    rest(upload, UploadState.MAPPING)


def _check(upload: Upload) -> None:
    """All three gates; the third tries every row and takes it back."""
    checked = _checked(upload)
    options = _options(upload)
    loaded = Loaded()
    for part in portions(checked.rows):
        with transaction.atomic():
            loaded.outcomes |= load_rows(checked, part, options, actor_of(upload)).outcomes
            transaction.set_rollback(True)
        _go_or_stop(upload, Gate.LOAD, len(loaded.outcomes), checked)
    report = make_report(upload.preset, checked, loaded)
    missing = missing_names(checked.rows, actor_of(upload))
    if options.create_missing:
        report.made |= {noun: len(names) for noun, names in missing.items()}
    old, upload.found = upload.found, keep_found(found_in(checked, missing))
    forget(old)
    upload.rows = report.rows_in
    upload.report = report.kept() | {"problems": [], "problem_count": len(report.problems)}
    if upload.options.get(BY_ITSELF):
        _decide(upload, report)
    else:
        rest(upload, UploadState.CHECKED)


def _decide(upload: Upload, report: Report) -> None:
    """Nobody is asked: write it when that was wanted and nothing stands in the way."""
    if not upload.options.get("commit"):
        rest(upload, UploadState.CHECKED)
    elif report.rows["rejected"] and not upload.options.get("skip_bad"):
        raise DomainError(
            "rows_rejected",
            _("%(count)s rows were rejected, so nothing was written.") % {"count": report.rows["rejected"]},
            _("Mend them, or leave them out with skip_bad."),
        )
    elif report.rows["created"] or report.rows["updated"]:
        enter(upload, UploadState.WRITING, by=actor_of(upload))
    else:
        rest(upload, UploadState.CHECKED)


def _write(upload: Upload) -> None:
    batch = _batch_of(upload)
    if upload.stop_asked or batch.state == BatchState.UNDOING:
        raise Stopped
    checked = _checked(upload)
    options, by = _options(upload), actor_of(upload)
    there = set(batch.rows.values_list("sheet", "row"))
    # Letters may go out with the first row, so whoever invites wants all rows at once.
    size = len(checked.rows) if options.invite else PORTION
    allowed = checked.rejected if options.skip_bad else set()
    for part in portions(checked.rows, size):
        rows = [row for row in part if (row.at[0][:60], row.at[1]) not in there]
        if rows:
            _write_portion(batch, checked, rows, options, upload)
            there |= {(row.at[0][:60], row.at[1]) for row in rows}
        if checked.rejected - allowed and not options.skip_bad:
            raise _changed_meanwhile()
        _go_or_stop(upload, Gate.LOAD, len(there), checked)
    with transaction.atomic():
        outcomes = {(row.sheet, row.row): Outcome(row.outcome, row.made) for row in batch.rows.all()}
        report = make_report(upload.preset, checked, Loaded(outcomes))
        finish_batch(batch, report, by)
        paths = (upload.looked, upload.found)
        upload.looked, upload.found, upload.mends = "", "", {}
        upload.report = report.kept() | {"problems": [], "problem_count": len(report.problems)}
        rest(upload, UploadState.DONE)
        transaction.on_commit(lambda: forget(*paths))


def _write_portion(
    batch: Batch, checked: Checked, rows: list[object], options: Options, upload: Upload
) -> None:
    with transaction.atomic():
        before = len(checked.rejected)
        loaded = load_rows(checked, rows, options, actor_of(upload))
        if len(checked.rejected) > before and not options.skip_bad:
            transaction.set_rollback(True)
            return
        keep_rows(batch, loaded, trail=last_entry())


def _batch_of(upload: Upload) -> Batch:
    """The one that was begun, if its worker was lost."""
    with transaction.atomic():
        row = Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)
        if row.batch is None:
            row.batch = begin_batch(row.preset, row.file_sha256, row.file_name, actor_of(row))
            row.save(update_fields=["batch"])
    upload.batch = row.batch
    return row.batch


def _checked(upload: Upload) -> Checked:
    """The first two gates, which are the same each time."""
    preset = PRESETS[upload.preset or upload.options["preset"]]
    upload.preset = preset.key
    options = _options(upload)
    today = clock.today(options.zone or the_company().time_zone)
    tables = [mended(table, upload.mends) for table in _tables(upload)]
    chosen = {int(place): key for place, key in upload.columns.items()}

    def passed(gate: str, checked: Checked) -> None:
        _go_or_stop(upload, GATES[gate], 0, checked)

    if not upload.columns:
        return check(tables, preset, today=today, passed=passed)
    return check(
        _of_the_sheet(upload, tables),
        preset,
        today=today,
        mapping=lambda table: map_as_chosen(table, preset.columns, chosen),
        passed=passed,
    )


def _of_the_sheet(upload: Upload, tables: list[Table]) -> list[Table]:
    """The chosen sheet, and others of the workbook whose header is the same."""
    look = next((one for one in looks_of(upload) if one.sheet == upload.sheet), None)
    fitting = [table for table in tables if look and fingerprint(table.header) == look.fingerprint]
    return fitting or tables[:1]


def _tables(upload: Upload) -> list[Table]:
    try:
        raw = sealed_files.read(upload.path)
    except (FileNotFoundError, ValueError):
        raise DomainError("file_gone", _("The file is not here any more."), _("Upload it again.")) from None
    return tables_of(raw, upload.encoding)


def _options(upload: Upload) -> Options:
    names = ("skip_bad", "create_missing", "invite", "zone")
    return Options(
        preset=upload.preset,
        commit=True,
        **{name: upload.options[name] for name in names if name in upload.options},
    )


def _go_or_stop(upload: Upload, gate: str, done: int, checked: Checked) -> None:
    if not tell(upload, gate, done, rejected=len(checked.rejected)):
        raise Stopped
    if done:
        breathe()


def _changed_meanwhile() -> DomainError:
    return DomainError(
        "changed_meanwhile",
        _("Something has changed since the check, and some rows do not fit any more; nothing was kept."),
        _("Check it again and look at these rows."),
    )


def _fail(upload: Upload, refused: DomainError) -> None:
    upload.problem = {"code": refused.code, "problem": refused.problem, "mend": refused.mend}
    _give_up(upload, UploadState.FAILED, OperationState.FAILED)


def _give_up(upload: Upload, state: UploadState, ended: OperationState = OperationState.CANCELLED) -> None:
    """Take back what was written of it, wholly; what cannot be taken back is said."""
    batch = upload.batch if upload.state == UploadState.WRITING else None
    if batch is not None:
        # Whoever goes on after a kill reads here how it ends.
        Upload.objects.filter(pk=upload.pk).update(problem=upload.problem)
        try:
            taken = take_back(batch, by=actor_of(upload), told=lambda done: _tell_taken(upload, done))
        except DomainError as touched:
            _keep_the_half(upload, batch, touched.problem)
            state, ended = UploadState.FAILED, OperationState.FAILED
        else:
            if taken.state == BatchState.PARTLY:
                _keep_the_half(upload, taken, _("they began while it was taken back."))
                state, ended = UploadState.FAILED, OperationState.FAILED
            else:
                upload.batch = None
    rest(upload, state, ended)


def _tell_taken(upload: Upload, done: int) -> None:
    tell(upload, Gate.LOAD, done)
    breathe()


@transaction.atomic
def _keep_the_half(upload: Upload, batch: Batch, why: str) -> None:
    """Somebody works with people of it already: what was written stays, as a batch of its own."""
    rows = batch.rows.exclude(made=[])
    outcomes = {(row.sheet, row.row): Outcome(row.outcome, row.made) for row in rows}
    report = make_report(upload.preset, Checked(), Loaded(outcomes))
    batch.undone_at = None
    finish_batch(batch, report, actor_of(upload))
    upload.problem = {
        "code": "half_written",
        "problem": _("Only a part was written, and colleagues work with it already: %(why)s") % {"why": why},
        "mend": _("Look at the batch; check the sheet again for the rest."),
    }
