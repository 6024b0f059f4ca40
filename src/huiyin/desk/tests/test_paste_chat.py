"""A chat from elsewhere on the file: shown first, then kept at its own times."""

from datetime import UTC, datetime

import pytest

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import PastedTurn
from huiyin.interviews.tests.factories import make_interview
from huiyin.jobs.tests.factories import put_on_team
from huiyin.people.tests.factories import make_employee

ZH = {"accept-language": "zh-hans"}
CHAT = "知夏 2026/11/20 10:31:05\n周一上午可以\n\n江予安 2026/11/20 10:33:40\n好的，到时见\n"


@pytest.fixture
def candidate(house):
    return make_interview(house).application.candidate


@pytest.fixture
def url(candidate):
    return f"/candidates/{candidate.number}/chat/"


def test_what_was_read_is_shown_before_anything_is_kept(desk, url):
    response = desk.post(url, {"text": CHAT}, headers=ZH)

    assert [turn.text for turn, _hers in response.context["turns"]] == ["周一上午可以", "好的，到时见"]
    assert PastedTurn.objects.count() == 0
    assert "周一上午可以" in response.content.decode()


def test_turns_are_kept_at_their_own_times_by_who_said_them(desk, candidate, url):
    desk.post(url, {"text": CHAT, "keep": "turns", "theirs": ["0"]})

    rows = list(PastedTurn.objects.order_by("at"))
    assert [(one.speaker, one.theirs, one.text) for one in rows] == [
        ("知夏", True, "周一上午可以"),
        ("江予安", False, "好的，到时见"),
    ]
    assert rows[0].at == datetime(2026, 11, 20, 2, 31, 5, tzinfo=UTC)
    timeline = desk.get(f"/candidates/{candidate.number}/", headers=ZH).context["whole"].timeline
    said = {entry.text: (entry.title, entry.theirs) for entry in timeline.entries}
    assert said["周一上午可以"] == ("知夏（微信）", True)
    assert said["好的，到时见"] == ("江予安（微信）", False)


def test_pasting_the_same_export_again_adds_only_what_is_new(desk, url):
    desk.post(url, {"text": CHAT, "keep": "turns", "theirs": ["0"]})

    longer = {"text": f"{CHAT}知夏 2026/11/21 09:00\n到了\n", "keep": "turns", "theirs": ["0"]}
    response = desk.post(url, longer, follow=True, headers=ZH)

    assert PastedTurn.objects.count() == 3
    assert "1 条" in response.content.decode()


def test_what_has_no_shape_is_kept_whole_as_one_note(desk, url):
    text = "她电话里说：\n月底离职，期望两万二\n"
    assert desk.post(url, {"text": text}, headers=ZH).context["chat"] is None

    desk.post(url, {"text": text, "keep": "whole"})

    assert [one.text for one in PastedTurn.objects.all()] == [text.strip()]


def test_a_huge_text_is_refused_and_an_empty_one_too(desk, url):
    for text in ("x" * 200_001, "   "):
        assert desk.post(url, {"text": text, "keep": "whole"}).status_code == 422
    assert PastedTurn.objects.count() == 0


def test_a_turn_that_is_still_to_come_is_refused(desk, url):
    response = desk.post(url, {"text": "知夏 2031/11/20 10:31\n好\n", "keep": "turns"})

    assert (response.status_code, PastedTurn.objects.count()) == (422, 0)


def test_markup_in_a_chat_stays_text(desk, candidate, url):
    text = "<b>x</b> 2026/11/20 10:31\n<script>alert(1)</script>\n"
    assert "<script>alert" not in desk.post(url, {"text": text}).content.decode()
    desk.post(url, {"text": text, "keep": "turns"})

    assert "<script>alert" not in desk.get(f"/candidates/{candidate.number}/").content.decode()


def test_who_may_not_write_notes_pastes_nothing(browser, candidate, url):
    manager = make_user("hiring_manager")
    put_on_team(candidate.applications.get().job, make_employee(user=manager))

    assert browser(manager).post(url, {"text": CHAT, "keep": "turns"}).status_code == 403
    assert PastedTurn.objects.count() == 0
