"""What happened to a letter in plain words, everything that is known of it in order, and what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from huiyin.core.audit import trail_of
from huiyin.core.references import ref
from huiyin.core.wording import clock_time, moment
from huiyin.desk.letter_lines import ECHOES, channel_name
from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.models import Letter
from huiyin.messaging.plain_causes import letter_cause
from huiyin.messaging.retries import MOST_TRIES
from huiyin.messaging.states import LetterState as S
from huiyin.todos.models import Todo
from huiyin.todos.queries import open_about


@dataclass(frozen=True)
class Step:
    """One line of a letter's history; `url` leads to the letter that it speaks of."""

    at: datetime
    when: str
    text: str
    url: str = ""


@dataclass(frozen=True)
class Story:
    """`mend` says what would help; `unattended` what comes next by itself, and when."""

    happened: str
    mend: str
    steps: list[Step]
    unattended: str


def story_of(letter: Letter, zone: str) -> Story:
    following = list(letter.next_rungs.order_by("pk"))
    happened, mend = _happened(letter, following, zone)
    todo = open_about(ref(letter))
    return Story(happened, mend, _steps(letter, following, zone), _unattended(letter, todo, zone))


def _happened(letter: Letter, following: Sequence[Letter], zone: str) -> tuple[str, str]:
    if letter.state not in _LOST:
        said = _HOLDS.get(letter.reason, "") if letter.state == S.HELD else _SAID.get(letter.state, "")
        if letter.state == S.RETRYING:
            said = f"{said} {letter_cause('', letter.error).text}"
        return str(said).format(time=clock_time(letter.next_try_at, zone)), ""
    reason = "address_bounced" if letter.state == S.BOUNCED else letter.reason
    cause = letter_cause(reason, letter.error)
    if following:
        onward = _("Another way has taken its place: {channel}.")
        onward = onward.format(channel=channel_name(following[-1].channel))
        return f"{_LOST[letter.state]} {cause.text} {onward}", ""
    return f"{_LOST[letter.state]} {cause.text}", str(cause.mend)


_LOST: dict[str, Promise] = {
    S.FAILED: gettext_lazy("It did not arrive, and that is certain."),
    S.SUPPRESSED: gettext_lazy("It was not sent at all."),
    S.BOUNCED: gettext_lazy("The mail server took it and sent it back later."),
}
_HOLDS: dict[str, Promise] = {
    "undo": gettext_lazy("It waits until {time}, so that it can still be taken back."),
    "review": gettext_lazy("It waits until a colleague has read it."),
    "quiet": gettext_lazy("It is night for the recipient; it goes out at {time}."),
    "cap": gettext_lazy("The recipient has had enough letters for one day; it goes out at {time}."),
    "by_hand": gettext_lazy("No other way is left: a colleague tells the person."),
    "restored": gettext_lazy(
        "A backup was put back. This letter may have been sent after that backup was made, "
        "so a colleague decides."
    ),
}
_SAID: dict[str, Promise] = {
    S.PLANNED: gettext_lazy("It is planned and not filled in yet; its facts are those of its moment."),
    S.QUEUED: gettext_lazy("It stands in the queue and leaves within seconds."),
    S.CLAIMED: gettext_lazy("It stands in the queue and leaves within seconds."),
    S.SENDING: gettext_lazy("It is being handed over at this moment."),
    S.RETRYING: gettext_lazy("The other server did not take it; it is tried again at {time}, as it is."),
    S.SENT: gettext_lazy("The other server took it. Whether it was read is not known yet."),
    S.DELIVERED: gettext_lazy("It lies in the person's mailbox."),
    S.OPENED: gettext_lazy("The person has touched our page, so the letter was read."),
    S.ANSWERED: gettext_lazy("The person has answered."),
    S.UNKNOWN: gettext_lazy(
        "The whole letter was handed to the other server, and the connection broke before it answered. "
        "It may have arrived or not. So that nobody gets two, it is not sent again by itself."
    ),
    S.SUPERSEDED: gettext_lazy("Things changed before it left, so a newer letter says how they stand."),
    S.CANCELLED: gettext_lazy("It was taken back before it left; nobody received it."),
}


def _unattended(letter: Letter, todo: Todo | None, zone: str) -> str:
    """The next thing that comes without anybody's doing, or who is asked by when."""
    if letter.state == S.RETRYING:
        rung = channel_name((letter.ladder or [LAST_RUNG])[0])
        said = _("Try {n} of {most} is at {time}. If none is taken, the next way is: {channel}.")
        at = clock_time(letter.next_try_at, zone)
        return said.format(n=letter.tries + 1, most=MOST_TRIES, time=at, channel=rung)
    if todo is not None:
        who = todo.owner.name if todo.owner else _("whoever decides about letters")
        if todo.due_at is None:
            return _("It stays a to-do for {who}.").format(who=who)
        by = moment(todo.due_at, zone, get_language() or "zh-hans")
        return _("It stays a to-do for {who}, wanted by {time}; then it stands first on the desk.").format(
            who=who, time=by
        )
    if letter.state == S.UNKNOWN:
        return _("It stays as it is: it is never sent again by itself.")
    if letter.state == S.HELD and letter.reason in ("review", "restored"):
        return _("It stays here and does not leave by itself.")
    return ""


def _steps(letter: Letter, following: Sequence[Letter], zone: str) -> list[Step]:
    """From the writing to the last decision, in the order of time."""
    language = get_language() or "zh-hans"

    def step(at: datetime, text: str, other: Letter | None = None) -> Step:
        url = reverse("desk:letter", args=[other.pk]) if other else ""
        return Step(at, moment(at, zone, language), text, url)

    found = [step(letter.created_at, _("Written"))]
    if letter.previous:
        text = _("Follows the letter by {channel}: {word}")
        found.append(step(letter.created_at, _about(text, letter.previous), letter.previous))
    stamps: tuple[tuple[datetime | None, str], ...] = (
        (letter.sent_at, _("Sent")),
        (letter.delivered_at, _("Delivered")),
        (letter.opened_at, _("Opened")),
        (letter.answered_at, _("Answered")),
    )
    found += [step(at, word) for at, word in stamps if at]
    for entry in trail_of(ref(letter)):
        if entry.verb in DECISIONS:
            who = entry.actor_label or _("the system")
            found.append(step(entry.at, DECISIONS[entry.verb]().format(who=who)))
    found += [step(one.created_at, _about(_("Went on by {channel}: {word}"), one), one) for one in following]
    return sorted(found, key=lambda one: one.at)


def _about(text: str, letter: Letter) -> str:
    return text.format(channel=channel_name(letter.channel), word=ECHOES[letter.state][2])


DECISIONS: dict[str, Callable[[], str]] = {
    "letter.sent_again": lambda: _("{who} sent it again"),
    "letter.arrival_confirmed": lambda: _("{who} confirmed that it arrived"),
    "letter.given_up": lambda: _("{who} said that it did not arrive"),
    "letter.told_by_hand": lambda: _("{who} told the person"),
    "letter.not_told": lambda: _("{who} could not reach the person"),
    "letters.cancelled": lambda: _("{who} took it back"),
    "letters.undone": lambda: _("{who} took it back"),
    "letters.released": lambda: _("{who} let it go"),
    "letter.passed_quiet": lambda: _("Sent in night hours, because it was urgent"),
    "letter.passed_cap": lambda: _("Sent past the day's limit, because it was urgent"),
}
