"""A sheet on its way in: uploaded, its columns chosen, checked, mended, written or dropped. Each step once.

What takes time is done by the worker (`working`); a step here only notes it and begins the work.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require
from huiyin.accounts.models import User
from huiyin.core import audit, clock, sealed_files
from huiyin.core.actor import Actor
from huiyin.core.background import enqueue, is_under_way
from huiyin.core.digests import sha256_letters
from huiyin.core.errors import Clash, DomainError, FieldProblem, NotAllowed
from huiyin.imports.actions import check_zone
from huiyin.imports.columns import fold
from huiyin.imports.decoding import ENCODINGS
from huiyin.imports.gates import preset_of
from huiyin.imports.looking import FOLDER, forget, looks_of
from huiyin.imports.mapping import PROTECTED
from huiyin.imports.models import ColumnMemory, Upload, UploadState
from huiyin.imports.reading import MOST_BYTES
from huiyin.imports.steps import ASKED_BY, OPEN, RUNNING, enter
from huiyin.imports.tasks import go_on

MOST_UNDER_WAY = 20
Verb = Callable[[Upload], object]


def upload_sheet(
    raw: bytes,
    file_name: str,
    *,
    key: str,
    by: Actor,
    wanted: Mapping[str, Any] | None = None,
) -> Upload:
    """Keep a file, sealed, and have it read. The same `key` again is the same upload. `wanted` goes on by
    itself, as the API asks: {preset, commit, skip_bad, create_missing, invite, zone}.
    """
    require(by, "imports:run")
    user_id = by.user_id
    if user_id is None:
        raise NotAllowed("forbidden", _("Only a person can upload a sheet."))
    key = key if 8 <= len(key) <= 64 and key.isalnum() else sha256_letters(f"{by.user_id} {key}".encode())
    if known := Upload.objects.filter(key=key, user=by.user_id).first():
        return known
    if not raw:
        raise _refused(_("The file is empty."), _("Choose the sheet that holds people."))
    if len(raw) > MOST_BYTES:
        problem = _("The file is larger than %(most)s MB.") % {"most": MOST_BYTES >> 20}
        raise _refused(problem, _("Split it into smaller files."))
    if Upload.objects.filter(user=by.user_id, state__in=OPEN).count() >= MOST_UNDER_WAY:
        raise _refused(_("You have too many sheets under way."), _("Finish or drop some of them first."))
    path = sealed_files.store(FOLDER, raw)
    try:
        return _begin(
            Upload(
                key=key,
                user_id=user_id,
                file_name=file_name[-200:] or "sheet",
                file_sha256=sha256_letters(raw),
                size=len(raw),
                language=(get_language() or "zh-hans")[:10],
                path=path,
                options=dict(wanted or {}) | ({ASKED_BY: by.key} if by.kind == "token" else {}),
                at=clock.now(),
            ),
            by,
        )
    except BaseException:
        forget(path)
        raise


@transaction.atomic
def _begin(upload: Upload, by: Actor) -> Upload:
    """One after the other for each person, so that an impatient second click adds nothing."""
    User.objects.select_for_update().get(pk=upload.user_id)
    if known := Upload.objects.filter(key=upload.key).first():
        forget(upload.path)
        return known
    upload.moved_at = upload.at
    upload.save()
    audit.record("upload.added", upload, by=by, size=upload.size)
    return start(upload, UploadState.READING, by=by)


@transaction.atomic
def read_again(upload: Upload, *, encoding: str, by: Actor, version: int | None = None) -> Upload:
    """As another encoding, or simply once more after it broke off."""
    upload = _locked(upload, version, UploadState.MAPPING, UploadState.FAILED)
    if encoding and encoding not in ENCODINGS:
        raise _refused(_("There is no such encoding."), _("Choose one of the list."))
    upload.encoding, upload.mends = encoding, {}
    audit.record("upload.read_again", upload, by=by)
    return start(upload, UploadState.READING, by=by)


@transaction.atomic
def choose_columns(
    upload: Upload,
    columns: Mapping[int, str],
    *,
    preset: str,
    options: Mapping[str, Any],
    by: Actor,
    version: int | None = None,
    sheet: str | None = None,
) -> Upload:
    """Say which column is what, and have it checked. It is remembered for sheets with the same header."""
    upload = _locked(upload, version, UploadState.MAPPING, UploadState.CHECKED, UploadState.FAILED)
    chosen = preset_of(preset)
    check_zone(str(options.get("zone", "")))
    fields = {column.key: column for column in chosen.columns}
    upload.sheet = upload.sheet if sheet is None else sheet
    look = next((one for one in looks_of(upload) if one.sheet == upload.sheet), None)
    never = {one.place for one in look.guesses if one.why == PROTECTED} if look else set()
    kept = {place: key for place, key in columns.items() if key in fields and place not in never}
    _judge(kept, chosen.columns)
    upload.preset, upload.columns = preset, {str(place): key for place, key in kept.items()}
    upload.options = {**upload.options, **options}
    if look:
        titles = {fold(one.title): kept[one.place] for one in reversed(look.guesses) if one.place in kept}
        ColumnMemory.objects.update_or_create(
            fingerprint=look.fingerprint,
            defaults={"preset": preset, "columns": titles, "at": clock.now()},
        )
    audit.record("upload.mapped", upload, by=by, preset=preset, columns=len(kept))
    return start(upload, UploadState.CHECKING, by=by)


def _judge(kept: Mapping[int, str], columns: Any) -> None:
    taken = list(kept.values())
    doubled = sorted({key for key in taken if taken.count(key) > 1})
    problems = [FieldProblem(key, _("Two columns mean the same."), _("one of the two")) for key in doubled]
    problems += [
        FieldProblem(
            column.key,
            _("No column is “%(title)s”.") % {"title": column.names[0]},
            _("Say which one it is; without it nobody can be brought in."),
        )
        for column in columns
        if column.is_needed and column.key not in taken
    ]
    if problems:
        raise DomainError("bad_columns", problems[0].problem, problems[0].mend, problems)


@transaction.atomic
def mend_cells(
    upload: Upload,
    mends: Mapping[str, str],
    *,
    by: Actor,
    version: int | None = None,
    create_missing: bool = False,
) -> Upload:
    """Cells mended on the page; the file stays as it is, and everything is checked anew."""
    upload = _locked(upload, version, UploadState.CHECKED)
    upload.mends = {**upload.mends, **{key: text[:500] for key, text in mends.items()}}
    upload.options = {**upload.options, "create_missing": create_missing}
    audit.record("upload.mended", upload, by=by, cells=len(mends))
    return start(upload, UploadState.CHECKING, by=by)


@transaction.atomic
def commit_upload(upload: Upload, *, skip_bad: bool, by: Actor, version: int | None = None) -> Upload:
    """Write what was checked. A second click finds it under way."""
    upload = _fresh(upload)
    if upload.state in {UploadState.WRITING, UploadState.DONE}:
        return upload
    upload = _locked(upload, version, UploadState.CHECKED)
    rows = upload.report.get("rows", {})
    if rows.get("rejected") and not skip_bad:
        raise _refused(_("Some rows cannot be written."), _("Mend them, or leave them out."))
    if not any(rows.get(name) for name in ("created", "updated")):
        raise _refused(_("There is nothing to write."), _("Everybody of this sheet is here already."))
    upload.options = {**upload.options, "skip_bad": skip_bad}
    audit.record("upload.committed", upload, by=by, rows=rows)
    return start(upload, UploadState.WRITING, by=by)


@transaction.atomic
def back_to_columns(upload: Upload, *, by: Actor, version: int | None = None) -> Upload:
    """The check is forgotten, the columns stay as they were chosen."""
    upload = _locked(upload, version, UploadState.CHECKED, UploadState.FAILED)
    if not upload.looked:
        return read_again(upload, encoding=upload.encoding, by=by)
    upload.state, upload.problem = UploadState.MAPPING, {}
    upload.version += 1
    upload.save()
    audit.record("upload.reopened", upload, by=by)
    return upload


def note_download(upload: Upload, *, by: Actor) -> None:
    """Rows with their values leave as a file."""
    audit.record("upload.wrong_rows_downloaded", upload, by=by)


@transaction.atomic
def stop_upload(upload: Upload, *, by: Actor) -> Upload:
    """Stop at the next portion: a check goes back to its columns, a half-written sheet is taken back. Where
    the worker was lost for good, another one does that.
    """
    upload = _fresh(upload)
    if upload.state in RUNNING and not upload.stop_asked:
        upload.stop_asked = True
        upload.save(update_fields=["stop_asked"])
        audit.record("upload.stopped", upload, by=by)
        if is_lost(upload):
            enqueue(go_on, upload.pk, upload.version)
    return upload


@transaction.atomic
def continue_upload(upload: Upload, *, by: Actor) -> Upload:
    """Go on after the worker was lost for good; where somebody carries it on, nothing changes."""
    upload = _fresh(upload)
    if is_lost(upload):
        enqueue(go_on, upload.pk, upload.version)
        audit.record("upload.continued", upload, by=by)
    return upload


def is_lost(upload: Upload) -> bool:
    """It should be going on, and no worker does it or will."""
    if upload.state not in RUNNING or is_under_way(go_on, upload.pk):
        return False
    return Upload.objects.filter(pk=upload.pk, version=upload.version, state__in=RUNNING).exists()


@transaction.atomic
def drop_upload(upload: Upload, *, by: Actor) -> Upload:
    """Forget a sheet that was not written; its file goes with it."""
    upload = _fresh(upload)
    if upload.state == UploadState.DROPPED:
        return upload
    if upload.state in {*RUNNING, UploadState.DONE}:
        raise _refused(_("This sheet is just being worked on, or is in."), _("Stop it first."))
    paths = (upload.path, upload.looked, upload.found)
    upload.state, upload.path, upload.looked, upload.found, upload.mends = "dropped", "", "", "", {}
    upload.save()
    audit.record("upload.dropped", upload, by=by)
    transaction.on_commit(lambda: forget(*paths))
    return upload


def start(upload: Upload, state: UploadState, *, by: Actor) -> Upload:
    """Begin the work of a state, in the caller's transaction."""
    enter(upload, state, by=by)
    enqueue(go_on, upload.pk, upload.version)
    return upload


def _fresh(upload: Upload) -> Upload:
    return Upload.objects.select_for_update(of=("self",)).get(pk=upload.pk)


def _locked(upload: Upload, version: int | None, *states: str) -> Upload:
    upload = _fresh(upload)
    if upload.state not in states or (version is not None and version != upload.version):
        raise Clash(
            "clash",
            _("This sheet has moved on meanwhile."),
            _("Look at it as it is now and decide again."),
        )
    return upload


def _refused(problem: str, mend: str) -> DomainError:
    return DomainError("upload_refused", problem, mend, [FieldProblem("file", problem, mend)])
