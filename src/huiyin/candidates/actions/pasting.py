"""A pasted chat is kept turn by turn, at the times at which it was written."""

from collections.abc import Collection
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.candidates.chats import MOST_SIGNS, MOST_TEXT, OTHER, Chat
from huiyin.candidates.models import Candidate, Paste, PastedTurn
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.encryption import blind_index
from huiyin.core.errors import DomainError, FieldProblem


@transaction.atomic
def keep_chat(candidate: Candidate, chat: Chat, theirs: Collection[str], *, by: Actor) -> tuple[Paste, int]:
    """Returns how many turns were new: an export that was pasted before adds only what came since."""
    zone = ZoneInfo(the_company().time_zone)
    moments = [turn.at.replace(tzinfo=zone) for turn in chat.turns]
    if moments and max(moments) > clock.now() + timedelta(days=1):
        problem = _("A turn of this chat is still to come: %(day)s.") % {"day": f"{max(moments):%Y-%m-%d}"}
        raise DomainError("bad_text", problem, "", [FieldProblem("text", problem)])
    paste = _paste(candidate, chat.app, by)
    rows = [
        _turn(paste, at, turn.text, speaker=turn.speaker, theirs=turn.speaker in theirs)
        for turn, at in zip(chat.turns, moments, strict=True)
    ]
    if chat.lead:
        rows.append(_turn(paste, min(moments), chat.lead[:MOST_TEXT]))
    return paste, _keep(paste, rows, by)


@transaction.atomic
def keep_text(candidate: Candidate, text: str, *, by: Actor) -> tuple[Paste, int]:
    """What has no shape that we know is kept whole, as one note at this moment."""
    text = text.strip()
    if not text or len(text) > MOST_SIGNS:
        problem = _("Write between 1 and {most} characters.").format(most=MOST_SIGNS)
        raise DomainError("bad_text", problem, "", [FieldProblem("text", problem)])
    paste = _paste(candidate, OTHER, by)
    return paste, _keep(paste, [_turn(paste, paste.at, text)], by)


def _paste(candidate: Candidate, app: str, by: Actor) -> Paste:
    author = User.objects.filter(pk=by.user_id).first() if by.user_id else None
    return Paste.objects.create(candidate=candidate, app=app, author=author, at=clock.now())


def _turn(paste: Paste, at: datetime, text: str, *, speaker: str = "", theirs: bool = False) -> PastedTurn:
    said = f"{at.isoformat() if speaker else ''}|{speaker}|{text}"
    return PastedTurn(
        candidate=paste.candidate,
        paste=paste,
        theirs=theirs,
        speaker=speaker,
        text=text,
        at=at,
        digest=blind_index(said, purpose="candidate.pasted_turn"),
    )


def _keep(paste: Paste, rows: list[PastedTurn], by: Actor) -> int:
    """One row per digest; of turns that say the same in the same minute one is enough."""
    known = set(PastedTurn.objects.filter(candidate=paste.candidate).values_list("digest", flat=True))
    fresh = {row.digest: row for row in rows if row.digest not in known}
    PastedTurn.objects.bulk_create(fresh.values(), batch_size=500)
    audit.record("chat.pasted", paste.candidate, by=by, paste=paste.pk, app=paste.app, turns=len(fresh))
    return len(fresh)
