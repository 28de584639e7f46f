"""The parties of the simulation once more, with what they know in real databases beside the memory.

Whatever happens is done twice, in memory and through the program's own books on SQLCipher, and both must
come to the same. A database that is put back or cloned is filled anew with what the memory then says.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from desktop_app.actions.following import OfficeLedger
from desktop_app.actions.hub_books import GlancedLedger, HubLedger, IntakeBook, TriedLedger, log_own
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.op import Author, Op, OpDraft
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.catching_up import CatchingUp
from desktop_app.exchange.intake import Scope, Step, Taken, epoch_after, is_recognised, take_op
from desktop_app.paths import OfficePaths
from desktop_app.store import hub_log, ops, settings
from desktop_app.store.store import Store, Transaction
from tests.conftest import NOW
from tests.simulation.memory import Device, Download, Hub, Killed, Party, Upload
from tests.simulation.world import promise

KEY = bytes(range(48))
_TABLES = (
    "op",
    "log_entry",
    "record_state",
    "displaced_op",
    "intervention",
    "proposal",
    "device_contact",
)


class Pool:
    """Databases that are used again and again; the migrations are what takes long."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Store] = []
        self._next = 0

    def rewind(self) -> None:
        """The next schedule begins."""
        self._next = 0

    def take(self) -> Store:
        """A database whose content does not matter."""
        if self._next == len(self._made):
            folder = self._folder / str(self._next)
            folder.mkdir()
            store = Store(OfficePaths(folder), KEY)
            store.bring_up(NOW)
            self._made.append(store)
        self._next += 1
        return self._made[self._next - 1]

    def close(self) -> None:
        for store in self._made:
            store.close()


class _Kept:
    """A party's database."""

    def __init__(self, party: Party, store: Store) -> None:
        self.party = party
        self.store = store
        self.is_stale = True
        self._ids = (f"id-{number}" for number in itertools.count())

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        party = self.party
        author = Author(f"u-{party.device_id}", party.device_id, party.incarnation)
        with self.store.write() as conn:
            yield Transaction(conn, author, NOW, lambda: next(self._ids), KEY[:32])

    def catch_up(self) -> None:
        """Fill the database with what the memory says, if that was put back."""
        if not self.is_stale:
            return
        with self.write() as tx:
            for table in _TABLES:
                tx.conn.execute(f"DELETE FROM {table}")
            settings.put(tx, "hub-epoch", getattr(self.party, "life", 0))
            for op_id in self.party.order:
                ops.receive(tx, self.party.ops[op_id])
            for lines in self.party.log.lines.values():
                for line in lines:
                    ops.place(tx, self.party.ops[line.op_id], line)
                    hub_log.append(tx, line)
            for entity in ops.entities_of(tx.conn):
                ops.refold(tx, entity)
        self.is_stale = False

    def compare(self) -> None:
        """The database and the memory say the same."""
        party = self.party
        with self.store.read() as conn:
            partitions = hub_log.partitions_of(conn)
            promise(
                set(partitions) == {name for name, lines in party.log.lines.items() if lines},
                "store: other partitions",
            )
            for partition in partitions:
                promise(
                    hub_log.head_of(conn, partition) == party.log.head_of(partition),
                    "store: another log",
                )
                promise(
                    hub_log.state_of(conn, partition) == party.state(partition),
                    "store: other records",
                )
            waiting = [op_id for op_id in party.order if op_id not in party.log.last]
            kept = conn.execute("SELECT id FROM op WHERE log_number IS NULL").fetchall()
            promise({row["id"] for row in kept} == set(waiting), "store: others wait")
            for entity in ops.entities_of(conn):
                promise(ops.stands_as_folded(conn, entity), "store: not as folded")


class StoreDevice(Device):
    """A laptop with a database."""

    def __init__(self, device_id: str, scope: Scope, reads: frozenset[str], store: Store) -> None:
        super().__init__(device_id, scope, reads)
        self.kept = _Kept(self, store)

    def restore(self, held: dict[str, Any]) -> None:
        kept = self.kept
        super().restore(held)
        self.kept = kept
        kept.party, kept.is_stale = self, True

    def say(self, draft: OpDraft, draw: random.Random) -> Op:
        self.kept.catch_up()
        op = super().say(draft, draw)
        with self.kept.write() as tx:
            ops.receive(tx, op)
        return op

    def keep(self, op: Op) -> None:
        if op.id not in self.ops and op.id not in self.log.last:
            self.kept.is_stale |= True
        super().keep(op)

    def apply(self, package: Download, killed_at: int | None = None) -> None:
        self.kept.catch_up()
        known = self.epoch
        try:
            super().apply(package, killed_at)
        except Killed:
            self.kept.is_stale = False
            with suppress(Killed), self.kept.write() as tx:
                self._follow(tx, package, known)
                raise
            self.kept.compare()
            raise
        finally:
            self.kept.is_stale = False
        if package.epoch >= known:
            with self.kept.write() as tx:
                self._follow(tx, package, known)
        self.kept.compare()

    def _follow(self, tx: Transaction, package: Download, known: int) -> None:
        ops.learn(tx)
        ledger = OfficeLedger(tx)
        catching = CatchingUp(ledger, self.reads, epoch=package.epoch, known_epoch=known)
        for section in package.sections:
            catching.section(section.base, section.end)
            for line, op in section.entries:
                catching.entry(line.epoch, line.outcome, op)
        catching.finished()
        ledger.settle()


class StoreHub(Hub):
    """A hub with a database."""

    def __init__(self, region: str, store: Store) -> None:
        super().__init__(region)
        self.kept = _Kept(self, store)

    def restore(self, held: dict[str, Any]) -> None:
        kept = self.kept
        super().restore(held)
        self.kept = kept
        kept.party, kept.is_stale = self, True

    def say(self, draft: OpDraft, draw: random.Random) -> Op:
        self.kept.catch_up()
        op = super().say(draft, draw)
        with self.kept.write() as tx:
            ops.receive(tx, op)
        return op

    def write(self, device: Device) -> Download:
        self.kept.catch_up()
        package = super().write(device)
        with self.kept.write() as tx:
            log_own(tx, self._profile())
        self.kept.compare()
        return package

    def upgrade(self) -> None:
        super().upgrade()
        self.kept.is_stale = True

    def apply(self, package: Upload, scope: Scope, killed_at: int | None = None) -> dict[Step, int]:
        self.kept.catch_up()
        try:
            steps = super().apply(package, scope, killed_at)
        except Killed:
            self.kept.is_stale = False
            with suppress(Killed), self.kept.write() as tx:
                self._take_in(HubLedger(tx), package, scope)
                raise
            self.kept.compare()
            raise
        finally:
            self.kept.is_stale = False
        tried = self._tried(package, scope)
        with self.kept.write() as tx:
            taken = self._take_in(HubLedger(tx), package, scope)
        promise(tried == taken, "store: a trial comes to something else")
        self.kept.compare()
        return steps

    def _tried(self, package: Upload, scope: Scope) -> list[Taken]:
        """What trying it out says, of which a glance has to know the steps."""
        with self.kept.store.read() as conn:
            tried = self._take_in(TriedLedger(conn, NOW, self._profile()), package, scope)
            glanced = self._take_in(GlancedLedger(conn, NOW, self._profile()), package, scope)
        steps = [[one.step for one in some] for some in (tried, glanced)]
        promise(steps[0] == steps[1], "store: a glance sees other steps")
        return tried

    def _take_in(self, book: IntakeBook, package: Upload, scope: Scope) -> list[Taken]:
        book.log_own(self._profile())
        own = book.epoch
        epoch = epoch_after(
            own,
            package.epoch,
            are_recognised=all(is_recognised(one, book.hash_at) for one in package.cursors),
        )
        if epoch != own:
            book.begin_epoch(epoch)
        return [
            take_op(book, op, scope, scope_of=self.scopes.get, takes_returned=True)
            for op in package.ops
        ]

    def _profile(self) -> OfficeProfile:
        return OfficeProfile("hub", "hub", self.incarnation, OfficeKind.HUB, self.region, "Hub")
