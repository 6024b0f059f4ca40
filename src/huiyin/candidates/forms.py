"""Forms of candidates' pages: shape only, the actions judge the rest."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.actions import NewCandidate
from huiyin.candidates.actions.files import NOTE_LENGTH
from huiyin.candidates.models import Candidate, HireType, Source
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
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


class PasteForm(forms.Form):
    text = forms.CharField(
        label=_("Chat, mail or line of a job site"),
        widget=forms.Textarea(attrs={"rows": 7, "autofocus": True, "spellcheck": "false"}),
        max_length=20_000,
    )


class PersonForm(forms.Form):
    """Who it is. Phones and mail are left as they were pasted; the action puts them into one form."""

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
