"""What the pages about notification rules show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.interviews import dry_run
from huiyin.interviews.access import visible_to
from huiyin.interviews.dry_run import Span, Would
from huiyin.interviews.models import NotifyRule, RuleManner
from huiyin.interviews.reminding import is_reminder
from huiyin.interviews.sentences import SHAPES, manner_words, matter, sentence

LISTED = 50


@dataclass(frozen=True)
class RuleLine:
    rule: NotifyRule
    sentence: str
    matter: str
    shape: str
    word: str
    is_planned: bool


@dataclass(frozen=True)
class PastLine:
    """What a rule would have done: how often, and the first few about interviews that the reader may see."""

    rule: NotifyRule
    sentence: str
    count: int
    listed: list[Would]


def rule_lines() -> list[RuleLine]:
    return [line_of(one) for one in NotifyRule.objects.order_by("position", "pk")]


def line_of(rule: NotifyRule) -> RuleLine:
    how = RuleManner(rule.manner)
    word = str(manner_words(rule)[how])
    return RuleLine(rule, sentence(rule), matter(rule), SHAPES[how], word, is_reminder(rule))


def saved_words(rule: NotifyRule) -> str:
    if is_reminder(rule):
        return _("The rule is saved. Letters that are planned already follow it.")
    return _("The rule is saved. It holds from now on.")


def past_lines(actor: Actor, rules: Sequence[NotifyRule]) -> tuple[list[PastLine], bool]:
    """The last days once for all of these rules, and whether only the newest interviews were looked at."""
    now = clock.now()
    spans, is_cut = dry_run.past_spans(now)
    visible = _visible(actor, spans)
    return [_past_line(one, dry_run.would_have(one, spans, now), visible) for one in rules], is_cut


def _past_line(rule: NotifyRule, found: Sequence[Would], visible: set[int]) -> PastLine:
    listed = [one for one in found if one.interview.pk in visible][:LISTED]
    return PastLine(rule, sentence(rule), len(found), listed)


def _visible(actor: Actor, spans: Sequence[Span]) -> set[int]:
    ids = {span.interview.pk for span in spans}
    return set(visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
