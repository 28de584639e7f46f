"""The only writer of travelling tables: an op and the record it folds into, in one transaction.

A local op and a received one take the same road. An op this program does not understand is kept
and marked; the record it names stays as it was, and `is_locked` says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop_app import crypto
from desktop_app.domain import fold
from desktop_app.domain.catalogue_setting import SettingChange
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.local_fact import LocalFact
from desktop_app.domain.op import Op, OpDraft, read_op, write_op
from desktop_app.domain.programme_revision import ProgrammeRevision
from desktop_app.domain.proposal import Proposal
from desktop_app.domain.quota import Quota
from desktop_app.domain.register import RegisterLine
from desktop_app.store import interventions, letters, local_facts, programmes, proposals, quotas
from desktop_app.store.connection import Connection
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
    rows = conn.execute("SELECT id FROM op WHERE entity = ? ORDER BY position", (entity,))
    return tuple(row["id"] for row in rows)


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
    rows = conn.execute(
        "SELECT raw FROM op WHERE entity = ? AND is_understood = 1 ORDER BY position", (entity,)
    )
    for row in rows:
        made = fold.fold(made, read_op(bytes(row["raw"])))
    return made == _record_of(conn, entity)


def _apply(conn: Connection, op: Op, *, is_own: bool, must_be_understood: bool) -> None:
    understood = True
    try:
        record = fold.fold(_record_of(conn, op.entity), op)
    except fold.NotUnderstood:
        if must_be_understood:
            raise
        understood = False
    conn.execute(
        "INSERT INTO op (id, type, partition, entity, dep, device, number, written_at, digest, is_own,"
        " is_understood, raw) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            op.id,
            op.type,
            op.partition,
            op.entity,
            op.dep,
            op.device,
            op.number,
            op.at.isoformat(timespec="seconds"),
            op.digest,
            int(is_own),
            int(understood),
            op.raw,
        ),
    )
    if understood:
        _keep(conn, record)


def _record_of(conn: Connection, entity: str) -> fold.Record | None:
    return (
        interventions.intervention_of(conn, entity)
        or letters.line_of(conn, entity)
        or local_facts.fact_of(conn, entity)
        or programmes.revision_of(conn, entity)
        or programmes.change_of(conn, entity)
        or proposals.proposal_of(conn, entity)
        or quotas.quota_of(conn, entity)
    )


def _keep(conn: Connection, record: fold.Record) -> None:
    match record:
        case Intervention():
            table, row = "intervention", interventions.as_row(record)
        case RegisterLine():
            table, row = "letter", letters.as_row(record)
        case LocalFact():
            table, row = "local_fact", local_facts.as_row(record)
        case ProgrammeRevision() | SettingChange():
            return  # its op is the record
        case Proposal():
            table, row = "proposal", proposals.as_row(record)
        case Quota():
            table, row = "quota", quotas.as_row(record)
    _upsert(conn, table, row)


def _upsert(conn: Connection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    marks = ", ".join("?" for _ in row)
    updates = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    conn.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT (id) DO UPDATE SET {updates}",
        tuple(row.values()),
    )
