import re

import pytest
from django.core.serializers import serialize
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from huiyin.accounts.models import SignInCode, User
from huiyin.accounts.sign_in_codes import clear_old
from huiyin.accounts.tests.factories import make_user
from huiyin.core import clock
from huiyin.core.background import run_waiting
from huiyin.core.models import AuditEntry
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.models import Address, Letter
from huiyin.messaging.receipts import record_receipt
from huiyin.messaging.states import LetterState as S
from huiyin.people.actions import write_sign_in_code
from huiyin.people.tests.factories import make_employee
from huiyin.people.tests.sign_in_code import ask, code_for, make_alice
from huiyin.todos.models import Todo

pytestmark = pytest.mark.django_db

VALUES = re.compile(r"'[^']*'|\"s\d+_x\d+\"|\b\d+\b|NULL")
"""What differs between two statements of the same form."""


def verbs() -> list[str]:
    return list(AuditEntry.objects.exclude(actor="system:test").order_by("pk").values_list("verb", flat=True))


def test_a_code_goes_out_at_once_even_at_night():
    make_alice()

    assert code_for(Client())

    [letter] = Letter.objects.all()
    assert (letter.kind, letter.template, letter.state) == ("account.code", "CODE", S.SENT)
    assert (letter.urgent, letter.priority, letter.channel) == (True, 0, "email")
    assert [mail.to for mail in memory.arrived] == ["alice.private@example.com"]
    assert verbs() == ["sign_in_code.asked", "letter.passed_quiet"]


def test_the_code_lies_in_clear_in_no_row():
    make_alice()

    code = code_for(Client())

    [letter] = Letter.objects.all()
    plain = serialize("json", [*SignInCode.objects.all(), *AuditEntry.objects.all()])
    with connection.cursor() as cursor:
        cursor.execute('SELECT "values" FROM messaging_letter')
        plain += str(cursor.fetchall())
    assert letter.values["code"] == code
    assert code not in plain
    assert code.replace(" ", "") not in plain


@pytest.mark.both
def test_a_task_that_runs_twice_writes_one_letter():
    make_alice()
    code_for(Client())
    cause = AuditEntry.objects.get(verb="sign_in_code.asked")

    write_sign_in_code(SignInCode.objects.get().pk, cause.pk)

    assert Letter.objects.count() == 1


def unknown() -> None:
    """Nobody."""


def disabled() -> None:
    make_alice(is_active=False)


def no_employee() -> None:
    make_user(email="alice@example.com")


def no_address() -> None:
    make_employee(user=make_user(email="alice@example.com"))


def bounced() -> None:
    make_alice()
    Address.objects.update(state="bounced")


REFUSED = {
    unknown: [],
    disabled: ["user_disabled"],
    no_employee: ["no_employee"],
    no_address: ["no_address"],
    bounced: ["no_address"],
}


@pytest.mark.parametrize("house", REFUSED)
def test_who_cannot_get_a_code_is_answered_alike_and_no_letter_is_written(house):
    house()
    client = Client()

    response = ask(client, onward="/jobs/")
    run_waiting()

    assert (response.status_code, response.url) == (302, "/sign-in/code/enter/?next=%2Fjobs%2F")
    assert b"alice@example.com" in client.get(response.url).content
    assert Letter.objects.count() == 0
    told = AuditEntry.objects.filter(verb="sign_in_code.not_sent")
    assert [entry.detail["reason"] for entry in told] == REFUSED[house]


def test_known_and_unknown_accounts_take_the_same_steps_and_get_the_same_page():
    make_alice()
    pages, steps = [], []

    for email in ("alice@example.com", "alicf@example.com"):
        client = Client()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = ask(client, email)
        steps.append([VALUES.sub("?", one["sql"]) for one in queries])
        page = client.get(response.url).content.decode().replace(email, "her address")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page))

    assert steps[0] == steps[1]
    assert pages[0] == pages[1]


def test_what_is_no_address_is_told_at_once_and_asks_for_nothing():
    response = ask(Client(), "alice")

    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["email"]
    assert SignInCode.objects.count() == 0


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_the_fourth_wish_in_a_quarter_of_an_hour_is_refused_and_writes_no_letter(email, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    make_alice()
    for _ in range(3):
        assert ask(Client(), email).status_code == 302
    run_waiting()
    before = Letter.objects.count()

    refused = ask(Client(), email)
    run_waiting()

    assert refused.status_code == 429
    assert SignInCode.objects.count() == 3
    assert Letter.objects.count() == before
    assert ask(Client(), email, ip="198.51.100.9").status_code == 302
    time_machine.shift(15 * 60)
    assert ask(Client(), email).status_code == 302


def test_nobody_fills_a_mailbox_from_many_networks():
    make_alice()

    answers = [ask(Client(), ip=f"198.51.{number}.9").status_code for number in range(11)]

    assert answers == [302] * 10 + [429]


def test_one_network_asks_for_thirty_accounts_at_most():
    answers = [ask(Client(), f"user{number}@example.com").status_code for number in range(31)]

    assert answers == [302] * 30 + [429]


def test_a_letter_that_is_late_by_ten_minutes_is_not_sent(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    make_alice()
    ask(Client())
    run_waiting()

    time_machine.shift(10 * 60)
    drain()

    [letter] = Letter.objects.all()
    assert (letter.state, letter.reason, letter.values) == (S.SUPERSEDED, "expired", None)
    assert memory.arrived == []


def test_the_ten_minutes_begin_when_the_letter_leaves(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    make_alice()
    ask(Client())
    run_waiting()
    asked_until = SignInCode.objects.get().expires_at

    time_machine.shift(9 * 60)
    drain()

    assert (SignInCode.objects.get().expires_at - asked_until).total_seconds() == 9 * 60


def test_no_colleague_is_asked_to_carry_a_code():
    make_alice()
    code_for(Client())
    [letter] = Letter.objects.all()

    record_receipt(letter.pk, "bounced", event_id="report:1", at=clock.now())

    letter.refresh_from_db()
    assert letter.state == S.BOUNCED
    assert Letter.objects.count() == 1
    assert Todo.objects.count() == 0


def test_no_colleague_reads_a_code_on_the_letters_page():
    make_alice()
    code = code_for(Client())
    boss = Client()
    boss.force_login(make_user("hr_manager", email="boss@example.com"))

    page = boss.get(f"/letters/{Letter.objects.get().pk}/")

    assert page.status_code == 200
    assert code not in page.content.decode()


def test_old_wishes_are_dropped_after_a_day(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    ask(Client())

    time_machine.shift(24 * 3600)
    assert clear_old() == 0
    time_machine.shift(11 * 60)
    assert clear_old() == 1


def test_the_pages_need_no_account_and_the_sign_in_page_leads_there():
    client = Client()

    assert b'href="/sign-in/code/?next=%2Fjobs%2F"' in client.get("/sign-in/?next=/jobs/").content
    assert client.get("/sign-in/code/").status_code == 200
    assert User.objects.count() == 0
