"""The rows of one release desa by desa, as they stand, for whoever passes some of them on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import chain

from desktop_app.domain.extract import Columns, Entity, columns_of_rows
from desktop_app.domain.problem import ProblemAction
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.release_tables import STORED, ProblemRow, has_table
from desktop_app.store.store import Store

_ROWS = 500
_FILE, _ROW = STORED[Entity.FAMILY].index("file"), STORED[Entity.FAMILY].index("row")
_SELECT = {
    entity: ", ".join(f"{entity.value}.{name}" for name in names)
    for entity, names in STORED.items()
}
_FAMILIES = f"SELECT {_SELECT[Entity.FAMILY]} FROM family WHERE village = ? ORDER BY id"
# A person stands where the family does; along the index of families nobody else is read.
_PERSONS = (
    f"SELECT {_SELECT[Entity.PERSON]} FROM family CROSS JOIN person INDEXED BY person_by_family"
    " ON person.family_id = family.id WHERE family.village = ? ORDER BY family.id"
)
_ALONE = (
    f"SELECT {_SELECT[Entity.PERSON]} FROM temp.alone JOIN person ON person.id = alone.id"
    " WHERE alone.village = ? ORDER BY person.id"
)
_MAKE_ALONE = (
    "CREATE TEMP TABLE alone AS SELECT village, id FROM person WHERE family_id IS NULL",
    "CREATE INDEX temp.alone_by_village ON alone (village)",
)
_PROBLEMS = (
    "SELECT file, row, line, entity, column_name, kind, action, raw FROM problem"
    " WHERE action IN (?, ?)"
)

Pair = tuple[int, int, str]
"""Somebody, who they may have been in the release before, and why."""


class Slices:
    """One release, read by the one thread that opened it."""

    def __init__(self, conn: Connection) -> None:
        self._conn = conn
        # Rows are read by the million; nobody needs them by name.
        conn.row_factory = None
        for step in _MAKE_ALONE:
            conn.execute(step)
        self._problems = self._noticed()
        self._doubtful = self._doubted()

    def families_of(self, village: str) -> Iterator[Columns]:
        """Some hundred families of a desa at a time, as columns of `STORED`."""
        return self._columns(self._conn.execute(_FAMILIES, (village,)))

    def persons_of(self, village: str) -> Iterator[Columns]:
        """The same of its people: those of its families, and those without one who are written there."""
        found = (self._conn.execute(sql, (village,)) for sql in (_PERSONS, _ALONE))
        return self._columns(chain.from_iterable(found))

    def problems_of(self, entity: Entity, columns: Columns) -> list[ProblemRow]:
        """What was mended or flagged in these rows; what was refused is nobody's row."""
        if not self._problems:
            return []
        at = 1 if entity is Entity.PERSON else 0
        places = zip(columns[_FILE + at], columns[_ROW + at], strict=True)
        found: list[ProblemRow] = []
        for place in places:
            found += self._problems.get((entity.value, *place), ())  # type: ignore[arg-type]  # whole numbers
        return found

    def doubtful_of(self, columns: Columns) -> list[Pair]:
        """Who of these people may be somebody of the release before."""
        if not self._doubtful:
            return []
        return [pair for own_id in columns[0] for pair in self._doubtful.get(own_id, ())]  # type: ignore[arg-type]

    def _noticed(self) -> dict[tuple[str, int, int], list[ProblemRow]]:
        found: dict[tuple[str, int, int], list[ProblemRow]] = defaultdict(list)
        kept = (ProblemAction.REPAIRED.value, ProblemAction.FLAGGED.value)
        for row in self._conn.execute(_PROBLEMS, kept):
            found[row[3], row[0], row[1]].append(row)
        return dict(found)

    def _doubted(self) -> dict[int, list[Pair]]:
        found: dict[int, list[Pair]] = defaultdict(list)
        if has_table(self._conn, "doubtful"):
            for row in self._conn.execute("SELECT person_id, earlier_id, reason FROM doubtful"):
                found[row[0]].append(row)
        return dict(found)

    @staticmethod
    def _columns(rows: Iterator[tuple[object, ...]]) -> Iterator[Columns]:
        some: list[tuple[object, ...]] = []
        for row in rows:
            some.append(row)
            if len(some) == _ROWS:
                yield columns_of_rows(some)  # type: ignore[arg-type]  # as they are stored
                some = []
        if some:
            yield columns_of_rows(some)  # type: ignore[arg-type]


@contextmanager
def slices_of(store: Store, release_id: str) -> Iterator[Slices]:
    """The rows of a release that is here and whole."""
    path = store.extract_file(release_id)
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        conn.execute("PRAGMA query_only = OFF")  # for the temporary table; the file is read only
        conn.execute("PRAGMA cache_size = -64000")
        yield Slices(conn)


def revision_of(store: Store, release_id: str) -> int:
    """A number that grows with every row that is admitted to a release, or taken out of it again."""
    path = store.extract_file(release_id)
    with closing(connect(path, store.key, read_only=True)) as conn, translated():
        if not has_table(conn, "admission"):
            return 0
        row = conn.execute("SELECT count(*) + count(withdrawn_at) FROM admission").fetchone()
    return int(row[0])
