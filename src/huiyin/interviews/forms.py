"""Forms of the interviews' pages: shape only. What is possible is judged by the actions."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.company.models import Place, Room
from huiyin.core.days import DayField, moment_in
from huiyin.core.errors import DomainError
from huiyin.core.references import ref
from huiyin.core.wording import is_chinese
from huiyin.interviews import labels
from huiyin.interviews.models import Answer, Interview, Mode
from huiyin.interviews.plans import Move, Plan, Tell, Where
from huiyin.interviews.queries import Round
from huiyin.jobs.models import Reason, ReasonSide
from huiyin.people.models import Employee

# Colleagues that a text names, and the names that fit none or several.
Found = Callable[[str], tuple[list[Employee], list[str]]]

LENGTHS = (30, 45, 60, 70, 90, 120)
TELLINGS = [("now", _("At once")), ("review", _("After I have read it")), ("no", _("Not at all"))]
SIDES = {
    ReasonSide.COMPANY: _("We cannot"),
    ReasonSide.CANDIDATE: _("The candidate cannot"),
    ReasonSide.MISTAKE: _("Our mistake"),
}
ANSWERS = [
    (Answer.YES, _("Can come")),
    (Answer.OTHER_TIME, _("Wants another time")),
    (Answer.NO, _("Cannot come")),
]


def choose_from(form: forms.Form, name: str, choices: Sequence[Any]) -> None:
    """Give a choice field of one form its choices, which depend on the rows at hand."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


class TellForm(forms.Form):
    """Who is told, and why not. A call is offered when the change comes late."""

    candidate = forms.ChoiceField(label=_("The candidate is told"), choices=TELLINGS, initial="now")
    interviewers_told = forms.ChoiceField(
        label=_("The interviewers are told"), choices=TELLINGS, initial="now"
    )
    why = forms.CharField(
        label=_("Why somebody is not told"),
        max_length=200,
        required=False,
        help_text=_("Only needed when somebody is not told."),
    )
    call = forms.BooleanField(
        label=_("Ask a colleague to call them too"),
        required=False,
        help_text=_("They may be on the way already and not read a letter."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def tell(self) -> Tell:
        return Tell(
            candidate=self.cleaned_data["candidate"],
            interviewers=self.cleaned_data["interviewers_told"],
            why=self.cleaned_data["why"],
            call=self.cleaned_data["call"],
        )

    def refuse(self, refused: DomainError) -> None:
        """Show a refusal beside the fields that it names, or above the form."""
        shown = {"interviewers": "interviewers", "place": "where", "room": "where", "start": "slot"}
        named = [(shown.get(one.field, one.field), one) for one in refused.fields]
        mine = [(name, one) for name, one in named if name in self.fields and one.problem]
        for name, one in mine:
            self.add_error(name, f"{one.problem} {one.mend}".strip())
        if not mine or refused.code in {"clash", "changed_meanwhile", "already_arranged"}:
            self.add_error(None, str(refused))


class ArrangementForm(TellForm):
    """When and where. A start is a slot of the grid, or a day with a time; the latter wins."""

    mode = forms.ChoiceField(label=_("Way to meet"), choices=list(labels.MODES.items()), initial=Mode.ONSITE)
    minutes = forms.TypedChoiceField(label=_("Length"), coerce=int)
    where = forms.ChoiceField(label=_("Place"), required=False)
    video_link = forms.URLField(
        label=_("Link of the meeting"), required=False, assume_scheme="https", help_text=_("Only for video.")
    )
    note = forms.CharField(
        label=_("One line for the candidate"),
        max_length=500,
        required=False,
        help_text=_("The candidate reads it."),
    )
    slot = forms.CharField(label=_("Time"), required=False)
    on = DayField(
        label=_("Another day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    at = forms.TimeField(
        label=_("Time"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    def __init__(
        self, *args: Any, places: Iterable[Place], rooms: Iterable[Room], minutes: int, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = {ref(place): place for place in places}
        self.rooms = {ref(room): room for room in rooms}
        lengths = sorted({*LENGTHS, minutes})
        choose_from(self, "minutes", [(one, _("%(n)d minutes") % {"n": one}) for one in lengths])
        self.fields["minutes"].initial = minutes
        spots = [(key, place.name) for key, place in self.places.items()]
        spots += [(key, f"{room.place.name} {room.name}") for key, room in self.rooms.items()]
        choose_from(self, "where", [("", _("No place")), *spots])

    def clean_slot(self) -> datetime | None:
        text = self.cleaned_data["slot"]
        moment = moment_in(text)
        if text and moment is None:
            raise forms.ValidationError(_("This is not a start that can be chosen."))
        return moment

    def start(self) -> datetime | None:
        """An aware moment from the grid, or a wall time from the two fields; None while nothing is chosen."""
        on, at = self.cleaned_data.get("on"), self.cleaned_data.get("at")
        if on and at:
            return datetime.combine(on, at)
        return self.cleaned_data.get("slot")

    def meeting(self) -> Where:
        """Only what belongs to the way to meet; a room of a phone call stays, it may be needed here."""
        chosen = self.cleaned_data.get("where", "")
        room = self.rooms.get(chosen)
        place = room.place if room else self.places.get(chosen)
        mode = self.cleaned_data["mode"]
        return Where(
            mode,
            place=place if mode == Mode.ONSITE else None,
            room=room,
            video_link=self.cleaned_data["video_link"] if mode == Mode.VIDEO else "",
        )

    def needs_start(self) -> bool:
        """Whether a start is missing; said beside the grid."""
        if self.start() is None:
            self.add_error("slot", _("Choose a time in the week, or give a day and a time below it."))
            return True
        return False


class PeopleForm(TellForm):
    """Who interviews: the job's team as boxes, anybody else by name or number. `found` looks them up."""

    interviewers = forms.MultipleChoiceField(
        label=_("Interviewers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    also = forms.CharField(
        label=_("Somebody else"),
        required=False,
        max_length=200,
        help_text=_("A colleague's name or number; several with a comma."),
    )

    def __init__(self, *args: Any, team: Sequence[Employee], found: Found, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.team = {str(one.pk): one for one in team}
        self.found = found
        choose_from(
            self, "interviewers", [(key, f"{one.name} {one.title}".strip()) for key, one in self.team.items()]
        )

    def clean_also(self) -> list[Employee]:
        people, unclear = self.found(self.cleaned_data["also"])
        if unclear:
            raise forms.ValidationError(
                _("Not exactly one colleague: %(names)s. Use the number instead.")
                % {"names": ", ".join(unclear)}
            )
        return people

    def people(self) -> list[Employee]:
        chosen = [self.team[key] for key in self.cleaned_data.get("interviewers", [])]
        return [*chosen, *(self.cleaned_data.get("also") or [])]


class ScheduleForm(PeopleForm, ArrangementForm):
    round_no = forms.TypedChoiceField(label=_("Round"), coerce=int)

    def __init__(self, *args: Any, rounds: Sequence[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(
            self, "round_no", [(one.number, one.label(get_language() or "zh-hans")) for one in rounds]
        )

    def plan(self) -> Plan:
        start, where = self.start(), self.meeting()
        assert start is not None
        return Plan(
            round_no=self.cleaned_data["round_no"],
            mode=where.mode,
            start=start,
            minutes=self.cleaned_data["minutes"],
            interviewers=self.people(),
            place=where.place,
            room=where.room,
            video_link=where.video_link,
            note=self.cleaned_data["note"],
        )


class RescheduleForm(ArrangementForm):
    def move(self) -> Move:
        start = self.start()
        assert start is not None
        return Move(
            start,
            minutes=self.cleaned_data["minutes"],
            where=self.meeting(),
            note=self.cleaned_data["note"],
        )


def reschedule_initial(interview: Interview) -> dict[str, Any]:
    """The interview as it stands, without its time: that is what is to be chosen."""
    spot = interview.room or interview.place
    return {
        "mode": interview.mode,
        "minutes": int((interview.end - interview.start).total_seconds() // 60),
        "where": ref(spot) if spot else "",
        "video_link": interview.video_link,
        "note": interview.note,
        "version": interview.version,
    }


class CancelForm(TellForm):
    reason = forms.ChoiceField(label=_("Reason"))

    def __init__(self, *args: Any, reasons: Iterable[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zh = is_chinese(get_language() or "zh-hans")
        self.reasons = {str(one.pk): one for one in reasons}
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, one in self.reasons.items():
            groups.setdefault(one.side, []).append((key, one.name_zh if zh else one.name_en))
        self.sides = [(SIDES[ReasonSide(side)], choices) for side, choices in groups.items()]
        choose_from(self, "reason", [("", _("Choose a reason")), *self.sides])

    def chosen_reason(self) -> Reason:
        return self.reasons[self.cleaned_data["reason"]]


class AnswerForm(forms.Form):
    """What the candidate said on the phone."""

    answer = forms.ChoiceField(label=_("The candidate says"), choices=ANSWERS)
    note = forms.CharField(
        label=_("In the candidate's words"),
        max_length=300,
        required=False,
        help_text=_("For another time: which times suit."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
