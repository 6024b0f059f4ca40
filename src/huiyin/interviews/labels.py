"""What states, ways to meet, verbs and letters are called on staff pages, and their shapes."""

from django.utils.translation import gettext_lazy as _

from huiyin.interviews.models import Interview, InterviewState, Mode
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState

S = InterviewState

STATES = {
    S.DRAFT: _("Draft"),
    S.SCHEDULED: _("No answer yet"),
    S.CONFIRMED: _("Will come"),
    S.DECLINED: _("Cannot come"),
    S.RESCHEDULE_REQUESTED: _("Asks for another time"),
    S.CHECKED_IN: _("Has arrived"),
    S.COMPLETED: _("Interviewed"),
    S.NO_SHOW: _("Did not come"),
    S.CANCELLED: _("Cancelled"),
    S.EXPIRED: _("Expired"),
}
SHAPES = {
    S.DRAFT: "none",
    S.SCHEDULED: "wait",
    S.CONFIRMED: "ok",
    S.DECLINED: "off",
    S.RESCHEDULE_REQUESTED: "now",
    S.CHECKED_IN: "ok",
    S.COMPLETED: "none",
    S.NO_SHOW: "late",
    S.CANCELLED: "off",
    S.EXPIRED: "none",
}
MODES = {Mode.ONSITE: _("On site"), Mode.VIDEO: _("Video"), Mode.PHONE: _("Phone call")}


VERBS = {
    "schedule": _("Arranged"),
    "reschedule": _("Moved"),
    "change_interviewers": _("Interviewers changed"),
    "cancel": _("Cancelled"),
    "record": _("Imported"),
    "undo": _("Taken back"),
}
LETTERS = {
    LetterState.PLANNED: _("Goes out later"),
    LetterState.HELD: _("Held"),
    LetterState.QUEUED: _("About to be sent"),
    LetterState.CLAIMED: _("About to be sent"),
    LetterState.SENDING: _("Being sent"),
    LetterState.RETRYING: _("Tried again"),
    LetterState.SENT: _("Sent"),
    LetterState.DELIVERED: _("Delivered"),
    LetterState.OPENED: _("Looked at"),
    LetterState.ANSWERED: _("Answered"),
    LetterState.UNKNOWN: _("Not certain"),
    LetterState.FAILED: _("Failed"),
    LetterState.BOUNCED: _("Came back"),
    LetterState.SUPERSEDED: _("Replaced"),
    LetterState.CANCELLED: _("Taken back"),
    LetterState.SUPPRESSED: _("Not sent"),
}
CHANNELS = {
    "email": _("by e-mail"),
    "by_hand": _("by a colleague"),
    "webhook": _("by the gateway"),
}
HOLDS = {
    "undo": _("Can be taken back"),
    "review": _("Waits for your look"),
    "by_hand": _("Tell by hand"),
    "quiet": _("Waits for the morning"),
    "cap": _("Waits for tomorrow"),
}


def letter_word(letter: Letter) -> str:
    """How far a letter is, in a word."""
    held = HOLDS.get(letter.reason) if letter.state == LetterState.HELD else None
    return str(held or LETTERS[LetterState(letter.state)])


def state_label(interview: Interview) -> str:
    return str(STATES[InterviewState(interview.state)])


def state_shape(interview: Interview) -> str:
    return SHAPES[InterviewState(interview.state)]
