"""Letterheads come from brands, many at once, and never unreadable."""

from typing import Any

import pytest

from huiyin.company.models import Brand, Company
from huiyin.messaging.letterhead import contrast_with_white, letterheads, safe_colour


@pytest.mark.parametrize("colour", ["#0F6E6E", "#1F5FA8", "#7a1f3d"])
def test_a_colour_that_carries_white_is_kept(colour: str) -> None:
    assert safe_colour(colour) == colour.upper()


@pytest.mark.parametrize("colour", ["#FFDD00", "#FFFFFF", "red", "#12", "#GGGGGG", ""])
def test_any_other_gives_way_to_the_houses_own(colour: str) -> None:
    assert safe_colour(colour) == "#0F6E6E"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#FFFFFF") == pytest.approx(1)


@pytest.mark.django_db
def test_a_batch_asks_twice(django_assert_num_queries: Any) -> None:
    Company.objects.create(name="南枝集团")
    one = Brand.objects.create(
        name="南枝供应链", sender_name="南枝招聘", reply_to="hr@nanzhi.example", logo_png=b"x"
    )
    two = Brand.objects.create(name="北辰", colour="#FFFF00")

    with django_assert_num_queries(2):
        heads = letterheads([str(one.pk), str(two.pk), "", "999", "x"])

    assert heads[str(one.pk)].company == "南枝供应链"
    assert heads[str(one.pk)].sender_name == "南枝招聘"
    assert heads[str(one.pk)].logo_png == b"x"
    assert heads[str(two.pk)].colour == "#0F6E6E"
    assert {heads[key].company for key in ("", "999", "x")} == {"南枝集团"}
