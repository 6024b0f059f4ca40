"""The outbox: rows in, rows stopped. It inserts and updates letters and does nothing else.

Everything here runs in the caller's transaction, beside the change that is told.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from huiyin.accounts.models import User
from huiyin.core import audit, clock, wording
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref
from huiyin.messaging.contacts import LAST_RUNG, ladder_of
from huiyin.messaging.house import HouseRules, house_rules
from huiyin.messaging.models import Address, Contact, Letter
from huiyin.messaging.moves import move
from huiyin.messaging.quiet import QuietHours
from huiyin.messaging.states import ARRIVED, UNSENT
from huiyin.messaging.states import LetterState as S
from huiyin.messaging.todo_kinds import BY_HAND_TODO, UNKNOWN_TODO, settle_together
from huiyin.todos.actions import close_todos
from huiyin.todos.models import Todo, TodoState

HOLD_FOR_ONE = 10
BATCH = 500
Key = tuple[int, str, str, int]


@dataclass(frozen=True)
class Draft:
    """What a notice wants written to one person; the channel is chosen from the person's ladder.

    `kind` is a registered notice kind, `template` a template code. `due_at` None means at once; a later
    one makes a planned letter whose values are frozen only when it is due. `hold` is the undo window in
    seconds, or None for the house's default. `urgent` passes quiet hours and caps. `colleague` is asked when
    the letter needs a person: by hand, unknown, failed. `review` holds it, when it is due, until a colleague
    has looked. `prefer` is the channel to begin with, if the person can be reached there.
    `cause` is the draft's own, for batches in which each letter follows from another row.
    """

    contact: Contact
    colleague: User | None
    kind: str
    template: str
    about: str
    version: int = 1
    due_at: datetime | None = None
    hold: int | None = None
    urgent: bool = False
    priority: int = 5
    review: bool = False
    prefer: str = ""
    cause: AuditEntry | None = None


def queue(drafts: Sequence[Draft], *, cause: AuditEntry | None = None, operation: str = "") -> list[Letter]:
    """Write the letters of one cause; the same cause never writes the same letter twice.

    A draft with a cause of its own follows that one; the others need `cause`. Returns the letters in the
    order of the drafts, those that had been written before among them.
    """
    written: list[Letter] = []
    with transaction.atomic():
        for start in range(0, len(drafts), BATCH):
            written += _queue_some(drafts[start : start + BATCH], cause, operation)
    return written


def _queue_some(drafts: Sequence[Draft], cause: AuditEntry | None, operation: str) -> list[Letter]:
    keys = [_key(draft, cause) for draft in drafts]
    known = _written(keys)
    fresh = {key: draft for key, draft in zip(keys, drafts, strict=True) if key not in known}
    if fresh:
        wanted = {draft.contact.pk for draft in fresh.values()}
        # Which rungs are usable is asked, not where they lead, so nothing is decrypted.
        addresses = Prefetch("addresses", Address.objects.defer("value"))
        contacts = Contact.objects.prefetch_related(addresses).in_bulk(wanted)
        rules = house_rules()
        letters = [
            _letter(draft, contacts[draft.contact.pk], rules, cause=key[1], operation=operation)
            for key, draft in fresh.items()
        ]
        known |= dict(zip(fresh, _insert(letters, fresh), strict=True))
    return [known[key] for key in keys]


def _insert(letters: Sequence[Letter], keys: Collection[Key]) -> list[Letter]:
    """Insert them all; if somebody was faster with one of the same cause, take hers."""
    try:
        with transaction.atomic():
            return Letter.objects.bulk_create(letters)
    except IntegrityError:
        Letter.objects.bulk_create(letters, ignore_conflicts=True)
        written = _written(keys)
        return [written[key] for key in keys]


def refuse_repeat(kind: str, about: str, contact: Contact, *, within: timedelta) -> None:
    """Refuse a second letter of a kind about the same thing to the same person so soon.

    An action that may be repeated by a person's decision asks this unless it was told `again`.
    """
    last = (
        Letter.objects.filter(kind=kind, about=about, contact=contact, created_at__gt=clock.now() - within)
        .exclude(state__in=[S.SUPERSEDED, S.CANCELLED, S.SUPPRESSED])
        .order_by("-created_at")
        .first()
    )
    if last:
        at = wording.clock_time(last.created_at, house_rules().time_zone)
        raise DomainError(
            "already_reminded", _("This was already sent at %(time)s.") % {"time": at}, _("Send it again?")
        )


def supersede(about: str, *, reason: str, kinds: Sequence[str] = (), contact: Contact | None = None) -> int:
    """Stop every unsent letter about a row (reminders and cards in hand too); returns how many."""
    return _stop(_unsent_about(about, kinds, contact), S.SUPERSEDED, reason)


def supersede_all(abouts: Collection[str], *, reason: str) -> int:
    """The same for many rows at once."""
    return _stop(Letter.objects.filter(about__in=abouts), S.SUPERSEDED, reason)


def cancel(letters: Iterable[Letter], *, reason: str, by: Actor) -> int:
    """A person withdraws letters that have not gone out; the others are left as they are."""
    ids = [letter.pk for letter in letters]
    stopped = _stop(Letter.objects.filter(pk__in=ids), S.CANCELLED, reason)
    if stopped:
        audit.record("letters.cancelled", f"letter:{ids[0]}", by=by, count=stopped, reason=reason)
    return stopped


def undo(letters: Iterable[Letter], *, by: Actor) -> int:
    """Take all of them back while their undo window is open; refused as a whole when one has left it."""
    ids = [letter.pk for letter in letters]
    with transaction.atomic():
        taken_back = move(
            Letter.objects.filter(pk__in=ids).filter(
                Q(state=S.HELD, reason="undo", next_try_at__gt=clock.now()) | Q(state=S.PLANNED)
            ),
            S.CANCELLED,
            reason="undone",
        )
        if taken_back != len(ids):
            late = len(ids) - taken_back
            raise DomainError(
                "too_late_to_undo",
                ngettext(
                    "%(count)d letter can no longer be taken back.",
                    "%(count)d of these letters can no longer be taken back.",
                    late,
                )
                % {"count": late},
                _("Nothing was undone. A correction can still be sent."),
            )
        if ids:
            audit.record("letters.undone", f"letter:{ids[0]}", by=by, count=len(ids))
    return taken_back


def undo_operation(operation: str, *, by: Actor) -> int:
    """Take back every letter of one bulk operation."""
    return undo(Letter.objects.filter(operation=operation).only("pk"), by=by)


def release(letters: Iterable[Letter], *, by: Actor) -> int:
    """Let held letters go now: looked through, approved, or not worth the wait."""
    ids = [letter.pk for letter in letters]
    held = Letter.objects.filter(pk__in=ids).exclude(reason="by_hand")
    released = move(held, S.QUEUED, among={S.HELD}, reason="", next_try_at=clock.now())
    if released:
        audit.record("letters.released", f"letter:{ids[0]}", by=by, count=released)
    return released


def mark_opened(about: str, contact: Contact) -> int:
    """The recipient touched the page that these letters led to."""
    return _settle(_arrived(about, contact), S.OPENED, at="opened_at", about=about, contact=contact)


def mark_answered(about: str, contact: Contact, *, version: int | None = None) -> int:
    """The recipient answered what these letters asked; with `version`, only those of that version."""
    rows = _arrived(about, contact)
    if version is not None:
        rows = rows.filter(version=version)
    return _settle(rows, S.ANSWERED, at="answered_at", about=about, contact=contact)


def _settle(rows: QuerySet[Letter], to: S, *, at: str, about: str, contact: Contact) -> int:
    """A touch proves arrival: whoever was asked about an unknown one need not look any more, and the same
    words need not go by another channel.
    """
    settled = rows.filter(state=S.UNKNOWN).values_list("pk", flat=True)
    for pk in list(settled):
        close_todos(UNKNOWN_TODO, f"letter:{pk}", by=Actor.system("receipts"))
    moved = move(rows, to, **{at: clock.now()})  # type: ignore[arg-type]
    if moved:
        _stop(_following_what_was_read(about, contact), S.SUPERSEDED, str(to))
    return moved


def _following_what_was_read(about: str, contact: Contact) -> QuerySet[Letter]:
    """The same words on their way by another channel, for who has them before her already."""
    return Letter.objects.filter(
        about=about, contact=contact, state__in=UNSENT, previous__state__in=[S.OPENED, S.ANSWERED]
    )


def _arrived(about: str, contact: Contact) -> QuerySet[Letter]:
    return Letter.objects.filter(about=about, contact=contact, state__in=[*ARRIVED, S.UNKNOWN, S.BOUNCED])


def _unsent_about(about: str, kinds: Collection[str], contact: Contact | None) -> QuerySet[Letter]:
    rows = Letter.objects.filter(about=about)
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows.filter(contact=contact) if contact else rows


def _stop(rows: QuerySet[Letter], to: S, reason: str) -> int:
    """Stop unsent letters, and close the cards of those that a colleague had in hand."""
    cards = list(rows.filter(state=S.HELD, channel=LAST_RUNG).values_list("pk", flat=True))
    stopped = move(rows, to, among=UNSENT, reason=reason)
    if cards:
        Todo.objects.filter(
            kind=BY_HAND_TODO, about__in=[f"letter:{pk}" for pk in cards], state=TodoState.OPEN
        ).update(state=TodoState.DISMISSED, closed_at=clock.now(), closed_by=f"system:{to}")
        settle_together(cards, by=Actor.system(str(to)))
    return stopped


def _key(draft: Draft, cause: AuditEntry | None) -> Key:
    found = draft.cause or cause
    if found is None:
        raise ValueError(f"a letter of kind {draft.kind} needs the audit entry that it follows from")
    return (draft.contact.pk, ref(found), draft.kind, draft.version)


def _written(keys: Collection[Key]) -> dict[Key, Letter]:
    """The first rung of every letter with one of these keys that is there already."""
    rows = Letter.objects.filter(
        contact__in={key[0] for key in keys}, cause__in={key[1] for key in keys}, previous=None
    ).select_related("contact")
    found = {(row.contact_id, row.cause, row.kind, row.version): row for row in rows}
    return {key: found[key] for key in keys if key in found}


def _letter(draft: Draft, contact: Contact, rules: HouseRules, *, cause: str, operation: str) -> Letter:
    now = clock.now()
    rung, *ladder = _preferring(draft.prefer, ladder_of(contact))
    quiet = rules.quiet_hours(contact)
    state, reason, due = _beginning(draft, quiet, now, is_bulk=bool(operation))
    return Letter(
        contact=contact,
        colleague=draft.colleague,
        kind=draft.kind,
        template=draft.template,
        cause=cause,
        about=draft.about,
        version=draft.version,
        channel=rung,
        ladder=ladder,
        state=state,
        reason=reason,
        priority=draft.priority,
        due_at=draft.due_at or now,
        next_try_at=due,
        urgent=draft.urgent,
        language=contact.language,
        operation=operation,
        created_at=now,
        state_at=now,
    )


def _beginning(draft: Draft, quiet: QuietHours, now: datetime, *, is_bulk: bool) -> tuple[S, str, datetime]:
    """How a letter starts: planned for later, held for a look or an undo, or in the queue at once."""
    if draft.due_at is not None and draft.due_at > now:
        at = draft.due_at if draft.urgent else _reminder_time(draft.due_at, quiet, now)
        return S.PLANNED, "review" if draft.review else "", at
    if draft.review:
        return S.HELD, "review", now
    hold = draft.hold
    if hold is None:
        hold = 0 if draft.urgent else settings.HUIYIN_HOLD_SECONDS
        hold = hold if is_bulk else min(hold, HOLD_FOR_ONE)
    if hold:
        return S.HELD, "undo", now + timedelta(seconds=hold)
    return S.QUEUED, "", now


def _preferring(channel: str, ladder: list[str]) -> list[str]:
    """The ladder with this channel at its head; by hand stays the last."""
    return ladder if channel == LAST_RUNG else sorted(ladder, key=lambda rung: rung != channel)


def _reminder_time(due_at: datetime, quiet: QuietHours, now: datetime) -> datetime:
    """A reminder that falls into quiet hours goes out the evening before, when that is still to come."""
    if not quiet.is_quiet(due_at):
        return due_at
    evening = quiet.evening_before(due_at)
    return evening if evening > now else due_at
