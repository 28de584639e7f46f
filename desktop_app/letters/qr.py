"""QR of a short code, as runs of dark modules. The only door to segno."""

from __future__ import annotations

import functools

QUIET_ZONE = 4
"""White modules that a reader needs on each side."""


@functools.lru_cache(maxsize=16)
def qr_runs(text: str) -> tuple[tuple[tuple[int, int, int], ...], int]:
    """Runs as (row, first column, how many), and how many modules a side has."""
    # Loaded when a code is drawn: a third of what letters add to the start of the program.
    import segno

    # A fixed mask saves trying all eight, four fifths of the time; any mask can be read.
    matrix = segno.make(text, error="m", mask=3, boost_error=False, micro=False).matrix
    runs = []
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate([*modules, 0]):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((row, start, column - start))
                start = None
    return tuple(runs), len(matrix)
