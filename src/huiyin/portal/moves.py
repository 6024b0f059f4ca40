"""When an interview was at another time before: the last time that its candidate was told."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.core.references import ref
from huiyin.interviews.models import Interview
from huiyin.messaging.states import GONE


@dataclass(frozen=True)
class Moved:
    """The start she was told, whether the way or place to meet differs too, and whether she had asked."""

    start: datetime
    place_changed: bool
    was_asked: bool


def last_move(interview: Interview) -> Moved | None:
    """What she knew before, if that was another start. An earlier time that no letter ever told her is
    nothing to her. No query for an interview that never changed, else two.
    """
    if interview.version == 1:
        return None
    letters = interview.application.candidate.contact.letters
    told = (
        letters.filter(about=ref(interview), version__lt=interview.version, state__in=GONE)
        .order_by("-version")
        .first()
    )
    if told is None:
        return None
    later = interview.versions.filter(number__gte=told.version).order_by("number")
    kept = {one.number: one for one in later}
    before = kept.get(told.version)
    if before is None or datetime.fromisoformat(before.facts["start"]) == interview.start:
        return None
    was = (before.facts["mode"], before.facts["place"], before.facts["video_link"])
    return Moved(
        datetime.fromisoformat(before.facts["start"]),
        place_changed=was != (interview.mode, interview.place_id, interview.video_link),
        was_asked=any(one.facts.get("was_asked") for one in kept.values() if one.verb == "reschedule"),
    )
