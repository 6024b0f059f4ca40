"""What a decision about many letters is called, with its number: the heading, what follows, the button."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext


@dataclass(frozen=True)
class Words:
    title: str
    text: str
    button: str
    is_danger: bool = False


# What may fit letters of a tab, and the words on the buttons over its list.
_CHOICES = {
    "send_again": gettext_lazy("Send again"),
    "give_up": gettext_lazy("Try another way"),
    "confirm_arrival": gettext_lazy("Mark as sent"),
    "done_by_hand": gettext_lazy("Told"),
    "release": gettext_lazy("Let go now"),
    "withdraw": gettext_lazy("Take back"),
}
_FITTING = {
    "todo": ("send_again", "give_up", "confirm_arrival", "done_by_hand", "release"),
    "waiting": ("release", "withdraw"),
    "way": ("withdraw",),
    "all": ("send_again", "give_up", "confirm_arrival", "done_by_hand", "release", "withdraw"),
}


def bulk_choices(tab: str) -> list[tuple[str, str]]:
    """Verb and word of what may be done to several letters of a tab; nothing about those that arrived."""
    return [(verb, str(_CHOICES[verb])) for verb in _FITTING.get(tab, ())]


def words_for(verb: str, n: int) -> Words:
    title, button, text = {
        "send_again": (
            ngettext("Send {n} letter again", "Send {n} letters again", n),
            ngettext("Send these {n} again", "Send these {n} again", n),
            _("Each goes out once more as it is, with the same Message-ID, so most mailboxes show it once."),
        ),
        "give_up": (
            ngettext("Another way for {n} letter", "Another way for {n} letters", n),
            ngettext("Try another way for these {n}", "Try another way for these {n}", n),
            _("They count as not arrived; the next way of reaching each person is tried at once."),
        ),
        "confirm_arrival": (
            ngettext("Mark {n} letter as sent", "Mark {n} letters as sent", n),
            ngettext("Mark these {n} as sent", "Mark these {n} as sent", n),
            _("For letters of which you know that they arrived. Who confirmed it is kept."),
        ),
        "done_by_hand": (
            ngettext("{n} person was told", "{n} people were told", n),
            ngettext("I have told this one", "I have told these {n}", n),
            _("For people whom you have called or written to yourself. Who told them is kept."),
        ),
        "release": (
            ngettext("Let {n} letter go now", "Let {n} letters go now", n),
            ngettext("Let these {n} go now", "Let these {n} go now", n),
            _("They leave within seconds, at night too if they were held for the morning."),
        ),
        "withdraw": (
            ngettext("Take {n} letter back", "Take {n} letters back", n),
            ngettext("Take these {n} back", "Take these {n} back", n),
            _("They have not left yet; nobody will notice. They do not go out later either."),
        ),
    }[verb]
    return Words(title.format(n=n), text, button.format(n=n), is_danger=verb == "withdraw")
