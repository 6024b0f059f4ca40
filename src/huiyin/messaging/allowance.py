"""How many ordinary letters a person has had today, and who may have one more now."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime, timedelta

from huiyin.messaging.contacts import LAST_RUNG
from huiyin.messaging.house import HouseRules, house_rules
from huiyin.messaging.models import Contact, Letter


def may_be_written_to(contacts: Collection[Contact], now: datetime) -> set[int]:
    """The contacts that are not blocked, for whom it is not night and whose cap for today is not reached."""
    rules = house_rules()
    awake = [one for one in contacts if not one.blocked_reason and not rules.quiet_hours(one).is_quiet(now)]
    had = had_today(awake, rules, now)
    return {one.pk for one in awake if not rules.cap(one) or had[one.pk] < rules.cap(one)}


def had_today(contacts: Collection[Contact], rules: HouseRules, now: datetime) -> Counter[int]:
    """How many ordinary letters each has had since her own midnight."""
    by_id = {contact.pk: contact for contact in contacts}
    began = {pk: rules.quiet_hours(contact).day_began(now) for pk, contact in by_id.items()}
    rows = Letter.objects.filter(
        contact__in=list(by_id), urgent=False, sent_at__gte=now - timedelta(days=1)
    ).exclude(channel=LAST_RUNG)
    had: Counter[int] = Counter()
    for contact_id, sent_at in rows.values_list("contact_id", "sent_at"):
        had[contact_id] += sent_at is not None and sent_at >= began[contact_id]
    return had
