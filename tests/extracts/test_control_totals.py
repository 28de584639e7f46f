"""The table in which BPS counts families by desa and decile, in the forms it arrives in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from desktop_app.domain.totals import Bucket
from desktop_app.errors import Code, UserError
from desktop_app.extracts import ExtractReference
from desktop_app.extracts.control_totals import read_control_totals

HEADER = (
    *("NMKAB", "NMKEC", "NMDESA", "kdkab", "kdkec", "kddesa", "DESIL 1", "DESIL 2", "DESIL 3"),
    *("DESIL 4", "TOTAL D1-D4", "DESIL 5", "DESIL 6", "DESIL 7-10", "DESIL NULL", "TOTAL"),
)
COUNTS = (1, 2, 3, 4, 10, 5, 6, 70, 9, 100)
LANGKAP = ("PEKALONGAN", "KEDUNGWUNI", "LANGKAP", "3326", "130", "002", *COUNTS)


def workbook(
    folder: Path, *rows: Sequence[object], before: Sequence[Sequence[object]] = ()
) -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (*before, HEADER, *rows):
        sheet.append(list(row))
    path = folder / "kodewil_desil.xlsx"
    book.save(path)
    return path


def text(folder: Path, *lines: str) -> Path:
    path = folder / "kodewil.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_the_table_of_bps_is_read_desa_by_desa(reference: ExtractReference, tmp_path: Path) -> None:
    total = ("PEKALONGAN", "KEDUNGWUNI", "TOTAL", "3326", "130", "", *COUNTS)
    path = workbook(tmp_path, LANGKAP, total, before=[["REKAP DESIL"], []])
    (row,) = read_control_totals(path, reference)
    assert (row.village, row.bps_code, row.village_name) == (
        "33.26.13.2004",
        "3326130002",
        "Langkap",
    )
    assert list(row.counts) == list(Bucket)
    assert tuple(row.counts.values()) == COUNTS


@pytest.mark.parametrize(
    "codes",
    [
        (3326, 130, 2),
        ("26", "130", "2"),
        ("3326", "3326130", "002"),
        ("", "", "3326130002"),
        ("", "", "33.26.13.2004"),
        ("3326", "130", "999"),
        ("", "", ""),
        ("3326", "", "130002"),
    ],
)
def test_a_desa_is_known_by_its_code_however_it_is_cut_then_by_its_name(
    reference: ExtractReference, tmp_path: Path, codes: tuple[object, ...]
) -> None:
    path = workbook(tmp_path, (*LANGKAP[:3], *codes, *COUNTS))
    (row,) = read_control_totals(path, reference)
    assert row.village == "33.26.13.2004"


def test_a_desa_that_nobody_knows_keeps_its_own_name(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = workbook(tmp_path, ("KOTA", "LAIN", "ENTAH", "3375", "010", "001", *COUNTS))
    (row,) = read_control_totals(path, reference)
    assert (row.village, row.bps_code, row.village_name) == ("", "3375010001", "ENTAH")


def test_other_headers_and_deciles_one_by_one_are_understood(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = text(
        tmp_path,
        "Kecamatan;Desa/Kelurahan;D1;D2;D7;D8;D9;D10;Belum berdesil;Jumlah",
        "Kedungwuni;Langkap;1.234;2;7;8;9;10;-;1.270",
    )
    (row,) = read_control_totals(path, reference)
    assert row.village == "33.26.13.2004"
    assert dict(row.counts) == {
        Bucket.D1: 1234,
        Bucket.D2: 2,
        Bucket.D7_10: 34,
        Bucket.UNRANKED: None,
        Bucket.TOTAL: 1270,
    }


TWO_ROWS = {
    "numbers under their heading": [
        "REKAP DESIL KABUPATEN",
        "No;Kecamatan;Desa;Jumlah keluarga menurut desil;;;;Belum berdesil;Total",
        ";;;1;2;6;7-10;;",
        "(1);(2);(3);(4);(5);(6);(7);(8);(9)",
        "1;Kedungwuni;Langkap;11;22;66;70;5;174",
    ],
    "cells merged over both rows": [
        "Kecamatan;Desa;DESIL;;;;Belum berdesil;Jumlah",
        "Kecamatan;Desa;D1;D2;D6;D7 - D10;Belum berdesil;Jumlah",
        "Kedungwuni;Langkap;11;22;66;70;5;174",
    ],
    "families and people under each decile": [
        "Kecamatan;Desa;Desil 1;;Desil 2;;Desil 6;;Desil 7-10;;Belum berdesil;;Total;",
        ";;KK;Jiwa;KK;Jiwa;KK;Jiwa;KK;Jiwa;KK;Jiwa;KK;Jiwa",
        "Kedungwuni;Langkap;11;40;22;80;66;250;70;300;5;9;174;679",
    ],
    "people before families": [
        "Kecamatan;Desa;Desil 1;;Desil 2;;Desil 6;;Desil 7-10;;Belum berdesil;;Total;",
        ";;Individu;Keluarga;Individu;Keluarga;Individu;Keluarga;Individu;Keluarga;Individu;"
        "Keluarga;Individu;Keluarga",
        "Kedungwuni;Langkap;40;11;80;22;250;66;300;70;9;5;679;174",
    ],
}


@pytest.mark.parametrize("lines", TWO_ROWS.values(), ids=TWO_ROWS)
def test_a_header_of_two_rows_is_read(
    reference: ExtractReference, tmp_path: Path, lines: list[str]
) -> None:
    (row,) = read_control_totals(text(tmp_path, *lines), reference)
    assert row.village == "33.26.13.2004"
    assert dict(row.counts) == {
        Bucket.D1: 11,
        Bucket.D2: 22,
        Bucket.D6: 66,
        Bucket.D7_10: 70,
        Bucket.UNRANKED: 5,
        Bucket.TOTAL: 174,
    }


def test_a_workbook_whose_header_is_merged_is_read(
    reference: ExtractReference, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Kecamatan", "Desa", "Desil", None, None, None, "Total"])
    sheet.append([None, None, 1, 2, 6, "7-10", None])
    sheet.append(["KEDUNGWUNI", "TOTAL", 11, 22, 66, 70, 169])
    sheet.append(["KEDUNGWUNI", "LANGKAP", 11, 22, 66, 70, 169])
    for merged in ("A1:A2", "B1:B2", "C1:F1", "G1:G2"):
        sheet.merge_cells(merged)
    path = tmp_path / "kodewil_desil.xlsx"
    book.save(path)
    (row,) = read_control_totals(path, reference)
    assert (row.village, list(row.counts.values())) == ("33.26.13.2004", [11, 22, 66, 70, 169])


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["a;b;c", "1;2;3"], Code.CONTROL_FILE_UNKNOWN),
        (["Desa;D1;D2;TOTAL"], Code.CONTROL_FILE_UNKNOWN),
        (["D1;D2;D3;TOTAL", "1;2;3;6"], Code.CONTROL_FILE_UNKNOWN),
        (["Desa;D1;D2;TOTAL", "Langkap;1;dua;3"], Code.CONTROL_CELL_UNCLEAR),
        (["Desa;D1;D2;TOTAL", "Langkap;1;-2;3"], Code.CONTROL_CELL_UNCLEAR),
    ],
)
def test_what_is_no_such_table_is_refused(
    reference: ExtractReference, tmp_path: Path, lines: list[str], code: Code
) -> None:
    with pytest.raises(UserError) as caught:
        read_control_totals(text(tmp_path, *lines), reference)
    assert caught.value.code is code
