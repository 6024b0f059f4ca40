"""Forms of arranging many: the wishes for all, and what one row has otherwise. Shape only."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from huiyin.company import working_days
from huiyin.company.models import Place, Room
from huiyin.core import clock, wording
from huiyin.core.days import DayField
from huiyin.core.errors import DomainError
from huiyin.interviews import batch_plans, labels, rules
from huiyin.interviews.batch_plans import LoadedBatch
from huiyin.interviews.forms import LENGTHS, TELLINGS, Found, choose_from
from huiyin.interviews.models import Batch, BatchRow, Mode
from huiyin.interviews.queries import Round
from huiyin.interviews.spread import Spot
from huiyin.people.models import Employee

MOST_TRACKS = 12
MOST_DAYS = 180
AS_TYPED = [
    "round_no",
    "mode",
    "opens",
    "closes",
    "lunch_from",
    "lunch_to",
    "minutes",
    "gap_minutes",
    "note",
    "candidate_told",
    "interviewers_told",
    "why_untold",
]
WHEN = [("now", _("Now")), ("days", _("Some days before the interview"))]


def _day_field(label: Any) -> DayField:
    return DayField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), required=True
    )


def _time_field(label: Any, *, required: bool = True) -> forms.TimeField:
    return forms.TimeField(
        label=label, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"), required=required
    )


class VersionedForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def refuse(self, refused: DomainError) -> None:
        """Show a refusal beside the fields that it names, or above the form."""
        mine = [one for one in refused.fields if one.field in self.fields and one.problem]
        for one in mine:
            self.add_error(one.field, f"{one.problem} {one.mend}".strip())
        if not mine or refused.code in {"clash", "changed_meanwhile"}:
            self.add_error(None, str(refused))


class BatchForm(VersionedForm):
    """The wishes for all. Days are ticked one by one; a new first or last day means its working days."""

    round_no = forms.TypedChoiceField(label=_("Round"), coerce=int)
    mode = forms.ChoiceField(label=_("Way to meet"), choices=list(labels.MODES.items()))
    place = forms.ChoiceField(label=_("Place"), required=False)
    video_link = forms.URLField(label=_("Link of the meeting"), required=False, assume_scheme="https")
    first = _day_field(_("From"))
    last = _day_field(_("To"))
    days = forms.MultipleChoiceField(label=_("Days"), widget=forms.CheckboxSelectMultiple, required=False)
    opens = _time_field(_("Earliest start"))
    closes = _time_field(_("Latest end"))
    lunch_from = _time_field(_("Lunch from"), required=False)
    lunch_to = _time_field(_("Lunch to"), required=False)
    minutes = forms.TypedChoiceField(label=_("Length"), coerce=int)
    gap_minutes = forms.IntegerField(label=_("Minutes between two"), min_value=0, max_value=120)
    note = forms.CharField(label=_("One line for the candidate"), max_length=500, required=False)
    when = forms.ChoiceField(label=_("The invitations leave"), choices=WHEN)
    invite_days_before = forms.IntegerField(label=_("Days before"), min_value=1, max_value=60, required=False)
    candidate_told = forms.ChoiceField(label=_("The candidate is told"), choices=TELLINGS)
    interviewers_told = forms.ChoiceField(label=_("The interviewers are told"), choices=TELLINGS)
    why_untold = forms.CharField(
        label=_("Why somebody is not told"),
        max_length=200,
        required=False,
        help_text=_("Only needed when somebody is not told."),
    )

    def __init__(
        self,
        data: Any,
        *,
        loaded: LoadedBatch,
        rounds: Sequence[Round],
        places: Iterable[Place],
        rooms: Iterable[Room],
        team: Sequence[Employee],
        found: Found,
    ) -> None:
        super().__init__(data, initial=batch_initial(loaded.batch))
        self.batch = loaded.batch
        self.team = {str(one.pk): one for one in team}
        self.places = {str(one.pk): one for one in places}
        self.rooms = {str(one.pk): one for one in rooms}
        language = get_language() or "zh-hans"
        chosen = next((one for one in rounds if one.number == loaded.batch.round_no), rounds[0])
        self.round_name = chosen.label(language)
        self._choose("round_no", [(one.number, one.label(language)) for one in rounds])
        self._choose("place", [("", _("No place")), *((pk, one.name) for pk, one in self.places.items())])
        self._choose("minutes", _lengths(loaded.batch.minutes))
        self._choose("days", [(one.isoformat(), wording.day(one, language)) for one in self.calendar()])
        self.tracks = [
            TrackForm(data, number=number, track=one, team=self.team, rooms=self.rooms, found=found)
            for number, one in enumerate([*loaded.batch.tracks, {}][:MOST_TRACKS])
        ]

    def calendar(self) -> list[date]:
        """Every day from the first to the last that the batch has."""
        days = batch_plans.days_of(self.batch) or [clock.today(self.batch.time_zone)]
        count = min((max(days) - min(days)).days, MOST_DAYS)
        return [min(days) + timedelta(days=n) for n in range(count + 1)]

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        choose_from(self, name, choices)

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(one.is_valid() for one in self.tracks)])

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if _wrong_order(data.get("opens"), data.get("closes")):
            self.add_error("closes", _("The day would end before it begins."))
        lunch = (data.get("lunch_from"), data.get("lunch_to"))
        if (lunch[0] is None) != (lunch[1] is None) or _wrong_order(*lunch):
            self.add_error("lunch_to", _("Give both ends of lunch in their order, or neither."))
        if data.get("when") == "days" and not data.get("invite_days_before"):
            self.add_error("invite_days_before", _("Say how many days before the interview."))
        if data.get("first") and data.get("last"):
            self._clean_days(data)
        return data

    def _clean_days(self, data: dict[str, Any]) -> None:
        first, last = data["first"], data["last"]
        if not timedelta(0) <= last - first <= timedelta(days=MOST_DAYS):
            self.add_error("last", _("The last day comes before the first, or is too far from it."))
            return
        known, working = self.calendar(), working_days.Calendar()
        if (first, last) == (known[0], known[-1]):
            days = [date.fromisoformat(one) for one in data.get("days", [])]
        else:
            count = (last - first).days + 1
            days = [one for n in range(count) if working.is_working(one := first + timedelta(days=n))]
        holidays = [one for one in days if not working.is_working(one) and working_days.is_holiday(one)]
        if holidays:
            named = ", ".join(wording.day(one, get_language() or "zh-hans") for one in holidays)
            self.add_error("days", _("%(day)s is a public holiday.") % {"day": named})
        if not days:
            self.add_error("days", _("Choose at least one day."))
        data["days"] = [one.isoformat() for one in days]

    def settings(self) -> dict[str, Any]:
        """What `save_settings` takes."""
        data = dict(self.cleaned_data)
        mode = data["mode"]
        place = self.places.get(data["place"]) if mode == Mode.ONSITE else None
        return {name: data[name] for name in [*AS_TYPED, "days"]} | {
            "place": place,
            "video_link": data["video_link"] if mode == Mode.VIDEO else "",
            "time_zone": place.time_zone if place else self.batch.time_zone,
            "invite_days_before": data["invite_days_before"] if data["when"] == "days" else None,
            "tracks": [one.value() for one in self.tracks if not one.is_empty()] or [{}],
        }


class TrackForm(forms.Form):
    """One of what runs side by side: a room, interviewers, or both."""

    room = forms.ChoiceField(label=_("Room"), required=False)
    people = forms.MultipleChoiceField(
        label=_("Interviewers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    also = forms.CharField(label=_("Somebody else"), required=False, max_length=200)

    def __init__(
        self,
        data: Any,
        *,
        number: int,
        track: dict[str, Any],
        team: dict[str, Employee],
        rooms: dict[str, Room],
        found: Found,
    ) -> None:
        initial = {
            "room": str(track.get("room") or ""),
            "people": [str(pk) for pk in track.get("interviewers", [])],
        }
        super().__init__(data, prefix=f"track{number}", initial=initial)
        self.number = number
        self.found = found
        self.is_new = not track
        spots = [(pk, f"{room.place.name} {room.name}") for pk, room in rooms.items()]
        choose_from(self, "room", [("", _("No room")), *spots])
        choose_from(self, "people", [(pk, f"{one.name} {one.title}".strip()) for pk, one in team.items()])

    def clean_also(self) -> list[int]:
        return clean_also(self)

    def is_empty(self) -> bool:
        return not any(self.cleaned_data.get(name) for name in ("room", "people", "also"))

    def value(self) -> dict[str, Any]:
        data = self.cleaned_data
        people = [*(int(pk) for pk in data["people"]), *data["also"]]
        return {
            "room": int(data["room"]) if data["room"] else None,
            "interviewers": list(dict.fromkeys(people)),
        }


class RowForm(VersionedForm):
    """One person: another start or track, or a room, interviewers, length and words of her own."""

    on = _day_field(_("Day"))
    at = _time_field(_("Time"))
    track = forms.TypedChoiceField(label=_("Runs with"), coerce=int)
    room = forms.ChoiceField(label=_("Room"), required=False)
    interviewers = forms.MultipleChoiceField(
        label=_("Interviewers"), widget=forms.CheckboxSelectMultiple, required=False
    )
    also = forms.CharField(label=_("Somebody else"), required=False, max_length=200)
    minutes = forms.TypedChoiceField(label=_("Length"), coerce=int)
    note = forms.CharField(label=_("One line for the candidate"), max_length=500, required=False)

    def __init__(
        self,
        data: Any,
        *,
        loaded: LoadedBatch,
        row: BatchRow,
        rooms: Iterable[Room],
        team: Sequence[Employee],
        found: Found,
    ) -> None:
        super().__init__(data, initial=row_initial(loaded, row))
        self.zone = loaded.batch.time_zone
        self.found = found
        names = {str(one.pk): f"{one.name} {one.title}".strip() for one in team}
        spots = [(str(one.pk), f"{one.place.name} {one.name}") for one in rooms]
        choose_from(self, "track", [(side.number, side.name) for side in loaded.sides])
        choose_from(self, "room", [("", _("No room")), *spots])
        choose_from(self, "interviewers", list(names.items()))
        choose_from(self, "minutes", _lengths(loaded.minutes_of(row)))

    def clean_also(self) -> list[int]:
        return clean_also(self)

    def spot(self) -> Spot:
        """Raises where the clock on the wall has no such hour, or has it twice."""
        wall = datetime.combine(self.cleaned_data["on"], self.cleaned_data["at"])
        return Spot(rules.settled_start(wall, self.zone), self.cleaned_data["track"])

    def changes(self) -> dict[str, Any]:
        """What `edit_batch_row` takes. Whoever only changes the track gets its room and interviewers."""
        data = self.cleaned_data
        people = [*(int(pk) for pk in data["interviewers"]), *data["also"]]
        words = {"minutes": data["minutes"], "note": data["note"]}
        kept = (data["room"], data["interviewers"]) == (self.initial["room"], self.initial["interviewers"])
        if data["track"] != self.initial["track"] and kept and not data["also"]:
            return words
        return words | {
            "interviewers": list(dict.fromkeys(people)),
            "room": int(data["room"]) if data["room"] else None,
        }


def batch_initial(batch: Batch) -> dict[str, Any]:
    days = batch_plans.days_of(batch) or [clock.today(batch.time_zone)]
    return {name: getattr(batch, name) for name in [*AS_TYPED, "days", "video_link", "version"]} | {
        "place": str(batch.place_id or ""),
        "first": min(days),
        "last": max(days),
        "when": "now" if batch.invite_days_before is None else "days",
        "invite_days_before": batch.invite_days_before or 3,
    }


def row_initial(loaded: LoadedBatch, row: BatchRow) -> dict[str, Any]:
    room = loaded.room_of(row)
    local = row.start.astimezone(ZoneInfo(loaded.batch.time_zone)) if row.start else None
    return {
        "on": local.date() if local else None,
        "at": local.time() if local else None,
        "track": loaded.side_of(row).number,
        "room": str(room.pk) if room else "",
        "interviewers": [str(one.pk) for one in loaded.people_of(row)],
        "minutes": loaded.minutes_of(row),
        "note": loaded.note_of(row),
        "version": loaded.batch.version,
    }


def clean_also(form: "TrackForm | RowForm") -> list[int]:
    people, unclear = form.found(form.cleaned_data["also"])
    if unclear:
        raise forms.ValidationError(
            _("Not exactly one colleague: %(names)s. Use the number instead.") % {"names": ", ".join(unclear)}
        )
    return [one.pk for one in people]


def _lengths(minutes: int) -> list[tuple[int, str]]:
    return [(one, _("%(n)d minutes") % {"n": one}) for one in sorted({*LENGTHS, minutes})]


def _wrong_order(one: time | None, other: time | None) -> bool:
    return one is not None and other is not None and one >= other
