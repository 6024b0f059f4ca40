"""Requests that a machine makes up from the description: nothing fails, and every answer is described."""

from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)

from huiyin.accounts.actions import add_token
from huiyin.accounts.permissions import PERMISSIONS
from huiyin.accounts.tests.factories import make_user
from huiyin.api.tests.factories import SYSTEM, V1
from tests.world import World, build_world

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.both]
CHECKS = [
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
]
EXAMPLES = 6
ROLES = ("recruiter", "hr_manager", "system_admin")


@contextmanager
def one_connection():
    """A request of its own would close the connection, in whose transaction the test stands."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations():
    described = Client().get(f"{V1}/openapi.json").json()
    schema = schemathesis.openapi.from_dict(described)
    schema.app = get_wsgi_application()
    return [found.ok() for found in schema.get_all_operations()]


def real_ids(world: World) -> dict[str, str]:
    """Of what is there, so that not every request ends at an unknown id."""
    names = ("job", "candidate", "application", "interview", "thread", "letter", "document", "operation")
    return {f"{name}_id": str(getattr(world, name).pk) for name in names} | {
        "batch_id": str(world.batch.pk),
        "note_id": str(world.candidate.notes.get().pk),
    }


def test_no_request_made_of_the_description_fails_or_is_answered_otherwise():
    """All operations one after the other, because the world is built once for them all."""
    world = build_world()
    _token, secret = add_token(make_user(*ROLES), name="all", scopes=list(PERMISSIONS), by=SYSTEM)
    known = real_ids(world)

    found = operations()
    with one_connection():
        for operation in found:
            meet(operation, known, secret)


def meet(operation, known: dict[str, str], secret: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.one_of(*[operation.as_strategy(generation_mode=mode) for mode in GenerationMode]), st.booleans()
    )
    def one(case, takes_known):
        if takes_known:
            case.path_parameters = {
                name: known.get(name, value) for name, value in (case.path_parameters or {}).items()
            }
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {secret}"})
            transaction.set_rollback(True)

    one()
