"""Who reads and changes the notification rules: whoever may change settings."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from huiyin.accounts.doors import require, require_fresh
from huiyin.core.actor import Actor
from huiyin.core.errors import NotFound
from huiyin.interviews.models import NotifyRule


def visible_rules(actor: Actor) -> QuerySet[NotifyRule]:
    require(actor, "settings:edit")
    return NotifyRule.objects.order_by("position", "pk")


def get_rule(actor: Actor, rule_id: int) -> NotifyRule:
    """One to change: soon after signing in, like every setting."""
    rows = visible_rules(actor)
    require_fresh(actor)
    rule = rows.filter(pk=rule_id).first()
    if rule is None:
        raise NotFound("not_found", _("There is no such rule."))
    return rule
