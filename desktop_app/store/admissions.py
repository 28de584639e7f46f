"""Refused rows admitted by hand into a finished release, and taken out again.

Problem: a release file is written once, and readers have it open together with the index of its
names. Choice: one transaction with a journal over both files, which SQLite keeps whole or undoes
when they are next opened; people elsewhere see the release before it or after it. Nothing of the
refused row is changed: what was made of it is a row of its own and a line in `admission`.

What `office.db` says about the release follows in a transaction of its own; see `settling`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Entity, Row
from desktop_app.domain.problem import ProblemKind, RowProblem
from desktop_app.domain.quarantine import Admission, Deed, Judged
from desktop_app.domain.spelling import SpellingRules
from desktop_app.errors import Code, UserError
from desktop_app.store import across, word_index
from desktop_app.store.across import Touched
from desktop_app.store.connection import Connection, as_key_text, connect, translated
from desktop_app.store.identities import new_range
from desktop_app.store.quarantine import admission_from, ids_with, line_of
from desktop_app.store.release_tables import ADD_PROBLEM, ADD_ROW, problem_row
from desktop_app.store.store import Store

_NATIONAL_ID = PERSON_ROW.index("national_id")
_PERSON_CARD = PERSON_ROW.index("family_card_no")
_FAMILY_CARD = FAMILY_ROW.index("family_card_no")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A mended row as it is to be admitted."""

    id: str
    problem: RowProblem
    judged: Sequence[Judged]
    admitted: Deed


def admit(
    store: Store, release_id: str, wanted: Wanted, others: Sequence[Path], rules: SpellingRules
) -> Admission:
    """Write what was made of a refused row, and make everything around it true again.

    `others` are the files of the other releases, the nearest first: who is known there by NIK or
    card keeps the id. Raises `UserError` (`ROW_ADMITTED_ALREADY`).
    """
    problem = wanted.problem
    with _writing(store, release_id, rules) as conn:
        place = (problem.file, problem.row)
        if conn.execute(
            "SELECT 1 FROM admission WHERE file = ? AND row = ? AND withdrawn_at IS NULL", place
        ).fetchone():
            raise UserError(Code.ROW_ADMITTED_ALREADY)
        ids = _Ids(conn, others, store.key)
        families: list[int] = []
        persons: list[int] = []
        for judged in wanted.judged:
            families += [_add_family(conn, ids, row) for row in judged.families]
            persons += [_add_person(conn, ids, row) for row in judged.persons]
            conn.executemany(ADD_PROBLEM, map(problem_row, judged.problems))
        conn.execute(ADD_PROBLEM, problem_row(_mark_of(problem)))
        word_index.learn(conn, [*persons, *_members_of(conn, families)], rules)
        across.look_again(conn, _touched(conn, families, persons))
        conn.execute(
            "INSERT INTO admission (id, file, row, mended, family_ids, person_ids, admitted_at,"
            " admitted_by, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                wanted.id,
                *place,
                json.dumps([judged.cells for judged in wanted.judged], ensure_ascii=False),
                json.dumps(families),
                json.dumps(persons),
                wanted.admitted.at.isoformat(timespec="seconds"),
                wanted.admitted.by,
                wanted.admitted.reason,
            ),
        )
        return _made(conn, wanted.id)


def withdraw(
    store: Store, release_id: str, admission_id: str, withdrawn: Deed, rules: SpellingRules
) -> Admission:
    """Take out again what was admitted; the refused row and what was typed stay on record.

    Raises `UserError` (`ROW_NOT_ADMITTED`).
    """
    with _writing(store, release_id, rules) as conn:
        found = line_of(conn, admission_id)
        if found is None or found["withdrawn_at"] is not None:
            raise UserError(Code.ROW_NOT_ADMITTED)
        families = json.loads(found["family_ids"])
        persons = json.loads(found["person_ids"])
        touched = _touched(conn, families, persons)
        conn.execute(
            "DELETE FROM problem WHERE file = ? AND row = ? AND action <> 'refused'",
            (found["file"], found["row"]),
        )
        word_index.forget(conn, persons)
        for own_id in persons:
            conn.execute("DELETE FROM person WHERE id = ?", (own_id,))
        members = _members_of(conn, families)
        for own_id in families:
            conn.execute("DELETE FROM family WHERE id = ?", (own_id,))
            conn.execute(
                "UPDATE person SET family_id = (SELECT min(id) FROM family"
                " WHERE family.family_card_no = person.family_card_no) WHERE family_id = ?",
                (own_id,),
            )
        word_index.learn(conn, members, rules)
        across.look_again(conn, touched)
        conn.execute(
            "UPDATE admission SET withdrawn_at = ?, withdrawn_by = ?, withdrawn_reason = ? WHERE id = ?",
            (
                withdrawn.at.isoformat(timespec="seconds"),
                withdrawn.by,
                withdrawn.reason,
                admission_id,
            ),
        )
        return _made(conn, admission_id)


# --- the two files -------------------------------------------------------------------------------


@contextmanager
def _writing(store: Store, release_id: str, rules: SpellingRules) -> Iterator[Connection]:
    """One durable transaction over a release and its index of names (schema `words`)."""
    words = store.words_file(release_id)
    if not word_index.is_of_today(words, store.key):
        word_index.make_again(store.extract_file(release_id), words, store.key, rules)
    with closing(connect(store.extract_file(release_id), store.key)) as conn, translated():
        conn.execute("ATTACH ? AS words KEY ?", (words.resolve().as_uri(), as_key_text(store.key)))
        for schema in ("main", "words"):
            conn.execute(f"PRAGMA {schema}.journal_mode = DELETE").fetchone()
            conn.execute(f"PRAGMA {schema}.synchronous = FULL")
        conn.execute("BEGIN IMMEDIATE")
        try:
            yield conn
            conn.execute("COMMIT")
            store.forget_numbers()
        except BaseException:
            if conn.in_transaction:
                conn.execute("ROLLBACK")
            raise


# --- rows in and out ------------------------------------------------------------------------------


class _Ids:
    """Gives ids as an import does: whoever is known by their number keeps theirs."""

    def __init__(self, conn: Connection, others: Sequence[Path], key: bytes) -> None:
        self._conn = conn
        self._others = others
        self._key = key
        self._last = new_range()

    def of(self, table: str, column: str, number: object) -> int:
        if isinstance(number, str):
            for path in self._others:
                with closing(connect(path, self._key, read_only=True)) as other:
                    known = ids_with(other, table, column, number)
                # Two with one number say nothing, and nobody is there twice.
                if len(known) == 1 and not _has(self._conn, table, known[0]):
                    return known[0]
        self._last += 1
        return self._last


def _add_family(conn: Connection, ids: _Ids, row: Row) -> int:
    card = row[_FAMILY_CARD]
    own_id = ids.of("family", "family_card_no", card)
    conn.execute(ADD_ROW[Entity.FAMILY], (own_id, *row))
    conn.execute(
        "UPDATE person SET family_id = ? WHERE family_id IS NULL AND family_card_no = ?",
        (own_id, card),
    )
    return own_id


def _add_person(conn: Connection, ids: _Ids, row: Row) -> int:
    own_id = ids.of("person", "national_id", row[_NATIONAL_ID])
    family_id = conn.execute(
        "SELECT min(id) FROM family WHERE family_card_no = ?", (row[_PERSON_CARD],)
    ).fetchone()[0]
    conn.execute(ADD_ROW[Entity.PERSON], (own_id, family_id, *row))
    return own_id


def _members_of(conn: Connection, families: Sequence[int]) -> list[int]:
    """The people of these families, whose place may be another since one of them came or went."""
    return [
        row["id"]
        for family_id in families
        for row in conn.execute("SELECT id FROM person WHERE family_id = ?", (family_id,))
    ]


def _made(conn: Connection, admission_id: str) -> Admission:
    row = line_of(conn, admission_id)
    assert row is not None
    return admission_from(row)


def _touched(conn: Connection, families: list[int], persons: list[int]) -> Touched:
    """The numbers and families of these rows."""
    of_persons = [
        conn.execute(
            "SELECT national_id, family_card_no, family_id FROM person WHERE id = ?", (own_id,)
        ).fetchone()
        for own_id in persons
    ]
    cards = [
        conn.execute("SELECT family_card_no FROM family WHERE id = ?", (own_id,)).fetchone()[0]
        for own_id in families
    ]
    cards += [row["family_card_no"] for row in of_persons]
    ids = {row["family_id"] for row in of_persons if row["family_id"] is not None}
    return Touched(
        national_ids=frozenset(row["national_id"] for row in of_persons if row["national_id"]),
        cards=frozenset(card for card in cards if card),
        family_ids=frozenset(ids | set(families)),
    )


def _has(conn: Connection, table: str, own_id: int) -> bool:
    sql = f"SELECT 1 FROM main.{table} WHERE id = ?"
    return conn.execute(sql, (own_id,)).fetchone() is not None


def _mark_of(problem: RowProblem) -> RowProblem:
    """The note that a row was mended by hand."""
    kind = ProblemKind.ROW_MENDED_BY_HAND
    return RowProblem(
        problem.file, problem.row, problem.line, problem.entity, "", kind, kind.action, ""
    )
