"""Days in addresses, `2026-10-01`, and what may be done to an account."""

from datetime import date


class DayConverter:
    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, on: date) -> str:
        return on.isoformat()


class UserVerbConverter:
    regex = "suspend|open|end-sessions|invite"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, verb: str) -> str:
        return verb
