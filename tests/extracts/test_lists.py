"""Lists of other people: what their columns are, and that no row of them is lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from desktop_app.domain.match_list import ListFact, ListLook, ListRow
from desktop_app.domain.problem import ProblemKind
from desktop_app.errors import Code, UserError
from desktop_app.extracts import ExtractReference
from desktop_app.extracts.lists import look_at_list, read_list
from desktop_app.progress import Progress

TODAY = date(2026, 11, 24)
NIK, OTHER = "3326134203809001", "3326130507799002"


def looked(
    path: Path, reference: ExtractReference, chosen: dict[str, ListFact | None] | None = None
) -> ListLook:
    return look_at_list(path, reference, chosen=chosen, today=TODAY)


def rows_of(
    path: Path,
    reference: ExtractReference,
    chosen: dict[str, ListFact | None] | None = None,
    place: str = "",
) -> list[ListRow]:
    look = looked(path, reference, chosen)
    return list(read_list(look, reference, Progress(), today=TODAY, place=place))


def csv_of(folder: Path, *lines: str) -> Path:
    path = folder / "daftar.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def workbook_of(folder: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    path = folder / "daftar.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def test_a_list_of_an_agency_says_who_when_and_where(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = workbook_of(
        tmp_path,
        Penerima=[
            ["DAFTAR PENERIMA SANTUNAN"],
            [],
            ["No", "NIK", "Nama Mustahik", "Tempat, Tanggal Lahir", "JK", "Desa", "Kec.", "HP"],
            [1, f"'{NIK}", "Hj. Siti Aminah", "Pekalongan, 02-03-1980", "P", "Langkap",
             "Kedungwuni", "0812"],
            [2, "", "Budi", "Batang, 5 Juli 1979", "L", "", "Kedungwuni", ""],
            ["", "JUMLAH", "", "", "", "", "", ""],
        ],
    )  # fmt: skip
    look = looked(path, reference)
    assert {column.header: column.fact for column in look.columns if column.fact} == {
        "NIK": ListFact.NATIONAL_ID,
        "Nama Mustahik": ListFact.NAME,
        "Tempat, Tanggal Lahir": ListFact.BIRTH_DATE,
        "JK": ListFact.SEX,
        "Desa": ListFact.VILLAGE,
        "Kec.": ListFact.SUBDISTRICT,
    }
    first, second = rows_of(path, reference)
    assert (first.row, first.asked.row) == (4, 1)
    assert (first.asked.national_id, first.asked.folded) == (NIK, "SITI AMINAH")
    assert (first.asked.birth_date, first.asked.sex) == ("1980-03-02", "2")
    assert first.asked.place.startswith("33.26.13.")
    assert first.cells[3] == "Pekalongan, 02-03-1980"
    assert (second.asked.birth_date, second.asked.place) == ("1979-07-05", "33.26.13")


def test_a_row_that_stands_twice_is_two_rows(tmp_path: Path, reference: ExtractReference) -> None:
    path = csv_of(tmp_path, "NIK;Nama", f"{NIK};SITI", f"{NIK};SITI", f"{OTHER};BUDI")
    assert [row.asked.row for row in rows_of(path, reference)] == [1, 2, 3]


def test_a_row_that_says_nobody_stays_with_its_fault(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = csv_of(
        tmp_path,
        "NIK,Nama,Desa,Ket",
        f"{NIK},SITI,Langkap,a",
        ",,Langkap,hadir",
        "3.32613E+15,BUDI,,b",
        "123,TINI,Podo,c",
        ",,,catatan panitia",
    )
    rows = rows_of(path, reference)
    assert [row.fault for row in rows] == [
        None,
        ProblemKind.ROW_WITHOUT_NAME_AND_NUMBER,
        ProblemKind.NUMBER_IN_SCIENTIFIC_NOTATION,
        ProblemKind.NUMBER_TOO_SHORT,
    ]
    assert [row.asked.says_whom for row in rows] == [True, False, True, True]
    assert rows[1].cells == ("", "", "Langkap", "hadir")


def test_a_list_of_families_means_their_heads(tmp_path: Path, reference: ExtractReference) -> None:
    path = csv_of(tmp_path, "No KK,Nama Kepala Keluarga,Desa", "3326130101809001,SLAMET,Langkap")
    (row,) = rows_of(path, reference)
    assert (row.asked.name, row.asked.family_card_no) == ("SLAMET", "3326130101809001")


def test_columns_that_nobody_knows_can_be_chosen(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = csv_of(tmp_path, "Peserta,Nomor,Lahir", f"SITI AMINAH,{NIK},1980-03-02")
    assert not looked(path, reference).says_whom
    chosen: dict[str, ListFact | None] = {
        "Peserta": ListFact.NAME,
        "Nomor": ListFact.NATIONAL_ID,
        "Lahir": ListFact.BIRTH_DATE,
    }
    assert looked(path, reference, chosen).says_whom
    (row,) = rows_of(path, reference, chosen)
    assert (row.asked.national_id, row.asked.folded, row.asked.birth_date) == (
        NIK,
        "SITI AMINAH",
        "1980-03-02",
    )


def test_what_was_found_can_be_given_to_another_column_or_to_none(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = csv_of(tmp_path, "NIK,Nama,Nama Anak", f"{NIK},SLAMET,BUDI")
    chosen: dict[str, ListFact | None] = {"Nama Anak": ListFact.NAME, "NIK": None}
    (row,) = rows_of(path, reference, chosen)
    assert (row.asked.name, row.asked.national_id) == ("BUDI", "")


def test_two_columns_cannot_be_one_fact(tmp_path: Path, reference: ExtractReference) -> None:
    path = csv_of(tmp_path, "NIK,Nama,Nama Anak", f"{NIK},SLAMET,BUDI")
    with pytest.raises(UserError) as caught:
        looked(path, reference, {"Nama": ListFact.NAME, "Nama Anak": ListFact.NAME})
    assert caught.value.code is Code.MAPPING_FACT_TWICE


def test_the_sheets_of_a_workbook_are_one_list(tmp_path: Path, reference: ExtractReference) -> None:
    path = workbook_of(
        tmp_path,
        Langkap=[["NIK", "Nama"], [NIK, "SITI"]],
        Podo=[["Nama", "NIK", "HP"], ["BUDI", OTHER, "0812"]],
        Catatan=[["dibuat oleh panitia"]],
    )
    first, second = rows_of(path, reference)
    assert (first.sheet, second.sheet, second.asked.row) == ("Langkap", "Podo", 2)
    assert first.cells == (NIK, "SITI", "")
    assert second.cells == (OTHER, "BUDI", "0812")


def test_rows_without_a_place_live_where_the_list_is_of(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = csv_of(tmp_path, "Nama,Desa", "SITI,Langkap", "BUDI,")
    places = [row.asked.place for row in rows_of(path, reference, place="33.26.13.2010")]
    assert places[0] not in ("", "33.26.13.2010")
    assert places[1] == "33.26.13.2010"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("kosong.xlsx", b"", Code.EXTRACT_EMPTY),
        ("surat.pdf", b"%PDF-1.7 ...", Code.EXTRACT_NOT_RECOGNISED),
        ("rusak.xlsx", b"PK\x03\x04 not a workbook at all", Code.EXTRACT_UNREADABLE),
        ("angka.csv", b"1\n2\n3\n", Code.EXTRACT_NOT_RECOGNISED),
        ("judul.csv", b"NIK,Nama\n", Code.EXTRACT_EMPTY),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_reason(
    tmp_path: Path, reference: ExtractReference, name: str, content: bytes, code: Code
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserError) as caught:
        looked(path, reference)
    assert caught.value.code is code


def test_a_list_that_changed_since_the_look_is_not_read(
    tmp_path: Path, reference: ExtractReference
) -> None:
    path = csv_of(tmp_path, "NIK,Nama", f"{NIK},SITI")
    look = looked(path, reference)
    csv_of(tmp_path, "NIK,Nama", f"{OTHER},BUDI")
    path.write_text(path.read_text("utf-8") + f"{NIK},SITI\n", encoding="utf-8")
    with pytest.raises(UserError) as caught:
        list(read_list(look, reference, Progress(), today=TODAY))
    assert caught.value.code is Code.EXTRACT_CHANGED_WHILE_READ


def test_odd_cells_come_through_as_text(tmp_path: Path, reference: ExtractReference) -> None:
    path = tmp_path / "aneh.csv"
    path.write_bytes(
        b'NIK,Nama,Ket\n' + f'{NIK},"SITI, AMINAH",=1+1\n'.encode()
        + b'3326130507799002,BUDI\x00,"baris\nbaru"\n' + b"3326130507799003,\xff\xfe,x,y,z\n"
    )  # fmt: skip
    rows = rows_of(path, reference)
    assert [row.cells[2] for row in rows][:2] == ["=1+1", "baris\nbaru"]
    assert all("\x00" not in cell for row in rows for cell in row.cells)
    assert len(rows) == 3
