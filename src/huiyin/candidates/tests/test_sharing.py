"""Sharing a job: addresses that know the way, codes to print, and a colleague's own referrals."""

from xml.etree import ElementTree

import pytest
from django.test import Client

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.origins import colleague_key, read_origin, way_key
from huiyin.candidates.tests.factories import make_application, make_candidate
from huiyin.jobs.tests.factories import make_job, put_on_team, stage_of
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db


def signed_in(*roles: str) -> tuple[Client, object]:
    user = make_user(*roles)
    client = Client()
    client.force_login(user)
    return client, make_employee("江予安", user=user)


def test_a_key_leads_back_to_what_it_says():
    colleague = make_employee("顾行之")

    assert read_origin(way_key("site", " BOSS\n直聘 ")).note == "BOSS 直聘"
    assert read_origin(colleague_key(colleague)).referrer == colleague
    assert read_origin("campus").source == "campus"


@pytest.mark.parametrize(
    "key",
    [
        "",
        ".",
        "c1",
        "c1.aaaaaaaaaa",
        "c²." + "a" * 10,
        "x1.abc",
        "c" + "9" * 30 + ".a",
        "poster.." * 90,
        "\x00",
    ],
)
def test_a_forged_key_says_nothing(key):
    found = read_origin(key)

    assert (found.note, found.referrer, found.passed_on_by) == ("", None, None)


def test_a_colleague_who_has_left_refers_nobody_any_more():
    colleague = make_employee("顾行之")
    key = colleague_key(colleague)
    colleague.is_active = False
    colleague.save()

    assert read_origin(key).referrer is None


def test_the_page_offers_an_address_for_each_way_and_counts_who_came():
    client, _me = signed_in("recruiter")
    job = make_job()
    for source in ("offline", "offline", "referral"):
        make_application(job=job, source=source)

    html = client.get(f"/jobs/{job.pk}/share/?way=poster&note=一楼电梯").content.decode()

    assert f"/join/{job.number}/?from=poster." in html
    assert (
        '<dt>线下</dt><dd class="hy-num">2</dd>' in html.replace("\n", "")
        or '<dd class="hy-num">2</dd>' in html
    )


@pytest.mark.parametrize(("kind", "media"), [("svg", "image/svg+xml"), ("png", "image/png")])
def test_a_code_is_a_file_to_print(kind, media):
    client, _me = signed_in("recruiter")
    job = make_job()

    response = client.get(f"/jobs/{job.pk}/share/code.{kind}?way=poster")

    assert (response.status_code, response["Content-Type"]) == (200, media)
    assert response["Content-Disposition"] == f'attachment; filename="{job.number}-poster.{kind}"'
    if kind == "svg":
        assert ElementTree.fromstring(response.content).tag.endswith("svg")
    else:
        assert response.content.startswith(b"\x89PNG")


def test_there_is_no_code_of_another_kind():
    client, _me = signed_in("recruiter")

    assert client.get(f"/jobs/{make_job().pk}/share/code.exe").status_code == 404


def test_a_colleague_sees_roughly_how_far_those_are_who_came_by_her_and_no_names():
    client, me = signed_in("interviewer")
    job = make_job()
    rows = [
        make_application(make_candidate(name), job, referrer=me)
        for name in ("许知夏", "林若溪", "江晚", "沈嘉禾")
    ]
    rows[1].stage = stage_of(job, "interview_1")
    rows[2].state = "rejected"
    rows[3].state = "hired"
    for row in rows:
        row.save()
    make_application(make_candidate("别人的"), job, referrer=make_employee("顾行之"))

    html = client.get("/referrals/").content.decode()

    assert "4 人由你内推" in html
    assert [html.count(word) for word in ("在看简历", "面试中", "已结束", "已入职")] == [1, 1, 1, 1]
    assert [name in html for name in ("许知夏", "林若溪", "江晚", "沈嘉禾", "别人的", "初试")] == [False] * 6


def test_only_open_jobs_are_passed_on():
    client, me = signed_in("interviewer")
    shown, hidden = make_job("叉车司机"), make_job("草稿职位", state="draft")

    html = client.get("/referrals/").content.decode()

    assert (f"/join/{shown.number}/?from={colleague_key(me)}" in html, hidden.title in html) == (True, False)


def test_an_account_without_a_colleague_has_no_referrals():
    client = Client()
    client.force_login(make_user("system_admin"))

    assert client.get("/referrals/").status_code == 403


def test_the_pages_ask_the_database_little(django_assert_max_num_queries):
    client, me = signed_in("recruiter")
    job = make_job()
    put_on_team(job, me)
    for _ in range(30):
        make_application(job=job, referrer=me)

    for path in (f"/jobs/{job.pk}/share/", "/referrals/", f"/jobs/share/{job.org_unit_id}/"):
        with django_assert_max_num_queries(12):
            client.get(path)
