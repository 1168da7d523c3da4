"""The colours: read by everyone, on every ground they are used on (WCAG 2.2, 1.4.3 and 1.4.11)."""

from __future__ import annotations

import pytest

from slm_analytics.charts.palette import DARK, LIGHT, Palette

_TEXT, _SHAPE = 4.5, 3.0
_STEPS = 11


def light_of(colour: str) -> float:
    """Return the relative luminance of `#RRGGBB`."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((light_of(one), light_of(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def between(pair: tuple[str, str]) -> list[str]:
    """Return the colours from one to the other, as a drawing mixes them."""
    ends = [[int(each[place : place + 2], 16) for place in (1, 3, 5)] for each in pair]
    mixes = [
        [round(a + (b - a) * step / (_STEPS - 1)) for a, b in zip(*ends, strict=True)]
        for step in range(_STEPS)
    ]
    return ["#" + "".join(f"{part:02X}" for part in mix) for mix in mixes]


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_text_is_read_on_every_cell_and_stretch(palette: Palette) -> None:
    grounds = [
        *between(palette.missed), *between(palette.met), palette.no_share, palette.paper,
        palette.waiting, palette.quiet, palette.done,
    ]  # fmt: skip
    assert {ground: contrast(palette.ink, ground) for ground in grounds if
            contrast(palette.ink, ground) < _TEXT} == {}  # fmt: skip
    assert contrast(palette.on_first, palette.first) >= _TEXT
    assert contrast(palette.on_held, palette.held) >= _TEXT


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_shapes_stand_out_from_the_paper(palette: Palette) -> None:
    for text in (palette.ink, palette.muted, palette.good, palette.alert):
        assert contrast(text, palette.paper) >= _TEXT, text
    for shape in (palette.first, palette.second, palette.alert):
        assert contrast(shape, palette.paper) >= _SHAPE, shape


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_change_is_read_on_its_own_tinted_ground(palette: Palette) -> None:
    """A tile's change stands on 12 % of its own colour."""
    for text in (palette.good, palette.alert, palette.muted):
        tint = between((palette.paper, text))[1]  # a tenth of the way
        assert contrast(text, tint) >= _TEXT, text


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_met_and_missed_break_hard_at_the_mark(palette: Palette) -> None:
    closest_missed, closest_met = palette.missed[1], palette.met[0]
    warm = int(closest_missed[1:3], 16) - int(closest_missed[5:7], 16)
    cold = int(closest_met[1:3], 16) - int(closest_met[5:7], 16)
    assert warm > 0 > cold
