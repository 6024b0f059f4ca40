"""Blocks in letters: found for a part, heard only with consent, pictures of ours, nothing hidden in them."""

import struct
import zlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from huiyin.core import clock
from huiyin.core.actor import Actor
from huiyin.core.errors import Clash, DomainError
from huiyin.core.models import AuditEntry
from huiyin.messaging import pictures
from huiyin.messaging.block_actions import BlockEdit, Voice, add_voice, save_block, withdraw_voice
from huiyin.messaging.blocks import pieces_for
from huiyin.messaging.checking import House
from huiyin.messaging.freeze import freeze
from huiyin.messaging.letterhead import letterheads
from huiyin.messaging.models import Block, BlockKind, Letter, Picture
from huiyin.messaging.parts import Part, Where
from huiyin.messaging.render import render
from huiyin.messaging.tests.factories import make_letter, make_template, text

pytestmark = pytest.mark.django_db
HOUSE = House(host="hr.example.test")
HAN = Actor(kind="user", key="user:1", label="韩青", user_id=1)


def png(width: int = 4, height: int = 3) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x0f\x6e\x6e" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def write(kind: BlockKind = BlockKind.MEDIA, part: Part | None = None, **more: Any) -> Block:
    edit = {
        "zh-hans": {"title": "仓里的一天", "text": "三分钟。", "alt": "货架"},
        "en": {"title": "A day", "text": "Three minutes.", "alt": "Shelves"},
    }
    return save_block(kind, part or Part(), to=BlockEdit(**({"texts": edit} | more)), house=HOUSE, by=HAN)


def today() -> date:
    return clock.today(settings.TIME_ZONE)


def voice(said: str = "有人带。", *, since: int = 10, lasts: int = 30, how: str = "档案") -> Voice:
    begins = today() - timedelta(days=since)
    return Voice("周一禾", said, begins, begins + timedelta(days=lasts), how, "组长", "I had a guide.")


def letter_with(*names: str) -> Letter:
    body = "{{name}}，您好：\n" + "\n".join(f"{{{{{name}?}}}}" for name in names) + "\n{{link}}"
    make_template({language: text("{{name}}", body) for language in ("zh-hans", "en")})
    return make_letter()


def words_of(letter: Letter) -> tuple[str, str]:
    assert freeze([letter]) == {}
    made = render(letter, letter.values, letterheads([""])[""])
    return made.text, made.html


def test_a_letter_holds_the_blocks_that_it_names() -> None:
    write(BlockKind.COMPANY_INTRO)
    said, html = words_of(letter_with("block_intro"))
    assert "仓里的一天\n三分钟。" in said
    assert "仓里的一天<br />三分钟。" in html


def test_the_line_of_a_block_that_is_not_written_vanishes() -> None:
    said, html = words_of(letter_with("block_intro", "block_media"))
    assert "block_" not in said + html
    assert "您好：\nhttp" in said


def test_what_is_frozen_stays_when_the_block_changes() -> None:
    block = write(BlockKind.CLOSING)
    letter = letter_with("block_closing")
    freeze([letter])
    save_block(
        BlockKind.CLOSING,
        Part(),
        to=BlockEdit({"zh-hans": {"text": "新"}}),
        house=HOUSE,
        by=HAN,
        seen=block.version,
    )
    said, _html = words_of(Letter.objects.select_related("contact", "template_version").get(pk=letter.pk))
    assert "三分钟。" in said
    assert "新" not in said


def test_a_media_block_is_a_picture_of_ours_with_words_and_a_film() -> None:
    write(video_link="https://video.example.test/a", picture=SimpleUploadedFile("a.png", png()))
    add_voice(Block.objects.get(), voice(), house=HOUSE, by=HAN)
    said, html = words_of(letter_with("block_media"))
    address = f"{settings.HUIYIN_BASE_URL}/m/{Picture.objects.get().sha256}.png"
    assert f'src="{address}"' in html
    assert 'alt="货架"' in html
    assert 'href="https://video.example.test/a"' in html
    assert "「有人带。」 —— 周一禾，组长" in said
    assert "视频：https://video.example.test/a" in said


@pytest.mark.both
@pytest.mark.parametrize(
    ("since", "lasts", "is_heard"), [(10, 30, True), (10, 10, True), (10, 9, False), (0, 1, True)]
)
def test_a_voice_is_heard_while_its_consent_holds(since: int, lasts: int, is_heard: bool) -> None:
    add_voice(write(), voice(since=since, lasts=lasts), house=HOUSE, by=HAN)
    assert bool(pieces_for(Where(), "zh-hans")["media"].voices) is is_heard
    assert ("有人带" in words_of(letter_with("block_media"))[0]) is is_heard


def test_a_withdrawn_consent_silences_at_once() -> None:
    row = add_voice(write(), voice(), house=HOUSE, by=HAN)
    withdraw_voice(row, by=HAN)
    assert pieces_for(Where(), "zh-hans")["media"].voices == ()
    assert "有人带" not in words_of(letter_with("block_media"))[0]


@pytest.mark.both
def test_a_withdrawn_consent_silences_letters_that_were_previewed_and_have_not_left() -> None:
    row = add_voice(write(), voice(), house=HOUSE, by=HAN)
    waiting, gone = letter_with("block_media"), letter_with("block_media")
    freeze([waiting, gone])
    Letter.objects.filter(pk=gone.pk).update(state="sent")
    before = {pk: Letter.objects.get(pk=pk).values for pk in (waiting.pk, gone.pk)}

    withdraw_voice(row, by=HAN)

    after = {pk: Letter.objects.get(pk=pk).values for pk in (waiting.pk, gone.pk)}
    assert "有人带" in before[waiting.pk]["block_media"]
    assert after[waiting.pk]["block_media"] == "仓里的一天\n三分钟。"
    kept = {name for name in before[waiting.pk] if not name.startswith("block_media")}
    assert {name: after[waiting.pk][name] for name in kept} == {
        name: before[waiting.pk][name] for name in kept
    }
    assert after[gone.pk] == before[gone.pk]
    assert AuditEntry.objects.get(verb="testimonial.withdrawn").detail["letters"] == 1


@pytest.mark.parametrize(
    "bad",
    [{"how": " "}, {"since": -2}, {"lasts": -1}, {"lasts": 3000}, {"said": "限男生"}],
)
def test_a_voice_without_a_sound_consent_is_not_kept(bad: dict[str, Any]) -> None:
    block = write()
    with pytest.raises(DomainError):
        add_voice(block, voice(**bad), house=HOUSE, by=HAN)
    assert block.testimonials.count() == 0


def test_the_block_of_the_job_goes_before_that_of_the_house() -> None:
    write(BlockKind.CLOSING)
    save_block(BlockKind.CLOSING, Part(job=7), to=BlockEdit({"zh-hans": {"text": "七"}}), house=HOUSE, by=HAN)
    assert pieces_for(Where(job=7), "zh-hans")["closing"].text == "七"
    assert pieces_for(Where(job=8), "zh-hans")["closing"].text == "三分钟。"


def test_a_second_editor_is_told() -> None:
    write(BlockKind.CLOSING)
    with pytest.raises(Clash):
        save_block(BlockKind.CLOSING, Part(), to=BlockEdit({}), house=HOUSE, by=HAN, seen=7)
    assert Block.objects.get().version == 1


@pytest.mark.parametrize(
    "bad", ["{{name}}", "{% x %}", "限男生，35岁以下", "见 https://evil.example/", "XX 公司"]
)
def test_a_block_holds_no_fields_no_foreign_links_nothing_unfair(bad: str) -> None:
    with pytest.raises(DomainError):
        write(BlockKind.CLOSING, texts={"zh-hans": {"text": bad}})
    assert Block.objects.count() == 0


@pytest.mark.parametrize(
    "bad", ["http://video.example.test/a", "javascript:alert(1)", "https://", "ftp://x.test/a"]
)
def test_a_film_has_a_safe_address(bad: str) -> None:
    with pytest.raises(DomainError):
        write(video_link=bad)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"GIF89a" + b"\0" * 20, "format"),
        (b"<svg onload=alert(1)>", "format"),
        (png()[:-4], "format"),
        (png(5000, 1), "pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 500_000, "size"),
        (b"\xff\xd8\xff", "format"),
        (b"", "format"),
    ],
)
def test_what_is_no_small_picture_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(pictures.NotUsable) as refused:
        pictures.judge(content)
    assert refused.value.why == why


def test_a_picture_loses_where_it_was_taken() -> None:
    size = b"\xff\xc0" + struct.pack(">HBHHB", 11, 8, 3, 4, 1) + b"\x01\x11\x00"
    gps = b"\xff\xe1" + struct.pack(">H", 14) + b"Exif\0\0GPS31N"
    jpeg = b"\xff\xd8" + gps + size + b"\xff\xda\x00\x02\x00\xff\xd9"
    kept = pictures.judge(jpeg)
    assert (kept.kind, kept.width, kept.height) == ("jpeg", 4, 3)
    assert b"GPS" not in kept.content


def test_a_picture_is_there_for_anybody_and_runs_nothing(client: Client) -> None:
    write(picture=SimpleUploadedFile("a.png", png()))
    row = Picture.objects.get()
    answer = client.get(f"/m/{row.sha256}.png")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/png")
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert client.get(f"/m/{row.sha256}.jpeg").status_code == 404


def test_a_picture_needs_words_for_who_does_not_see_it() -> None:
    with pytest.raises(DomainError):
        write(picture=SimpleUploadedFile("a.png", png()), texts={"zh-hans": {"title": "图"}})
    assert Picture.objects.count() <= 1
