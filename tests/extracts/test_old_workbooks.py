"""Workbooks of older and of other programs: XLS, and ODS with typed cells.

`data/kantor.xls` was written with xlwt 1.3: a title merged over nine columns, an empty row, the header,
45 invented persons with dates and numbers as such, a hidden copy of it all, and a few spoilt cells.
"""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

from desktop_app.domain.identity import agrees_with_birth, parse_national_id
from tests.extracts.conftest import Read

KANTOR = Path(__file__).parent / "data" / "kantor.xls"
SPOILT = {
    8: ("NIK", "number-precision-lost"),
    10: ("NIK", "number-in-scientific-notation"),
    12: ("TGL LAHIR", "date-as-serial"),
    14: ("DESIL", "decile-spelled-otherwise"),
    16: ("NAMA", "name-missing"),  # a formula whose result was never saved
}


def test_an_xls_is_read_with_its_dates_and_without_its_hidden_copy(read: Read) -> None:
    was = read(KANTOR)
    (file,) = was.look.files
    assert (file.kind, file.sheet, file.header_row, file.rows) == ("xls", "Data", 3, 45)
    assert was.outcomes.records == 47
    assert {problem.row: (problem.column, problem.kind.value) for problem in was.problems} == {
        1: ("", "title-row"),
        2: ("", "blank-row"),
        **SPOILT,
    }
    for person in was.persons:
        if person["row"] in (8, 10):
            assert person["national_id"] is None
            continue
        parts = parse_national_id(str(person["national_id"]))
        assert parts is not None
        assert agrees_with_birth(parts, date.fromisoformat(str(person["birth_date"])))
        assert int(parts.sex) == person["sex"]
        assert str(person["id_rt"]).startswith("0")


_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def cell(value: str, kind: str = "string", more: str = "") -> str:
    at = {"date": "date-value", "float": "value"}.get(kind, "string-value")
    return (
        f'<table:table-cell office:value-type="{kind}" office:{at}="{value}"{more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def row(*cells: str, times: int = 1) -> str:
    again = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{again}>{''.join(cells)}</table:table-row>"


def test_an_ods_with_typed_repeated_and_merged_cells_is_read(read: Read, tmp_path: Path) -> None:
    blank = '<table:table-cell table:number-columns-repeated="5"/>'
    people = [
        ("3326130101209001", "3326132203909001", "SLAMET", "1990-03-22"),
        ("3326130101209002", "3326136504929002", "SITI", "1992-04-25"),
        ("3326130101209003", "3326130107019003", "AHMAD", "2001-07-01"),
    ]
    rows = [
        row(cell("DAFTAR", more=' table:number-columns-spanned="5"')),
        row(blank, times=3),
        row(*(cell(name) for name in ("NO KK", "NIK", "NAMA", "TGL LAHIR", "RT"))),
        *(
            row(cell(card), cell(nik), cell(name), cell(born, "date"), cell("4", "float"))
            for card, nik, name, born in people
        ),
        row(blank, times=2),
        row(cell("Sumber: kantor desa")),
    ]
    path = tmp_path / "daftar.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{_NAMES}><office:body><office:spreadsheet>"
            f'<table:table table:name="Data">{"".join(rows)}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    was = read(path)
    assert was.look.files[0].header_row == 5
    assert [(p["row"], p["name"], p["birth_date"], p["id_rt"]) for p in was.persons] == [
        (6, "SLAMET", "1990-03-22", "004"),
        (7, "SITI", "1992-04-25", "004"),
        (8, "AHMAD", "2001-07-01", "004"),
    ]
    assert {problem.row: problem.kind.value for problem in was.problems} == {
        1: "title-row",
        **dict.fromkeys((2, 3, 4, 9, 10), "blank-row"),
        11: "note-row",
    }
