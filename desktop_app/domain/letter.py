"""Letters: paper, head (*kop*), who signs in which capacity, and the facts a letter can take.

These, the template and its values are everything a page depends on: kept together they print the
same page years later, when the release it quoted is gone and another person sits at the desk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from desktop_app.domain.region import RegionTable

_HAS_RT = re.compile(r"\bRT[ .:]*[0-9]")

_LEAST_MARGIN, _MOST_MARGIN = 5.0, 60.0

MM = 72 / 25.4
"""Points of one millimetre."""


class Paper(Enum):
    """Sheets that Indonesian offices load; F4 (Folio) is what lies in the tray."""

    F4 = ("f4", 215.0, 330.0)
    A4 = ("a4", 210.0, 297.0)
    LEGAL = ("legal", 215.9, 355.6)

    def __init__(self, code: str, width_mm: float, height_mm: float) -> None:
        self.code = code
        self.width_mm = width_mm
        self.height_mm = height_mm

    @property
    def points(self) -> tuple[float, float]:
        """Width and height in points, upright."""
        return (self.width_mm * MM, self.height_mm * MM)

    @classmethod
    def of(cls, code: str) -> Paper:
        """The sheet called `code`; `ValueError` if there is none."""
        for paper in cls:
            if paper.code == code:
                return paper
        raise ValueError(code)


@dataclass(frozen=True, slots=True)
class Margins:
    """White edges in millimetres; a printer that pulls paper askew is corrected here too."""

    left: float = 25.0
    right: float = 20.0
    top: float = 15.0
    bottom: float = 20.0

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Left, right, top, bottom."""
        return (self.left, self.right, self.top, self.bottom)

    @property
    def fit(self) -> bool:
        """True if printers can print and letters can be read within them."""
        return all(_LEAST_MARGIN <= edge <= _MOST_MARGIN for edge in self.edges)


USUAL_MARGINS = Margins()
"""What an office has that changed nothing."""


@dataclass(frozen=True, slots=True)
class Offset:
    """How far a printer has to move what it prints, in millimetres; what it prints too far left goes right."""

    right: float = 0.0
    down: float = 0.0

    @classmethod
    def parse(cls, text: str) -> Offset:
        """Read what `str` wrote; nothing, or what cannot be read, moves nothing."""
        parts = text.split()
        try:
            right, down = (float(part) for part in parts)
        except ValueError:
            return cls()
        return cls(right, down)

    def __str__(self) -> str:
        return f"{self.right:g} {self.down:g}"


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of an office's letters.

    `authorities` go from the highest down; the last is the office itself and is printed largest.
    `crest` holds the bytes of a PNG or JPEG picture, or None where the office has none.
    """

    authorities: tuple[str, ...]
    address: str = ""
    contact: str = ""
    crest: bytes | None = field(default=None, repr=False)

    @classmethod
    def for_region(
        cls,
        table: RegionTable,
        code: str,
        *,
        address: str = "",
        contact: str = "",
        crest: bytes | None = None,
    ) -> Letterhead:
        """The head that the office of this kabupaten, kecamatan, desa or kelurahan has by law."""
        authorities = [f"PEMERINTAH KABUPATEN {table.regency_name}"]
        village = table.village_by_code(code)
        if village is not None:
            authorities += [
                f"KECAMATAN {village.subdistrict_name}",
                f"{village.kind} {village.local_name}",
            ]
        elif code in table.subdistricts:
            authorities.append(f"KECAMATAN {table.subdistricts[code]}")
        return cls(tuple(line.upper() for line in authorities), address, contact, crest)


class Capacity(StrEnum):
    """In which capacity somebody signs; the value is what is printed."""

    OWN = ""  # holds the office named
    ON_BEHALF = "a.n."  # atas nama: for the superior
    THROUGH = "u.b."  # untuk beliau: for the one who signs for the superior
    ACTING = "Plt."  # pelaksana tugas: the post is vacant
    DAILY = "Plh."  # pelaksana harian: the holder is away
    INTERIM = "Pj."  # penjabat

    @property
    def needs_superior(self) -> bool:
        """True if the letter must name for whom it is signed."""
        return self in (Capacity.ON_BEHALF, Capacity.THROUGH)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `superior` is needed for a.n. and u.b., `deputy` (the one in between) for u.b.

    `number_label` is NIP for civil servants and may be NIPD for a kepala desa; without a `number`
    nothing is printed below the name but the rank.
    """

    name: str
    position: str
    number: str = ""
    number_label: str = "NIP"
    rank: str = ""
    capacity: Capacity = Capacity.OWN
    superior: str = ""
    deputy: str = ""

    @property
    def heading(self) -> tuple[str, ...]:
        """The lines above the signature."""
        match self.capacity:
            case Capacity.ON_BEHALF:
                return (f"a.n. {self.superior}", f"{self.position},")
            case Capacity.THROUGH:
                return (f"a.n. {self.superior}", self.deputy, "u.b.", f"{self.position},")
            case Capacity.OWN:
                return (f"{self.position},",)
        return (f"{self.capacity.value} {self.position},",)

    @property
    def footing(self) -> tuple[str, ...]:
        """The lines below the name."""
        number = f"{self.number_label} {self.number}" if self.number else ""
        return tuple(line for line in (self.rank, number) if line)

    @property
    def position_in_capacity(self) -> str:
        """The post as running text names it: ``Plt. Camat Karanganyar``, ``Sekretaris Kecamatan``."""
        if self.capacity in (Capacity.ACTING, Capacity.DAILY, Capacity.INTERIM):
            return f"{self.capacity.value} {self.position}"
        return self.position


PERSON_FACTS = frozenset(
    {
        "name",
        "national_id",
        "masked_id",
        "family_card_no",
        "birth_date",
        "sex",
        "age",
        "marital_status",
        "occupation",
        "education",
        "relationship",
        "address",
        "village",
        "subdistrict",
        "regency",
    }
)
"""What a letter can take from a person, each as the text to print (long dates, words for codes)."""

FAMILY_FACTS = frozenset({"head_name", "member_count", "decile", "decile_in_words", "members"})
"""What a letter can take from the family; `members` is a table, see `letters.template.table_value`:
name, NIK, relationship, date of birth, age."""

RELEASE_FACTS = frozenset({"release_label", "reference_date"})
"""What a letter can say about the extract it quotes."""

OFFICE_FACTS = frozenset({"village_title", "subdistrict_title", "regency_title", "office_address"})
"""What a letter can take from the office: ``Desa Simego``, ``Kecamatan Petungkriyono``, …"""

LIST_FACTS = frozenset({"row_no", "row_count"})
"""What a letter can say about a list: in a row its number, and how many there are, with words."""

CODE_FACTS = frozenset({"verification_code"})
"""By what the office recognises its own letter, see `actions.letter_verification`."""

LETTER_FACTS = PERSON_FACTS | FAMILY_FACTS | RELEASE_FACTS | OFFICE_FACTS | LIST_FACTS | CODE_FACTS
"""Every fact the program fills by itself; anything else in a template is typed."""


def full_address(street: str, *, hamlet: str = "", rt: str = "", rw: str = "") -> str:
    """One line of street, dusun and RT/RW, none of them twice where the street says it already."""
    parts = [" ".join(street.split())]
    said = parts[0].upper()
    hamlet = " ".join(hamlet.split())
    if hamlet and hamlet.upper() not in said:
        parts.append(hamlet if hamlet.upper().startswith("DUSUN") else f"Dusun {hamlet}")
    if (rt.strip("0 ") or rw.strip("0 ")) and not _HAS_RT.search(said):
        parts.append(f"RT {rt or '-'}/RW {rw or '-'}")
    return ", ".join(part for part in parts if part)
