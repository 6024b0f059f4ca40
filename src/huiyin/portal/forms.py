"""What a candidate may send: an answer, a question. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.candidates.actions.conversation import QUESTION_LENGTH
from huiyin.interviews.models import Answer
from huiyin.portal.reasons import CHIPS


class AnswerForm(forms.Form):
    """One tap is `answer` alone; the rest comes later or never. `seen` is the version on the page."""

    answer = forms.ChoiceField(choices=Answer.choices)
    note = forms.CharField(max_length=500, required=False)
    reason = forms.ChoiceField(choices=[(key, key) for key in CHIPS], required=False)
    seen = forms.IntegerField(required=False)


class AskForm(forms.Form):
    text = forms.CharField(
        max_length=QUESTION_LENGTH,
        error_messages={
            "required": _("Please write your question."),
            "max_length": _("Please keep it under 1,000 characters."),
        },
    )


class LateForm(forms.Form):
    minutes = forms.IntegerField()
