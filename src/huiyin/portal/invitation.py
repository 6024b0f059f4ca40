"""Everything that an invitation page says, gathered once. Only what its candidate may read goes in here."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from huiyin.company.models import Company
from huiyin.company.queries import brand_of, the_company
from huiyin.company.working_days import is_working_day
from huiyin.core import clock, wording
from huiyin.interviews import phrases, saying, timing
from huiyin.interviews.models import Answer, Interview, Mode
from huiyin.interviews.own_changes import call_words, office_phone, own_moves
from huiyin.messaging.blocks import Piece, pieces_for
from huiyin.messaging.parts import Where
from huiyin.portal import maps
from huiyin.portal.after_cancel import after_cancel
from huiyin.portal.headings import heading_of, left_words, zone_of
from huiyin.portal.logos import safe_logo
from huiyin.portal.moves import last_move
from huiyin.portal.questions import talk_of
from huiyin.portal.reasons import CHIPS
from huiyin.portal.reminders import next_reminder
from huiyin.portal.states import ANSWERABLE, PageState, may_join, page_state

Context = dict[str, Any]
ASKABLE = ANSWERABLE - {PageState.OTHER_TIME}
"""Where another time may be asked for, or one reads why not."""


def invitation_context(interview: Interview, *, picked: str = "") -> Context:
    """`picked` is the button of the mail that led here; it highlights and nothing more."""
    now = clock.now()
    company = the_company()
    move = last_move(interview)
    state = page_state(interview, was_moved=move is not None, now=now)
    picked = picked if picked in Answer.values and state in {PageState.INVITED, PageState.MOVED} else ""
    moves = own_moves(interview, company)
    return {
        "state": str(state),
        "heading": heading_of(state, interview, was_asked=bool(move and move.was_asked)),
        "interview": interview,
        "move": move if state == PageState.MOVED else None,
        "company": company,
        "logo": _logo(interview),
        "answers": answers_of(state, picked, may_move=moves.may) if state in ANSWERABLE else [],
        "moves_left": moves.left if moves.may and state in ASKABLE else 0,
        "call": call_words(interview, company, moves) if state in ASKABLE else "",
        "after_cancel": after_cancel(interview, company) if state == PageState.CANCELLED else None,
        "picked": picked,
        "interviewers": _interviewers(interview, company),
        "hr": contact_of(interview, company),
        "maps": map_links(interview),
        "join": may_join(interview, now),
        "reasons": list(CHIPS.items()),
        "promise": _promise(state, interview),
        "reminder": _reminder(state, interview),
        "pieces": _pieces(state, interview),
        **_times(interview),
    }


def ask_context(interview: Interview, *, sent: bool) -> Context:
    """The page on which she asks; `sent` says that a question has just arrived."""
    company = the_company()
    talk = talk_of(interview, company, get_language() or "")
    words = (
        _("We answer by %(moment)s.") if talk.is_waiting else _("If you ask now, we answer by %(moment)s.")
    )
    return {
        "company": company,
        "logo": _logo(interview),
        "hr": contact_of(interview, company),
        "sent": sent,
        "promise": words % {"moment": talk.promise},
        "talk": talk.messages,
        "zone": company.time_zone,
    }


def answers_of(state: PageState, picked: str, *, may_move: bool = True) -> list[tuple[str, str, bool]]:
    """The buttons of the bar: value, words, whether it comes first. A given answer is not offered, and
    another time only within the house's limits.
    """
    words = {
        PageState.INVITED: [_("I can come"), _("Another time"), _("I can't")],
        PageState.MOVED: [_("That suits me"), _("Another time"), _("I can't")],
        PageState.CONFIRMED: ["", _("Another time"), _("I can't come after all")],
        PageState.DECLINED: [_("I can come after all"), _("Another time"), ""],
        PageState.OTHER_TIME: [_("I can come at this time"), "", _("I can't")],
    }[state]
    first = picked or (Answer.YES if state in {PageState.INVITED, PageState.MOVED} else "")
    offered = zip((Answer.YES, Answer.OTHER_TIME, Answer.NO), words, strict=True)
    kept = [one for one in offered if one[1] and (may_move or one[0] != Answer.OTHER_TIME)]
    return [(str(value), word, value == first) for value, word in kept]


def contact_of(interview: Interview, company: Company) -> dict[str, str]:
    """The colleague who looks after this candidate, with a number of the office, never a private one."""
    owner = interview.application.owner
    phone = office_phone(interview, company)
    dialled = "".join(sign for sign in phone if sign.isdigit() or sign == "+")
    name = owner.name if owner else ""
    return {"name": name, "phone": phone, "phone_dialled": dialled, "comma": _comma()}


def map_links(interview: Interview) -> list[tuple[str, str]]:
    place = interview.place
    if place is None or interview.mode != Mode.ONSITE:
        return []
    if place.gcj_lon is not None and place.gcj_lat is not None:
        at = maps.Point(place.gcj_lon, place.gcj_lat)
        return [
            (_("Amap"), maps.amap(at, place.name)),
            (_("Tencent Maps"), maps.tencent(at, place.name, place.address)),
            (_("Baidu Maps"), maps.baidu(at, place.name, place.address)),
        ]
    if place.wgs_lon is not None and place.wgs_lat is not None:
        return [(_("Map"), maps.open_street_map(maps.Point(place.wgs_lon, place.wgs_lat)))]
    return [(_("Find on a map"), maps.search(place.address))]


def _promise(state: PageState, interview: Interview) -> str:
    """By when somebody who asks for another time hears from us."""
    if state != PageState.OTHER_TIME or interview.answered_at is None:
        return ""
    by = timing.our_answer_by(interview.answered_at, interview.time_zone, is_working_day)
    moment = wording.moment(min(by, interview.start), zone_of(interview), get_language() or "")
    return _("You hear from us by %(moment)s.") % {"moment": moment}


def _reminder(state: PageState, interview: Interview) -> str:
    due = next_reminder(interview) if state == PageState.CONFIRMED else None
    if due is None:
        return ""
    moment = wording.moment(due, zone_of(interview), get_language() or "")
    return _("We will remind you on %(moment)s; you need not keep it in mind.") % {"moment": moment}


def _pieces(state: PageState, interview: Interview) -> dict[str, Piece]:
    """Who we are and how it goes, while she decides and looks forward; later it would be in the way."""
    if state not in {PageState.INVITED, PageState.CONFIRMED}:
        return {}
    job = interview.application.job
    return pieces_for(Where(job.org_unit.path, job.category, job.pk), get_language() or "")


def _logo(interview: Interview) -> SafeString:
    brand = brand_of(interview.application.job.org_unit)
    return safe_logo(brand.logo_svg if brand else "")


def _times(interview: Interview) -> Context:
    zone, own = zone_of(interview), interview.application.candidate.contact.time_zone
    language = get_language() or ""
    minutes = int((interview.end - interview.start).total_seconds() // 60)
    differs = _offset(interview, zone) != _offset(interview, own)
    span = wording.span(interview.start, interview.end, zone)
    return {
        "zone": zone,
        "span": span,
        "minutes": minutes,
        "comma": _comma(),
        "left": left_words(interview.start, zone),
        "reply_by": wording.moment(interview.reply_by, zone, language) if interview.reply_by else "",
        "zone_name": zone_name(zone) if differs or not wording.is_chinese(language) else "",
        "own_time": wording.moment(interview.start, own, language) if differs else "",
        "copy_text": _copy_text(interview, span),
    }


def _comma() -> str:
    return "，" if wording.is_chinese(get_language() or "") else ", "


def zone_name(zone: str) -> str:
    """The clock that a time is written on, as people call it."""
    if zone == "Asia/Shanghai":
        return _("Beijing time")
    return _("%(city)s time") % {"city": phrases.city(zone, get_language() or "")}


def _copy_text(interview: Interview, span: str) -> str:
    language = get_language() or ""
    on = interview.start.astimezone(ZoneInfo(zone_of(interview))).date()
    lines = [
        saying.job_title(interview, language),
        f"{wording.day(on, language)} {span}",
    ]
    if interview.place:
        lines += [interview.place.name, interview.place.address]
    return "\n".join([*lines, *([interview.video_link] if interview.video_link else [])])


def _interviewers(interview: Interview, company: Company) -> str:
    """Names and titles, if the house shows them."""
    if not company.shows_interviewers:
        return ""
    people = [one.employee for one in interview.participants.all()]
    language = get_language() or ""
    return phrases.listed([phrases.person(one.name, one.title, language) for one in people], language)


def _offset(interview: Interview, zone: str) -> Any:
    return interview.start.astimezone(ZoneInfo(zone)).utcoffset()
