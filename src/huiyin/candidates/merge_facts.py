"""The facts of a file of which only one value survives a merge: read, written and compared here.

`SURVIVOR` and `GONE` say whose value is meant. A fact that one of the two lacks is taken from the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from huiyin.candidates.models import Candidate, Profile
from huiyin.candidates.recognition import id_number_index, id_number_tail_index
from huiyin.core import clock
from huiyin.messaging.contacts import EMAIL, PHONE, current_address, set_address
from huiyin.messaging.models import AddressState

SURVIVOR, GONE = "survivor", "gone"
OWN = ("name", "city", "id_number")
ADDRESSES = (PHONE, EMAIL)
PROFILE = ("job_wish", "cities", "start_on", "start_note", "current", "education")
FIELDS = (*OWN, *ADDRESSES, "language", *PROFILE)
Facts = dict[str, str]


@dataclass(frozen=True)
class Difference:
    """One fact of two files; `same` when nothing is to be chosen."""

    field: str
    survivor: str
    gone: str

    @property
    def same(self) -> bool:
        return self.survivor == self.gone

    @property
    def to_choose(self) -> bool:
        return bool(self.survivor and self.gone and not self.same)


def facts_of(candidate: Candidate) -> Facts:
    profile = profile_of(candidate)
    facts = {name: getattr(candidate, name) for name in OWN}
    for kind in ADDRESSES:
        address = current_address(candidate.contact, kind)
        facts[kind] = address.value if address else ""
    facts["language"] = candidate.contact.language
    for name in PROFILE:
        facts[name] = str(getattr(profile, name) or "")
    return facts


def profile_of(candidate: Candidate) -> Profile:
    """Hers, or an empty one that is not saved."""
    kept = Profile.objects.filter(candidate=candidate).first()
    return kept or Profile(candidate=candidate, changed_at=clock.now())


def differences(survivor: Candidate, gone: Candidate) -> list[Difference]:
    ours, theirs = facts_of(survivor), facts_of(gone)
    return [Difference(name, ours[name], theirs[name]) for name in FIELDS if ours[name] or theirs[name]]


def chosen(survivor: Facts, gone: Facts, choices: Mapping[str, str]) -> Facts:
    """What stands afterwards."""
    return {
        name: gone[name]
        if gone[name] and (choices.get(name) == GONE or not survivor[name])
        else survivor[name]
        for name in FIELDS
    }


def write_facts(candidate: Candidate, facts: Facts) -> None:
    """Make these the candidate's; only what differs is touched."""
    was = facts_of(candidate)
    changed = {name: value for name, value in facts.items() if was.get(name) != value}
    for name in OWN:
        setattr(candidate, name, facts[name])
    candidate.id_number_index = id_number_index(facts["id_number"]) if facts["id_number"] else ""
    candidate.id_number_tail_index = id_number_tail_index(facts["id_number"])
    candidate.save()
    contact = candidate.contact
    contact.name, contact.language = facts["name"], facts["language"]
    contact.save()
    for kind in ADDRESSES:
        if facts[kind] and kind in changed and not _stopped(candidate, kind, facts[kind]):
            set_address(contact, kind, facts[kind])
    if set(changed) & set(PROFILE):
        profile = profile_of(candidate)
        for name in PROFILE:
            value: Any = facts[name]
            setattr(
                profile, name, (date.fromisoformat(value) if value else None) if name == "start_on" else value
            )
        profile.changed_at = clock.now()
        profile.save()


def _stopped(candidate: Candidate, kind: str, value: str) -> bool:
    """One that bounced or that she does not want: a merge does not bring it back."""
    return any(
        one.kind == kind and one.value == value and one.state != AddressState.USABLE
        for one in candidate.contact.addresses.all()
    )
