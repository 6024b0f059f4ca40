"""The one page on which somebody applies: what may be entered, judged in the applicant's words.

A bot fills the field that nobody sees, or sends the form faster than anybody reads; `opened` is the moment at
which the page was shown, under our signature.
"""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.candidates.actions import NewCandidate
from huiyin.candidates.actions.receiving import WORDS_LENGTH
from huiyin.core import clock
from huiyin.core.errors import DomainError
from huiyin.messaging.contacts import EMAIL, PHONE, normalise

SALT = "huiyin.portal.apply"
QUICKEST = timedelta(seconds=3)
OLDEST = timedelta(days=2)
STARTS = [
    ("", gettext_lazy("Please choose, if you like")),
    ("at_once", gettext_lazy("Whenever you like")),
    ("two_weeks", gettext_lazy("Within two weeks")),
    ("month", gettext_lazy("Within a month")),
    ("later", gettext_lazy("Later than a month")),
]
# A name travels in our letters to an address that nobody has proved: no room for anybody's advertisement.
_ADDRESS = re.compile(r"://|www\.|@|\.(?:com|cn|net|org|top|xyz|vip|io|cc|ru|shop|info|link)(?![a-z])", re.I)


class ApplyForm(forms.Form):
    name = forms.CharField(
        max_length=40,
        error_messages={
            "required": gettext_lazy("Please tell us your name."),
            "max_length": gettext_lazy("Please write at most 40 characters."),
        },
    )
    phone = forms.CharField(max_length=40, required=False)
    email = forms.CharField(max_length=254, required=False)
    city = forms.CharField(
        max_length=40,
        required=False,
        error_messages={"max_length": gettext_lazy("Please write at most 40 characters.")},
    )
    start = forms.ChoiceField(
        choices=STARTS,
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Please choose one of the answers.")},
    )
    words = forms.CharField(
        max_length=WORDS_LENGTH,
        required=False,
        error_messages={"max_length": gettext_lazy("Please keep it under 1,000 characters.")},
    )
    agree = forms.BooleanField(
        error_messages={"required": gettext_lazy("Without your consent we may not read your application.")}
    )
    pool = forms.BooleanField(required=False)
    read = forms.CharField(max_length=64, required=False)
    opened = forms.CharField(max_length=200, required=False)
    homepage = forms.CharField(required=False)

    @property
    def is_from_a_bot(self) -> bool:
        """Only a program fills what nobody sees."""
        return bool(self.data.get("homepage"))

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if _ADDRESS.search(name):
            raise forms.ValidationError(_("Please write only your name here."))
        return name

    def clean_phone(self) -> str:
        return _address(PHONE, self.cleaned_data["phone"])

    def clean_email(self) -> str:
        return _address(EMAIL, self.cleaned_data["email"])

    def clean_opened(self) -> str:
        problem = when_problem(self.cleaned_data["opened"])
        if problem:
            raise forms.ValidationError(problem)
        return ""

    def clean(self) -> dict[str, Any] | None:
        said = super().clean() or self.cleaned_data
        tried = {"phone", "email"} & self.errors.keys()
        if not (said.get("phone") or said.get("email") or tried):
            self.add_error(
                "phone", _("Please give a phone number or an e-mail address, so that we can answer.")
            )
        return said

    def person(self, language: str) -> NewCandidate:
        names = ("name", "phone", "email", "city")
        return NewCandidate(**{name: self.cleaned_data[name] for name in names}, language=language)


def opened_now() -> str:
    return signing.dumps(clock.now().isoformat(timespec="seconds"), salt=SALT)


def when_problem(opened: str) -> str:
    """What is wrong with the moment at which the form says that it was opened; empty when nothing is."""
    try:
        since = clock.now() - datetime.fromisoformat(signing.loads(opened, salt=SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return _("This page was incomplete. Please look over what you entered and send it again.")
    if since < QUICKEST:
        return _("That was very quick. Please look over what you entered and send it again.")
    if since > OLDEST:
        return _("This page had been open for long. Please look over what you entered and send it again.")
    return ""


def entered(data: Mapping[str, str]) -> dict[str, str]:
    """What was typed, to be shown again, however long somebody made it."""
    names = ("name", "phone", "email", "city", "start", "words", "agree", "pool")
    return {name: data.get(name, "")[: WORDS_LENGTH * 2] for name in names}


def _address(kind: str, value: str) -> str:
    if not value.strip():
        return ""
    try:
        return normalise(kind, value)
    except DomainError as refusal:
        raise forms.ValidationError(f"{refusal.problem} {refusal.mend}") from None
