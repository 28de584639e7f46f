"""Releases: one encrypted file each, loaded beside the current one and then switched in.

The file is written by one connection that nobody waits for. It has no journal: a file that was not
finished is never opened again but swept (`sweep`). People and families keep their id from release
to release where the NIK or the card says that they are the same; a new one gets an id that no
other import in the world gives: 38 random bits for the import, then a running number.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app import crypto
from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Batch, Entity, Row
from desktop_app.domain.field import FAMILY_FIELDS, PERSON_FIELDS, FieldKind
from desktop_app.domain.names import fold
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.domain.release import ImportCounts, ReleaseLine, ReleaseState
from desktop_app.progress import Progress
from desktop_app.store import recognition, settings
from desktop_app.store.connection import Connection, connect, tools, translated
from desktop_app.store.connection import Row as StoredRow
from desktop_app.store.store import Store, Transaction

_WHOLE_NUMBERS = frozenset({FieldKind.CODE, FieldKind.YES_NO, FieldKind.INTEGER, FieldKind.DECILE})
_NUMBERS_PER_IMPORT = 24
_NAME = PERSON_ROW.index("name")
_NATIONAL_ID = PERSON_ROW.index("national_id")
_PERSON_CARD = PERSON_ROW.index("family_card_no")
_FAMILY_CARD = FAMILY_ROW.index("family_card_no")
CURRENT = "current_release"


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What the office writes down about a release when it begins to load it."""

    id: str
    label: str
    reference_date: date
    handover_no: str
    layout: str
    region_system: str
    content_digest: str
    accepted_because: str = ""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What lies in a finished file."""

    families: int
    persons: int
    counts: ImportCounts


class ExtractFile:
    """A release file being written; `finish` makes it fit to be switched in."""

    def __init__(self, path: Path, key: bytes, known: KnownIds) -> None:
        path.parent.mkdir(exist_ok=True)
        self.path = path
        self._known = known
        self._key = key
        self._conn = connect(path, key)
        self._first_id = int.from_bytes(crypto.random_bytes(5)) >> 2 << _NUMBERS_PER_IMPORT
        self._next_id = self._first_id
        self._family_of_card: dict[str, int] = {}
        self._records = 0
        with translated():
            for pragma in ("journal_mode = OFF", "synchronous = OFF", "locking_mode = EXCLUSIVE"):
                self._conn.execute(f"PRAGMA {pragma}").fetchone()
            _make_tables(self._conn)
        self._add_family = _insert("family", ("id", *FAMILY_ROW))
        self._add_person = _insert("person", ("id", "family_id", "folded", *PERSON_ROW))
        self._add_problem = _insert(
            "problem", ("file", "row", "line", "entity", "column_name", "kind", "action", "raw")
        )

    def add(self, batch: Batch) -> None:
        """Write one batch; kept or lost with the whole file."""
        self._records += batch.records
        with translated():
            self._conn.execute("BEGIN")
            if batch.entity is Entity.FAMILY:
                self._conn.executemany(self._add_family, self._families(batch.rows))
            else:
                self._conn.executemany(self._add_person, self._persons(batch.rows))
            self._conn.executemany(
                self._add_problem, (_as_row(problem) for problem in batch.problems)
            )
            self._conn.execute("COMMIT")

    def finish(self, progress: Progress) -> Loaded:
        """Join members to families, index, look across rows, count, and force it to the disk.

        People of the release before whose NIK was corrected are recognised by card and name.
        """
        with translated():
            for step in _JOINING:
                progress.advance()
                self._conn.execute(step)
            progress.advance()
            if self._known.earlier is not None:
                recognition.recognise(self._conn, self._known.earlier, self._key, self._first_id)
            for step in _FINISHING:
                progress.advance()
                self._conn.execute(step)
            counts = _counts(self._conn, self._records)
            families = int(self._conn.execute("SELECT count(*) FROM family").fetchone()[0])
            persons = int(self._conn.execute("SELECT count(*) FROM person").fetchone()[0])
            progress.advance()
        self._conn.close()
        with self.path.open("rb") as file:
            os.fsync(file.fileno())
        return Loaded(families=families, persons=persons, counts=counts)

    def discard(self) -> None:
        """Close and delete the file; it was never seen by anybody."""
        self._conn.close()
        self.path.unlink(missing_ok=True)

    def _families(self, rows: list[Row]) -> Iterator[tuple[str | int | None, ...]]:
        for row in rows:
            card = row[_FAMILY_CARD]
            family_id = self._known.families.take(card) or self._fresh_id()
            if isinstance(card, str):
                self._family_of_card.setdefault(card, family_id)
            yield (family_id, *row)

    def _persons(self, rows: list[Row]) -> Iterator[tuple[str | int | None, ...]]:
        families = self._family_of_card
        for row in rows:
            person_id = self._known.persons.take(row[_NATIONAL_ID]) or self._fresh_id()
            family_id = families.get(row[_PERSON_CARD])  # type: ignore[arg-type]  # None is in no dict
            yield (person_id, family_id, fold(str(row[_NAME] or "")), *row)

    def _fresh_id(self) -> int:
        self._next_id += 1
        return self._next_id


class IdsByNumber:
    """Ids of the release before by NIK or card, in two sorted arrays; each is given away once."""

    def __init__(self, pairs: Iterable[tuple[int, int]] = ()) -> None:
        from array import array

        self._numbers = array("q")
        self._ids = array("q")
        for number, own_id in pairs:
            self._numbers.append(number)
            self._ids.append(own_id)
        self._taken = bytearray(len(self._numbers))

    def take(self, number: object) -> int | None:
        """The id that goes with this number, the first time it is asked for; else None."""
        if not self._numbers or not isinstance(number, str):
            return None
        wanted = int(number)
        at = bisect_left(self._numbers, wanted)
        if at == len(self._numbers) or self._numbers[at] != wanted or self._taken[at]:
            return None
        self._taken[at] = 1
        return self._ids[at]


@dataclass(frozen=True, slots=True)
class KnownIds:
    """The ids of the release before, for those who are still there; `earlier` is its file."""

    families: IdsByNumber
    persons: IdsByNumber
    earlier: Path | None = None


def known_ids(conn: Connection, earlier: Path) -> KnownIds:
    """The ids of the current extract, whose file is given; a number that stands twice says nothing."""
    unique = "SELECT CAST({0} AS INTEGER), min(id) FROM extract.{1} WHERE {0} IS NOT NULL GROUP BY {0} HAVING count(*) = 1 ORDER BY {0}"
    return KnownIds(
        families=IdsByNumber(
            (row[0], row[1]) for row in conn.execute(unique.format("family_card_no", "family"))
        ),
        persons=IdsByNumber(
            (row[0], row[1]) for row in conn.execute(unique.format("national_id", "person"))
        ),
        earlier=earlier,
    )


def nobody_known() -> KnownIds:
    """For the first release of an office."""
    return KnownIds(IdsByNumber(), IdsByNumber())


def begin(tx: Transaction, facts: ReleaseFacts) -> None:
    """Write down that a release is being loaded; nobody sees it yet."""
    tx.conn.execute(
        "INSERT INTO release (id, label, reference_date, received_at, handover_no, layout, region_system, state,"
        " accepted_because, content_digest) VALUES (?, ?, ?, ?, ?, ?, ?, 'loading', ?, ?)",
        (
            facts.id,
            facts.label,
            facts.reference_date.isoformat(),
            tx.at.isoformat(timespec="seconds"),
            facts.handover_no,
            facts.layout,
            facts.region_system,
            facts.accepted_because,
            facts.content_digest,
        ),
    )


def switch_in(tx: Transaction, release_id: str, loaded: Loaded) -> None:
    """Make a finished release the one people see; the caller's transaction is the switch."""
    counts = loaded.counts
    tx.conn.execute(
        "UPDATE release SET state = 'ready', families = ?, persons = ?, records = ?, clean = ?, repaired = ?,"
        " flagged = ?, refused = ?, duplicates = ?, ignored = ? WHERE id = ?",
        (
            loaded.families,
            loaded.persons,
            counts.records,
            counts.clean,
            counts.repaired,
            counts.flagged,
            counts.refused,
            counts.duplicates,
            counts.ignored,
            release_id,
        ),
    )
    settings.put(tx, CURRENT, release_id)


def drop(tx: Transaction, release_id: str) -> None:
    """Take a release out of the list; its file is deleted by `sweep` or at once by the caller."""
    tx.conn.execute("UPDATE release SET state = 'dropped' WHERE id = ?", (release_id,))


def sweep(store: Store) -> int:
    """Delete every file that belongs to no ready release, and forget loads that never ended."""
    with store.write() as conn:
        conn.execute("UPDATE release SET state = 'dropped' WHERE state = 'loading'")
        ready = {row["id"] for row in conn.execute("SELECT id FROM release WHERE state = 'ready'")}
    swept = 0
    if store.paths.extracts.is_dir():
        for file in store.paths.extracts.iterdir():
            if file.name.split(".")[0] not in ready:
                file.unlink(missing_ok=True)
                swept += 1
    return swept


def releases_of(conn: Connection) -> list[ReleaseLine]:
    """Every release that is still here, by reference date, the newest first."""
    current = settings.get(conn, CURRENT)
    rows = conn.execute(
        "SELECT * FROM release WHERE state = 'ready' ORDER BY reference_date DESC, received_at DESC"
    )
    return [_line(row, current) for row in rows]


def release_with(conn: Connection, *, label: str = "", digest: str = "") -> ReleaseLine | None:
    """The ready release with this label, or made from these very files."""
    row = conn.execute(
        "SELECT * FROM release WHERE state = 'ready' AND (label = ? OR (? <> '' AND content_digest = ?))",
        (label, digest, digest),
    ).fetchone()
    return None if row is None else _line(row, settings.get(conn, CURRENT))


def current_release(conn: Connection) -> ReleaseLine | None:
    """The release people see; None before the first import."""
    current = settings.get(conn, CURRENT)
    row = conn.execute(
        "SELECT * FROM release WHERE id = ? AND state = 'ready'", (current,)
    ).fetchone()
    return None if row is None else _line(row, current)


def problems_of(
    store: Store,
    release_id: str,
    *,
    action: ProblemAction | None = None,
    kind: ProblemKind | None = None,
    limit: int = 1_000,
    after: int = 0,
) -> list[RowProblem]:
    """Problems of one release in file order; `after` is how many to leave out."""
    with (
        closing(connect(store.extract_file(release_id), store.key, read_only=True)) as conn,
        translated(),
    ):
        rows = conn.execute(
            "SELECT * FROM problem WHERE (? IS NULL OR action = ?) AND (? IS NULL OR kind = ?)"
            " ORDER BY file, row LIMIT ? OFFSET ?",
            (action, action, kind, kind, limit, after),
        ).fetchall()
    return [problem_from(row) for row in rows]


def problem_counts(store: Store, release_id: str) -> list[tuple[ProblemKind, int]]:
    """How often each kind of problem stands in one release, the most frequent first."""
    with (
        closing(connect(store.extract_file(release_id), store.key, read_only=True)) as conn,
        translated(),
    ):
        rows = conn.execute(
            "SELECT kind, count(*) AS n FROM problem GROUP BY kind ORDER BY n DESC, kind"
        ).fetchall()
    return [(ProblemKind(row["kind"]), int(row["n"])) for row in rows]


def problem_from(row: StoredRow) -> RowProblem:
    """A problem as it is stored."""
    return RowProblem(
        file=row["file"],
        row=row["row"],
        line=row["line"],
        entity=row["entity"],
        column=row["column_name"],
        kind=ProblemKind(row["kind"]),
        action=ProblemAction(row["action"]),
        raw=row["raw"],
    )


def raw_of(text: str | None) -> dict[str, str]:
    """The JSON object of a `raw` or `extra` cell; empty for None."""
    return json.loads(text) if text else {}


def _line(row: StoredRow, current: object) -> ReleaseLine:
    return ReleaseLine(
        id=row["id"],
        label=row["label"],
        reference_date=date.fromisoformat(row["reference_date"]),
        received_at=datetime.fromisoformat(row["received_at"]),
        handover_no=row["handover_no"],
        layout=row["layout"],
        state=ReleaseState(row["state"]),
        is_current=row["id"] == current,
        families=row["families"],
        persons=row["persons"],
        counts=ImportCounts(
            records=row["records"],
            clean=row["clean"],
            repaired=row["repaired"],
            flagged=row["flagged"],
            refused=row["refused"],
            duplicates=row["duplicates"],
            ignored=row["ignored"],
        ),
    )


def _as_row(problem: RowProblem) -> tuple[str | int, ...]:
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


def _insert(table: str, columns: tuple[str, ...]) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' for _ in columns)})"


def _make_tables(conn: Connection) -> None:
    made = tools(conn)
    head = {"id": int, "file": int, "row": int, "village": str, "raw": str, "extra": str}
    families = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in FAMILY_FIELDS}
    persons = {field.name: int if field.kind in _WHOLE_NUMBERS else str for field in PERSON_FIELDS}
    made.table("family").create({**head, **families}, pk="id")
    made.table("person").create({**head, "family_id": int, "folded": str, **persons}, pk="id")
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
_JOINING = (
    "CREATE INDEX family_by_card ON family (family_card_no)",
    "UPDATE person SET family_id = (SELECT min(id) FROM family WHERE family.family_card_no = person.family_card_no)"
    " WHERE family_id IS NULL AND family_card_no IS NOT NULL",
    "CREATE INDEX person_by_family ON person (family_id)",
    "CREATE INDEX person_by_card ON person (family_card_no)",
)
"""What brings members and families together, in this order."""

_FINISHING = (
    "CREATE INDEX person_by_national_id ON person (national_id)",
    "CREATE INDEX person_by_folded ON person (folded)",
    "CREATE INDEX family_by_village ON family (village, decile_national)",
    "CREATE VIRTUAL TABLE person_words USING fts5"
    " (folded, content='', columnsize=0, detail=none, tokenize='ascii', prefix='1 2 3')",
    "INSERT INTO person_words (rowid, folded) SELECT id, folded FROM person",
    "INSERT INTO person_words (person_words) VALUES ('optimize')",
    _flag(
        ProblemKind.FAMILY_CARD_REPEATED,
        Entity.FAMILY,
        "SELECT file, row FROM family WHERE family_card_no IN (SELECT family_card_no FROM family"
        " WHERE family_card_no IS NOT NULL GROUP BY family_card_no HAVING count(*) > 1)",
    ),
    _flag(
        ProblemKind.NATIONAL_ID_IN_TWO_CARDS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IS NOT NULL GROUP BY national_id"
        " HAVING count(*) > 1 AND count(DISTINCT coalesce(family_card_no, '')) > 1)",
    ),
    _flag(
        ProblemKind.NATIONAL_ID_OF_TWO_PEOPLE,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE national_id IN (SELECT national_id FROM person"
        " WHERE national_id IS NOT NULL GROUP BY national_id"
        " HAVING count(*) > 1 AND count(DISTINCT coalesce(family_card_no, '')) = 1)",
    ),
    _flag(
        ProblemKind.MEMBER_WITHOUT_FAMILY,
        Entity.PERSON,
        f"SELECT file, row FROM person WHERE family_id IS NULL AND family_card_no IS NOT NULL AND {_BOTH}",
    ),
    _flag(
        ProblemKind.FAMILY_WITHOUT_MEMBERS,
        Entity.FAMILY,
        f"SELECT file, row FROM family WHERE {_BOTH}"
        " AND NOT EXISTS (SELECT 1 FROM person WHERE person.family_id = family.id)"
        " AND NOT EXISTS (SELECT 1 FROM person WHERE person.family_card_no = family.family_card_no)",
    ),
    _flag(
        ProblemKind.TWO_HEADS,
        Entity.PERSON,
        "SELECT file, row FROM person WHERE relationship = 1 AND family_id IN (SELECT family_id FROM person"
        " WHERE relationship = 1 AND family_id IS NOT NULL GROUP BY family_id HAVING count(*) > 1)",
    ),
    _flag(
        ProblemKind.HEAD_MISSING,
        Entity.FAMILY,
        "SELECT file, row FROM family WHERE id IN (SELECT family_id FROM person WHERE family_id IS NOT NULL"
        " GROUP BY family_id HAVING max(relationship IS 1) = 0)",
    ),
    _flag(
        ProblemKind.MEMBER_COUNT_DIFFERS,
        Entity.FAMILY,
        "SELECT family.file, family.row FROM family JOIN (SELECT family_id, count(*) AS n FROM person"
        " WHERE family_id IS NOT NULL GROUP BY family_id) counted ON counted.family_id = family.id"
        " WHERE family.member_count IS NOT NULL AND family.member_count <> counted.n",
    ),
    "CREATE INDEX problem_by_row ON problem (file, row)",
    "ANALYZE",
)
"""What makes a loaded file usable, in this order."""

FINISHING_STEPS = len(_JOINING) + len(_FINISHING) + 2

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
