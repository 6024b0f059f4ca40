"""`huiyin demo`: a lively invented company, three weeks old, with a mailbox to read."""

import argparse
import os
import shutil
import sys
from datetime import time
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from huiyin.config import serve
from huiyin.config.environment import read_environment
from huiyin.config.init import prepare
from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.commands import Answer
from huiyin.core.errors import DomainError
from huiyin.demo import mailbox, marker, texts
from huiyin.demo.calendar import at, last_morning, working_days
from huiyin.demo.company import found
from huiyin.demo.figures import figures
from huiyin.demo.story import story

SYSTEM = Actor.system("demo")


def demo_arguments(parser: argparse.ArgumentParser) -> None:
    serve.serve_arguments(parser)
    parser.add_argument(
        "--no-serve", action="store_true", help="build the company, print its figures and end"
    )


def demo(args: argparse.Namespace) -> Answer | None:
    """Build the demo anew in this home; a home that is not a demo is refused, never overwritten."""
    home = Path(settings.HUIYIN_HOME)
    _clear(home)
    if not args.no_serve:
        serve.refuse_taken_port(args.host, args.port)
    password, counted = _build(home)
    if args.no_serve:
        return Answer(data=counted, text="\n".join(f"{name}: {value}" for name, value in counted.items()))
    sys.stderr.write(
        f"\nSign in as jiang.yuan@nanzhi.example (recruiter) with the password {password}\n"
        f"Others: han.qing (HR manager), gu.xingzhi (hiring manager), lu.shi (interviewer), "
        f"fu.mingyuan (executive), meng.xinghe (administrator), all @nanzhi.example.\n"
        f"The mailbox of everybody: {settings.HUIYIN_BASE_URL}/mailbox/\n\n"
    )
    keep = partial(mailbox.keep_listening, home / "mailbox", urlsplit(settings.HUIYIN_EMAIL_URL).port or 0)
    serve.run(args.host, args.port, as_json=args.json, more={"mailbox": keep})
    return None


def _clear(home: Path) -> None:
    kept = {path.name for path in home.iterdir()} if home.exists() else set()
    if kept and marker.read() is None:
        raise DomainError(
            "not_a_demo",
            f"{home} holds something that is not a demo, and a demo begins with an empty home.",
            "Set HUIYIN_HOME to a new folder.",
        )
    connection.close()
    if home.exists():
        shutil.rmtree(home)
    home.mkdir(mode=0o700, parents=True)


def _build(home: Path) -> tuple[str, dict[str, Any]]:
    folder = home / "mailbox"
    controller = mailbox.start(folder)
    email_url = f"smtp://127.0.0.1:{controller.port}/?from=hr@nanzhi.example"
    (home / "huiyin.toml").write_text(f'email_url = "{email_url}"\n')
    # The carrier and the parts of `serve` read these after the home's own file was written.
    settings.HUIYIN_EMAIL_URL = os.environ["HUIYIN_EMAIL_URL"] = email_url
    prepare(read_environment(), company="南枝供应链")
    end = last_morning(marker.real_now())
    first = working_days(end)[0]
    clock.travel(at(first, time(8)))
    cast = found(by=SYSTEM)
    told = story(cast, folder, end, _say)
    texts.plan(told.later, working_days(end))
    told.play()
    controller.stop()
    marker.write(marker.Demo((end - marker.real_now()).total_seconds(), folder))
    marker.move_clock()
    return cast.password, figures(folder)


def _say(line: str) -> None:
    sys.stderr.write(line + "\n")
