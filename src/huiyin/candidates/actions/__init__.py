"""What happens to candidates and their applications."""

from huiyin.candidates.actions.acknowledging import acknowledge
from huiyin.candidates.actions.applying import (
    Applied,
    Intake,
    Origin,
    apply,
    apply_many,
    assign_owner,
    move_to_stage,
    move_was_wrong,
)
from huiyin.candidates.actions.contacting import Contacted, log_contact
from huiyin.candidates.actions.conversation import answer_thread, ask, close_thread, promised_reply
from huiyin.candidates.actions.documents import Taken, add_document, delete_document, open_document
from huiyin.candidates.actions.files import (
    add_note,
    pin_note,
    record_consent,
    reveal,
    set_retention,
    tag_candidate,
    untag_candidate,
)
from huiyin.candidates.actions.people import (
    Added,
    NewCandidate,
    add_candidate,
    add_candidates,
    edit_candidate,
)
from huiyin.candidates.actions.screening import Screened, advise_against, recommend, take_back

__all__ = [
    "Added",
    "Applied",
    "Contacted",
    "Intake",
    "NewCandidate",
    "Origin",
    "Screened",
    "Taken",
    "acknowledge",
    "add_candidate",
    "add_candidates",
    "add_document",
    "add_note",
    "advise_against",
    "answer_thread",
    "apply",
    "apply_many",
    "ask",
    "assign_owner",
    "close_thread",
    "delete_document",
    "edit_candidate",
    "log_contact",
    "move_to_stage",
    "move_was_wrong",
    "open_document",
    "pin_note",
    "promised_reply",
    "recommend",
    "record_consent",
    "reveal",
    "set_retention",
    "tag_candidate",
    "take_back",
    "untag_candidate",
]
