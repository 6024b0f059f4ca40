"""The letter that tells a colleague that she has an account: it carries no secret.

It leads to the page on which she asks for a code; with it she signs in and chooses her password. So a
letter that is forwarded or found opens nothing.
"""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from huiyin.accounts.models import User
from huiyin.company.queries import the_company
from huiyin.core import audit
from huiyin.core.actor import Actor
from huiyin.core.errors import DomainError
from huiyin.core.references import ref, ref_id
from huiyin.messaging import kinds, outbox
from huiyin.messaging.contacts import LAST_RUNG, ladder_of
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Letter
from huiyin.messaging.outbox import Draft
from huiyin.people.models import Employee

INVITE_KIND, INVITE_TEMPLATE = "account.invited", "ACCOUNT"
_NOUN = "user"


def register() -> None:
    kinds.register(NoticeKind(INVITE_KIND, "开通账号", "Account opened", values, still_wanted))


@transaction.atomic
def send_invitation(user: User, *, by: Actor) -> None:
    """To the colleague whose account it is; refused when no letter can reach her."""
    employee = Employee.objects.filter(user=user).select_related("contact").first()
    if not user.is_active:
        raise DomainError("user_disabled", _("This account is suspended."), _("Open it first."))
    if employee is None or ladder_of(employee.contact)[0] == LAST_RUNG:
        raise DomainError(
            "unreachable",
            _("No letter can reach her."),
            _("Write an e-mail address on her page, or tell her yourself where to sign in."),
        )
    cause = audit.record("user.invited", user, by=by)
    draft = Draft(
        contact=employee.contact,
        colleague=None,
        kind=INVITE_KIND,
        template=INVITE_TEMPLATE,
        about=ref(user),
        hold=0,
        urgent=True,
    )
    outbox.queue([draft], cause=cause)


def values(letters: Sequence[Letter]) -> Mapping[int, Mapping[str, str]]:
    link = f"{settings.HUIYIN_BASE_URL}{reverse('people:sign_in_code')}"
    shared = {"company": the_company().name, "link": link}
    return {letter.pk: {"name": letter.contact.name, **shared} for letter in letters}


def still_wanted(letters: Sequence[Letter]) -> Mapping[int, str]:
    """An account that was suspended meanwhile invites nobody."""
    ids = {letter.pk: ref_id(letter.about, _NOUN) for letter in letters}
    live = set(
        User.objects.filter(pk__in=[pk for pk in ids.values() if pk], is_active=True).values_list(
            "pk", flat=True
        )
    )
    return {letter: "user_disabled" for letter, pk in ids.items() if pk not in live}
