"""Who is answered what: every route against the whole cast, from the tables of all rooms.

No answer may hold a field that its reader's roles mask or hide, nor anything of somebody else's branch. A
route that no table lists fails, and so does a row whose route is gone.
"""

import importlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote

import pytest
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from huiyin.accounts.doors import shown
from huiyin.accounts.tests.factories import actor_of, sign_in
from huiyin.core.models import AuditEntry
from tests.matrix import CAST, Route
from tests.world import EMAIL, FIELDS, INTERVIEW_NUMBER, JOB_TITLE, NAME, NUMBER, World, build_world

TABLES = [f"huiyin.{room}.tests.routes" for room in settings.ROOMS] + ["tests.routes"]


def all_rows() -> list[Route]:
    rows: list[Route] = []
    for name in TABLES:
        try:
            table = importlib.import_module(name)
        except ModuleNotFoundError as missing:
            if missing.name != name:
                raise
            continue
        rows.extend(table.ROUTES)
    return rows


def all_names(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        else:
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from all_names(pattern, prefix + space)


ROWS = all_rows()
CARRIED_OUT = {201, 202, 204, 302, 303}
FOREIGN = {
    # Another branch's recruiter, the system's administrator, and nobody at all.
    "bob": (NAME, NUMBER, INTERVIEW_NUMBER, JOB_TITLE),
    "sam": (NAME, NUMBER, INTERVIEW_NUMBER),
    "nobody": (NAME, NUMBER, INTERVIEW_NUMBER, FIELDS["candidate.phone"], EMAIL),
}


def test_every_route_has_a_row():
    unlisted = sorted(set(all_names()) - {row.name for row in ROWS})

    assert unlisted == []


def test_no_row_has_lost_its_route():
    assert sorted({row.name for row in ROWS} - set(all_names())) == []


def test_every_row_says_what_each_of_the_cast_is_answered():
    assert [row.name for row in ROWS if set(row.expect) != set(CAST)] == []


def row_ids() -> list[str]:
    seen: Counter[str] = Counter()
    ids = []
    for row in ROWS:
        word = f"{row.method} {row.name}"
        seen[word] += 1
        ids.append(word if seen[word] == 1 else f"{word} {seen[word]}")
    return ids


@pytest.mark.django_db
@pytest.mark.parametrize("row", ROWS, ids=row_ids())
def test_each_is_answered_as_the_table_says_and_told_no_more(row: Route):
    world = build_world()
    nothing_told: dict[str, list[str]] = {name: [] for name in CAST}

    answers = {name: _untouched(lambda name=name: ask(world, row, name)) for name in CAST}
    silent = [name for name, answer in answers.items() if changed_in_silence(row, answer)]

    assert {name: answer.status_code for name, answer in answers.items()} == dict(row.expect)
    assert {name: told_too_much(world, row, name, answer) for name, answer in answers.items()} == nothing_told
    assert silent == []


def ask(world: World, row: Route, name: str) -> HttpResponse:
    client, headers = client_of(world, row, name)
    address = reverse(row.name, kwargs={key: value_of(world, value) for key, value in row.kwargs.items()})
    query = {key: value_of(world, value) for key, value in row.query.items()}
    data = {key: value_of(world, value) for key, value in row.data.items()}
    if is_api(row):
        return client.generic(
            row.method,
            address,
            json.dumps(data, cls=DjangoJSONEncoder) if row.method != "GET" else "",
            content_type="application/json",
            query_params=query,
            headers=headers,
        )
    if row.method == "GET":
        return client.get(address, query)
    return client.post(address, data, query_params=query)


def told_too_much(world: World, row: Route, name: str, answer: HttpResponse) -> list[str]:
    """What an answer holds that its reader may not know: masked and hidden fields, and anything foreign."""
    hidden = {*FOREIGN.get(name, ())} - ({JOB_TITLE} if row.shows_open_jobs else set())
    if name in world.people:
        actor = actor_of(world.people[name])
        hidden |= {value for field, value in FIELDS.items() if shown(actor, field, value) != value}
    else:
        # The candidate may read her own address; nobody outside reads what we say among ourselves.
        hidden |= {FIELDS["candidate.id_number"], FIELDS["candidate.note"]}
        hidden |= {FIELDS["candidate.document"], FIELDS["job.pay_band"]}
        hidden |= {FIELDS["candidate.pay_wish"], FIELDS["candidate.leader_note"]}
    body = b"".join(answer) if answer.streaming else answer.content
    said = unquote(body.decode("utf-8", "replace") + str(sorted(answer.headers.items())))
    # Who asks by a number knows it, and may get her own address back.
    return sorted(value for value in hidden if value in said.replace(answer.wsgi_request.path, ""))


def changed_in_silence(row: Route, answer: HttpResponse) -> bool:
    """A POST that was carried out and left no entry in the audit trail."""
    if row.method == "GET" or row.unaudited or answer.status_code not in CARRIED_OUT:
        return False
    return not answer.entries and not answer.get("Location", "").startswith(reverse("accounts:sign_in"))


def client_of(world: World, row: Route, name: str) -> tuple[Client, dict[str, str]]:
    client = Client(raise_request_exception=False)
    if name == "lin":
        client.get(f"/c/i/{world.token}", follow=True)
    elif name != "nobody" and not is_api(row):
        sign_in(client, world.people[name])
    headers = (
        {"Authorization": f"Bearer {world.tokens[name]}"} if is_api(row) and name in world.tokens else {}
    )
    return client, headers


def is_api(row: Route) -> bool:
    return row.name.startswith("api")


def value_of(world: World, value: Any) -> Any:
    if callable(value):
        return value(world)
    if isinstance(value, str) and value.startswith("@"):
        return getattr(world, value[1:]).pk
    if isinstance(value, Mapping):
        return {key: value_of(world, inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [value_of(world, inner) for inner in value]
    return value


def _untouched(work: Callable[[], HttpResponse]) -> HttpResponse:
    """The answer with the audit entries that it wrote, and the world as it was."""
    with transaction.atomic():
        before = AuditEntry.objects.count()
        answer = work()
        answer.entries = AuditEntry.objects.count() - before
        transaction.set_rollback(True)
    return answer
