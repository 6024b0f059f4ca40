"""`huiyin check`: everything that is wrong with this installation, each with its mend."""

import argparse
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import urlsplit

from django.db import OperationalError, connection
from django.db.migrations.executor import MigrationExecutor

from huiyin.config.database import is_affected
from huiyin.config.environment import Environment, Problem, read_environment
from huiyin.config.secret import secret_file
from huiyin.core.commands import Answer
from huiyin.core.encryption import Keys
from huiyin.messaging.channels.base import Permanent, Retry
from huiyin.messaging.channels.email.settings import read_email_url
from huiyin.messaging.channels.webhook.addresses import checked_addresses


def check(args: argparse.Namespace) -> Answer:  # noqa: ARG001 -- every command takes them
    environment = read_environment()
    problems = [
        *environment.problems,
        *file_problems(environment),
        *email_problems(environment),
        *webhook_problems(environment),
        *database_problems(),
    ]
    text = "\n".join(say(problem) for problem in problems) or "Everything is in order."
    data = {"ok": not problems, "problems": [asdict(problem) for problem in problems]}
    return Answer(data=data, text=text, code=1 if problems else 0)


def say(problem: Problem) -> str:
    return f"{problem.setting} {problem.problem}: {problem.mend}"


def file_problems(environment: Environment) -> list[Problem]:
    """What is wrong with the home and its two secret files."""
    home, secret, keys = environment.home, secret_file(environment.home), environment.keys_file
    if not home.is_dir():
        return [Problem("HUIYIN_HOME", f"is not there: {home}", "run `huiyin init`")]
    problems = [*_private("HUIYIN_HOME", home, 0o700), *_private("HUIYIN_HOME", secret, 0o600)]
    problems += _private("HUIYIN_KEYS_FILE", keys, 0o600)
    if keys.is_file():
        problems += _keys_problems(keys)
    return problems


def _private(setting: str, path: Path, mode: int) -> Iterator[Problem]:
    try:
        found = stat.S_IMODE(path.stat().st_mode)
    except OSError:
        yield Problem(setting, f"{path} is missing", "run `huiyin init`, or put back the one of your backup")
        return
    if found & 0o077:
        yield Problem(
            setting, f"{path} can be read by others (mode {found:o})", f"run `chmod {mode:o} {path}`"
        )


def _keys_problems(keys: Path) -> Iterator[Problem]:
    try:
        Keys(keys.read_text())
    except OSError as wrong:
        yield Problem("HUIYIN_KEYS_FILE", f"{keys} cannot be read: {wrong.strerror}", "let this user read it")
    except ValueError as wrong:
        yield Problem("HUIYIN_KEYS_FILE", f"{keys} is broken: {wrong}", "put back the one of your backup")


def email_problems(environment: Environment) -> list[Problem]:
    """What the e-mail channel would refuse in its address; whether the server answers is found by sending."""
    if not environment.email_url.startswith("smtp"):
        return []
    site = urlsplit(environment.base_url).hostname or "localhost"
    try:
        read_email_url(environment.email_url, site=site)
    except ValueError as wrong:
        return [Problem("HUIYIN_EMAIL_URL", f"cannot be used: {wrong}", "see docs/how-to/send-mail.md")]
    return []


def webhook_problems(environment: Environment) -> list[Problem]:
    """Whether the gateway stands where the channel may connect; whether it answers is found by sending."""
    chosen = environment.webhook
    if chosen is None:
        return []
    try:
        checked_addresses(chosen.host, chosen.port, chosen.allow)
    except Retry as unknown:
        return [
            Problem("HUIYIN_WEBHOOK_URL", f"cannot be used: {unknown.reply}", "see that its name is right")
        ]
    except Permanent as inside:
        mend = "see docs/how-to/gateway.md, “Where it may stand”"
        return [Problem("HUIYIN_WEBHOOK_ALLOW", f"does not cover it: {inside.reply}", mend)]
    return []


def database_problems() -> list[Problem]:
    """Whether the database answers, is up to date, and stands on a library that keeps what it commits."""
    problems = []
    if connection.vendor == "sqlite" and is_affected(sqlite3.sqlite_version_info):
        problems.append(
            Problem(
                "HUIYIN_DATABASE_URL",
                f"stands on SQLite {sqlite3.sqlite_version}, which can lose commits",
                "run `pip install pysqlite3==0.6.1`, or use PostgreSQL",
            )
        )
    try:
        connection.ensure_connection()
        missing = unapplied()
    except OperationalError as wrong:
        said = str(wrong).strip().splitlines()[0]
        mend = (
            "run `huiyin init`"
            if connection.vendor == "sqlite"
            else "see that the server runs and lets us in"
        )
        return [*problems, Problem("HUIYIN_DATABASE_URL", f"cannot be reached: {said}", mend)]
    if missing:
        said = f"lacks {missing} changes of this version"
        problems.append(Problem("HUIYIN_DATABASE_URL", said, "run `huiyin init`"))
    return problems


def unapplied() -> int:
    """How many migrations the database still needs."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
