"""What is typed to sign in by a code; whether it is right is judged in `accounts.sign_in_codes`."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AskForCodeForm(forms.Form):
    email = forms.EmailField(
        label=_("Work e-mail"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "inputmode": "email"}),
    )


class EnterCodeForm(forms.Form):
    # Room for the spaces and hyphens that come along when it is pasted.
    code = forms.CharField(
        label=_("Six-digit code"),
        max_length=24,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
    )
    remember = forms.BooleanField(label=_("Stay signed in on this device for 30 days"), required=False)
