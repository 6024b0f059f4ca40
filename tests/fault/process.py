"""A process of its own over a world's database: fills it, carries its letters, or races for them.

    python -m tests.fault.process fill 2000 | carry [--connections N] [--drain] | measure | race | lock S

The world (`tests/fault/world.py`) sets the environment. Prints one JSON object when done.
"""

import argparse
import json
import resource
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.db.backends.signals import connection_created  # noqa: E402

from huiyin.core import clock  # noqa: E402
from huiyin.messaging import claims  # noqa: E402
from huiyin.messaging.carrier import Carrier  # noqa: E402
from huiyin.messaging.fields import FIELDS  # noqa: E402
from huiyin.messaging.kinds import NoticeKind, register  # noqa: E402
from huiyin.messaging.models import Address, Contact, Letter  # noqa: E402
from huiyin.messaging.outbox import Draft, queue  # noqa: E402
from huiyin.messaging.preparing import exact_bytes  # noqa: E402
from huiyin.messaging.processes import new_carrier_name  # noqa: E402
from huiyin.messaging.shipped import install  # noqa: E402
from huiyin.messaging.tests.factories import awake, make_cause  # noqa: E402

KIND = "fault.invited"
SAMPLES = {name: field.sample_zh for name, field in FIELDS.items()}
ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Huiyin//EN\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\n"
    "UID:a-{0}@example.test\r\nSEQUENCE:0\r\nDTSTAMP:20261125T080000Z\r\nDTSTART:20261126T060000Z\r\n"
    "DTEND:20261126T071000Z\r\nSUMMARY:面试\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)


def _values(letters: Sequence[Letter]) -> dict[int, dict[str, str]]:
    return {
        letter.pk: SAMPLES
        | {
            "name": letter.contact.name,
            "link": f"http://hr.example.test/c/i/{letter.pk}",
            "ics": ICS.format(letter.pk),
            "ics_method": "REQUEST",
        }
        for letter in letters
    }


register(NoticeKind(KIND, "面试邀请", "Invitation", _values, lambda _letters: {}))


def fill(options: argparse.Namespace) -> dict[str, Any]:
    """So many queued invitations to as many people."""
    install()
    contacts = make_contacts(options.number, options.domain)
    started, cpu = time.perf_counter(), time.process_time()
    with transaction.atomic():
        cause = make_cause()
        letters = queue([draft(contact) for contact in contacts], cause=cause)
    return {
        "queued": len(letters),
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
    }


def make_contacts(number: int, domain: str) -> list[Contact]:
    first = Contact.objects.count()
    contacts = Contact.objects.bulk_create(
        Contact(name=f"候选人{first + n}", letters_per_day=0, **awake()) for n in range(number)
    )
    Address.objects.bulk_create(
        Address(
            contact=contact,
            kind="email",
            value=f"p{first + n}@{domain}",
            value_index=f"{first + n:032}",
            state_at=clock.now(),
        )
        for n, contact in enumerate(contacts)
    )
    return contacts


def draft(contact: Contact) -> Draft:
    return Draft(
        contact=contact, colleague=None, kind=KIND, template="INV-1", about=f"thing:{contact.pk}", hold=0
    )


def carry(options: argparse.Namespace) -> dict[str, Any]:
    """Until stopped, or until nothing is due."""
    if options.most_bytes:
        resource.setrlimit(resource.RLIMIT_FSIZE, (options.most_bytes, options.most_bytes))
    carrier = Carrier(connections=options.connections)
    if options.drain:
        started = time.perf_counter()
        counts = carrier.drain()
        return counts | {"seconds": time.perf_counter() - started}
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    sys.stdout.write('{"event": "ready"}\n')
    sys.stdout.flush()
    carrier.run(stop)
    return {}


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Drain, with every statement counted: a sender's marks apart, transaction control left out."""
    marks, others = Counter[str](), Counter[str]()

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        words = sql.split(None, 2)
        (marks if "'sending' END" in sql else others)[" ".join(words[:2])] += 1
        return execute(sql, params, many, context)

    def listen(connection: Any, **_: Any) -> None:
        if count not in connection.execute_wrappers:
            connection.execute_wrappers.append(count)

    connection_created.connect(listen, weak=False)
    listen(connection)
    carrier = Carrier(connections=options.connections)
    started, cpu = time.perf_counter(), time.process_time()
    counts = carrier.drain()
    return counts | {
        "seconds": time.perf_counter() - started,
        "cpu_seconds": time.process_time() - cpu,
        "queries": others.total(),
        "marks": marks.total(),
        "by_statement": others.most_common(12),
    }


def payload(options: argparse.Namespace) -> dict[str, Any]:
    """The exact bytes of the first letter."""
    return {"payload": exact_bytes(Letter.objects.order_by("pk")[0]).hex()}


def race(options: argparse.Namespace) -> dict[str, Any]:
    """Claim until there is nothing more to claim; says which letters were got."""
    name, got = new_carrier_name(), []
    sys.stdout.write('{"event": "ready"}\n')
    sys.stdout.flush()
    sys.stdin.readline()
    while taken := claims.take(name, 7):
        got += taken[1]
    return {"got": got}


def lock(options: argparse.Namespace) -> dict[str, Any]:
    """When told to, hold the database's write lock for so many seconds."""
    sys.stdout.write('{"event": "ready"}\n')
    sys.stdout.flush()
    sys.stdin.readline()
    with transaction.atomic():
        Contact.objects.filter(pk=0).update(name="")
        time.sleep(options.seconds)
    return {}


VERBS = {
    "fill": fill,
    "carry": carry,
    "measure": measure,
    "payload": payload,
    "race": race,
    "lock": lock,
}


def main() -> None:
    parser = argparse.ArgumentParser()
    verbs = parser.add_subparsers(dest="verb", required=True)
    filling = verbs.add_parser("fill")
    filling.add_argument("number", type=int)
    filling.add_argument("--domain", default="example.test")
    carrying = verbs.add_parser("carry")
    carrying.add_argument("--connections", type=int, default=1)
    carrying.add_argument("--drain", action="store_true")
    carrying.add_argument("--most-bytes", type=int, default=0, help="let no file grow larger")
    measuring = verbs.add_parser("measure")
    measuring.add_argument("--connections", type=int, default=1)
    verbs.add_parser("payload")
    verbs.add_parser("race")
    locking = verbs.add_parser("lock")
    locking.add_argument("seconds", type=float)
    options = parser.parse_args()
    answer = VERBS[options.verb](options)
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
