"""Settings, parcels and rendered letters for the tests of this channel."""

import ipaddress
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from huiyin.messaging.channels.base import Letterhead, Parcel, Rendered
from huiyin.messaging.channels.webhook.channel import WebhookChannel, WebhookSession
from huiyin.messaging.channels.webhook.settings import WebhookSettings
from huiyin.messaging.channels.webhook.signing import read_secrets
from tests.gateway import SECRET, Gateway

HERE = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
BODY = b'{"type":"letter.send","data":{"letter":"7"}}'


def settings_for(gateway: Gateway, **fields: Any) -> WebhookSettings:
    plain = WebhookSettings(
        url=f"http://127.0.0.1:{gateway.port}/letters?from=huiyin",
        keys=read_secrets(SECRET),
        allow=HERE,
        timeout=5.0,
        per_second=1000,
    )
    return replace(plain, **fields)


def channel_for(gateway: Gateway, **fields: Any) -> WebhookChannel:
    return WebhookChannel(settings_for(gateway, **fields))


@contextmanager
def session_for(gateway: Gateway, **fields: Any) -> Iterator[WebhookSession]:
    session = channel_for(gateway, **fields).open()
    try:
        yield session
    finally:
        session.close()


def parcel(number: int = 7) -> Parcel:
    return Parcel(number, "+8613800138000", BODY, f"huiyin_{number}_k3qv7m2a")


def rendered(**fields: Any) -> Rendered:
    plain = Rendered(
        letter_id=7,
        message_id="<huiyin.7.k3qv7m2a@hr.example.test>",
        to="+8613800138000",
        to_name="林若溪",
        language="zh-hans",
        subject="邀请您参加「供应链产品经理」初试",
        text="林若溪，您好：\n",
        html="<p>林若溪，您好：</p>",
        head=Letterhead(company="南枝供应链", site="https://hr.example.test"),
        values={
            "name": "林若溪",
            "link": "https://hr.example.test/c/i/abc",
            "ics": "BEGIN:VCALENDAR",
            "ics_method": "REQUEST",
            "brand": "1",
        },
        kind="interview.scheduled",
        about="interview:3",
        version=2,
        template="INV-1",
        due_at=datetime(2026, 11, 25, 4, 0, tzinfo=UTC),
    )
    return replace(plain, **fields)
