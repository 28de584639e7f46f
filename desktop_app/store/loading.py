"""Writing one release file: rows in, then joined, indexed, looked across and counted.

The file is written by one connection that nobody waits for, and has no journal: one that was not
finished is never opened again but swept.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Columns, Entity, Value
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, FieldKind
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.domain.release import ImportCounts, Loaded
from desktop_app.progress import Progress
from desktop_app.store import recognition
from desktop_app.store.connection import Connection, tools, translated
from desktop_app.store.word_index import connect_for_loading

_WHOLE_NUMBERS = frozenset({FieldKind.CODE, FieldKind.YES_NO, FieldKind.INTEGER, FieldKind.DECILE})

ProblemRow = tuple[int, int, int, str, str, str, str, str]
"""A problem as the table holds it; see `problem_row`."""


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
            _make_tables(self._conn)

    def add(self, part: Part) -> None:
        """Write some rows; kept or lost with the whole file."""
        self._records += part.records
        with translated():
            self._conn.execute("BEGIN")
            if part.columns:
                self._conn.executemany(*_insert(part.entity, part.columns))
            if part.problems:
                self._conn.executemany(_ADD_PROBLEM, part.problems)
            self._conn.execute("COMMIT")

    def recognise(self, earlier: Path, before_first: int) -> list[tuple[int, int]]:
        """Find people of the release before whose NIK was corrected; see `recognition`."""
        with translated():
            return recognition.recognise(self._conn, earlier, self._key, before_first)

    def join(self, progress: Progress) -> None:
        """Bring members and families together."""
        self._take(_JOINING, progress)

    def finish(self, progress: Progress) -> Loaded:
        """Index, look across rows, count, and force the file to the disk."""
        self._take(_FINISHING, progress)
        with translated():
            counts = _counts(self._conn, self._records)
            families = int(self._conn.execute("SELECT count(*) FROM family").fetchone()[0])
            persons = int(self._conn.execute("SELECT count(*) FROM person").fetchone()[0])
        self._conn.close()
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        return Loaded(families=families, persons=persons, counts=counts)

    def discard(self) -> None:
        """Close and delete the file; it was never seen by anybody."""
        self._conn.close()
        self.path.unlink(missing_ok=True)

    def _take(self, steps: Iterable[str], progress: Progress) -> None:
        with translated():
            for step in steps:
                progress.advance()
                self._conn.execute(step)


def problem_row(problem: RowProblem) -> ProblemRow:
    """A problem as the table holds it."""
    return (
        problem.file,
        problem.row,
        problem.line,
        str(problem.entity),
        problem.column,
        problem.kind.value,
        problem.action.value,
        problem.raw,
    )


def _insert(entity: Entity, columns: Columns) -> tuple[str, Iterator[tuple[Value, ...]]]:
    """A statement for these columns and its rows, with an empty text for nothing.

    The driver looks for an adapter for every None it is given, which takes ten times as long as
    storing it; no stored fact is an empty text. Columns without a gap, and those without any fact,
    are spared the turning back.
    """
    names, values, cells = [], [], []
    for name, column in zip(_STORED[entity], columns, strict=True):
        gaps = column.count(None)
        if gaps < len(column):
            names.append(name)
            values.append("nullif(?, '')" if gaps else "?")
            cells.append(["" if cell is None else cell for cell in column] if gaps else column)
    sql = f"INSERT INTO {entity.value} ({', '.join(names)}) VALUES ({', '.join(values)})"
    return sql, zip(*cells, strict=True)


_STORED = {
    Entity.FAMILY: ("id", *FAMILY_ROW),
    Entity.PERSON: ("id", "family_id", *PERSON_ROW),
}

_ADD_PROBLEM = (
    "INSERT INTO problem (file, row, line, entity, column_name, kind, action, raw)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def _make_tables(conn: Connection) -> None:
    made = tools(conn)
    head = {"id": int, "file": int, "row": int, "village": str, "raw": str, "extra": str}
    families = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in FAMILY_FIELDS}
    persons = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in PERSON_FIELDS}
    made.table("family").create({**head, **families}, pk="id")
    made.table("person").create({**head, "family_id": int, **persons}, pk="id")
    for index in _FIRST_INDEXES:
        conn.execute(index)
    made.table("problem").create(
        {
            "file": int,
            "row": int,
            "line": int,
            "entity": str,
            "column_name": str,
            "kind": str,
            "action": str,
            "raw": str,
        }
    )


def _flag(kind: ProblemKind, entity: Entity, rows: str) -> str:
    """A statement that flags rows: `rows` selects their file and row."""
    return (
        "INSERT INTO problem (file, row, line, entity, column_name, kind, action, raw)"
        f" SELECT file, row, row, '{entity.value}', '', '{kind.value}', '{kind.action.value}', '' FROM ({rows})"
    )


_BOTH = "EXISTS (SELECT 1 FROM person) AND EXISTS (SELECT 1 FROM family)"
_FIRST_INDEXES = (
    "CREATE INDEX person_by_family ON person (family_id, relationship)",
    "CREATE INDEX person_by_card_alone ON person (family_card_no) WHERE family_id IS NULL",
    "CREATE INDEX person_by_national_id ON person (national_id)",
    "CREATE INDEX family_by_customer ON family (pln_customer_no) WHERE pln_customer_no IS NOT NULL",
)
"""Kept up while rows are written, in the time in which this process waits for the reader anyway;
making them afterwards means to read and decrypt all people once more for each."""

_JOINING = (
    "CREATE INDEX family_by_card ON family (family_card_no)",
    "UPDATE person SET family_id ="
    " (SELECT min(id) FROM family WHERE family.family_card_no = person.family_card_no)"
    " WHERE family_id IS NULL AND family_card_no IS NOT NULL",
)
"""What brings members and families together, in this order."""

_FINISHING = (
    "CREATE INDEX family_by_village ON family (village, decile_national)",
    # Each of these is one walk along an index; what they find is small.
    "CREATE TEMP TABLE repeated_number AS SELECT national_id FROM person"
    " WHERE national_id IS NOT NULL GROUP BY national_id HAVING count(*) > 1",
    "CREATE TEMP TABLE repeated_card AS SELECT family_card_no FROM family"
    " WHERE family_card_no IS NOT NULL GROUP BY family_card_no HAVING count(*) > 1",
    "CREATE TEMP TABLE tally AS SELECT family_id, count(*) AS members, sum(relationship IS 1) AS heads"
    " FROM person WHERE family_id IS NOT NULL GROUP BY family_id",
    "CREATE INDEX temp.tally_by_family ON tally (family_id)",
    _flag(
        ProblemKind.FAMILY_CARD_REPEATED,
        Entity.FAMILY,
        "SELECT file, row FROM family WHERE family_card_no IN repeated_card",
    ),
    _flag(
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IN repeated_number GROUP BY national_id"
        " HAVING count(DISTINCT coalesce(family_card_no, '')) > 1)",
    ),
    _flag(
        ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IN repeated_number GROUP BY national_id"
        " HAVING count(DISTINCT coalesce(family_card_no, '')) = 1)",
    ),
    _flag(
        ProblemKind.MEMBER_WITHOUT_FAMILY,
        Entity.PERSON,
        f"SELECT file, row FROM person WHERE family_id IS NULL AND family_card_no IS NOT NULL AND {_BOTH}",
    ),
    _flag(
        ProblemKind.FAMILY_WITHOUT_MEMBERS,
        Entity.FAMILY,
        f"SELECT file, row FROM family WHERE {_BOTH} AND id NOT IN (SELECT family_id FROM tally)"
        " AND family_card_no NOT IN repeated_card",
    ),
    _flag(
        ProblemKind.TWO_HEADS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE relationship = 1"
        " AND family_id IN (SELECT family_id FROM tally WHERE heads > 1)",
    ),
    _flag(
        ProblemKind.HEAD_MISSING,
        Entity.FAMILY,
        "SELECT file, row FROM family WHERE id IN (SELECT family_id FROM tally WHERE heads = 0)",
    ),
    _flag(
        ProblemKind.MEMBER_COUNT_DIFFERS,
        Entity.FAMILY,
        "SELECT family.file, family.row FROM tally JOIN family ON family.id = tally.family_id"
        " WHERE family.member_count <> tally.members",
    ),
    "CREATE INDEX problem_by_row ON problem (file, row)",
    "ANALYZE",
)
"""What makes a loaded file usable, in this order."""

STEPS = len(_JOINING) + len(_FINISHING)

_STRENGTH = {
    ProblemAction.REFUSED: 5,
    ProblemAction.DUPLICATE: 4,
    ProblemAction.FLAGGED: 3,
    ProblemAction.REPAIRED: 2,
    ProblemAction.IGNORED: 1,
}


def _counts(conn: Connection, records: int) -> ImportCounts:
    """Every record counted once, by the strongest thing that was done to it."""
    strength = " ".join(
        f"WHEN '{action.value}' THEN {value}" for action, value in _STRENGTH.items()
    )
    rows = conn.execute(
        f"SELECT worst, count(*) AS n FROM (SELECT max(CASE action {strength} END) AS worst FROM problem"
        " GROUP BY file, row) GROUP BY worst"
    )
    by_strength = {row["worst"]: int(row["n"]) for row in rows}
    found = {action: by_strength.get(value, 0) for action, value in _STRENGTH.items()}
    return ImportCounts(
        records=records,
        clean=records - sum(found.values()),
        repaired=found[ProblemAction.REPAIRED],
        flagged=found[ProblemAction.FLAGGED],
        refused=found[ProblemAction.REFUSED],
        duplicates=found[ProblemAction.DUPLICATE],
        ignored=found[ProblemAction.IGNORED],
    )
