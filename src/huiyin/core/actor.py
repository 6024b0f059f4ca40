"""Who is acting: a user, a user by a link in a letter, a candidate by hers, an API token, or the system.

An actor is built once per request in the middleware and passed down as `by=`. What it may do is asked
of `accounts.doors`, never decided here.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

ActorKind = Literal["anonymous", "user", "staff_link", "capability", "token", "system", "preview"]


@dataclass(frozen=True)
class Actor:
    """`key` names the actor in the audit trail (`user:3`, `capability:9`, `token:2`, `system:clock`).

    `verbs` narrows a capability or a token to what it was made for; `subject` is the one row that a
    capability opens. `device` is set when a remembered device signed in; `fresh_at` is the epoch second
    of the last full sign-in. A preview looks through somebody else's rights, `seen_as`, and `viewer` is who
    looks: it sees what both may see, and changes nothing. `memo` keeps what was read about the actor, for
    this one request.
    """

    kind: ActorKind
    key: str
    label: str = ""
    user_id: int | None = None
    subject: str = ""
    verbs: frozenset[str] = field(default_factory=frozenset)
    device_id: int | None = None
    fresh_at: float = 0.0
    viewer: "Actor | None" = None
    seen_as: str = ""
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def is_staff_member(self) -> bool:
        return self.user_id is not None

    @classmethod
    def system(cls, name: str) -> "Actor":
        return cls(kind="system", key=f"system:{name}", label=name)


ANONYMOUS = Actor(kind="anonymous", key="anonymous")
