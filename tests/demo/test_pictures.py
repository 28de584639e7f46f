"""Drawn evidence of a demo office."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image

from desktop_app.demo.pictures import draw_house, draw_receipt


@pytest.mark.parametrize("draw", [draw_house, draw_receipt])
def test_a_picture_is_a_real_file_and_the_same_for_the_same_seed(
    draw: Callable[[int], bytes],
) -> None:
    made = draw(7)
    assert made == draw(7)
    assert made != draw(8)
    with Image.open(io.BytesIO(made)) as picture:
        picture.load()
        assert picture.format == "BMP"
        assert min(picture.size) >= 700
        assert len(picture.getcolors(4096) or ()) > 3
