"""What may be typed on the desk. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class PauseForm(forms.Form):
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        strip=True,
        help_text=_("Your colleagues read it on the page of letters."),
    )
