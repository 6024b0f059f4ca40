"""Which candidate is this? By phone, e-mail or ID number, never by name, and never by a guess.

What was given (`Keys`) is compared by blind index with what every candidate has or had:

- nobody has any of it: **none**, a new person;
- one candidate has some of it: **one**, unless the ID numbers contradict each other;
- several have some of it: the one who was entered with exactly this, else the only one who has all of
  it; else **many**: nobody is chosen, a new file is kept apart until a person decides.

The same input therefore always finds the same file, however often it is imported.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from huiyin.candidates.models import Candidate
from huiyin.core.encryption import blind_index
from huiyin.messaging.contacts import EMAIL, PHONE, address_index
from huiyin.messaging.models import Address, AddressState

ID_NUMBER = "id_number"
CHUNK = 5000

Key = tuple[str, str]


def id_number_index(value: str) -> str:
    return blind_index(value, purpose="candidate.id_number")


def id_number_tail_index(value: str) -> str:
    return blind_index(value[-4:], purpose="candidate.id_number.tail") if value else ""


@dataclass(frozen=True)
class Keys:
    """What identifies a person, already normalised; empty means not given."""

    phone: str = ""
    email: str = ""
    id_number: str = ""

    def indexes(self) -> frozenset[Key]:
        return self._indexes

    @cached_property
    def _indexes(self) -> frozenset[Key]:
        """Hashed once: an import asks several times for each of thousands."""
        given = [
            (PHONE, address_index(PHONE, self.phone) if self.phone else ""),
            (EMAIL, address_index(EMAIL, self.email) if self.email else ""),
            (ID_NUMBER, id_number_index(self.id_number)),
        ]
        return frozenset(key for key in given if key[1])


@dataclass(frozen=True)
class Recognition:
    """`candidate` is set for "one"; `others` are those who share something but were not chosen."""

    kind: Literal["none", "one", "many"]
    candidate: Candidate | None = None
    others: tuple[Candidate, ...] = ()


@dataclass
class Register:
    """Who has which keys, for as many inputs as one wishes to compare: loaded with few queries, then
    kept in step by `add`, so that two rows of one import recognise each other too.
    """

    people: list[Candidate] = field(default_factory=list)
    keys_of: list[set[Key]] = field(default_factory=list)
    holders: dict[Key, set[int]] = field(default_factory=lambda: defaultdict(set))
    places: dict[int, int] = field(default_factory=dict)

    @classmethod
    def load(cls, inputs: Iterable[Keys]) -> "Register":
        register = cls()
        wanted = {key for keys in inputs for key in keys.indexes()}
        found: dict[int, Candidate] = {}
        for chunk in _chunks(sorted(wanted)):
            found |= {one.pk: one for one in _holding(chunk)}
        heads = {pk: _head(one) for pk, one in found.items()}
        known = found | {head.pk: head for head in heads.values()}
        addresses = _addresses_of(known.values())
        people = {head.pk: head for head in heads.values()}
        for pk in sorted(known):
            head = people[heads[pk].pk] if pk in heads else people[pk]
            register.add(head, addresses[known[pk].contact_id] | _id_keys(known[pk]))
        return register

    def add(self, candidate: Candidate, keys: Iterable[Key]) -> None:
        """Take note of a candidate, saved or about to be; again, when more became known about one."""
        place = self.places.setdefault(id(candidate), len(self.people))
        if place == len(self.people):
            self.people.append(candidate)
            self.keys_of.append(set())
        self.keys_of[place] |= set(keys)
        for key in keys:
            self.holders[key].add(place)

    def recognise(self, keys: Keys) -> Recognition:
        given = keys.indexes()
        places = sorted({place for key in given for place in self.holders.get(key, ())})
        agreeing = [place for place in places if not self._contradicts(place, given)]
        if not places:
            return Recognition("none")
        if len(places) == 1 and agreeing:
            return Recognition("one", self.people[places[0]])
        for rule in (self._is_exactly, self._has_all):
            chosen = [place for place in agreeing if rule(place, given)]
            if len(chosen) == 1:
                rest = tuple(self.people[place] for place in places if place != chosen[0])
                return Recognition("one", self.people[chosen[0]], rest)
        return Recognition("many", None, tuple(self.people[place] for place in places))

    def _is_exactly(self, place: int, given: frozenset[Key]) -> bool:
        return self.keys_of[place] == given

    def _has_all(self, place: int, given: frozenset[Key]) -> bool:
        return self.keys_of[place] >= given

    def _contradicts(self, place: int, given: frozenset[Key]) -> bool:
        own = {index for kind, index in self.keys_of[place] if kind == ID_NUMBER}
        asked = {index for kind, index in given if kind == ID_NUMBER}
        return bool(own and asked and own != asked)


def recognise(keys: Keys) -> Recognition:
    """One input; for many use a `Register`."""
    return Register.load([keys]).recognise(keys)


def _chunks(keys: list[Key]) -> Iterator[list[Key]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]


def _holding(keys: list[Key]) -> list[Candidate]:
    """Candidates who have one of the keys. An address that a person marked as wrong recognises nobody."""
    indexes = [index for kind, index in keys if kind != ID_NUMBER]
    contacts = (
        Address.objects.filter(value_index__in=indexes)
        .exclude(state=AddressState.WRONG)
        .values_list("contact_id", flat=True)
    )
    by_address = Candidate.objects.filter(contact__in=list(contacts))
    by_id = Candidate.objects.filter(id_number_index__in=[index for kind, index in keys if kind == ID_NUMBER])
    return [*by_address, *by_id]


def _head(candidate: Candidate) -> Candidate:
    """The file that goes on after merges."""
    while candidate.merged_into is not None:
        candidate = candidate.merged_into
    return candidate


def _addresses_of(candidates: Iterable[Candidate]) -> dict[int, set[Key]]:
    found: dict[int, set[Key]] = defaultdict(set)
    contacts = [candidate.contact_id for candidate in candidates]
    for start in range(0, len(contacts), CHUNK):
        rows = Address.objects.filter(contact__in=contacts[start : start + CHUNK]).exclude(
            state=AddressState.WRONG
        )
        for contact_id, kind, index in rows.values_list("contact_id", "kind", "value_index"):
            found[contact_id].add((kind, index))
    return found


def _id_keys(candidate: Candidate) -> set[Key]:
    return {(ID_NUMBER, candidate.id_number_index)} if candidate.id_number_index else set()
