"""The same answers on both databases, and the answers of a scan."""

import random

import pytest

from huiyin.accounts.tests.factories import actor_of, make_user
from huiyin.candidates.access import visible_to
from huiyin.candidates.actions import tag_candidate
from huiyin.candidates.indexed import KIND
from huiyin.candidates.models import Candidate
from huiyin.candidates.tests.factories import SYSTEM, make_application, make_candidate
from huiyin.company.tests.factories import make_company
from huiyin.jobs.tests.factories import make_job
from huiyin.search import asking, finding
from huiyin.search.tests.corpus import NAMES, awkward, scan

pytestmark = [pytest.mark.django_db, pytest.mark.both]
QUERIES = 400


@pytest.fixture
def actor(db):
    make_company()
    return actor_of(make_user("hr_manager"))


def found(actor, query):
    plan = asking.read(KIND, actor, query)
    ids, after = [], ""
    while True:
        page = finding.page(KIND, plan, visible_to(actor), size=7, after=after)
        ids += page.ids
        after = page.after
        if not after:
            break
    assert len(ids) == len(set(ids)) == finding.count(KIND, plan, visible_to(actor))
    assert set(ids) == set(finding.among(plan, visible_to(actor)).values_list("pk", flat=True))
    return ids


def names(actor, query):
    return [Candidate.objects.get(pk=pk).name for pk in found(actor, query)]


def test_every_query_finds_what_a_scan_finds(actor):
    texts = {}
    for person in awkward(seed=7, number=90):
        one = make_candidate(person["name"], phone=person["phone"], city=person["city"])
        for tag in person["tags"]:
            tag_candidate(one, tag, by=SYSTEM)
        joined = "".join(sign for sign in person["name"] if sign.isalnum() or sign == "🎉")
        texts[one.pk] = [person["name"], joined, person["city"], *person["tags"]]
    chance = random.Random(11)
    words = sorted({text for said in texts.values() for text in said if text})
    wrong = []
    for _ in range(QUERIES):
        text = chance.choice(words)
        start = chance.randrange(len(text))
        query = text[start : start + chance.choice((2, 2, 3, 8))].strip()
        # A piece out of the middle of a Latin word, or of signs alone, is another test's matter.
        if len(query) < 2 or not all("\u3400" <= sign <= "\u9fff" for sign in query):
            continue
        if set(found(actor, query)) != scan(texts, query):
            wrong.append(query)

    assert wrong == []


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("王小", ["王小", "王小明"]),
        ("王小明", ["王小明"]),
        ("小明 王", ["王小明"]),
        ("WXM", ["王小明"]),
        ("wang xiao", ["王小", "王小明"]),
        ("shanxx", ["单雄信"]),
        ("danxx", ["单雄信"]),
        ("qiuying", ["仇英"]),
        ("zengle", ["曾乐"]),
        ("ouxh", ["区小红"]),
        ("yuchi", ["尉迟恭"]),
        ("linghu", ["令狐冲"]),
        ("阿依古丽买买提", ["阿依古丽·买买提"]),
        ("jose muller", ["José-Müller"]),
        ("müll", ["José-Müller"]),
        ("o'brien", ["O'Brien"]),
        ("林🎉", ["林🎉溪"]),
        ("🎉", ["林🎉溪"]),
        ("محمد", ["محمد·علي"]),
        ("김민", ["김민수"]),
        ("さくら", ["田中さくら"]),
        ("nguyen", ["Nguyễn·Văn·A"]),
        ("𠮷", ["𠮷田"]),
        ("wang", ["ｗａｎｇ", "王小", "王明", "王小明"]),
        ("溪", ["林🎉溪"]),
        ("明 王小", ["王小明"]),
        ("北京王", []),
        ("%", []),
        ("_", []),
        ('"', []),
        ("*", []),
        ("小%明", []),
        ('王小明" OR "', []),
        ("NEAR(王 小明)", []),
        ("王*", ["王小", "王明", "王小明"]),
        ("王小明 -张三", []),
        ("'; DROP TABLE search_document; --", []),
        ("\\", []),
        ("\x00王小明", ["王小明"]),
        ("王" * 200, []),
        ("x" * 5000, []),
        ("单 " * 60, ["单雄信"]),
    ],
)
def test_people_are_found_as_they_are_called(actor, query, first):
    for name in NAMES:
        make_candidate(name)

    assert names(actor, query) == first


@pytest.mark.parametrize(
    "spelling",
    [
        "13800002046",
        "138 0000 2046",
        "138-0000-2046",
        "+86 138 0000 2046",
        "１３８００００２０４６",
        "林 138 0000 2046",
    ],
)
def test_a_phone_is_found_in_any_spelling(actor, spelling):
    make_candidate("林若溪", phone="13800002046")
    make_candidate("林别人", phone="13800002047")

    assert names(actor, spelling) == ["林若溪"]


def test_a_jobs_title_finds_who_applied_and_a_new_title_follows(actor):
    one = make_application(candidate=make_candidate("王小明"), job=make_job("门店店长"))
    make_application(candidate=make_candidate("张三"), job=make_job("会计"))

    assert names(actor, "店长") == ["王小明"]
    assert names(actor, "王 店长") == ["王小明"]
    assert names(actor, "张 店长") == []
    assert names(actor, one.job.number) == ["王小明"]
    assert names(actor, one.candidate.number) == ["王小明"]


def test_who_is_called_so_stands_before_who_is_named_by_it_and_who_mentions_it(actor):
    mentions = make_candidate("张三", city="王小")
    longer = make_candidate("王小明")
    exact = make_candidate("王小")
    make_candidate("李四")

    assert found(actor, "王小") == [exact.pk, longer.pk, mentions.pk]
