"""What happens to candidates and their applications."""

from huiyin.candidates.actions.applying import (
    Applied,
    Origin,
    apply,
    apply_many,
    assign_owner,
    move_to_stage,
)
from huiyin.candidates.actions.people import (
    Added,
    NewCandidate,
    add_candidate,
    add_candidates,
    edit_candidate,
)

__all__ = [
    "Added",
    "Applied",
    "NewCandidate",
    "Origin",
    "add_candidate",
    "add_candidates",
    "apply",
    "apply_many",
    "assign_owner",
    "edit_candidate",
    "move_to_stage",
]
