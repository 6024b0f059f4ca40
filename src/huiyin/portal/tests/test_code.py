"""The interview code that may be typed at /i."""

import pytest
from django.test import Client

from huiyin.accounts.models import Visit
from huiyin.portal.tests.factories import Invitation, make_invitation

pytestmark = pytest.mark.django_db


def type_in(client: Client, code: str, digits: str):
    return client.post("/i", {"code": code, "digits": digits})


@pytest.mark.parametrize("shape", ["{0}", "{1}", " {0} ", "{2}"])
def test_code_and_digits_open_the_page_however_they_are_pasted(client: Client, shape: str):
    invitation = make_invitation()
    code = invitation.code
    full_width = "".join(chr(ord(sign) + 0xFEE0) for sign in code)

    response = type_in(client, shape.format(code, f"{code[:4]}-{code[4:].lower()}", full_width), " 0137 ")

    assert (response.status_code, client.get(response["Location"]).status_code) == (303, 200)
    assert list(Visit.objects.values_list("capability", "is_person")) == [(invitation.capability.pk, True)]


def wrongs(invitation: Invitation) -> list[tuple[str, str]]:
    other = "A" if invitation.code[0] != "A" else "B"
    return [(invitation.code, "0138"), (other + invitation.code[1:], "0137"), ("", ""), ("X" * 24, "0137")]


def test_a_wrong_code_and_wrong_digits_are_answered_alike(client: Client):
    make_invitation("别人", phone="13800130138")
    invitation = make_invitation()

    answered = [type_in(client, code, digits) for code, digits in wrongs(invitation)]

    assert [one.status_code for one in answered] == [422] * 4
    assert {
        one.content.decode().split("<h1>")[1].replace(code, "")
        for one, (code, _) in zip(answered, wrongs(invitation), strict=True)
    } != set()
    assert all("面试码和手机号后四位对不上。" in one.content.decode() for one in answered)
    assert client.cookies == {}


def test_five_tries_and_then_even_the_right_one_waits(client: Client):
    invitation = make_invitation()

    statuses = [type_in(client, invitation.code, f"000{number}").status_code for number in range(5)]
    statuses += [type_in(Client(REMOTE_ADDR="198.51.100.7"), invitation.code, "0137").status_code]

    assert statuses == [422] * 5 + [429]
    assert client.get(invitation.link).status_code == 302


def test_a_right_try_clears_the_wrong_ones_before_it(client: Client):
    invitation = make_invitation()
    for number in range(4):
        type_in(client, invitation.code, f"000{number}")

    statuses = [type_in(client, invitation.code, digits).status_code for digits in ("0137", "9999", "0137")]

    assert statuses == [303, 422, 303]


def test_one_network_cannot_try_many_codes(client: Client):
    make_invitation()

    statuses = [type_in(client, f"ABCD{number:04d}", "0137").status_code for number in range(60)]

    assert (statuses.count(422), statuses.count(429)) == (50, 10)
