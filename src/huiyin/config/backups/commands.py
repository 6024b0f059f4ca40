"""`huiyin backup`, `huiyin restore` and `huiyin upgrade`."""

import argparse
from pathlib import Path
from time import monotonic

from huiyin import __version__
from huiyin.config.backups.archive import folder_in
from huiyin.config.backups.files import drop_old, new_backup, newest
from huiyin.config.backups.restoring import WORK, opened
from huiyin.config.backups.restoring import restore as put_back
from huiyin.config.backups.upgrading import upgrade as bring_up
from huiyin.config.check import file_problems, say
from huiyin.config.environment import Environment, read_environment
from huiyin.core.commands import Answer
from huiyin.core.errors import DomainError

FOLDER = "backups"


def backup_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to (`backups` in the home)")
    parser.add_argument("--keep", type=_at_least_one, metavar="N", help="drop all but the newest N")
    parser.add_argument(
        "--check", type=Path, metavar="FILE", help="open a backup and compare it; writes nothing"
    )


def backup(args: argparse.Namespace) -> Answer:
    home, began = read_environment().home, monotonic()
    if args.check:
        with folder_in(home, f"{WORK}.check") as work:
            manifest = opened(args.check, work)
        rows = sum(manifest.rows.values())
        text = f"{args.check} is whole: version {manifest.version}, {manifest.at}, {rows} rows."
        return Answer(
            {"file": str(args.check), "ok": True, "at": manifest.at, "version": manifest.version}, text
        )
    folder = args.to or home / FOLDER
    made = new_backup(home, folder)
    dropped = drop_old(folder, args.keep) if args.keep else []
    data = {
        "file": str(made.file),
        "bytes": made.size,
        "rows": sum(made.manifest.rows.values()),
        "documents": sum(name.startswith("files/") for name in made.manifest.digests),
        "seconds": round(monotonic() - began, 2),
        "dropped": [str(path) for path in dropped],
    }
    text = f"{made.file}\nIt is sealed under the key file, which is not in it: keep {_keys()} somewhere else."
    return Answer(data, text)


def restore_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE", help="a backup, or `newest`")


def restore(args: argparse.Namespace) -> Answer:
    environment = _sound_environment(needs_keys=True)
    file = newest(environment.home / FOLDER) if str(args.file) == "newest" else args.file
    if file is None:
        raise DomainError("no_file", f"There is no backup in {environment.home / FOLDER}.", "Give its path.")
    done = put_back(file, environment)
    kept = "".join(f"\nWhat stood there before is in {place}." for place in done.aside)
    text = (
        f"Restored: {sum(done.manifest.rows.values())} rows as they were at {done.manifest.at}.{kept}\n"
        f"{done.held} letters that have fallen due since wait for a look, and none leaves until a person lets"
        " the channels go on: /letters/health/."
    )
    data = {
        "rows": sum(done.manifest.rows.values()),
        "at": done.manifest.at,
        "held": done.held,
        "aside": done.aside,
    }
    return Answer(data, text)


def upgrade_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--to", type=Path, metavar="FOLDER", help="where the backup goes (`backups` in the home)"
    )


def upgrade(args: argparse.Namespace) -> Answer:
    environment = _sound_environment(needs_keys=True)
    if problems := file_problems(environment):
        raise DomainError("settings", "; ".join(say(problem) for problem in problems))
    done = bring_up(environment, args.to or environment.home / FOLDER)
    data = {"was": done.was, "version": __version__, "changes": done.changes}
    if done.backup is None:
        return Answer({**data, "backup": None}, f"Nothing to do: the home is already at {__version__}.")
    text = (
        f"The home is at {__version__} now; {done.changes} changes.\n"
        f"The way back: install the version before, then `huiyin restore {done.backup}`."
    )
    return Answer({**data, "backup": str(done.backup)}, text)


def _sound_environment(*, needs_keys: bool) -> Environment:
    environment = read_environment()
    if environment.problems:
        raise DomainError("settings", "; ".join(say(problem) for problem in environment.problems))
    if needs_keys and not environment.keys_file.is_file():
        said = f"There is no key file at {environment.keys_file}."
        raise DomainError("no_keys", said, "Put the one back that belongs to the backup.")
    return environment


def _keys() -> Path:
    return read_environment().keys_file


def _at_least_one(text: str) -> int:
    if text.isdecimal() and int(text) >= 1:
        return int(text)
    raise argparse.ArgumentTypeError("use a number from 1")
