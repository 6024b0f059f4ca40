"""The file's timeline page by page, its pinned facts and its log."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import Contacted, add_note, ask, log_contact, reveal
from huiyin.candidates.models import Candidate, Note
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.candidates.timeline import Mark
from huiyin.desk.timeline import Entry
from huiyin.interviews.actions import cancel_interview
from huiyin.interviews.tests.factories import TOLD, House, a_reason, make_interview
from huiyin.messaging.models import Letter

ZH = {"accept-language": "zh-hans"}
START = datetime(2026, 11, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def candidate(house: House) -> Candidate:
    return make_interview(house).application.candidate


def page(client: Client, candidate: Candidate, **query: str):
    return client.get(f"/candidates/{candidate.number}/", query, headers=ZH).context["whole"].timeline


def pages(client: Client, candidate: Candidate) -> Iterator[Entry]:
    before = ""
    while True:
        found = page(client, candidate, before=before)
        yield from found.entries
        before = found.older
        if not before:
            return


def busy_years(candidate: Candidate, *, at_once: bool) -> None:
    """A hundred and twenty lines of four sources; with `at_once` all of one moment."""
    for number in range(30):
        moment = START if at_once else START + timedelta(hours=number)
        with time_machine.travel(moment, tick=False):
            add_note(candidate, f"备注 {number}", by=SYSTEM)
            log_contact(candidate, Contacted("no_answer"), by=SYSTEM)
            reveal(candidate, "phone", by=SYSTEM)
            Letter.objects.create(
                contact=candidate.contact,
                kind="application.received",
                cause=f"auditentry:{number + 10_000}",
                about=f"application:{candidate.applications.get().pk}",
                channel="email",
                state="sent",
                due_at=moment,
                next_try_at=moment,
                language="zh-hans",
                created_at=moment,
                state_at=moment,
                sent_at=moment,
            )
            if number % 10 == 0:
                ask(candidate, f"问题 {number}", by=SYSTEM)


@pytest.mark.both
@pytest.mark.parametrize("at_once", [False, True])
def test_every_line_is_shown_once_whatever_the_pages_and_in_order(desk: Client, candidate, at_once):
    busy_years(candidate, at_once=at_once)

    shown = list(pages(desk, candidate))

    marks = [entry.mark for entry in shown]
    assert marks == sorted(set(marks), reverse=True)
    kinds = [entry.kind for entry in shown]
    assert {kind: kinds.count(kind) for kind in ("note", "call", "message")} == {
        "note": 30,
        "call": 30,
        "message": 3,
    }
    assert sum(entry.title == "已收到申请" for entry in shown) >= 30


def test_a_long_file_costs_no_more_than_a_short_one(desk: Client, candidate):
    url = f"/candidates/{candidate.number}/"
    add_note(candidate, "x", by=SYSTEM)
    ask(candidate, "x", by=SYSTEM)
    desk.get(url)
    with CaptureQueriesContext(connection) as short:
        desk.get(url)
    busy_years(candidate, at_once=False)

    with CaptureQueriesContext(connection) as long:
        found = desk.get(url).context["whole"].timeline

    assert len(found.entries) == 30
    assert len(long) == len(short)


@pytest.mark.parametrize("before", ["x", "1-2", "1-2-3-4", "-1-0-0", "9" * 40 + "-1-1", "1-1-x", "１-1-1"])
def test_a_mark_that_names_no_place_shows_the_newest(desk: Client, candidate, before):
    assert page(desk, candidate, before=before).is_first


def test_a_mark_is_read_as_it_was_written():
    mark = Mark(datetime(2026, 11, 24, 0, 28, 0, 123456, tzinfo=UTC), 3, 17)

    assert Mark.read(str(mark)) == mark


def test_parts_show_their_own_kinds_alone(desk: Client, candidate):
    busy_years(candidate, at_once=False)

    for part, kinds in {
        "calls": {"call"},
        "messages": {"letter", "message"},
        "interviews": {"interview"},
    }.items():
        assert {entry.kind for entry in page(desk, candidate, part=part).entries} == kinds


def test_one_note_is_pinned_and_another_takes_its_place(desk: Client, candidate):
    first, second = (add_note(candidate, text, by=SYSTEM) for text in ("先联系", "愿意去仓里看"))
    url = f"/candidates/{candidate.number}/pin/"

    desk.post(url, {"note": first.pk, "pinned": "yes"})
    desk.post(url, {"note": second.pk, "pinned": "yes"})

    assert [note.text for note in Note.objects.filter(is_pinned=True)] == ["愿意去仓里看"]
    text = desk.get(f"/candidates/{candidate.number}/", headers=ZH).content.decode()
    assert "置顶备注" in text
    desk.post(url, {"note": second.pk})
    assert Note.objects.filter(is_pinned=True).count() == 0


def test_only_notes_of_this_file_are_pinned(desk: Client, candidate):
    foreign = add_note(make_candidate(), "别人的", by=SYSTEM)

    for wanted in (foreign.pk, "x", 0, "9" * 30):
        answer = desk.post(f"/candidates/{candidate.number}/pin/", {"note": wanted, "pinned": "yes"})
        assert answer.status_code == 404
    assert Note.objects.filter(is_pinned=True).count() == 0


def test_a_pinned_note_is_hidden_where_the_role_hides_notes(candidate):
    note = add_note(candidate, "愿意去仓里看", by=SYSTEM)
    Note.objects.filter(pk=note.pk).update(is_pinned=True)
    client = Client()
    client.force_login(make_user("executive"))
    url = f"/candidates/{candidate.number}/"
    assert "愿意去仓里看" in client.get(url).content.decode()

    FieldRule.objects.filter(role__key="executive", field="candidate.note").update(level="hide")

    assert "愿意去仓里看" not in client.get(url).content.decode()


def test_what_fell_through_is_told_to_who_reads_reasons_alone(desk: Client, house: House):
    interview = make_interview(house)
    cancel_interview(interview, reason=a_reason(), tell=TOLD, by=house.by)
    url = f"/candidates/{interview.application.candidate.number}/"
    assert "最近的取消或未到" in desk.get(url, headers=ZH).content.decode()

    FieldRule.objects.filter(role__key="recruiter", field="application.reason").update(level="hide")

    assert "最近的取消或未到" not in desk.get(url, headers=ZH).content.decode()


def test_the_fastest_way_is_said_with_its_figure_and_how_many_letters_it_is_of(desk: Client, candidate):
    sent = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
    for minutes in (10, 12, 50):
        letter = Letter.objects.filter(contact=candidate.contact, sent_at=None).first()
        opened = sent + timedelta(minutes=minutes)
        Letter.objects.filter(pk=letter.pk).update(state="opened", sent_at=sent, opened_at=opened)

    text = desk.get(f"/candidates/{candidate.number}/", headers=ZH).content.decode()

    assert "邮件，通常 12 分钟内查看（3 封）" in text
    assert "21:00 到次日 08:00" in text


def test_the_log_names_who_looked_and_is_for_those_who_look_after_the_file(desk: Client, candidate):
    reveal(candidate, "phone", by=SYSTEM)
    url = f"/candidates/{candidate.number}/log/"

    text = desk.get(url, headers=ZH).content.decode()
    assert "查看了完整的手机" in text
    reader = Client()
    reader.force_login(make_user("executive"))
    assert reader.get(url).status_code == 403


def test_the_log_is_read_page_by_page(desk: Client):
    candidate = make_application().candidate
    for _ in range(60):
        reveal(candidate, "phone", by=SYSTEM)
    url = f"/candidates/{candidate.number}/log/"

    first = desk.get(url).context
    second = desk.get(url, {"before": first["older"]}).context

    assert (len(first["lines"]), second["older"]) == (50, "")
    assert len(second["lines"]) > 10


def test_a_question_is_answered_on_the_file_itself(desk: Client, candidate):
    ask(candidate, "可以停车吗？", by=SYSTEM)

    text = desk.get(f"/candidates/{candidate.number}/", headers=ZH).content.decode()

    assert 'id="reply"' in text
    assert f'action="/inbox/{candidate.threads.get().pk}/"' in text
