"""Writing one release file: rows in, then joined, indexed, looked across (`across`) and counted.

The file is written by one connection that nobody waits for, and has no journal: one that was not
finished is never opened again but swept.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.extract import Columns, Entity, LineShift, Value
from desktop_app.domain.problem import FOUND_AFTER_LOADING
from desktop_app.domain.release import Loaded
from desktop_app.progress import Progress
from desktop_app.store import across, recognition
from desktop_app.store.connection import translated
from desktop_app.store.release_tables import ADD_PROBLEM, STORED, ProblemRow, make_tables
from desktop_app.store.word_index import connect_for_loading


@dataclass(frozen=True, slots=True)
class Part:
    """Some rows of one entity fit to be stored, and the problems met while reading them.

    `columns` are those of a `Batch` with the rows' own ids before them, and for persons the ids of
    their families after those.
    """

    entity: Entity
    columns: Columns
    problems: list[ProblemRow]
    records: int
    shifts: tuple[LineShift, ...] = ()


_FLUSH_EVERY_S = 1.0


class ExtractFile:
    """A release file being written; `finish` makes it fit to be switched in."""

    def __init__(self, path: Path, key: bytes) -> None:
        self.path = path
        self._key = key
        self._conn = connect_for_loading(path, key)
        self._records = 0
        with translated():
            # Room for the index of a million numbers, which come in no order.
            self._conn.execute("PRAGMA cache_size = -64000")
            make_tables(self._conn)
            for step in _MAKE_SHIFTS:
                self._conn.execute(step)
        self._flushing = _Flushing(path)

    def add(self, part: Part) -> None:
        """Write some rows; kept or lost with the whole file."""
        self._records += part.records
        with translated():
            self._conn.execute("BEGIN")
            if part.columns:
                self._conn.executemany(*_insert(part.entity, part.columns))
            if part.problems:
                self._conn.executemany(ADD_PROBLEM, part.problems)
            if part.shifts:
                self._conn.executemany(_ADD_SHIFT, part.shifts)
            self._conn.execute("COMMIT")

    def keep_looks(self, looks: Iterable[str]) -> None:
        """Keep how each file was read, as JSON, so that a refused row can be judged later."""
        with translated():
            self._conn.executemany(
                "INSERT INTO source (file, look) VALUES (?, ?)", enumerate(looks)
            )

    def recognise(self, earlier: Path, before_first: int) -> list[tuple[int, int]]:
        """Find people of the release before whose NIK was corrected; see `recognition`."""
        with translated():
            return recognition.recognise(self._conn, earlier, self._key, before_first)

    def join(self, progress: Progress) -> list[int]:
        """Bring members and families together; the people whose family came after them."""
        self._take(_JOINING[:-1], progress)
        with translated():
            late = [row["id"] for row in self._conn.execute(_LATE)]
        self._take(_JOINING[-1:], progress)
        return late

    def keep_doubtful(self, pairs: Iterable[tuple[int, int, str]]) -> None:
        """Keep who may be somebody of the release before, as whoever recognised people found it."""
        with translated():
            self._conn.execute(recognition.MAKE_DOUBTFUL)
            self._conn.executemany(recognition.ADD_DOUBTFUL, pairs)

    def finish(self, progress: Progress) -> Loaded:
        """Index, look across rows, count, and force the file to the disk."""
        self._take(_FINISHING, progress)
        return self._closed(self._records)

    def finish_slice(self, progress: Progress) -> Loaded:
        """The same for rows that were joined and looked across where the whole of them lie."""
        self._take((*_JOINING[:-1], *_INDEXING), progress)
        with translated():
            row = self._conn.execute(_PLACES).fetchone()
        return self._closed(int(row[0]))

    def _closed(self, records: int) -> Loaded:
        with translated():
            loaded = across.counted(self._conn, records)
        self._flushing.end()
        self._conn.close()
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        return loaded

    def discard(self) -> None:
        """Close and delete the file; it was never seen by anybody."""
        self._flushing.end()
        self._conn.close()
        self.path.unlink(missing_ok=True)

    def _take(self, steps: Iterable[str], progress: Progress) -> None:
        with translated():
            for step in steps:
                progress.advance()
                self._conn.execute(step)


class _Flushing:
    """Forces a growing file to the disk now and then.

    Half a gigabyte forced at once in the end would hold up what a clerk saves at that moment. Opening
    and closing the file beside SQLite drops its locks, which nobody needs on a file that nobody knows.
    """

    def __init__(self, path: Path) -> None:
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._flush, args=(path,), name="flush", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Let go of the file; may be called again."""
        self._ended.set()
        self._thread.join()

    def _flush(self, path: Path) -> None:
        # A disk that fails is told of by the one who writes.
        with suppress(OSError), path.open("rb+") as file:
            while not self._ended.wait(_FLUSH_EVERY_S):
                os.fsync(file.fileno())


def _insert(entity: Entity, columns: Columns) -> tuple[str, Iterator[tuple[Value, ...]]]:
    """A statement for these columns and its rows, with an empty text for nothing.

    The driver looks for an adapter for every None it is given, which takes ten times as long as
    storing it; no stored fact is an empty text. Columns without a gap, and those without any fact,
    are spared the turning back.
    """
    names, values, cells = [], [], []
    for name, column in zip(STORED[entity], columns, strict=True):
        gaps = column.count(None)
        if gaps < len(column):
            names.append(name)
            values.append("nullif(?, '')" if gaps else "?")
            cells.append(["" if cell is None else cell for cell in column] if gaps else column)
    sql = f"INSERT INTO {entity.value} ({', '.join(names)}) VALUES ({', '.join(values)})"
    return sql, zip(*cells, strict=True)


_MAKE_SHIFTS = (
    "CREATE TEMP TABLE line_shift (file INTEGER, row INTEGER, shift INTEGER)",
    "CREATE INDEX temp.line_shift_by_row ON line_shift (file, row)",
)
_ADD_SHIFT = "INSERT INTO temp.line_shift (file, row, shift) VALUES (?, ?, ?)"

_JOINING = (
    "CREATE INDEX person_by_national_id ON person (national_id)",
    "CREATE INDEX family_by_card ON family (family_card_no)",
    "UPDATE person SET family_id ="
    " (SELECT min(id) FROM family WHERE family.family_card_no = person.family_card_no)"
    " WHERE family_id IS NULL AND family_card_no IS NOT NULL",
)
"""What brings members and families together, in this order."""

_BY_VILLAGE = "CREATE INDEX family_by_village ON family (village, decile_national)"
_BY_ROW = "CREATE INDEX problem_by_row ON problem (file, row)"
_INDEXING = (_BY_VILLAGE, _BY_ROW, "ANALYZE")
_PLACES = "SELECT count(*) FROM (SELECT file, row FROM family UNION SELECT file, row FROM person)"

_FINISHING = (
    _BY_VILLAGE,
    *across.LOOKING,
    # What was found here knows its row, but not yet its line.
    "UPDATE problem SET line = row + coalesce((SELECT shift FROM temp.line_shift AS before"
    " WHERE before.file = problem.file AND before.row <= problem.row"
    " ORDER BY before.row DESC LIMIT 1), 0) WHERE column_name = '' AND kind IN"
    f" ({', '.join(repr(kind.value) for kind in FOUND_AFTER_LOADING)})"
    " AND EXISTS (SELECT 1 FROM temp.line_shift)",
    _BY_ROW,
    "ANALYZE",
)
"""What makes a loaded file usable, in this order."""

_LATE = (
    "SELECT person.id FROM person WHERE family_id IS NULL AND EXISTS"
    " (SELECT 1 FROM family WHERE family.family_card_no = person.family_card_no)"
)
STEPS = len(_JOINING) + len(_FINISHING)
