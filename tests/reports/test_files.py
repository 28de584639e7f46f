"""Reports as files: real numbers, harmless words, and a note that says where they come from."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime

import openpyxl
import pytest

from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    Control,
    DecileTally,
    ReportFormat,
    ReportNote,
    ReportTable,
)
from desktop_app.paths import RESOURCES
from desktop_app.reports.decile_profile import tabulate_decile_profile
from desktop_app.reports.files import to_csv, to_json, to_xlsx, written

REGIONS = RegionTable.from_csv(
    (RESOURCES / "reference" / "regions.csv").read_text(encoding="utf-8")
)
NOTE = ReportNote(
    office="Kecamatan Contoh",
    region="33.26.13 Kedungwuni",
    release="V3 2026",
    reference_date=date(2026, 9, 30),
    made_by="Sari Contoh",
    made_at=datetime(2026, 11, 24, 3, 0, tzinfo=UTC),
    purpose='=HYPERLINK("x") rapat koordinasi',
    recipient="Bappeda",
    serial="7K3QABCD",
    controls=(Control("families", "Families", 1_239, 1_239), Control("persons", "People", 5, 4)),
)


@pytest.fixture
def table() -> ReportTable:
    rows = [DecileTally("33.26.13.2010", 1, 1_234, 4_000), DecileTally("=1+1", 2, 5, 9)]
    return tabulate_decile_profile(rows, REGIONS)


def test_a_csv_begins_with_its_note_and_holds_plain_numbers(table: ReportTable) -> None:
    lines = list(csv.reader(io.StringIO(to_csv(table, NOTE).decode("utf-8"))))
    assert len(lines[0]) == 1
    for told in ("R1", "V3 2026", "2026-09-30", "Kecamatan Contoh", "Sari Contoh", "rapat"):
        assert told in lines[0][0]
    assert lines[2][0] == "33.26.13.2010"
    assert "1234" in lines[2]
    assert {len(line) for line in lines[1:]} == {len(table.columns)}


def test_a_workbook_holds_real_numbers_and_a_frozen_heading(table: ReportTable) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE)))
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "D2"
    assert sheet["D2"].value == 1_234
    assert sheet["D2"].data_type == "n"
    assert sheet["A2"].data_type == "s"
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.max_row == len(table.rows) + 1


def test_a_workbook_explains_itself_on_a_second_sheet(table: ReportTable) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE)))
    assert len(book.sheetnames) == 2
    cells = [str(cell) for row in book.worksheets[1].iter_rows(values_only=True) for cell in row]
    text = "\n".join(cells)
    for told in ("V3 2026", "2026-09-30", "Kecamatan Contoh", "Sari Contoh", "rapat", "10:00 WIB"):
        assert told in text


def test_no_cell_is_a_formula_for_a_spreadsheet(table: ReportTable) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(("=", "+", "@"))
    assert "\n=" not in to_csv(table, NOTE).decode("utf-8")
    assert "'=1+1" in to_csv(table, NOTE).decode("utf-8")


def test_json_is_for_programs_codes_numbers_and_controls(table: ReportTable) -> None:
    document = json.loads(to_json(table, NOTE))
    assert document["report"] == "R1"
    assert document["rows"][0]["families_d1"] == 1_234
    assert document["rows"][0]["level"] == "village"
    assert document["totals"]["persons_all"] == 4_009
    assert document["controls"][1] == {"code": "persons", "expected": 5, "found": 4}
    assert document["made_at"] == "2026-11-24T03:00:00+00:00"


@pytest.mark.parametrize("form", [ReportFormat.CSV, ReportFormat.XLSX, ReportFormat.JSON])
def test_every_form_can_be_written(table: ReportTable, form: ReportFormat) -> None:
    assert written(table, NOTE, form)


def test_a_control_that_does_not_agree_is_said_so(table: ReportTable) -> None:
    assert NOTE.controls[0].agrees
    assert not NOTE.controls[1].agrees
    first_line = to_csv(table, NOTE).decode("utf-8").splitlines()[0]
    assert "5" in first_line
    assert "4" in first_line


def test_the_room_loads_no_library_of_tables_until_a_workbook_is_written() -> None:
    code = (
        "import sys, desktop_app.actions.reports;"
        "print(sorted({'pandas', 'numpy', 'openpyxl'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_workbook_never_lies_in_a_file_for_a_while(
    table: ReportTable, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise AssertionError("a file for a while")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refused)
    monkeypatch.setattr("openpyxl.worksheet._writer.NamedTemporaryFile", refused)
    assert to_xlsx(table, NOTE).startswith(b"PK")
