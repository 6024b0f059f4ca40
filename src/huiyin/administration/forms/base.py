"""What every form of a setting has: the mark of what was seen, and a place for each refusal."""

from typing import Any

from django import forms

from huiyin.core.editing import fingerprint
from huiyin.core.errors import Clash, DomainError


class EditForm(forms.Form):
    """`kept` is the row as it stands in the form's own names; a newer one is a Clash that says what
    changed.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)

    def __init__(self, *args: Any, kept: dict[str, Any] | None = None, **kwargs: Any) -> None:
        self.kept = kept or {}
        seen = fingerprint(self.kept) if kept else ""
        super().__init__(
            *args, **{**kwargs, "initial": {**self.kept, "seen": seen, **kwargs.get("initial", {})}}
        )

    @property
    def labels(self) -> dict[str, str]:
        return {name: str(field.label) for name, field in self.fields.items()}

    def values(self) -> dict[str, Any]:
        """What was typed, without the mark."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}

    def refuse(self, refused: DomainError) -> None:
        """Beside the fields that it names, else above the form. Whoever was told of another editor's change
        may save what she typed over it.
        """
        if isinstance(refused, Clash):
            self.data = {**{name: self.data[name] for name in self.data}, "seen": fingerprint(self.kept)}
            self.add_error(None, str(refused))
            return
        mine = [one for one in refused.fields if one.field in self.fields]
        for one in mine:
            self.add_error(one.field, f"{one.problem} {one.mend}".strip())
        if not mine:
            self.add_error(None, str(refused))


class Named(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Rows chosen by their own name."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)
