"""Taking people in: recognised, or new with a permanent number; one by hand or twenty thousand at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.accounts.doors import field_level
from huiyin.accounts.models import FieldLevel, User
from huiyin.candidates.access import visible_to
from huiyin.candidates.actions.merging import known_to_differ
from huiyin.candidates.id_numbers import normalise_id_number
from huiyin.candidates.models import Candidate, Consent, ConsentPurpose
from huiyin.candidates.recognition import (
    Keys,
    Recognition,
    Register,
    id_number_index,
    id_number_tail_index,
)
from huiyin.candidates.retention import retention_date
from huiyin.company.models import Company
from huiyin.company.queries import the_company
from huiyin.core import audit, clock
from huiyin.core.actor import Actor
from huiyin.core.editing import require_unchanged
from huiyin.core.errors import DomainError, FieldProblem, NotAllowed
from huiyin.core.numbers import take_numbers
from huiyin.core.references import ref
from huiyin.messaging.contacts import EMAIL, PHONE, current_address, normalise, set_address, set_addresses
from huiyin.messaging.models import Contact
from huiyin.search.index import refresh
from huiyin.todos.actions import open_todo

BATCH = 500
_LABELS = {
    "name": gettext_lazy("Name"),
    "city": gettext_lazy("City"),
    "id_number": gettext_lazy("ID number"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "language": gettext_lazy("Language of our letters"),
}
RULED = ("phone", "email", "id_number")
# Controls and direction overrides: what stands after such a name would read as something else.
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")


@dataclass(frozen=True)
class NewCandidate:
    """A person as somebody wrote her down. `basis` says why her data may be kept (PIPL art. 13), and
    `consent_sha256` in which words she agreed, if she did.
    """

    name: str
    phone: str = ""
    email: str = ""
    id_number: str = ""
    city: str = ""
    language: str = ""
    basis: str = "contract"
    consent_sha256: str = ""


@dataclass(frozen=True)
class Added:
    """`is_new` is False when she was already known; `others` share an address or number with her, and a
    to-do asks a person to decide about them.
    """

    candidate: Candidate
    is_new: bool
    others: tuple[Candidate, ...] = ()


def add_candidate(person: NewCandidate, *, by: Actor, ask: User | None = None) -> Added:
    """Find or make one candidate. See `recognition` for who counts as known."""
    return add_candidates([person], by=by, ask=ask)[0]


@transaction.atomic
def add_candidates(people: Sequence[NewCandidate], *, by: Actor, ask: User | None = None) -> list[Added]:
    """The same for many, in few queries and in their order; an unreadable one refuses them all.

    A known candidate gains addresses, ID number and city that she lacked; nothing of hers is replaced. `ask`
    is the colleague who decides about doubtful ones, when it is not the one who takes them in.
    """
    judged = [judged_person(person) for person in people]
    keys = [Keys(one.phone, one.email, one.id_number) for one in judged]
    register = Register.load(keys)
    company = the_company()
    new: dict[int, Candidate] = {}
    results: list[Added] = []
    doubtful: list[tuple[Added, NewCandidate]] = []
    for place, (person, key) in enumerate(zip(judged, keys, strict=True)):
        recognition = register.recognise(key)
        added = _added(recognition, person, company)
        if added.is_new:
            new[place] = added.candidate
        register.add(added.candidate, key.indexes())
        results.append(added)
        if added.others or added.candidate.name != person.name:
            doubtful.append((added, person))
    _save_new(list(new.values()), company=company, by=by)
    _complete(results, judged)
    _record_consents([(results[place].candidate, judged[place]) for place in new])
    for added, person in doubtful:
        _ask_to_decide(added, person, by=by, ask=ask)
    refresh("candidate", (one.candidate.pk for one in results))
    return results


@transaction.atomic
def edit_candidate(candidate: Candidate, person: NewCandidate, *, by: Actor, seen: str = "") -> Candidate:
    """Correct what is known. `seen` is the mark of `seen_in_form`: a change of somebody else's since is not
    written over. A given address is used from now on, the old one stays findable; what is left
    empty stays. An address or ID number of somebody else is refused: an edit never joins two files.
    """
    judged = judged_person(person)
    _require_fields(judged, by)
    candidate = (
        Candidate.objects.select_for_update(of=("self",)).select_related("contact").get(pk=candidate.pk)
    )
    require_unchanged(seen, seen_in_form(candidate), _LABELS)
    keys = Keys(judged.phone, judged.email, judged.id_number)
    others = [one for one in Register.load([keys]).people if one.pk != candidate.pk]
    if others:
        raise _belongs_to_another(others[0], by)
    given = {"name": judged.name, "city": judged.city} | (
        {"id_number": judged.id_number} if judged.id_number else {}
    )
    changed = [name for name, value in given.items() if getattr(candidate, name) != value]
    candidate.name, candidate.city = judged.name, judged.city
    if judged.id_number:
        _set_id_number(candidate, judged.id_number)
    candidate.save()
    contact = candidate.contact
    contact.name, contact.language = judged.name, judged.language or contact.language
    contact.save()
    for _contact, kind, value in _addresses(contact, judged):
        set_address(contact, kind, value)
    audit.record("candidate.edited", candidate, by=by, changed=changed)
    refresh("candidate", [candidate.pk])
    return candidate


def may_write(actor: Actor, field: str) -> bool:
    """Whether her role writes this of a person whom she edits; what she sees masked she would overwrite
    blindly.
    """
    return field not in RULED or field_level(actor, f"candidate.{field}") == FieldLevel.EDIT


def seen_in_form(candidate: Candidate) -> dict[str, str]:
    """What a form for correcting the details was made from; for `core.editing.fingerprint`."""
    own = {name: str(getattr(candidate, name)) for name in ("name", "city", "id_number")}
    found = {kind: current_address(candidate.contact, kind) for kind in (PHONE, EMAIL)}
    addresses = {kind: address.value if address else "" for kind, address in found.items()}
    return {**own, **addresses, "language": candidate.contact.language}


def judged_person(person: NewCandidate) -> NewCandidate:
    """In the one spelling of names, addresses and numbers; refused when it is none."""
    name = " ".join(_UNSEEN.sub(" ", person.name).split())
    if not name or len(name) > 80:
        raise _refusal(
            "name", _("The name is missing or longer than 80 characters."), _("Write the name as on a CV.")
        )
    id_number = normalise_id_number(person.id_number) if person.id_number.strip() else ""
    if id_number is None:
        raise _refusal(
            "id_number",
            _("This ID number cannot exist: its length, date or last character is wrong."),
            _("Compare it with the card, or leave it empty; it is not needed for an interview."),
        )
    return replace(
        person,
        name=name,
        phone=normalise(PHONE, person.phone) if person.phone.strip() else "",
        email=normalise(EMAIL, person.email) if person.email.strip() else "",
        id_number=id_number,
        city=_UNSEEN.sub(" ", person.city).strip()[:40],
    )


def _require_fields(person: NewCandidate, by: Actor) -> None:
    for name in RULED:
        if getattr(person, name) and not may_write(by, name):
            problem = _("Your role does not change this: %(field)s.") % {"field": _LABELS[name]}
            raise NotAllowed("field_not_yours", problem, fields=[FieldProblem(name, problem)])


def _belongs_to_another(other: Candidate, by: Actor) -> DomainError:
    """Which file it is hears only who may open it."""
    if not visible_to(by).filter(pk=other.pk).exists():
        return DomainError(
            "belongs_to_another",
            _("This phone, e-mail address or ID number already belongs to a candidate whom you do not see."),
            _("Leave it empty, or ask a colleague who sees everybody."),
        )
    return DomainError(
        "belongs_to_another",
        _("This phone, e-mail address or ID number already belongs to another candidate: {number}.").format(
            number=other.number
        ),
        _("Open that file and compare. If it is the same person, work on with one of the two."),
    )


def _refusal(name: str, problem: str, mend: str) -> DomainError:
    return DomainError(f"bad_{name}", problem, mend, [FieldProblem(name, problem, mend)])


def _added(recognition: Recognition, person: NewCandidate, company: Company) -> Added:
    if recognition.candidate is not None:
        return Added(recognition.candidate, is_new=False, others=recognition.others)
    contact = Contact(
        name=person.name, language=person.language or company.language, time_zone=company.time_zone
    )
    candidate = Candidate(contact=contact, name=person.name, city=person.city)
    _set_id_number(candidate, person.id_number)
    return Added(candidate, is_new=True, others=recognition.others)


def _set_id_number(candidate: Candidate, id_number: str) -> None:
    candidate.id_number = id_number
    candidate.id_number_index = id_number_index(id_number)
    candidate.id_number_tail_index = id_number_tail_index(id_number)


def _save_new(candidates: Sequence[Candidate], *, company: Company, by: Actor) -> None:
    if not candidates:
        return
    today: date = clock.today(company.time_zone)
    numbers = take_numbers(f"candidate:{today:%Y%m}", len(candidates))
    Contact.objects.bulk_create([one.contact for one in candidates], batch_size=BATCH)
    for candidate, number in zip(candidates, numbers, strict=True):
        candidate.number = f"C-{today:%Y%m}-{number:05d}"
        candidate.retention_on = retention_date(today)
        candidate.created_at = clock.now()
    Candidate.objects.bulk_create(candidates, batch_size=BATCH)
    audit.record_many("candidate.added", [(one, {}) for one in candidates], by=by)


def _addresses(contact: Contact, person: NewCandidate) -> list[tuple[Contact, str, str]]:
    pairs = ((PHONE, person.phone), (EMAIL, person.email))
    return [(contact, kind, value) for kind, value in pairs if value]


def _complete(results: Sequence[Added], judged: Sequence[NewCandidate]) -> None:
    """Write the addresses of everybody and what a known candidate lacked."""
    gained: dict[int, Candidate] = {}
    addresses = []
    for added, person in zip(results, judged, strict=True):
        candidate = added.candidate
        addresses += _addresses(candidate.contact, person)
        if person.id_number and not candidate.id_number_index:
            _set_id_number(candidate, person.id_number)
            gained[candidate.pk] = candidate
        if person.city and not candidate.city:
            candidate.city = person.city
            gained[candidate.pk] = candidate
    set_addresses(addresses)
    fields = ["city", "id_number", "id_number_index", "id_number_tail_index"]
    Candidate.objects.bulk_update(gained.values(), fields, batch_size=BATCH)


def _record_consents(given: Sequence[tuple[Candidate, NewCandidate]]) -> None:
    Consent.objects.bulk_create(
        [
            Consent(
                candidate=candidate,
                purpose=ConsentPurpose.APPLICATION,
                given=True,
                basis=person.basis,
                text_sha256=person.consent_sha256,
                at=clock.now(),
                until=candidate.retention_on,
            )
            for candidate, person in given
        ],
        batch_size=BATCH,
    )


def _ask_to_decide(added: Added, person: NewCandidate, *, by: Actor, ask: User | None) -> None:
    """A to-do for whoever took the person in; the sentence names files, never addresses."""
    owner = ask or (User.objects.filter(pk=by.user_id).first() if by.user_id else None)
    about = ref(added.candidate)
    if added.others:
        others = sorted({other.pk for other in added.others} - known_to_differ(added.candidate))
        if others:
            open_todo("candidate.duplicate", about, owner=owner, candidates=others)
    if added.candidate.name != person.name:
        open_todo("candidate.check_name", about, owner=owner)
