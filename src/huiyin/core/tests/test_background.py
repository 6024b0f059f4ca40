"""A killed worker's task is run again, a long live one is not, and a task lives with its transaction."""

import os
import signal
import threading
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from huiyin.core import background
from huiyin.core.background import enqueue, run_one, run_waiting, take_back_lost, task
from huiyin.core.models import TaskLease

RAN: list[str] = []


@task
def note(word: str) -> str:
    RAN.append(word)
    return word


@task
def break_down() -> None:
    raise RuntimeError("broken on purpose")


@task
def look_at_lease() -> list[int]:
    """Stays alive past its first lease and lets the reaper look meanwhile."""
    first = TaskLease.objects.get().until
    deadline = time.monotonic() + 10
    while TaskLease.objects.get().until == first and time.monotonic() < deadline:
        time.sleep(0.01)
    return [take_back_lost(), TaskLease.objects.filter(until__gt=first).count()]


@pytest.fixture(autouse=True)
def nothing_ran():
    RAN.clear()


pytestmark = pytest.mark.both


@pytest.mark.django_db(transaction=True)
def test_a_task_runs_once_and_leaves_no_lease():
    enqueue(note, word="hello")

    assert run_waiting() == 1
    assert run_waiting() == 0

    assert RAN == ["hello"]
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL
    assert TaskLease.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_task_of_a_rolled_back_transaction_never_runs():
    with transaction.atomic():
        enqueue(note, word="hello")
        transaction.set_rollback(True)

    assert run_waiting() == 0
    assert RAN == []


@pytest.mark.django_db(transaction=True)
def test_a_task_that_breaks_is_marked_failed_and_does_not_stop_the_worker(caplog):
    enqueue(break_down)
    enqueue(note, word="after")

    assert run_waiting() == 2

    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]
    assert RAN == ["after"]
    assert "broken on purpose" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_the_task_of_a_killed_worker_is_run_again():
    enqueue(note, word="hello")
    _claim_in_a_process_that_is_killed()
    assert run_waiting() == 0

    assert take_back_lost() == 0
    TaskLease.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert take_back_lost() == 1

    assert run_waiting() == 1
    assert RAN == ["hello"]


@pytest.mark.django_db(transaction=True)
def test_a_task_that_kills_its_workers_is_given_up():
    enqueue(note, word="hello")
    for _ in range(background.MOST_CLAIMS):
        assert background.claim("worker")
        TaskLease.objects.update(until=timezone.now() - timedelta(seconds=1))
        take_back_lost()

    assert run_waiting() == 0
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED


@pytest.mark.django_db(transaction=True)
def test_a_long_live_task_keeps_its_lease(monkeypatch):
    monkeypatch.setattr(background, "LEASE", timedelta(seconds=0.8))
    enqueue(look_at_lease)

    assert run_one("worker")

    assert DBTaskResult.objects.get().return_value == [0, 1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_never_take_the_same_task():
    for number in range(20):
        enqueue(note, word=str(number))

    workers = [threading.Thread(target=_work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sorted(RAN, key=int) == [str(number) for number in range(20)]


@pytest.mark.django_db(transaction=True)
def test_old_finished_tasks_are_forgotten_and_waiting_ones_are_not():
    enqueue(note, word="old")
    run_waiting()
    enqueue(note, word="waiting")
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=15))

    background.forget_finished()

    assert DBTaskResult.objects.values_list("status", flat=True).get() == TaskResultStatus.READY


def _work() -> None:
    try:
        run_waiting()
    finally:
        connections.close_all()


def _claim_in_a_process_that_is_killed() -> None:
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            background.claim("killed")
        finally:
            os.kill(os.getpid(), signal.SIGKILL)
    os.waitpid(child, 0)
