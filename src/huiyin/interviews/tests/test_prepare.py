"""Three minutes before she goes in: what this round looks at, what was asked, what not to ask."""

from datetime import timedelta

import pytest
from django.test import Client

from huiyin.accounts.models import FieldRule, User
from huiyin.accounts.tests.factories import make_user
from huiyin.candidates.models import Document
from huiyin.core import clock
from huiyin.core.fairness import find_unfair
from huiyin.interviews import guidance
from huiyin.interviews.actions import ask_question
from huiyin.interviews.models import Interview
from huiyin.interviews.tests.factories import START, SYSTEM, House, make_interview
from huiyin.jobs.models import JobCategory
from huiyin.messaging.contacts import set_address

pytestmark = pytest.mark.django_db


@pytest.fixture
def ivy(house: House) -> User:
    user = make_user("interviewer", name="顾行之")
    house.ivy.user = user
    house.ivy.save()
    return user


@pytest.fixture
def client(ivy: User) -> Client:
    client = Client()
    client.force_login(ivy)
    return client


@pytest.fixture
def interview(house: House) -> Interview:
    return make_interview(house, interviewers=[house.ivy, house.ian])


def page(client: Client, interview: Interview) -> str:
    answer = client.get(f"/interviews/{interview.pk}/prepare/")
    assert answer.status_code == 200
    return answer.content.decode()


def a_document(interview: Interview, **fields: object) -> Document:
    return Document.objects.create(
        candidate=interview.application.candidate,
        **{
            "kind": "resume",
            "name": "简历.pdf",
            "media_type": "application/pdf",
            "size": 3,
            "sha256": "a" * 64,
            "path": f"{Document.objects.count()}.bin",
            "uploaded_by": "user:1",
            "at": clock.now(),
            **fields,
        },
    )


def test_it_says_what_to_look_at_with_whom_and_where(client: Client, interview: Interview) -> None:
    interview.stage.focus_zh = "把问题拆开"
    interview.stage.save()

    text = page(client, interview)

    for words in ("把问题拆开", "韩青", "5 号会议室", "望湖路 18 号", "婚育", "籍贯", "江予安"):
        assert words in text
    assert guidance.questions_for(interview.application.job.category)[0].text_zh in text


def test_what_was_asked_is_there_without_addresses_and_without_private_life(
    client: Client, interview: Interview
) -> None:
    for words in ("能带作品集电子版吗？", "请打 138 0013 8000 找我", "我怀孕了，能坐着聊吗？"):
        ask_question(interview, words, by=SYSTEM)

    text = page(client, interview)

    assert "能带作品集电子版吗？" in text
    assert "138 0013 8000" not in text
    assert "怀孕" not in text


def test_the_phone_follows_the_rule_of_her_role(client: Client, interview: Interview) -> None:
    set_address(interview.application.candidate.contact, "phone", "+8613800138000")
    assert "138****8000" in page(client, interview)

    FieldRule.objects.filter(field="candidate.phone").update(level="hide")

    assert "8000" not in page(client, interview)


def test_the_resume_is_one_tap_away_and_a_quarantined_one_is_not(
    client: Client, interview: Interview
) -> None:
    shut = a_document(interview, is_quarantined=True)
    resume = a_document(interview)

    text = page(client, interview)

    assert f"/candidates/documents/{resume.pk}/" in text
    assert f"/candidates/documents/{shut.pk}/" not in text


def test_earlier_rounds_are_told_to_those_whose_role_reaches_them(house: House, client: Client) -> None:
    first = make_interview(house)
    second = make_interview(
        house, first.application, round_no=2, start=START + timedelta(hours=3), interviewers=[house.ian]
    )
    house.ian.user = make_user("interviewer")
    house.ian.save()
    seen, unseen = Client(), Client()
    seen.force_login(house.recruiter)
    unseen.force_login(house.ian.user)

    assert "前面几轮" in page(seen, second)
    assert "顾行之" in page(seen, second)
    assert "前面几轮" not in page(unseen, second)
    assert "顾行之" not in page(unseen, second)


def test_only_its_interviewers_and_who_arranges_it_may_read_it(house: House, interview: Interview) -> None:
    asked = f"/interviews/{interview.pk}/prepare/"
    answers = {}
    for role in ("recruiter", "executive", "interviewer", "system_admin"):
        client = Client()
        client.force_login(make_user(role))
        answers[role] = client.get(asked).status_code

    assert answers == {"recruiter": 200, "executive": 403, "interviewer": 404, "system_admin": 404}


@pytest.mark.parametrize("category", JobCategory.values)
def test_every_kind_of_job_has_three_fair_questions(category: str) -> None:
    questions = guidance.questions_for(category)

    assert len(questions) == 3
    for one in questions:
        assert find_unfair(f"{one.text_zh} {one.text_en}") == []
