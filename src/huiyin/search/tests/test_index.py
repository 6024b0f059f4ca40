"""The index follows what actions do, in their own transaction, and mends itself."""

import pytest
from django.db import connection, transaction

from huiyin.accounts.doors import FieldLevel
from huiyin.accounts.models import FieldRule
from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates import indexed
from huiyin.candidates.access import visible_to
from huiyin.candidates.actions import (
    NewCandidate,
    delete_document,
    edit_candidate,
    tag_candidate,
    untag_candidate,
)
from huiyin.candidates.models import Candidate, Document, DocumentText, Tag
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.company.tests.factories import make_company, make_unit
from huiyin.core import clock
from huiyin.jobs.tests.factories import make_job
from huiyin.search import asking, commands, finding, index
from huiyin.search.models import Document as Indexed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def house(db):
    make_company()


@pytest.fixture
def manager():
    return actor_of(make_user("hr_manager"))


def found(actor, query):
    plan = asking.read(indexed.KIND, actor, query)
    ids = finding.page(indexed.KIND, plan, visible_to(actor), size=20).ids
    assert finding.count(indexed.KIND, plan, visible_to(actor)) == len(ids)
    return ids


def give_paper(candidate, text, *, application=None, is_quarantined=False):
    document = Document.objects.create(
        candidate=candidate,
        application=application,
        name="简历.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0" * 64,
        path=f"documents/{Document.objects.count()}",
        is_quarantined=is_quarantined,
        uploaded_by="test",
        at=clock.now(),
    )
    DocumentText.objects.create(document=document, state="text", text=text, at=clock.now())
    index.refresh("candidate", [candidate.pk])
    return document


def test_a_corrected_name_is_found_and_the_old_one_is_not(manager):
    one = make_candidate("王小名")

    edit_candidate(one, NewCandidate(name="王小明", city="西安"), by=SYSTEM)

    assert found(manager, "王小明") == found(manager, "西安") == [one.pk]
    assert found(manager, "小名") == []


def test_a_tag_is_found_while_it_is_worn(manager):
    one = make_candidate("王小明")
    tag_candidate(one, "银牌候选人", by=SYSTEM)
    assert found(manager, "银牌") == [one.pk]

    untag_candidate(one, Tag.objects.get(), by=SYSTEM)

    assert found(manager, "银牌") == []


def test_what_is_rolled_back_leaves_no_trace(manager):
    def make_and_fail():
        with transaction.atomic():
            make_candidate("王小明")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        make_and_fail()

    assert found(manager, "王小明") == []
    assert not Indexed.objects.exists()


def test_words_of_a_resume_are_found_but_not_what_reaches_a_person(manager):
    one = make_candidate("王小明")
    document = give_paper(one, "负责机器学习平台，电话 139 1234 5678，wang@mail.example，微信：wang12345")

    assert found(manager, "机器学习") == found(manager, "王 机器学习") == [one.pk]
    for hidden in ("13912345678", "1234", "12345678", "mail", "wang12345"):
        assert found(manager, hidden) == []

    delete_document(document, reason="other", by=SYSTEM)
    assert found(manager, "机器学习") == []


def test_a_paper_kept_shut_is_not_read(manager):
    give_paper(make_candidate("王小明"), "机器学习", is_quarantined=True)

    assert found(manager, "机器学习") == []


def test_who_may_not_read_papers_finds_nobody_by_them(manager):
    one = make_candidate("王小明")
    make_application(candidate=one)
    give_paper(one, "机器学习")
    blind = make_user("recruiter")
    FieldRule.objects.filter(role__key="recruiter", field="candidate.document").update(level=FieldLevel.MASK)

    assert found(actor_of(blind), "机器学习") == []
    assert found(actor_of(blind), "王小明") == [one.pk]
    assert found(manager, "机器学习") == [one.pk]


def test_a_paper_for_one_job_is_found_only_by_who_reaches_that_job(manager):
    here, there = make_unit("东"), make_unit("西")
    one = make_candidate("王小明")
    make_application(candidate=one, job=make_job("店员", org_unit=here))
    secret = make_application(candidate=one, job=make_job("秘密职位", org_unit=there))
    give_paper(one, "机器学习", application=secret)
    give_paper(one, "公开履历")
    near, far = (actor_of(make_user("recruiter", org_unit=unit)) for unit in (here, there))

    assert found(near, "机器学习") == found(near, "秘密职位") == found(near, "王 秘密") == []
    assert found(near, "公开履历") == found(near, "店员") == [one.pk]
    assert found(far, "机器学习") == found(far, "秘密职位") == found(far, "公开履历") == [one.pk]
    assert found(manager, "机器学习") == [one.pk]


def test_another_branch_finds_and_counts_nobody(manager):
    one = make_application(job=make_job("店员", org_unit=make_unit("东"))).candidate
    other = actor_of(make_user("recruiter", org_unit=make_unit("西")))

    for query in (one.name, one.number, "店员", "候选"):
        assert found(other, query) == []
        assert found(manager, query) == [one.pk]


def test_a_masked_role_finds_by_the_last_four_alone(manager):
    one = make_candidate("王小明", phone="13800002046", email="wang@example.com")
    make_application(candidate=one)
    masks = actor_of(make_user("executive"))

    assert found(masks, "2046") == [one.pk]
    assert found(masks, "13800002046") == found(masks, "wang@example.com") == []
    FieldRule.objects.filter(field="candidate.phone").update(level=FieldLevel.HIDE)
    assert found(actor_of(make_user("executive")), "2046") == []


def test_somebody_merged_is_found_by_either_name_and_number(manager):
    kept, gone = make_candidate("王小明"), make_candidate("王晓明", phone="13800002046")
    Candidate.objects.filter(pk=gone.pk).update(merged_into=kept)
    index.refresh("candidate", [gone.pk, kept.pk])

    for query in ("王晓明", "王小明", gone.number, kept.number, "13800002046"):
        assert found(manager, query) == [kept.pk]


def test_somebody_who_is_gone_leaves_the_index(manager):
    one = make_candidate("王小明")
    one.consents.all().delete()
    Candidate.objects.filter(pk=one.pk).delete()

    index.refresh("candidate", [one.pk])

    assert not Indexed.objects.exists()


def test_the_clock_indexes_what_is_missing_and_drops_what_is_gone(manager):
    one, other = make_candidate("王小明"), make_candidate("李四")
    index.forget("candidate", [one.pk])
    other.consents.all().delete()
    Candidate.objects.filter(pk=other.pk).delete()
    assert found(manager, "王小明") == []

    assert index.complete() == 1

    assert found(manager, "王小明") == [one.pk]
    assert Indexed.objects.filter(kind="candidate").count() == 1
    assert index.complete() == 0


def test_a_rebuild_that_is_stopped_leaves_a_whole_index(manager, monkeypatch):
    monkeypatch.setattr(index, "REBUILD_PORTION", 2)
    people = [make_candidate(f"王小{sign}") for sign in "明红芳丽敏"]
    work = index.rebuild("candidate")
    next(work)
    work.close()
    assert sorted(found(manager, "王小")) == sorted(one.pk for one in people)

    assert list(index.rebuild("candidate")) == [2, 4, 5]

    assert sorted(found(manager, "王小")) == sorted(one.pk for one in people)


def test_the_command_says_how_whole_the_index_is():
    make_candidate("王小明")
    index.forget("candidate", [Candidate.objects.get().pk])

    class Asked:
        verb = "status"

    assert commands.search(Asked).data["ok"] is False
    Asked.verb = "rebuild"
    assert {"kind": "candidate", "there": 1, "indexed": 1} in commands.search(Asked).data["kinds"]


def test_no_number_lies_in_the_index_in_clear():
    one = make_candidate(
        "王小明 13800002046", phone="13900002046", email="wang@example.com", id_number="11010519491231002X"
    )
    give_paper(one, "身份证 11010519491231002X 手机 139-0000-2046")

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'search_words', 'row')"
            )
            cursor.execute("SELECT term FROM temp.vocabulary")
        else:
            cursor.execute("SELECT words FROM search_document")
        kept = " ".join(row[0] for row in cursor.fetchall())

    for hidden in ("13800002046", "13900002046", "00002046", "110105", "wang@", "example"):
        assert hidden not in kept
