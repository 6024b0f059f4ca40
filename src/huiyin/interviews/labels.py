"""What states, ways to meet and verbs are called on staff pages, and the shape that goes with each state."""

from django.utils.translation import gettext_lazy as _

from huiyin.interviews.models import Interview, InterviewState, Mode

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
MODES = {Mode.ONSITE: _("On site"), Mode.VIDEO: _("Video"), Mode.PHONE: _("Phone")}


def state_label(interview: Interview) -> str:
    return str(STATES[InterviewState(interview.state)])


def state_shape(interview: Interview) -> str:
    return SHAPES[InterviewState(interview.state)]
