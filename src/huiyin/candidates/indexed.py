"""What candidates are found by. Phones, mail addresses and ID numbers only by their keyed blind indexes,
jobs by their id, so that a word of a title means the jobs that the asker sees.

Of documents, what everybody who sees the file may read stands under `r`. What belongs to one of several
applications stands under `a`, for who reaches everything, and under `s` with its job, for the others.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from huiyin.accounts.doors import field_level, may, reach
from huiyin.accounts.models import FieldLevel
from huiyin.candidates.id_numbers import normalise_id_number
from huiyin.candidates.models import Application, Candidate, CandidateTag, DocumentText, TextState
from huiyin.candidates.recognition import id_number_index
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.jobs.access import reached
from huiyin.jobs.indexed import meant_by
from huiyin.messaging.contacts import EMAIL, PHONE, address_index, normalise, tail_index
from huiyin.messaging.models import Address
from huiyin.search import kinds
from huiyin.search.characters import plain
from huiyin.search.kinds import Way
from huiyin.search.words import FACT, NAME, NUMBER, TYPED, Words

JOB = "j"
WHOLE_PHONE, TAIL, MAIL, ID_NUMBER = "p", "t", "e", "d"
PAPER, SCOPED_PAPER, OF_JOB = "r", "a", "s"
READABLE = (FieldLevel.SEE, FieldLevel.EDIT)
MOST_JOBS = 300
"""Who reaches more of them looks through what fits instead of naming each."""
_OWN_NUMBER = re.compile(r"[Cc]-?(\d{6})-?(\d{1,5})")
_ADDRESS_LETTERS = {PHONE: WHOLE_PHONE, EMAIL: MAIL}


@dataclass
class Person:
    """What stands in a person's rows, read for many at once."""

    names: list[str]
    numbers: list[str]
    city: str
    keys: list[tuple[str, str]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    jobs: set[int] = field(default_factory=set)


def gather(ids: kinds.Ids) -> Iterator[tuple[int, Words]]:
    people = read_people(ids)
    papers = _papers(people)
    for pk, person in people.items():
        words = named(person)
        for number in person.numbers:
            words.number(number)
        for fact in (person.city, *person.tags):
            words.text(FACT, fact)
        for job in sorted(person.jobs):
            words.exact(JOB, str(job))
        for job_id, text in papers.get(pk, ()):
            if job_id is None or len(person.jobs) < 2:
                words.text(PAPER, text)
            else:
                words.text(SCOPED_PAPER, text)
                words.text(paper_of(job_id), text)
        yield pk, words


def named(person: Person) -> Words:
    """How a person is called and reached; interviews are found by it too."""
    words = Words()
    for name in person.names:
        words.name(name)
    for letter, key in person.keys:
        words.exact(letter, key)
    return words


def paper_of(job_id: int) -> str:
    """The letter of papers for one job. The plus ends it, because no piece begins with one."""
    return f"{OF_JOB}{job_id}+"


def read_people(ids: Sequence[int]) -> dict[int, Person]:
    """Those that exist and were not merged into another, whose names and numbers they have."""
    people: dict[int, Person] = {}
    contacts: dict[int, int] = {}
    rows = Candidate.objects.filter(pk__in=ids, merged_into=None)
    for pk, name, number, city, contact, key in rows.values_list(
        "pk", "name", "number", "city", "contact", "id_number_index"
    ):
        people[pk] = Person([name], [number], city, [(ID_NUMBER, key)] if key else [])
        contacts[contact] = pk
    for into, name, number, contact in Candidate.objects.filter(merged_into__in=ids).values_list(
        "merged_into", "name", "number", "contact"
    ):
        if into in people:
            people[into].names += [] if name in people[into].names else [name]
            people[into].numbers.append(number)
            contacts[contact] = into
    _add_addresses(people, contacts)
    for pk, tag in CandidateTag.objects.filter(candidate__in=ids).values_list("candidate", "tag__name"):
        if pk in people:
            people[pk].tags.append(tag)
    for pk, job in Application.objects.filter(candidate__in=ids).values_list("candidate", "job"):
        if pk in people:
            people[pk].jobs.add(job)
    return people


def _add_addresses(people: dict[int, Person], contacts: Mapping[int, int]) -> None:
    rows = Address.objects.filter(contact__in=list(contacts))
    for contact, kind, whole, tail in rows.values_list("contact", "kind", "value_index", "tail_index"):
        keys = people[contacts[contact]].keys
        if kind in _ADDRESS_LETTERS:
            keys.append((_ADDRESS_LETTERS[kind], whole))
        if kind == PHONE and tail:
            keys.append((TAIL, tail))


def _papers(people: Iterable[int]) -> dict[int, list[tuple[int | None, str]]]:
    """Texts of documents that are not kept shut, each with the job that it belongs to."""
    found: dict[int, list[tuple[int | None, str]]] = defaultdict(list)
    rows = DocumentText.objects.filter(
        document__candidate__in=list(people), document__is_quarantined=False, state=TextState.TEXT
    )
    for pk, job, text in rows.values_list("document__candidate", "document__application__job", "text"):
        found[pk].append((job, text))
    return found


def letters(actor: Actor, word: str) -> Mapping[str, bool]:
    if not may(actor, "candidates:see"):
        return {}
    found = {NAME: True} | ({TYPED: True} if plain(word).isascii() else {})
    if len(plain(word)) < 2:
        return found
    found[FACT] = False
    if field_level(actor, "candidate.document") in READABLE:
        found[PAPER] = False
        jobs = visible_jobs(actor)
        found |= {SCOPED_PAPER: False} if jobs is None else {paper_of(job): False for job in jobs}
    return found


def visible_jobs(actor: Actor) -> list[int] | None:
    """The ids of the jobs through which the actor reaches candidates; None when she reaches everybody."""
    within = reach(actor, "candidates:see")
    if within.everything:
        return None
    if "search.jobs" not in actor.memo:
        actor.memo["search.jobs"] = list(reached(within).order_by("pk").values_list("pk", flat=True))
    found: list[int] = actor.memo["search.jobs"]
    return found


def within(actor: Actor) -> list[str] | None:
    jobs = visible_jobs(actor)
    return None if jobs is None or len(jobs) > MOST_JOBS else [f"{JOB}{job}" for job in jobs]


def ways(actor: Actor, word: str) -> list[Way]:
    if not may(actor, "candidates:see"):
        return []
    found = key_ways(actor, word)
    if own := _OWN_NUMBER.fullmatch(word):
        found.append(Way(NUMBER, f"c{own[1]}{int(own[2]):05d}"))
    jobs = meant_by(actor, word) if may(actor, "jobs:see") else []
    return found + [Way(JOB, str(job), is_strong=False) for job in jobs]


def key_ways(actor: Actor, word: str) -> list[Way]:
    """A whole phone, address or ID number for who may read it; the last four for who sees a masked phone,
    too: a mask that answers guesses hides nothing.
    """
    word = unicodedata.normalize("NFKC", word).strip()
    found: list[Way] = []
    if re.fullmatch(r"\d{4}", word) and field_level(actor, "candidate.phone") != FieldLevel.HIDE:
        found.append(Way(TAIL, tail_index(PHONE, word)))
    for kind, level, letter in ((EMAIL, "candidate.email", MAIL), (PHONE, "candidate.phone", WHOLE_PHONE)):
        fits = "@" in word if kind == EMAIL else sum(sign.isdecimal() for sign in word) >= 7
        if fits and field_level(actor, level) in READABLE and (index := _index_of(kind, word)):
            found.append(Way(letter, index))
    id_number = normalise_id_number(word)
    if id_number and field_level(actor, "candidate.id_number") in READABLE:
        found.append(Way(ID_NUMBER, id_number_index(id_number)))
    return found


def _index_of(kind: str, word: str) -> str:
    try:
        return address_index(kind, normalise(kind, word))
    except DomainError:
        return ""


def _ids_after(last: int, most: int) -> list[int]:
    rows = Candidate.objects.filter(merged_into=None, pk__gt=last).order_by("pk")
    return list(rows.values_list("pk", flat=True)[:most])


KIND = kinds.Kind(
    name="candidate",
    number=0,
    letter="p",
    gather=gather,
    after=_ids_after,
    tally=lambda: kinds.tally(Candidate.objects.filter(merged_into=None)),
    letters=letters,
    ways=ways,
    within=within,
)


def register() -> None:
    kinds.register(KIND)
