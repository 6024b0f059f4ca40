"""How approvals are said to people."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.approvals.models import Approval
from huiyin.approvals.states import ApprovalState as S
from huiyin.approvals.subjects import SUBJECTS
from huiyin.core.references import ref_id

# State → the shape of its sign and its word.
STATES: dict[S, tuple[str, str | Promise]] = {
    S.ASKED: ("wait", gettext_lazy("Waiting for a decision")),
    S.GRANTED: ("now", gettext_lazy("Approved, being done")),
    S.CARRIED_OUT: ("ok", gettext_lazy("Approved and done")),
    S.COULD_NOT: ("late", gettext_lazy("Approved, but could not be done")),
    S.REFUSED: ("off", gettext_lazy("Refused")),
    S.RETURNED: ("wait", gettext_lazy("Given back for a change")),
    S.WITHDRAWN: ("off", gettext_lazy("Withdrawn")),
    S.VOID: ("off", gettext_lazy("Void: edited since")),
    S.EXPIRED: ("late", gettext_lazy("Nobody decided in time")),
}


def title_of(approval: Approval) -> str:
    """`导出候选人，812 行`. What nothing here knows any more is named by its kind."""
    subject, number = SUBJECTS.get(approval.noun), ref_id(approval.subject, approval.noun)
    if subject is None or number is None:
        return approval.subject
    return subject.title(number)


def shape_of(approval: Approval) -> str:
    return STATES[S(approval.state)][0]


def outcome(approval: Approval) -> str:
    return str(STATES[S(approval.state)][1])


def refused_words() -> list[str]:
    """Reasons to tap instead of typing."""
    return [_("Not needed now"), _("Too much for this purpose"), _("Ask again later")]
