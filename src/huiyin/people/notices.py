"""The letter that carries a sign-in code: to its owner's own address at once, and to nobody else ever."""

from collections.abc import Mapping, Sequence

from huiyin.accounts import sign_in_codes
from huiyin.accounts.models import SignInCode
from huiyin.company.queries import the_company
from huiyin.core.models import AuditEntry
from huiyin.core.references import ref, ref_id
from huiyin.messaging import kinds, outbox
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.outbox import Draft

CODE_KIND, CODE_TEMPLATE = "account.code", "CODE"
_NOUN = "signincode"
_AT_ONCE = 0


def register() -> None:
    kinds.register(NoticeKind(CODE_KIND, "登录验证码", "Sign-in code", values, still_wanted, is_secret=True))


def send_code(wish: SignInCode, contact: Contact, *, cause: AuditEntry) -> None:
    draft = Draft(
        contact=contact,
        colleague=None,
        kind=CODE_KIND,
        template=CODE_TEMPLATE,
        about=ref(wish),
        hold=_AT_ONCE,
        urgent=True,
        priority=0,
    )
    outbox.queue([draft], cause=cause)


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    """The code is made here, when the letter is filled in; only its hash is kept beside it."""
    wishes = _wishes(letters)
    codes = sign_in_codes.give_codes([*wishes.values()])
    shared = {
        "company": the_company().name,
        "minutes": str(int(sign_in_codes.LIVES.total_seconds() // 60)),
    }
    return {
        letter.pk: {"name": letter.contact.name, "code": _spaced(codes[wishes[letter.pk].pk]), **shared}
        for letter in letters
        if letter.pk in wishes
    }


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """Ten minutes later nobody waits for it any more, and a code that was used is not sent."""
    live = _wishes(letters)
    return {letter.pk: "expired" for letter in letters if letter.pk not in live}


def _wishes(letters: Sequence[Letter]) -> dict[int, SignInCode]:
    """The live wish of each letter, by the letter's id."""
    ids = {letter.pk: ref_id(letter.about, _NOUN) for letter in letters}
    rows = sign_in_codes.live().in_bulk({pk for pk in ids.values() if pk is not None})
    return {letter: rows[pk] for letter, pk in ids.items() if pk in rows}


def _spaced(code: str) -> str:
    """`402 913`, as one reads it; typed or pasted, spaces do not matter."""
    return f"{code[:3]} {code[3:]}"
