"""The API's own description says what it does, and nothing else answers."""

import json
import re

import pytest
from django.test import Client
from django.urls import get_resolver

from huiyin.api.tests.factories import V1, ask_as, make_asking_house

pytestmark = pytest.mark.django_db

SCHEMA_ROOT = "#/components/schemas/"


@pytest.fixture
def described():
    return Client().get(f"{V1}/openapi.json").json()


def operations(described):
    return [
        (path, method, operation)
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    ]


def test_every_address_is_described(described):
    addresses = {
        f"{V1}/{one.pattern}".replace("<", "{").replace(">", "}")
        for resolver in get_resolver().url_patterns
        if getattr(resolver, "namespace", "") == "api"
        for one in resolver.url_patterns
        if one.name not in {"openapi-json", "api-root", "unknown"}
    }

    assert set(described["paths"]) == addresses


def test_every_operation_needs_a_token_and_describes_its_problems(described):
    for path, method, operation in operations(described):
        is_signed = path.endswith("/receipts/webhook")
        assert (operation["security"] == []) == is_signed, path
        answers = {int(status): answer for status, answer in operation["responses"].items()}
        wanted = {401, 422, 503} if is_signed else {400, 401, 403, 422, 503}
        wanted |= {404} if "{" in path or method == "post" else set()
        assert wanted <= set(answers), (path, method)
        assert any(status < 300 for status in answers)
        for status, answer in answers.items():
            assert set(answer.get("content", {})) == _media(path, status), (path, method, status)


def _media(path: str, status: int) -> set[str]:
    if status >= 400:
        return {"application/problem+json"}
    if status == 204:
        return set()
    return {"application/octet-stream" if path.endswith("/file") else "application/json"}


def test_every_post_takes_an_idempotency_key(described):
    posts = [
        operation
        for path, method, operation in operations(described)
        if method == "post" and not path.endswith("/receipts/webhook")
    ]

    assert len(posts) > 15
    for operation in posts:
        assert "Idempotency-Key" in {one["name"] for one in operation["parameters"]}
        assert {400, 409} <= {int(status) for status in operation["responses"]}


def test_every_reference_leads_somewhere(described):
    wanted = set(re.findall(rf'"\$ref": "{SCHEMA_ROOT}(\w+)"', _text(described)))

    assert wanted <= set(described["components"]["schemas"])


def test_every_get_answers_with_what_it_describes(described):
    """Each list and each missing row, against its own schema's required names."""
    make_asking_house()
    asker = ask_as("recruiter", "hr_manager")
    for path, method, operation in operations(described):
        if method != "get":
            continue
        query = {"q": "林"} if path.endswith("/search") else {}
        answer = asker.get(re.sub(r"\{\w+\}", "0", path.removeprefix(V1)), **query)
        assert answer.status_code == (404 if "{" in path else 200), path
        content = operation["responses"][str(answer.status_code)]["content"]
        assert answer["Content-Type"].split(";")[0] in content
        schema = next(iter(content.values()))["schema"]["$ref"].removeprefix(SCHEMA_ROOT)
        required = described["components"]["schemas"][schema].get("required", [])
        assert set(required) <= set(answer.json()), path


def test_every_post_refuses_nonsense_with_what_it_describes(described):
    _house, asker = make_asking_house()
    for path, method, operation in operations(described):
        if method != "post":
            continue
        answer = asker.post(re.sub(r"\{\w+\}", "0", path.removeprefix(V1)), {"nonsense": 1})
        assert answer.status_code in {403, 404, 415, 422}, path
        assert str(answer.status_code) in operation["responses"]


def _text(described) -> str:
    return json.dumps(described)
