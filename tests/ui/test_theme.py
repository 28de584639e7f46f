"""The colours keep their promises: contrast, grey printers, colour blindness."""

from __future__ import annotations

import dataclasses
import itertools
import math

import pytest

from desktop_app.ui.theme import DARK, LIGHT, MARK_PAIRS, TEXT_PAIRS, Tokens, contrast, lightness

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


def _colour(tokens: Tokens, name: str) -> str:
    return str(getattr(tokens, name))


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_can_be_read_on_every_background_it_stands_on(
    tokens: Tokens, text: str, ground: str
) -> None:
    assert contrast(_colour(tokens, text), _colour(tokens, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("mark", "ground"), MARK_PAIRS)
def test_marks_that_carry_meaning_are_seen(tokens: Tokens, mark: str, ground: str) -> None:
    assert contrast(_colour(tokens, mark), _colour(tokens, ground)) >= 3


@THEMES
def test_the_number_of_a_decile_can_be_read_on_its_step(tokens: Tokens) -> None:
    assert len(tokens.deciles) == 10
    for step in tokens.deciles:
        assert contrast(step.text, step.fill) >= 4.5


@THEMES
def test_the_deciles_keep_their_order_on_a_grey_printer(tokens: Tokens) -> None:
    grey = [lightness(step.fill) for step in tokens.deciles]
    for darker, lighter in itertools.pairwise(grey):
        assert lighter - darker >= 5


# Machado, Oliveira and Fernandes 2009, full severity, on linear RGB.
_BLINDNESS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


@THEMES
@pytest.mark.parametrize("kind", _BLINDNESS)
def test_neighbouring_deciles_differ_for_people_who_see_fewer_colours(
    tokens: Tokens, kind: str
) -> None:
    seen = [_lab(_seen(step.fill, kind)) for step in tokens.deciles]
    for one, other in itertools.pairwise(seen):
        assert math.dist(one, other) >= 5


def test_both_themes_are_whole_and_different() -> None:
    names = [field.name for field in dataclasses.fields(Tokens)]
    for name in names:
        assert getattr(LIGHT, name) != getattr(DARK, name), name


def _seen(colour: str, kind: str) -> tuple[float, ...]:
    linear = [_to_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    return tuple(
        min(
            1.0,
            max(0.0, sum(weight * channel for weight, channel in zip(row, linear, strict=True))),
        )
        for row in _BLINDNESS[kind]
    )


def _to_linear(channel: float) -> float:
    return float(channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4)


def _lab(linear: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = linear
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (_root(value) for value in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _root(value: float) -> float:
    return float(value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116)
