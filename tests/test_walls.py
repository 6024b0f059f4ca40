"""Three walks along every listed route: looking changes nothing, what names nothing opens nothing, and a
field that a role hides or masks stands on no page.

Beside the access matrix, which asks who may: here somebody asks who may do everything everywhere, and where a
page is one person's own, that person.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.urls import NoReverseMatch, reverse

from huiyin.accounts.actions import add_token
from huiyin.accounts.models import FieldRule, Role, RoleGrant
from huiyin.accounts.permissions import FIELDS, PERMISSIONS
from huiyin.accounts.tests.factories import make_user
from tests.authz_matrix import ROWS, client_of, is_api, value_of
from tests.matrix import CAST, Route
from tests.world import FIELDS as SHOWN
from tests.world import PAY, PHONE, SYSTEM, World, build_world

ROOT = "root"
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)

# What a look may leave behind, and why.
SEEN_IN_THE_TRAIL = {"core_auditentry"}
LEAVES = {
    # Who finds out whose a number is, opens a paper or looks as the candidate sees it is written down.
    "candidates:calls": SEEN_IN_THE_TRAIL,
    "candidates:document": SEEN_IN_THE_TRAIL,
    "api:document_file": SEEN_IN_THE_TRAIL,
    "eyes:look": SEEN_IN_THE_TRAIL,
    "eyes:letter": SEEN_IN_THE_TRAIL,
    # A link was looked at, by a person or a scanner; a wrong one is counted against guessing.
    "portal:enter": {"accounts_visit", "accounts_failedtry"},
    "portal:enter_door": {"accounts_visit", "accounts_failedtry"},
    "portal:enter_progress": {"accounts_visit", "accounts_failedtry"},
}
# When a token was last used.
LEAVES_BY_TOKEN = {"accounts_apitoken"}


def _world() -> World:
    """The matrix's, and somebody with every right and every field in the whole house."""
    world = build_world()
    role = Role.objects.create(
        key=ROOT, name_zh=ROOT, name_en=ROOT, scope="all", permissions=list(PERMISSIONS)
    )
    FieldRule.objects.bulk_create(FieldRule(role=role, field=field, level="edit") for field in FIELDS)
    world.people[ROOT] = make_user(email="root@example.com", name="Root")
    RoleGrant.objects.create(user=world.people[ROOT], role=role)
    world.tokens[ROOT] = add_token(world.people[ROOT], name=ROOT, scopes=list(PERMISSIONS), by=SYSTEM)[1]
    return world


def _askers(row: Route) -> list[str]:
    """Who may do everything, and the first of the cast who is let in."""
    let_in = [name for name in CAST if row.expect[name] in {200, 302} and name != "nobody"]
    return list(dict.fromkeys([ROOT, *let_in[:1]]))


def _asking(world: World, row: Route, name: str, kwargs: dict[str, Any]) -> Callable[[], HttpResponse]:
    """The request with all that it needs made before."""
    client, headers = client_of(world, row, name)
    address = reverse(row.name, kwargs=kwargs)
    query = {key: value_of(world, value) for key, value in row.query.items()}
    data = {key: value_of(world, value) for key, value in row.data.items()}
    if is_api(row):
        body: dict[str, Any] = {} if row.method == "GET" else {"data": data}
        return lambda: client.generic(
            row.method, address, content_type="application/json", query_params=query, headers=headers, **body
        )
    if row.method == "GET":
        return lambda: client.get(address, query)
    return lambda: client.post(address, data, query_params=query)


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _written_by(ask: Callable[[], HttpResponse]) -> tuple[HttpResponse, set[str]]:
    written: set[str] = set()

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        answer = ask()
        if answer.streaming:
            b"".join(answer)
    return answer, written


def _sums(tables: set[str]) -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


def _changed(world: World, row: Route, name: str, kwargs: dict[str, Any]) -> tuple[HttpResponse, set[str]]:
    """Tables that are not as they were. What is written and taken back at once has changed nothing, so who
    writes at all is asked again and compared.
    """
    with _undone():
        answer, written = _written_by(_asking(world, row, name, kwargs))
    if not written:
        return answer, set()
    with _undone():
        ask = _asking(world, row, name, kwargs)
        before = _sums(written)
        answer, _written = _written_by(ask)
        after = _sums(written)
    return answer, {table for table in written if before[table] != after[table]}


@pytest.mark.django_db
def test_looking_changes_nothing() -> None:
    world, left, answered = _world(), {}, []
    for row in (one for one in ROWS if one.method == "GET"):
        for name in _askers(row):
            with _undone():
                kwargs = {key: value_of(world, value) for key, value in row.kwargs.items()}
                answer, changed = _changed(world, row, name, kwargs)
            allowed = LEAVES.get(row.name, set()) | (LEAVES_BY_TOKEN if is_api(row) else set())
            if surplus := changed - allowed:
                left[f"{row.name} as {name}"] = surplus
            if name != ROOT:
                answered.append((row.name, name, answer.status_code == row.expect[name]))

    assert left == {}
    assert [one for one in answered if not one[2]] == []


# A letter's link that is none says no more than that one may sign in.
LEADS_TO_SIGN_IN = {"accounts:staff_link"}
FORGED: dict[type, list[Any]] = {int: [999_999_999, 10**18, 10**30], str: ["C-209912-99999", "zzz"]}


@pytest.mark.django_db
def test_an_address_that_names_nothing_opens_and_changes_nothing() -> None:
    world, opened = _world(), {}
    for row in (one for one in ROWS if one.kwargs):
        with _undone():
            kwargs = {key: value_of(world, value) for key, value in row.kwargs.items()}
            for key, value in kwargs.items():
                for forged in FORGED.get(type(value), []):
                    try:
                        answer, changed = _changed(world, row, ROOT, {**kwargs, key: forged})
                    except NoReverseMatch:
                        continue
                    allowed = LEAVES.get(row.name, set()) | (LEAVES_BY_TOKEN if is_api(row) else set())
                    is_shut = answer.status_code in {400, 403, 404, 405, 415} or row.name in LEADS_TO_SIGN_IN
                    if not is_shut or changed - allowed:
                        opened[f"{row.method} {row.name} {key}={forged}"] = (answer.status_code, changed)

    assert opened == {}


FULL = {**SHOWN, "candidate.phone whole": PHONE, "job.pay_band said": f"{PAY:,}"}
MASKS = ("138****8000", "l***@example.com", "110***********1234")


@pytest.mark.django_db
@pytest.mark.parametrize("level", ["hide", "mask"])
def test_a_field_that_a_role_hides_or_masks_stands_on_no_page(level: str) -> None:
    """The matrix asks the shipped roles, and a recruiter reads nearly everything: here she reads nothing."""
    world, told = _world(), {}
    FieldRule.objects.update(level=level)
    hidden = [*FULL.values(), *(MASKS if level == "hide" else ())]
    for row in (one for one in ROWS if one.method == "GET" and not one.name.startswith("portal")):
        with _undone():
            kwargs = {key: value_of(world, value) for key, value in row.kwargs.items()}
            answer = _asking(world, row, "alice", kwargs)()
            body = b"".join(answer) if answer.streaming else answer.content
            said = unquote(body.decode("utf-8", "replace") + str(sorted(answer.headers.items())))
        asked = str(row.query.values())
        if found := [value for value in hidden if value in said and value not in asked]:
            told[f"{row.name} {dict(row.query)}"] = found

    assert told == {}
