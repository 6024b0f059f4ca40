from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter
from huiyin.messaging.shipped import install
from huiyin.messaging.states import LetterState as S


def invitation(house: House) -> Letter:
    interview = make_interview(house)
    return Letter.objects.get(kind="interview.scheduled", about=f"interview:{interview.pk}")


def test_a_held_letter_can_be_taken_back_from_its_page(desk: Client, house: House):
    letter = invitation(house)

    page = desk.get(f"/letters/{letter.pk}/")
    desk.post(f"/letters/{letter.pk}/undo/")

    assert [choice.verb for choice in page.context["choices"]] == ["undo"]
    letter.refresh_from_db()
    assert letter.state == S.CANCELLED


def test_an_unknown_letter_offers_three_ways_out_and_never_goes_again_by_itself(desk: Client, house: House):
    letter = invitation(house)
    Letter.objects.filter(pk=letter.pk).update(state=S.UNKNOWN)

    page = desk.get(f"/letters/{letter.pk}/")
    desk.post(f"/letters/{letter.pk}/confirm_arrival/")

    assert [one.verb for one in page.context["choices"]] == ["give_up", "send_again", "confirm_arrival"]
    letter.refresh_from_db()
    assert letter.state == S.SENT


def test_a_verb_that_does_not_fit_the_state_is_not_found_and_changes_nothing(desk: Client, house: House):
    letter = invitation(house)

    answer = desk.post(f"/letters/{letter.pk}/send_again/")

    assert answer.status_code == 404
    letter.refresh_from_db()
    assert letter.state == S.HELD


def test_tabs_count_what_they_list(desk: Client, house: House):
    install()
    letter = invitation(house)
    Letter.objects.filter(pk=letter.pk).update(state=S.FAILED)

    page = desk.get("/letters/?state=todo")

    tabs = {tab.key: tab.count for tab in page.context["tabs"]}
    assert tabs["todo"] == len(page.context["lines"]) == 1
    assert tabs["all"] == Letter.objects.count()


def test_an_interviewer_may_not_decide_about_letters(house: House, client: Client):
    letter = invitation(house)
    client.force_login(make_user("interviewer", email="ivy@example.com"))

    assert client.post(f"/letters/{letter.pk}/undo/").status_code in {403, 404}
    letter.refresh_from_db()
    assert letter.state == S.HELD


def test_a_letter_that_waits_for_a_look_can_be_read_and_let_go(desk: Client, house: House):
    install()
    letter = invitation(house)
    Letter.objects.filter(pk=letter.pk).update(state=S.HELD, reason="review")

    page = desk.get(f"/letters/{letter.pk}/", headers={"accept-language": "zh-hans"})
    listed = desk.get("/letters/?state=todo").context["lines"]

    text = page.content.decode()
    assert "现在发出就是这样" in text
    assert "https://…" in text
    assert [choice.verb for choice in page.context["choices"]] == ["release", "undo"]
    assert [line.letter.pk for line in listed] == [letter.pk]
    letter.refresh_from_db()
    assert (letter.state, letter.values, letter.template_version) == (S.HELD, None, None)


def test_a_letter_that_has_left_shows_where_its_link_leads_but_not_its_key(desk: Client, house: House):
    install()
    letter = invitation(house)
    freeze([letter])
    key = letter.values["link"].rpartition("/")[2]
    Letter.objects.filter(pk=letter.pk).update(state=S.SENT)

    page = desk.get(f"/letters/{letter.pk}/").content.decode()

    assert len(key) >= 22
    assert key not in page
    assert "/c/i/…" in page


def test_a_card_to_tell_by_hand_shows_the_whole_link(desk: Client, house: House):
    install()
    letter = invitation(house)
    freeze([letter])
    Letter.objects.filter(pk=letter.pk).update(state=S.HELD, reason="by_hand", channel="by_hand")

    answer = desk.get(f"/letters/{letter.pk}/")
    page = answer.content.decode()

    assert letter.values["link"] in page
    assert letter.values["interview_code"] in page
    assert '<svg width="148" height="148" class="hy-qr">' in page
    assert len(answer.context["card"].script) == 4


def test_an_address_that_names_no_moment_begins_at_the_top(desk: Client, house: House):
    invitation(house)
    every = len(desk.get("/letters/").context["lines"])

    for after in ("5:0001-01-01T00:00:00+14:00", "x:2026-11-24T10:00:00Z", "nonsense"):
        assert len(desk.get("/letters/", {"after": after}).context["lines"]) == every
