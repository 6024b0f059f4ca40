"""A notification rule as a sentence: when what happens, who is told or asked, at once or after a look."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from huiyin.interviews.models import NotifyRule, RuleAct, RuleManner, RuleMoment, RulePeople, RuleTell

PEOPLE: dict[RulePeople, str | Promise] = {
    RulePeople.ALL: _lazy("Everybody"),
    RulePeople.UNCONFIRMED: _lazy("Who has not confirmed"),
    RulePeople.CONFIRMED: _lazy("Who has confirmed"),
    RulePeople.MISSED_BEFORE: _lazy("Who missed an interview in the last year"),
}
MANNERS: dict[RuleManner, str | Promise] = {
    RuleManner.NOW: _lazy("at once"),
    RuleManner.REVIEW: _lazy("after a look"),
    RuleManner.OFF: _lazy("not at all"),
}
SWITCH: dict[RuleManner, str | Promise] = {RuleManner.NOW: _lazy("on"), RuleManner.OFF: _lazy("off")}
SWITCHED = (RuleAct.CALL, RuleAct.PREFER_CHANNEL)
SHAPES = {RuleManner.NOW: "ok", RuleManner.REVIEW: "now", RuleManner.OFF: "off"}


def sentence(rule: NotifyRule) -> str:
    """`面试前 1 天，提醒候选人，马上发` or `1 day before the interview, remind the candidate, at once`."""
    return _joined([*_matter(rule), manner(rule), _most(rule)])


def matter(rule: NotifyRule) -> str:
    """The sentence where how it is done stands beside it already."""
    return _joined([*_matter(rule), _most(rule)])


def _matter(rule: NotifyRule) -> list[str]:
    return [_when(rule), _gap(rule), _who(rule), _what(rule)]


def _joined(parts: Sequence[str]) -> str:
    said = _(", ").join(part for part in parts if part)
    return said[:1].upper() + said[1:]


def manner(rule: NotifyRule) -> str:
    """How a letter is sent; what is no letter says only when it is off."""
    if rule.act in SWITCHED and rule.manner != RuleManner.OFF:
        return ""
    return str(manner_words(rule)[RuleManner(rule.manner)])


def manner_words(rule: NotifyRule) -> dict[RuleManner, str | Promise]:
    """A call or a choice of channel is on or off; a letter goes at once, after a look, or not at all."""
    return SWITCH if rule.act in SWITCHED else MANNERS


def length(days: int, hours: int) -> str:
    """`1 天`, `24 小时`, `1 天 2 小时`."""
    parts = []
    if days:
        parts.append(ngettext("{n} day", "{n} days", days).format(n=days))
    if hours or not days:
        parts.append(ngettext("{n} hour", "{n} hours", hours).format(n=hours))
    return " ".join(parts)


def _when(rule: NotifyRule) -> str:
    said = {
        RuleMoment.BEFORE_START: _("{length} before the interview"),
        RuleMoment.UNREAD: _("invitation not opened for {length}"),
        RuleMoment.UNANSWERED: _("invitation not answered for {length}"),
        RuleMoment.READ_SILENT: _("opened but not answered for {length}"),
        RuleMoment.ARRANGED: _("when an interview is arranged"),
    }[RuleMoment(rule.moment)]
    return said.format(length=length(rule.days, rule.hours))


def _gap(rule: NotifyRule) -> str:
    if not rule.gap_hours:
        return ""
    said = _("if the invitation is older than {length}")
    return said.format(length=length(*divmod(rule.gap_hours, 24)))


def _who(rule: NotifyRule) -> str:
    return {
        RulePeople.UNCONFIRMED: _("if not confirmed yet"),
        RulePeople.CONFIRMED: _("if confirmed"),
        RulePeople.MISSED_BEFORE: _("if an interview was missed in the last year"),
    }.get(RulePeople(rule.people), "")


def _what(rule: NotifyRule) -> str:
    is_reminder = rule.moment == RuleMoment.BEFORE_START
    if rule.act == RuleAct.NEXT_RUNG:
        return _("remind once more by the next channel") if is_reminder else _("send it by the next channel")
    if rule.act == RuleAct.CALL:
        return _("ask the recruiter to call")
    if rule.act == RuleAct.PREFER_CHANNEL:
        return _("begin with the channel that was answered last")
    if rule.tell == RuleTell.RECRUITER:
        return _("ask the recruiter to check")
    return _("remind the candidate") if is_reminder else _("ask the candidate once more")


def _most(rule: NotifyRule) -> str:
    said = ngettext("at most {n} time", "at most {n} times", rule.most)
    return said.format(n=rule.most) if rule.most > 1 else ""
