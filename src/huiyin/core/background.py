"""Background work: `@task` and `enqueue` for rooms, the worker for `huiyin serve`.

The engine is the Django Tasks API with its database backend. That backend leaves a task of a killed worker
running for ever, so the claim here takes a lease, the worker renews it, and an expired one is taken back.
A task may therefore run twice and must be idempotent. Leases follow the engine's clock, which is the real
one, not `core.clock`: a demo's travelling says nothing about a worker's life.
"""

import logging
import os
import secrets
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, close_old_connections, connection, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from huiyin.core.models import TaskLease

__all__ = [
    "Task",
    "enqueue",
    "forget_finished",
    "is_under_way",
    "run_forever",
    "run_waiting",
    "take_back_lost",
    "task",
]

P = ParamSpec("P")
T = TypeVar("T")

LEASE = timedelta(seconds=60)
MOST_CLAIMS = 5
POLL_SECONDS = 0.5
KEPT_FOR = timedelta(days=14)

log = logging.getLogger(__name__)


def enqueue(work: Task[P, T], /, *args: P.args, **kwargs: P.kwargs) -> str:
    """Have a task run soon, if and only if the caller's transaction commits; returns its id."""
    return str(work.enqueue(*args, **kwargs).id)


def is_under_way(work: Task[..., Any], /, first: Any) -> bool:
    """Whether a task with that first argument waits or runs. Without a worker for good it does neither."""
    open_ones = DBTaskResult.objects.filter(
        task_path=work.module_path, status__in=[TaskResultStatus.READY, TaskResultStatus.RUNNING]
    )
    return any(found[:1] == [first] for found in (row.args_kwargs["args"] for row in open_ones))


def run_forever(stop: threading.Event) -> None:
    """Run tasks until `stop` is set. A database that goes away is waited for."""
    worker = worker_name()
    next_look = timezone.now()
    while not stop.is_set():
        try:
            close_old_connections()
            if timezone.now() >= next_look:
                take_back_lost()
                next_look = timezone.now() + LEASE / 4
            if not run_one(worker):
                stop.wait(POLL_SECONDS)
        except (DatabaseError, InterfaceError):
            log.warning("the worker has lost the database and tries again", exc_info=True)
            connection.close()
            stop.wait(2 * POLL_SECONDS)


def run_waiting() -> int:
    """Run every waiting task here and now, for commands and tests; returns how many ran."""
    ran, worker = 0, worker_name()
    while run_one(worker):
        ran += 1
    return ran


def worker_name() -> str:
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(3)}"


def run_one(worker: str) -> bool:
    """Claim and run one task; False when none waits. An exception in it marks it failed and is logged."""
    result = claim(worker)
    if result is None:
        return False
    with _renewed_lease(result, worker):
        try:
            arguments = result.args_kwargs
            value = result.task.call(*arguments["args"], **arguments["kwargs"])
        except Exception as broken:
            log.exception("task %s (%s) failed", result.task_path, result.pk)
            result.set_failed(broken)
        else:
            result.set_successful(value)
    TaskLease.objects.filter(result_id=result.pk, worker=worker).delete()
    return True


def claim(worker: str) -> "DBTaskResult[..., Any] | None":
    """Take the next waiting task by a conditional update, so that two workers never take the same one."""
    while True:
        waiting = DBTaskResult.objects.ready().first()
        if waiting is None:
            return None
        now = timezone.now()
        with transaction.atomic():
            taken = DBTaskResult.objects.filter(pk=waiting.pk, status=TaskResultStatus.READY).update(
                status=TaskResultStatus.RUNNING, started_at=now, worker_ids=[*waiting.worker_ids, worker]
            )
            if taken:
                TaskLease.objects.update_or_create(
                    result_id=waiting.pk, defaults={"worker": worker, "until": now + LEASE}
                )
        if taken:
            waiting.refresh_from_db()
            return waiting


def renew(result_id: Any, worker: str) -> bool:
    """Hold on to a running task; False when somebody took it back."""
    lease = TaskLease.objects.filter(result_id=result_id, worker=worker)
    return bool(lease.update(until=timezone.now() + LEASE))


def take_back_lost() -> int:
    """Let tasks whose lease has run out be run again; one that killed five workers is given up."""
    expired = TaskLease.objects.filter(until__lt=timezone.now())
    lost = 0
    for lease in list(expired):
        with transaction.atomic():
            if not expired.filter(pk=lease.pk, worker=lease.worker).delete()[0]:
                continue
            result = DBTaskResult.objects.filter(pk=lease.result_id, status=TaskResultStatus.RUNNING).first()
            if result is None:
                continue
            lost += 1
            log.warning("task %s (%s) lost its worker %s", result.task_path, result.pk, lease.worker)
            if len(result.worker_ids) >= MOST_CLAIMS:
                result.set_failed(RuntimeError(f"lost {MOST_CLAIMS} workers"))
            else:
                DBTaskResult.objects.filter(pk=result.pk).update(status=TaskResultStatus.READY)
    return lost


def forget_finished() -> int:
    """Delete the records of tasks that ended long ago."""
    before = timezone.now() - KEPT_FOR
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]


@contextmanager
def _renewed_lease(result: "DBTaskResult[..., Any]", worker: str) -> Iterator[None]:
    ended = threading.Event()
    keeper = threading.Thread(target=_keep, args=(result.pk, worker, ended), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        ended.set()
        keeper.join()


def _keep(result_id: Any, worker: str, ended: threading.Event) -> None:
    """Renew from a thread of its own, so that a long task need not know about leases."""
    try:
        while not ended.wait(LEASE.total_seconds() / 4):
            try:
                if not renew(result_id, worker):
                    return
            except (DatabaseError, InterfaceError):
                log.warning("the lease of task %s could not be renewed", result_id, exc_info=True)
                connection.close()
    finally:
        connection.close()
