"""Regions of the office: Kemendagri codes for people, BPS codes for extracts, and the bridge.

The two systems are never converted by arithmetic: the last three digits of a desa differ for 100 of
the 285, and two ten-digit codes mean two different desa in the two systems. Which system a *file*
uses is decided once for the whole file, with its names as witness; see `RegionTable.village_by_bps`
and `RegionTable.village_by_code`. Inside the program a region is always its Kemendagri code with
dots (``33.26.13.2012``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from desktop_app.errors import Code, UserError

_NOT_LETTER = re.compile(r"[^A-Z0-9]+")
_TITLES = re.compile(r"^(DESA|KELURAHAN|KEL|DS|KECAMATAN|KEC|KABUPATEN|KAB)\b\.?\s*")


class RegionSystem(StrEnum):
    """Who numbered the codes of a file."""

    KEMENDAGRI = "kemendagri"
    BPS = "bps"

    @property
    def other(self) -> RegionSystem:
        """The one it is confused with."""
        return RegionSystem.KEMENDAGRI if self is RegionSystem.BPS else RegionSystem.BPS


@dataclass(frozen=True, slots=True)
class RegionEvidence:
    """What the desa names of one file say about the system of its codes.

    `agree`, `contradict` and `unknown` count different desa under `system`: those whose name is that
    of their code, those whose name is another's, and codes that the system does not have.
    `other_agree` counts those whose name is that of their code in the other system. `is_chosen` is
    True where a person decided.
    """

    system: RegionSystem | None
    agree: int = 0
    contradict: int = 0
    unknown: int = 0
    other_agree: int = 0
    is_chosen: bool = False

    @property
    def is_doubtful(self) -> bool:
        """True if a person should look: no name confirms the codes, or many speak against them."""
        return not self.agree or self.contradict * 4 > self.agree or self.other_agree > self.agree


class RegionLevel(StrEnum):
    """How far down a code reaches."""

    PROVINCE = "province"
    REGENCY = "regency"
    SUBDISTRICT = "subdistrict"
    VILLAGE = "village"


@dataclass(frozen=True, slots=True)
class Village:
    """One desa or kelurahan."""

    code: str
    bps_code: str
    name: str
    local_name: str
    bps_name: str
    kind: str  # "desa" or "kelurahan"
    subdistrict_code: str
    subdistrict_bps_code: str
    subdistrict_name: str
    aliases: frozenset[str]

    def answers_to(self, name: str) -> bool:
        """True if `name` is one of the spellings in use, whatever its case and spacing."""
        return folded_region_name(name) in self.aliases


def folded_region_name(name: str) -> str:
    """A region's name for comparing: capitals and digits only, without "Desa", "Kec." and the like."""
    return _NOT_LETTER.sub("", _TITLES.sub("", name.strip().upper()))


class RegionTable:
    """All villages of the kabupaten, found by either code or by name; immutable."""

    def __init__(
        self, villages: Iterable[Village], *, regency: str, regency_name: str, province_name: str
    ):
        self.villages: tuple[Village, ...] = tuple(villages)
        self.regency = regency
        self.regency_name = regency_name
        self.province_name = province_name
        self._by_code = {village.code.replace(".", ""): village for village in self.villages}
        self._by_bps = {village.bps_code: village for village in self.villages}
        self.subdistricts: dict[str, str] = {
            v.subdistrict_code: v.subdistrict_name for v in self.villages
        }

    @classmethod
    def from_csv(cls, text: str) -> RegionTable:
        """Read the table of `resources/reference/regions.csv`; one row a village."""
        villages = []
        for row in csv.DictReader(io.StringIO(text)):
            spellings = [
                row["name"],
                row["local_name"],
                row["bps_name"],
                *row["aliases"].split("|"),
            ]
            villages.append(
                Village(
                    code=row["code"],
                    bps_code=row["bps_code"],
                    name=row["name"],
                    local_name=row["local_name"],
                    bps_name=row["bps_name"],
                    kind=row["kind"],
                    subdistrict_code=row["subdistrict_code"],
                    subdistrict_bps_code=row["subdistrict_bps_code"],
                    subdistrict_name=row["subdistrict_name"],
                    aliases=frozenset(folded_region_name(name) for name in spellings if name),
                )
            )
        return cls(
            villages, regency="33.26", regency_name="Pekalongan", province_name="Jawa Tengah"
        )

    def village_by_code(self, code: str) -> Village | None:
        """The village with this Kemendagri code, with or without dots."""
        return self._by_code.get(code.replace(".", ""))

    def village_by_bps(self, code: str) -> Village | None:
        """The village with this ten-digit BPS code."""
        return self._by_bps.get(code)

    def village_in(self, system: RegionSystem, code: str) -> Village | None:
        """The village that `code` means in `system`."""
        return (
            self.village_by_bps(code) if system is RegionSystem.BPS else self.village_by_code(code)
        )

    def villages_within(self, code: str) -> tuple[Village, ...]:
        """Every village of a region given by its Kemendagri code with dots."""
        return tuple(v for v in self.villages if v.code == code or v.code.startswith(code + "."))

    def name_of(self, code: str) -> str:
        """The name of a kabupaten, kecamatan or desa by its Kemendagri code; the code if unknown."""
        if code == self.regency:
            return self.regency_name
        if code in self.subdistricts:
            return self.subdistricts[code]
        village = self.village_by_code(code)
        return village.local_name if village else code

    def parse(self, text: str) -> str:
        """The Kemendagri code with dots of what a person typed.

        Accepts Kemendagri with or without dots, and BPS where it is unambiguous.
        Raises `UserError` (`REGION_UNKNOWN`, `REGION_AMBIGUOUS`).
        """
        typed = text.strip()
        plain = typed.replace(".", "")
        if plain == self.regency.replace(".", ""):
            return self.regency
        kemendagri = self._by_code.get(plain)
        bps = self._by_bps.get(plain) if "." not in typed else None
        if kemendagri and bps and kemendagri is not bps:
            raise UserError(Code.REGION_AMBIGUOUS, region=plain)
        if kemendagri or bps:
            return (kemendagri or bps).code  # type: ignore[union-attr]  # one of them is there
        for village in self.villages:
            if plain in (village.subdistrict_code.replace(".", ""), village.subdistrict_bps_code):
                return village.subdistrict_code
        raise UserError(Code.REGION_UNKNOWN, region=plain[:20])


def level_of(code: str) -> RegionLevel:
    """How far down a Kemendagri code with dots reaches."""
    return (
        RegionLevel.PROVINCE,
        RegionLevel.REGENCY,
        RegionLevel.SUBDISTRICT,
        RegionLevel.VILLAGE,
    )[min(code.count("."), 3)]
