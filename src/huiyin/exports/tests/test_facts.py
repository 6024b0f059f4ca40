"""What whoever approves an export reads of what the asker looked for: as much as her own role has of it."""

import json

import pytest

from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.core import clock
from huiyin.exports.approving import facts
from huiyin.exports.models import Export

pytestmark = pytest.mark.django_db
SOUGHT = ["13800002046", "138 0000 2046", "+8613800002046", "lin@example.com", "110101199003071233"]


def _export(sought: str) -> Export:
    return Export.objects.create(
        asked_by=make_user("recruiter"),
        list_key="candidates",
        query=json.dumps({"q": sought}),
        language="en",
        format="csv",
        columns=["Name"],
        rows_asked=1,
        state="waiting",
        created_at=clock.now(),
        key="k",
    )


def _filter(export: Export, reader) -> str:
    return facts(export.pk, actor_of(reader))[2].value


@pytest.mark.parametrize("sought", SOUGHT)
def test_who_sees_addresses_masked_approves_a_masked_filter(sought: str):
    said = _filter(_export(sought), make_user("executive"))

    assert said.startswith("q = ")
    assert sought not in said
    assert "00002046" not in said.replace(" ", "")
    assert "19900307" not in said


@pytest.mark.parametrize("sought", [*SOUGHT, "林若溪", "C-202611-00042"])
def test_who_reads_them_reads_the_filter(sought: str):
    assert _filter(_export(sought), make_user("hr_manager")) == f"q = {sought}"


@pytest.mark.parametrize("sought", ["林若溪", "C-202611-00042", "2046", "PHP 8"])
def test_words_and_numbers_of_files_are_read_by_all(sought: str):
    reader = make_user("executive")
    FieldRule.objects.update(level="hide")

    assert _filter(_export(sought), reader) == f"q = {sought}"
