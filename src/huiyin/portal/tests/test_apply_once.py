"""Ten times at the same moment: one candidate, one application, one letter."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import pytest

from huiyin.accounts import throttle
from huiyin.candidates.models import Application, Candidate
from huiyin.messaging.models import Letter
from huiyin.portal.tests.posting import address, filled, make_posting

AT_ONCE = 10


def post(host: str, path: str, body: str) -> int:
    connection = HTTPConnection(host, timeout=60)
    connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.status


@pytest.fixture(autouse=True)
def _wide_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten of one address are more than its limit lets through; here they shall all arrive."""
    for rule in ("apply.network", "apply.address"):
        monkeypatch.setitem(throttle.LIMITS, rule, throttle.Limit(1000, timedelta(hours=1)))


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one(live_server):
    job = make_posting()
    body, host = urlencode(filled()), urlsplit(live_server.url).netloc

    with ThreadPoolExecutor(AT_ONCE) as pool:
        statuses = list(pool.map(lambda _: post(host, address(job), body), range(AT_ONCE)))

    assert statuses == [303] * AT_ONCE
    assert (Candidate.objects.count(), Application.objects.count()) == (1, 1)
    assert list(Letter.objects.values_list("kind", flat=True)) == ["application.received"]


@pytest.mark.both
@pytest.mark.django_db(transaction=True)
def test_one_person_for_five_jobs_at_once_is_one_person(live_server):
    jobs = [make_posting(f"职位{number}") for number in range(5)]
    body, host = urlencode(filled()), urlsplit(live_server.url).netloc

    with ThreadPoolExecutor(5) as pool:
        statuses = list(pool.map(lambda job: post(host, address(job), body), jobs))

    assert statuses == [303] * 5
    assert (Candidate.objects.count(), Application.objects.count(), Letter.objects.count()) == (1, 5, 5)
