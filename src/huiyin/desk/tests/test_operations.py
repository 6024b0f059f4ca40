"""Long work on its page: how far it is, whom it did not reach, and trying those again."""

from datetime import timedelta

from django.test import Client

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core import clock, operations
from huiyin.core.background import run_waiting
from huiyin.core.models import Operation, OperationState
from huiyin.core.references import ref
from huiyin.desk.tests.letters import letters_in
from huiyin.interviews.tests.factories import House, make_interview
from huiyin.messaging.states import LetterState as S

PROBLEM = {"code": "busy", "problem": "这段时间有人占用", "mend": "换一个时间"}


def begin(house: House, key: str = "k", total: int = 10, **fields: object) -> Operation:
    operation, _ = operations.begin("interviews.invite", key=key, total=total, by=house.by, **fields)
    return operation


def over(house: House, problems: list[dict[str, str]], key: str = "k", total: int = 10) -> Operation:
    operation = begin(house, key, total)
    operations.report(operation.pk, done=total, problems=problems)
    operations.end(operation.pk)
    operation.refresh_from_db()
    return operation


def test_running_stands_first_with_how_fast_and_how_long(desk: Client, house: House):
    operation = begin(house, total=100)
    Operation.objects.update(created_at=clock.now() - timedelta(seconds=10))
    operations.report(operation.pk, done=40)

    page = desk.get("/operations/")

    [card] = page.context["going"]
    assert card.progress == "40 / 100，每秒 4.0 个，还要约 15 秒。"
    assert page.context["done"] == page.context["to_look_at"] == []


def test_refused_rows_are_named_with_why_and_what_now(desk: Client, house: House):
    interview = make_interview(house)
    refused = [{"about": f"interview:{interview.pk}", **PROBLEM}, {"about": "interview:99999", **PROBLEM}]
    over(house, refused)

    page = desk.get("/operations/")

    [card] = page.context["to_look_at"]
    assert [(line.who, line.problem, line.mend) for line in card.problems] == [
        ("林若溪", "这段时间有人占用", "换一个时间"),
        ("", "这段时间有人占用", "换一个时间"),
    ]
    assert card.word == "2 个没有办成"


def test_what_went_well_stands_under_finished_today(desk: Client, house: House):
    over(house, [])

    page = desk.get("/operations/")

    assert [card.word for card in page.context["done"]] == ["办好了"]
    assert page.context["to_look_at"] == []


def test_yesterdays_success_is_gone_and_yesterdays_failure_still_stands(desk: Client, house: House):
    for key, problems in (("fine", []), ("bad", [{"about": "interview:1", **PROBLEM}])):
        over(house, problems, key)
    Operation.objects.update(ended_at=clock.now() - timedelta(days=1, hours=3))

    page = desk.get("/operations/")

    assert [card.operation.key for card in page.context["to_look_at"]] == ["bad"]
    assert page.context["done"] == []


def test_its_letters_are_counted_by_how_far_they_came(desk: Client, house: House):
    operation = begin(house)
    letters_in(house, 3, S.SENT, operation=ref(operation))
    letters_in(house, 1, S.UNKNOWN, operation=ref(operation))

    page = desk.get(f"/operations/{operation.pk}/")

    assert page.context["card"].letters == "信：已发出 3，不确定 1"
    assert len(desk.get(f"/letters/?operation={operation.pk}").context["lines"]) == 4


def test_only_the_failed_are_tried_again_and_only_once(desk: Client, house: House):
    letters = letters_in(house, 60)
    desk.post(
        "/letters/decide/",
        {"verb": "send_again", "ids": ",".join(str(one.pk) for one in letters), "key": "abc"},
    )
    letters[0].__class__.objects.filter(pk__in=[letters[0].pk, letters[1].pk]).update(state=S.CANCELLED)
    run_waiting()
    first = Operation.objects.get()

    answers = [desk.post(f"/operations/{first.pk}/retry/") for _ in range(2)]

    second = Operation.objects.exclude(pk=first.pk).get()
    assert (first.failed, second.total) == (2, 2)
    assert [one.url for one in answers] == [f"/operations/{second.pk}/"] * 2
    assert [card.operation.pk for card in desk.get("/operations/").context["to_look_at"]] == [second.pk]


def test_a_kind_without_a_second_try_offers_none(desk: Client, house: House):
    operation, _ = operations.begin("nothing.known", key="x", total=1, by=house.by)
    operations.report(operation.pk, done=1, problems=[{"about": "interview:1", **PROBLEM}])
    operations.end(operation.pk, state=OperationState.FAILED)

    assert desk.post(f"/operations/{operation.pk}/retry/").status_code == 404
    assert desk.get(f"/operations/{operation.pk}/").context["card"].may_retry is False
    assert Operation.objects.count() == 1


def test_the_failed_rows_come_as_a_table_in_which_no_formula_runs(desk: Client, house: House):
    evil = {"about": "interview:1", "code": "x", "problem": "=HYPERLINK(1)", "mend": "+1"}
    operation = over(house, [evil])

    answer = desk.get(f"/operations/{operation.pk}/failed.csv")

    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert text.splitlines()[1] == ",'=HYPERLINK(1),'+1"


def test_somebody_elses_is_not_found(house: House, client: Client):
    operation = over(house, [{"about": "interview:1", **PROBLEM}])
    client.force_login(make_user("recruiter"))

    paths = ("", "failed.csv")
    assert [client.get(f"/operations/{operation.pk}/{path}").status_code for path in paths] == [404, 404]
    assert client.post(f"/operations/{operation.pk}/retry/").status_code == 404
    assert client.get("/operations/").context["to_look_at"] == []


def test_who_runs_the_system_sees_how_far_it_is_without_a_name(house: House, client: Client):
    interview = make_interview(house)
    operation = over(house, [{"about": f"interview:{interview.pk}", **PROBLEM}])
    client.force_login(make_user("system_admin"))

    page = client.get(f"/operations/{operation.pk}/")

    assert [line.who for line in page.context["card"].problems] == [""]
    assert "林若溪" not in page.content.decode()
    assert client.post(f"/operations/{operation.pk}/retry/").status_code == 403


def test_the_top_bar_counts_what_is_under_way(desk: Client, house: House):
    begin(house)
    over(house, [], key="other")

    page = desk.get("/todos/").content.decode()

    assert "在办 1" in page


def test_an_open_page_is_drawn_again_only_when_it_got_on(desk: Client, house: House):
    operation = begin(house)
    asking = {"HX-Request": "true", "If-None-Match": desk.get("/operations/").context["tag"]}

    still = desk.get("/operations/", headers=asking)
    operations.report(operation.pk, done=3)
    changed = desk.get("/operations/", headers=asking)

    assert (still.status_code, changed.status_code) == (304, 200)


def test_twenty_pieces_of_work_cost_no_more_queries_than_one(
    desk: Client, house: House, django_assert_max_num_queries
):
    for number in range(20):
        over(house, [{"about": f"interview:{number}", **PROBLEM}], key=f"k{number}")

    with django_assert_max_num_queries(12):
        desk.get("/operations/")


def test_a_token_of_hers_is_hers(house: House):
    operation = begin(house)

    assert list(operations.visible_to(actor_of(house.recruiter))) == [operation]
