"""What may be typed on the desk. Shape only."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )


class ReasonForm(forms.Form):
    """Why a person decides about a letter as she does; it stays in the trail as a code, never as text."""

    why = forms.ChoiceField(
        label=_("Why"),
        choices=[
            ("not_arrived", _("The person says that it did not arrive")),
            ("address_mended", _("The address was mended")),
            ("server_back", _("The mail server works again")),
        ],
    )
