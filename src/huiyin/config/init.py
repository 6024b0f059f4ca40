"""`huiyin init`: the home, its secrets, the database and what is shipped. Safe to run again at any time."""

import argparse

from django.core.management import call_command
from django.db import transaction

import huiyin.accounts.seeds
import huiyin.company.seeds
import huiyin.interviews.seeds
import huiyin.jobs.seeds
import huiyin.messaging.shipped
from huiyin.config.check import say, unapplied
from huiyin.config.environment import Environment, read_environment
from huiyin.config.secret import new_secret, secret_file, write_private
from huiyin.config.static import gather
from huiyin.config.versions import note_version
from huiyin.core.commands import Answer
from huiyin.core.encryption import new_key_file_text
from huiyin.core.errors import DomainError


def init_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--company", default="", metavar="NAME", help="the company's name")


def init(args: argparse.Namespace) -> Answer:
    environment = read_environment()
    if environment.problems:
        raise DomainError("settings", "; ".join(say(problem) for problem in environment.problems))
    prepare(environment, company=args.company)
    text = f"The home is ready: {environment.home}\nNext: `huiyin user add`, then `huiyin serve`."
    return Answer(data={"home": str(environment.home), "unapplied": unapplied()}, text=text)


def prepare(environment: Environment, *, company: str = "") -> None:
    """Make what is missing, leave what is there; also what an upgrade needs."""
    environment.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    environment.home.chmod(0o700)
    write_private(secret_file(environment.home), new_secret())
    write_private(environment.keys_file, new_key_file_text())
    call_command("migrate", interactive=False, verbosity=0)
    with transaction.atomic():
        huiyin.company.seeds.seed(*[company] if company else [])
        huiyin.accounts.seeds.seed()
        huiyin.jobs.seeds.seed()
        huiyin.interviews.seeds.seed()
        huiyin.messaging.shipped.install()
    gather()
    note_version(environment.home)
