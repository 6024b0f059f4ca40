"""How hard a commit is pressed onto the disk: the carrier's marks lightly, a batch's end fully.

A mark must survive a killed process, and does without a flush. What a lost power line may take is judged
by the claim (`claims.recover`). One flush at a batch's end covers every mark before it, because both
databases write their log in order.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

log = logging.getLogger(__name__)
T = TypeVar("T")
LONGEST_WAIT = 2.0

_one_writer = threading.RLock()


def one_writer() -> AbstractContextManager[object]:
    """SQLite has one writer: this process's threads queue here, not in the database's sleep-and-look."""
    return _one_writer if connection.vendor == "sqlite" else nullcontext()


def relax(conn: BaseDatabaseWrapper) -> None:
    """Commits of this thread's connection need not reach the disk at once."""
    if conn.in_atomic_block:
        return
    with conn.cursor() as cursor:
        if conn.vendor == "sqlite":
            cursor.execute("PRAGMA synchronous=NORMAL")
        else:
            cursor.execute("SET synchronous_commit TO off")


@contextmanager
def durable() -> Iterator[None]:
    """A transaction that has reached the disk when this ends, and with it every commit before it."""
    is_sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    if is_sqlite:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=FULL")
    try:
        with one_writer(), transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET LOCAL synchronous_commit TO on")
            yield
    finally:
        if is_sqlite and connection.connection is not None:
            relax(connection)


def is_away(error: BaseException) -> bool:
    """Whether the database may be back soon: locked, full, restarting. Anything else is our own mistake."""
    return isinstance(error, OperationalError | InterfaceError)


def persist(work: Callable[[bool], T], *, give_up: Callable[[], bool] = lambda: False) -> T:
    """Do a piece of database work, again and again while the database is away.

    The work is told whether it may have been done before: a commit whose answer got lost. `give_up` is
    asked between tries and re-raises the last error.
    """
    wait, again = 0.05, False
    while True:
        try:
            return work(again)
        except DatabaseError as error:
            if not is_away(error) or connection.in_atomic_block or give_up():
                raise
            log.warning("the database is away: %s", error)
            forget_connection()
            time.sleep(wait)
            wait, again = min(wait * 2, LONGEST_WAIT), True


def forget_connection() -> None:
    """Drop this thread's connection, so that the next query opens a sound one."""
    try:
        connection.close()
    except DatabaseError:
        connection.connection = None
