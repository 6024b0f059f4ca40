"""The company's own words: drafts are kept, versions never change, frozen letters keep theirs."""

from typing import Any

import pytest

from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging import shipped, wording_actions
from huiyin.messaging.checking import House
from huiyin.messaging.freeze import freeze
from huiyin.messaging.models import Letter, Template, TemplateVersion, Wording
from huiyin.messaging.parts import Part
from huiyin.messaging.shipped import Texts, shipped_texts
from huiyin.messaging.tests.factories import CODE, make_letter, make_template, text

pytestmark = pytest.mark.django_db
HOUSE = House(names=frozenset({"南枝"}), host="hr.example.test")
HAN = Actor(kind="user", key="user:1", label="韩青", user_id=1)
JIANG = Actor(kind="user", key="user:2", label="江予安", user_id=2)


@pytest.fixture
def template() -> Template:
    shipped.install()
    return Template.objects.get(code="INV-1")


def typed(line: str = "", **parts: str) -> Texts:
    texts: Texts = {key: dict(value) for key, value in shipped_texts()["INV-1"].texts.items()}
    for language, more in (("zh-hans", line), ("en", "We look forward to it." if line else "")):
        texts[language]["body"] += f"\n{more}" if more else ""
    texts["zh-hans"] |= parts
    return texts


def published(template: Template, line: str, *, part: Part | None = None) -> TemplateVersion:
    row = wording_actions.save_draft(template, part or Part(), typed=typed(line), by=HAN)
    return wording_actions.publish(row, house=HOUSE, by=HAN, seen=row.draft_number)


def test_a_draft_is_kept_and_changes_nothing_that_is_sent(template: Template) -> None:
    row = wording_actions.save_draft(template, Part(), typed=typed("期待见面。"), by=HAN)
    assert row.draft is not None
    assert row.draft["zh-hans"]["body"].endswith("期待见面。")
    assert (row.draft_number, row.draft_by_name) == (1, "韩青")
    assert list(row.versions.all()) == []
    assert [entry.verb for entry in AuditEntry.objects.all()] == ["wording.draft_begun"]


def test_the_same_words_make_no_draft(template: Template) -> None:
    first = wording_actions.save_draft(template, Part(), typed=typed("期待见面。"), by=HAN)
    again = wording_actions.save_draft(template, Part(), typed=typed("期待见面。"), by=JIANG, seen=0)
    assert (again.draft_number, again.draft_by_name) == (first.draft_number, "韩青")


def test_what_cannot_be_typed_stays(template: Template) -> None:
    texts = typed("期待见面。", action="page", audience="colleague", evil="x")
    row = wording_actions.save_draft(template, Part(), typed=texts, by=HAN)
    assert row.draft is not None
    assert set(row.draft["zh-hans"]) == {"subject", "body", "button", "sms", "action", "audience"}
    assert (row.draft["zh-hans"]["action"], row.draft["zh-hans"]["audience"]) == ("answer", "candidate")


@pytest.mark.parametrize(
    "subject", ["邀请\r\nBcc: x@example.test", "邀请\nBcc: x@example.test", "邀请\rBcc: x@example.test"]
)
def test_a_subject_is_one_line_whatever_is_typed(template: Template, subject: str) -> None:
    row = wording_actions.save_draft(template, Part(), typed=typed(subject=subject), by=HAN)
    assert row.draft is not None
    assert row.draft["zh-hans"]["subject"] == "邀请 Bcc: x@example.test"


def test_a_second_editor_is_told_and_writes_nothing(template: Template) -> None:
    seen = wording_actions.save_draft(template, Part(), typed=typed("甲。"), by=HAN).draft_number
    wording_actions.save_draft(template, Part(), typed=typed("乙。"), by=HAN, seen=seen)
    with pytest.raises(Clash) as refused:
        wording_actions.save_draft(template, Part(), typed=typed("丙。"), by=JIANG, seen=seen)
    assert [one.field for one in refused.value.fields] == ["zh-hans.body"]
    assert "韩青" in refused.value.problem
    kept = Wording.objects.get().draft
    assert kept is not None
    assert kept["zh-hans"]["body"].endswith("乙。")


def test_publishing_makes_a_version_and_ends_the_draft(template: Template) -> None:
    first, second = published(template, "甲。"), published(template, "乙。")
    assert [first.number, second.number] == [1, 2]
    assert second.made_by_name == "韩青"
    assert Wording.objects.get().draft is None
    assert first.texts["zh-hans"]["body"].endswith("甲。")


def test_a_version_cannot_be_published_over_a_newer_draft(template: Template) -> None:
    row = wording_actions.save_draft(template, Part(), typed=typed("甲。"), by=HAN)
    wording_actions.save_draft(template, Part(), typed=typed("乙。"), by=HAN)
    with pytest.raises(Clash):
        wording_actions.publish(row, house=HOUSE, by=JIANG, seen=row.draft_number)
    assert TemplateVersion.objects.filter(wording=row).count() == 0


@pytest.mark.parametrize("line", ["本职位限女性。", "{{salary}}", "详情见 https://evil.example/", "地点：XX"])
def test_what_blocks_is_not_published(template: Template, line: str) -> None:
    row = wording_actions.save_draft(template, Part(), typed=typed(line), by=HAN)
    with pytest.raises(DomainError) as refused:
        wording_actions.publish(row, house=HOUSE, by=HAN, seen=row.draft_number, note="可以", agreed=True)
    assert refused.value.code == "wording_blocked"
    assert TemplateVersion.objects.filter(wording=row).count() == 0
    assert Wording.objects.get(pk=row.pk).draft is not None


def test_a_warning_asks_for_one_sentence(template: Template) -> None:
    row = wording_actions.save_draft(template, Part(), typed=typed("请务必带证件。"), by=HAN)
    with pytest.raises(DomainError) as refused:
        wording_actions.publish(row, house=HOUSE, by=HAN, seen=row.draft_number)
    assert [one.field for one in refused.value.fields] == ["note"]
    version = wording_actions.publish(
        row, house=HOUSE, by=HAN, seen=row.draft_number, note="没有证件进不了园区"
    )
    assert version.note == "没有证件进不了园区"
    detail = AuditEntry.objects.get(verb="wording.published").detail
    assert detail == {"template": "INV-1", "part": "", "number": 1, "remarks": ["summoning"]}


def test_an_older_version_comes_back_as_a_new_one(template: Template) -> None:
    first, _second = published(template, "甲。"), published(template, "乙。")
    made = wording_actions.restore(first, by=HAN)
    assert (made.number, made.texts) == (3, first.texts)
    with pytest.raises(DomainError):
        wording_actions.restore(made, by=HAN)


def test_cloning_makes_one_wording_of_each_part_and_keeps_what_is_there(template: Template) -> None:
    published(template, "店。", part=Part(category="shop"))
    parts = [Part(category="shop"), Part(category="tech"), Part(job=7), Part(job=7)]
    made = wording_actions.clone(template, typed("新。"), parts, by=HAN)
    assert [row.part for row in made] == ["category=tech", "job=7"]
    shop = Wording.objects.get(part="category=shop")
    assert [version.number for version in shop.versions.all()] == [1]


def test_installing_again_leaves_own_words_alone(template: Template) -> None:
    published(template, "甲。")
    assert shipped.install() == 0


def own(template: Template, body: str, part: Part) -> None:
    texts: Any = {key: text("{{name}}", body) | {"audience": "candidate"} for key in ("zh-hans", "en")}
    row, _new = Wording.objects.get_or_create(template=template, part=part.key)
    TemplateVersion.objects.create(
        template=template,
        wording=row,
        number=row.versions.count() + 1,
        texts=texts,
        sha256="0" * 64,
        made_at=template.versions.all()[0].made_at,
        made_by="user:1",
    )


def words_of(letter: Letter) -> str:
    letter = Letter.objects.get(pk=letter.pk)
    Letter.objects.filter(pk=letter.pk).update(values=None, template_version=None)
    letter = Letter.objects.get(pk=letter.pk)
    assert freeze([letter]) == {}
    assert letter.template_version
    return str(letter.template_version.texts["zh-hans"]["body"])


@pytest.mark.both
def test_the_newest_words_of_the_whole_house_replace_the_shipped_ones() -> None:
    template = make_template().template
    letter = make_letter()
    assert "{{link}}" in words_of(letter)
    own(template, "一", Part())
    own(template, "二", Part())
    assert words_of(letter) == "二"
    Wording.objects.update(is_active=False)
    assert "{{link}}" in words_of(letter)


def test_words_of_another_part_do_not_hold_for_a_letter_that_belongs_nowhere() -> None:
    template = make_template().template
    letter = make_letter()
    own(template, "店", Part(category="shop"))
    assert "{{link}}" in words_of(letter)


def test_a_frozen_letter_keeps_its_words() -> None:
    template = make_template().template
    letter = make_letter()
    freeze([letter])
    was = letter.template_version_id
    own(template, "新", Part())
    again = Letter.objects.get(pk=letter.pk)
    freeze([again])
    assert (again.template_version_id, again.template) == (was, CODE)


def test_going_back_keeps_the_versions_and_ends_the_draft(template: Template) -> None:
    version = published(template, "甲。")
    row = wording_actions.save_draft(template, Part(), typed=typed("乙。"), by=HAN)
    wording_actions.reset(row, by=HAN)
    row.refresh_from_db()
    assert (row.is_active, row.draft) == (False, None)
    assert TemplateVersion.objects.filter(pk=version.pk).exists()
    made = published(template, "丙。")
    row.refresh_from_db()
    assert (made.number, row.is_active) == (2, True)
