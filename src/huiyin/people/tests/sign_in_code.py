"""Asking for a sign-in code and reading it out of its letter, for the tests of both halves."""

import re
from datetime import time
from typing import Any

from django.http import HttpResponse
from django.test import Client

from huiyin.accounts.models import User
from huiyin.accounts.tests.factories import make_user
from huiyin.company.models import Company
from huiyin.core.background import run_waiting
from huiyin.messaging.carrier import drain
from huiyin.messaging.channels import memory
from huiyin.messaging.contacts import EMAIL, set_address
from huiyin.messaging.shipped import install
from huiyin.people.tests.factories import make_employee

EMAIL_OF_ALICE = "alice@example.com"
ENGLISH = {"Accept-Language": "en"}


def make_alice(**fields: Any) -> User:
    """A recruiter who is also an employee with an address; it is deep night with her."""
    Company.objects.get_or_create(defaults={"name": "Nanzhi"})
    install()
    user = make_user("recruiter", email=EMAIL_OF_ALICE, name="Alice", **fields)
    contact = make_employee("江予安", user=user).contact
    contact.language, contact.quiet_start, contact.quiet_end = "en", time(0), time(23, 59, 59)
    contact.save()
    set_address(contact, EMAIL, "alice.private@example.com")
    return user


def ask(
    client: Client, email: str = EMAIL_OF_ALICE, *, ip: str = "203.0.113.7", onward: str = "/"
) -> HttpResponse:
    data = {"email": email, "next": onward}
    response: HttpResponse = client.post("/sign-in/code/", data, REMOTE_ADDR=ip, headers=ENGLISH)
    return response


def enter(client: Client, code: str, *, ip: str = "203.0.113.7", **more: str) -> HttpResponse:
    data = {"code": code, "next": "/", **more}
    response: HttpResponse = client.post("/sign-in/code/enter/", data, REMOTE_ADDR=ip, headers=ENGLISH)
    return response


def code_for(client: Client) -> str:
    """Ask, let the letter be written and carried, and read the newest one."""
    ask(client)
    run_waiting()
    drain()
    found = re.search(r"\d{3} \d{3}", memory.arrived[-1].text)
    assert found
    return found[0]


def other_than(code: str) -> str:
    return "111 111" if code != "111 111" else "222 222"


def is_in(client: Client) -> bool:
    return client.get("/password/").status_code == 200
