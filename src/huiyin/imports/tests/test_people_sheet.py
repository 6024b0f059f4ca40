"""Sheets as recruiting sites export them: recognised, read, and what must not decide left out."""

import pytest

from huiyin.candidates.models import Application, Candidate, Note
from huiyin.imports.columns import is_protected
from huiyin.imports.detecting import detect
from huiyin.imports.people_sheet import read_degree, read_pay, read_years
from huiyin.imports.problems import Unreadable
from huiyin.imports.reading import tables_of
from huiyin.imports.tests.factories import bring_in, make_office, xlsx_of

SHEETS = {
    "boss": (
        (
            "姓名",
            "性别",
            "年龄",
            "工作经验",
            "学历",
            "沟通职位",
            "期望城市",
            "期望薪资",
            "目前状态",
            "电话",
            "最近沟通时间",
        ),
        (
            "林若溪",
            "女",
            "28岁",
            "3-5年",
            "本科",
            "产品经理",
            "杭州",
            "15-20K·13薪",
            "在职-考虑机会",
            "13800138000",
            "2026-11-20",
        ),
    ),
    "liepin": (
        (
            "候选人姓名",
            "性别",
            "手机号码",
            "电子邮箱",
            "目前公司",
            "目前职位",
            "所在地",
            "工作年限",
            "教育程度",
            "期望年薪",
            "应聘职位",
        ),
        (
            "林若溪",
            "女",
            "13800138000",
            "lin@example.com",
            "青木科技",
            "产品专员",
            "杭州",
            "5年",
            "硕士",
            "30-40万",
            "产品经理",
        ),
    ),
    "zhaopin": (
        (
            "简历编号",
            "姓名",
            "出生年月",
            "婚姻状况",
            "现居住地",
            "户口所在地",
            "手机",
            "E-mail",
            "最高学历",
            "应聘职位",
            "应聘时间",
            "期望月薪",
        ),
        (
            "JM1",
            "林若溪",
            "1998/3",
            "未婚",
            "杭州",
            "衢州",
            "13800138000",
            "lin@example.com",
            "大专",
            "产品经理",
            "2026-11-20",
            "面议",
        ),
    ),
}


@pytest.mark.parametrize("site", SHEETS)
def test_a_site_is_recognised_by_its_header(site: str):
    header, row = SHEETS[site]

    assert detect(tables_of(xlsx_of(row, header=header))[0]) == site


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("site", "name", "city"),
    [("boss", "BOSS直聘", ""), ("liepin", "猎聘", "杭州"), ("zhaopin", "智联招聘", "杭州")],
)
def test_a_sheet_of_a_site_becomes_people_without_what_must_not_decide(site: str, name: str, city: str):
    make_office()
    header, row = SHEETS[site]

    report = bring_in(xlsx_of(row, header=header), preset=site)

    assert (report.rows["created"], report.problems) == (1, [])
    assert report.protected == [title for title in header if is_protected(title)]
    assert Application.objects.get().source_note == name
    assert Candidate.objects.get().city == city
    note = Note.objects.get().text
    assert all(cell not in note for title, cell in zip(header, row, strict=True) if is_protected(title))


@pytest.mark.parametrize("text", ["15-20K·13薪", "15K-20K", "15000-20000元/月", "30-40万", "面议", ""])
def test_pay_as_sites_write_it_is_read(text: str):
    assert read_pay(text) == text


@pytest.mark.parametrize("text", ["20-15K", "很多", "15-20K·99薪", "=1+1"])
def test_what_is_no_pay_is_refused(text: str):
    with pytest.raises(Unreadable):
        read_pay(text)


@pytest.mark.parametrize("text", ["3-5年", "10年以上", "应届生", "5"])
def test_experience_is_read(text: str):
    assert read_years(text) == text


@pytest.mark.parametrize(
    ("text", "found"), [("统招本科", "本科"), ("MBA", "硕士"), ("专科", "大专"), ("", "")]
)
def test_a_degree_is_read_in_its_usual_words(text: str, found: str):
    assert read_degree(text) == found
