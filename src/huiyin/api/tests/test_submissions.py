"""What came by the public form, by the API: shown as the role has it, decided once."""

import pytest

from huiyin.api.tests.factories import Asker, ask_as
from huiyin.candidates.models import Profile, Submission
from huiyin.candidates.tests.test_submissions import a_house, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting():
    """A known person's form with another town, an address, words and a start."""
    job, user, known, _client = a_house()
    submission = sent(job, email="new@mail.example", city="北京", start="month", words="换了城市。")
    return Asker(user), known, submission, f"/candidates/{known.pk}/submissions"


def test_what_differs_is_listed_and_words_and_start_stand_apart(waiting):
    asker, _known, submission, path = waiting

    [shown] = asker.get(path).json()["items"]

    assert (shown["id"], shown["state"]) == (str(submission.pk), "waiting")
    assert submission.differs == ["city", "email", "words", "start"]
    assert shown["differs"] == [
        {"field": "city", "value": "北京"},
        {"field": "email", "value": "new@mail.example"},
    ]
    assert (shown["words"], shown["start"]) == ("换了城市。", "month")


def test_taking_over_writes_it_down_and_leaving_does_not(waiting):
    asker, known, submission, path = waiting

    taken = asker.post(f"{path}/{submission.pk}/take-over")
    late = asker.post(f"{path}/{submission.pk}/leave")

    known.refresh_from_db()
    assert (taken.status_code, taken.json()["state"], known.city) == (200, "taken", "北京")
    assert Profile.objects.get(candidate=known).start_note.startswith("一个月内可以到岗（")
    assert (late.status_code, Submission.objects.get().state) == (409, "taken")


def test_leaving_it_changes_nothing_of_the_file(waiting):
    asker, known, submission, path = waiting
    before = known.city

    left = asker.post(f"{path}/{submission.pk}/leave")

    known.refresh_from_db()
    assert (left.status_code, left.json()["state"], known.city) == (200, "left", before)
    assert not Profile.objects.filter(candidate=known).exclude(start_note="").exists()


def test_who_may_not_edit_the_file_neither_reads_nor_decides(waiting):
    _asker, _known, submission, path = waiting
    reader = ask_as("executive")

    answers = [reader.get(path), reader.post(f"{path}/{submission.pk}/take-over")]

    assert [one.status_code for one in answers] == [403, 403]
    assert Submission.objects.get().state == "waiting"
