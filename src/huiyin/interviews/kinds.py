"""The notice kinds of this room, and when a letter of each is still wanted."""

from collections.abc import Collection, Sequence

from huiyin.core.references import ref_id
from huiyin.interviews import digest_values, digests, notices, questions
from huiyin.interviews.models import Interview, InterviewState, NotifyRule, RuleManner, RulePeople
from huiyin.interviews.states import OPEN
from huiyin.interviews.timing import WANTED_IN as WANTED_OF
from huiyin.interviews.values import values
from huiyin.messaging import kinds
from huiyin.messaging.kinds import NoticeKind
from huiyin.messaging.models import Letter
from huiyin.messaging.states import UNSENT

S = InterviewState
_ON = frozenset({*OPEN, S.DECLINED})
_OFF = frozenset({S.CANCELLED})

# Key, 中文, English, and the states of the interview in which the letter is still wanted.
_KINDS: tuple[tuple[str, str, str, Collection[InterviewState]], ...] = (
    ("interview.scheduled", "面试邀请", "Invitation", OPEN),
    ("interview.moved", "面试改期", "Moved", OPEN),
    ("interview.interviewers_changed", "更换面试官", "Interviewers changed", OPEN),
    ("interview.cancelled", "面试取消", "Cancelled", _OFF),
    ("interview.answer_received", "已收到改期请求", "Request received", {S.RESCHEDULE_REQUESTED}),
    ("interviewer.scheduled", "面试官：安排", "Interviewer: arranged", OPEN),
    ("interviewer.moved", "面试官：改期", "Interviewer: moved", OPEN),
    ("interviewer.cancelled", "面试官：取消", "Interviewer: cancelled", _OFF),
    ("interviewer.removed", "面试官：不再参加", "Interviewer: no longer needed", _ON),
    ("interview.reminded_by_hand", "再问一次", "Asked once more", {S.SCHEDULED}),
    ("interviewer.arrived", "面试官：候选人到了", "Interviewer: candidate is here", {S.CHECKED_IN}),
    ("interviewer.unavailable", "招聘：面试官来不了", "Recruiter: an interviewer cannot come", OPEN),
    ("interviewer.late", "面试官：候选人晚到", "Interviewer: candidate is late", OPEN),
)
_REMINDERS = {
    "interview.reminder_three_days": ("提前 3 天提醒", "Reminder three days before"),
    "interview.reminder_day_before": ("提前 1 天提醒", "Reminder one day before"),
    "interview.reminder_same_day": ("提前 2 小时提醒", "Reminder two hours before"),
    "interview.unanswered_24h": ("24 小时确认提醒", "24-hour check"),
    notices.CHASE: ("没有答复：再问一次", "No answer: asked again"),
}

WANTED_IN: dict[str, Collection[InterviewState]] = {
    **{key: states for key, _zh, _en, states in _KINDS},
    **dict.fromkeys(notices.REMINDING, WANTED_OF[RulePeople.ALL]),
    notices.CHASE: WANTED_OF[RulePeople.UNCONFIRMED],
}
"""For a reminder the most that its rule may want; the rule as it stands narrows it."""


_DIGESTS = {
    digests.DIGEST: ("面试官：多场", "Interviewer: several arranged"),
    digests.CHANGES: ("面试官：多场变动", "Interviewer: several changed"),
    digests.TOMORROW: ("面试官：明天", "Interviewer: tomorrow"),
}


def register() -> None:
    questions.register()
    for key, (zh, en) in _DIGESTS.items():
        kinds.register(NoticeKind(key, zh, en, digest_values.values, digest_values.still_wanted))
    for key, label_zh, label_en, _states in _KINDS:
        is_reply = key == "interview.answer_received"
        kinds.register(NoticeKind(key, label_zh, label_en, values, still_wanted, is_reply=is_reply))
    for key, (label_zh, label_en) in _REMINDERS.items():
        kinds.register(NoticeKind(key, label_zh, label_en, values, still_wanted))


def still_wanted(letters: Sequence[Letter]) -> dict[int, str]:
    """Why a letter is not wanted any more, by its id: the interview has changed or its state is past it."""
    ids = {letter.pk: ref_id(letter.about, "interview") for letter in letters}
    rows = {
        pk: (version, state)
        for pk, version, state in Interview.objects.filter(pk__in=set(ids.values())).values_list(
            "pk", "version", "state"
        )
    }
    reminding = [letter for letter in letters if letter.kind in notices.REMINDING]
    uninvited, wanted_in = _uninvited(reminding), WANTED_IN | _as_ruled(reminding)
    reasons: dict[int, str] = {}
    for letter in letters:
        row = rows.get(ids[letter.pk] or 0)
        if row is None:
            reasons[letter.pk] = "gone"
        elif letter.version != row[0]:
            reasons[letter.pk] = "outdated"
        elif row[1] not in wanted_in[letter.kind]:
            reasons[letter.pk] = row[1] if wanted_in[letter.kind] else "rule_off"
        elif letter.about in uninvited and letter.kind in notices.REMINDING:
            reasons[letter.pk] = "not_invited"
    return reasons


def _as_ruled(letters: Sequence[Letter]) -> dict[str, Collection[InterviewState]]:
    """In which states each kind of reminder is wanted by its rule; in none when the rule is off."""
    if not letters:
        return {}
    rows = NotifyRule.objects.filter(kind__in={one.kind for one in letters})
    return {
        one.kind: () if one.manner == RuleManner.OFF else WANTED_OF[RulePeople(one.people)] for one in rows
    }


def _uninvited(letters: Sequence[Letter]) -> set[str]:
    """The interviews whose invitation nobody has let go, or was taken back: a reminder would surprise."""
    rows = Letter.objects.filter(about__in={one.about for one in letters}, kind__in=notices.INVITING)
    latest: dict[str, tuple[str, str]] = {}
    for about, state, reason in rows.order_by("pk").values_list("about", "state", "reason"):
        latest[about] = (state, reason)
    return {
        about
        for about, (state, reason) in latest.items()
        if state == "cancelled" or (state in UNSENT and reason == "review")
    }
