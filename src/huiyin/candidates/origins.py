"""What stands behind `?from=` in the address of a public page: by which way somebody came.

Bare words are the ways that everybody may use. A way with a note, a colleague and a candidate who passes a
job on are signed, so that nobody can write into our lists or earn a referral by changing an address; what is
not ours counts as having found the page alone.
"""

from dataclasses import dataclass

from huiyin.candidates.models import Application, Source
from huiyin.core.encryption import blind_index
from huiyin.core.ids import is_id
from huiyin.people.models import Employee
from huiyin.people.queries import active_employees

WAYS = {
    "web": Source.WEBSITE,
    "site": Source.JOB_SITE,
    "social": Source.SOCIAL_MEDIA,
    "poster": Source.OFFLINE,
    "campus": Source.CAMPUS,
    "hunter": Source.HEADHUNTER,
}
COLLEAGUE, FRIEND = "c", "f"
NOTE_LENGTH = 40
LONGEST = 200
_SIGNED = 10


@dataclass(frozen=True)
class CameBy:
    """`passed_on_by` is the application whose candidate recommended the job to a friend."""

    source: Source = Source.WEBSITE
    note: str = ""
    referrer: Employee | None = None
    passed_on_by: Application | None = None


def way_key(way: str, note: str = "") -> str:
    """`poster`, or `poster.abcdefghij.Lift on the first floor`."""
    note = clean_note(note)
    return f"{way}.{_sign(f'{way}.{note}')}.{note}" if note else way


def colleague_key(employee: Employee) -> str:
    return _named(COLLEAGUE, employee.pk)


def friend_key(application: Application) -> str:
    return _named(FRIEND, application.pk)


def clean_note(note: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in note).split())[:NOTE_LENGTH]


def read_origin(key: str) -> CameBy:
    """How somebody came who opened an address with this key; one query at most, for a name that we signed."""
    word, _, rest = key[:LONGEST].partition(".")
    signature, _, note = rest.partition(".")
    if word in WAYS:
        is_ours = bool(note) and signature == _sign(f"{word}.{note}")
        return CameBy(WAYS[word], note if is_ours else "")
    kind, number = word[:1], word[1:]
    if not is_id(number) or signature != _sign(word):
        return CameBy()
    if kind == COLLEAGUE:
        employee = active_employees().filter(pk=int(number)).first()
        return CameBy(Source.REFERRAL, referrer=employee) if employee else CameBy()
    if kind == FRIEND:
        application = Application.objects.filter(pk=int(number)).first()
        return CameBy(Source.REFERRAL, passed_on_by=application) if application else CameBy()
    return CameBy()


def _named(kind: str, number: int) -> str:
    return f"{kind}{number}.{_sign(f'{kind}{number}')}"


def _sign(text: str) -> str:
    return blind_index(text, purpose="candidates.origin")[:_SIGNED]
