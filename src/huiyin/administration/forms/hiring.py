"""Pipelines, their stages, and reasons. What is a list in a stage is typed as lines with bars between
the parts.
"""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.administration.forms.base import EditForm
from huiyin.core.ids import id_in
from huiyin.core.wording import localised
from huiyin.jobs.models import Pipeline, ReasonGroup, ReasonSide, Stage, StageKind

STAGE_KINDS = [
    (StageKind.APPLIED, _("Has applied")),
    (StageKind.SCREENING, _("Screening")),
    (StageKind.MANAGER_REVIEW, _("Hiring-manager review")),
    (StageKind.ASSESSMENT, _("Assessment")),
    (StageKind.AI_INTERVIEW, _("AI interview")),
    (StageKind.INTERVIEW_1, _("First interview")),
    (StageKind.INTERVIEW_2, _("Second interview")),
    (StageKind.INTERVIEW_FINAL, _("Final interview")),
    (StageKind.BACKGROUND_CHECK, _("Background check")),
    (StageKind.OFFER_APPROVAL, _("Offer approval")),
    (StageKind.OFFER, _("Offer")),
    (StageKind.PRE_ONBOARDING, _("Pre-onboarding")),
    (StageKind.HIRED, _("Has joined")),
]
GROUPS = [
    (ReasonGroup.REJECT, _("Not hired")),
    (ReasonGroup.WITHDRAW, _("Candidate withdraws")),
    (ReasonGroup.CANCEL, _("Interview cancelled")),
]
SIDES = [
    (ReasonSide.COMPANY, _("The company")),
    (ReasonSide.CANDIDATE, _("The candidate")),
    (ReasonSide.MISTAKE, _("A mistake")),
]
MATERIAL = ("what_zh", "what_en", "why_zh", "why_en")
STEP = ("minutes", "what_zh", "what_en")
MOST_LINES, LONGEST = 12, 4000


class Lines(forms.CharField):
    """Rows of named parts as lines: `身份证 | ID card | 前台登记用 | to register`."""

    def __init__(self, parts: Sequence[str], **kwargs: Any) -> None:
        self.parts = parts
        widget = forms.Textarea(attrs={"rows": 4})
        super().__init__(required=False, max_length=LONGEST, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(
            " | ".join(str(row.get(part, "")) for part in self.parts).rstrip(" |") for row in value
        )

    def to_python(self, value: Any) -> Any:
        text = str(value or "")
        if len(text) > LONGEST:
            raise forms.ValidationError(_("At most 4000 characters."))
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("At most 12 lines."))
        return [self._row(line) for line in lines]

    def validate(self, value: Any) -> None:
        """Lines were judged one by one."""

    def run_validators(self, value: Any) -> None:
        """So was the length of them all."""

    def _row(self, line: str) -> dict[str, Any]:
        cells = [cell.strip() for cell in line.replace("｜", "|").split("|")]
        row: dict[str, Any] = dict(zip(self.parts, [*cells, *[""] * len(self.parts)], strict=False))
        if "minutes" in row:
            if not 0 < id_in(row["minutes"]) <= 600:
                raise forms.ValidationError(
                    _("Each line begins with its minutes, such as: 20 | 业务面 | talk with the team")
                )
            row["minutes"] = int(row["minutes"])
        row["what_zh"] = row["what_zh"] or row["what_en"]
        row["what_en"] = row["what_en"] or row["what_zh"]
        return row


class PipelineChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    def label_from_instance(self, obj: Any) -> str:
        return localised(obj, "name", get_language() or "zh-hans")


class PipelineForm(EditForm):
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=60)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    like = PipelineChoice(
        label=_("Starts with the stages of"),
        queryset=Pipeline.objects.order_by("pk"),
        required=False,
        empty_label=_("none"),
    )


class StageForm(EditForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=STAGE_KINDS)
    name_zh = forms.CharField(label=_("Name in Chinese"), max_length=40)
    name_en = forms.CharField(label=_("Name in English"), max_length=60, required=False)
    candidate_label_zh = forms.CharField(
        label=_("The candidate reads, in Chinese"),
        max_length=60,
        help_text=_("What is happening now, in plain words."),
    )
    candidate_label_en = forms.CharField(
        label=_("The candidate reads, in English"), max_length=80, required=False
    )
    eta_days = forms.IntegerField(
        label=_("Hears within, in working days"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_(
            "It becomes a promise with a date. A pipeline is published only when every waiting stage has it."
        ),
    )
    minutes = forms.IntegerField(
        label=_("Minutes of the interview"), min_value=5, max_value=600, required=False
    )
    materials = Lines(
        MATERIAL,
        label=_("What to bring"),
        help_text=_("One a line: what | in English | why | in English."),
    )
    process = Lines(
        STEP, label=_("What will happen"), help_text=_("One a line: minutes | what | in English.")
    )
    focus_zh = forms.CharField(
        label=_("What its interviewers look at, in Chinese"), max_length=200, required=False
    )
    focus_en = forms.CharField(
        label=_("What its interviewers look at, in English"), max_length=240, required=False
    )


class StageChoice(PipelineChoice):
    pass


class RemoveStageForm(EditForm):
    move_to = StageChoice(label=_("Where they go"), queryset=Stage.objects.none(), required=False)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["move_to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Stage.objects.filter(pipeline=stage.pipeline_id).exclude(pk=stage.pk)


class ReasonForm(EditForm):
    group = forms.ChoiceField(label=_("Group"), choices=GROUPS)
    side = forms.ChoiceField(label=_("Whose reason"), choices=SIDES)
    name_zh = forms.CharField(
        label=_("Name in Chinese"),
        max_length=60,
        help_text=_("For colleagues. The person concerned never reads it."),
    )
    name_en = forms.CharField(label=_("Name in English"), max_length=80, required=False)
    candidate_text_zh = forms.CharField(
        label=_("The person may read, in Chinese"),
        max_length=120,
        required=False,
        help_text=_(
            "Empty: nothing is said of it. Words about age, sex, marriage, origin, illness and the like are "
            "refused."
        ),
    )
    candidate_text_en = forms.CharField(
        label=_("The person may read, in English"), max_length=160, required=False
    )
    liftable = forms.BooleanField(
        label=_("It can pass"), required=False, help_text=_("When it does, these people are proposed again.")
    )
    needs_call = forms.BooleanField(
        label=_("Told by a call only"),
        required=False,
        help_text=_("No letter says it; HR speaks with the person."),
    )
    allowed_for_template = forms.BooleanField(label=_("May stand in letters"), required=False, initial=True)
    is_active = forms.BooleanField(
        label=_("In use"),
        required=False,
        initial=True,
        help_text=_("Otherwise it stays with those who have it and is not offered."),
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["group"]
