"""Holds what an import said against the truth."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain.problem import RowProblem
from tests.extracts.conftest import WasRead
from tests.extracts.messes.defect import ANY
from tests.extracts.messes.writing import FIELD, OF_FAMILY, Line, Sheet

_STRENGTH = ["ignored", "repaired", "flagged", "duplicate", "refused"]


@dataclass
class Score:
    """What was found, missed and wrongly said; `wrong` says each mistake in words."""

    found: int = 0
    missed: int = 0
    alarms: int = 0
    values: int = 0
    wrong: list[str] = field(default_factory=list)


def score(was: WasRead, sheets: list[Sheet]) -> Score:
    """Compare each row of each file; `sheets` in the order of the files of the look."""
    result = Score()
    for file, sheet in enumerate(sheets):
        problems: dict[int, list[RowProblem]] = {}
        for problem in was.problems:
            if problem.file == file:
                problems.setdefault(problem.row, []).append(problem)
        persons = {row["row"]: row for row in was.persons if row["file"] == file}
        families = {row["family_card_no"]: row for row in was.families}
        # A family of a wide file has its facts from its rows; what one of them lost is another's.
        for line in sheet.lines:
            if line.what and line.family is not None:
                families.pop(line.family.card, None)
        for line in sheet.lines:
            if line.action == "header":
                continue
            _score_row(result, line, problems.pop(line.row, []))
            stored = persons.get(line.row)
            if not sheet.shape.of_persons:
                own = [f for f in was.families if (f["file"], f["row"]) == (file, line.row)]
                _score_values(result, sheet, line, None, own[0] if own else None)
            elif line.values:
                family = families.get(line.values.get("card")) if not line.what else None
                _score_values(result, sheet, line, stored, family)
            elif stored is not None:
                result.wrong.append(f"{line.what} was stored")
        for row, found in problems.items():
            result.alarms += 1
            result.wrong.append(f"row {row} is none: {[p.kind.value for p in found]}")
    return result


def _score_row(result: Score, line: Line, found: list[RowProblem]) -> None:
    worst = max((p.action.value for p in found), key=_STRENGTH.index, default="")
    said = [(p.kind.value, p.column, p.raw[:40]) for p in found]
    if worst != line.action:
        if line.action:
            result.missed += 1
        else:
            result.alarms += 1
        cell = (line.raw or "")[:60] or str(line.cells)[:0]
        result.wrong.append(f"row {line.row} «{line.what}» {cell} {line.action=} {worst=} {said}")
        return
    result.found += bool(line.action)
    columns = {line.column}
    if line.what == "village against name":
        # It is as true of the code.
        columns = {p.column for p in found if p.kind.value == "village-code-against-name"}
    at_column = [p for p in found if p.column in columns]
    if line.action and not at_column:
        result.wrong.append(f"row {line.row} «{line.what}» is told of another column: {said}")
    if any(p.line != line.line for p in found):
        result.wrong.append(f"row {line.row} «{line.what}» line {found[0].line}, not {line.line}")


def _score_values(
    result: Score,
    sheet: Sheet,
    line: Line,
    person: dict[str, Any] | None,
    family: dict[str, Any] | None,
) -> None:
    for kind, wanted in line.values.items():
        if wanted is ANY:
            continue
        of_persons = sheet.shape.of_persons
        of_family = not of_persons or (kind in OF_FAMILY and kind != "vname")
        stored = family if of_family else person
        if stored is None:
            if not line.what and not of_family:
                result.wrong.append(f"row {line.row} «{line.what}» is not stored ({kind})")
            continue
        result.values += 1
        if stored[FIELD[kind]] != wanted:
            result.wrong.append(
                f"row {line.row} «{line.what}» {kind}: {stored[FIELD[kind]]!r}, not {wanted!r}"
            )


def summary(wrong: list[str]) -> Counter[str]:
    """How often each mistake was made, whatever the row."""
    return Counter(text.split("«")[-1] for text in wrong)
