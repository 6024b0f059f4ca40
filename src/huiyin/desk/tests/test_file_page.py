from datetime import timedelta

import pytest
import time_machine

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.actions import add_note, ask, record_consent
from huiyin.candidates.models import Application, CandidateTag, Note, Tag
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.core import clock
from huiyin.core.models import AuditEntry
from huiyin.jobs.models import Reason
from huiyin.jobs.tests.factories import put_on_team
from huiyin.messaging.contacts import current_address
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


@pytest.fixture
def application():
    candidate = make_candidate(
        "许知夏", phone="13800002046", email="xu@example.com", id_number="11010519491231002X"
    )
    return make_application(candidate=candidate)


@pytest.fixture
def url(application):
    return f"/candidates/{application.candidate.number}/"


def test_a_file_tells_job_stage_promise_and_history(browser, application, url):
    ask(application.candidate, "结果什么时候出来？", by=SYSTEM, application=application)
    add_note(application.candidate, "愿意去仓里看", by=SYSTEM)
    record_consent(application.candidate, "talent_pool", given=True, by=SYSTEM)

    text = browser().get(url).content.decode()

    for said in (
        "许知夏",
        "销售经理，已投递",
        "结果什么时候出来？",
        "愿意去仓里看",
        "本人同意",
        "答应的答复",
    ):
        assert said in text


def test_phone_mail_and_id_are_masked_until_asked_for(browser, url):
    text = browser().get(url).content.decode()

    assert "138****2046" in text
    for hidden in ("13800002046", "xu@example.com", "11010519491231002X"):
        assert hidden not in text


def test_looking_at_a_phone_shows_it_and_is_noted(browser, application, url):
    text = browser().post(f"{url}reveal/", {"field": "phone"}).content.decode()

    assert "+8613800002046" in text
    assert "xu@example.com" not in text
    entry = AuditEntry.objects.get(verb="candidate.revealed")
    assert (entry.about, entry.detail) == (f"candidate:{application.candidate.pk}", {"field": "phone"})


def test_a_role_that_sees_masks_cannot_look_behind_them(browser, application, url):
    user = make_user("hiring_manager")
    put_on_team(application.job, make_employee(user=user))
    client = browser(user)

    assert client.post(f"{url}reveal/", {"field": "phone"}).status_code == 403
    assert client.post(f"{url}reveal/", {"field": "contact"}).status_code == 403
    text = client.get(url).content.decode()
    assert "138****2046" in text
    assert "1101" not in text
    assert AuditEntry.objects.filter(verb="candidate.revealed").count() == 0


def test_a_note_is_kept_and_an_unfair_one_comes_back_with_its_text(browser, url):
    client = browser()
    client.post(f"{url}note/", {"text": "愿意去仓里看"})

    response = client.post(f"{url}note/", {"text": "年龄偏大"})

    assert response.status_code == 422
    text = response.content.decode()
    assert "就业促进法" in text
    assert "年龄偏大</textarea>" in text
    assert [note.text for note in Note.objects.all()] == ["愿意去仓里看"]


def test_notes_are_unseen_and_unwritten_where_the_role_hides_them(browser, application, url):
    user = make_user("hiring_manager")
    put_on_team(application.job, make_employee(user=user))
    add_note(application.candidate, "愿意去仓里看", by=SYSTEM)
    client = browser(user)

    assert "愿意去仓里看" in client.get(url).content.decode()
    assert client.post(f"{url}note/", {"text": "x"}).status_code == 403
    rule = user.grants.get().role.field_rules.get(field="candidate.note")
    rule.level = "hide"
    rule.save()
    assert "愿意去仓里看" not in client.get(url).content.decode()


def test_tags_go_on_and_off(browser, application, url):
    client = browser()
    client.post(f"{url}tag/", {"name": "银牌候选人"})

    assert CandidateTag.objects.get().tag.name == "银牌候选人"
    assert client.post(f"{url}tag/", {"name": "已婚"}).status_code == 422
    client.post(f"{url}untag/", {"tag": Tag.objects.get().pk})
    client.post(f"{url}untag/", {"tag": "x"})
    assert CandidateTag.objects.count() == 0


def test_a_tag_taken_off_can_be_put_on_again_for_a_while(browser, application, url):
    client = browser()
    client.post(f"{url}tag/", {"name": "银牌候选人"})
    tag = Tag.objects.get()

    page = client.post(f"{url}untag/", {"tag": tag.pk})["Location"]
    shown = client.get(page)
    other = make_candidate("江晚", phone="13900000002")
    of_another = client.get(page.replace(application.candidate.number, other.number))
    forged = client.get(f"{url}?untagged={tag.pk}")
    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        late = client.get(page)

    assert [one.context["untagged"] for one in (shown, of_another, forged, late)] == [tag, None, None, None]
    client.post(f"{url}tag/", {"name": tag.name})
    assert CandidateTag.objects.get().tag == tag
    assert client.get(page).context["untagged"] is None


def test_an_edit_leaves_empty_fields_alone(browser, application, url):
    client = browser()
    page = client.get(f"{url}edit/").content.decode()
    assert "13800002046" not in page

    response = client.post(f"{url}edit/", {"name": "许知夏", "city": "杭州", "language": "en"})

    candidate = application.candidate
    candidate.refresh_from_db()
    assert response.status_code == 302
    assert (candidate.city, candidate.id_number) == ("杭州", "11010519491231002X")
    assert current_address(candidate.contact, "phone").value == "+8613800002046"


def test_the_second_of_two_who_correct_the_details_is_told_and_keeps_her_words(browser, application, url):
    client = browser()
    seen = client.get(f"{url}edit/").context["seen"]
    client.post(f"{url}edit/", {"name": "许知夏", "city": "杭州", "language": "zh-hans"})

    typed = {"name": "许知秋", "city": "宁波", "language": "zh-hans", "seen": seen}
    response = client.post(f"{url}edit/", typed)

    assert response.status_code == 422
    text = response.content.decode()
    assert "城市" in text
    assert "许知秋" in text
    application.candidate.refresh_from_db()
    assert (application.candidate.name, application.candidate.city) == ("许知夏", "杭州")
    assert client.post(f"{url}edit/", {**typed, "seen": response.context["seen"]}).status_code == 302


def test_an_edit_with_somebody_elses_phone_says_so(browser, url):
    make_candidate(phone="13900001111")

    response = browser().post(
        f"{url}edit/", {"name": "许知夏", "phone": "13900001111", "language": "zh-hans"}
    )

    assert response.status_code == 422
    assert "属于另一位候选人" in response.content.decode()


def test_the_reason_and_the_warning_of_an_ended_application_show(browser, application, url):
    reason = Reason.objects.get(group="reject", key="job_paused")
    Application.objects.filter(pk=application.pk).update(state="rejected", reason=reason)

    text = browser().get(url).content.decode()

    for said in ("职位暂停", "原因可解除", "已经告诉过对方没有通过", "未通过"):
        assert said in text


def test_markup_in_names_and_questions_stays_text(browser, application, url):
    ask(application.candidate, "<script>alert(1)</script>", by=SYSTEM)

    assert "<script>alert(1)" not in browser().get(url).content.decode()


def test_an_english_page_is_english(browser, url):
    client = browser()
    client.post("/language/", {"language": "en", "next": "/"})

    text = client.get(url).content.decode()

    assert "Promised answer" in text
    assert 'lang="zh-CN"' in text


def test_an_open_file_hears_what_a_colleague_does_and_nothing_while_nothing_happens(
    browser, application, url, django_assert_max_num_queries
):
    client = browser()
    tag = client.get(url).context["live"]
    asked_again = {"HX-Request": "true", "If-None-Match": tag}
    with django_assert_max_num_queries(18):
        quiet = client.get(url, headers=asked_again)

    add_note(application.candidate, "愿意去仓里看", by=SYSTEM)
    news = client.get(url, headers=asked_again)

    assert (quiet.status_code, quiet.content) == (304, b"")
    assert news.status_code == 200
    assert news.context["live"] != tag
    assert "愿意去仓里看" in news.content.decode()


def test_an_older_page_of_a_file_asks_for_no_news(browser, url):
    page = browser().get(url, {"before": "2026-11-20T00:00:00+00:00"})

    assert "hx-trigger" not in page.content.decode().partition("<main")[2].partition('id="timeline"')[0]
