import pytest

from huiyin.search.redaction import without_contacts


@pytest.mark.parametrize(
    "hidden",
    [
        "13800138000",
        "138 0013 8000",
        "138-0013-8000",
        "+86 138 0013 8000",
        "１３８００１３８０００",
        "010-88889999",
        "(021) 6288 8888",
        "+852 5123 4567",
        "lin.ruoxi@example.com",
        "110105194912310021",
        "11010519491231002X",
        "110105 19491231 002X",
        "6222 0212 3456 7890 123",
        "微信：linruoxi88",
        "QQ: 28712345",
        "88889999",
    ],
)
def test_what_reaches_a_person_is_taken_out(hidden):
    assert without_contacts(f"联系{hidden}。后面的话").split() == ["联系", "。后面的话"]


@pytest.mark.parametrize(
    "kept",
    ["2019.09-2023.06", "2019年9月至2023年6月", "带过12人的团队", "年薪 300000", "Java 17", "GPA 3.85/4.0"],
)
def test_what_a_resume_says_of_work_stays(kept):
    assert without_contacts(kept) == kept
