"""What may go wrong in the domain, said so that a person can mend it. No HTTP here."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one input: which, what is wrong, how to mend it."""

    field: str
    problem: str
    mend: str = ""


@dataclass
class DomainError(Exception):
    """A refusal. `code` is stable for machines, `problem` and `mend` are translated for people."""

    code: str
    problem: str
    mend: str = ""
    fields: list[FieldProblem] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.problem} {self.mend}".strip()


class NotFound(DomainError):
    """Unknown and invisible things are the same to an asker."""


class NotAllowed(DomainError):
    """Visible, but this actor may not do that to it."""


class TooMany(DomainError):
    """Tried too often; again later."""


@dataclass
class Clash(DomainError):
    """Somebody or some room is already booked; `nearest` are free starts as RFC 3339 strings."""

    nearest: list[str] = field(default_factory=list)
