"""Other people's files in words: what a file is, and what a column was taken for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.bast import BastKind
from desktop_app.domain.extract import ColumnLook, Entity, ExtractLook, FileLook, Shape
from desktop_app.domain.region import RegionEvidence, RegionSystem
from desktop_app.domain.release import ReleaseFile, told_apart
from desktop_app.language import mark, tr, trn
from desktop_app.words.fields import label_of
from desktop_app.words.format import file_size, number, number_masked

_LAYOUTS = {
    "aid-list": mark("List of recipients"),
    "dtsen-v1-family": mark("DTSEN V1, families"),
    "dtsen-v1-person": mark("DTSEN V1, members"),
    "dtsen-v3-family": mark("DTSEN V3, families"),
    "dtsen-v3-person": mark("DTSEN V3, members"),
    "dtsen-wide": mark("DTSEN, families and members in one"),
    "office-family": mark("Office's own, families"),
    "office-person": mark("Office's own, members"),
    "office-wide": mark("Office's own, families and members in one"),
    "p3ke-family": mark("P3KE, families"),
    "p3ke-person": mark("P3KE, members"),
    "regsosek-family": mark("Regsosek, families"),
    "regsosek": mark("Regsosek, members"),
    "siks-decile": mark("Deciles from SIKS-NG"),
}
_DELIMITERS = {
    "|": mark("separated by |"),
    ";": mark("separated by semicolons"),
    ",": mark("separated by commas"),
    "\t": mark("separated by tabs"),
}
_SYSTEMS = {
    RegionSystem.BPS: mark("Desa codes of BPS"),
    RegionSystem.KEMENDAGRI: mark("Desa codes of Kemendagri"),
}
_SYSTEM_NAMES = {
    RegionSystem.BPS: mark("BPS"),
    RegionSystem.KEMENDAGRI: mark("Kemendagri"),
}
_SHAPES = {
    Shape.FAMILY: mark("One row a family"),
    Shape.PERSON: mark("One row a member"),
    Shape.WIDE: mark("One row a member, with the family's facts"),
}
_BOOKS = {
    "dtsen": mark("Codes of DTSEN"),
    "regsosek": mark("Codes of Regsosek"),
}
_BAST_KINDS = {
    BastKind.UNSAID: mark("Not said"),
    BastKind.USE: mark("Pemanfaatan (use): may be passed on"),
    BastKind.SUPERVISION: mark("Pengawasan (supervision): may not be passed on"),
    BastKind.MATCHING: mark("Pemadanan (matching): may not be passed on"),
}
_LONG_NUMBER = re.compile(r"\d{12,}")
_VERSION = re.compile(r"v(\d{1,2})[ _-]*(20\d\d)|(20\d\d)[ _-]*(?:v|q|tw|triwulan)[ _-]*(\d)", re.I)
_QUARTER = re.compile(r"(?:q|tw|triwulan)[ _-]*([1-4])[ _-]*(20\d\d)", re.I)


def bast_kind_words(kind: BastKind) -> str:
    """What a hand-over record is, and what it allows."""
    return tr(_BAST_KINDS[kind])


def layout_words(layout: str) -> str:
    """``DTSEN V3, keluarga + DTSEN V3, anggota``; a name that is not known stands as it is."""
    return " + ".join(
        tr(_LAYOUTS[part]) if part in _LAYOUTS else part for part in layout.split("+") if part
    )


def profile_words(file: FileLook) -> str:
    """By what a file was recognised; says so where it is a mapping that the office has saved."""
    words = layout_words(file.layout)
    return tr("saved mapping “{name}”").format(name=words) if file.is_profile else words


def became_words(label: str, *, is_current: bool, is_light: bool) -> str:
    """What a release is to the office now that it was loaded; without a full stop."""
    if is_current:
        words = tr("“{label}” is in use now")
    elif is_light:
        words = tr("“{label}” names nobody: its deciles stand in the history of each family")
    else:
        words = tr("“{label}” is kept for comparison; a later release is in use")
    return words.format(label=label)


def no_families_words(look: ExtractLook) -> tuple[str, str]:
    """What is missing where files give people only, and what to do about it."""
    if any(file.is_wide for file in look.files):
        return (
            tr("The rows have no KK number, so nobody can tell who belongs to which family."),
            tr(
                "The people are taken; decile, address and house of their families are not. Ask for "
                "the list with KK numbers, or say under Columns which one holds them."
            ),
        )
    return (
        tr("There are members here and no families."),
        tr(
            "The people are taken without decile and address. Go back and add the family file of the "
            "same release."
        ),
    )


def file_titles(files: Sequence[ReleaseFile]) -> list[str]:
    """What each file of a release is called in its lists; the sheets of one workbook bear their own name."""
    return [
        tr("{file}, sheet {name}").format(file=name, name=sheet) if sheet else name
        for name, sheet in told_apart(files)
    ]


def kept_file_words(file: ReleaseFile) -> str:
    """How a file of a release was read: ``DTSEN V3, keluarga · CSV · UTF-8 · kode desa BPS``."""
    parts = [layout_words(file.layout), file.kind.upper(), file.encoding.upper()]
    parts.append(tr("sheet {name}").format(name=file.sheet) if file.sheet else "")
    parts.append(book_words(file.book) if file.book != "dtsen" else "")
    if file.region_system in [system.value for system in _SYSTEMS]:
        parts.append(tr(_SYSTEMS[RegionSystem(file.region_system)]))
    return " · ".join(part for part in parts if part)


def shape_words(shape: Shape) -> str:
    """What the rows of a file are."""
    return tr(_SHAPES[shape])


def book_words(book: str) -> str:
    """Whose code book it is."""
    return tr(_BOOKS[book]) if book in _BOOKS else book


def evidence_words(evidence: RegionEvidence) -> str:
    """Whose desa codes a file uses, and what its names say to that."""
    if evidence.system is None:
        return tr("neither BPS nor Kemendagri knows these codes")
    parts = [tr(_SYSTEM_NAMES[evidence.system])]
    if evidence.is_chosen:
        parts.append(tr("chosen by hand"))
    parts.append(
        trn("{n} desa name confirms it", "{n} desa names confirm it", evidence.agree).format(
            n=number(evidence.agree)
        )
    )
    if evidence.contradict:
        parts.append(
            trn("{n} contradicts it", "{n} contradict it", evidence.contradict).format(
                n=number(evidence.contradict)
            )
        )
    if evidence.unknown:
        parts.append(
            trn("{n} code unknown", "{n} codes unknown", evidence.unknown).format(
                n=number(evidence.unknown)
            )
        )
    return ", ".join(parts)


def entity_words(entity: str) -> str:
    """Whether rows are families or members."""
    return tr("families") if entity == Entity.FAMILY.value else tr("members")


def file_facts(file: FileLook) -> str:
    """``CSV · UTF-8 · dipisah | · 2,4 MB``, in one line."""
    parts = [file.kind.upper()]
    if file.encoding:
        parts.append(file.encoding.upper())
    if file.delimiter:
        parts.append(tr(_DELIMITERS.get(file.delimiter, mark("separated by another character"))))
    if file.sheet:
        parts.append(tr("sheet {name}").format(name=file.sheet))
    parts.append(file_size(file.size))
    return " · ".join(parts)


def rows_words(file: FileLook) -> str:
    """``1.034 baris``, or about how many."""
    rows = trn("{n} row", "{n} rows", file.rows).format(n=number(file.rows))
    return rows if file.is_exact else tr("about {rows}").format(rows=rows)


def known_columns(file: FileLook) -> str:
    """How many columns are understood."""
    known = sum(bool(column.field) for column in file.columns)
    return tr("{known} of {all} columns recognised").format(known=known, all=len(file.columns))


def system_words(look: ExtractLook) -> str:
    """Whose desa codes the files use."""
    return tr(_SYSTEMS[look.region_system]) if look.region_system else tr("Desa codes not clear")


def column_words(column: ColumnLook) -> str:
    """What a column was taken for; one that nobody knows is kept all the same."""
    return label_of(column.field) if column.field else tr("not known; kept as it is")


def shown_cell(cell: str) -> str:
    """A cell as it is shown before the import: with the digits of a NIK or KK hidden."""
    return _LONG_NUMBER.sub(lambda found: number_masked(found[0]), cell)


def certainty_words(column: ColumnLook) -> str:
    """How sure that is."""
    if not column.field:
        return "–"
    return tr("certain") if column.confidence >= _CERTAIN else tr("by a similar name")


def suggested_label(paths: list[Path]) -> str:
    """``V3 2026`` from ``keluarga_dtsen_v3_2026_3326.csv``; nothing where no name says it."""
    for path in paths:
        if found := _QUARTER.search(path.stem):
            return f"TW{found[1]} {found[2]}"
        if found := _VERSION.search(path.stem):
            return f"V{found[1]} {found[2]}" if found[1] else f"TW{found[4]} {found[3]}"
    return ""


_CERTAIN = 100
