"""When an interview was at another time before: the last time that its candidate was told."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.core.references import ref
from huiyin.interviews.models import Interview
from huiyin.messaging.states import GONE


@dataclass(frozen=True)
class Moved:
    """The start she was told, and whether the way or place to meet differs too."""

    start: datetime
    place_changed: bool


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
    kept = interview.versions.filter(number=told.version).first() if told else None
    if kept is None or datetime.fromisoformat(kept.facts["start"]) == interview.start:
        return None
    was = (kept.facts["mode"], kept.facts["place"], kept.facts["video_link"])
    is_same = was == (interview.mode, interview.place_id, interview.video_link)
    return Moved(datetime.fromisoformat(kept.facts["start"]), place_changed=not is_same)
