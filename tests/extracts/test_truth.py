"""Files of every shape, held against a truth that was written down without asking the importer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.extracts.conftest import Read
from tests.extracts.messes import known
from tests.extracts.messes.defects import all_defects
from tests.extracts.messes.scoring import Score, score
from tests.extracts.messes.shapes import Shape, Style
from tests.extracts.messes.town import PLACES, a_town
from tests.extracts.messes.writing import (
    Form,
    Sheet,
    a_sheet,
    add_rows,
    leave_quotes_open,
    spoil,
    write_text,
    write_workbook,
)

SHAPES = [*(shape for pair in known.PAIRS for shape in pair), *known.SINGLE]
STYLES = {
    "dtsen": Style(),
    "labels": Style(dates="dmy/", codes="label", yes="YA", sex="LP", system="kemendagri"),
    "office": Style("dmy-", "LABEL", "Ya", "label", rt="001", system="dotted", villages="title"),
    "lower": Style(
        *("d/m/y", "label", "YT", "LABEL", "lower", "1", "label", "kemendagri"), padded=True
    ),
    "title": Style(dates="words", names="title", rt="01", decile="n.0", yes="01"),
    "serial": Style(dates="serial", rt="RT"),
    "slashes": Style(dates="ymd/", system="kemendagri"),
    "time": Style(dates="time", yes="01"),
}
NUMBERS = {
    "apostrophes": replace(STYLES["dtsen"], numbers="quoted"),
    "decimals": replace(STYLES["labels"], numbers="decimals"),
}
FORMS = {
    "pipe": Form(),
    "semicolon": Form(";", False, "utf-8-sig", "\r\n"),
    "comma": Form(",", False),
    "comma-cp1252": Form(",", True, "cp1252", "\r\n"),
    "tab-utf-16": Form("\t", False, "utf-16"),
    "pipe-utf-16-le": Form("|", True, "utf-16-le", "\r\n"),
    "semicolon-utf-16-be": Form(";", False, "utf-16-be"),
    "semicolon-cr": Form(";", False, "utf-8", "\r"),
}
WORKBOOKS = {
    "typed": Style("typed", "LABEL", "Ya", "label", rt="1", system="kemendagri", numbers="typed"),
    "texts": STYLES["labels"],
    "dates": Style("typed", "LABEL", "Ya", "label", system="kemendagri"),
    "serial": Style(dates="serial", names="title"),
}
# A Windows file cannot hold these characters.
NOT_IN_CP1252 = ("zero width", "byte order", "right to left", "replaced")


def form_for(shape: Shape, turn: int) -> Form:
    """Over all turns each shape is written in each form."""
    return list(FORMS.values())[(SHAPES.index(shape) + turn) % len(FORMS)]


def spoilt(shape: Shape, style: Style, form: Form | None, seed: int, families: int) -> Sheet:
    """A file in which a few rows of a hundred have a defect, and some are no data."""
    town = a_town(families, seed=seed, places=6)
    sheet = a_sheet(shape, town, style)
    defects = all_defects(PLACES)
    if form is not None and form.line_end == "\r":
        defects = [one for one in defects if "line" not in one.what]
    if form is not None and form.encoding == "cp1252":
        defects = [one for one in defects if not any(w in one.what for w in NOT_IN_CP1252)]
    if style.numbers == "typed":
        defects = [one for one in defects if one.kind not in ("nik", "card")]
    left = spoil(sheet, defects, style, seed=seed, rate=0.5)
    assert len(left) < 60, left
    add_rows(sheet, seed=seed, titles=bool(seed % 2), delimiter=form.delimiter if form else None)
    return sheet


def assert_right(result: Score) -> None:
    assert result.wrong == []
    assert (result.missed, result.alarms) == (0, 0)


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("families", [1, 2, 40])
def test_a_clean_file_gives_no_alarm_however_it_is_written(
    read: Read, tmp_path: Path, shape: Shape, families: int
) -> None:
    for turn, (name, style) in enumerate({**STYLES, **NUMBERS}.items()):
        town = a_town(families, seed=families + turn, places=min(families, 4))
        sheet = a_sheet(shape, town, style)
        was = read(write_text(sheet, tmp_path / f"{name}.csv", form_for(shape, turn)))
        assert was.look.mapping == shape.layout
        assert was.outcomes.clean == was.records == len(sheet.data())
        assert_right(score(was, [sheet]))


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
@pytest.mark.parametrize("turn", [0, 1, 2, 3])
def test_every_defect_of_a_spoilt_file_is_told_and_no_other(
    read: Read, tmp_path: Path, shape: Shape, turn: int
) -> None:
    # Each shape meets half of the styles, and each style half of the shapes.
    at = (2 * turn + SHAPES.index(shape)) % len(STYLES)
    style, form = list(STYLES.values())[at], form_for(shape, 3 * turn)
    families = 260 if shape.of_persons else 800
    sheet = spoilt(shape, style, form, 10 * SHAPES.index(shape) + turn, families)
    was = read(write_text(sheet, tmp_path / "kotor.csv", form))
    assert was.records == len(sheet.lines) - 1
    result = score(was, [sheet])
    assert_right(result)
    assert result.found > 80


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_a_clean_workbook_gives_no_alarm_however_its_cells_are_typed(
    read: Read, tmp_path: Path, shape: Shape
) -> None:
    for turn, (name, style) in enumerate(WORKBOOKS.items()):
        town = a_town((1, 25)[turn % 2], seed=turn, places=1)
        sheet = a_sheet(shape, town, style)
        path = write_workbook([sheet], tmp_path / f"{name}.xlsx", typed=name != "texts")
        assert_right(score(read(path), [sheet]))


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_defect_of_a_spoilt_workbook_is_told_and_no_other(
    read: Read, tmp_path: Path, name: str
) -> None:
    style = WORKBOOKS[name]
    for seed, shape in enumerate((known.OFFICE, known.V3_PERSON)):
        sheet = spoilt(shape, style, None, seed, 200)
        sheet.lines.pop()  # a blank row behind the last is none
        path = write_workbook([sheet], tmp_path / f"{seed}.xlsx", typed=name != "texts")
        assert_right(score(read(path), [sheet]))


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
@pytest.mark.parametrize(
    "shape", [known.WIDE, known.V3_PERSON, known.V3_FAMILY, known.OFFICE, known.SIKS]
)
@pytest.mark.parametrize("families", [8, 60])
def test_quotes_that_are_left_open_cost_their_own_rows_and_no_other(
    read: Read, tmp_path: Path, shape: Shape, form: Form, families: int
) -> None:
    count = len(shape.columns)
    where = [([0], 1), ([3], 1), ([-2], 1), ([-1], 1), ([1, -2], 1), ([1, 2], 1), ([0, 1, 2], 1)]
    where += [([3], 0), ([3], count - 1), ([1, 4, 6], 1)]
    for seed, (rows, cell) in enumerate(where):
        sheet = a_sheet(shape, a_town(families, seed=seed, places=2), Style())
        text = shape.at("text")
        if text is not None and form.line_end != "\r":
            for line in sheet.data()[5::7]:
                line.cells[text] = 'DK. "A"\nRT 1'
                line.action, line.what = "repaired", "line break and quotes"
                line.column = shape.columns[text].header
        leave_quotes_open(sheet, form, rows, cell=cell)
        was = read(write_text(sheet, tmp_path / f"{seed}.csv", form))
        assert was.records == len(sheet.lines) - 1
        assert_right(score(was, [sheet]))


def test_what_stands_in_brackets_behind_a_header_does_not_hide_it(
    read: Read, tmp_path: Path
) -> None:
    sheet = a_sheet(known.OFFICE, a_town(20, seed=2), STYLES["labels"])
    sheet.lines[0].cells = [f"{name} (isi lengkap)" for name in sheet.lines[0].cells]
    was = read(write_text(sheet, tmp_path / "a.csv", Form()))
    assert was.look.mapping == "office-wide"
    assert_right(score(was, [sheet]))
