"""The forms of a block and of a voice in it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from huiyin.core.days import DayField
from huiyin.core.errors import Clash, DomainError
from huiyin.messaging.block_actions import LONGEST, BlockEdit, Voice
from huiyin.messaging.models import Block, BlockKind
from huiyin.messaging.shipped import LANGUAGES

LABELS = {
    ("zh-hans", "title"): _("Heading, Chinese"),
    ("en", "title"): _("Heading, English"),
    ("zh-hans", "text"): _("Text, Chinese"),
    ("en", "text"): _("Text, English"),
    ("zh-hans", "alt"): _("What the picture shows, Chinese"),
    ("en", "alt"): _("What the picture shows, English"),
}


class BlockForm(forms.Form):
    """Carries the version that was looked at. Only a media block has a picture and a film."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, kind: BlockKind, block: Block | None, **kwargs: Any) -> None:
        self.kind, self.block = kind, block
        super().__init__(*args, **{"initial": self._initial(), **kwargs})
        for (language, name), label in LABELS.items():
            if name != "alt" or kind == BlockKind.MEDIA:
                widget = forms.Textarea(attrs={"rows": 5}) if name == "text" else forms.TextInput()
                self.fields[f"{language}.{name}"] = forms.CharField(
                    label=label, max_length=LONGEST[name], required=False, widget=widget
                )
        if kind == BlockKind.MEDIA:
            self.fields["video_link"] = forms.CharField(
                label=_("Film"),
                max_length=300,
                required=False,
                help_text=_("An address that begins with https://."),
            )
            self.fields["picture"] = forms.FileField(
                label=_("Picture"), required=False, help_text=_("PNG, JPEG or WebP, at most 400 kB.")
            )
            self.fields["drops_picture"] = forms.BooleanField(
                label=_("Take the picture away"), required=False
            )
        self.fields["is_active"] = forms.BooleanField(label=_("In use"), required=False)

    def _initial(self) -> dict[str, Any]:
        if self.block is None:
            return {"seen": 0, "is_active": True}
        texts = {
            f"{language}.{name}": self.block.texts.get(language, {}).get(name, "")
            for language, name in LABELS
        }
        return texts | {
            "seen": self.block.version,
            "is_active": self.block.is_active,
            "video_link": self.block.video_link,
        }

    def edit(self) -> BlockEdit:
        said = self.cleaned_data
        return BlockEdit(
            texts={
                language: {name: said.get(f"{language}.{name}", "") for name in LONGEST}
                for language in LANGUAGES
            },
            video_link=said.get("video_link", ""),
            is_active=said["is_active"],
            picture=said.get("picture"),
            drops_picture=said.get("drops_picture", False),
        )

    def refuse(self, refused: DomainError) -> None:
        """Beside the field that it names. Who was told of another's change may save over it."""
        if isinstance(refused, Clash) and self.block:
            self.data = {**{name: self.data[name] for name in self.data}, "seen": self.block.version}
        mine = [one for one in refused.fields if one.field in self.fields]
        for one in mine:
            self.add_error(one.field, one.mend)
        if not mine:
            self.add_error(None, str(refused))


class VoiceForm(forms.Form):
    """Who agreed, until when, and where the consent is kept."""

    name = forms.CharField(label=_("Name"), max_length=80)
    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    said_zh = forms.CharField(
        label=_("Her words, Chinese"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    said_en = forms.CharField(
        label=_("Her words, English"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_on = DayField(label=_("Agreed on"), widget=forms.DateInput(attrs={"type": "date"}))
    agreed_until = DayField(label=_("Agreed until"), widget=forms.DateInput(attrs={"type": "date"}))
    agreed_how = forms.CharField(
        label=_("Where the consent is kept"),
        max_length=200,
        help_text=_("Such as “signed form, personnel file”."),
    )

    def voice(self) -> Voice:
        return Voice(**self.cleaned_data)

    def refuse(self, refused: DomainError) -> None:
        mine = [one for one in refused.fields if one.field in self.fields]
        for one in mine:
            self.add_error(one.field, one.mend)
        if not mine:
            self.add_error(None, str(refused))
