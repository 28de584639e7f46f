"""How a device follows the hub's log: section by section, one for each of its partitions.

A section begins at a place the device must have reached, and every line must follow from the one
before. Lines it has are passed over; a log that runs another way than the device remembers is
followed only in a later life of the hub, and then the device forgets its own lines from there on: the
ops of those stay, and are pending again if the new log does not have them.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome, following
from desktop_app.domain.op import Op
from desktop_app.exchange.fields import Malformed


class Ahead(Exception):
    """The package begins later than where this device is: the hub should be asked anew."""


class Forked(Exception):
    """Within one life of the hub two logs disagree; the hub has to see what this device has."""


class OfficeBook(Protocol):
    """What a device knows of the hub's logs and can write down."""

    def head_of(self, partition: str) -> Cursor:
        """How far this device has read."""

    def hash_at(self, partition: str, number: int) -> str | None:
        """The hash at a number; "" at 0, None where it has not read."""

    def log(self, entry: LogEntry, op: Op) -> None:
        """Write a line, and the op if it is not kept yet."""

    def forget_after(self, partition: str, number: int) -> None:
        """Take the lines after `number` away; their ops stay."""

    def rebuild(self, partition: str) -> None:
        """Fold every record of a partition anew."""


class CatchingUp:
    """Takes the sections of one download in order; everything is undone by its caller if it raises.

    `epoch` is the hub's, and not older than `known_epoch`, the latest this device has seen.
    """

    def __init__(
        self, book: OfficeBook, partitions: Collection[str], *, epoch: int, known_epoch: int
    ) -> None:
        if epoch < known_epoch:
            raise ValueError("a download of an earlier life is not followed")
        self._book = book
        self._partitions = partitions
        self._epoch = epoch
        self._is_new_life = epoch > known_epoch
        self._end: Cursor | None = None
        self._at: Cursor | None = None
        self._seen: set[str] = set()
        self.applied = self.known = 0
        self.heads: list[Cursor] = []

    def section(self, base: Cursor, end: Cursor) -> None:
        """Begin the lines of one partition, which lead from `base` to `end`."""
        self._close()
        partition = base.partition
        if partition not in self._partitions or partition in self._seen:
            raise Malformed("section.partition")
        if end.partition != partition or end.number < base.number:
            raise Malformed("section.end")
        self._seen.add(partition)
        check_base(self._book, base)
        if base.number == 0:
            self._book.rebuild(partition)
        self._at, self._end = base, end

    def entry(self, epoch: int, outcome: Outcome, op: Op) -> LogEntry:
        """The next line of the section."""
        if self._at is None:
            raise Malformed("entry")
        entry = following(self._at, op, outcome, epoch=epoch)
        self._at = entry.cursor
        mine = self._book.hash_at(entry.partition, entry.number)
        if mine == entry.hash:
            self.known += 1
            return entry
        if mine is not None:
            self._turn(entry.partition, entry.number - 1)
        self._book.log(entry, op)
        self.applied += 1
        return entry

    def finished(self) -> None:
        """Everything was there; raises `Malformed` if the last section, or one of ours, is missing."""
        self._close()
        if self._seen != set(self._partitions):
            raise Malformed("sections")

    def _close(self) -> None:
        if self._at is None or self._end is None:
            return
        at, end = self._at, self._end
        if (at.number, at.hash) != (end.number, end.hash):
            raise Malformed("section.entries")
        if self._is_new_life and self._book.head_of(at.partition).number > at.number:
            self._book.forget_after(at.partition, at.number)
        self.heads.append(end)
        self._at = self._end = None

    def _turn(self, partition: str, number: int) -> None:
        if not self._is_new_life:
            raise Forked
        self._book.forget_after(partition, number)


def check_base(book: OfficeBook, base: Cursor) -> None:
    """Raise `Ahead` unless this device has read up to where the section begins, and the same."""
    if book.hash_at(base.partition, base.number) != base.hash:
        raise Ahead
