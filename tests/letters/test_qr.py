"""The QR of a verification code."""

from __future__ import annotations

import segno

from desktop_app.letters.qr import qr_runs


def test_the_runs_are_the_dark_modules_of_the_code() -> None:
    runs, size = qr_runs("K7Q2-9FMX-4T")
    dark = {(row, column) for row, first, count in runs for column in range(first, first + count)}
    code = segno.make("K7Q2-9FMX-4T", error="m", mask=3, boost_error=False, micro=False)
    assert size == len(code.matrix)
    assert dark == {
        (row, column)
        for row, modules in enumerate(code.matrix)
        for column, module in enumerate(modules)
        if module
    }


def test_the_finder_patterns_stand_in_three_corners() -> None:
    runs, size = qr_runs("A")
    for row, first in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert (row, first, 7) in runs
