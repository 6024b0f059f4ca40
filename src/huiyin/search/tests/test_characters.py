import pytest

from huiyin.search.characters import asked_words, joined, pieces


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("王小明", "王小 小明 明"),
        ("Java工程师", "java 工程 程师 师"),
        ("C++/C# .NET", "c++ c# net"),
        ("José MÜLLER", "jose muller"),
        ("阿依·买买提", "阿依 依 买买 买提 提"),
        ("林🎉溪", "林🎉 🎉溪 溪"),
        ("Ｗａｎｇ", "wang"),
        ("a\u202eb\u200dc", "abc"),
        ('" * NEAR(%_)', "near"),
        ("", ""),
    ],
)
def test_text_is_cut_into_pieces(text, found):
    assert [one.text for one in pieces(text)] == found.split()


def test_pieces_know_where_they_stand():
    text = "住在Ｂｅｉｊｉｎｇ市"

    assert [text[one.start : one.end] for one in pieces(text)] == ["住在", "在", "Ｂｅｉｊｉｎｇ", "市"]


def test_a_query_is_parted_at_spaces_and_signs_between_words():
    assert asked_words("王小明，北京/Java　经理") == ["王小明", "北京", "Java", "经理"]
    assert joined("阿依 · 买买提") == "阿依买买提"
