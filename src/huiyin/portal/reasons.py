"""Why a candidate cannot come, in words that she would say herself; never the house's own names.

What she picks is passed on as part of her note, in the language of the house.
"""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

CHIPS = {
    "time_conflict": _("The time does not suit me"),
    "other_offer": _("I have another offer"),
    "distance": _("It is too far away"),
    "salary": _("The pay does not fit"),
    "not_interested": _("I am looking for something else"),
    "personal": _("Personal reasons"),
}


def as_note(reason: str, own_words: str, language: str) -> str:
    """The picked reason and her own words as one note."""
    with override(language):
        picked = str(CHIPS[reason]) if reason in CHIPS else ""
    return ": ".join(part for part in (picked, own_words.strip()) if part)
