import pytest

from huiyin.imports.columns import is_protected, map_columns
from huiyin.imports.huiyin_sheet import COLUMNS
from huiyin.imports.tables import Line


@pytest.mark.parametrize(
    "title",
    "性别 Gender 年龄 Age 婚姻状况 Marital_Status 是否已育 民族 籍贯 户籍"
    " 政治面貌 宗教信仰 Candidate_Native_location 姓名/性别"
    " Date_of_birth 出生年月 身高 星座 照片 Nationality 健康状况".split(),
)
def test_what_must_not_decide_is_protected(title: str):
    assert is_protected(title.replace("_", " "))


@pytest.mark.parametrize(
    "title", ["姓名", "语言", "Language", "Message", "来源", "Stage", "包装", "Page", "备注"]
)
def test_ordinary_columns_are_not(title: str):
    assert not is_protected(title)


def test_headers_fit_in_both_languages_and_spellings():
    header = Line(1, ("姓名/name", " PHONE ", "E-mail", "面试时间", "性别", "爱好", None))

    mapped = map_columns(header, [Line(2, ("林若溪", "1", "", "", "女", "围棋", None))], COLUMNS)

    assert dict(mapped.at) == {"name": 0, "phone": 1, "email": 2, "interview_start": 3}
    assert (mapped.protected, mapped.unknown) == (("性别",), ("爱好",))
    assert mapped.left_out == ("性别", "爱好")


def test_an_unnamed_column_is_left_out_by_its_place_unless_it_is_empty():
    header = Line(1, ("姓名", "", ""))

    mapped = map_columns(header, [Line(2, ("林若溪", "NA", "something"))], COLUMNS)

    assert mapped.left_out == ("column 3",)


def test_two_columns_of_one_meaning_and_a_missing_one_are_found():
    mapped = map_columns(Line(1, ("手机", "phone")), [], COLUMNS)

    assert (mapped.doubled, mapped.missing) == (("phone",), ("姓名",))
