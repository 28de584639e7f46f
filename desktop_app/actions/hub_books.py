"""The books that a hub's rules are kept in: its database, and what trying packages out would make of it.

Taking a package in writes. Trying it out only reads: what it would write is held in memory on top of one
consistent view of the database, so that a folder of three hundred packages is tried out without anybody
else having to wait for their save, and nothing has to be undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Protocol

from desktop_app.actions.hub_papers import begin_epoch, epoch_of
from desktop_app.actions.receipts import read_line
from desktop_app.domain import fold
from desktop_app.domain.evidence import Evidence
from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome
from desktop_app.domain.hub_log import judge as hub_judge
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.op import Op, read_op
from desktop_app.exchange.container import Container
from desktop_app.exchange.intake import HubBook, Scope, decide_anew, take_op
from desktop_app.store import audit, evidence_travel, hub_log, ops, packages
from desktop_app.store.connection import Connection
from desktop_app.store.hub_log import Contact
from desktop_app.store.store import Transaction


class IntakeBook(HubBook, Protocol):
    """What a hub knows while it takes packages in, and what it writes down of each."""

    @property
    def conn(self) -> Connection:
        """The database, to look things up that no package changes."""

    @property
    def at(self) -> datetime:
        """The moment at which this happens."""

    def log_own(self, profile: OfficeProfile) -> None:
        """Put what was recorded at the hub itself into its logs, and what it has learnt to read."""

    def begin_epoch(self, epoch: int) -> None:
        """A new life of this hub."""

    def hash_at(self, partition: str, number: int) -> str | None:
        """The hash of a log at a number; "" at 0, None where it does not reach."""

    def is_forked(self, op: Op) -> bool:
        """True if another op of its device bears its number."""

    def contact_of(self, device_id: str) -> Contact | None:
        """What a device said of itself last."""

    def was_forked(self, device_id: str) -> bool:
        """True if two ops of a device bore one number before."""

    def is_taken(self, package_id: str) -> bool:
        """True if this package was taken in before."""

    def spoken_of(self) -> set[str]:
        """The hashes of all evidence that nobody has withdrawn."""

    def hear(self, contact: Contact) -> None:
        """Keep what a device said of itself."""

    def keep(self, container: Container, alarms: tuple[str, ...], *, ops: int, new: int) -> None:
        """Write down that a package was taken in, what was odd about it, and how many ops were new."""


class HubLedger:
    """The hub's database as the book that its rules are kept in."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._heads: dict[str, Cursor] = {}
        self.conn = tx.conn
        self.at = tx.at
        self.epoch = epoch_of(tx.conn)

    def log_own(self, profile: OfficeProfile) -> None:
        """Put what was recorded at the hub itself into its logs, and what it has learnt to read."""
        log_own(self._tx, profile)

    def begin_epoch(self, epoch: int) -> None:
        """A new life of this hub."""
        begin_epoch(self._tx, epoch)
        self.epoch = epoch

    def logged_digest(self, op_id: str) -> str | None:
        """The digest of a logged op."""
        return hub_log.logged_digest(self.conn, op_id)

    def home_of(self, entity: str) -> str | None:
        """The partition in whose log a record lives."""
        return hub_log.home_of(self.conn, entity)

    def head_of(self, partition: str) -> Cursor:
        """The end of a log."""
        if partition not in self._heads:
            self._heads[partition] = hub_log.head_of(self.conn, partition)
        return self._heads[partition]

    def hash_at(self, partition: str, number: int) -> str | None:
        """The hash of a log at a number."""
        return hub_log.hash_at(self.conn, partition, number)

    def judge(self, op: Op) -> Outcome:
        """Fold an op into its record, and keep the record."""
        return ops.judge(self._tx, op)

    def log(self, entry: LogEntry, op: Op) -> None:
        """Write a line and its op."""
        ops.place(self._tx, op, entry)
        hub_log.append(self._tx, entry)
        self._heads[entry.partition] = entry.cursor

    def is_forked(self, op: Op) -> bool:
        """True if another op of its device bears its number."""
        return hub_log.is_forked(self.conn, op.device, op.number, op.id)

    def contact_of(self, device_id: str) -> Contact | None:
        """What a device said of itself last."""
        return hub_log.contact_of(self.conn, device_id)

    def was_forked(self, device_id: str) -> bool:
        """True if two ops of a device bore one number before."""
        return hub_log.has_alarm(self.conn, device_id, "forked")

    def is_taken(self, package_id: str) -> bool:
        """True if this package was taken in before."""
        return packages.is_known(self.conn, package_id)

    def spoken_of(self) -> set[str]:
        """The hashes of all evidence that nobody has withdrawn."""
        return set(evidence_travel.standing_by_record(self.conn).values())

    def hear(self, contact: Contact) -> None:
        """Keep what a device said of itself."""
        hub_log.put_contact(self._tx, contact)

    def keep(self, container: Container, alarms: tuple[str, ...], *, ops: int, new: int) -> None:
        """Write down that a package was taken in."""
        header = container.header
        hub_log.put_alarms(self._tx, header.sender.device_id, alarms, header.package_id)
        packages.keep(self._tx, read_line(self._tx, container, ops))
        audit.note(self._tx, "package-taken-in", header.package_id, ops=ops, applied=new)


class _Stored(HubLedger):
    """For ops that are here already and may be folded on top of what counts."""

    def judge(self, op: Op) -> Outcome:
        """Fold an op into what counts of its record, and keep that."""
        return ops.judge_stored(self._tx, op)


def log_own(tx: Transaction, profile: OfficeProfile) -> None:
    """Put what was recorded at the hub itself into its logs, and what it has learnt to read."""
    _log_own(_Stored(tx), tx.conn, profile)


def _log_own(book: HubBook, conn: Connection, profile: OfficeProfile) -> None:
    scope = Scope(profile.device_id, profile.region, EVERYWHERE)
    for raw in ops.unlogged_of(conn):
        take_op(book, read_op(raw), scope, takes_returned=True)
    for partition, op in ops.waiting_for_version(conn):
        if fold.is_readable(op):
            decide_anew(book, op, partition)


class _Everywhere(frozenset[str]):
    """All partitions, which nobody can name."""

    def __contains__(self, _: object) -> bool:
        return True


EVERYWHERE = _Everywhere()

_NOTHING: Any = object()


class TriedLedger:
    """The hub's database as it would be: it is read, and what would be written lies on top in memory."""

    def __init__(self, conn: Connection, at: datetime, profile: OfficeProfile) -> None:
        self.conn = conn
        self.at = at
        # Kept like all the rest, so that a part can take it back.
        self._epochs = {"": epoch_of(conn)}
        self._on_top = {
            *(read_op(raw).entity for raw in ops.unlogged_of(conn)),
            *(op.entity for _, op in ops.waiting_for_version(conn)),
        }
        self._digests: dict[str, str] = {}
        self._homes: dict[str, str] = {}
        self._heads: dict[str, Cursor] = {}
        self._hashes: dict[tuple[str, int], str] = {}
        self._records: dict[str, fold.Record] = {}
        self._numbers: dict[tuple[str, int], str] = {}
        self._newest: dict[str, int] = {}
        self._contacts: dict[str, Contact] = {}
        self._forked: dict[str, bool] = {}
        self._packages: dict[str, bool] = {}
        self._before: list[tuple[dict[Any, Any], Any, Any]] | None = None
        _log_own(self, conn, profile)

    @contextmanager
    def part(self) -> Iterator[None]:
        """One package: if it fails, it alone leaves nothing behind."""
        changes = self._before = []
        try:
            yield
        except BaseException:
            for held, key, before in reversed(changes):
                if before is _NOTHING:
                    del held[key]
                else:
                    held[key] = before
            raise
        finally:
            self._before = None

    def _put(self, held: dict[Any, Any], key: Any, value: Any) -> None:
        if self._before is not None:
            self._before.append((held, key, held.get(key, _NOTHING)))
        held[key] = value

    @property
    def epoch(self) -> int:
        """The life the hub would be in."""
        return self._epochs[""]

    def log_own(self, profile: OfficeProfile) -> None:
        """Nothing: it was done before the first package."""

    def begin_epoch(self, epoch: int) -> None:
        """A new life of this hub."""
        self._put(self._epochs, "", epoch)

    def logged_digest(self, op_id: str) -> str | None:
        """The digest of an op that is or would be logged."""
        found = self._digests.get(op_id)
        return hub_log.logged_digest(self.conn, op_id) if found is None else found

    def home_of(self, entity: str) -> str | None:
        """The partition in whose log a record lives, or would."""
        found = self._homes.get(entity)
        return hub_log.home_of(self.conn, entity) if found is None else found

    def head_of(self, partition: str) -> Cursor:
        """The end a log would have."""
        if partition not in self._heads:
            self._put(self._heads, partition, hub_log.head_of(self.conn, partition))
        return self._heads[partition]

    def hash_at(self, partition: str, number: int) -> str | None:
        """The hash of a log at a number, if it reached so far."""
        found = self._hashes.get((partition, number))
        return hub_log.hash_at(self.conn, partition, number) if found is None else found

    def judge(self, op: Op) -> Outcome:
        """Fold an op into its record as it would stand, and hold the record."""
        before = self._record_of(op.entity)
        outcome, record = hub_judge(before, op)
        if outcome.counts and record is not None:
            self._put(self._records, op.entity, record)
            self._put(self._homes, op.entity, op.partition)
        return outcome

    def _record_of(self, entity: str) -> fold.Record | None:
        found = self._records.get(entity)
        if found is not None:
            return found
        if entity in self._on_top:
            return ops.counted_of(self.conn, entity)
        # At a hub a record without a home is none: nothing about it counted.
        has_home = hub_log.home_of(self.conn, entity) is not None
        return ops.record_of(self.conn, entity) if has_home else None

    def log(self, entry: LogEntry, op: Op) -> None:
        """Hold that an op would be logged, and where."""
        self._put(self._digests, op.id, entry.op_digest)
        self._put(self._heads, entry.partition, entry.cursor)
        self._put(self._hashes, (entry.partition, entry.number), entry.hash)
        self._put(
            self._numbers,
            (op.device, op.number),
            self._numbers.get((op.device, op.number), op.id),
        )

    def is_forked(self, op: Op) -> bool:
        """True if another op of its device bears or would bear its number."""
        if self._numbers.get((op.device, op.number), op.id) != op.id:
            return True
        if op.device not in self._newest:
            self._newest[op.device] = hub_log.own_head(self.conn, op.device).number
        if op.number > self._newest[op.device]:
            return False
        return hub_log.is_forked(self.conn, op.device, op.number, op.id)

    def contact_of(self, device_id: str) -> Contact | None:
        """What a device said of itself last."""
        found = self._contacts.get(device_id)
        return hub_log.contact_of(self.conn, device_id) if found is None else found

    def was_forked(self, device_id: str) -> bool:
        """True if two ops of a device bore one number before."""
        return device_id in self._forked or hub_log.has_alarm(self.conn, device_id, "forked")

    def is_taken(self, package_id: str) -> bool:
        """True if this package was taken in before."""
        return package_id in self._packages or packages.is_known(self.conn, package_id)

    def spoken_of(self) -> set[str]:
        """The hashes of all evidence that nobody has or would have withdrawn."""
        found = evidence_travel.standing_by_record(self.conn)
        for record in self._records.values():
            if isinstance(record, Evidence):
                found[record.id] = "" if record.is_withdrawn else record.content.digest
        return {*found.values()} - {""}

    def hear(self, contact: Contact) -> None:
        """Hold what a device said of itself."""
        self._put(self._contacts, contact.device_id, contact)

    def keep(self, container: Container, alarms: tuple[str, ...], *, ops: int, new: int) -> None:
        """Hold that a package would be taken in."""
        if "forked" in alarms:
            self._put(self._forked, container.header.sender.device_id, True)
        self._put(self._packages, container.header.package_id, True)


class GlancedLedger(TriedLedger):
    """The same for one package of which nobody asks what its ops come to.

    A record is folded only to learn where it lives.
    """

    def __init__(self, conn: Connection, at: datetime, profile: OfficeProfile) -> None:
        self._unfolded: dict[str, list[bytes]] = {}
        super().__init__(conn, at, profile)

    def judge(self, op: Op) -> Outcome:
        """Keep an op for later; nobody is to believe what it came to."""
        self._unfolded.setdefault(op.entity, []).append(op.raw)
        return Outcome.TAKEN

    def home_of(self, entity: str) -> str | None:
        """The partition in whose log a record lives, or would."""
        for raw in self._unfolded.pop(entity, ()):
            super().judge(read_op(raw))
        return super().home_of(entity)
