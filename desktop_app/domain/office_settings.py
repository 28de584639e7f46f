"""What an office sets about itself: what its letters print, and who signs them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop_app.domain.letter import USUAL_MARGINS, Margins, Signatory
from desktop_app.domain.letter_number import SeriesRule


@dataclass(frozen=True, slots=True)
class Identity:
    """What is printed about the office: its address, its place, its crest, its way of numbering.

    `place` stands before the date of a letter. `pattern` is a `NumberPattern`, `unit` what its
    ``{unit}`` means.
    """

    place: str = ""
    address: str = ""
    contact: str = ""
    crest: bytes | None = None
    pattern: str = "{kode}/{nomor:4}/{unit}/{bulan_romawi}/{tahun}"
    unit: str = ""
    series: SeriesRule = SeriesRule.ONE
    margins: Margins = USUAL_MARGINS


@dataclass(frozen=True, slots=True)
class Official:
    """Somebody who signs, and from when to when; `valid_until` None is until further notice."""

    id: str
    signatory: Signatory
    valid_from: date
    valid_until: date | None = None

    def signs_on(self, day: date) -> bool:
        """True if they may sign a letter of `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
