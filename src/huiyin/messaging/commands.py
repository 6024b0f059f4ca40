"""`huiyin deliver` and `huiyin letters`."""

import argparse
import signal
import threading

from django.db.models import Prefetch

from huiyin.core.commands import Answer
from huiyin.messaging.carrier import drain, run_forever
from huiyin.messaging.models import Attempt, Letter
from huiyin.messaging.queries import describe, letters_about
from huiyin.messaging.states import LetterState


def deliver_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--drain", action="store_true", help="carry what is due now, then stop")
    parser.add_argument(
        "--connections", type=_a_few, default=1, metavar="N", help="connections to the mail server (1)"
    )


def deliver(args: argparse.Namespace) -> Answer | None:
    if args.drain:
        counts = drain(connections=args.connections)
        return Answer(counts, " ".join(f"{name} {number}" for name, number in counts.items()))
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    run_forever(stop, connections=args.connections)
    return None


def letters_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--state", nargs="+", action="extend", choices=[str(s) for s in LetterState], metavar="S", default=[]
    )
    parser.add_argument("--about", default="", metavar="interview:ID")


def letters(args: argparse.Namespace) -> Answer:
    rows = Letter.objects.prefetch_related(Prefetch("attempts", Attempt.objects.order_by("at", "pk")))
    rows = letters_about(rows, args.about) if args.about else rows.order_by("pk")
    if args.state:
        rows = rows.filter(state__in=args.state)
    lines = list(describe(rows.iterator(chunk_size=500), is_masked=False))
    return Answer(
        lines, "\n".join(f"{x['id']:>7} {x['state']:<10} {x['kind']:<28} {x['about']}" for x in lines)
    )


def _a_few(text: str) -> int:
    number = int(text)
    if not 1 <= number <= 32:
        raise argparse.ArgumentTypeError("use a number from 1 to 32")
    return number
