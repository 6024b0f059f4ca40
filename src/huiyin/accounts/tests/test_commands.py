import argparse
import io
import json

import pytest

from huiyin.accounts import commands
from huiyin.accounts.models import User
from huiyin.accounts.seeds import seed
from huiyin.accounts.tests.factories import PASSWORD, make_unit, make_user
from huiyin.core import rotation
from huiyin.core.commands import Answer
from huiyin.core.encryption import new_key_file_text
from huiyin.core.errors import DomainError
from huiyin.core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    seed()
    settings.HUIYIN_HOME = tmp_path
    settings.HUIYIN_KEYS_FILE = tmp_path / "keys"
    settings.HUIYIN_KEYS_FILE.write_text(new_key_file_text())


@pytest.fixture
def run(monkeypatch):
    """As the `huiyin` command runs it: words in, an answer out."""

    def run(*words: str, stdin: str = "") -> Answer:
        name, *rest = words
        parser = argparse.ArgumentParser()
        parser.add_argument("--json", action="store_true")
        getattr(commands, f"{name}_arguments")(parser)
        monkeypatch.setattr("sys.stdin", io.StringIO(stdin))
        answer: Answer = getattr(commands, name)(parser.parse_args(rest))
        json.dumps(answer.data if isinstance(answer.data, dict) else list(answer.data), default=str)
        return answer

    return run


def test_user_add_answers_the_id(run):
    answer = run(
        "user",
        "add",
        "boss@example.com",
        "--role",
        "hr_manager",
        "--name",
        "江予安",
        "--password-stdin",
        "--json",
        stdin=f"{PASSWORD}\n",
    )

    user = User.objects.get()
    assert answer.data == {"id": str(user.pk)}
    assert user.check_password(PASSWORD)
    assert user.grants.get().org_unit is None


def test_user_add_in_a_unit(run):
    east = make_unit()

    run(
        "user",
        "add",
        "a@example.com",
        "--role",
        "recruiter",
        "--unit",
        str(east.pk),
        "--password-stdin",
        stdin=PASSWORD,
    )

    assert User.objects.get().grants.get().org_unit == east


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--role", "bishop"], "bishop"),
        (["--role", "recruiter", "--unit", "99"], "华东"),
    ],
)
def test_user_add_with_an_unknown_role_or_unit_names_the_known_ones(run, words, said):
    make_unit("华东")

    with pytest.raises(DomainError) as refused:
        run("user", "add", "a@example.com", *words, "--password-stdin", stdin=PASSWORD)

    assert said in str(refused.value)
    assert User.objects.count() == 0


def test_user_list_disable_enable_and_password(run):
    user = make_user("recruiter", email="a@example.com", name="A")

    run("user", "disable", "A@example.com")
    assert list(run("user", "list").data) == [
        {
            "id": str(user.pk),
            "email": "a@example.com",
            "name": "A",
            "active": False,
            "roles": [{"role": "recruiter", "unit": None}],
        }
    ]
    run("user", "enable", "a@example.com")
    run("user", "password", "a@example.com", "--password-stdin", stdin="another long night 84\r\n")

    user.refresh_from_db()
    assert (user.is_active, user.check_password("another long night 84")) == (True, True)
    with pytest.raises(DomainError):
        run("user", "disable", "nobody@example.com")


def test_token_add_list_and_revoke(run):
    make_user("recruiter", email="a@example.com")

    token = run("token", "add", "--user", "a@example.com", "--scope", "jobs:see,jobs:edit").data["token"]
    row = next(iter(run("token", "list", "--user", "a@example.com").data))
    run("token", "revoke", "--user", "a@example.com", row["id"])

    assert token.startswith("hy_")
    assert row["scopes"] == ["jobs:edit", "jobs:see"]
    assert next(iter(run("token", "list", "--user", "a@example.com").data))["revoked_at"] is not None


def test_a_token_is_not_revoked_by_way_of_another_user(run):
    make_user(email="a@example.com")
    make_user(email="b@example.com")
    run("token", "add", "--user", "a@example.com", "--scope", "all")
    row = next(iter(run("token", "list", "--user", "a@example.com").data))

    with pytest.raises(DomainError):
        run("token", "revoke", "--user", "b@example.com", row["id"])

    assert next(iter(run("token", "list", "--user", "a@example.com").data))["revoked_at"] is None


def test_audit_verify_says_yes_and_names_the_first_bad_row(run):
    run("user", "add", "a@example.com", "--role", "auditor", "--password-stdin", stdin=PASSWORD)
    good = run("audit", "verify", "--json")
    first = AuditEntry.objects.order_by("pk").first()
    AuditEntry.objects.filter(pk=first.pk).update(verb="user.loved")

    bad = run("audit", "verify", "--json")

    assert (good.code, good.data["ok"], good.data["rows"], good.data["first_bad"]) == (0, True, 2, None)
    assert (bad.code, bad.data["ok"], bad.data["first_bad"]) == (1, False, first.pk)


def test_keys_rotate_answers_how_many_and_is_audited(run, monkeypatch):
    monkeypatch.setattr(rotation, "SETTLE_SECONDS", 0)

    answer = run("keys", "rotate")

    assert (answer.code, answer.data) == (0, {"rewritten": 0, "unreadable": ()})
    assert list(AuditEntry.objects.values_list("verb", "detail")) == [("keys.rotated", {"rewritten": 0})]
