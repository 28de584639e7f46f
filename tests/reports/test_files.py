"""Reports as files: real numbers, harmless words, and a note that says where they come from."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import time
import tracemalloc
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest

from desktop_app.domain.reach import ReachTally
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import (
    HIDDEN,
    Control,
    DecileTally,
    ReportAsk,
    ReportColumn,
    ReportFormat,
    ReportKind,
    ReportNote,
    ReportTable,
    RowLevel,
)
from desktop_app.paths import RESOURCES
from desktop_app.reports.decile_profile import tabulate_decile_profile
from desktop_app.reports.files import to_csv, to_json, written
from desktop_app.reports.hiding import hidden
from desktop_app.reports.reach import COVERAGE, Reach, tabulate_reach
from desktop_app.reports.workbook import to_xlsx

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


def test_a_cell_never_holds_more_than_a_spreadsheet_can_open() -> None:
    columns = (ReportColumn("a", "A", is_number=False), ReportColumn("b", "B", is_number=False))
    words = ("x" * 40_000, "y\n" * 40_000)
    table = ReportTable(ReportKind("R0", "t", "t"), columns, (words,), (RowLevel.PLAIN,))
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE))).worksheets[0]
    assert [len(str(sheet[at].value)) for at in ("A2", "B2")] == [32_767, 32_767]


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


def test_a_workbook_can_be_filtered_and_prints_its_heading_on_every_page(
    table: ReportTable,
) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE))).worksheets[0]
    assert sheet.auto_filter.ref == f"A1:U{len(table.rows) + 1}"
    assert sheet.print_title_rows == "$1:$1"
    assert sheet.oddFooter is not None
    assert "7K3QABCD" in str(sheet.oddFooter.left.text)
    assert sheet["D2"].number_format == "#,##0"
    last = sheet.max_row
    assert sheet.cell(last, 4).font.b
    assert not sheet["D2"].font.b


def test_a_chart_draws_each_kecamatan_or_each_desa_with_its_numbers() -> None:
    rows = [
        ReachTally("33.26.13.2010", 1, 1, 12),
        ReachTally("33.26.13.2004", 1, 0, 7),
        ReachTally("33.26.04.2001", 2, 2, 3),
    ]
    for tallies, names in (
        (rows, ["Petungkriyono", "Kedungwuni"]),
        (rows[:2], ["Langkap", "Podo"]),
    ):
        table = tabulate_reach(COVERAGE, ReportAsk(), Reach(tallies, []), REGIONS)
        drawn = charted(to_xlsx(table, NOTE, with_chart=True))
        assert [name for name, _ in drawn] == names
        assert {share for _, share in drawn} <= {0, 1, round(12 / 19, 4)}


def test_a_chart_of_a_whole_draws_what_it_is_made_of() -> None:
    rows = [DecileTally("33.26.13.2010", 1, 12, 40), DecileTally("33.26.04.2001", 7, 3, 5)]
    drawn = charted(to_xlsx(tabulate_decile_profile(rows, REGIONS), NOTE, with_chart=True))
    assert [count for _, count in drawn] == [12, 0, 0, 0, 0, 3, 0]


def charted(data: bytes) -> list[tuple[str, float]]:
    """What the one chart of a workbook draws, with the numbers beside its bars."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[-2]
    (chart,) = sheet._charts  # type: ignore[attr-defined]  # nothing else tells of them
    assert len(chart.series) == 1
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        (part,) = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
        assert b'showVal val="1"' in archive.read(part)
    return [(str(row[0]), row[1]) for row in sheet.iter_rows(min_row=2, values_only=True)]  # type: ignore[misc]  # cells of any type


def test_a_hidden_number_is_a_word_and_no_bar() -> None:
    rows = [DecileTally("33.26.13.2010", 1, 2, 4), DecileTally("33.26.13.2004", 1, 70, 90)]
    table = hidden(tabulate_decile_profile(rows, REGIONS))
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(table, NOTE, with_chart=True)))
    assert HIDDEN in [cell.value for cell in book.worksheets[0]["D"]]
    assert HIDDEN not in [cell.value for row in book.worksheets[1].iter_rows() for cell in row]


@pytest.mark.slow
def test_a_hundred_thousand_rows_take_ten_seconds_and_little_memory() -> None:
    columns = tuple(ReportColumn(f"c{at}", f"Column {at}", is_number=at > 5) for at in range(12))
    row = (*("Kedungwuni" for _ in range(6)), *range(100_000, 100_006))
    kind = ReportKind("L1", "List", "A list.")

    def a_list(count: int) -> ReportTable:
        return ReportTable(kind, columns, (row,) * count, (RowLevel.PLAIN,) * count)

    def peak_of(table: ReportTable) -> int:
        tracemalloc.start()
        assert to_xlsx(table, NOTE)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert peak_of(a_list(20_000)) - peak_of(a_list(1_000)) <= 4 * 1024 * 1024
    began = time.process_time()
    data = to_xlsx(a_list(100_000), NOTE)
    assert time.process_time() - began <= 10
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("xl/worksheets/sheet1.xml").count(b"<row ") == 100_001
