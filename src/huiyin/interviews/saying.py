"""How an interview is said to one reader: names, place, zone and title in her language. Reads no rows."""

from django.conf import settings
from django.urls import reverse

from huiyin.core import wording
from huiyin.interviews import phrases
from huiyin.interviews.models import Interview, Mode
from huiyin.messaging.models import Contact


def shown_zone(row: Interview, contact: Contact) -> str:
    """On site the venue's clock, always; by video and phone the recipient's."""
    return row.time_zone if row.mode == Mode.ONSITE else contact.time_zone or row.time_zone


def meeting_point(row: Interview, language: str) -> str:
    if row.mode == Mode.PHONE:
        return phrases.pick(language, "电话", "by phone")
    if row.mode == Mode.VIDEO or row.place is None:
        return phrases.pick(language, "视频", "by video") + (
            f"（{phrases.tool(row.video_link, language)}）"
            if wording.is_chinese(language)
            else f" ({phrases.tool(row.video_link, language)})"
        )
    return f"{row.place.name} {row.room.name}" if row.room else row.place.name


def job_title(row: Interview, language: str) -> str:
    job = row.application.job
    return job.title if wording.is_chinese(language) else job.title_en or job.title


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
