"""What the editor's buttons do: keep the draft, publish it, or send it to oneself."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from huiyin.core.actor import Actor
from huiyin.core.ids import id_in
from huiyin.desk.wordings.editor import Edited
from huiyin.desk.wordings.house import our_house
from huiyin.desk.wordings.trials import try_out
from huiyin.messaging.shipped import LANGUAGES, Texts
from huiyin.messaging.wording_actions import publish, save_draft, whole


def carry_out(one: Edited, typed: Texts, post: Mapping[str, str], *, by: Actor) -> str:
    """Does it and says what was done. What is typed is kept first, so a refusal sends nothing."""
    row = save_draft(one.template, one.part, typed=typed, by=by, seen=seen(post))
    if post.get("step") == "try":
        asked = post.get("look_language", "")
        language = asked if asked in LANGUAGES else LANGUAGES[0]
        try_out(one.template, whole(typed, one.kind), language=language, by=by)
        return _("A test is on its way to you. No candidate receives it.")
    if post.get("step") != "publish":
        return _("The draft is kept.")
    version = publish(row, house=our_house(), by=by, seen=row.draft_number, note=post.get("note", ""))
    return _("Version %(number)s is in use. Letters written before keep their words.") % {
        "number": version.number
    }


def seen(post: Mapping[str, str]) -> int:
    """The number of the draft from which the person began."""
    number = post.get("seen", "")
    return id_in(number)
