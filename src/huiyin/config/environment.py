"""The settings that an installation chooses, from the environment or one `huiyin.toml` in its home.

Each is read and judged here, once; a wrong one is a `Problem` that names the setting and the mend.
Nothing here needs Django's own settings.
"""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from huiyin.config.database import database_settings
from huiyin.messaging.channels.email.settings import Server, read_email_url, read_imap_url
from huiyin.messaging.channels.webhook.settings import NAMES as WEBHOOK_NAMES
from huiyin.messaging.channels.webhook.settings import WebhookSettings, read_webhook

NAMES = (
    "HUIYIN_HOME",
    "HUIYIN_DATABASE_URL",
    "HUIYIN_BASE_URL",
    "HUIYIN_PORT",
    "HUIYIN_EMAIL_URL",
    "HUIYIN_KEYS_FILE",
    "HUIYIN_HOLD_SECONDS",
    "HUIYIN_UPLOAD_MEGABYTES",
    "HUIYIN_RESUME_BOX",
    *WEBHOOK_NAMES,
)
# A name or an IPv4 address, or what stands between the brackets of an IPv6 one.
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:.]*:[0-9a-f:.]*", re.ASCII)
EMAIL_SCHEMES = ("smtp", "smtps", "console", "memory")


@dataclass(frozen=True)
class Problem:
    """One wrong setting: its name, what is wrong, how to mend it."""

    setting: str
    problem: str
    mend: str


@dataclass(frozen=True)
class Environment:
    """What was chosen. `problems` is empty when all of it can be used."""

    home: Path
    database_url: str
    base_url: str
    port: int
    email_url: str
    keys_file: Path
    hold_seconds: int
    upload_megabytes: int
    webhook: WebhookSettings | None = None
    resume_box: Server | None = None
    problems: tuple[Problem, ...] = field(default_factory=tuple)


def read_environment(environ: Mapping[str, str] = os.environ) -> Environment:
    """Read and judge everything; never raises, so that `huiyin check` can say all problems at once."""
    problems: list[Problem] = []
    home = Path(environ.get("HUIYIN_HOME") or "~/.huiyin").expanduser().absolute()
    values = _from_file(home, problems) | {name: environ[name] for name in NAMES if environ.get(name)}
    problems.extend(
        Problem(name, "is not a setting", f"use one of {', '.join(NAMES)}")
        for name in environ
        if name.startswith("HUIYIN_") and name not in NAMES
    )
    port = _whole_number(values, "HUIYIN_PORT", 8000, (1, 65535), problems)
    database_url = values.get("HUIYIN_DATABASE_URL", "")
    try:
        database_settings(database_url, home)
    except ValueError as wrong:
        problems.append(
            Problem("HUIYIN_DATABASE_URL", f"cannot be used: {_without_secret(database_url)}", str(wrong))
        )
        database_url = ""
    return Environment(
        home=home,
        database_url=database_url,
        base_url=_base_url(values, port, problems),
        port=port,
        email_url=_email_url(values, problems),
        keys_file=Path(values.get("HUIYIN_KEYS_FILE") or home / "keys").expanduser().absolute(),
        hold_seconds=_whole_number(values, "HUIYIN_HOLD_SECONDS", 60, (0, 600), problems),
        upload_megabytes=_whole_number(values, "HUIYIN_UPLOAD_MEGABYTES", 10, (1, 30), problems),
        resume_box=_resume_box(values, problems),
        webhook=read_webhook(values, lambda *said: problems.append(Problem(*said))),
        problems=tuple(problems),
    )


def _from_file(home: Path, problems: list[Problem]) -> dict[str, str]:
    file = home / "huiyin.toml"
    if not file.exists():
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as wrong:
        problems.append(
            Problem(str(file), f"cannot be read: {wrong}", "write TOML lines such as port = 8000")
        )
        return {}
    values = {}
    for key, value in table.items():
        name = f"HUIYIN_{key.upper()}"
        if name not in NAMES or name == "HUIYIN_HOME":
            problems.append(Problem(f"{file}: {key}", "is not a setting", "see docs/settings.md"))
        else:
            values[name] = str(value)
    return values


def _whole_number(
    values: Mapping[str, str], name: str, default: int, bounds: tuple[int, int], problems: list[Problem]
) -> int:
    text = values.get(name, "")
    if not text:
        return default
    low, high = bounds
    if text.isascii() and text.isdecimal() and low <= int(text) <= high:
        return int(text)
    problems.append(Problem(name, f"is not a whole number: {text!r}", f"use a number from {low} to {high}"))
    return default


def _base_url(values: Mapping[str, str], port: int, problems: list[Problem]) -> str:
    url = values.get("HUIYIN_BASE_URL") or f"http://127.0.0.1:{port}"
    parts = urlsplit(url)
    wrong = parts.scheme not in {"http", "https"} or not _has_host_and_port(parts)
    if wrong or parts.path.strip("/") or parts.query or parts.fragment or parts.username is not None:
        problems.append(
            Problem(
                "HUIYIN_BASE_URL",
                f"is not an address of a site: {_without_secret(url)!r}",
                "use https://hr.example.com, no path; a name in other letters as xn--…",
            )
        )
        return f"http://127.0.0.1:{port}"
    return f"{parts.scheme}://{parts.netloc}"


def _resume_box(values: Mapping[str, str], problems: list[Problem]) -> Server | None:
    url = values.get("HUIYIN_RESUME_BOX", "")
    if not url:
        return None
    try:
        return read_imap_url(url)
    except ValueError as wrong:
        mend = f"use imaps://user:password@host/folder, percent-encoded: {wrong}"
        problems.append(Problem("HUIYIN_RESUME_BOX", f"cannot be used: {_without_secret(url)}", mend))
        return None


def _email_url(values: Mapping[str, str], problems: list[Problem]) -> str:
    url = values.get("HUIYIN_EMAIL_URL") or "console://"
    scheme = url.partition(":")[0]
    mend = "use smtp://user:password@host:587/?from=hr@example.com, smtps://…, console:// or memory://"
    if scheme in {"smtp", "smtps"}:
        try:
            read_email_url(url)
        except ValueError as wrong:
            mend = str(wrong)
        else:
            return url
    elif scheme in EMAIL_SCHEMES:
        return url
    # The query may hold another password, that of the bounce box.
    problems.append(
        Problem("HUIYIN_EMAIL_URL", f"cannot be used: {_without_secret(url).partition('?')[0]}", mend)
    )
    return "console://"


def _has_host_and_port(parts: SplitResult) -> bool:
    """Whether there is a host, and no port or one that can be used. The host stands in the ASCII of mail
    headers, and in the list of allowed hosts, where `*` or a leading dot would let in any.
    """
    try:
        return bool(_HOST.fullmatch(parts.hostname or "")) and parts.port != 0
    except ValueError:
        return False


def _without_secret(url: str) -> str:
    return re.sub("//[^/]*@", "//***@", url)
