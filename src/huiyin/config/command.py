"""The `huiyin` command: one table of subcommands, each living in the room that owns it.

A path `huiyin.room.commands:name` names a function `name(args: argparse.Namespace) -> Answer | None`
(`Answer` is in `core.commands`; None when the command printed everything itself). A function
`name_arguments(parser)` in the same module, if there is one, declares its arguments and its subcommands.
`--json` is declared here for all (`args.json`). A refusal is a DomainError: one line on stderr, exit 1.
Logs go to stderr. Exit 0 done, 1 refused, 2 wrong usage.
"""

import argparse
import importlib
import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass

from huiyin import __version__
from huiyin.config.alone import enter
from huiyin.config.database import use_sound_sqlite
from huiyin.core.commands import Answer
from huiyin.core.errors import DomainError


@dataclass(frozen=True)
class Entry:
    """`needs_home` says that it works only in a home that `huiyin init` has made, with sound settings;
    `alone` that nothing else may work in the home meanwhile.
    """

    path: str
    help: str
    needs_home: bool = True
    alone: bool = False


COMMANDS: dict[str, Entry] = {
    "init": Entry("huiyin.config.init:init", "make the home, the keys and the database", needs_home=False),
    "check": Entry(
        "huiyin.config.check:check", "say everything that is wrong, with its mend", needs_home=False
    ),
    "serve": Entry("huiyin.config.serve:serve", "run web, worker, carrier and clock"),
    "deliver": Entry("huiyin.messaging.commands:deliver", "carry due letters"),
    "letters": Entry("huiyin.messaging.commands:letters", "list letters and their attempts"),
    "import": Entry("huiyin.imports.commands:import_file", "bring people in from a sheet"),
    "user": Entry("huiyin.accounts.commands:user", "add a user"),
    "token": Entry("huiyin.accounts.commands:token", "add an API token"),
    "search": Entry("huiyin.search.commands:search", "say how whole the search index is, or build it anew"),
    "audit": Entry("huiyin.accounts.commands:audit", "verify the audit trail"),
    "keys": Entry("huiyin.accounts.commands:keys", "rotate the keys of encrypted values"),
    "backup": Entry("huiyin.config.backups.commands:backup", "seal everything but the keys into one file"),
    "restore": Entry(
        "huiyin.config.backups.commands:restore", "put a backup in its place", needs_home=False, alone=True
    ),
    "upgrade": Entry(
        "huiyin.config.backups.commands:upgrade", "back up, then bring the home to this version", alone=True
    ),
    "demo": Entry("huiyin.demo.commands:demo", "build a lively company and serve it", needs_home=False),
    "bench": Entry("huiyin.config.bench:bench", "measure, in a source checkout", needs_home=False),
}


def main(words: list[str] | None = None) -> int:
    words = sys.argv[1:] if words is None else words
    if not words or words[0] not in COMMANDS:
        _usage().parse_args(words or ["--help"])
    name, entry = words[0], COMMANDS[words[0]]
    os.umask(0o077)
    os.environ["DJANGO_SETTINGS_MODULE"] = "huiyin.config.settings"
    _take_port(words)
    use_sound_sqlite()
    if entry.needs_home and (said := _home_problem()):
        return _refuse(said)
    if (entry.needs_home or entry.alone) and (said := _entering_problem(alone=entry.alone)):
        return _refuse(said)
    from django.db import OperationalError  # noqa: PLC0415 -- `--help` and a refused setting need no Django

    try:
        return _run(name, entry, words[1:])
    except DomainError as refusal:
        return _refuse(str(refusal))
    except OperationalError as broken:
        said = str(broken).strip().splitlines()[0]
        return _refuse(f"HUIYIN_DATABASE_URL cannot be used: {said}: run `huiyin check`")
    except KeyboardInterrupt:
        return 130


def _take_port(words: list[str]) -> None:
    """`--port` must be known before the settings are read: the default base URL follows it."""
    known, _ = _port_parser().parse_known_args(words)
    if known.port and known.port.isdecimal() and 1 <= int(known.port) <= 65535:
        os.environ["HUIYIN_PORT"] = known.port


def _port_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False, exit_on_error=False, allow_abbrev=False)
    parser.add_argument("--port", nargs="?")
    return parser


def _run(name: str, entry: Entry, words: list[str]) -> int:
    import django  # noqa: PLC0415 -- `--help` and a refused setting need no Django

    django.setup()
    module_path, _, function = entry.path.partition(":")
    module = importlib.import_module(module_path)
    parser = argparse.ArgumentParser(prog=f"huiyin {name}", description=entry.help)
    parser.add_argument("--json", action="store_true", help="one object on stdout")
    declare = getattr(module, f"{function}_arguments", None)
    if declare:
        declare(parser)
    args = parser.parse_args(words)
    answer = getattr(module, function)(args)
    return _say(answer, as_json=args.json) if answer else 0


def _say(answer: Answer, *, as_json: bool) -> int:
    if not as_json:
        if answer.text:
            sys.stdout.write(answer.text.rstrip("\n") + "\n")
    elif isinstance(answer.data, Mapping):
        sys.stdout.write(json.dumps(answer.data, ensure_ascii=False, default=str) + "\n")
    else:
        for line in answer.data:
            sys.stdout.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()
    return answer.code


def _usage() -> argparse.ArgumentParser:
    lines = "\n".join(f"  {name:<9} {entry.help}" for name, entry in COMMANDS.items())
    parser = argparse.ArgumentParser(
        prog="huiyin",
        description="Huiyin 回音: every candidate hears back.",
        epilog=f"commands:\n{lines}\n\n`huiyin COMMAND --help` says more.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    parser.add_argument("command", choices=COMMANDS, metavar="COMMAND")
    return parser


def _home_problem() -> str:
    """Why no command can work here, in one line; empty when all is well."""
    from huiyin.config.check import email_problems, file_problems, say  # noqa: PLC0415 -- not needed for `--help`
    from huiyin.config.environment import read_environment  # noqa: PLC0415

    environment = read_environment()
    problems = environment.problems or [*file_problems(environment), *email_problems(environment)]
    return "; ".join(say(problem) for problem in problems)


def _entering_problem(*, alone: bool) -> str:
    """Why the command may not work in this home now; empty when it is in."""
    from huiyin.config.environment import read_environment  # noqa: PLC0415 -- not needed for `--help`

    try:
        enter(read_environment().home, alone=alone)
    except DomainError as refusal:
        return str(refusal)
    return ""


def _refuse(line: str) -> int:
    sys.stderr.write(f"huiyin: {line}\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
