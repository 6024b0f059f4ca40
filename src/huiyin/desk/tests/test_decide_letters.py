"""One decision about many letters: a look first, then exactly as many as the button said."""

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.core.background import run_waiting
from huiyin.core.models import AuditEntry, Operation
from huiyin.desk.tests.letters import letters_in
from huiyin.interviews.tests.factories import House
from huiyin.messaging.models import Letter
from huiyin.messaging.states import LetterState as S
from huiyin.todos.actions import open_todo
from huiyin.todos.models import Todo

URL = "/letters/decide/"
MANY = 120


def ask(desk: Client, verb: str, letters: list[Letter], **more: str):
    return desk.post(URL, {"verb": verb, "letter": [one.pk for one in letters], **more})


def say_yes(desk: Client, page) -> object:
    return desk.post(
        URL,
        {name: page.context[name] for name in ("verb", "ids", "key")},
        headers={"accept-language": "zh-hans"},
    )


def states(letters: list[Letter]) -> set[str]:
    return set(Letter.objects.filter(pk__in=[one.pk for one in letters]).values_list("state", flat=True))


def test_asking_changes_nothing_and_says_how_many(desk: Client, house: House):
    failed = letters_in(house, 3)
    unknown = letters_in(house, 1, S.SENT)

    page = ask(desk, "send_again", [*failed, *unknown])

    assert ([one.pk for one in page.context["choice"].fitting], len(page.context["choice"].others)) == (
        [one.pk for one in failed],
        1,
    )
    assert page.context["words"].button == "再发这 3 封"
    assert states(failed) == {S.FAILED}
    assert Operation.objects.count() == 0


@pytest.mark.parametrize(
    ("verb", "state", "reason", "becomes", "audited"),
    [
        ("send_again", S.FAILED, "refused", S.QUEUED, "letter.sent_again"),
        ("send_again", S.UNKNOWN, "body_sent", S.QUEUED, "letter.sent_again"),
        ("give_up", S.UNKNOWN, "body_sent", S.FAILED, "letter.given_up"),
        ("confirm_arrival", S.UNKNOWN, "body_sent", S.SENT, "letter.arrival_confirmed"),
        ("release", S.HELD, "review", S.QUEUED, "letters.released"),
        ("withdraw", S.HELD, "undo", S.CANCELLED, "letters.cancelled"),
        ("withdraw", S.QUEUED, "", S.CANCELLED, "letters.cancelled"),
    ],
)
def test_each_verb_moves_each_letter_once_and_audits_it(
    desk: Client, house: House, verb: str, state: S, reason: str, becomes: S, audited: str
):
    letters = letters_in(house, 3, state, reason=reason)
    for one in letters:
        open_todo("letter.unknown", f"letter:{one.pk}", owner=house.recruiter)

    say_yes(desk, ask(desk, verb, letters))

    assert states(letters) == {becomes}
    assert sorted(AuditEntry.objects.filter(verb=audited).values_list("about", flat=True)) == sorted(
        f"letter:{one.pk}" for one in letters
    )


def test_giving_up_leads_each_person_to_the_next_way(desk: Client, house: House):
    letters = letters_in(house, 2, S.UNKNOWN)

    say_yes(desk, ask(desk, "give_up", letters))

    following = Letter.objects.filter(previous__in=letters)
    assert set(following.values_list("channel", "state")) == {("by_hand", S.QUEUED)}
    assert following.count() == 2


def test_a_replay_of_k_letters_sends_k(desk: Client, house: House):
    letters = letters_in(house, 4, S.FAILED)
    page = ask(desk, "send_again", letters)

    say_yes(desk, page)
    say_yes(desk, page)
    queued = Letter.objects.filter(state=S.QUEUED, pk__in=[one.pk for one in letters]).count()

    assert queued == 4
    assert AuditEntry.objects.filter(verb="letter.sent_again").count() == 4
    assert Operation.objects.count() == 1


def test_more_than_fifty_go_on_in_the_background_and_ten_clicks_are_one(desk: Client, house: House):
    letters = letters_in(house, MANY)
    page = ask(desk, "send_again", letters)

    answers = [say_yes(desk, page) for _ in range(3)]
    before = states(letters)
    run_waiting()

    operation = Operation.objects.get()
    assert [one.status_code for one in answers] == [302] * 3
    assert answers[0].url == f"/operations/{operation.pk}/"
    assert before == {S.FAILED}
    assert states(letters) == {S.QUEUED}
    assert (operation.done, operation.total, operation.failed, operation.state) == (MANY, MANY, 0, "done")
    assert AuditEntry.objects.filter(verb="letter.sent_again").count() == MANY


def test_a_letter_that_moves_on_meanwhile_is_refused_by_name_and_harms_no_other(desk: Client, house: House):
    letters = letters_in(house, 60)
    page = ask(desk, "send_again", letters)
    say_yes(desk, page)
    Letter.objects.filter(pk=letters[7].pk).update(state=S.ANSWERED)

    run_waiting()

    operation = Operation.objects.get()
    assert (operation.done, operation.failed) == (60, 1)
    assert [one["about"] for one in operation.detail["problems"]] == [f"letter:{letters[7].pk}"]
    assert Letter.objects.filter(state=S.QUEUED).count() == 59


def test_all_of_a_list_is_the_list_as_it_was_filtered(desk: Client, house: House):
    letters_in(house, 60)
    letters_in(house, 2, S.FAILED, kind="interview.moved", version=2)

    page = desk.post(URL, {"verb": "send_again", "scope": "all", "state": "todo", "kind": "interview.moved"})
    every = desk.post(URL, {"verb": "send_again", "scope": "all", "state": "todo"})

    assert len(page.context["choice"].fitting) == 2
    assert len(every.context["choice"].fitting) == 62


def test_a_letter_that_another_way_followed_is_not_sent_again(desk: Client, house: House):
    [first] = letters_in(house, 1)
    letters_in(house, 1, S.SENT, channel="by_hand", previous=first, version=3)

    page = ask(desk, "send_again", [first])

    assert (page.context["choice"].fitting, len(page.context["choice"].others)) == ([], 1)


def test_who_may_not_decide_changes_nothing(house: House, client: Client):
    letters = letters_in(house, 2)
    client.force_login(make_user("hiring_manager"))

    assert ask(client, "send_again", letters).status_code == 403
    assert (states(letters), Operation.objects.count()) == ({S.FAILED}, 0)


def test_letters_of_another_house_are_not_found_among_the_chosen(house: House, client: Client):
    letters = letters_in(house, 2)
    client.force_login(make_user("recruiter", org_unit=make_unit("华南")))

    page = ask(client, "send_again", letters)

    assert (page.context["choice"].fitting, page.context["choice"].others) == ([], [])
    assert states(letters) == {S.FAILED}


def test_an_unknown_verb_and_no_choice_change_nothing(desk: Client, house: House):
    letters = letters_in(house, 1)

    assert ask(desk, "burn", letters).status_code == 404
    assert ask(desk, "send_again", []).context["choice"].fitting == []
    assert states(letters) == {S.FAILED}


def test_deciding_closes_what_was_asked(desk: Client, house: House):
    letters = letters_in(house, 2, S.UNKNOWN)
    for one in letters:
        open_todo("letter.unknown", f"letter:{one.pk}", owner=house.recruiter)

    say_yes(desk, ask(desk, "confirm_arrival", letters))

    assert Todo.objects.filter(state="open").count() == 0
