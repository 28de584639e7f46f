"""Lays the rows of one file out, writes it as text or as a workbook, and says what each row must come to."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal

import openpyxl

from tests.extracts.messes.defect import SAME, Defect
from tests.extracts.messes.shapes import Shape, Style
from tests.extracts.messes.town import Family, Person

FIELD = {
    "nik": "national_id",
    "card": "family_card_no",
    "name": "name",
    "head": "head_name",
    "date": "birth_date",
    "sex": "sex",
    "relation": "relationship",
    "married": "marital_status",
    "decile": "decile_national",
    "rt": "id_rt",
    "rw": "id_rw",
    "floor": "floor_type",
    "owned": "house_ownership",
    "area": "floor_area_m2",
    "vname": "village",
}
OF_FAMILY = {"head", "decile", "floor", "owned", "area", "vname"}


@dataclass(frozen=True)
class Form:
    """How the text of a file is written down."""

    delimiter: str = "|"
    quote_all: bool = True
    encoding: str = "utf-8"
    line_end: str = "\n"


@dataclass
class Line:
    """One row of the file: its cells, or its `raw` text, and what must become of it."""

    cells: list[Any] = field(default_factory=list)
    raw: str | None = None
    action: str = ""
    column: str = ""
    what: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    """What must be stored, by ``person.field`` or ``family.field``; empty where nothing is."""
    person: Person | None = None
    family: Family | None = None
    row: int = 0
    line: int = 0


@dataclass
class Sheet:
    """The rows of one file from its first to its last."""

    shape: Shape
    lines: list[Line]

    def data(self) -> list[Line]:
        return [line for line in self.lines if line.what == "" and line.values]

    def number(self, form: Form | None = None) -> None:
        """Say for each row where it stands; a workbook has no lines but its rows."""
        at = 1
        for row, line in enumerate(self.lines, 1):
            line.row, line.line = row, at if form else row
            at += 1 + (sum(str(cell).count("\n") for cell in line.cells) if form else 0)


def a_sheet(shape: Shape, town: Iterable[Family], style: Style) -> Sheet:
    """A clean file: its header and one row for each person or family."""
    lines = [Line([column.header for column in shape.columns], action="header")]
    for family in town:
        for person in family.members if shape.of_persons else [None]:
            cells = [column.render(person, family, style) for column in shape.columns]
            facts = _facts(shape, person, family)
            lines.append(Line(cells, values=facts, person=person, family=family))
    return Sheet(shape, lines)


def _facts(shape: Shape, person: Person | None, family: Family) -> dict[str, Any]:
    of_kind: dict[str, Any] = {
        "card": family.card,
        "head": family.members[0].name.upper(),
        "decile": family.decile,
        "floor": family.floor,
        "owned": family.owned,
        "area": family.area,
        "vname": family.place.kemendagri,
    }
    if person is not None:
        of_kind |= {
            "nik": person.nik,
            "name": person.name.upper(),
            "date": person.born.isoformat(),
            "sex": person.sex,
            "relation": person.relation,
            "married": person.married,
            "rt": f"{person.rt:03}",
            "rw": f"{person.rw:03}",
        }
    has = {column.kind for column in shape.columns}
    return {kind: value for kind, value in of_kind.items() if kind in has}


def spoil(
    sheet: Sheet, defects: list[Defect], style: Style, *, seed: int, rate: float, each: int = 1
) -> list[str]:
    """Put defects into rows, one in a row, at about `rate` of the rows; which could not be put."""
    chance = random.Random(f"spoil {seed}")
    rows = [line for line in sheet.lines if line.values]
    chance.shuffle(rows)
    usable = [
        defect
        for defect in defects
        for _ in range(each)
        if sheet.shape.at(defect.kind) is not None
        and (not defect.witness or sheet.shape.at(defect.witness) is not None)
    ]
    chance.shuffle(usable)
    left = usable[: int(len(rows) * rate)]
    while left and rows:
        line = rows.pop()
        for at, defect in enumerate(left):
            if _spoilt(sheet.shape, line, defect, style):
                del left[at]
                break
    return [defect.what for defect in left]


def _spoilt(shape: Shape, line: Line, defect: Defect, style: Style) -> bool:
    at = shape.at(defect.kind)
    assert at is not None
    assert line.family is not None
    before = line.cells[at]
    made = defect.spoil(before, line.person, line.family, style)
    if made is None or made == before:
        return False
    line.cells[at] = made
    line.action, line.column, line.what = defect.action, shape.columns[at].header, defect.what
    kept = "vname" if defect.kind == "vcode" else defect.kind
    if defect.stored is not SAME and kept in line.values:
        line.values[kept] = defect.stored
    return True


def add_rows(sheet: Sheet, *, seed: int, titles: bool, delimiter: str | None) -> None:
    """Put rows among the others that are no data, or that cannot be read; `delimiter` None in a workbook."""
    chance = random.Random(f"rows {seed}")
    width = len(sheet.shape.columns)
    blank = [""] * width

    def put(line: Line) -> None:
        sheet.lines.insert(chance.randint(2, len(sheet.lines)), line)

    def alone(text: str, at: int = 0) -> list[Any]:
        return [*blank[:at], text, *blank[at + 1 :]]

    data = [line for line in sheet.lines if line.values and not line.what]
    for line in chance.sample(data, min(3, len(data))):
        at = chance.randint(sheet.lines.index(line) + 1, len(sheet.lines))
        sheet.lines.insert(at, Line(list(line.cells), action="duplicate", what="row repeated"))
    put(Line(list(sheet.lines[0].cells), action="ignored", what="header repeated"))
    put(Line(list(blank), action="ignored", what="blank row"))
    nobody = list(chance.choice(data).cells)
    for kind in ("nik", "card", "name", "head"):
        column = sheet.shape.at(kind)
        if column is not None:
            nobody[column] = ""
    if sum(map(bool, nobody)) > 2:
        put(Line(nobody, action="refused", what="nobody"))
    if delimiter is not None:
        put(Line(list(chance.choice(data).cells)[: width // 2], action="refused", what="short row"))
        put(Line([*chance.choice(data).cells, "X", "Y"], action="refused", what="long row"))
    total = alone("JUMLAH", 2 if width > 3 else 0)
    total[-1] = "1.250.000.000"
    sheet.lines += [
        Line(list(blank), action="ignored", what="blank row"),
        Line(total, action="ignored", what="total row"),
        Line(alone("Sumber: DTSEN triwulan III"), action="ignored", what="note"),
        Line(list(blank), action="ignored", what="blank row"),
    ]
    if titles:
        sheet.lines[:0] = [
            Line(alone("DAFTAR KELUARGA PENERIMA"), action="ignored", what="title"),
            Line(alone("KABUPATEN PEKALONGAN TAHUN 2026"), action="ignored", what="title"),
            Line(list(blank), action="ignored", what="blank row"),
        ]


def leave_quotes_open(sheet: Sheet, form: Form, which: list[int], *, cell: int) -> None:
    """Open a quote before one cell of some rows, or take away the one that closes it."""
    data = [line for line in sheet.lines if line.values and not line.what]
    for line in [data[at] for at in which]:
        cells = _text_of(line.cells, form).rstrip("\r\n").split(form.delimiter)
        cells[cell] = '"' + cells[cell].strip('"')
        line.raw, line.cells, line.values = form.delimiter.join(cells), [], {}
        line.action, line.what = "refused", "open quote"


def write_text(sheet: Sheet, path: Path, form: Form) -> Path:
    """Write the file as text and number its rows."""
    sheet.number(form)
    text = "".join(
        (line.raw + form.line_end) if line.raw is not None else _text_of(line.cells, form)
        for line in sheet.lines
    )
    path.write_bytes(text.encode(form.encoding, "surrogateescape"))
    return path


def _text_of(cells: list[Any], form: Form) -> str:
    out = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if form.quote_all else csv.QUOTE_MINIMAL
    if not any(cells):
        return (form.delimiter * (len(cells) - 1)) + form.line_end
    csv.writer(
        out, delimiter=form.delimiter, quoting=quoting, lineterminator=form.line_end
    ).writerow([cell.isoformat() if isinstance(cell, date) else cell for cell in cells])
    return out.getvalue()


def write_workbook(sheets: list[Sheet], path: Path, *, typed: bool) -> Path:
    """Write one workbook; `typed` makes numbers of short digits, as a person who types does."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for at, sheet in enumerate(sheets, 1):
        sheet.number()
        page = book.create_sheet(f"Lembar{at}")
        for line in sheet.lines:
            page.append([_typed(cell) if typed else cell for cell in line.cells])
    for page in book.worksheets:
        for row in page.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.data_type = "s"
    book.save(path)
    return path


def _typed(cell: Any) -> Any:
    if (
        isinstance(cell, str)
        and cell.isascii()
        and cell.isdigit()
        and len(cell) < 6
        and cell[0] != "0"
    ):
        return int(cell)
    return None if cell == "" else cell
