"""Rendered letters and parcels for the tests of this channel."""

from dataclasses import replace
from typing import Any

from huiyin.messaging.channels.base import Letterhead, Parcel, Rendered
from huiyin.messaging.channels.email.settings import EmailSettings, read_email_url
from tests.sink import Sink

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
MAIL = b"Message-ID: <%d@hr.example.test>\r\nSubject: hello\r\n\r\nbody\r\n"
ICS = "\r\n".join(
    [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Huiyin//EN",
        "METHOD:REQUEST",
        "BEGIN:VEVENT",
        "UID:interview-12@hr.example.test",
        "DTSTAMP:20261124T020000Z",
        "DTSTART:20261126T060000Z",
        "DTEND:20261126T071000Z",
        "SEQUENCE:2",
        "SUMMARY:「供应链产品经理」初试",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]
)


def rendered(**fields: Any) -> Rendered:
    plain = Rendered(
        letter_id=7,
        message_id="<huiyin.7.0a1b2c3d@hr.example.test>",
        to="lin@example.test",
        to_name="林若溪",
        language="zh-hans",
        subject="邀请您参加「供应链产品经理」初试｜11月26日 周四 14:00",
        text="林若溪，您好：\n.一行以点开头\n",
        html="<p>林若溪，您好：</p>",
        head=HEAD,
        values={},
    )
    return replace(plain, **fields)


def with_calendar(**fields: Any) -> Rendered:
    return rendered(values={"ics": ICS, "ics_method": "REQUEST"}, **fields)


def parcel(number: int, to: str) -> Parcel:
    return Parcel(number, to, MAIL % number)


def settings_for(sink: Sink, *, login: str = "", scheme: str = "smtp", **more: str) -> EmailSettings:
    """How to reach a sink; `more` are parameters of the URL."""
    query = "&".join(f"{key}={value}" for key, value in {"from": "hr@example.test", **more}.items())
    at = f"{login}@" if login else ""
    return read_email_url(f"{scheme}://{at}127.0.0.1:{sink.port}/?{query}")
