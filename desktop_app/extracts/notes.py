"""The records of a chunk laid out as columns, and what is noted about their cells and rows."""

from __future__ import annotations

from collections.abc import Sequence

from desktop_app.domain.extract import Entity, Value
from desktop_app.domain.problem import ProblemKind, RowProblem
from desktop_app.extracts.cells import visible
from desktop_app.extracts.columns import Column
from desktop_app.extracts.records import WholeRecords
from desktop_app.extracts.sifting import as_text

_LONGEST_RAW = 2_000
_LONGEST_REFUSED = 40_000


class Sheet:
    """The records of one chunk that may be data, as columns, and what was noted about them."""

    def __init__(self, records: Sequence[list[str]], rows: list[int], lines: list[int]) -> None:
        self.records = records
        self.rows = rows
        self.lines = lines
        self.cells: list[Sequence[str]] = (
            list(records.columns)
            if isinstance(records, WholeRecords)
            else list(zip(*records, strict=True))
        )
        self.raws: dict[int, dict[Entity | None, dict[str, str]]] = {}

    def without(self, dropped: set[int]) -> Sheet:
        """The same records but for those at these places; nothing is noted yet."""
        kept = [index for index in range(len(self.records)) if index not in dropped]
        return Sheet(
            [self.records[index] for index in kept],
            [self.rows[index] for index in kept],
            [self.lines[index] for index in kept],
        )


class Notes:
    """The problems of one file, until somebody takes them."""

    def __init__(self, file: int, entity: Entity, delimiter: str) -> None:
        self._file = file
        self._entity = entity
        self._delimiter = delimiter
        self._problems: list[RowProblem] = []

    def cell(
        self, sheet: Sheet, index: int, column: Column, kind: ProblemKind, value: Value
    ) -> None:
        """Note what is odd about a cell of which `value` was made."""
        text = visible(sheet.cells[column.at][index])
        if text.strip() and text != value:
            self.keep_text(sheet, index, column)
        self._problems.append(
            RowProblem(
                file=self._file,
                row=sheet.rows[index],
                line=sheet.lines[index],
                entity=column.entity or self._entity,
                column=column.header,
                kind=kind,
                action=kind.action,
                raw=text[:_LONGEST_RAW],
            )
        )

    def keep_text(self, sheet: Sheet, index: int, column: Column) -> None:
        """Keep a cell as it stood, beside the value that was made of it."""
        of_row = sheet.raws.setdefault(index, {}).setdefault(column.entity, {})
        of_row.setdefault(column.field or column.header, visible(sheet.cells[column.at][index]))

    def row(self, row: int, line: int, kind: ProblemKind, record: Sequence[str]) -> None:
        """Note why a whole record is no row, as it stood."""
        # What an unclosed quote has spoilt is one cell, the line as it stood.
        spoilt = kind is ProblemKind.ROW_SWALLOWED
        text = record[0] if spoilt else as_text(record, self._delimiter)
        raw = visible(text)[:_LONGEST_REFUSED]
        self._problems.append(
            RowProblem(self._file, row, line, self._entity, "", kind, kind.action, raw)
        )

    def taken(self) -> list[RowProblem]:
        """What was noted since the last time."""
        taken, self._problems = self._problems, []
        return taken
