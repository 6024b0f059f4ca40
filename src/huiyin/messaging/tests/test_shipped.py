"""The texts that come with the product: complete, courteous, alike in both languages, installed once."""

import re

import pytest

from huiyin.core import clock
from huiyin.messaging import markup, render, shipped
from huiyin.messaging.channels.base import Letterhead
from huiyin.messaging.fields import FIELDS, RIDERS, Shape, samples
from huiyin.messaging.lint import lint
from huiyin.messaging.models import Template, TemplateVersion

HEAD = Letterhead(company="南枝供应链", site="https://hr.example.test")
TEXTS = shipped.shipped_texts()
EVERY = [(code, language) for code in TEXTS for language in shipped.LANGUAGES]
PROMISES = re.compile(
    r"给您答复|答复您|会给您|会收到|will hear|will answer you|will have a new time|and will answer"
)


def test_all_the_letters_of_the_stage_are_there() -> None:
    assert sorted(TEXTS) == [
        "ACCOUNT",
        "APP",
        "APP-AGAIN",
        "APR-1",
        "APR-2",
        "APR-3",
        "APR-4",
        "APR-5",
        "ARRIVED",
        "ASKED",
        "CHANGED",
        "CHASE",
        "CODE",
        "CXL-1",
        "CXL-2",
        "CXL-3",
        "CXL-4",
        "INV-1",
        "INV-2",
        "INV-3",
        "INV-V",
        "IVW-1",
        "IVW-AWAY",
        "IVW-CANCELLED",
        "IVW-CHANGES",
        "IVW-DIGEST",
        "IVW-MOVED",
        "IVW-REMOVED",
        "IVW-TOMORROW",
        "LATE",
        "MOVED",
        "QST-1",
        "QST-2",
        "REM-1D",
        "REM-2H",
        "REM-3D",
        "REM-NOW",
        "RSC",
        "TSK-1",
        "TSK-2",
    ]


@pytest.mark.parametrize("code", TEXTS)
def test_both_languages_use_the_same_variables(code: str) -> None:
    zh, en = (TEXTS[code].texts[language] for language in shipped.LANGUAGES)

    assert markup.variables(zh["body"]) == markup.variables(en["body"])


@pytest.mark.parametrize("code", TEXTS)
def test_every_variable_has_a_label_and_none_is_a_rider(code: str) -> None:
    assert TEXTS[code].declared <= FIELDS.keys()
    assert not TEXTS[code].declared & RIDERS
    assert TEXTS[code].must <= TEXTS[code].declared


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_nothing_in_it_offends_the_wording_rules(code: str, language: str) -> None:
    text = TEXTS[code].texts[language]

    assert (
        lint(
            text["subject"],
            text["body"],
            language=language,
            audience=TEXTS[code].audience,
            tone=TEXTS[code].tone,
        )
        == []
    )


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_it_may_be_saved_as_it_is(code: str, language: str) -> None:
    render.check_text(TEXTS[code].texts[language], declared=TEXTS[code].declared, must=TEXTS[code].must)


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_it_renders_with_everything_and_with_the_least(code: str, language: str) -> None:
    text = TEXTS[code].texts[language]
    required, _ = markup.variables(text["subject"] + "\n" + text["body"])
    everything = samples(language)
    least = {name: everything[name] for name in required}

    for values in (everything, least):
        made = render.preview(TEXTS[code].texts, language, values, HEAD)
        assert "{" not in made.subject + made.text
        assert not re.search(r"[：:]\s*$", made.text.partition("—")[0].strip())
        assert "\n\n\n" not in made.text
    assert set(least) >= TEXTS[code].must & required


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_every_promise_carries_its_date(code: str, language: str) -> None:
    for line in TEXTS[code].texts[language]["body"].split("\n"):
        if PROMISES.search(line):
            dates = [
                name for name, is_var in markup.split(line) if is_var and FIELDS[name].shape is Shape.DATE
            ]
            assert dates, line


@pytest.mark.parametrize(("code", "language"), EVERY)
def test_a_letter_with_a_button_has_its_link_on_a_line(code: str, language: str) -> None:
    text = TEXTS[code].texts[language]

    assert ("{{link}}" in text["body"].split("\n")) == bool(text["action"])
    assert bool(text["button"]) == (text["action"] == "page")


@pytest.mark.both
@pytest.mark.django_db
def test_installing_makes_one_version_of_each() -> None:
    assert shipped.install() == len(TEXTS)

    assert sorted(Template.objects.values_list("code", flat=True)) == sorted(TEXTS)
    assert TemplateVersion.objects.count() == len(TEXTS)
    version = TemplateVersion.objects.get(template__code="INV-1")
    assert version.texts == TEXTS["INV-1"].texts
    assert (version.number, version.made_by) == (1, "system:shipped")


@pytest.mark.both
@pytest.mark.django_db
def test_installing_again_changes_nothing() -> None:
    shipped.install()

    assert shipped.install() == 0
    assert TemplateVersion.objects.count() == len(TEXTS)


@pytest.mark.both
@pytest.mark.django_db
def test_a_changed_shipped_text_becomes_a_new_version_and_the_old_one_stays() -> None:
    shipped.install()
    old = TemplateVersion.objects.get(template__code="INV-1")
    TemplateVersion.objects.filter(pk=old.pk).update(sha256="0" * 64)

    assert shipped.install() == 1
    numbers = TemplateVersion.objects.filter(template__code="INV-1").order_by("number")
    assert list(numbers.values_list("number", flat=True)) == [1, 2]


@pytest.mark.both
@pytest.mark.django_db
def test_a_companys_own_wording_is_left_alone() -> None:
    shipped.install()
    template = Template.objects.get(code="INV-1")
    own = TemplateVersion.objects.create(
        template=template, number=2, texts={}, sha256="1" * 64, made_at=clock.now(), made_by="user:1"
    )

    assert shipped.install() == 0
    assert list(template.versions.order_by("number"))[-1] == own
