"""One refused row judged again: by the look its file had, and the same judges as the import.

The look is kept as JSON with the release, so that a row can be mended long after its file is gone.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from desktop_app.domain.extract import ColumnLook, Entity, FileLook
from desktop_app.domain.field import FieldKind
from desktop_app.domain.problem import ProblemAction
from desktop_app.domain.quarantine import Judged
from desktop_app.domain.region import RegionSystem
from desktop_app.extracts.columns import Column, columns_at_work, field_of
from desktop_app.extracts.csv_file import CsvRecords
from desktop_app.extracts.looking import last_day_of
from desktop_app.extracts.records import Chunk
from desktop_app.extracts.reference import ExtractReference
from desktop_app.extracts.rows import RowCleaner

_NO_ROW = (ProblemAction.REFUSED, ProblemAction.DUPLICATE, ProblemAction.IGNORED)
_STAND_IN = "|"
"""What stands between the cells of a workbook's row that is kept as text."""


def kept_look(look: FileLook, today: date | None) -> str:
    """What must be known of a file to judge one of its rows after the file itself is gone."""
    return json.dumps(
        {
            "name": look.name,
            "kind": look.kind,
            "delimiter": look.delimiter,
            "layout": look.layout,
            "book": look.book,
            "entity": look.entity.value,
            "is_wide": look.is_wide,
            "region_system": look.region_system.value if look.region_system else None,
            "last_day": last_day_of(look, today).isoformat(),
            "columns": [
                [one.header, one.entity and one.entity.value, one.field, one.confidence, one.style]
                for one in look.columns
            ],
        },
        ensure_ascii=False,
    )


class Mender:
    """Judges mended rows of one file of a release."""

    def __init__(self, kept: str, file: int, reference: ExtractReference) -> None:
        held = json.loads(kept)
        self.file_name: str = held["name"]
        self._file = file
        self._last_day = date.fromisoformat(held["last_day"])
        self._look = _look_of(held)
        self._reference = reference
        self._columns = columns_at_work(self._look, self._reference, self._last_day)
        self._typed = [
            (field := field_of(column, self._reference)) is not None
            and field.kind is not FieldKind.TEXT
            for column in self._look.columns
        ]
        self._delimiter = self._look.delimiter or _STAND_IN

    @property
    def headers(self) -> tuple[str, ...]:
        """The columns of the file, in its order."""
        return tuple(column.header for column in self._look.columns)

    def rows_in(self, text: str) -> list[list[str]]:
        """The rows that a text holds, each brought to the columns as well as they fit.

        The text is read with the file's own delimiter; where a quote is never closed, quotes mean
        nothing and the delimiter alone parts the cells.
        """
        source = io.BytesIO(text.encode("utf-8", "surrogatepass"))
        records = CsvRecords(source, "utf-8", self._delimiter, len(self._columns))
        rows = []
        for chunk in records.chunks():
            for at, record in enumerate(chunk.records):
                if at in chunk.swallowed:
                    record = [_unquoted(cell) for cell in record[0].split(self._delimiter)]
                if any(map(str.strip, record)):
                    rows.append(self.aligned(record))
        return rows

    def aligned(self, record: Sequence[str]) -> list[str]:
        """The cells under the columns they fit best.

        Where cells are missing the gap is put, and where there are too many some are joined, at the
        one place where most of the others look like what their column should hold.
        """
        cells, width = list(record), len(self._columns)
        if 1 < len(cells) < width:
            # An unclosed quote glues two cells together, with the delimiter between them.
            parts = [piece for cell in cells for piece in cell.split(self._delimiter)]
            if len(parts) == width:
                cells = [_unquoted(cell) for cell in parts]
        lacking = width - len(cells)
        if lacking == 0:
            return cells
        if lacking > 0:
            at = self._best_place(cells, 0, lacking)
            return cells[:at] + [""] * lacking + cells[at:]
        beyond = -lacking
        at = self._best_place(cells, 1, 0, beyond)
        joined = self._delimiter.join(cells[at : at + beyond + 1])
        return [*cells[:at], joined, *cells[at + beyond + 1 :]]

    def judged(self, cells: Sequence[str], row: int, line: int) -> Judged:
        """What the importer says of a row that has these cells."""
        cleaner = RowCleaner(self._look, self._file, self._reference, self._last_day)
        batches = cleaner.clean(Chunk([list(cells)], [row], [line], set(), [0]))
        batches += cleaner.finish()
        problems = [problem for batch in batches for problem in batch.problems]
        refused = next((one.kind for one in problems if one.action in _NO_ROW), None)
        of = {entity: [b for b in batches if b.entity is entity] for entity in Entity}
        return Judged(
            cells=tuple(cells),
            refused=refused,
            problems=tuple(problems),
            families=tuple(row for batch in of[Entity.FAMILY] for row in batch.rows),
            persons=tuple(row for batch in of[Entity.PERSON] for row in batch.rows),
        )

    def _best_place(self, cells: list[str], own: int, gap: int, beyond: int = 0) -> int:
        """Where the cells before stand under their own column, and those after under a later one.

        `own` columns are left open at that place for the joined cells, `gap` for missing ones.
        """
        width = len(self._columns)
        places = min(len(cells), width) + (0 if own else 1)
        before = [0, *accumulate(self._fit(at, cells[at]) for at in range(min(len(cells), width)))]
        after = [0] * (width + 1)
        for at in range(width - 1, -1, -1):
            from_cell = at - gap + beyond
            fit = self._fit(at, cells[from_cell]) if 0 <= from_cell < len(cells) else 0
            after[at] = after[at + 1] + fit
        # Of equally good places the last: rows are cut off at their end more often than elsewhere.
        return max(range(places), key=lambda at: (before[at] + after[at + own + gap], at))

    def _fit(self, at: int, cell: str) -> int:
        """How well a cell looks under a column."""
        column: Column = self._columns[at]
        if not cell.strip():
            return 0
        column.values_of([cell])
        kinds = column.memo.odd.get(cell, ())
        if any(kind.action is ProblemAction.FLAGGED for kind in kinds):
            return -2
        if self._typed[at]:
            return 1
        return -1 if cell.strip().isdigit() else 0


def _look_of(held: dict[str, Any]) -> FileLook:
    system = held["region_system"]
    return FileLook(
        path=Path(held["name"]),
        kind=held["kind"],
        encoding="",
        delimiter=held["delimiter"],
        sheet="",
        header_row=0,
        header_line=0,
        layout=held["layout"],
        entity=Entity(held["entity"]),
        is_wide=held["is_wide"],
        region_system=RegionSystem(system) if system else None,
        rows=0,
        is_exact=True,
        size=0,
        digest="",
        columns=tuple(
            ColumnLook(header, Entity(entity) if entity else None, field, confidence, style)
            for header, entity, field, confidence, style in held["columns"]
        ),
        sample=(),
        book=held["book"],
    )


def _unquoted(cell: str) -> str:
    text = cell.strip()
    if text.startswith('"'):
        text = text[1:]
    if text.endswith('"'):
        text = text[:-1]
    return text.replace('""', '"')
