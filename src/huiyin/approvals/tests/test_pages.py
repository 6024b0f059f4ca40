import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from huiyin.accounts.models import Capability
from huiyin.accounts.tests.factories import PASSWORD
from huiyin.approvals.kinds import values
from huiyin.approvals.models import Flow
from huiyin.approvals.tests.factories import asked, carried, flow, house, named, state_of, things
from huiyin.messaging.models import Letter
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.post(reverse("accounts:sign_in"), {"email": user.email, "password": PASSWORD})
    return client


def page_of(approval) -> str:
    return reverse("approvals:detail", args=[approval.pk])


def test_two_taps_decide_it():
    people = house()
    approval = asked(people.alice)
    client = signed_in(people.hana)

    shown = client.get(page_of(approval)).content.decode()
    answer = client.post(reverse("approvals:decide", args=[approval.pk]), {"choice": "approve"})

    assert "It is needed." in shown
    assert "as it was" in shown
    assert answer.status_code == 302
    assert carried() == [1]


def test_looking_decides_nothing():
    people = house()
    approval = asked(people.alice)
    client = signed_in(people.hana)

    for address in (page_of(approval), reverse("approvals:list")):
        client.get(address)
    refused = client.get(reverse("approvals:decide", args=[approval.pk]))

    assert refused.status_code == 405
    assert state_of(approval) == "asked"


def test_a_refusal_without_a_word_comes_back_with_what_was_typed():
    people = house()
    approval = asked(people.alice)

    answer = signed_in(people.hana).post(
        reverse("approvals:decide", args=[approval.pk]), {"choice": "refuse", "comment": " "}
    )

    assert answer.status_code == 422
    assert "<details" in answer.content.decode()
    assert state_of(approval) == "asked"


def test_what_was_edited_meanwhile_is_said_and_not_granted():
    people = house()
    approval = asked(people.alice)
    things.texts[1] = "more rows"

    answer = signed_in(people.hana).post(
        reverse("approvals:decide", args=[approval.pk]), {"choice": "approve"}
    )

    assert answer.status_code == 409
    assert state_of(approval) == "void"


def test_the_letters_link_is_for_this_approval_and_this_person_alone():
    people = house()
    approval, other = asked(people.alice), asked(people.alice, 2)
    letter = Letter.objects.get(about=f"approval:{approval.pk}", contact=people.hana.employee.contact)

    said = values([letter])[letter.pk]
    capability = Capability.objects.latest("pk")

    assert re.search(rf"/s/w/[\w-]+\?next=%2Fapprovals%2F{approval.pk}%2F$", said["link"])
    assert (capability.subject, capability.holder, capability.verbs) == (
        f"approval:{approval.pk}",
        f"user:{people.hana.pk}",
        ["approvals:decide"],
    )
    assert (said["approval_title"], said["asker_name"]) == ("Thing 1", people.alice.name)
    assert other != approval


def test_the_list_costs_the_same_however_long(django_assert_max_num_queries: DjangoAssertNumQueries):
    people = house()
    for number in range(1, 40):
        asked(people.alice, number)
    client = signed_in(people.hana)

    with django_assert_max_num_queries(12):
        client.get(reverse("approvals:list"))


def test_an_open_list_hears_what_others_do_and_nothing_while_nothing_happens(
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    people = house()
    asked(people.alice, 1)
    client, address = signed_in(people.hana), reverse("approvals:list")
    first = client.get(address)
    asked_again = {"HX-Request": "true", "If-None-Match": first.context["tag"]}
    with django_assert_max_num_queries(8):
        quiet = client.get(address, headers=asked_again)

    asked(people.alice, 2)
    news = client.get(address, headers=asked_again)

    assert 'hx-trigger="every 4s"' in first.content.decode()
    assert (quiet.status_code, quiet.content) == (304, b"")
    assert news.status_code == 200
    assert len(news.context["lines"]) == 2
    assert news.context["tag"] != first.context["tag"]


def test_an_open_list_hears_that_its_reader_is_away_now():
    people = house()
    client, address = signed_in(people.hana), reverse("approvals:list")
    tag = client.get(address).context["tag"]
    days = {"first": "2020-01-01", "last": "2099-01-01", "stand_in": str(people.hugo.pk)}
    client.post(reverse("approvals:away"), days)

    news = client.get(address, headers={"HX-Request": "true", "If-None-Match": tag})

    assert news.status_code == 200


def test_a_flow_is_edited_as_sentences_and_the_second_editor_is_told():
    people = house()
    client, address = signed_in(people.hana), reverse("flows:edit", args=["thing"])
    step = {"s0-who": "role:executive", "s0-need": "any", "s0-hours": "4", "s0-when_size": "20"}

    first = client.post(address, {"seen": "0", "count": "1", **step})
    second = client.post(address, {"seen": "0", "count": "1", **step, "s0-hours": "5"})

    assert (first.status_code, second.status_code) == (302, 409)
    assert [one["hours"] for one in Flow.objects.get(noun="thing").steps] == [4]
    assert Flow.objects.get(noun="thing").steps[0]["when"] == {"size": 20}


@pytest.mark.parametrize(
    "step", [{"s0-who": "role:nobody"}, {"s0-who": "named"}, {"s0-hours": "", "s0-days": ""}]
)
def test_a_step_that_cannot_be_is_refused_and_nothing_is_kept(step):
    people = house()
    good = {"s0-who": "role:executive", "s0-need": "any", "s0-hours": "4"}

    answer = signed_in(people.hana).post(
        reverse("flows:edit", args=["thing"]), {"seen": "0", "count": "1", **good, **step}
    )

    assert answer.status_code == 422
    assert not Flow.objects.exists()


def test_who_would_decide_is_said_without_asking_anybody():
    people = house()
    flow(named(people.hana))

    page = signed_in(people.hana).get(
        reverse("flows:edit", args=["thing"]), {"asker": str(people.hana.pk), "with_size": "3"}
    )

    assert people.eve.name in page.content.decode().split('id="try"')[1].split("</section>")[0]
    assert not Todo.objects.exists()
    assert not Letter.objects.exists()


def test_being_away_is_kept_and_ended():
    people = house()
    client = signed_in(people.hana)
    days = {"first": "2020-01-01", "last": "2099-01-01", "stand_in": str(people.hugo.pk)}

    kept = client.post(reverse("approvals:away"), days)
    approval = asked(people.alice)
    shown = client.get(reverse("approvals:list")).content.decode()
    client.post(reverse("approvals:back"))

    assert kept.status_code == 302
    assert people.hugo.name in shown
    assert approval.steps.get().seats.count() == 2
