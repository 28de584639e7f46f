"""A refused row judged again by the look of its file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.problem import ProblemKind
from desktop_app.extracts import ExtractReference, Mender, kept_look, look_at_extract
from tests.builders import Family, a_family, a_pair

FAMILY = a_family("SLAMET", "SITI", sequence=4)


@pytest.fixture
def mender(reference: ExtractReference, tmp_path: Path) -> Mender:
    return mender_of(reference, tmp_path, [FAMILY])


def mender_of(reference: ExtractReference, folder: Path, families: list[Family]) -> Mender:
    look = look_at_extract(a_pair(folder, families), reference, today=date(2026, 7, 10))
    return Mender(kept_look(look.files[1], look.today), 1, reference)


def good_row(mender: Mender, folder: Path) -> list[str]:
    (path,) = folder.glob("anggota*")
    return mender.rows_in(path.read_text("utf-8").splitlines()[2])[0]


def test_a_row_is_judged_as_the_import_judges_it(mender: Mender, tmp_path: Path) -> None:
    cells = good_row(mender, tmp_path)
    judged = mender.judged(cells, 3, 3)
    assert (judged.refused, judged.problems) == (None, ())
    ((_, row, _, _, _, nik, *_),) = judged.persons
    assert (row, nik) == (3, FAMILY.members[1].nik)
    cells[0] = "33261342018090"
    assert [one.kind for one in mender.judged(cells, 3, 3).problems] == [
        ProblemKind.NUMBER_TOO_SHORT
    ]
    assert mender.judged(cells[:3], 3, 3).refused is ProblemKind.ROW_TOO_SHORT
    assert mender.judged([""] * len(cells), 3, 3).refused is ProblemKind.BLANK_ROW


@pytest.mark.parametrize("gap", [(0, 1), (3, 1), (8, 3), (1, 12)])
def test_a_gap_is_put_where_the_cells_fit_best(
    mender: Mender, tmp_path: Path, gap: tuple[int, int]
) -> None:
    cells = good_row(mender, tmp_path)
    at, size = gap
    found = mender.aligned(cells[:at] + cells[at + size :])
    assert len(found) == len(cells)
    for index, cell in enumerate(found):
        # What cannot be told apart may lie elsewhere, but no cell stands under a column it does not fit.
        assert not cell or mender._fit(index, cell) >= 0
    before = cells[:at]
    assert found[:at] == before


@pytest.mark.parametrize("at", [2, 12, 40])
def test_cells_too_many_are_joined_where_the_delimiter_broke_one(
    mender: Mender, tmp_path: Path, at: int
) -> None:
    cells = good_row(mender, tmp_path)
    cells[at] = "SATU|DUA"
    broken = [*cells[:at], "SATU", "DUA", *cells[at + 1 :]]
    found = mender.aligned(broken)
    assert len(found) == len(cells)
    assert found[:2] == cells[:2]
    assert mender.judged(found, 3, 3).refused is None


def test_an_unclosed_quote_is_undone(mender: Mender, tmp_path: Path) -> None:
    cells = good_row(mender, tmp_path)
    whole = "|".join(f'"{cell}"' for cell in cells)
    for broken in (
        whole.replace('"SITI"', '"SITI'),
        whole[:-1],
    ):
        assert mender.rows_in(broken) == [cells]
    assert mender.rows_in(f"{whole}\n\n{whole}\n") == [cells, cells]


def test_a_row_wider_than_any_file_is_aligned_at_once(
    reference: ExtractReference, tmp_path: Path
) -> None:
    mender = mender_of(reference, tmp_path, [FAMILY])
    assert len(mender.aligned(["x"] * 5_000)) == len(mender.headers)
    assert len(mender.aligned([])) == len(mender.headers)


def test_a_wide_row_gives_a_family_and_a_person(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = tmp_path / "wide.csv"
    path.write_text(
        "no_kk;nik;nama;hubungan;desil;kelurahan_desa;alamat\n"
        f"{FAMILY.card};{FAMILY.head.nik};SLAMET;1;3;LANGKAP;DK. KRAJAN\n",
        "utf-8",
    )
    look = look_at_extract([path], reference, today=date(2026, 7, 10))
    (file,) = look.files
    mender = Mender(kept_look(file, look.today), 0, reference)
    judged = mender.judged(
        [FAMILY.card, FAMILY.members[1].nik, "SITI", "2", "3", "LANGKAP", "DK. KRAJAN"], 9, 9
    )
    assert file.is_wide
    assert (len(judged.families), len(judged.persons)) == (1, 1)
