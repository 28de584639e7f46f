"""Workbooks: typed cells, rounded numbers, several sheets, and lists that an office has typed over."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

from desktop_app.extracts.workbook import Workbook
from tests.extracts import ugly
from tests.extracts.conftest import Read

HEADER = [
    "NO KK",
    "NIK",
    "NAMA",
    "JK",
    "TGL LAHIR",
    "HUB KELUARGA",
    "RT",
    "DESA/KELURAHAN",
    "KODE DESA",
]
HEADER += ["DESIL", "LANTAI", "DAYA", "MOTOR", "AGAMA", "LATITUDE"]


def office_rows(count: int) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for person in ugly.an_extract(count).persons[:count]:
        woman = person["jenis_kelamin"] == "2"
        rows.append(
            [
                person[ugly.KK],
                person[ugly.NIK],
                person["nama"],
                "Perempuan" if woman else "Laki-laki",
                date.fromisoformat(person["tanggal_lahir"]),
                ("KEPALA KELUARGA", "ISTRI", "ANAK")[int(person["status_hubungan_keluarga"]) - 1],
                person["rt_ktp"],
                "AMBOKEMBANG",
                "3326132012",
                4,
                "Keramik",
                "900 watt",
                "Ya",
                "ISLAM",
                -7.03,
            ]
        )
    return rows


def test_an_office_list_with_labels_and_typed_cells_is_clean(read: Read, tmp_path: Path) -> None:
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, office_rows(60)))
    assert was.problems == []
    assert was.look.mapping == "office-wide"
    assert was.look.region_system == "kemendagri"
    first = was.person(2)
    assert (first["sex"] in (1, 2), first["relationship"], first["village"]) == (
        True,
        1,
        ugly.VILLAGE,
    )
    assert first["extra"] == '{"AGAMA": "ISLAM", "LATITUDE": "-7.03"}'
    family = was.family(2)
    assert (family["decile_national"], family["floor_type"], family["power_class"]) == (4, 2, 2)
    assert (family["asset_motorcycle"], family["village_code"]) == (1, "3326132012")


def test_numbers_that_a_spreadsheet_has_rounded_are_told_from_whole_ones(
    read: Read, tmp_path: Path
) -> None:
    rows = office_rows(60)
    rows[5][1] = 3326134101909000
    rows[6][1] = int(str(rows[6][1])[:15] + "7")
    rows[7][0] = "3.32613E+15"
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    assert was.kinds(7) == {"number-precision-lost"}
    assert was.person(7)["national_id"] is None
    assert was.kinds(8) == set()
    assert was.person(8)["national_id"] == rows[6][1].__str__()
    assert was.kinds(9) == {"number-in-scientific-notation"}


def test_odd_cells_among_typed_ones_are_mended(read: Read, tmp_path: Path) -> None:
    rows = office_rows(60)
    born = rows[3][4]
    assert isinstance(born, date)
    rows[3][4] = f"{born.day}/{born.month}/{born.year}"
    rows[4][4] = (rows[4][4] - date(1899, 12, 30)).days
    rows[5][4] = datetime(1990, 1, 2, 13, 0)  # noqa: DTZ001 - a cell has no time zone
    rows[6][9] = "Desil 4"
    rows[7][6] = 1
    rows[8][3] = "PEREMPUAN" if rows[8][3] == "Perempuan" else "L"
    rows[9][5] = "Kep. Keluarga" if rows[9][5] == "KEPALA KELUARGA" else str(rows[9][5]).title()
    rows[10][10] = 2
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    kinds = {row: was.kinds(row) for row in range(5, 13)}
    assert kinds[5] == {"date-in-other-format"}
    assert was.person(5)["birth_date"] == born.isoformat()
    assert kinds[6] == {"date-as-serial"}
    assert "date-with-time" in kinds[7]
    assert was.person(7)["birth_date"] == "1990-01-02"
    assert kinds[8] == {"decile-spelled-otherwise"}
    assert kinds[9] == {"rt-rw-spelled-otherwise"}
    assert kinds[10] == {"sex-spelled-otherwise"}
    assert kinds[11] == {"relationship-spelled-otherwise"}
    assert kinds[12] == {"code-as-label"}
    assert was.outcomes.clean == 60 - 8


def test_a_very_large_workbook_is_streamed_and_says_the_same(tmp_path: Path) -> None:
    rows = [[], *office_rows(30)]
    path = ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows)
    whole, streamed = Workbook(path, "xlsx"), Workbook(path, "xlsx", in_memory=0)
    try:
        assert whole.sheets == streamed.sheets == ("Sheet",)
        assert list(whole.records("Sheet")) == list(streamed.records("Sheet"))
        assert (whole.rows("Sheet"), streamed.rows("Sheet")) == (32, None)
    finally:
        whole.close()
        streamed.close()


def test_an_open_document_is_read_like_any_other(read: Read, tmp_path: Path) -> None:
    rows = [["NO KK", "NIK", "NAMA"], *(row[:3] for row in office_rows(20))]
    cells = "".join(
        "<table:table-row>"
        + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            for cell in row
        )
        + "</table:table-row>"
        for row in rows
    )
    names = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    path = tmp_path / "daftar.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f'<office:document-content{names}><office:body><office:spreadsheet><table:table table:name="Data">'
            f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    was = read(path)
    assert was.look.files[0].kind == "ods"
    assert [person["name"] for person in was.persons] == [row[2] for row in rows[1:]]
    assert was.problems == []


def test_every_sheet_with_a_known_header_is_read(read: Read, tmp_path: Path) -> None:
    path = tmp_path / "buku.xlsx"
    book = openpyxl.Workbook()
    cover = book.active
    assert cover is not None
    cover.title = "Sampul"
    cover.append(["Data kecamatan"])
    recap = book.create_sheet("Rekap")
    recap.append(["DESA", "JUMLAH JIWA"])
    recap.append(["AMBOKEMBANG", 20])
    for name in ("RW 1", "RW 2"):
        sheet = book.create_sheet(name)
        sheet.append(["DAFTAR", name])
        sheet.append([])
        sheet.append(HEADER)
        for row in office_rows(20)[:10] if name == "RW 1" else office_rows(20)[9:19]:
            sheet.append(row)
        sheet.append([None] * 9 + ["JUMLAH", 10])
    book.save(path)
    was = read(path)
    assert [(file.sheet, file.header_row, file.rows) for file in was.look.files] == [
        ("RW 1", 3, 11),
        ("RW 2", 3, 11),
    ]
    assert len(was.persons) == 19
    assert was.kinds(4, file=1) == {"row-repeated"}
    assert was.kinds(1) == {"title-row"}
    assert was.kinds(2) == {"blank-row"}
    assert was.kinds(14) == {"total-row"}
    assert was.kinds(14, file=1) == {"total-row"}
    assert was.outcomes.ignored == 6


def test_a_cell_of_an_error_or_a_truth_is_read_as_words(read: Read, tmp_path: Path) -> None:
    rows = office_rows(30)
    rows[3][12] = True
    rows[4][11] = "#N/A"
    was = read(ugly.write_xlsx(tmp_path / "kantor.xlsx", HEADER, rows))
    assert was.kinds(5) == set()
    assert was.kinds(6) == set()
