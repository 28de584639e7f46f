"""A matched list as a workbook: every row with its answer, the doubtful ones with who may be meant,
and where it all comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop_app.domain.cell import harmless
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.match_list import MatchedList, MatchLine
from desktop_app.domain.matching import Candidate
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import Cell, ReportNote
from desktop_app.language import tr
from desktop_app.reports.memory_book import begin_in_memory, saved
from desktop_app.reports.wording import origin_line, source_lines, what_a_decile_is
from desktop_app.reports.workbook import mark_sheet

if TYPE_CHECKING:
    from openpyxl import Workbook

_NOT_FOR_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST = 32_000
"""A cell of a workbook holds 32,767 characters."""
_WIDTH, _WIDE = 18, 34

Said = Mapping[StrEnum, str]
"""What people read for an outcome or a piece of evidence."""
Received = Callable[[Candidate], str]
"""The programmes that a person or their family received, in words."""


def to_xlsx(
    matched: MatchedList,
    lines: Iterable[MatchLine],
    note: ReportNote,
    *,
    regions: RegionTable,
    said: Said,
    received: Received,
) -> bytes:
    """The workbook; every cell of a person is text, a decile is a number, nothing is a formula."""
    # Loading openpyxl takes longer than writing most tables; nobody who writes none should wait.
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    result = _sheet(workbook, tr("Result"), _heads_of_result(matched), frozen="A2")
    doubtful: list[list[Cell]] = []
    # The rows of an earlier answer are named as the list counts them.
    rows: dict[int, int] = {}
    for line in lines:
        rows[line.row.asked.row] = line.row.row
        result.append(_cells([*line.row.cells, *_answer(line, said, regions, received, rows)]))
        if line.waits:
            doubtful += _candidates(line, said, regions, received)
    work = _sheet(
        workbook,
        tr("To decide"),
        [
            tr("Row"),
            tr("Name in the list"),
            tr("NIK in the list"),
            tr("Candidate"),
            tr("Chance (%)"),
            tr("Why"),
            *_heads_of_person(),
            tr("Programmes"),
        ],
        frozen="A2",
    )
    for row in doubtful:
        work.append(_cells(row))
    _explain(workbook, matched, note)
    for sheet in (result, work):
        mark_sheet(sheet, note)
    workbook.properties.description = origin_line(note)
    return saved(workbook)


def columns_of(matched: MatchedList) -> int:
    """How many columns the result has."""
    return len(_heads_of_result(matched))


def _heads_of_result(matched: MatchedList) -> list[str]:
    return [
        *(column.header for column in matched.columns),
        *_heads_of_answer(),
        *_heads_of_person(),
        tr("Programmes"),
        tr("Decided by"),
        tr("Decided at"),
        tr("Same person as row"),
    ]


def _heads_of_answer() -> list[str]:
    return [tr("Row"), tr("Result of matching"), tr("Chance (%)"), tr("Why")]


def _heads_of_person() -> list[str]:
    return [
        tr("NIK in DTSEN"),
        tr("KK in DTSEN"),
        tr("Name in DTSEN"),
        tr("Born"),
        tr("Decile"),
        tr("Desa"),
        tr("Kecamatan"),
        tr("Head of the family"),
    ]


def _answer(
    line: MatchLine,
    said: Said,
    regions: RegionTable,
    received: Received,
    rows: Mapping[int, int],
) -> list[Cell]:
    found, decision = line.person, line.decision
    shown = found or (line.candidates[0] if line.waits and line.candidates else None)
    by, at = "", ""
    result = said[line.outcome]
    if decision is not None:
        by = decision.by_name
        at = f"{decision.at.astimezone(WESTERN_INDONESIA):%Y-%m-%d %H:%M}"
        result = tr("found, decided by hand") if found else tr("not in DTSEN, decided by hand")
    return [
        line.row.row,
        result,
        shown.score if shown else "",
        _why(line, shown, said),
        *_person(found, regions),
        received(found) if found else "",
        by,
        at,
        "" if line.twice is None else rows.get(line.twice, ""),
    ]


def _why(line: MatchLine, shown: Candidate | None, said: Said) -> str:
    if shown is not None:
        return ", ".join(said[one] for one in shown.evidence)
    return said[line.row.fault] if line.row.fault is not None else ""


def _candidates(
    line: MatchLine, said: Said, regions: RegionTable, received: Received
) -> list[list[Cell]]:
    asked = line.row.asked
    return [
        [
            line.row.row,
            asked.name,
            asked.national_id,
            rank,
            one.score,
            ", ".join(said[evidence] for evidence in one.evidence),
            *_person(one, regions),
            received(one),
        ]
        for rank, one in enumerate(line.candidates, start=1)
    ]


def _person(found: Candidate | None, regions: RegionTable) -> list[Cell]:
    if found is None:
        return [""] * len(_heads_of_person())
    person = found.person
    village = regions.village_by_code(person.village) if person.village else None
    return [
        person.national_id or "",
        person.family_card_no or "",
        person.name,
        person.birth_date or "",
        tr("no decile yet") if person.decile is None else person.decile,
        village.local_name if village else person.village,
        village.subdistrict_name if village else "",
        person.head_name,
    ]


def _explain(workbook: Workbook, matched: MatchedList, note: ReportNote) -> None:
    counts = matched.counts
    lines: list[tuple[str, Cell]] = [
        (tr("About"), tr("A list of somebody else's, each row matched to the people of DTSEN.")),
        (tr("List"), matched.name),
        *source_lines(note),
        (tr("Rows"), counts.rows),
        (tr("Found by NIK"), counts.found_by_number),
        (tr("Found by name, birth date and place"), counts.found_by_name),
        (tr("Doubtful"), counts.doubtful),
        (tr("Of these decided"), counts.chosen + counts.refused),
        (tr("Not in DTSEN"), counts.not_found),
        (
            tr("How"),
            tr(
                "Found means: the same NIK and a name that does not contradict it, or the same name, "
                "birth date and desa (or KK). Everything else that may be somebody is doubtful and "
                "for a person to decide. The chance is an estimate, not a decision."
            ),
        ),
        what_a_decile_is(),
    ]
    sheet = _sheet(workbook, tr("Explanation"), [tr("Explanation"), ""], frozen="")
    for heading, value in lines:
        sheet.append(_cells([heading, value]))


def _sheet(workbook: Workbook, title: str, headings: Sequence[str], *, frozen: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(title)
    for at, heading in enumerate(headings, start=1):
        is_wide = heading in (tr("Why"), tr("Programmes"), "")
        sheet.column_dimensions[get_column_letter(at)].width = _WIDE * 2 if is_wide else _WIDTH
    if frozen:
        sheet.freeze_panes = frozen
    row = []
    for heading in headings:
        cell = WriteOnlyCell(sheet, value=_text(heading))
        cell.font = Font(bold=True)
        row.append(cell)
    begin_in_memory(sheet)
    sheet.append(row)
    return sheet


def _cells(row: Iterable[Cell]) -> list[Cell]:
    return [_text(cell) if isinstance(cell, str) else cell for cell in row]


def _text(text: str) -> str:
    """`text` as a cell of a workbook can hold it; never a formula."""
    return harmless(_NOT_FOR_XML.sub("", text)[:_LONGEST])
