"""What is known of a candidate's habits, as a colleague reads it beside an interview."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from huiyin.core.actor import Actor
from huiyin.interviews.access import visible_to
from huiyin.interviews.habits import NO_HABIT, Habit, habits_of
from huiyin.interviews.models import Interview

ANSWERED_IN: dict[str, str | Promise] = {
    "email": gettext_lazy("Answered by e-mail last time"),
    "sms": gettext_lazy("Answered by text message last time"),
}


def habit_lines(interview: Interview, actor: Actor) -> list[str]:
    """Why a letter begins where it does and why somebody hears once more, as far as the reader sees what it
    comes from; empty for most.
    """
    candidate = interview.application.candidate_id
    return words_of(habits_of({candidate}, within=visible_to(actor)).get(candidate, NO_HABIT))


def words_of(habit: Habit) -> list[str]:
    lines = []
    if habit.channel:
        lines.append(str(ANSWERED_IN.get(habit.channel, _("Answered by another channel last time"))))
    if habit.missed:
        said = ngettext(
            "Missed {n} interview in the last year", "Missed {n} interviews in the last year", habit.missed
        )
        lines.append(said.format(n=habit.missed))
    return lines
