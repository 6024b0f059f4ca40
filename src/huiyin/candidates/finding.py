"""Finding people in lists: a name's beginning, a whole phone or its last four, an e-mail address, a number.

Phones and e-mail are encrypted; their blind indexes find them. Each way is an index lookup, so that a list
answers as fast over 200,000 files as over a thousand.
"""

import re
import unicodedata

from django.db.models import Q, QuerySet

from huiyin.candidates.id_numbers import normalise_id_number
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.recognition import id_number_index
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import EMAIL, PHONE, address_index, normalise, tail_index
from huiyin.messaging.models import Address


def find(candidates: QuerySet[Candidate], text: str) -> QuerySet[Candidate]:
    """Those of the given candidates whom the text may mean; all when it is empty."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    if not text:
        return candidates
    return candidates.filter(_meaning(text))


def in_job(
    candidates: QuerySet[Candidate], applications: QuerySet[Application], job_id: int
) -> QuerySet[Candidate]:
    return candidates.filter(pk__in=applications.filter(job=job_id).values("candidate"))


def with_tag(candidates: QuerySet[Candidate], tag_id: int) -> QuerySet[Candidate]:
    return candidates.filter(tags__tag=tag_id)


def _meaning(text: str) -> Q:
    if re.fullmatch(r"[Cc]-?\d{6}-?\d{1,5}", text):
        digits = re.sub(r"\D", "", text)
        return Q(number=f"C-{digits[:6]}-{int(digits[6:]):05d}")
    if re.fullmatch(r"\d{4}", text):
        return Q(contact__in=_contacts(tail_index=tail_index(PHONE, text))) | Q(name__startswith=text)
    id_number = normalise_id_number(text)
    if id_number:
        return Q(id_number_index=id_number_index(id_number))
    kind = EMAIL if "@" in text else PHONE
    if kind == EMAIL or sum(sign.isdigit() for sign in text) >= 7:
        try:
            index = address_index(kind, normalise(kind, text))
        except DomainError:
            return Q(name__startswith=text)
        return Q(contact__in=_contacts(value_index=index))
    return Q(name__startswith=text)


def _contacts(**lookup: str) -> QuerySet[Address, int]:
    return Address.objects.filter(**lookup).values("contact")  # type: ignore[return-value]
