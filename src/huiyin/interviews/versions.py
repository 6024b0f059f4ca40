"""Every version of an interview: its facts as people were told them, and what changed since one was seen."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.interviews.models import Interview, InterviewVersion


def facts_of(interview: Interview, interviewers: Sequence[int], **extra: Any) -> dict[str, Any]:
    """The facts by ids and ISO moments; `extra` adds what one verb must keep, such as why nobody was told."""
    return {
        "round_no": interview.round_no,
        "round_name": interview.round_name,
        "mode": interview.mode,
        "start": interview.start.isoformat(),
        "end": interview.end.isoformat(),
        "time_zone": interview.time_zone,
        "place": interview.place_id,
        "room": interview.room_id,
        "video_link": interview.video_link,
        "interviewers": sorted(interviewers),
        "state": str(interview.state),
        **extra,
    }


def version_row(
    interview: Interview, verb: str, interviewers: Sequence[int], *, by: Actor, **extra: Any
) -> InterviewVersion:
    """The unsaved row of the version that the interview has now."""
    return InterviewVersion(
        interview=interview,
        number=interview.version,
        verb=verb,
        facts=facts_of(interview, interviewers, **extra),
        at=clock.now(),
        actor=by.key,
    )


def keep_version(
    interview: Interview, verb: str, interviewers: Sequence[int], *, by: Actor, **extra: Any
) -> None:
    version_row(interview, verb, interviewers, by=by, **extra).save()


def changed_since(interview: Interview, seen: int) -> list[str]:
    """The names of the facts that differ between a version that somebody saw and the one that stands now."""
    # A number that nobody can have seen is not asked for: it may be larger than the database knows.
    wanted = [number for number in (seen, interview.version) if 0 < number <= interview.version]
    kept = {row.number: row.facts for row in interview.versions.filter(number__in=wanted)}
    old, new = kept.get(seen, {}), kept.get(interview.version, {})
    return [name for name in fact_names() if old.get(name) != new.get(name)]


def differing(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What to tell a reader: an end that only follows its start is no change of the length."""
    names = [name for name in fact_names() if old.get(name) != new.get(name)]
    if "end" in names and _length(old) == _length(new):
        names.remove("end")
    return names


def _length(facts: Mapping[str, Any]) -> timedelta | None:
    if not (facts.get("start") and facts.get("end")):
        return None
    return datetime.fromisoformat(facts["end"]) - datetime.fromisoformat(facts["start"])


def fact_names() -> dict[str, str]:
    """What each fact is called, for the sentence that tells somebody what changed."""
    return {
        "start": _("the time"),
        "end": _("the length"),
        "mode": _("how you meet"),
        "place": _("the place"),
        "room": _("the room"),
        "video_link": _("the link"),
        "interviewers": _("the interviewers"),
        "state": _("its state"),
    }
