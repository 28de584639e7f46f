"""The hub's log of each partition: kept at the hub, followed at an office; and what devices told of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome, start_of, state_digest
from desktop_app.domain.op import read_op
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class OwnHead:
    """The newest op this device wrote; number 0 and no digest if there is none."""

    number: int
    digest: str


def own_head(conn: Connection, device_id: str) -> OwnHead:
    """The newest op of this device."""
    row = conn.execute(
        "SELECT number, digest FROM op WHERE device = ? ORDER BY number DESC LIMIT 1", (device_id,)
    ).fetchone()
    return OwnHead(0, "") if row is None else OwnHead(row["number"], row["digest"])


# --- the log ------------------------------------------------------------------------------------------


def append(tx: Transaction, entry: LogEntry) -> None:
    """Write the next line of a log."""
    tx.conn.execute(
        "INSERT INTO log_entry (partition, number, epoch, hash, op_id, outcome) VALUES (?, ?, ?, ?, ?, ?)",
        (
            entry.partition,
            entry.number,
            entry.epoch,
            entry.hash,
            entry.op_id,
            entry.outcome.value,
        ),
    )


def cut(tx: Transaction, partition: str, number: int) -> list[str]:
    """Take the lines after `number` away; gives the ops that no line names any more."""
    gone = [
        row["op_id"]
        for row in tx.conn.execute(
            "SELECT DISTINCT op_id FROM log_entry WHERE partition = ? AND number > ?",
            (partition, number),
        )
    ]
    tx.conn.execute("DELETE FROM log_entry WHERE partition = ? AND number > ?", (partition, number))
    return [op_id for op_id in gone if last_entry_of(tx.conn, op_id) is None]


def last_entry_of(conn: Connection, op_id: str) -> LogEntry | None:
    """The line that holds for an op."""
    row = conn.execute(
        "SELECT log_entry.*, op.digest FROM log_entry JOIN op ON op.id = log_entry.op_id"
        " WHERE op_id = ? ORDER BY log_entry.number DESC LIMIT 1",
        (op_id,),
    ).fetchone()
    if row is None:
        return None
    return LogEntry(
        row["partition"],
        row["epoch"],
        row["number"],
        row["hash"],
        op_id,
        row["digest"],
        Outcome(row["outcome"]),
    )


def head_of(conn: Connection, partition: str) -> Cursor:
    """The end of a log."""
    row = conn.execute(
        "SELECT epoch, number, hash FROM log_entry WHERE partition = ? ORDER BY number DESC LIMIT 1",
        (partition,),
    ).fetchone()
    if row is None:
        return start_of(partition)
    return Cursor(partition, row["epoch"], row["number"], row["hash"])


def hash_at(conn: Connection, partition: str, number: int) -> str | None:
    """The hash of a log at a number; "" at 0, None where it does not reach."""
    if number == 0:
        return ""
    row = conn.execute(
        "SELECT hash FROM log_entry WHERE partition = ? AND number = ?", (partition, number)
    ).fetchone()
    return None if row is None else str(row["hash"])


def entries_after(
    conn: Connection, partition: str, number: int
) -> Iterator[tuple[int, Outcome, bytes]]:
    """Epoch, outcome and the exact bytes of the op of every later line, in order."""
    rows = conn.execute(
        "SELECT log_entry.epoch, log_entry.outcome, op.raw FROM log_entry JOIN op ON op.id = op_id"
        " WHERE log_entry.partition = ? AND log_entry.number > ? ORDER BY log_entry.number",
        (partition, number),
    )
    for row in rows:
        yield row["epoch"], Outcome(row["outcome"]), bytes(row["raw"])


def partitions_of(conn: Connection) -> list[str]:
    """Every partition that has a log."""
    rows = conn.execute("SELECT DISTINCT partition FROM log_entry ORDER BY partition")
    return [row["partition"] for row in rows]


def count(conn: Connection) -> int:
    """How many lines all logs have."""
    return int(conn.execute("SELECT count(*) FROM log_entry").fetchone()[0])


def state_of(conn: Connection, partition: str) -> str:
    """A digest of what the log of a partition has come to."""
    rows = conn.execute(
        "SELECT entity, digest FROM record_state WHERE partition = ? ORDER BY entity", (partition,)
    )
    return state_digest((row["entity"], row["digest"]) for row in rows)


def entities_of(conn: Connection, partition: str) -> list[str]:
    """Every record that the log of a partition speaks of."""
    rows = conn.execute(
        "SELECT DISTINCT op.entity FROM log_entry JOIN op ON op.id = op_id"
        " WHERE log_entry.partition = ?",
        (partition,),
    )
    return [row["entity"] for row in rows]


def home_of(conn: Connection, entity: str) -> str | None:
    """The partition in whose log a record lives, once something about it counted."""
    row = conn.execute("SELECT partition FROM record_state WHERE entity = ?", (entity,)).fetchone()
    return None if row is None else str(row["partition"])


def logged_digest(conn: Connection, op_id: str) -> str | None:
    """The digest of an op that is in a log."""
    row = conn.execute(
        "SELECT digest FROM op WHERE id = ? AND log_number IS NOT NULL", (op_id,)
    ).fetchone()
    return None if row is None else str(row["digest"])


def is_forked(conn: Connection, device_id: str, number: int, op_id: str) -> bool:
    """True if another op of this device bears the same number."""
    row = conn.execute(
        "SELECT 1 FROM op WHERE device = ? AND number = ? AND id <> ? LIMIT 1",
        (device_id, number, op_id),
    ).fetchone()
    return row is not None


# --- what devices told the hub ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Contact:
    """What a device said of itself in the last package that was taken in.

    `waiting` counts its ops that had to wait for earlier ones; `reads` names what its program reads,
    `lacking` the bytes of evidence it asks for.
    """

    device_id: str
    package_id: str
    package_number: int
    made_at: datetime
    taken_at: datetime
    app_version: str
    incarnation: str
    number: int
    audit_head: str
    waiting: int
    reads: tuple[str, ...]
    cursors: tuple[Cursor, ...]
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeviceAlarm:
    """Something odd about a device, and when it was noticed."""

    device_id: str
    alarm: str
    noticed_at: datetime


@dataclass(frozen=True, slots=True)
class DevicePace:
    """How a device works, by its newest ops: under which release, and how many changes it makes a day."""

    release_label: str
    per_day: float


_PACE = 100
"""Over how many of its last ops a device's pace is taken."""


def pace_of(conn: Connection, device_id: str) -> DevicePace:
    """The release its newest op names, and its pace; no release if there is no op of it."""
    sql = "SELECT raw, number FROM op WHERE device = ? AND number <= ? ORDER BY number DESC LIMIT 1"
    newest = conn.execute(sql, (device_id, 1 << 62)).fetchone()
    if newest is None:
        return DevicePace("", 0.0)
    last = read_op(bytes(newest["raw"]))
    older = conn.execute(sql, (device_id, max(1, last.number - _PACE))).fetchone()
    first = last if older is None else read_op(bytes(older["raw"]))
    days = max(1.0, (last.at - first.at).total_seconds() / 86_400)
    return DevicePace(last.base, (last.number - first.number + 1) / days)


def packages_taken(conn: Connection, device_id: str) -> int:
    """How many uploads of a device were taken in."""
    row = conn.execute(
        "SELECT count(DISTINCT number) FROM package WHERE direction = 'in' AND sender = ?"
        " AND kind = 'naik'",
        (device_id,),
    ).fetchone()
    return int(row[0])


def put_contact(tx: Transaction, contact: Contact) -> None:
    """Keep what a device said last."""
    tx.conn.execute(
        "INSERT OR REPLACE INTO device_contact (device_id, package_id, package_number, made_at, taken_at,"
        " app_version, incarnation, number, audit_head, waiting, reads, cursors, lacking)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            contact.device_id,
            contact.package_id,
            contact.package_number,
            contact.made_at.isoformat(timespec="seconds"),
            contact.taken_at.isoformat(timespec="seconds"),
            contact.app_version,
            contact.incarnation,
            contact.number,
            contact.audit_head,
            contact.waiting,
            json.dumps(contact.reads),
            json.dumps(
                [[one.partition, one.epoch, one.number, one.hash] for one in contact.cursors]
            ),
            json.dumps(contact.lacking),
        ),
    )


def contacts_of(conn: Connection) -> dict[str, Contact]:
    """What every device said last, by device."""
    rows = conn.execute("SELECT * FROM device_contact")
    return {row["device_id"]: _contact(row) for row in rows}


def contact_of(conn: Connection, device_id: str) -> Contact | None:
    """What one device said last."""
    row = conn.execute("SELECT * FROM device_contact WHERE device_id = ?", (device_id,)).fetchone()
    return None if row is None else _contact(row)


def _contact(row: Row) -> Contact:
    return Contact(
        device_id=row["device_id"],
        package_id=row["package_id"],
        package_number=row["package_number"],
        made_at=datetime.fromisoformat(row["made_at"]),
        taken_at=datetime.fromisoformat(row["taken_at"]),
        app_version=row["app_version"],
        incarnation=row["incarnation"],
        number=row["number"],
        audit_head=row["audit_head"],
        waiting=row["waiting"],
        reads=tuple(json.loads(row["reads"])),
        cursors=tuple(Cursor(*one) for one in json.loads(row["cursors"])),
        lacking=tuple(json.loads(row["lacking"])),
    )


def put_alarms(tx: Transaction, device_id: str, alarms: Iterable[str], package_id: str) -> None:
    """Keep what was odd about a package; each is kept once."""
    for alarm in alarms:
        tx.conn.execute(
            "INSERT INTO device_alarm (device_id, alarm, package_id, noticed_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            (device_id, alarm, package_id, tx.at.isoformat(timespec="seconds")),
        )


def has_alarm(conn: Connection, device_id: str, alarm: str) -> bool:
    """True if this was noticed of a device."""
    row = conn.execute(
        "SELECT 1 FROM device_alarm WHERE device_id = ? AND alarm = ? LIMIT 1", (device_id, alarm)
    ).fetchone()
    return row is not None


def alarms_of(conn: Connection) -> list[DeviceAlarm]:
    """Every alarm, the newest first."""
    return [
        DeviceAlarm(row["device_id"], row["alarm"], datetime.fromisoformat(row["noticed_at"]))
        for row in conn.execute("SELECT * FROM device_alarm ORDER BY id DESC")
    ]
