import pytest

from huiyin.accounts import throttle
from huiyin.accounts.models import FailedTry
from huiyin.core.errors import TooMany

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("rule", throttle.LIMITS)
def test_each_rule_allows_its_tries_within_its_window(rule, time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    limit = throttle.LIMITS[rule]
    for _ in range(limit.tries):
        throttle.require_few(rule, "somebody")
        throttle.count(rule, "somebody")

    with pytest.raises(TooMany):
        throttle.require_few(rule, "somebody")
    time_machine.shift(limit.window)
    throttle.require_few(rule, "somebody")


def test_one_place_does_not_count_for_another_nor_one_rule_for_another():
    for _ in range(5):
        throttle.count("code", "here")

    assert throttle.too_many("code", "here")
    assert not throttle.too_many("code", "there")
    assert not throttle.too_many("signin", "here")


def test_parts_do_not_run_into_each_other():
    for _ in range(5):
        throttle.count("signin", "a", "bc")

    assert not throttle.too_many("signin", "ab", "c")


def test_a_flood_writes_no_more_than_the_limit():
    for _ in range(1000):
        throttle.count("capability", "203.0.113.7")

    assert FailedTry.objects.count() == 10


def test_an_unknown_rule_raises():
    with pytest.raises(KeyError):
        throttle.count("sigin", "somebody")


def test_old_tries_are_dropped_by_the_clock_and_young_ones_kept(time_machine):
    time_machine.move_to("2026-11-25T10:00:00+08:00", tick=False)
    throttle.count("code", "old")
    time_machine.shift(3601)
    throttle.count("code", "young")

    assert throttle.clear_old_tries() == 1
    assert FailedTry.objects.count() == 1


@pytest.mark.parametrize(
    ("peer", "forwarded", "network"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),
        ("127.0.0.1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", "198.51.100.1"),
        ("::1", "198.51.100.1", "198.51.100.1"),
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
        ("::ffff:203.0.113.7", "", "203.0.113.7"),
        ("", "", ""),
    ],
)
def test_the_network_is_the_peers_unless_a_proxy_on_this_machine_says_otherwise(rf, peer, forwarded, network):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}

    assert throttle.network_of(rf.get("/", REMOTE_ADDR=peer, headers=headers)) == network
