import pytest

from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Application, Candidate
from huiyin.candidates.tests.factories import make_candidate
from huiyin.jobs.tests.factories import make_job, put_on_team
from huiyin.messaging.models import Letter
from huiyin.people.tests.factories import make_employee

pytestmark = pytest.mark.django_db

PASTED = "许知夏\n应聘销售经理\n电话 138-0000-2046 邮箱 xu@example.com 现居杭州"


def filled(job, **fields):
    return {
        "name": "许知夏",
        "phone": "13800002046",
        "email": "xu@example.com",
        "job": job.pk,
        "source": "referral",
        "source_note": "校友群",
        "hire_type": "social",
        "language": "zh-hans",
        "acknowledge": "on",
    } | fields


def test_a_paste_fills_the_form_and_saves_nothing(browser):
    job = make_job("销售经理")
    make_job("店员")

    page = browser().post("/candidates/add/", {"text": PASTED})

    initial = page.context["form"].initial
    assert (initial["name"], initial["phone"], initial["city"]) == ("许知夏", "13800002046", "杭州")
    assert initial["job"] == job.pk
    assert "原文写明" in page.content.decode()
    assert Candidate.objects.count() == 0


def test_a_doubt_is_said_on_the_page(browser):
    page = browser().post("/candidates/add/", {"text": "138****2046"})

    assert "星号" in page.content.decode()


def test_saving_makes_file_application_owner_and_letter(browser):
    user = make_user("recruiter")
    employee = make_employee(user=user)
    job = make_job()

    response = browser(user).post("/candidates/add/", filled(job))

    application = Application.objects.get()
    assert response.headers["Location"] == f"/candidates/{application.candidate.number}/"
    assert (application.source, application.source_note, application.owner) == (
        "referral",
        "校友群",
        employee,
    )
    assert list(Letter.objects.values_list("kind", flat=True)) == ["application.received"]


def test_no_letter_goes_out_when_it_is_not_wanted(browser):
    job = make_job()
    data = filled(job)
    del data["acknowledge"]

    browser().post("/candidates/add/", data)

    assert (Application.objects.count(), Letter.objects.count()) == (1, 0)


def test_a_known_person_gets_the_application_on_the_same_file(browser):
    known = make_candidate("许知夏", phone="13800002046", email="xu@example.com")
    client = browser()

    response = client.post("/candidates/add/", filled(make_job()), follow=True)

    assert "已有档案" in response.content.decode()
    assert Application.objects.get().candidate == known


def test_a_second_running_application_changes_nothing(browser):
    job, client = make_job(), browser()
    client.post("/candidates/add/", filled(job))
    letters = Letter.objects.count()

    response = client.post("/candidates/add/", filled(job, city="杭州"))

    assert response.status_code == 422
    assert "已有进行中的投递" in response.content.decode()
    assert (Application.objects.count(), Letter.objects.count()) == (1, letters)
    assert Candidate.objects.get().city == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("phone", "12345"), ("email", "xu@"), ("id_number", "123"), ("job", "")],
)
def test_a_wrong_field_is_named_beside_it_and_the_input_is_kept(browser, field, value):
    response = browser().post("/candidates/add/", filled(make_job()) | {field: value})

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert 'value="校友群"' in response.content.decode()
    assert Candidate.objects.count() == 0


def test_only_jobs_that_she_may_fill_are_offered(browser):
    user = make_user("hiring_manager")
    put_on_team(make_job(), make_employee(user=user))

    assert browser(user).get("/candidates/add/").status_code == 403
    other = make_job("别处的职位")
    recruiter = make_user("recruiter", org_unit=make_job("这里的职位").org_unit)
    response = browser(recruiter).post("/candidates/add/", filled(other))
    assert (response.status_code, Candidate.objects.count()) == (422, 0)
    assert "别处的职位" not in response.content.decode()


def test_a_job_in_the_address_is_chosen_already(browser):
    job = make_job()
    make_job("店员")

    page = browser().get("/candidates/add/", {"job": job.pk})

    assert f'<option value="{job.pk}" selected>' in page.content.decode()
