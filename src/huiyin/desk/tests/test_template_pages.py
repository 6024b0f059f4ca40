"""消息模板: the list, the editor in three panes, versions, other parts, and who may change what."""

from collections.abc import Callable

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.core.models import AuditEntry
from huiyin.interviews.tests.factories import House
from huiyin.messaging import shipped
from huiyin.messaging.models import Letter, TemplateVersion, Wording
from huiyin.messaging.shipped import shipped_texts

pytestmark = pytest.mark.django_db
PAGE = "/settings/templates/INV-1/"
Browser = Callable[..., Client]


@pytest.fixture
def manager(house: House, browser: Browser) -> Client:
    shipped.install()
    return browser(make_user("hr_manager", name="韩青"))


def typed(line: str = "期待见面。", **more: str) -> dict[str, str]:
    post = {"seen": "0"}
    for language, added in (("zh-hans", line), ("en", "We look forward to it." if line else "")):
        text = shipped_texts()["INV-1"].texts[language]
        post |= {
            f"{language}.subject": text["subject"],
            f"{language}.body": f"{text['body']}\n{added}".strip(),
        }
    return post | more


def test_the_list_says_what_every_letter_is_for(manager: Client) -> None:
    page = manager.get("/settings/templates/")
    assert page.status_code == 200
    said = page.content.decode()
    assert all(f"/settings/templates/{code}/" in said for code in shipped_texts())


def test_a_word_of_a_letter_finds_it(manager: Client) -> None:
    page = manager.get("/settings/templates/", {"q": "临时有变化"}).content.decode()
    assert "/settings/templates/REM-1D/" in page
    assert "/settings/templates/CODE/" not in page


def test_the_list_asks_little(manager: Client, django_assert_max_num_queries: Callable[..., object]) -> None:
    manager.get("/settings/templates/")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        manager.get("/settings/templates/")


def test_looking_changes_nothing(manager: Client) -> None:
    entries = AuditEntry.objects.count()
    for address in (
        PAGE,
        f"{PAGE}versions/",
        f"{PAGE}clone/",
        f"{PAGE}as-sent/",
        f"{PAGE}mail/",
        "/settings/templates/matrix/",
        "/settings/templates/blocks/",
        "/settings/templates/blocks/media/",
    ):
        assert manager.get(address).status_code == 200, address
    assert (AuditEntry.objects.count(), Wording.objects.count(), Letter.objects.count()) == (entries, 0, 0)


def test_what_is_typed_is_kept_as_a_draft(manager: Client) -> None:
    answer = manager.post(PAGE, typed(step="save"))
    assert answer.status_code == 302
    row = Wording.objects.get()
    assert row.draft is not None
    assert row.draft["zh-hans"]["body"].endswith("期待见面。")
    assert "期待见面。" in manager.get(PAGE).content.decode()


def test_the_draft_is_kept_while_one_writes_and_the_next_save_knows_it(manager: Client) -> None:
    first = manager.post(f"{PAGE}side/", typed("一"), headers={"HX-Request": "true"})
    assert 'id="seen" value="1" hx-swap-oob="true"' in first.content.decode()
    second = manager.post(f"{PAGE}side/", typed("二", seen="1"), headers={"HX-Request": "true"})
    assert 'value="2"' in second.content.decode()
    assert Wording.objects.get().draft_number == 2


def test_a_second_editor_sees_both_and_loses_nothing(manager: Client, browser: Browser) -> None:
    manager.post(PAGE, typed("甲说。", step="save"))
    other = browser(make_user("hr_manager", name="孟星河"))
    answer = other.post(PAGE, typed("乙说。", step="save"))
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "乙说。" in said
    assert "<ins>甲</ins>" in said
    assert "韩青" in said
    kept = Wording.objects.get().draft
    assert kept is not None
    assert kept["zh-hans"]["body"].endswith("甲说。")


def test_publishing_in_one_step(manager: Client) -> None:
    answer = manager.post(PAGE, typed(step="publish"))
    assert answer.status_code == 302
    version = TemplateVersion.objects.get(wording__part="")
    assert (version.number, version.made_by_name) == (1, "韩青")


def test_what_blocks_comes_back_as_it_was_typed(manager: Client) -> None:
    answer = manager.post(PAGE, typed("本职位限女性。", step="publish", note="可以"))
    assert answer.status_code == 422
    assert "限女性" in answer.content.decode()
    assert TemplateVersion.objects.filter(wording__isnull=False).count() == 0


def test_a_warning_wants_one_sentence(manager: Client) -> None:
    assert manager.post(PAGE, typed("请务必带证件。", step="publish")).status_code == 422
    assert TemplateVersion.objects.filter(wording__isnull=False).count() == 0
    again = typed("请务必带证件。", step="publish", seen="1", note="没有证件进不了园区")
    assert manager.post(PAGE, again).status_code == 302


def test_a_recruiter_reads_and_changes_nothing(manager: Client, desk: Client) -> None:
    assert desk.get(PAGE).status_code == 200
    for address in (PAGE, f"{PAGE}side/", f"{PAGE}clone/"):
        assert desk.post(address, typed(step="publish", to="category=shop")).status_code == 403
    assert Wording.objects.count() == 0


def test_who_only_reads_chooses_the_preview_by_links(manager: Client, desk: Client) -> None:
    page = desk.get(PAGE, {"look_language": "en", "look_shape": "sms"}).content.decode()
    assert "look_shape=chat&amp;look_language=en" in page
    assert 'type="radio"' not in page
    assert 'type="radio"' in manager.get(PAGE).content.decode()


def test_a_manager_of_a_branch_changes_her_branch_only(
    manager: Client, browser: Browser, house: House
) -> None:
    unit = house.job.org_unit
    hers = browser(make_user("hr_manager", org_unit=unit, name="支部"))
    other = Wording.objects.count()
    assert hers.post(f"{PAGE}?part=category%3Dshop", typed(step="save")).status_code in {302, 403}
    assert hers.post(f"{PAGE}?part=unit%3D{unit.pk}", typed(step="save")).status_code == 302
    assert Wording.objects.filter(part=f"unit={unit.pk}").count() == 1
    assert other == 0


@pytest.mark.parametrize("part", ["category=pirates", "unit=999999", "job=999999", "round=x", "nonsense"])
def test_a_part_that_does_not_exist_is_not_found(manager: Client, part: str) -> None:
    assert manager.get(PAGE, {"part": part}).status_code == 404


def test_versions_show_what_changed_and_one_comes_back(manager: Client) -> None:
    manager.post(PAGE, typed("一。", step="publish"))
    manager.post(PAGE, typed("二。", step="publish", seen=str(Wording.objects.get().draft_number)))
    page = manager.get(f"{PAGE}versions/").content.decode()
    assert "<del>一</del><ins>二</ins>" in page
    first = TemplateVersion.objects.get(wording__isnull=False, number=1)
    manager.post(f"/settings/templates/versions/{first.pk}/restore/")
    assert TemplateVersion.objects.get(wording__isnull=False, number=3).texts == first.texts


def test_one_action_gives_the_words_to_many_parts(manager: Client, house: House) -> None:
    manager.post(PAGE, typed("一。", step="publish"))
    to = ["category=shop", "category=tech", f"job={house.job.pk}"]
    assert manager.post(f"{PAGE}clone/", {"to": to}).status_code == 302
    assert sorted(Wording.objects.exclude(part="").values_list("part", flat=True)) == sorted(to)
    page = manager.get("/settings/templates/matrix/", {"job": house.job.pk}).content.decode()
    assert "供应链产品经理" in page


def test_going_back_to_what_ships(manager: Client) -> None:
    manager.post(PAGE, typed("一。", step="publish"))
    row = Wording.objects.get()
    manager.post(f"/settings/templates/wordings/{row.pk}/reset/")
    row.refresh_from_db()
    assert row.is_active is False
    assert "一。" not in manager.get(PAGE).content.decode()


def test_throwing_a_draft_away(manager: Client) -> None:
    manager.post(PAGE, typed("一。", step="save"))
    row = Wording.objects.get()
    manager.post(f"/settings/templates/wordings/{row.pk}/discard/")
    row.refresh_from_db()
    assert row.draft is None


def test_the_mail_stands_in_a_frame_where_nothing_runs(manager: Client) -> None:
    manager.post(PAGE, typed("<script>alert(1)</script><img src=x onerror=alert(1)>", step="save"))
    frame = manager.get(f"{PAGE}mail/", {"look_shade": "dark"})
    said = frame.content.decode()
    assert "<script" not in said
    assert "<img src=x" not in said
    policy = frame.headers["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    page = manager.get(PAGE).content.decode()
    assert "<script>alert(1)" not in page
