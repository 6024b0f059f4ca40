"""The letters as they arrive: words, link and calendar, in the recipient's language and zone."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar

from huiyin.accounts.models import Capability
from huiyin.candidates.models import Application
from huiyin.company.models import Brand
from huiyin.interviews.actions import (
    answer_interview,
    cancel_interview,
    change_interviewers,
    reschedule_interview,
)
from huiyin.interviews.models import Interview, Mode
from huiyin.interviews.plans import Move
from huiyin.interviews.tests.factories import (
    LATER,
    START,
    SYSTEM,
    TOLD,
    House,
    a_reason,
    make_applied,
    make_interview,
)
from huiyin.interviews.values import values
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels.memory import Mail
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db

SOON = timedelta(minutes=2)


def carry(mailbox: list[Mail], *, after: timedelta = SOON) -> list[Mail]:
    """What arrives when the undo windows are over."""
    mailbox.clear()
    with time_machine.travel(datetime.now(UTC) + after, tick=False):
        counts = drain()
    assert counts["failed"] == 0, list(Letter.objects.filter(state="failed").values_list("kind", "reason"))
    return list(mailbox)


def to_candidate(mails: list[Mail]) -> Mail:
    [mail] = [one for one in mails if one.to.startswith("person")]
    return mail


def event_of(mail: Mail) -> dict[str, object]:
    calendar = Calendar.from_ical(mail.values["ics"])
    (event,) = calendar.walk("VEVENT")
    assert calendar["METHOD"] == mail.values["ics_method"]
    return {
        "method": str(calendar["METHOD"]),
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "start": event.decoded("DTSTART"),
        "attendee": str(event["ATTENDEE"]),
    }


def test_the_invitation_says_everything_and_carries_link_and_calendar(
    house: House, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = to_candidate(carry(mailbox))

    assert mail.subject == "邀请您参加「供应链产品经理」初试｜11月26日 周四 14:00"
    for words in (
        "林若溪，您好",
        "南枝大厦 5 号会议室，望湖路 18 号",
        "地铁 2 号线望湖路站 3 口，步行 5 分钟",
        "顾行之（供应链总监）",
        "请在 11月25日 周三 18:00 前告诉我们",
        "江予安",
        "400-000-0137",
        mail.values["link"],
    ):
        assert words in mail.text
    assert event_of(mail) == {
        "method": "REQUEST",
        "uid": interview.uid,
        "sequence": 0,
        "start": START,
        "attendee": f"mailto:{mail.to}",
    }
    assert "/c/i/" not in mail.values["ics"]


def test_the_link_opens_one_interview_for_its_candidate_and_lives_thirty_days_after(
    house: House, mailbox: list[Mail]
) -> None:
    interview = make_interview(house)
    mail = to_candidate(carry(mailbox))

    capability = Capability.objects.get()
    assert mail.values["link"].startswith("http://hr.example.test/c/i/")
    assert (capability.kind, capability.subject, capability.holder) == (
        "i",
        f"interview:{interview.pk}",
        f"candidate:{interview.application.candidate_id}",
    )
    assert capability.verbs == ["answer", "ask", "view"]
    assert capability.expires_at == interview.end + timedelta(days=30)


def test_the_interviewer_gets_her_own_words_and_calendar(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house, interviewers=[house.ivy, house.ian])

    mails = {one.to: one for one in carry(mailbox)}

    mail = mails["ivy@example.com"]
    assert mail.subject == "面试安排：林若溪｜供应链产品经理 初试｜11月26日 周四 14:00"
    assert "顾行之，你好" in mail.text
    assert "一起面试：韩青" in mail.text
    assert f"http://hr.example.test/interviews/{interview.pk}" in mail.text
    assert event_of(mail)["attendee"] == "mailto:ivy@example.com"
    assert "ian@example.com" not in mail.values["ics"]
    assert "person" not in mail.values["ics"]


def english(application: Application, zone: str = "Asia/Shanghai") -> None:
    contact = application.candidate.contact
    contact.language, contact.time_zone = "en", zone
    contact.save()


def test_an_english_reader_is_written_to_in_english(house: House, mailbox: list[Mail]) -> None:
    application = make_applied(house)
    english(application)
    make_interview(house, application)

    mail = to_candidate(carry(mailbox))

    assert mail.subject == ("Invitation: first interview for Supply Chain Product Manager, Thu 26 Nov, 14:00")
    assert "Please answer by Wed 25 Nov, 18:00" in mail.text


def test_on_site_says_the_venues_time_and_names_its_city_to_a_traveller(
    house: House, mailbox: list[Mail]
) -> None:
    application = make_applied(house)
    english(application, "America/New_York")
    make_interview(house, application)

    with time_machine.travel(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), tick=False):
        mail = to_candidate(carry(mailbox))

    assert "Thu 26 Nov, 14:00 (Shanghai time)" in mail.text


def test_by_video_it_says_the_recipients_time(house: House, mailbox: list[Mail]) -> None:
    application = make_applied(house)
    english(application, "America/New_York")
    make_interview(
        house, application, mode=Mode.VIDEO, video_link="https://meeting.tencent.com/dm/1", room=None
    )

    with time_machine.travel(datetime(2026, 11, 24, 14, 0, tzinfo=UTC), tick=False):
        mail = to_candidate(carry(mailbox))

    assert "Thu 26 Nov, 01:00 (New York time)" in mail.text
    assert "Tencent Meeting" in mail.text


def test_names_are_kept_from_candidates_where_the_company_wants_it(house: House, mailbox: list[Mail]) -> None:
    house.company.shows_interviewers = False
    house.company.save()
    make_interview(house)

    assert "顾行之" not in to_candidate(carry(mailbox)).text


def test_the_brand_gives_name_and_mailbox(house: House, mailbox: list[Mail]) -> None:
    unit = house.job.org_unit
    unit.brand = Brand.objects.create(name="南枝优选", reply_to="hr@youxuan.example")
    unit.save()
    make_interview(house)

    mail = to_candidate(carry(mailbox))

    assert "南枝优选 招聘组" in mail.text
    assert mail.values["brand"] == str(unit.brand_id)
    assert "mailto:hr@youxuan.example" in mail.values["ics"].replace("\r\n ", "")


def test_a_move_says_the_old_time_and_raises_the_sequence(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    first = event_of(to_candidate(carry(mailbox)))
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)

    mail = to_candidate(carry(mailbox))

    assert mail.subject == "抱歉，「供应链产品经理」面试需要改到 11月26日 周四 16:00"
    assert "原时间：11月26日 周四 14:00" in mail.text
    assert event_of(mail) == first | {"sequence": 1, "start": LATER}


def test_the_old_time_is_the_one_that_was_heard_not_one_in_between(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    carry(mailbox)
    reschedule_interview(interview, to=Move(LATER), tell=TOLD, by=house.by)
    reschedule_interview(interview, to=Move(START + timedelta(days=1)), tell=TOLD, by=house.by)

    mail = to_candidate(carry(mailbox))

    assert "原时间：11月26日 周四 14:00" in mail.text
    assert "新时间：11月27日 周五 14:00" in mail.text
    assert event_of(mail)["sequence"] == 2


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("personal", "谢谢您告诉我们"),
        ("filled", "原因：职位已招满。这与您无关"),
        ("interviewer_unavailable", "11月24日 周二 18:00 前我们会给您新的时间"),
        ("wrong_info", "这场面试不用参加"),
    ],
)
def test_a_cancellation_says_why_and_takes_the_entry_out(
    house: House, mailbox: list[Mail], key: str, words: str
) -> None:
    interview = make_interview(house)
    carry(mailbox)
    cancel_interview(interview, reason=a_reason(key), tell=TOLD, by=house.by)

    mails = carry(mailbox)

    assert words in to_candidate(mails).text
    assert {event_of(one)["method"] for one in mails} == {"CANCEL"}
    assert {event_of(one)["sequence"] for one in mails} == {1}


def test_after_a_double_booking_the_letter_says_which_one_is_right(house: House, mailbox: list[Mail]) -> None:
    wrong = make_interview(house)
    carry(mailbox)
    cancel_interview(wrong, reason=a_reason("duplicate_booking"), tell=TOLD, by=house.by)
    make_interview(house, wrong.application, start=LATER)

    mails = carry(mailbox)

    [correction] = [one for one in mails if one.subject.startswith("更正")]
    assert "正确的安排：您的面试是 11月26日 周四 16:00" in correction.text


def test_changed_interviewers_reach_everybody_concerned(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    carry(mailbox)
    change_interviewers(interview, interviewers=[house.ian], tell=TOLD, by=house.by)

    mails = {one.to: one for one in carry(mailbox)}

    assert "现在的面试官：韩青" in to_candidate(list(mails.values())).text
    assert mails["ian@example.com"].subject.startswith("面试安排")
    assert mails["ivy@example.com"].subject.startswith("不用再参加")
    assert event_of(mails["ivy@example.com"])["method"] == "CANCEL"


def test_a_request_for_another_time_is_acknowledged_with_a_date(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    carry(mailbox)
    answer_interview(interview, answer="other_time", note="周五", via="page", by=SYSTEM)

    mail = to_candidate(carry(mailbox))

    assert "11月24日 周二 18:00 前给您答复" in mail.text


def test_reminders_go_out_at_their_time(house: House, mailbox: list[Mail]) -> None:
    interview = make_interview(house)
    carry(mailbox)

    with time_machine.travel(interview.start - timedelta(days=1), tick=False):
        day_before = to_candidate(carry(mailbox))
    with time_machine.travel(interview.start - timedelta(hours=2), tick=False):
        same_day = to_candidate(carry(mailbox))

    assert day_before.subject == "明天见：「供应链产品经理」面试｜11月26日 周四 14:00"
    assert same_day.subject == "今天 14:00 见：「供应链产品经理」面试"


def test_a_batch_costs_few_queries(
    house: House, mailbox: list[Mail], django_assert_max_num_queries: object
) -> None:
    for hour in range(6):
        make_interview(house, make_applied(house), start=START + timedelta(days=hour))
    letters = list(Letter.objects.filter(kind="interview.scheduled").select_related("contact"))

    with django_assert_max_num_queries(12):  # type: ignore[operator]
        assert len(values(letters)) == 6
    assert Interview.objects.count() == 6
