"""What a person hands over besides single tables: folders, hidden sheets, merged cells, odd line ends."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from desktop_app.errors import Code, UserError
from tests.extracts.conftest import Read
from tests.extracts.messes import known
from tests.extracts.messes.shapes import Style
from tests.extracts.messes.town import a_town
from tests.extracts.messes.writing import Form, Sheet, a_sheet, write_text, write_workbook

STYLE = Style("typed", "LABEL", "Ya", "label", system="kemendagri")


def a_list(seed: int = 3) -> Sheet:
    return a_sheet(known.OFFICE, a_town(12, seed=seed, places=1), STYLE)


def test_a_folder_stands_for_the_tables_in_it(read: Read, tmp_path: Path) -> None:
    town = a_town(60, seed=5)
    within = tmp_path / "V1" / "kecamatan"
    within.mkdir(parents=True)
    for part in range(3):
        of_part = town[20 * part : 20 * part + 20]
        for shape in (known.V1_FAMILY, known.V1_PERSON):
            path = within / f"{shape.name} bagian {part}.xlsx"
            write_workbook([a_sheet(shape, of_part, Style())], path, typed=True)
    (within / "~$keluarga v1 bagian 0.xlsx").write_bytes(b"lock")
    (within / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (within / "Kode_DTSEN_keluarga_v1.csv").write_text("kolom,kode,keterangan\n", "utf-8")
    was = read(tmp_path / "V1")
    assert [file.layout for file in was.look.files] == [
        *["dtsen-v1-family"] * 3,
        *["dtsen-v1-person"] * 3,
    ]
    assert (len(was.families), len(was.persons)) == (60, sum(len(f.members) for f in town))
    assert was.problems == []


def test_a_table_of_a_folder_that_is_not_known_is_named_and_not_passed_over(
    read: Read, tmp_path: Path
) -> None:
    write_text(a_list(), tmp_path / "a.csv", Form())
    (tmp_path / "b.csv").write_text("satu;dua;tiga\n1;2;3\n", "utf-8")
    with pytest.raises(UserError) as error:
        read(tmp_path)
    assert error.value.code is Code.EXTRACT_NOT_RECOGNISED
    assert error.value.facts["name"] == "b.csv"


def test_a_hidden_sheet_is_read_only_where_there_is_no_other(read: Read, tmp_path: Path) -> None:
    path = write_workbook([a_list(3), a_list(4)], tmp_path / "a.xlsx", typed=True)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    book.worksheets[1].row_dimensions[4].hidden = True
    book.save(path)
    was = read(path)
    assert [file.sheet for file in was.look.files] == ["Lembar2"]
    assert len(was.persons) == len(a_list(4).data())  # a hidden row is a row
    book.create_sheet("Sampul")
    book.worksheets[1].sheet_state = "hidden"
    book.save(path)
    assert [file.sheet for file in read(path).look.files] == ["Lembar1", "Lembar2"]


def test_a_cell_merged_over_the_rows_of_a_family_stands_in_each(read: Read, tmp_path: Path) -> None:
    sheet = a_list()
    path = write_workbook([sheet], tmp_path / "a.xlsx", typed=True)
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    rows: dict[str, list[int]] = {}
    for line in sheet.data():
        rows.setdefault(line.values["card"], []).append(line.row)
    for of_card in rows.values():
        if len(of_card) > 1:
            page.merge_cells(f"A{of_card[0]}:A{of_card[-1]}")
    book.save(path)
    was = read(path)
    assert was.problems == []
    assert [person["family_card_no"] for person in was.persons] == [
        line.values["card"] for line in sheet.data()
    ]


def test_a_header_of_two_rows_with_merged_cells_is_understood(read: Read, tmp_path: Path) -> None:
    sheet = a_list()
    names = sheet.lines[0].cells
    at = names.index("TEMPAT LAHIR")
    groups = [*names[:at], "LAHIR", "", *names[at + 2 :]]
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(groups)
    page.append([""] * at + names[at : at + 2])
    for line in sheet.data():
        page.append(line.cells)
    for column in range(1, len(names) + 1):
        if column not in (at + 1, at + 2):
            letter = get_column_letter(column)
            page.merge_cells(f"{letter}1:{letter}2")
    book.save(tmp_path / "a.xlsx")
    was = read(tmp_path / "a.xlsx")
    assert was.look.files[0].header_row == 2
    assert [person["birth_date"] for person in was.persons] == [
        line.values["date"] for line in sheet.data()
    ]


@pytest.mark.parametrize(
    ("change", "ignored"),
    [
        (lambda text: "sep=;\n" + text, 1),
        (lambda text: text.rstrip("\n"), 0),
        (lambda text: text + "\n\n\n", 3),
        (lambda text: text + "\x1a", 1),
        (lambda text: text.replace("\n", "\r\r\n"), 0),
        (lambda text: text.replace("\n", ";;;\n"), 0),
        (lambda text: text.replace("\n", ";\n").replace(";\n", "\n", 1), 0),
    ],
    ids=[
        "sep",
        "no last end",
        "blank lines",
        "ctrl-z",
        "cr cr lf",
        "wide",
        "wider than its header",
    ],
)
def test_odd_ends_of_lines_and_files_are_no_defect_of_any_row(
    read: Read, tmp_path: Path, change: object, ignored: int
) -> None:
    style = Style("dmy/", "LABEL", "Ya", "label", system="kemendagri")
    sheet = a_sheet(known.OFFICE, a_town(12, seed=3, places=1), style)
    path = write_text(sheet, tmp_path / "a.csv", Form(";", False))
    path.write_text(change(path.read_text("utf-8")), "utf-8", newline="")  # type: ignore[operator]  # they are functions
    was = read(path)
    assert was.outcomes.clean == len(was.persons) == len(sheet.data())
    assert was.outcomes.ignored == ignored
