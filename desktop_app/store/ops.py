"""The only writer of travelling tables: an op and the record it folds into, in one transaction.

A local op and a received one take the same road. An op this program does not understand is kept
and marked; the record it names stays as it was, and `is_locked` says so.

What is recorded here is folded on top at once. When the hub has put ops in order, a record may have to
be folded anew: first what counts in the hub's log, in its order, then what still waits (`op_order`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from desktop_app import crypto
from desktop_app.domain import fold
from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.domain.evidence import Evidence
from desktop_app.domain.ground_check import GroundCheck
from desktop_app.domain.hub_log import LogEntry, Outcome, record_digest
from desktop_app.domain.hub_log import judge as hub_judge
from desktop_app.domain.incoming_letter import IncomingLetter
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.local_fact import LocalFact
from desktop_app.domain.number_book import NumberBook, ReservedNumbers
from desktop_app.domain.op import Op, OpDraft, read_op, write_op
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.domain.proposal import Proposal
from desktop_app.domain.quota import Quota
from desktop_app.domain.register import RegisterLine
from desktop_app.domain.saved_question import SavedQuestion
from desktop_app.store import (
    evidence,
    ground_checks,
    incoming_letters,
    interventions,
    letters,
    local_facts,
    number_books,
    programmes,
    proposals,
    quotas,
    saved_questions,
)
from desktop_app.store.connection import Connection, Row
from desktop_app.store.op_order import FOLDED, IN_ORDER
from desktop_app.store.store import Transaction

_SALT_BYTES = 12


@dataclass(frozen=True, slots=True)
class OpCounts:
    """How many ops of this office the hub has not yet confirmed, and how many there are."""

    own: int
    unconfirmed: int


def record(tx: Transaction, draft: OpDraft) -> Op:
    """Write what an action says as an op of this device, and the record it gives."""
    author = tx.author
    # A record lives in one partition from its first op on, whoever it is about later.
    first = tx.conn.execute(
        "SELECT partition FROM op WHERE entity = ? ORDER BY position LIMIT 1", (draft.entity,)
    ).fetchone()
    if first is not None:
        draft = replace(draft, partition=first["partition"])
    row = tx.conn.execute(
        "SELECT id FROM op WHERE partition = ? AND device = ? ORDER BY position DESC LIMIT 1",
        (draft.partition, author.device_id),
    ).fetchone()
    number = tx.conn.execute(
        "SELECT coalesce(max(number), 0) + 1 FROM op WHERE device = ?", (author.device_id,)
    ).fetchone()[0]
    op = write_op(
        draft,
        author,
        op_id=tx.new_id(),
        dep=None if row is None else row["id"],
        number=int(number),
        at=tx.at,
        salt=crypto.random_bytes(_SALT_BYTES).hex(),
    )
    _apply(tx.conn, op, is_own=True, must_be_understood=True)
    return op


def receive(tx: Transaction, op: Op) -> bool:
    """Store an op from elsewhere and fold it; False if it was known already.

    An id that is known with other bytes never overwrites: the first one stays.
    """
    known = tx.conn.execute("SELECT 1 FROM op WHERE id = ?", (op.id,)).fetchone()
    if known is not None:
        return False
    _apply(tx.conn, op, is_own=op.device == tx.author.device_id, must_be_understood=False)
    return True


# --- in the hub's order -------------------------------------------------------------------------------


def place(tx: Transaction, op: Op, entry: LogEntry) -> None:
    """Say where the hub put an op, and store it if it is not here; its record is not folded.

    Bytes of ours that the hub has others for under the same id are set aside: the hub's stand.
    """
    conn = tx.conn
    stored = conn.execute("SELECT digest, raw FROM op WHERE id = ?", (op.id,)).fetchone()
    if stored is None:
        is_own = op.device == tx.author.device_id
        is_understood = entry.outcome is not Outcome.NEWER
        _insert(conn, op, is_own=is_own, is_understood=is_understood, entry=entry)
        return
    if stored["digest"] != op.digest:
        conn.execute(
            "INSERT INTO displaced_op (digest, id, displaced_at, raw) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (digest) DO NOTHING",
            (stored["digest"], op.id, tx.at.isoformat(timespec="seconds"), bytes(stored["raw"])),
        )
        conn.execute(
            "UPDATE op SET type = ?, partition = ?, entity = ?, dep = ?, device = ?, number = ?,"
            " written_at = ?, digest = ?, raw = ? WHERE id = ?",
            (*_columns(op)[1:], op.id),
        )
    conn.execute(
        "UPDATE op SET log_partition = ?, log_number = ?, outcome = ?, is_confirmed = 1,"
        " is_understood = ? WHERE id = ?",
        (
            entry.partition,
            entry.number,
            entry.outcome.value,
            int(entry.outcome is not Outcome.NEWER),
            op.id,
        ),
    )


def unplace(tx: Transaction, op_id: str) -> str:
    """The hub's log does not have this op any more: it waits again. Gives its record's id."""
    tx.conn.execute(
        "UPDATE op SET log_partition = NULL, log_number = NULL, outcome = '', is_confirmed = 0"
        " WHERE id = ?",
        (op_id,),
    )
    row = tx.conn.execute("SELECT entity FROM op WHERE id = ?", (op_id,)).fetchone()
    return str(row["entity"])


def judge(tx: Transaction, op: Op) -> Outcome:
    """Fold an op at the hub into its record as it stands, and say what it came to.

    At the hub nothing waits on top, so the record is what the log gives. The op itself is stored when
    it is placed.
    """
    outcome, record = hub_judge(record_of(tx.conn, op.entity), op)
    if outcome.counts and record is not None:
        _keep(tx.conn, record)
        _keep_state(tx.conn, op.entity, op.partition, record)
    return outcome


def judge_stored(tx: Transaction, op: Op) -> Outcome:
    """What an op that is stored at the hub comes to after all that counts, whatever lies on top.

    So it is with what was recorded at the hub itself, and with what had to wait for a newer program.
    """
    outcome, record = hub_judge(counted_of(tx.conn, op.entity), op)
    if outcome.counts and record is not None:
        _keep(tx.conn, record)
        _keep_state(tx.conn, op.entity, op.partition, record)
    return outcome


def refold(tx: Transaction, entity: str) -> None:
    """Make a record anew from its ops: the hub's log in its order, and on top what waits."""
    conn = tx.conn
    counted: fold.Record | None = None
    shown: fold.Record | None = None
    partition = ""
    for row in _in_order(conn, entity):
        op = read_op(bytes(row["raw"]))
        counts = Outcome(row["outcome"]).counts if row["outcome"] else False
        try:
            shown = fold.fold(shown, op)
            understood = True
        except fold.NotUnderstood:
            # What does not fit any more waits for the hub to say so; only what nobody here can read,
            # or what the hub counts and we cannot, locks the record.
            understood = not counts and fold.is_readable(op)
        if counts:
            counted, partition = shown, row["log_partition"]
        if understood != bool(row["is_understood"]):
            conn.execute(
                "UPDATE op SET is_understood = ? WHERE position = ?",
                (int(understood), row["position"]),
            )
    if counted is None:
        conn.execute("DELETE FROM record_state WHERE entity = ?", (entity,))
    else:
        _keep_state(conn, entity, partition, counted)
    if shown is not None:
        _keep(conn, shown)
    else:
        _forget(conn, entity)


def learn(tx: Transaction) -> None:
    """Fold anew what an older release of this program could not read and this one can."""
    rows = tx.conn.execute("SELECT entity, raw FROM op WHERE is_understood = 0").fetchall()
    for entity in {row["entity"] for row in rows if fold.is_readable(read_op(bytes(row["raw"])))}:
        refold(tx, entity)


def waiting_for_version(conn: Connection) -> list[tuple[str, Op]]:
    """Ops that a newer program wrote, with the partition each is logged in, in order."""
    rows = conn.execute(
        "SELECT log_partition, raw FROM op WHERE outcome = 'newer' ORDER BY log_partition, log_number"
    ).fetchall()
    return [(row["log_partition"], read_op(bytes(row["raw"]))) for row in rows]


def unlogged_of(conn: Connection) -> list[bytes]:
    """The exact bytes of every op that is in no log of the hub, in the order they came here.

    Those are our own that wait, and those of others that a restored hub has lost.
    """
    rows = conn.execute("SELECT raw FROM op WHERE log_number IS NULL ORDER BY position")
    return [bytes(row["raw"]) for row in rows]


def is_stored(conn: Connection, op_id: str) -> bool:
    """True if an op with this id is kept here, in a log or not."""
    return conn.execute("SELECT 1 FROM op WHERE id = ?", (op_id,)).fetchone() is not None


# --- questions ----------------------------------------------------------------------------------------


def unconfirmed_of(conn: Connection) -> list[bytes]:
    """The exact bytes of every own op the hub has not confirmed, in the order they were written."""
    rows = conn.execute(
        "SELECT raw FROM op WHERE is_own = 1 AND is_confirmed = 0 ORDER BY position"
    )
    return [bytes(row["raw"]) for row in rows]


def counts_of(conn: Connection) -> OpCounts:
    """How many own ops there are and how many wait to be confirmed."""
    row = conn.execute(
        "SELECT count(*) AS own, coalesce(sum(is_confirmed = 0), 0) AS unconfirmed FROM op WHERE is_own = 1"
    ).fetchone()
    return OpCounts(own=int(row["own"]), unconfirmed=int(row["unconfirmed"]))


@dataclass(frozen=True, slots=True)
class WaitingOps:
    """Own ops the hub has not confirmed: how many of each type, and when the first was written."""

    types: Mapping[str, int]
    first_at: datetime | None

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.types.values())


def waiting_of(conn: Connection) -> WaitingOps:
    """What waits to be sent, counted."""
    rows = conn.execute(
        "SELECT type, count(*) AS n, min(written_at) AS first FROM op"
        " WHERE is_own = 1 AND is_confirmed = 0 GROUP BY type ORDER BY n DESC, type"
    ).fetchall()
    first = min((str(row["first"]) for row in rows), default=None)
    return WaitingOps(
        types={str(row["type"]): int(row["n"]) for row in rows},
        first_at=datetime.fromisoformat(first) if first else None,
    )


def ids_of(conn: Connection, entity: str) -> tuple[str, ...]:
    """The ids of all ops about one record, in order: what somebody who looks at it has seen."""
    rows = conn.execute(f"SELECT id FROM op WHERE entity = ? ORDER BY {IN_ORDER}", (entity,))
    return tuple(row["id"] for row in rows)


def record_of(conn: Connection, entity: str) -> fold.Record | None:
    """The record as it stands here."""
    # Most ops that are taken in begin a record: then there is nothing to look for in many places.
    if conn.execute("SELECT 1 FROM op WHERE entity = ? LIMIT 1", (entity,)).fetchone() is None:
        return None
    found = (kept(conn, entity) for kept in _KEPT)
    return next((record for record in found if record is not None), None)


def counted_of(conn: Connection, entity: str) -> fold.Record | None:
    """The record that the hub's log gives, whatever lies on top; None before anything counted."""
    counted: fold.Record | None = None
    for row in _in_order(conn, entity):
        if row["outcome"] and Outcome(row["outcome"]).counts:
            counted = fold.fold(counted, read_op(bytes(row["raw"])))
    return counted


def first_of(conn: Connection, entity: str) -> Op | None:
    """The op that a record began with: what kind it is, where it belongs, under which release."""
    row = conn.execute(
        "SELECT raw FROM op WHERE entity = ? ORDER BY position LIMIT 1", (entity,)
    ).fetchone()
    return None if row is None else read_op(bytes(row["raw"]))


def is_locked(conn: Connection, entity: str) -> bool:
    """True if a newer program wrote something about this record, so it can only be looked at."""
    row = conn.execute(
        "SELECT 1 FROM op WHERE entity = ? AND is_understood = 0 LIMIT 1", (entity,)
    ).fetchone()
    return row is not None


def entities_of(conn: Connection) -> list[str]:
    """The ids of all records that ops speak of."""
    return [row["entity"] for row in conn.execute("SELECT DISTINCT entity FROM op")]


def stands_as_folded(conn: Connection, entity: str) -> bool:
    """True if the stored record is what folding its ops anew gives."""
    made: fold.Record | None = None
    for row in _in_order(conn, entity):
        if row["is_understood"]:
            with suppress(fold.NotUnderstood):
                made = fold.fold(made, read_op(bytes(row["raw"])))
    return made == record_of(conn, entity)


def _in_order(conn: Connection, entity: str) -> list[Row]:
    return conn.execute(
        "SELECT position, raw, outcome, log_partition, is_understood FROM op"
        f" WHERE entity = ? AND {FOLDED} ORDER BY {IN_ORDER}",
        (entity,),
    ).fetchall()


def _apply(conn: Connection, op: Op, *, is_own: bool, must_be_understood: bool) -> None:
    understood = True
    try:
        record = fold.fold(record_of(conn, op.entity), op)
    except fold.NotUnderstood:
        if must_be_understood:
            raise
        understood = False
    _insert(conn, op, is_own=is_own, is_understood=understood)
    if understood:
        _keep(conn, record)


def _insert(
    conn: Connection,
    op: Op,
    *,
    is_own: bool,
    is_understood: bool,
    entry: LogEntry | None = None,
) -> None:
    """Store an op; with `entry` where the hub put it."""
    where = (None, None, "") if entry is None else (entry.partition, entry.number, entry.outcome)
    conn.execute(
        "INSERT INTO op (id, type, partition, entity, dep, device, number, written_at, digest, raw,"
        " is_own, is_understood, log_partition, log_number, outcome, is_confirmed)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*_columns(op), int(is_own), int(is_understood), *where, int(entry is not None)),
    )


def _columns(op: Op) -> tuple[Any, ...]:
    return (
        op.id,
        op.type,
        op.partition,
        op.entity,
        op.dep,
        op.device,
        op.number,
        op.at.isoformat(timespec="seconds"),
        op.digest,
        op.raw,
    )


def _keep_state(conn: Connection, entity: str, partition: str, record: fold.Record) -> None:
    conn.execute(
        "INSERT INTO record_state (entity, partition, digest) VALUES (?, ?, ?) ON CONFLICT (entity)"
        " DO UPDATE SET partition = excluded.partition, digest = excluded.digest",
        (entity, partition, record_digest(record)),
    )


_KEPT: tuple[Callable[[Connection, str], fold.Record | None], ...] = (
    interventions.intervention_of,
    evidence.evidence_of,
    letters.line_of,
    letters.reserved_of,
    incoming_letters.letter_of,
    local_facts.fact_of,
    number_books.book_of,
    programmes.revision_of,
    programmes.change_of,
    proposals.proposal_of,
    ground_checks.check_of,
    quotas.quota_of,
    saved_questions.question_of,
)
"""Where a record may lie."""


def _keep(conn: Connection, record: fold.Record) -> None:
    table, row = _row_of(record)
    if row:
        _upsert(conn, table, row)


def _forget(conn: Connection, entity: str) -> None:
    """No op makes this record any more: what made it here was not the hub's doing."""
    for kept in _KEPT:
        record = kept(conn, entity)
        table, row = ("", {}) if record is None else _row_of(record)
        if row:
            conn.execute(f"DELETE FROM {table} WHERE id = ?", (entity,))


def _row_of(record: fold.Record) -> tuple[str, dict[str, Any]]:
    """The table a record lies in, and its row there; no row where its op is the record."""
    match record:
        case Evidence():
            return "evidence", evidence.as_row(record)
        case Intervention():
            return "intervention", interventions.as_row(record)
        case IncomingLetter():
            return "incoming_letter", incoming_letters.as_row(record)
        case RegisterLine():
            return "letter", letters.as_row(record)
        case ReservedNumbers():
            return "letter_reserved", letters.as_reserved_row(record)
        case LocalFact():
            return "local_fact", local_facts.as_row(record)
        case NumberBook() | ProgrammeRevision() | SavedQuestion() | SettingChange():
            return "", {}
        case Proposal():
            return "proposal", proposals.as_row(record)
        case GroundCheck():
            return "ground_check", ground_checks.as_row(record)
        case Quota():
            return "quota", quotas.as_row(record)


def _upsert(conn: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    conn.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(row.values()),
    )
