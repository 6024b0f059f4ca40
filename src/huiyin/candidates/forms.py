"""Forms of candidates' pages: shape only, the actions judge the rest."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.actions import Contacted, NewCandidate
from huiyin.candidates.actions.contacting import MOST_MINUTES, TEXT_LENGTH
from huiyin.candidates.actions.files import NOTE_LENGTH
from huiyin.candidates.models import (
    Candidate,
    ContactOutcome,
    ContactWay,
    DocumentKind,
    HireType,
    Source,
)
from huiyin.core.days import MomentField
from huiyin.jobs.models import Job, Stage

SOURCES = [
    (Source.JOB_SITE, _("Job site")),
    (Source.REFERRAL, _("Referral")),
    (Source.HEADHUNTER, _("Headhunter")),
    (Source.WEBSITE, _("Our website")),
    (Source.SOCIAL_MEDIA, _("Social media")),
    (Source.OFFLINE, _("In person")),
    (Source.CAMPUS, _("Campus")),
    (Source.INTERNAL, _("Internal move")),
    (Source.OTHER, _("Other")),
]
SOURCE_NAMES = dict(SOURCES)
HIRE_TYPES = [
    (HireType.SOCIAL, _("Experienced hire")),
    (HireType.CAMPUS, _("Campus hire")),
    (HireType.INTERN, _("Internship")),
]
OUTCOMES = [
    (ContactOutcome.REACHED, _("Spoke to each other")),
    (ContactOutcome.NO_ANSWER, _("Nobody answered")),
    (ContactOutcome.BUSY, _("Line busy")),
    (ContactOutcome.CALL_BACK, _("Call back later")),
    (ContactOutcome.WRONG_NUMBER, _("Wrong number")),
    (ContactOutcome.MISSED, _("We missed the call")),
]
WAYS = [
    (ContactWay.PHONE, _("A call")),
    (ContactWay.WECHAT, _("WeChat")),
    (ContactWay.IN_PERSON, _("Face to face")),
    (ContactWay.OTHER, _("Another way")),
]
DOCUMENT_KINDS = [
    (DocumentKind.RESUME, _("Résumé")),
    (DocumentKind.PORTFOLIO, _("Portfolio")),
    (DocumentKind.CERTIFICATE, _("Certificate")),
    (DocumentKind.OTHER, _("Another document")),
]
DELETE_WHY = [
    ("on_request", _("The candidate asked for it")),
    ("wrong_person", _("It belongs to somebody else")),
    ("outdated", _("There is a newer one")),
    ("other", _("Another reason")),
]
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Chat, mail or line of a job site"),
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True, "spellcheck": "false"}),
        max_length=20_000,
    )


class PersonForm(forms.Form):
    """Who it is. Phones and mail are left as they were pasted; the action puts them into one form. `without`
    are fields that the role of whoever fills it in does not write.
    """

    name = forms.CharField(
        label=_("Name"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    phone = forms.CharField(
        label=_("Phone"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.CharField(
        label=_("E-mail"),
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off"}),
    )
    city = forms.CharField(label=_("City"), required=False, max_length=40)
    id_number = forms.CharField(
        label=_("ID number"),
        required=False,
        max_length=30,
        help_text=_("Not needed for an interview; leave it empty unless the person gave it."),
    )
    language = forms.ChoiceField(label=_("Language of our letters"), choices=LANGUAGES)

    def __init__(self, *args: Any, without: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in without:
            del self.fields[name]

    def person(self) -> NewCandidate:
        names = ("name", "phone", "email", "city", "id_number", "language")
        return NewCandidate(**{name: self.cleaned_data.get(name, "") for name in names})


class JobChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.title} ({obj.number})"


class AddForm(PersonForm):
    """Who it is and which job it is about."""

    job = JobChoice(label=_("Job"), queryset=Job.objects.none())
    source = forms.ChoiceField(label=_("Source"), choices=SOURCES, initial=Source.JOB_SITE)
    source_note = forms.CharField(label=_("Which site, or who referred"), required=False, max_length=80)
    hire_type = forms.ChoiceField(label=_("Hire type"), choices=HIRE_TYPES, initial=HireType.SOCIAL)
    acknowledge = forms.BooleanField(
        label=_("Write that the application has arrived"), required=False, initial=True
    )

    field_order = ["name", "phone", "email", "job", "source", "source_note", "hire_type", "city"]

    def __init__(self, *args: Any, jobs: QuerySet[Job], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["job"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = jobs
        field.empty_label = None if jobs.count() == 1 else "—"


class NoteForm(forms.Form):
    text = forms.CharField(label=_("Note"), max_length=NOTE_LENGTH, widget=forms.Textarea(attrs={"rows": 3}))


class LogForm(forms.Form):
    """A contact in two clicks: how it ended, and keep it. The rest has a usual answer."""

    outcome = forms.ChoiceField(label=_("How did it end?"), choices=OUTCOMES, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What was said, if it matters"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    way = forms.ChoiceField(label=_("Way of contact"), choices=WAYS, required=False)
    minutes = forms.IntegerField(label=_("Minutes"), required=False, min_value=0, max_value=MOST_MINUTES)
    is_incoming = forms.BooleanField(label=_("The candidate called us"), required=False)
    at = MomentField(label=_("When, if not just now"), required=False, widget=_moment())
    call_back_at = MomentField(label=_("Call back at"), required=False, widget=_moment())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "log_%s"} | kwargs)

    def contacted(self) -> Contacted:
        given = self.cleaned_data
        return Contacted(
            outcome=ContactOutcome(given["outcome"]),
            way=ContactWay(given["way"] or ContactWay.PHONE),
            is_incoming=given["is_incoming"] or given["outcome"] == ContactOutcome.MISSED,
            minutes=given["minutes"],
            text=given["text"],
            at=given["at"],
            call_back_at=given["call_back_at"],
        )


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class DocumentsForm(forms.Form):
    """Which kind; the files themselves are judged one by one."""

    documents = forms.FileField(
        label=_("Files"),
        required=False,
        widget=ManyFiles(attrs={"multiple": True, "accept": ".pdf,.docx,.jpg,.jpeg,.png"}),
    )
    kind = forms.ChoiceField(label=_("What they are"), choices=DOCUMENT_KINDS, initial=DocumentKind.RESUME)


class DeleteDocumentForm(forms.Form):
    reason = forms.ChoiceField(label=_("Why it goes"), choices=DELETE_WHY)


class TagForm(forms.Form):
    name = forms.CharField(label=_("Tag"), max_length=80)


class MoveForm(forms.Form):
    """Where to, and for each chosen row the version that the person saw: `12:3`."""

    stage = forms.ModelChoiceField(label=_("Move to"), queryset=Stage.objects.none())

    def __init__(self, *args: Any, stages: QuerySet[Stage], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stage"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = stages


def person_initial(candidate: Candidate) -> dict[str, str]:
    """Name, city and language; addresses start empty and what is left empty stays as it is."""
    return {"name": candidate.name, "city": candidate.city, "language": candidate.contact.language}
