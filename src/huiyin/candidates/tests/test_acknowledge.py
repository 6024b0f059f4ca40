from datetime import UTC, datetime

import pytest
import time_machine

from huiyin.candidates import notices
from huiyin.candidates.actions import acknowledge
from huiyin.candidates.models import Application, ApplicationState
from huiyin.candidates.tests import factories
from huiyin.core.actor import Actor
from huiyin.messaging.models import Letter

BY = Actor.system("test")
pytestmark = pytest.mark.django_db


@pytest.fixture
def application() -> Application:
    with time_machine.travel(datetime(2026, 11, 20, 2, 0, tzinfo=UTC), tick=False):
        return factories.make_application()


def test_acknowledge_writes_one_letter_about_the_application(application: Application) -> None:
    acknowledge(application, by=BY)

    letter = Letter.objects.get()
    assert (letter.kind, letter.about) == ("application.received", f"application:{application.pk}")
    assert letter.contact == application.candidate.contact


def test_it_promises_a_working_day_from_the_stage(application: Application) -> None:
    application.stage.eta_days = 2
    application.stage.save()
    acknowledge(application, by=BY)

    said = notices.values(Letter.objects.all())[Letter.objects.get().pk]

    assert said["eta"] == "11月24日 周二"
    assert said["job"] == application.job.title


def test_it_is_not_wanted_once_the_application_has_ended(application: Application) -> None:
    acknowledge(application, by=BY)
    assert notices.still_wanted(Letter.objects.all()) == {}

    application.state = ApplicationState.WITHDRAWN
    application.save()

    assert notices.still_wanted(Letter.objects.all()) == {Letter.objects.get().pk: "ended"}
