"""Kinds and shipped texts agree, and every value that a text needs is there."""

import pytest

from huiyin.interviews import digests, notices
from huiyin.interviews.kinds import WANTED_IN
from huiyin.interviews.seeds import RULES
from huiyin.jobs.models import Reason, ReasonSide
from huiyin.messaging.kinds import ABOUT_VISIBLE, KINDS
from huiyin.messaging.shipped import shipped_texts

USED = {
    **{one["kind"]: {one["template"]} for one in RULES if "kind" in one},
    **{kind: {code} for kind, code in notices.INTERVIEWER_TEMPLATES.items()},
    "interview.scheduled": {"INV-1", "INV-2", "INV-3", "INV-V"},
    "interview.moved": {"MOVED", "RSC"},
    "interview.interviewers_changed": {"CHANGED"},
    "interview.answer_received": {"ASKED"},
    "interview.reminded_by_hand": {"REM-NOW"},
    "interview.cancelled": {"CXL-1", "CXL-2", "CXL-3", "CXL-4"},
}


def test_every_kind_is_registered_with_its_states() -> None:
    assert set(USED) == set(WANTED_IN)
    assert {*USED, *digests.TEMPLATES} == {
        key for key in KINDS if key.startswith(("interview.", "interviewer."))
    }
    assert "interview" in ABOUT_VISIBLE


@pytest.mark.parametrize("kind", [*USED, *digests.TEMPLATES])
def test_the_texts_of_a_kind_are_shipped_for_it(kind: str) -> None:
    shipped = {code for code, text in shipped_texts().items() if text.kind == kind}

    assert shipped == ({digests.TEMPLATES[kind]} if kind in digests.TEMPLATES else USED[kind])


@pytest.mark.parametrize(
    ("side", "key", "template"),
    [
        (ReasonSide.CANDIDATE, "personal", "CXL-1"),
        (ReasonSide.MISTAKE, "wrong_info", "CXL-4"),
        (ReasonSide.COMPANY, "interviewer_unavailable", "CXL-3"),
        (ReasonSide.COMPANY, "filled", "CXL-2"),
    ],
)
def test_a_cancellation_is_worded_by_whose_reason_it_was(side: str, key: str, template: str) -> None:
    assert notices.cancel_template(Reason(side=side, key=key)) == template
