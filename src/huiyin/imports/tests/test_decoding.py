import pytest

from huiyin.core.errors import DomainError
from huiyin.imports.decoding import decode

CHINESE = "姓名,城市\n林若溪,杭州\n王芳,上海\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk"])
def test_a_chinese_sheet_is_read_in_the_encoding_that_it_has(encoding: str):
    assert decode(CHINESE.encode(encoding)) == CHINESE


def test_plain_letters_need_no_encoding():
    assert decode(b"name,city\nAnn,Leeds\n") == "name,city\nAnn,Leeds\n"


def test_a_rare_character_of_gb18030_is_read():
    text = "姓名\n㐂田\n"

    assert decode(text.encode("gb18030")) == text


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        ("姓名\n林若溪\n".encode() + "王芳\n".encode("gb18030"), "3"),
        ("姓名\n".encode("gb18030") + b"\xff\xff\n", "2"),
        ("name\nAnn\nJosé\n".encode(), "3"),
        (b"\xef\xbb\xbfname\n" + "王芳".encode("gb18030"), "2"),
        (b"name\nA\x00nn\n", "2"),
    ],
    ids=["two encodings", "neither", "undecidable", "not what its mark says", "binary"],
)
def test_bytes_that_nobody_can_decide_are_refused_with_their_line(raw: bytes, line: str):
    with pytest.raises(DomainError) as refused:
        decode(raw)

    assert refused.value.code == "undecidable_text"
    assert line in refused.value.problem


def test_letters_with_accents_are_read_beside_chinese():
    text = "姓名\n林若溪\nJosé\n"

    assert decode(text.encode()) == text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_utf_16_is_read_by_its_mark(encoding: str):
    raw = CHINESE.encode(encoding)
    assert decode(raw if encoding == "utf-16" else b"\xfe\xff" + raw) == CHINESE


@pytest.mark.parametrize("encoding", ["big5hkscs", "gb18030", "utf-8", "utf-16"])
def test_somebody_may_say_what_it_is(encoding: str):
    text = "姓名,城市\n林小溪,台北\n"

    assert decode(text.encode(encoding), encoding) == text


def test_what_somebody_says_is_held_to_it():
    with pytest.raises(DomainError, match="2"):
        decode("姓名\n林若溪\n".encode("gb18030")[:4] + b"\n\xff\xff\n", "big5hkscs")
