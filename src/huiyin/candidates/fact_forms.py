"""Forms for wishes, words and pasted chats. Shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.actions.stating import LABELS, MOST_PAY, SENTENCE_LENGTH, TEXT_LENGTH, Said
from huiyin.candidates.chats import MOST_SIGNS
from huiyin.candidates.models import StatementKind, StatementSource
from huiyin.core.days import DayField

PER = [("month", _("a month")), ("year", _("a year"))]
FROM = [
    (StatementSource.CALL, _("By telephone")),
    (StatementSource.CHAT, _("In a chat")),
    (StatementSource.INTERVIEW, _("In an interview")),
    (StatementSource.FORM, _("In the application form")),
    (StatementSource.MAIL, _("In a mail")),
    (StatementSource.OTHER, _("Elsewhere")),
]
SOURCE_WORDS = dict(FROM)


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ProfileForm(forms.Form):
    job_wish = forms.CharField(label=LABELS["job_wish"], required=False, max_length=80)
    cities = forms.CharField(label=LABELS["cities"], required=False, max_length=120)
    start_on = DayField(label=LABELS["start_on"], required=False, widget=_day())
    start_note = forms.CharField(
        label=LABELS["start_note"],
        required=False,
        max_length=80,
        help_text=_("For example: 30 days after the offer."),
    )
    current = forms.CharField(label=LABELS["current"], required=False, max_length=80)
    education = forms.CharField(label=LABELS["education"], required=False, max_length=80)
    seen = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)


class StateForm(forms.Form):
    """One statement. Which fields are asked follows from its kind."""

    least = forms.IntegerField(label=_("At least"), required=False, min_value=1, max_value=MOST_PAY)
    most = forms.IntegerField(label=_("Up to"), required=False, min_value=1, max_value=MOST_PAY)
    per = forms.ChoiceField(label=_("Per"), choices=PER, required=False)
    text = forms.CharField(
        label=_("What exactly was said"),
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    for_candidate = forms.CharField(
        label=_("A sentence that the candidate may read one day"),
        required=False,
        max_length=SENTENCE_LENGTH,
        help_text=_("Leave it empty if there is none. It is shown to nobody outside by this."),
    )
    said_on = DayField(label=_("On which day"), required=False, widget=_day())
    source = forms.ChoiceField(label=_("Where it was said"), choices=FROM, required=False)

    def __init__(self, *args: Any, kind: StatementKind, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{kind}_%s"} | kwargs)
        self.kind = kind
        unasked = set()
        if kind != StatementKind.PAY:
            unasked |= {"least", "most", "per"}
        if kind != StatementKind.LEADER:
            unasked.add("for_candidate")
        else:
            unasked.add("source")
            self.fields["text"].label = _("What you think, among colleagues")
        if kind == StatementKind.PAY:
            self.fields["text"].label = _("More about it")
        for name in unasked:
            del self.fields[name]

    def said(self) -> Said:
        given = {name: value for name, value in self.cleaned_data.items() if value not in {None, ""}}
        given["source"] = StatementSource(given.get("source", StatementSource.OTHER))
        return Said(kind=self.kind, **given)


class ChatForm(forms.Form):
    text = forms.CharField(
        label=_("The chat, as you copied it"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false"}),
        help_text=_("From WeChat, QQ, DingTalk or BOSS Zhipin: select the messages, copy, paste here."),
    )
