"""Forms of the wizard. The table of columns is read here too, because its fields follow the sheet."""

import secrets
from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.core.ids import is_id
from huiyin.imports.decoding import ENCODINGS
from huiyin.imports.words import ENCODING_NAMES


class UploadForm(forms.Form):
    """`key` is drawn with the page: the same form sent twice is one upload."""

    file = forms.FileField(
        label=_("The sheet"),
        help_text=_("Excel (.xlsx, .xls) or CSV in any Chinese encoding, up to 32 MB and 100,000 rows."),
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,.xls,.csv,.txt,.tsv", "class": "form-control", "autofocus": True}
        ),
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    @staticmethod
    def new_key() -> str:
        return secrets.token_hex(16)


class EncodingForm(forms.Form):
    encoding = forms.ChoiceField(
        choices=[(key, ENCODING_NAMES[key]) for key in ("", *ENCODINGS)], required=False
    )


def chosen_columns(data: Mapping[str, str]) -> dict[int, str]:
    """`c3=phone`: the fourth column is the phone."""
    found = {}
    for name, key in data.items():
        place = name[1:]
        if name.startswith("c") and place.isascii() and place.isdecimal() and len(place) < 5 and key:
            found[int(place)] = str(key)[:20]
    return found


def mended_cells(data: Mapping[str, str]) -> dict[int, str]:
    """`m7=13800138000`: what the eighth problem's cell should say."""
    return {
        int(name[1:]): str(text)
        for name, text in data.items()
        if name.startswith("m") and name[1:].isascii() and name[1:].isdecimal() and len(name) < 8
    }


def version_of(data: Mapping[str, str]) -> int | None:
    text = str(data.get("version", ""))
    return int(text) if is_id(text) else None
