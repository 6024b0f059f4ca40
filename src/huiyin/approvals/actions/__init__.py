"""The verbs of this room."""

from huiyin.approvals.actions.ask import Question, ask, live_of
from huiyin.approvals.actions.decide import Word, decide
from huiyin.approvals.actions.edit_flow import edit_flow
from huiyin.approvals.actions.escalate import escalate_due
from huiyin.approvals.actions.stand_in import be_away, be_back
from huiyin.approvals.actions.void import void, void_if_edited
from huiyin.approvals.actions.withdraw import withdraw

__all__ = [
    "Question",
    "Word",
    "ask",
    "be_away",
    "be_back",
    "decide",
    "edit_flow",
    "escalate_due",
    "live_of",
    "void",
    "void_if_edited",
    "withdraw",
]
