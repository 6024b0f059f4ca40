"""What may happen to an interview, by its verbs."""

from datetime import timedelta

import pytest
import time_machine

from huiyin.accounts.tests.factories import make_unit, make_user
from huiyin.api.tests.factories import Asker, ask_as, make_asking_house
from huiyin.interviews.models import Interview, InterviewState
from huiyin.interviews.tests.factories import START, make_applied
from huiyin.jobs.models import Reason
from huiyin.jobs.seeds import seed
from huiyin.messaging.models import Letter

pytestmark = pytest.mark.django_db

VERBS = {
    "reschedule": {"start": "2026-11-27T10:00:00+08:00"},
    "cancel": {"reason": "interviewer_unavailable"},
    "change-interviewers": {"interviewers": ["ian@example.com"]},
    "check-in": {},
    "no-show": {},
    "complete": {},
}


@pytest.fixture
def arranged():
    house, asker = make_asking_house()
    seed()
    body = {
        "application": str(make_applied(house).pk),
        "mode": "onsite",
        "start": START.isoformat(),
        "interviewers": [str(house.ivy.pk)],
        "place": str(house.place.pk),
    }
    return house, asker, f"/interviews/{asker.post('/interviews', body).json()['id']}"


def test_reschedule_moves_it_and_raises_the_version(arranged):
    _house, asker, path = arranged

    body = asker.post(f"{path}/reschedule", {"start": "2026-11-27T10:00:00+08:00", "version": 1}).json()

    assert (body["start"], body["version"], body["state"]) == ("2026-11-27T10:00:00+08:00", 2, "scheduled")
    assert body["interviewers"][0]["name"] == "顾行之"


def test_reschedule_to_a_phone_call(arranged):
    _house, asker, path = arranged

    body = asker.post(
        f"{path}/reschedule", {"start": START.isoformat(), "mode": "phone", "minutes": 30}
    ).json()

    assert (body["mode"], body["place"], body["end"]) == ("phone", None, "2026-11-26T14:30:00+08:00")


def test_a_version_that_somebody_has_changed_is_a_conflict(arranged):
    _house, asker, path = arranged
    asker.post(f"{path}/reschedule", {"start": "2026-11-27T10:00:00+08:00"})
    before = Letter.objects.count()

    late = asker.post(f"{path}/reschedule", {"start": "2026-11-30T10:00:00+08:00", "version": 1})

    assert (late.status_code, late.json()["code"]) == (409, "changed_meanwhile")
    assert (Interview.objects.get().version, Letter.objects.count()) == (2, before)


def test_cancel_with_a_reason_by_key_or_id(arranged):
    _house, asker, path = arranged
    reason = Reason.objects.get(group="cancel", key="interviewer_unavailable")

    body = asker.post(f"{path}/cancel", {"reason": str(reason.pk)}).json()

    assert (body["state"], body["cancel_reason"], body["version"]) == ("cancelled", reason.key, 2)
    assert body["verbs"] == []
    assert asker.post(f"{path}/cancel", {"reason": reason.key}).json()["version"] == 2


def test_an_unknown_reason_is_refused(arranged):
    _house, asker, path = arranged

    answer = asker.post(f"{path}/cancel", {"reason": "bad_mood"})

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "reason")
    assert Interview.objects.get().state == InterviewState.SCHEDULED


def test_change_interviewers_exchanges_them(arranged):
    _house, asker, path = arranged

    body = asker.post(f"{path}/change-interviewers", {"interviewers": ["ian@example.com"]}).json()

    assert ([one["name"] for one in body["interviewers"]], body["version"]) == (["韩青"], 2)
    assert asker.post(f"{path}/change-interviewers", {"interviewers": []}).status_code == 422


@pytest.mark.parametrize(
    ("verb", "state"), [("check-in", "checked_in"), ("no-show", "no_show"), ("complete", "completed")]
)
def test_the_day_itself(arranged, verb: str, state: str):
    _house, asker, path = arranged

    with time_machine.travel(START + timedelta(minutes=40), tick=False):
        answers = [asker.post(f"{path}/{verb}") for _ in range(2)]

    assert [(answer.status_code, answer.json()["state"]) for answer in answers] == [(200, state)] * 2


@pytest.mark.parametrize("verb", ["no-show", "complete", "check-in"])
def test_before_its_time_the_day_cannot_end(arranged, verb: str):
    _house, asker, path = arranged

    assert asker.post(f"{path}/{verb}").status_code == 409
    assert Interview.objects.get().state == InterviewState.SCHEDULED


@pytest.mark.parametrize("verb", VERBS)
def test_a_cancelled_one_allows_nothing(arranged, verb: str):
    _house, asker, path = arranged
    asker.post(f"{path}/cancel", VERBS["cancel"])

    answer = asker.post(f"{path}/{verb}", VERBS[verb])

    assert answer.status_code == (200 if verb == "cancel" else 409)
    assert Interview.objects.get().state == InterviewState.CANCELLED


@pytest.mark.parametrize("verb", VERBS)
def test_who_only_looks_on_changes_nothing(arranged, verb: str):
    _house, _asker, path = arranged
    before = Letter.objects.count()

    assert ask_as("executive").post(f"{path}/{verb}", VERBS[verb]).status_code == 403
    assert Asker(None).post(f"{path}/{verb}", VERBS[verb]).status_code == 401
    assert (Interview.objects.get().version, Letter.objects.count()) == (1, before)


@pytest.mark.parametrize("verb", VERBS)
def test_an_interview_that_is_not_hers_is_missing(arranged, verb: str):
    _house, _asker, path = arranged
    foreigner = Asker(make_user("recruiter", org_unit=make_unit("别处")))

    assert foreigner.post(f"{path}/{verb}", VERBS[verb]).status_code == 404
    assert Interview.objects.get().version == 1


def test_a_second_interview_verb_under_one_key_is_done_once(arranged):
    _house, asker, path = arranged
    body = {"start": "2026-11-27T10:00:00+08:00"}

    answers = [asker.post(f"{path}/reschedule", body, key="move-1") for _ in range(2)]

    assert [answer.json()["version"] for answer in answers] == [2, 2]
