"""A brand's colour is used only where words can be read in it and on it."""

import pytest

from huiyin.company.colours import (
    DARK_CARD,
    DARK_GROUND,
    ENOUGH,
    GROUND,
    WHITE,
    contrast,
    mix,
    palette,
    sheet_of,
)

READABLE = ["#0F6E6E", "#7a1f4e", "#1f5fa8", "#000000", "#8a1010", "#333399"]


@pytest.mark.parametrize("colour", READABLE)
def test_every_tone_of_a_palette_can_be_read(colour):
    tones = palette(colour)
    assert tones

    light = [contrast(tones.light.brand, ground) for ground in (WHITE, GROUND, tones.light.wash)]
    dark = [contrast(tones.dark.brand, ground) for ground in (DARK_GROUND, DARK_CARD, tones.dark.wash)]
    labels = [
        contrast(tone.on_brand, shade)
        for tone in (tones.light, tones.dark)
        for shade in (tone.brand, tone.deep)
    ]

    assert min([*light, *dark, *labels]) >= ENOUGH


@pytest.mark.parametrize(
    "colour", ["#FFE066", "#9ad1d1", "#ffffff", "#777", "red", "", "#12345g", "#0F6E6E;}"]
)
def test_one_that_is_too_pale_or_no_colour_has_none(colour):
    assert palette(colour) is None


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)


def test_a_mixture_stands_between():
    assert mix("#000000", "#ffffff", 0.5) == "#808080"


def test_the_sheet_sets_four_tones_for_each_scheme():
    tones = palette("#0F6E6E")
    assert tones

    assert [line.count("--") for line in sheet_of(tones).splitlines()] == [4, 4]
