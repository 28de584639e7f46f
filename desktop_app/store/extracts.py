"""Releases: one encrypted file each, and the list of them in `office.db`.

A file is written once (`loading`), then switched in by one short transaction. Its rows are never
changed; refused ones may be admitted beside them (`admissions`), and an old file may be replaced by
a slim one (`slim`). Beside it lies the index of its names (`word_index`).
"""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime

from desktop_app.domain.bast import BastKind
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.domain.release import (
    ImportCounts,
    Loaded,
    ReleaseFile,
    ReleaseLine,
    ReleaseState,
)
from desktop_app.store import settings
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.connection import Row as StoredRow
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Store, Transaction

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
    accepted_because: str = ""
    is_light: bool = False
    files: tuple[ReleaseFile, ...] = ()
    bast_kind: BastKind = BastKind.UNSAID


def begin(tx: Transaction, facts: ReleaseFacts) -> None:
    """Write down that a release is being loaded; nobody sees it yet."""
    tx.conn.execute(
        "INSERT INTO release (id, label, reference_date, received_at, handover_no, layout, region_system, state,"
        " accepted_because, content_digest, is_light, bast_kind)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, 'loading', ?, '', ?, ?)",
        (
            facts.id,
            facts.label,
            facts.reference_date.isoformat(),
            tx.at.isoformat(timespec="seconds"),
            facts.handover_no,
            facts.layout,
            facts.region_system,
            facts.accepted_because,
            facts.is_light,
            facts.bast_kind.value,
        ),
    )
    put_files(tx, facts)


def put_files(tx: Transaction, facts: ReleaseFacts) -> None:
    """Write down the files a release was made from, in the order by which its rows name them."""
    tx.conn.executemany(
        "INSERT INTO release_file (release_id, position, name, kind, encoding, sheet, layout, book, region_system,"
        " rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(facts.id, position, file.name, file.kind, file.encoding, file.sheet),
                *(file.layout, file.book, file.region_system, file.rows),
            )
            for position, file in enumerate(facts.files)
        ],
    )


def switch_in(tx: Transaction, release_id: str, loaded: Loaded, content_digest: str) -> bool:
    """Make a finished release ready, and the one people see unless a later one is; the caller's
    transaction is the switch. By the digest its files are known when they are brought again.

    True if it is the one people see now: an older quarter brought in later is kept for comparison,
    and a light one is shown only as long as there is no other.
    """
    counts = loaded.counts
    tx.conn.execute(
        "UPDATE release SET state = 'ready', families = ?, persons = ?, records = ?, clean = ?, repaired = ?,"
        " flagged = ?, refused = ?, duplicates = ?, ignored = ?, content_digest = ? WHERE id = ?",
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
            content_digest,
            release_id,
        ),
    )
    row = tx.conn.execute("SELECT * FROM release WHERE id = ?", (release_id,)).fetchone()
    mine = _line(tx.conn, row, release_id)
    if not would_show(tx.conn, is_light=mine.is_light, reference_date=mine.reference_date):
        return False
    settings.put(tx, CURRENT, release_id)
    return True


def would_show(conn: Connection, *, is_light: bool, reference_date: date) -> bool:
    """True if such a release would be the one people see: a light one only while there is no other."""
    current = current_release(conn)
    if current is None:
        return True
    return (not is_light, reference_date) >= (not current.is_light, current.reference_date)


def say_bast(tx: Transaction, release_id: str, *, handover_no: str, kind: BastKind) -> None:
    """Write down what the hand-over record of a release is called and what it allows."""
    tx.conn.execute(
        "UPDATE release SET handover_no = ?, bast_kind = ? WHERE id = ?",
        (handover_no, kind.value, release_id),
    )


def bast_kinds_of(conn: Connection, label: str, reference_date: date) -> set[BastKind]:
    """What the hand-over records of the releases of this name and day allow, deleted ones too."""
    rows = conn.execute(
        "SELECT DISTINCT bast_kind FROM release WHERE label = ? AND reference_date = ?",
        (label, reference_date.isoformat()),
    )
    return {BastKind(row["bast_kind"]) for row in rows}


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
            # A part was never finished. A journal belongs to its file; what leads several of them
            # ("-mj") means nothing any more once each has been looked at (`settling.recover`).
            is_left = ".part" in file.name or "-mj" in file.name
            if is_left or file.name.split(".")[0] not in ready:
                file.unlink(missing_ok=True)
                swept += 1
    return swept


def releases_of(conn: Connection) -> list[ReleaseLine]:
    """Every release that is still here, by reference date, the newest first."""
    current = settings.get(conn, CURRENT)
    rows = conn.execute(
        "SELECT * FROM release WHERE state = 'ready' ORDER BY reference_date DESC, received_at DESC"
    )
    return [_line(conn, row, current) for row in rows]


def release_with(conn: Connection, *, label: str = "", digest: str = "") -> ReleaseLine | None:
    """The ready release with this label, or made from these very files."""
    row = conn.execute(
        "SELECT * FROM release WHERE state = 'ready' AND (label = ? OR (? <> '' AND content_digest = ?))",
        (label, digest, digest),
    ).fetchone()
    return None if row is None else _line(conn, row, settings.get(conn, CURRENT))


def has_like(conn: Connection, facts: ReleaseFacts) -> bool:
    """True if some ready release was made from files with as many rows as these."""
    rows: dict[str, list[int]] = {}
    for row in conn.execute(
        "SELECT release_id, rows FROM release_file JOIN release ON release.id = release_id"
        " WHERE state = 'ready'"
    ):
        rows.setdefault(row["release_id"], []).append(row["rows"])
    own = sorted(file.rows for file in facts.files)
    return own in map(sorted, rows.values())


def current_release(conn: Connection) -> ReleaseLine | None:
    """The release people see; None before the first import."""
    current = settings.get(conn, CURRENT)
    row = conn.execute(
        "SELECT * FROM release WHERE id = ? AND state = 'ready'", (current,)
    ).fetchone()
    return None if row is None else _line(conn, row, current)


def problems_of(
    store: Store,
    release_id: str,
    *,
    action: ProblemAction | None = None,
    kind: ProblemKind | None = None,
    limit: int = 1_000,
    after: int = 0,
) -> list[RowProblem]:
    """Problems of one release in file order; `after` is how many to leave out.

    A slim release has none: it keeps how often each kind stood there, see `problem_counts`.
    """
    with (
        closing(connect(store.extract_file(release_id), store.key, read_only=True)) as conn,
        translated(),
    ):
        if not has_table(conn, "problem"):
            return []
        rows = conn.execute(
            "SELECT * FROM problem WHERE (? IS NULL OR action = ?) AND (? IS NULL OR kind = ?)"
            " ORDER BY file, row LIMIT ? OFFSET ?",
            (action, action, kind, kind, limit, after),
        ).fetchall()
        admitted = _admitted(conn)
    return [
        problem_from(
            row,
            is_admitted=row["action"] == ProblemAction.REFUSED.value
            and (row["file"], row["row"]) in admitted,
        )
        for row in rows
    ]


def problem_counts(store: Store, release_id: str) -> list[tuple[ProblemKind, int]]:
    """How often each kind of problem stands in one release, the most frequent first."""
    with (
        closing(connect(store.extract_file(release_id), store.key, read_only=True)) as conn,
        translated(),
    ):
        # A slim release keeps how often, and not which rows.
        rows = conn.execute(
            "SELECT kind, n FROM noticed ORDER BY n DESC, kind"
            if has_table(conn, "noticed")
            else "SELECT kind, count(*) AS n FROM problem GROUP BY kind ORDER BY n DESC, kind"
        ).fetchall()
    return [(ProblemKind(row["kind"]), int(row["n"])) for row in rows]


def problem_from(row: StoredRow, *, is_admitted: bool = False) -> RowProblem:
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
        is_admitted=is_admitted,
    )


def _admitted(conn: Connection) -> set[tuple[int, int]]:
    """Where the refused rows stood that were admitted by hand and are in."""
    if not has_table(conn, "admission"):
        return set()
    rows = conn.execute("SELECT file, row FROM admission WHERE withdrawn_at IS NULL")
    return {(row["file"], row["row"]) for row in rows}


def raw_of(text: str | None) -> dict[str, str]:
    """The JSON object of a `raw` or `extra` cell; empty for None."""
    return json.loads(text) if text else {}


def files_of(conn: Connection, release_id: str) -> tuple[ReleaseFile, ...]:
    """The files a release was made from; empty for one of an older program."""
    rows = conn.execute(
        "SELECT name, kind, encoding, sheet, layout, book, region_system, rows FROM release_file"
        " WHERE release_id = ? ORDER BY position",
        (release_id,),
    )
    return tuple(ReleaseFile(*row) for row in rows)


def region_system_of(conn: Connection, release_id: str) -> str:
    """Whose desa codes the files of a release had; "" where they were of different ones."""
    row = conn.execute("SELECT region_system FROM release WHERE id = ?", (release_id,)).fetchone()
    return str(row["region_system"])


def _line(conn: Connection, row: StoredRow, current: object) -> ReleaseLine:
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
        is_slim=bool(row["is_slim"]),
        is_light=bool(row["is_light"]),
        bast_kind=BastKind(row["bast_kind"]),
        files=files_of(conn, row["id"]),
    )
