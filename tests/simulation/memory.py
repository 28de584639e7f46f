"""A hub and its devices in memory: the books that the real rules of the exchange are kept in.

Everything in them is a plain list or dictionary, so that a simulation can copy them back and forth:
a backup that is restored, a laptop that is cloned, a program that is killed.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from desktop_app.domain import fold
from desktop_app.domain.hub_log import (
    Cursor,
    LogEntry,
    Outcome,
    judge,
    record_digest,
    start_of,
    state_digest,
)
from desktop_app.domain.op import Author, Op, OpDraft, write_op
from desktop_app.exchange.catching_up import CatchingUp
from desktop_app.exchange.intake import (
    Scope,
    Step,
    Taken,
    base_for,
    decide_anew,
    epoch_after,
    is_recognised,
    take_op,
)
from tests.conftest import NOW


class Killed(Exception):
    """The program ended in the middle of something."""


class Unreadable(Exception):
    """The package was cut."""


class DigestDiffers(Exception):
    """A device folded something else than the hub from the same log."""


@dataclass(frozen=True)
class Upload:
    """What a device sends."""

    device_id: str
    epoch: int
    cursors: tuple[Cursor, ...]
    ops: tuple[Op, ...]
    is_cut: bool = False


@dataclass(frozen=True)
class Section:
    """One partition of a download."""

    base: Cursor
    end: Cursor
    state: str
    entries: tuple[tuple[LogEntry, Op], ...]


@dataclass(frozen=True)
class Download:
    """What a hub sends."""

    device_id: str
    epoch: int
    sections: tuple[Section, ...]
    is_cut: bool = False


@dataclass
class Log:
    """Logs by partition, and what is known from them."""

    lines: dict[str, list[LogEntry]] = field(default_factory=dict)
    last: dict[str, LogEntry] = field(default_factory=dict)

    def head_of(self, partition: str) -> Cursor:
        lines = self.lines.get(partition)
        return lines[-1].cursor if lines else start_of(partition)

    def hash_at(self, partition: str, number: int) -> str | None:
        lines = self.lines.get(partition, [])
        if number == 0:
            return ""
        return lines[number - 1].hash if number <= len(lines) else None

    def append(self, entry: LogEntry) -> None:
        self.lines.setdefault(entry.partition, []).append(entry)
        self.last[entry.op_id] = entry

    def cut(self, partition: str, number: int) -> None:
        lines = self.lines.get(partition, [])
        gone = {line.op_id for line in lines[number:]}
        del lines[number:]
        for op_id in gone:
            self.last.pop(op_id, None)
        for line in lines:
            if line.op_id in gone:
                self.last[line.op_id] = line


class Party:
    """What a hub and a device have in common: ops in the order they came, and logs."""

    def __init__(self, device_id: str) -> None:
        self.device_id = device_id
        self.log = Log()
        self.ops: dict[str, Op] = {}
        self.order: list[str] = []
        self.incarnation = f"{device_id}-1"

    def snapshot(self) -> dict[str, Any]:
        """A copy of everything; ops and lines never change and are shared."""
        held = dict(self.__dict__)
        held["log"] = Log(
            {name: list(lines) for name, lines in self.log.lines.items()}, dict(self.log.last)
        )
        for name, value in held.items():
            if isinstance(value, (dict, list, set)):
                held[name] = copy.copy(value)
        return held

    def restore(self, held: dict[str, Any]) -> None:
        """Be as at that moment."""
        self.__dict__ = held

    def keep(self, op: Op) -> None:
        if op.id not in self.ops:
            self.order.append(op.id)
        self.ops[op.id] = op

    def say(self, draft: OpDraft, draw: random.Random) -> Op:
        """Record an op of this party."""
        own = [self.ops[op_id] for op_id in self.order if self.ops[op_id].device == self.device_id]
        before = [op for op in own if op.partition == draft.partition]
        op = write_op(
            draft,
            Author(f"u-{self.device_id}", self.device_id, self.incarnation),
            op_id=f"{draw.getrandbits(64):016x}",
            dep=before[-1].id if before else None,
            number=max((op.number for op in own), default=0) + 1,
            at=NOW,
            salt="",
        )
        self.keep(op)
        return op

    def confirmed(self, entity: str) -> fold.Record | None:
        """The record that the log gives."""
        lines = sorted(
            (
                self.log.last[op.id]
                for op in self.ops.values()
                if op.entity == entity and op.id in self.log.last
            ),
            key=lambda line: line.number,
        )
        record: fold.Record | None = None
        for line in lines:
            if line.outcome.counts:
                record = fold.fold(record, self.ops[line.op_id])
        return record

    def state(self, partition: str) -> str:
        """What the log of a partition has come to."""
        entities: dict[str, list[LogEntry]] = {}
        for op_id, line in self.log.last.items():
            if line.partition == partition and line.outcome.counts:
                entities.setdefault(self.ops[op_id].entity, []).append(line)
        found = []
        for entity, lines in sorted(entities.items()):
            record: fold.Record | None = None
            for line in self.in_order(lines):
                record = fold.fold(record, self.ops[line.op_id])
            assert record is not None
            found.append((entity, record_digest(record)))
        return state_digest(found)

    def in_order(self, lines: list[LogEntry]) -> list[LogEntry]:
        """Lines as they are folded."""
        return sorted(lines, key=lambda line: line.number)


class Device(Party):
    """A laptop of an office."""

    def __init__(self, device_id: str, scope: Scope, reads: frozenset[str]) -> None:
        super().__init__(device_id)
        self.scope = scope
        self.reads = reads
        self.epoch = 0

    # The book

    def head_of(self, partition: str) -> Cursor:
        return self.log.head_of(partition)

    def hash_at(self, partition: str, number: int) -> str | None:
        return self.log.hash_at(partition, number)

    def log_entry(self, entry: LogEntry, op: Op) -> None:
        self.keep(op)
        self.log.append(entry)

    def forget_after(self, partition: str, number: int) -> None:
        self.log.cut(partition, number)

    def rebuild(self, partition: str) -> None:
        """Nothing: records are folded when they are asked for."""

    # What it does

    def pending(self) -> list[Op]:
        """Ops the hub has not logged as far as this device knows: its own, and those it lost again."""
        return [self.ops[op_id] for op_id in self.order if op_id not in self.log.last]

    def write(self) -> Upload:
        """A package for the hub."""
        cursors = tuple(self.log.head_of(partition) for partition in sorted(self.reads))
        return Upload(self.device_id, self.epoch, cursors, tuple(self.pending()))

    def apply(self, package: Download, killed_at: int | None = None) -> None:
        """Take the hub's package in, whole or not at all."""
        before = self.snapshot()
        try:
            self._apply(package, killed_at)
        except BaseException:
            self.restore(before)
            raise

    def _apply(self, package: Download, killed_at: int | None) -> None:
        if package.is_cut:
            raise Unreadable
        if self.is_stale(package):
            return
        book = _Book(self, killed_at)
        catching = CatchingUp(book, self.reads, epoch=package.epoch, known_epoch=self.epoch)
        for section in package.sections:
            catching.section(section.base, section.end)
            for line, op in section.entries:
                catching.entry(line.epoch, line.outcome, op)
        catching.finished()
        self.epoch = package.epoch
        for section in package.sections:
            partition = section.end.partition
            is_there = self.log.head_of(partition).hash == section.end.hash
            if is_there and self.state(partition) != section.state:
                raise DigestDiffers(partition)

    def is_stale(self, package: Download) -> bool:
        """True for a package of an earlier life of the hub."""
        return package.epoch < self.epoch


class _Book:
    """A device's book that the program may be killed over."""

    def __init__(self, device: Device, killed_at: int | None) -> None:
        self._device = device
        self._left = killed_at

    def head_of(self, partition: str) -> Cursor:
        return self._device.head_of(partition)

    def hash_at(self, partition: str, number: int) -> str | None:
        return self._device.hash_at(partition, number)

    def log(self, entry: LogEntry, op: Op) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Killed
        self._device.log_entry(entry, op)

    def forget_after(self, partition: str, number: int) -> None:
        self._device.forget_after(partition, number)

    def rebuild(self, partition: str) -> None:
        self._device.rebuild(partition)


class Hub(Party):
    """The kabupaten's hub."""

    def __init__(self, region: str) -> None:
        super().__init__("hub")
        self.region = region
        self.life = 0
        self.records: dict[str, fold.Record] = {}
        self.homes: dict[str, str] = {}
        self.reported: dict[str, tuple[Cursor, ...]] = {}
        self.scopes = {"hub": Scope("hub", region, _Everywhere())}
        self._left: int | None = None

    # The book

    @property
    def epoch(self) -> int:
        return self.life

    def logged_digest(self, op_id: str) -> str | None:
        return self.log.last[op_id].op_digest if op_id in self.log.last else None

    def home_of(self, entity: str) -> str | None:
        return self.homes.get(entity)

    def head_of(self, partition: str) -> Cursor:
        return self.log.head_of(partition)

    def judge(self, op: Op) -> Outcome:
        outcome, record = judge(self.records.get(op.entity), op)
        if record is not None:
            self.records[op.entity] = record
        return outcome

    def log_line(self, entry: LogEntry, op: Op) -> None:
        if self._left is not None:
            self._left -= 1
            if self._left < 0:
                raise Killed
        self.keep(op)
        self.log.append(entry)
        if entry.outcome.counts:
            self.homes.setdefault(op.entity, entry.partition)

    # What it does

    def log_own(self) -> None:
        """Put what was recorded at the hub itself into its logs."""
        for op in [self.ops[op_id] for op_id in self.order if op_id not in self.log.last]:
            take_op(_HubBook(self), op, self.scopes["hub"])
        self.decide_anew()

    def upgrade(self) -> None:
        """The program is renewed."""
        self.decide_anew()

    def decide_anew(self) -> None:
        """Decide what a newer program wrote, now that it is understood."""
        waiting = [line for line in self.log.last.values() if line.outcome is Outcome.NEWER]
        for line in sorted(waiting, key=lambda line: (line.partition, line.number)):
            op = self.ops[line.op_id]
            if fold.is_readable(op):
                decide_anew(_HubBook(self), op, line.partition)

    def apply(self, package: Upload, scope: Scope, killed_at: int | None = None) -> dict[Step, int]:
        """Take an office's package in, whole or not at all."""
        before = self.snapshot()
        try:
            return self._apply(package, scope, killed_at)
        except BaseException:
            self.restore(before)
            raise
        finally:
            self._left = None

    def _apply(self, package: Upload, scope: Scope, killed_at: int | None) -> dict[Step, int]:
        if package.is_cut:
            raise Unreadable
        self._left = killed_at
        at = {op.id: place for place, op in enumerate(package.ops)}
        assert all(at.get(op.dep or "", -1) < at[op.id] for op in package.ops), "out of order"
        self.log_own()
        self.life = epoch_after(
            self.life,
            package.epoch,
            are_recognised=all(is_recognised(one, self.log.hash_at) for one in package.cursors),
        )
        steps: dict[Step, int] = {}
        for op in package.ops:
            step = self.take(op, scope).step
            steps[step] = steps.get(step, 0) + 1
        self.reported[package.device_id] = package.cursors
        return steps

    def take(self, op: Op, scope: Scope) -> Taken:
        """One op."""
        return take_op(_HubBook(self), op, scope, scope_of=self.scopes.get, takes_returned=True)

    def write(self, device: Device) -> Download:
        """A package for one device, from where it last said it is."""
        self.log_own()
        reported = {cursor.partition: cursor for cursor in self.bases_of(device)}
        sections = tuple(
            self._section(base_for(reported.get(partition), partition, self.log.hash_at))
            for partition in sorted(device.reads)
        )
        return Download(device.device_id, self.life, sections)

    def bases_of(self, device: Device) -> tuple[Cursor, ...]:
        """Where the device is, as far as the hub knows."""
        return self.reported.get(device.device_id, ())

    def _section(self, base: Cursor) -> Section:
        partition = base.partition
        lines = self.log.lines.get(partition, [])[base.number :]
        return Section(
            base,
            self.log.head_of(partition),
            self.state(partition),
            tuple((line, self.ops[line.op_id]) for line in lines),
        )


class _HubBook:
    """The hub as the book its rules are kept in."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self.logged_digest = hub.logged_digest
        self.home_of = hub.home_of
        self.head_of = hub.head_of
        self.judge = hub.judge
        self.log = hub.log_line

    @property
    def epoch(self) -> int:
        return self._hub.epoch


class _Everywhere(frozenset[str]):
    """All partitions."""

    def __contains__(self, _: object) -> bool:
        return True

    def __iter__(self) -> Iterator[str]:
        raise TypeError("nobody can name them all")
