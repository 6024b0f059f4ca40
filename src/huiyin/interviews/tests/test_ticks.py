"""操作 / 通知 / 归档: what has come of a change, of one interview and of a piece of work on many."""

import pytest
from django.test import Client

from huiyin.core.references import ref
from huiyin.interviews.actions import cancel_interview
from huiyin.interviews.models import Interview
from huiyin.interviews.plans import Tell
from huiyin.interviews.tests.factories import House, a_reason, make_interview, pretend_sent
from huiyin.interviews.tests.many import cancel_all, make_row
from huiyin.interviews.ticks import ticks_of, ticks_of_interviews
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db


def told_of(row: Interview) -> list[tuple[str, str]]:
    row.refresh_from_db()
    return sorted((one.name, one.how) for one in ticks_of_interviews([row])[row.pk].people)


def test_the_news_goes_from_waiting_to_told(house: House) -> None:
    row = make_interview(house)

    before = told_of(row)
    pretend_sent(row)
    after = told_of(row)

    assert before == [("林若溪", "waiting"), ("顾行之", "waiting")]
    assert after == [("林若溪", "told"), ("顾行之", "told")]


def test_of_a_cancel_only_the_letters_of_the_cancel_count(house: House) -> None:
    row = make_interview(house)
    pretend_sent(row)

    cancel_interview(row, reason=a_reason(), tell=Tell(), by=house.by)
    Letter.objects.filter(about=ref(row), version=2, contact__name="林若溪").update(state="unknown")

    assert told_of(row) == [("林若溪", "unsure"), ("顾行之", "waiting")]
    ticks = ticks_of_interviews([row])[row.pk]
    assert (ticks.by, ticks.version, ticks.shape) == ("江予安", 2, "late")


def test_why_nobody_was_told_is_kept(house: House) -> None:
    row = make_interview(house)
    pretend_sent(row)

    silence = Tell(candidate="no", interviewers="no", why="电话里说过了")
    cancel_interview(row, reason=a_reason(), tell=silence, by=house.by)
    row.refresh_from_db()

    ticks = ticks_of_interviews([row])[row.pk]
    assert (ticks.to_tell, ticks.why_untold) == (0, "电话里说过了")


def test_of_many_they_are_summed_up_and_the_digest_counts_for_its_reader(house: House) -> None:
    rows = make_row(house, 4)
    for row in rows:
        pretend_sent(row)

    operation = cancel_all(rows, by=house.by)
    Letter.objects.filter(operation=ref(operation), kind="interview.cancelled").update(state="sent")
    ticks = ticks_of(operation)

    assert ticks is not None
    assert (ticks.done, ticks.total, ticks.kept, ticks.told, ticks.waiting) == (4, 4, 4, 4, 1)
    assert told_of(rows[0]) == [("林若溪", "told"), ("顾行之", "waiting")]


def test_the_pages_show_them(house: House, client: Client) -> None:
    client.force_login(house.recruiter)
    rows = make_row(house, 2)
    operation = cancel_all(rows, by=house.by)

    pages = [
        client.get(address).content.decode()
        for address in (f"/interviews/{rows[0].pk}/", f"/operations/{operation.pk}/")
    ]

    assert [[word in page for word in ("操作", "通知", "归档")] for page in pages] == [[True] * 3] * 2
