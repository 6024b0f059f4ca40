"""The public pages of jobs: what the world may know, in both languages, for search engines too."""

import json
import re

import pytest
from django.conf import settings
from django.test import Client

from huiyin.company.tests.factories import make_unit
from huiyin.jobs.models import Job
from huiyin.jobs.tests.factories import make_job
from huiyin.portal.tests.posting import address, make_posting

pytestmark = pytest.mark.django_db
PAY = {"min": 18000, "max": 26000, "months": 13}


def page(client: Client, job: Job, query: str = "") -> str:
    return client.get(address(job) + query).content.decode()


def data_of(html: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    return json.loads(found[1])


def test_an_open_job_says_what_it_is_where_and_when_one_hears(client):
    html = page(client, make_posting())

    for words in (
        "应聘「仓配产品经理（国内仓）」",
        "3 个工作日内收到回复",
        "南枝大厦 B 座 6 层",
        "每周去一次仓里",
        "第一轮面试",
    ):
        assert words in html


def test_it_can_be_read_in_english(client):
    html = page(client, make_posting(), "?lang=en")

    assert "Apply for Warehouse Product Manager" in html
    assert "You hear from us within 3 working days" in html


def test_an_address_in_small_letters_leads_there_too(client):
    job = make_posting()

    assert client.get(address(job).lower()).status_code == 200


def test_search_engines_read_a_posting_without_pay(client):
    job = make_posting(pay_band=PAY)
    html = page(client, job)
    data = data_of(html)

    assert (data["@type"], data["title"]) == ("JobPosting", "仓配产品经理（国内仓）")
    assert data["identifier"] == {"@type": "PropertyValue", "name": "南枝供应链", "value": job.number}
    assert "baseSalary" not in data
    assert "18" + "000" not in html
    assert "18,000" not in html


def test_pay_is_said_where_the_job_publishes_it(client):
    html = page(client, make_posting(pay_band=PAY, publishes_pay=True))

    assert "18,000" in html
    assert data_of(html)["baseSalary"]["value"]["maxValue"] == 26000


def test_highlights_cannot_leave_the_posting(client):
    html = page(client, make_posting(highlights="</script><script>alert(1)</script>"))

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in str(data_of(html)["description"])


def test_a_draft_does_not_exist(client):
    job = make_posting(state="draft")

    response = client.get(address(job))

    assert response.status_code == 404
    assert job.title not in response.content.decode()


@pytest.mark.parametrize(("state", "words"), [("closed", "已经结束招聘"), ("paused", "暂停接收新的投递")])
def test_a_job_that_takes_nobody_says_so_and_offers_others(client, state, words):
    job = make_posting(state=state)
    other = make_job("叉车司机", org_unit=job.org_unit)

    response = client.get(address(job))
    html = response.content.decode()

    assert (response.status_code, words in html, address(other) in html) == (200, True, True)
    assert "<form" not in html


def test_a_branch_shows_its_own_open_jobs_and_the_house_all(client):
    job = make_posting()
    below = make_job("分拣员", org_unit=make_unit("分拣组", parent=job.org_unit))
    elsewhere = make_job("销售经理", org_unit=make_unit("深圳"))
    make_job("草稿职位", org_unit=job.org_unit, state="draft")

    branch = client.get(f"/join/at/{job.org_unit_id}/").content.decode()
    house = client.get("/join/").content.decode()

    assert [address(one) in branch for one in (job, below, elsewhere)] == [True, True, False]
    assert [address(one) in house for one in (job, below, elsewhere)] == [True, True, True]
    assert "草稿职位" not in house


def test_an_unknown_branch_is_not_found(client):
    assert client.get("/join/at/99999/").status_code == 404


def test_open_jobs_may_be_found_and_the_rest_not(client):
    job = make_posting()
    found = client.get(address(job))
    sent = client.get(f"{address(job)}sent/")

    assert "noindex" not in found.content.decode()
    assert "X-Robots-Tag" not in found
    assert sent["X-Robots-Tag"] == "noindex, nofollow"


def test_a_brand_that_can_be_read_colours_the_page(client):
    job = make_posting(colour="#7A1F4E")
    html = page(client, job)
    sheet = re.search(r'href="(/join/look/[^"]+)"', html)
    assert sheet

    css = client.get(sheet[1])

    assert css["Content-Type"] == "text/css; charset=utf-8"
    assert "--brand:#7a1f4e" in css.content.decode()


@pytest.mark.parametrize("colour", ["#FFE066", "#0F6E6", "red;}x"])
def test_a_brand_that_cannot_be_read_does_not(client, colour):
    job = make_posting(colour=colour[:7])

    assert "/join/look/" not in page(client, job)


def test_no_sheet_is_made_for_an_invented_colour(client):
    job = make_posting()
    brand = job.org_unit.brand

    assert client.get(f"/join/look/{brand.pk}-abcdef.css").status_code == 404


@pytest.mark.parametrize(("path", "most"), [("", 6), ("sent/", 6)])
def test_a_page_asks_the_database_little(client, django_assert_num_queries, path, most):
    job = make_posting()

    with django_assert_num_queries(most):
        client.get(address(job) + path)


def test_three_hundred_open_jobs_cost_no_more_queries(client, django_assert_num_queries):
    job = make_posting()
    for _ in range(40):
        make_job("分拣员", org_unit=job.org_unit)

    with django_assert_num_queries(5):
        client.get(f"/join/at/{job.org_unit_id}/")


def test_the_page_weighs_little_and_loads_nothing_from_anybody_else(client):
    html = page(client, make_posting(), "?lang=en")
    sheet = settings.PACKAGE / "core" / "static" / "huiyin" / "candidate.css"
    loaded = re.findall(r'(?:src|srcset|<link rel="(?:stylesheet|icon)" href)="([^"]+)"', html)

    assert len(html.encode()) + sheet.stat().st_size <= 60_000
    assert [one for one in loaded if not one.startswith(("/static/", "/join/look/", "data:"))] == []
    assert re.findall(r"<style|\bstyle=|\bon\w+=|javascript:", html) == []


def test_the_way_by_which_somebody_came_goes_on_from_a_branch_to_its_jobs(client):
    job = make_posting()

    html = client.get(f"/join/at/{job.org_unit_id}/?from=poster&lang=en").content.decode()

    assert f'href="{address(job)}?lang=en&amp;from=poster"' in html
