"""The tables of one release file, and how a row and a problem stand in them."""

from __future__ import annotations

from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Entity
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, FieldKind
from desktop_app.domain.problem import RowProblem
from desktop_app.store.connection import Connection, tools

_WHOLE_NUMBERS = frozenset({FieldKind.CODE, FieldKind.YES_NO, FieldKind.INTEGER, FieldKind.DECILE})

ProblemRow = tuple[int, int, int, str, str, str, str, str]
"""A problem as the table holds it; see `problem_row`."""

# How each file was read, so that one of its rows can be judged again after a restart.
_SOURCE = "CREATE TABLE source (file INTEGER PRIMARY KEY, look TEXT NOT NULL)"
# Refused rows that somebody mended and admitted. A line is never deleted: taking the row out again
# fills in the last three columns.
_ADMISSION = """CREATE TABLE admission (
    id TEXT PRIMARY KEY,
    file INTEGER NOT NULL,
    row INTEGER NOT NULL,
    mended TEXT NOT NULL,
    family_ids TEXT NOT NULL,
    person_ids TEXT NOT NULL,
    admitted_at TEXT NOT NULL,
    admitted_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    withdrawn_at TEXT,
    withdrawn_by TEXT,
    withdrawn_reason TEXT
) WITHOUT ROWID"""
_FIRST_INDEXES = (
    "CREATE INDEX person_by_family ON person (family_id, relationship)",
    "CREATE INDEX person_by_card_alone ON person (family_card_no) WHERE family_id IS NULL",
    "CREATE INDEX family_by_customer ON family (pln_customer_no) WHERE pln_customer_no IS NOT NULL",
)
"""Kept up while rows are written: they grow at their end, as the rows do. The index of NIKs, which come
in no order, is made afterwards (`loading`), though that means to read and decrypt all people once more."""
_PROBLEM = {
    "file": int,
    "row": int,
    "line": int,
    "entity": str,
    "column_name": str,
    "kind": str,
    "action": str,
    "raw": str,
}


def make_tables(conn: Connection) -> None:
    """Make the tables of a new release file."""
    made = tools(conn)
    head = {"id": int, "file": int, "row": int, "village": str, "raw": str, "extra": str}
    families = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in FAMILY_FIELDS}
    persons = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in PERSON_FIELDS}
    made.table("family").create({**head, **families}, pk="id")
    made.table("person").create({**head, "family_id": int, **persons}, pk="id")
    for index in _FIRST_INDEXES:
        conn.execute(index)
    made.table("problem").create(_PROBLEM)
    conn.execute(_SOURCE)
    conn.execute(_ADMISSION)


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


def has_table(conn: Connection, name: str, *, schema: str = "main") -> bool:
    """True if the release file has this table: a slim one, or one of an older program, lacks some."""
    sql = f"SELECT 1 FROM {schema}.sqlite_schema WHERE name = ?"
    found = conn.execute(sql, (name,)).fetchone()
    return found is not None


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"


STORED = {
    Entity.FAMILY: ("id", *FAMILY_ROW),
    Entity.PERSON: ("id", "family_id", *PERSON_ROW),
}
"""The columns of a stored row: its id in front, and for a person the family's id after it."""

HOLDS_NUMBERS = frozenset({"id", "family_id", "file", "row"}) | {
    field.name for field in (*FAMILY_FIELDS, *PERSON_FIELDS) if field.kind in _WHOLE_NUMBERS
}
"""The columns of a stored row whose values are whole numbers; all others are texts."""

ADD_ROW = {entity: _insert(entity.value, names) for entity, names in STORED.items()}
"""The statement that adds one stored row of each entity."""

ADD_PROBLEM = _insert(
    "problem", ("file", "row", "line", "entity", "column_name", "kind", "action", "raw")
)
"""The statement that adds a `ProblemRow`."""
