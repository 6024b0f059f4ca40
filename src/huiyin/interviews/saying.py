"""How an interview is said to one reader: names, place, zone and title in her language. Reads no rows."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from huiyin.core import wording
from huiyin.interviews import phrases
from huiyin.interviews.models import Interview, Mode
from huiyin.messaging.models import Contact


def shown_zone(row: Interview, contact: Contact) -> str:
    """On site the venue's clock, always; by video and phone the recipient's."""
    return row.time_zone if row.mode == Mode.ONSITE else contact.time_zone or row.time_zone


def moment(at: datetime, row: Interview, contact: Contact, language: str) -> str:
    """A time as this reader is told it; the clock is named where the other side's shows another hour."""
    zone = shown_zone(row, contact)
    other = (contact.time_zone or zone) if zone == row.time_zone else row.time_zone
    return phrases.moment(at, zone, language, other=other)


def meeting_tool(row: Interview, language: str) -> str:
    """What they meet through when nobody travels."""
    if row.mode == Mode.PHONE:
        return phrases.pick(language, "电话", "phone")
    return phrases.tool(row.video_link, language) if row.mode == Mode.VIDEO else ""


def meeting_point(row: Interview, language: str) -> str:
    """The place with its room, or the way to meet: `视频（腾讯会议）`."""
    if row.place:
        return f"{row.place.name} {row.room.name}" if row.room else row.place.name
    tool = meeting_tool(row, language)
    if row.mode != Mode.VIDEO:
        return tool or phrases.pick(language, "地点待定", "place to be told")
    if tool == phrases.tool("", language):
        return tool
    return phrases.pick(language, f"视频（{tool}）", f"video ({tool})")


def job_title(row: Interview, language: str) -> str:
    return wording.localised(row.application.job, "title", language)


def round_name(row: Interview, language: str) -> str:
    if row.stage:
        return phrases.of(row.stage, "name", language)
    return phrases.pick(language, row.round_name, f"round {row.round_no}")


def staff_link(row: Interview) -> str:
    return settings.HUIYIN_BASE_URL + reverse("interviews:detail", args=[row.pk])


def location(row: Interview, language: str) -> str:
    """For a calendar: the place with its address, or the link, or the way to meet."""
    if row.place:
        return f"{meeting_point(row, language)}, {row.place.address}"
    return row.video_link or meeting_point(row, language)
