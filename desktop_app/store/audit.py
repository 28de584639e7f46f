"""The log of who did what: append-only, each line chained to the one before.

``hash = SHA-512(previous hash, line)`` makes a removed or changed line visible to anybody who
knows a later hash; where the chain ends is said beside it, so that a line taken away at the end is
missed too; the MAC, under a key derived from the database key, keeps somebody who can
write to the table but does not have the key from making a new chain. Subjects are ids, never a
NIK or a name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from desktop_app import crypto
from desktop_app.domain.audit_deed import AuditLine as AuditLine
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction

_MAC = "audit-line"
_START = "0" * 128
_CLOCK_SLACK = timedelta(minutes=2)
"""What a clock that is put right now and then may lose without anybody being told."""
CLOCK_WENT_BACK = "clock-went-back"
_NEWEST = 400
"""How far back `has_noted_since` looks: more than anybody does in a few minutes."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which lines are wanted; nothing given for all. `since` counts, `until` does not; both UTC."""

    user_id: str = ""
    deeds: frozenset[str] = frozenset()
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditVerdict:
    """What checking the whole chain found; `first_bad` is the number of the first wrong line."""

    entries: int
    head: str
    first_bad: int | None

    @property
    def is_ok(self) -> bool:
        """True if every line stands where and as it was written."""
        return self.first_bad is None


def note(tx: Transaction, deed: str, subject: str = "", **facts: str | int) -> None:
    """Add a line in this transaction: it is kept with the deed, or not at all."""
    row = tx.conn.execute(
        "SELECT number, at, hash FROM audit ORDER BY number DESC LIMIT 1"
    ).fetchone()
    number, previous = (row["number"] + 1, row["hash"]) if row else (1, _START)
    if row and (back := datetime.fromisoformat(row["at"]) - tx.at) > _CLOCK_SLACK:
        # Whoever reads the log must see that what follows may be older or newer than it says.
        minutes = back // timedelta(minutes=1)
        previous = _add(tx, number, previous, CLOCK_WENT_BACK, "", {"minutes": minutes})
        number += 1
    digest = _add(tx, number, previous, deed, subject, facts)
    tx.conn.execute(
        "INSERT INTO audit_end (id, number, mac) VALUES (1, ?, ?)"
        " ON CONFLICT (id) DO UPDATE SET number = excluded.number, mac = excluded.mac",
        (number, _mac(tx.audit_key, f"{number} {digest}")),
    )


def take_over(tx: Transaction, log: Connection) -> int:
    """Add the lines of another log of this office as they were noted there, with their own moments.

    How many there were. A log that somebody changed is taken over, too, and said to be not whole.
    """
    lines = list(reversed(lines_of(log, newest=None)))
    is_whole = verify(log, tx.audit_key).is_ok
    for line in lines:
        then = replace(tx, at=line.at, author=replace(tx.author, user_id=line.user_id))
        note(then, line.deed, line.subject, **line.facts)
    note(tx, "rescue-log-taken-over", lines=len(lines), whole="yes" if is_whole else "no")
    return len(lines)


def _add(
    tx: Transaction,
    number: int,
    previous: str,
    deed: str,
    subject: str,
    facts: Mapping[str, str | int],
) -> str:
    values = (
        number,
        tx.at.isoformat(timespec="seconds"),
        tx.author.user_id,
        deed,
        subject,
        json.dumps(dict(facts), ensure_ascii=False, sort_keys=True),
    )
    digest = _chained(previous, values)
    tx.conn.execute(
        "INSERT INTO audit (number, at, user_id, deed, subject, facts, hash, mac) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (*values, digest, _mac(tx.audit_key, digest)),
    )
    return digest


def verify(conn: Connection, audit_key: bytes) -> AuditVerdict:
    """Walk the whole chain."""
    previous, expected, head = _START, 1, _START
    for row in conn.execute("SELECT * FROM audit ORDER BY number"):
        values = (
            row["number"],
            row["at"],
            row["user_id"],
            row["deed"],
            row["subject"],
            row["facts"],
        )
        digest = _chained(previous, values)
        if (
            row["number"] != expected
            or digest != row["hash"]
            or _mac(audit_key, digest) != row["mac"]
        ):
            return AuditVerdict(_count(conn), head, expected)
        previous, expected, head = digest, expected + 1, digest
    end = conn.execute("SELECT number, mac FROM audit_end").fetchone()
    said = (end["number"], end["mac"]) if end else (0, "")
    number = expected - 1
    if number and said != (number, _mac(audit_key, f"{number} {head}")):
        return AuditVerdict(number, head, expected)  # the line that should come next is gone
    return AuditVerdict(number, head, None)


def prove_anew(conn: Connection, old_key: bytes, new_key: bytes) -> None:
    """Put MACs of another key on the lines, in a copy that is getting that key; the chain stays.

    A line whose MAC did not hold gets one that does not hold either.
    """
    guards = conn.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit'"
    ).fetchall()
    proven = [
        (_mac(new_key, row["hash"]), row["number"])
        for row in conn.execute("SELECT number, hash, mac FROM audit")
        if row["mac"] == _mac(old_key, row["hash"])
    ]
    has_end = conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'audit_end'").fetchone()
    is_ended = has_end and verify(conn, old_key).is_ok
    conn.execute("BEGIN")
    for guard in guards:
        conn.execute(f"DROP TRIGGER {guard['name']}")
    conn.execute("UPDATE audit SET mac = 'unproven:' || mac")
    conn.executemany("UPDATE audit SET mac = ? WHERE number = ?", proven)
    if is_ended:
        last = conn.execute(
            "SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1"
        ).fetchone()
        said = f"{last['number']} {last['hash']}"
        conn.execute("UPDATE audit_end SET mac = ?", (_mac(new_key, said),))
    for guard in guards:
        conn.execute(guard["sql"])
    conn.execute("COMMIT")


def has_noted_since(
    conn: Connection, deed: str, subject: str, *, by: str, since: datetime, until: datetime
) -> bool:
    """True if this person's deed on this subject stands among the newest lines of that time."""
    row = conn.execute(
        "SELECT 1 FROM (SELECT * FROM audit ORDER BY number DESC LIMIT ?)"
        " WHERE deed = ? AND subject = ? AND user_id = ? AND at BETWEEN ? AND ?",
        (
            _NEWEST,
            deed,
            subject,
            by,
            since.isoformat(timespec="seconds"),
            until.isoformat(timespec="seconds"),
        ),
    ).fetchone()
    return row is not None


def head_of(conn: Connection) -> str:
    """The hash of the newest line; it goes into every package."""
    row = conn.execute("SELECT hash FROM audit ORDER BY number DESC LIMIT 1").fetchone()
    return str(row["hash"]) if row else _START


def lines_of(
    conn: Connection, wanted: AuditFilter | None = None, *, newest: int | None = 200
) -> list[AuditLine]:
    """The wanted lines, the newest first; all of them if `newest` is None."""
    where, values = _within(wanted or AuditFilter())
    rows = conn.execute(
        f"SELECT * FROM audit WHERE {where} ORDER BY number DESC LIMIT ?",
        (*values, -1 if newest is None else newest),
    )
    return [_line(row) for row in rows]


def lines_about(conn: Connection, subjects: Collection[str]) -> list[AuditLine]:
    """Every line about one of these, the newest first."""
    marks = ", ".join("?" for _ in subjects)
    rows = conn.execute(
        f"SELECT * FROM audit WHERE subject IN ({marks}) ORDER BY number DESC", tuple(subjects)
    )
    return [_line(row) for row in rows]


def _line(row: Row) -> AuditLine:
    return AuditLine(
        row["number"],
        datetime.fromisoformat(row["at"]),
        row["user_id"],
        row["deed"],
        row["subject"],
        json.loads(row["facts"]),
    )


def _within(wanted: AuditFilter) -> tuple[str, list[str | int]]:
    where, values = ["1 = 1"], list[str | int]()
    for column, value in (("user_id", wanted.user_id), ("subject", wanted.subject)):
        if value:
            where.append(f"{column} = ?")
            values.append(value)
    if wanted.deeds:
        where.append(f"deed IN ({', '.join('?' for _ in wanted.deeds)})")
        values += sorted(wanted.deeds)
    # Moments are kept in UTC in one form, so their text is in their order.
    for mark, moment in ((">=", wanted.since), ("<", wanted.until)):
        if moment is not None:
            where.append(f"at {mark} ?")
            values.append(moment.isoformat(timespec="seconds"))
    return " AND ".join(where), values


def _count(conn: Connection) -> int:
    return int(conn.execute("SELECT count(*) FROM audit").fetchone()[0])


def _chained(previous: str, values: tuple[int | str, ...]) -> str:
    # A list in JSON keeps the fields apart: ("ab", "c") and ("a", "bc") give different bytes.
    line = json.dumps([previous, *values], ensure_ascii=False)
    return hashlib.sha512(line.encode()).hexdigest()


def _mac(key: bytes, digest: str) -> str:
    return crypto.keyed_digest(key, digest.encode(), context=_MAC).hex()
