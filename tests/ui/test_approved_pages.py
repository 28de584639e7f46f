"""Every letter still looks as it did when somebody looked at it and approved it."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from tests.ui.approved import FOLDER, letters, pictures

LETTERS = dict(letters())
_SHADES = 48
"""By how much a dot may be lighter or darker: edges are smoothed a little otherwise elsewhere."""
_SHARE = 0.002
"""Of the dots may differ by more."""


@pytest.mark.parametrize("name", sorted(LETTERS))
def test_a_page_looks_as_it_was_approved(qapp: object, name: str) -> None:
    drawn = pictures(LETTERS[name])
    approved = sorted(FOLDER.glob(f"{name}-[0-9].png"))
    assert len(drawn) == len(approved)
    for at, (now, path) in enumerate(zip(drawn, approved, strict=True), start=1):
        before = QImage(str(path)).convertToFormat(QImage.Format.Format_Grayscale8)
        assert now.size() == before.size()
        assert differing(now, before) <= _SHARE, f"page {at} of {name} has changed"


def test_a_changed_word_is_seen(qapp: object) -> None:
    (before,) = pictures(LETTERS["sktm"])
    (other,) = pictures(LETTERS["sktm-arabic"])
    assert differing(before, other) > _SHARE


def test_no_approved_picture_is_left_over() -> None:
    known = {path.stem.rpartition("-")[0] for path in FOLDER.glob("*.png")}
    assert known == set(LETTERS)


def differing(one: QImage, other: QImage) -> float:
    """The share of dots that differ by more than smoothing explains."""
    first, second = dots(one), dots(other)
    count = sum(abs(a - b) > _SHADES for a, b in zip(first, second, strict=True))
    return count / max(1, len(first))


def dots(picture: QImage) -> bytes:
    """Its dots without what fills up the rows."""
    rows, wide = bytes(picture.constBits()), picture.bytesPerLine()
    return b"".join(rows[at * wide : at * wide + picture.width()] for at in range(picture.height()))
