"""Writes invented families as the two files in which a quarter arrives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from desktop_app.demo.model import InventedFamily
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, Field


def write_v3_pair(
    families: Iterable[InventedFamily], folder: Path, *, label: str
) -> tuple[Path, Path]:
    """Write `keluarga_dtsen_{label}.csv` and `anggota_dtsen_{label}.csv`; returns both paths.

    The shape of the 2026 files: pipes, everything quoted, UTF-8, LF, BPS region codes. Families are
    taken one at a time.
    """
    family_file = folder / f"keluarga_dtsen_{label}.csv"
    person_file = folder / f"anggota_dtsen_{label}.csv"
    with (
        family_file.open("w", encoding="utf-8", newline="\n", buffering=1 << 18) as keluarga,
        person_file.open("w", encoding="utf-8", newline="\n", buffering=1 << 18) as anggota,
    ):
        write_family, write_person = keluarga.write, anggota.write
        write_family(_line(_headers(FAMILY_FIELDS)))
        write_person(_line(_headers(PERSON_FIELDS)))
        for family in families:
            write_family(_line(family.row()))
            card = family.card
            for person in family.members:
                write_person(_line(person.row(card)))
    return family_file, person_file


def _headers(fields: Sequence[Field]) -> list[str]:
    return [field.header for field in fields]


def _line(values: Sequence[str]) -> str:
    # No value holds a quote or a pipe: `words.py` refuses such words, and everything else is digits.
    return '"' + '"|"'.join(values) + '"\n'
