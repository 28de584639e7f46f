"""What stands in the quarantine of a release: its refused rows, and what was made of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Entity, Row
from desktop_app.domain.quarantine import Admission, Deed, Judged, RefusedRow, Surroundings
from desktop_app.store.connection import Connection, connect, translated
from desktop_app.store.connection import Row as Found
from desktop_app.store.extracts import problem_from
from desktop_app.store.release_tables import has_table
from desktop_app.store.store import Store

_FACTS = 2
"""Where the facts of a row begin, after the file and the row it stood in."""
_NATIONAL_ID = PERSON_ROW.index("national_id")
_PERSON_CARD = PERSON_ROW.index("family_card_no")
_FAMILY_CARD = FAMILY_ROW.index("family_card_no")


def look_of(store: Store, release_id: str, file: int) -> str | None:
    """How one file of the release was read; None where that is not kept."""
    with _reading(store, release_id) as conn:
        if not has_table(conn, "source"):
            return None
        row = conn.execute("SELECT look FROM source WHERE file = ?", (file,)).fetchone()
    return None if row is None else str(row["look"])


def file_names(store: Store, release_id: str) -> list[str]:
    """The names of the files of a release, in their order; empty where they are not kept."""
    with _reading(store, release_id) as conn:
        if not has_table(conn, "source"):
            return []
        rows = conn.execute("SELECT look FROM source ORDER BY file").fetchall()
    return [str(json.loads(row["look"])["name"]) for row in rows]


def refused_rows(
    store: Store,
    release_id: str,
    *,
    file: int | None = None,
    row: int | None = None,
    limit: int = 1_000,
    after: int = 0,
) -> list[RefusedRow]:
    """Refused rows in file order, or the one that stood there, with what was made of each."""
    names = file_names(store, release_id)
    with _reading(store, release_id) as conn:
        found = conn.execute(
            "SELECT * FROM problem WHERE action = 'refused' AND (?1 IS NULL OR file = ?1)"
            " AND (?2 IS NULL OR row = ?2) ORDER BY file, row LIMIT ?3 OFFSET ?4",
            (file, row, limit, after),
        ).fetchall()
        admissions = _admissions(conn) if has_table(conn, "admission") else {}
    refused = []
    for one in found:
        made = tuple(admissions.get((one["file"], one["row"]), ()))
        problem = problem_from(one, is_admitted=any(one.is_in for one in made))
        name = names[problem.file] if problem.file < len(names) else ""
        refused.append(RefusedRow(problem, name, made))
    return refused


def surroundings(store: Store, release_id: str, judged: Judged) -> Surroundings:
    """What a mended row would meet in its release; what it gave itself before counts too."""
    cards = [row[_FAMILY_CARD] for row in judged.families]
    with _reading(store, release_id) as conn:
        taken = any(
            row[_NATIONAL_ID] and ids_with(conn, "person", "national_id", row[_NATIONAL_ID])
            for row in judged.persons
        )
        card_taken = any(
            card and ids_with(conn, "family", "family_card_no", card) for card in cards
        )
        has_family: bool | None = None
        for row in judged.persons:
            card = row[_PERSON_CARD]
            if card and card not in cards:
                has_family = bool(ids_with(conn, "family", "family_card_no", card))
        there = [_is_there(conn, Entity.FAMILY, row) for row in judged.families]
        there += [_is_there(conn, Entity.PERSON, row) for row in judged.persons]
    return Surroundings(has_family, taken, card_taken, bool(there) and all(there))


def admissions_of(conn: Connection, ids: set[str]) -> list[Admission]:
    """The admissions that gave one of these families or persons of the current release."""
    if not has_table(conn, "admission", schema="extract"):
        return []
    rows = conn.execute(
        "SELECT * FROM extract.admission WHERE withdrawn_at IS NULL ORDER BY admitted_at"
    )
    found = (admission_from(row) for row in rows)
    return [one for one in found if not ids.isdisjoint((*one.family_ids, *one.person_ids))]


def admission_with(conn: Connection, admission_id: str) -> Admission | None:
    """One admission of a release file opened by itself."""
    row = line_of(conn, admission_id) if has_table(conn, "admission") else None
    return None if row is None else admission_from(row)


def ids_with(conn: Connection, table: str, column: str, number: object) -> list[int]:
    """The ids of those who bear a number; `table` and `column` never come from outside."""
    rows = conn.execute(f"SELECT id FROM main.{table} WHERE {column} = ? LIMIT 2", (number,))
    return [int(row["id"]) for row in rows]


def line_of(conn: Connection, admission_id: str) -> Found | None:
    """One admission as the table holds it."""
    row: Found | None = conn.execute(
        "SELECT * FROM admission WHERE id = ?", (admission_id,)
    ).fetchone()
    return row


def _admissions(conn: Connection) -> dict[tuple[int, int], list[Admission]]:
    found: dict[tuple[int, int], list[Admission]] = {}
    for row in conn.execute("SELECT * FROM admission ORDER BY admitted_at, withdrawn_at IS NULL"):
        found.setdefault((row["file"], row["row"]), []).append(admission_from(row))
    return found


def admission_from(row: Found) -> Admission:
    """An admission as it is stored."""
    withdrawn = None
    if row["withdrawn_at"] is not None:
        withdrawn = Deed(
            datetime.fromisoformat(row["withdrawn_at"]),
            row["withdrawn_by"],
            row["withdrawn_reason"],
        )
    return Admission(
        id=row["id"],
        file=row["file"],
        row=row["row"],
        mended=tuple(tuple(cells) for cells in json.loads(row["mended"])),
        family_ids=tuple(map(str, json.loads(row["family_ids"]))),
        person_ids=tuple(map(str, json.loads(row["person_ids"]))),
        admitted=Deed(
            datetime.fromisoformat(row["admitted_at"]), row["admitted_by"], row["reason"]
        ),
        withdrawn=withdrawn,
    )


def _is_there(conn: Connection, entity: Entity, row: Row) -> bool:
    """True if the very same facts stand in the release already."""
    names = FAMILY_ROW if entity is Entity.FAMILY else PERSON_ROW
    number = "family_card_no" if entity is Entity.FAMILY else "national_id"
    facts = [name for name in names[_FACTS:] if name != "raw"]
    values = [row[names.index(name)] for name in facts]
    if row[names.index(number)] is None:
        return False
    same = " AND ".join(f"{name} IS ?" for name in facts)
    sql = f"SELECT 1 FROM {entity.value} WHERE {number} = ? AND {same}"
    return conn.execute(sql, (row[names.index(number)], *values)).fetchone() is not None


@contextmanager
def _reading(store: Store, release_id: str) -> Iterator[Connection]:
    with (
        closing(connect(store.extract_file(release_id), store.key, read_only=True)) as conn,
        translated(),
    ):
        yield conn
