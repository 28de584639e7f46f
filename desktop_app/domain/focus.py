"""Desa lokus: those that a kabupaten works on first. No file of DTSEN names them: an office writes them down."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop_app.domain.region import RegionTable, Village
from desktop_app.errors import Code, UserError

LONGEST_SOURCE = 120
_CELLS = re.compile(r"[,;\t]")
_CODE = re.compile(r"[0-9.]{10,13}")


@dataclass(frozen=True, slots=True)
class FocusVillages:
    """The desa by code, in their order, and the decree or letter that names them."""

    codes: tuple[str, ...] = ()
    source: str = ""


def read_focus(text: str, regions: RegionTable) -> tuple[str, ...]:
    """The desa that a list names, one a line: a code, a code with other cells, or a name that only one has.

    Empty lines and a heading on the first line are passed over. Raises `UserError` (`FOCUS_UNKNOWN`) with the
    number of the first line that names no desa.
    """
    codes: dict[str, None] = {}
    for at, line in enumerate(text.splitlines(), start=1):
        cells = [cell.strip().strip('"') for cell in _CELLS.split(line)]
        if not any(cells):
            continue
        found = _village(cells, regions)
        if found is None and at > 1:
            raise UserError(Code.FOCUS_UNKNOWN, line=at, field="villages")
        if found is not None:
            codes[found.code] = None
    if not codes and text.strip():
        raise UserError(Code.FOCUS_UNKNOWN, line=1, field="villages")
    return tuple(sorted(codes))


def _village(cells: list[str], regions: RegionTable) -> Village | None:
    for cell in cells:
        word = cell.split(" ", 1)[0]
        if _CODE.fullmatch(word):
            return regions.village_by_code(word) or regions.village_by_bps(word)
    named = [one for one in regions.villages if any(one.answers_to(cell) for cell in cells if cell)]
    return named[0] if len(named) == 1 else None
