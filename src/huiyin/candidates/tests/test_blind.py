"""What a card shows of a résumé: the work, and nothing of what must not weigh."""

import pytest

from huiyin.candidates.blind import MOST, blind


@pytest.mark.parametrize(
    "line",
    [
        "性别：女",
        "年龄: 28",
        "出生年月：1998.03",
        "籍贯：河南",
        "民族：汉族",
        "政治面貌：党员",
        "婚姻状况：未婚 | 身高：165",
        "女 | 28岁 | 汉族 | 未婚",
        "1998年3月出生",
        "Gender: Female",
        "Date of birth: 3 March 1998",
        "手机：13812345678",
        "lin@example.com",
    ],
)
def test_a_line_about_the_person_leaves_nothing_of_her(line):
    text = blind(f"林若溪\n{line}\n三年仓储计划")

    assert text.splitlines()[0] == "林若溪"
    assert text.splitlines()[-1] == "三年仓储计划"
    for told in ("女", "28", "1998", "河南", "汉族", "党员", "未婚", "165", "Female", "March", "138", "lin@"):
        assert told not in text


@pytest.mark.parametrize(
    "line",
    [
        "2021–2025　物流管理，本科",
        "负责女装品类的采购",
        "带过 28 人的团队，管理 165 家门店",
        "13-18岁学生的课程设计",
        "2023年3月生产线改造，产能提高两成",
        "熟悉民族地区的物流",
        "Managed a fleet of 40 trucks at age-old depots",
    ],
)
def test_a_line_about_the_work_stays_as_it_is(line):
    assert blind(line) == line


def test_a_long_text_is_cut():
    assert len(blind("仓" * 3 * MOST)) == MOST
