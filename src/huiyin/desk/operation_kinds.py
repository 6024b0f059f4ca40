"""What each kind of long work is called, and how its failed rows are tried again.

A kind that is not here is still shown; only its failed rows cannot be tried again from the page.
"""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.core.actor import Actor
from huiyin.core.models import Operation
from huiyin.core.operations import OVER, note_retried
from huiyin.core.references import ref_id
from huiyin.desk import bulk_letters
from huiyin.interviews import many
from huiyin.interviews.access import get_batch
from huiyin.interviews.asking_again import remind_again
from huiyin.interviews.batch_sending import retry_failed as retry_batch

Retry = Callable[[Operation, Actor], Operation | None]


def title_of(operation: Operation) -> str:
    """`发送面试邀请，12 人`."""
    n = operation.total
    words = {
        "interviews.invite": ngettext("Invitations, {n} person", "Invitations, {n} people", n),
        "interviews.remind": ngettext("Reminders, {n} person", "Reminders, {n} people", n),
        "interviews.cancel_many": ngettext("Cancelling, {n} interview", "Cancelling, {n} interviews", n),
        "interviews.move_many": ngettext("Moving, {n} interview", "Moving, {n} interviews", n),
        "interviews.change_many": ngettext(
            "Other interviewers, {n} interview", "Other interviewers, {n} interviews", n
        ),
        "exports.write": ngettext("Export, {n} row", "Export, {n} rows", n),
        "letters.send_again": ngettext("Sending again, {n} letter", "Sending again, {n} letters", n),
        "letters.give_up": ngettext("Another way, {n} letter", "Another way, {n} letters", n),
        "letters.confirm_arrival": ngettext("Marked as sent, {n} letter", "Marked as sent, {n} letters", n),
        "letters.release": ngettext("Letting go, {n} letter", "Letting go, {n} letters", n),
        "imports.read": ngettext("Reading a sheet, {n} row", "Reading a sheet, {n} rows", n),
        "imports.check": ngettext("Checking a sheet, {n} row", "Checking a sheet, {n} rows", n),
        "imports.write": ngettext("Importing, {n} row", "Importing, {n} rows", n),
        "imports.undo": ngettext("Taking an import back, {n} row", "Taking an import back, {n} rows", n),
        "letters.withdraw": ngettext("Taking back, {n} letter", "Taking back, {n} letters", n),
    }
    unknown = _("{kind}, {n} rows")
    return words.get(operation.kind, unknown).format(n=n, kind=operation.kind)


def _invite_again(operation: Operation, by: Actor) -> Operation | None:
    batch = ref_id(operation.about, "batch")
    return retry_batch(get_batch(by, batch), by=by) if batch else None


def _remind_again(operation: Operation, by: Actor) -> Operation | None:
    """Whoever can be reminded by now; the others are said again."""
    problems = operation.detail.get("problems", [])
    ids = [pk for row in problems if (pk := ref_id(row["about"], "interview"))]
    return remind_again(ids, key=f"retry:{operation.pk}", by=by) if ids else None


RETRIES: dict[str, Retry] = {
    **{f"letters.{verb}": bulk_letters.retry for verb in bulk_letters.VERBS},
    "interviews.invite": _invite_again,
    "interviews.remind": _remind_again,
    **dict.fromkeys(many.KINDS.values(), many.retry),
}


def may_retry(operation: Operation) -> bool:
    return operation.failed > 0 and operation.kind in RETRIES


def retry_failed(operation: Operation, *, by: Actor) -> Operation | None:
    """Try only the refused rows again, once: ten clicks are one second try. None when it is not possible."""
    if operation.state not in OVER or not may_retry(operation):
        return None
    if known := operation.detail.get("retried"):
        return Operation.objects.filter(pk=known).first()
    again = RETRIES[operation.kind](operation, by)
    if again is not None and again.pk != operation.pk:
        note_retried(operation.pk, again.pk)
    return again
