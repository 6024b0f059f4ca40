"""Writing an export's file: for who asked, with her rights of each moment, sealed, whole or not at all.

A worker that dies leaves a draft which the sweep removes; the next one writes from the beginning.
"""

import json
import logging
from datetime import timedelta

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from huiyin.accounts.doors import grants
from huiyin.accounts.models import FieldRule
from huiyin.company.queries import the_company
from huiyin.core import audit, clock, operations, sealed_streams, wording
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError, NotAllowed
from huiyin.core.models import OperationState
from huiyin.core.references import ref
from huiyin.exports.access import may_export
from huiyin.exports.lists import ExportList, Table, get_list
from huiyin.exports.models import Export, ExportState
from huiyin.exports.writing import pieces, writer
from huiyin.todos.actions import open_todo

FOLDER = "exports"
PIECE = 500
LIVES = timedelta(hours=24)
READY_TODO = "export.ready"
CARRIER = Actor.system("exports")
log = logging.getLogger(__name__)


def produce(export_id: int) -> bool:
    """Whether there is a file now. Running it again while it is written or after it is over changes
    nothing.
    """
    export = Export.objects.select_related("asked_by").get(pk=export_id)
    if export.state != ExportState.WRITING:
        return export.state == ExportState.READY
    try:
        with translation.override(export.language):
            _produce(export)
    except DomainError as refused:
        fail(export, refused)
    except Exception:
        log.exception("export %s broke off", export_id)
        fail(export, DomainError("broke", _("It broke off for a reason that the log names.")))
    else:
        return True
    return False


def fail(export: Export, refused: DomainError) -> None:
    """Over, with its reason. What is over already stays as it is."""
    with transaction.atomic():
        reason = {"reason": refused.code[:40], "said": str(refused)[:300]}
        failed = Export.objects.filter(
            pk=export.pk, state__in=[ExportState.WRITING, ExportState.WAITING]
        ).update(state=ExportState.FAILED, **reason)
        if not failed:
            return
        audit.record("export.failed", export, by=CARRIER, list=export.list_key, reason=refused.code)
        if export.operation_id:
            problem = {"about": "", "code": refused.code, "problem": refused.problem, "mend": refused.mend}
            operations.report(export.operation_id, done=0, problems=[problem])
            operations.end(export.operation_id, state=OperationState.FAILED)


def _produce(export: Export) -> None:
    wanted, actor = get_list(export.list_key), _herself(export)
    rights = _rights(actor, wanted)
    table = wanted.table(actor, json.loads(export.query))
    if len(table.keys) > 1.2 * export.rows_asked + 50:
        raise DomainError(
            "grown",
            _("The list has grown a lot since this was asked for, so nothing was written."),
            _("Ask for it again."),
        )
    with sealed_streams.SealedWriter(FOLDER) as out:
        sheet, done = writer(export.format, out, table.header), 0
        for keys in pieces(table.keys, PIECE):
            _still_wanted(export, rights, wanted)
            rows = table.read(keys)
            sheet.rows(rows)
            done += len(rows)
            if export.operation_id:
                operations.report(export.operation_id, done=done)
        sheet.rows([[watermark(export, done)]])
        sheet.close()
    _keep(export, out, done, table)


def watermark(export: Export, rows: int) -> str:
    """The last line of the file: whose it is."""
    company = the_company()
    return _("Exported by {name} ({email}) for {company} on {at}, {n} rows, export no. {id}").format(
        name=export.asked_by.name,
        email=export.asked_by.email,
        company=company.name,
        at=wording.moment(clock.now(), company.time_zone, export.language),
        n=rows,
        id=export.pk,
    )


def _keep(export: Export, out: sealed_streams.SealedWriter, rows: int, table: Table) -> None:
    """The file belongs to the row from here on; if the row is over meanwhile, the file goes."""
    now = clock.now()
    with transaction.atomic():
        kept = Export.objects.filter(pk=export.pk, state=ExportState.WRITING).update(
            state=ExportState.READY, path=out.name, size=out.size, rows=rows, expires_at=now + LIVES
        )
        if kept:
            audit.record(
                "export.written",
                export,
                by=CARRIER,
                for_user=export.asked_by_id,
                list=export.list_key,
                rows=rows,
                columns=len(table.header),
                size=out.size,
            )
            if export.operation_id:
                operations.end(export.operation_id)
                open_todo(READY_TODO, ref(export), owner=export.asked_by, due_at=now + LIVES)
    if not kept:
        sealed_streams.remove(FOLDER, out.name)


def _still_wanted(export: Export, rights: object, wanted: ExportList) -> None:
    """Asked before each piece: nobody has stopped it, and she may still do what she could when it began."""
    if not Export.objects.filter(pk=export.pk, state=ExportState.WRITING).exists():
        raise DomainError("stopped", _("This export was stopped."))
    if _rights(_herself(export), wanted) != rights:
        raise NotAllowed(
            "rights_changed",
            _("The rights of whoever asked were changed meanwhile, so nothing was kept."),
            _("Ask for it again."),
        )


def _herself(export: Export) -> Actor:
    user = export.asked_by
    return Actor(kind="user", key=f"user:{user.pk}", label=user.name, user_id=user.pk)


def _rights(actor: Actor, wanted: ExportList) -> object:
    """All that decides about rows and fields, to compare; refuses who may not take this list out any more."""
    if not may_export(actor, wanted):
        raise NotAllowed("may_not", _("Whoever asked may not do this any more."))
    held = grants(actor.user_id or 0)
    roles = [(one.role_id, one.org_unit_id, one.role.scope, tuple(one.role.permissions)) for one in held]
    rules = FieldRule.objects.filter(role__in=[one.role_id for one in held]).order_by("pk")
    return roles, list(rules.values_list("role", "field", "level"))
