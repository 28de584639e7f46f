"""Files for tests in which some rows are refused, each in another way."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from desktop_app.actions.extracts import Imported, import_extract, preview_extract
from desktop_app.actions.office import Office
from desktop_app.domain.release import ReleaseDraft
from desktop_app.progress import Progress
from tests.builders import REFERENCE_DATE, Family, a_family, a_pair

FAMILIES_FILE, MEMBERS_FILE = 0, 1
"""Where the two files stand in the order of a release."""


@dataclass(frozen=True, slots=True)
class Spoilt:
    """A release whose refused rows are known; rows count as a spreadsheet does."""

    imported: Imported
    families: tuple[Family, ...]
    short_member: int = 3
    open_quote: int = 5
    long_family: int = 3


def spoilt_pair(folder: Path, families: tuple[Family, ...], name: str = "q1") -> list[Path]:
    """The two files with a member cut short, one with an unclosed quote, and a family too long.

    The first family's second member lacks two cells in its middle; the last cell of the second's
    second member is never closed; the second family's address has the delimiter in it, unquoted.
    """
    pair = a_pair(folder, families, name)
    text = pair[MEMBERS_FILE].read_text("utf-8").splitlines()
    cells = text[2].split("|")
    text[2] = "|".join(cells[:8] + cells[10:])
    text[4] = text[4][:-1]
    pair[MEMBERS_FILE].write_text("\n".join(text) + "\n", "utf-8")
    text = pair[FAMILIES_FILE].read_text("utf-8").splitlines()
    text[2] = text[2].replace('"DK. KRAJAN RT 001/RW 002"', "DK. KRAJAN|RT 001/RW 002")
    pair[FAMILIES_FILE].write_text("\n".join(text) + "\n", "utf-8")
    return pair


def a_spoilt_release(
    office: Office, folder: Path, *, label: str = "Q1", families: tuple[Family, ...] = ()
) -> Spoilt:
    """A release of three families, in which one family and two members are refused."""
    families = families or (
        a_family("SLAMET", "SITI", sequence=1),
        a_family("KARTO", "WATI", sequence=2),
        a_family("PAIJO", sequence=3),
    )
    look = preview_extract(office, spoilt_pair(folder / label, families))
    draft = ReleaseDraft(label, REFERENCE_DATE)
    imported = import_extract(office, look, draft, Progress(), accept="contoh").value
    return Spoilt(imported, families)
