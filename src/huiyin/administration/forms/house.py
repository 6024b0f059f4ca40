"""The company and its house rules, each with what it does."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from huiyin.administration.forms.base import EditForm
from huiyin.company.models import Company


def _clock() -> forms.TimeInput:
    return forms.TimeInput(format="%H:%M", attrs={"type": "time"})


class CompanyForm(EditForm):
    name = forms.CharField(
        label=_("Its name"),
        max_length=80,
        help_text=_("As candidates know it; it stands above every page and letter."),
    )
    legal_name = forms.CharField(
        label=_("Registered name"),
        max_length=120,
        required=False,
        help_text=_("At the foot of letters, so that they can be checked."),
    )
    switchboard = forms.CharField(
        label=_("Switchboard"),
        max_length=30,
        required=False,
        help_text=_("A landline, 400 or 95 number that candidates may call. Never a colleague's mobile."),
    )
    time_zone = forms.CharField(
        label=_("Time zone"),
        max_length=40,
        help_text=_("Where no branch or place says otherwise. Such as Asia/Shanghai."),
    )
    office_hours = forms.CharField(
        label=_("Office hours"),
        max_length=40,
        help_text=_("Promised answers count only these hours. Such as 9:00–18:00."),
    )


class RulesForm(EditForm):
    quiet_start = forms.TimeField(
        label=_("Quiet from"),
        widget=_clock(),
        help_text=_("No letter goes out from then on; it waits for the morning."),
    )
    quiet_end = forms.TimeField(
        label=_("Quiet until"),
        widget=_clock(),
        help_text=_("Codes, cancellations and changes on the same day pass, and it is noted."),
    )
    letters_per_day = forms.IntegerField(
        label=_("Letters a day"),
        min_value=1,
        max_value=20,
        help_text=_("The most that one candidate gets, urgent ones apart."),
    )
    question_reply_hours = forms.IntegerField(
        label=_("Hours to answer a question"),
        min_value=1,
        max_value=72,
        help_text=_("Office hours within which a candidate's question is answered. She reads this promise."),
    )
    shows_interviewers = forms.BooleanField(
        label=_("Candidates see who interviews them"),
        required=False,
        help_text=_("Names and titles, on the invitation and its page. Never phone numbers."),
    )
    self_moves = forms.IntegerField(
        label=_("Times a candidate may move an interview"),
        min_value=0,
        max_value=9,
        help_text=_("After that her wish becomes a to-do for the recruiter. 0 switches it off."),
    )
    self_move_hours = forms.IntegerField(
        label=_("Hours before the start until which she may"),
        min_value=0,
        max_value=168,
        help_text=_("Later than this a person is called instead."),
    )
    no_show_minutes = forms.IntegerField(
        label=_("Minutes after which nobody came"),
        min_value=5,
        max_value=240,
        help_text=_("After the start and without a word: only then can an interview be marked so."),
    )
    digest_at = forms.TimeField(
        label=_("Morning letter at"),
        widget=_clock(),
        help_text=_("What waits today, to every recruiter, on working days."),
    )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("quiet_start") and said.get("quiet_start") == said.get("quiet_end"):
            self.add_error("quiet_end", str(_("Quiet hours need a beginning and another end.")))
        digest, start, end = (said.get(name) for name in ("digest_at", "quiet_start", "quiet_end"))
        if digest and start and end and _inside(digest, start, end):
            self.add_error("digest_at", str(_("This lies in the quiet hours. Choose a time after them.")))
        return said


class LanguagesForm(EditForm):
    language = forms.ChoiceField(
        label=_("Language of a new candidate"),
        choices=settings.LANGUAGES,
        help_text=_("Letters and pages begin in it until she chooses another one, or her sheet says so."),
    )


def company_values(company: Company, form: type[EditForm]) -> dict[str, Any]:
    return {name: getattr(company, name) for name in form.base_fields if name != "seen"}


def _inside(at: Any, start: Any, end: Any) -> bool:
    return bool(start <= at < end if start < end else at >= start or at < end)
