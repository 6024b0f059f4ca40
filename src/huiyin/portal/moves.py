"""When an interview was somewhere else before: what its candidate read then."""

from dataclasses import dataclass
from datetime import datetime

from huiyin.interviews.models import Interview


@dataclass(frozen=True)
class Moved:
    """The time before the present one, and whether the way or place to meet differs too."""

    start: datetime
    time_zone: str
    place_changed: bool


def last_move(interview: Interview) -> Moved | None:
    """The latest version with another start; one query, and none for an interview never changed."""
    if interview.version == 1:
        return None
    for row in interview.versions.order_by("-number"):
        facts = row.facts
        if datetime.fromisoformat(facts["start"]) != interview.start:
            place = (facts["mode"], facts["place"], facts["video_link"])
            same = place == (interview.mode, interview.place_id, interview.video_link)
            return Moved(datetime.fromisoformat(facts["start"]), facts["time_zone"], not same)
    return None
