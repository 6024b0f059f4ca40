from datetime import timedelta

import pytest
from django.test import Client

from huiyin.core import clock
from huiyin.desk.letter_list import PAGE, counted, listed, tab_of
from huiyin.messaging.models import Contact, Letter
from huiyin.messaging.states import LetterState as S

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def write_letters(number: int, state: S = S.SENT, **fields: object) -> list[Letter]:
    """The last of them changed last; every two at the same moment."""
    now, contact = clock.now(), Contact.objects.create(name="林若溪")
    return Letter.objects.bulk_create(
        Letter(
            contact=contact,
            kind="interview.scheduled",
            cause=f"auditentry:{state}{n}",
            about="interview:1",
            channel="email",
            state=state,
            language="zh-hans",
            due_at=now,
            next_try_at=now,
            created_at=now,
            state_at=now + timedelta(seconds=n // 2),
            **fields,
        )
        for n in range(number)
    )


def read_all(tab: str) -> list[list[int]]:
    """The pages of a tab, each as the keys on it."""
    pages, after = [], ""
    while not pages or after:
        found, after = listed(Letter.objects.all(), tab_of(tab), after)
        pages.append([letter.pk for letter in found])
    return pages


@pytest.mark.parametrize("tab", ["arrived", "all"])
def test_pages_follow_each_other_without_gap_or_repeat(tab: str):
    letters = write_letters(2 * PAGE + 3)

    pages = read_all(tab)

    newest_first = [letter.pk for letter in reversed(letters)]
    assert pages == [newest_first[:PAGE], newest_first[PAGE : 2 * PAGE], newest_first[2 * PAGE :]]


def test_a_full_last_page_leads_to_no_empty_one():
    write_letters(PAGE)

    assert [len(page) for page in read_all("all")] == [PAGE]


@pytest.mark.parametrize(
    "after", ["", "x", "12", "12:", "12:yesterday", "12:2026-11-25T08:00:00", "x:2026-11-25T08:00Z"]
)
def test_an_address_that_names_no_row_begins_at_the_top(after: str):
    [letter] = write_letters(1)

    assert listed(Letter.objects.all(), tab_of("all"), after) == ([letter], "")


def test_numbers_stop_where_nobody_counts_any_more():
    write_letters(120)
    write_letters(120, S.FAILED)

    found = {one.key: (one.count, one.is_more) for one in counted(Letter.objects.all())}

    assert found == {
        "todo": (120, False),
        "waiting": (0, False),
        "way": (0, False),
        "arrived": (99, True),
        "all": (99, True),
    }


def test_a_house_without_letters_has_none_in_any_tab():
    assert {one.count for one in counted(Letter.objects.all())} == {0}


def test_what_another_way_followed_or_a_colleague_tells_stands_where_it_belongs():
    [failed] = write_letters(1, S.FAILED)
    write_letters(1, S.HELD, previous=failed, reason="by_hand")
    [by_hand] = Letter.objects.filter(state=S.HELD)
    [undo] = write_letters(1, S.HELD, reason="undo", version=2)

    assert read_all("todo") == [[by_hand.pk]]
    assert read_all("waiting") == [[undo.pk]]


def test_the_page_leads_to_the_next(desk: Client):
    write_letters(PAGE + 1)

    first = desk.get("/letters/?state=arrived")
    second = desk.get("/letters/", {"state": "arrived", "after": first.context["after"]})

    assert [len(page.context["lines"]) for page in (first, second)] == [PAGE, 1]
    assert 'rel="next"' in first.content.decode()
    assert 'rel="next"' not in second.content.decode()
