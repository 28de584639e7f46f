"""Bugs to be switched on, one at a time: a simulation that cannot find them proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

from desktop_app.domain import fold
from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.op import Op
from desktop_app.exchange import catching_up, intake
from desktop_app.exchange.intake import Scope, Step, Taken
from tests.simulation import memory
from tests.simulation.memory import Device, Download, Hub, Upload
from tests.simulation.world import Broken, MakeDevice, MakeHub

NOTICED = (Broken, fold.NotUnderstood, catching_up.Forked)
"""What tells that a bug was found: a broken promise, or a party that says by itself that something is wrong."""


class BuildsFromWhatItSent(Hub):
    """Believes that what it wrote has arrived."""

    def __init__(self, region: str) -> None:
        super().__init__(region)
        self.sent: dict[str, tuple[Cursor, ...]] = {}

    def bases_of(self, device: Device) -> tuple[Cursor, ...]:
        return self.sent.get(device.device_id, ())

    def write(self, device: Device) -> Download:
        package = super().write(device)
        self.sent[device.device_id] = tuple(one.end for one in package.sections)
        return package


class DropsWhatIsNewer(Hub):
    """Does not log what it does not understand."""

    def take(self, op: Op, scope: Scope) -> Taken:
        if not fold.is_readable(op):
            return Taken(Step.WAITING)
        return super().take(op, scope)


class ParsesWhatIsCut(Hub):
    """Takes what it can get out of half a package."""

    def _apply(self, package: Upload, scope: Scope, killed_at: int | None) -> dict[Step, int]:
        return super()._apply(replace(package, is_cut=False), scope, killed_at)

    def apply(self, package: Upload, scope: Scope, killed_at: int | None = None) -> dict[Step, int]:
        found = super().apply(package, scope, killed_at)
        if package.is_cut:
            raise memory.Unreadable
        return found


class WritesBitByBit(Hub):
    """Is not one transaction: what was logged before the program ended stays, its op does not."""

    def apply(self, package: Upload, scope: Scope, killed_at: int | None = None) -> dict[Step, int]:
        before = self.snapshot()
        try:
            self._apply(package, scope, killed_at)
        except memory.Killed:
            log = self.log
            self.restore(before)
            self.log = log
            raise
        finally:
            self._left = None
        return {}


class KeepsTheCursorOnly(Device):
    """Its cursor is kept though the rest was undone."""

    def apply(self, package: Download, killed_at: int | None = None) -> None:
        before = self.snapshot()
        try:
            self._apply(package, killed_at)
        except memory.Killed:
            log = self.log
            self.restore(before)
            self.log = log
            raise
        except BaseException:
            self.restore(before)
            raise


class ForgetsWhatWaits(Device):
    """Throws its own ops away when the hub has told it something new."""

    def _apply(self, package: Download, killed_at: int | None) -> None:
        super()._apply(package, killed_at)
        if any(section.entries for section in package.sections):
            for op in self.pending():
                self.order.remove(op.id)
                del self.ops[op.id]


class BelievesConfirmedForEver(Device):
    """Does not send again what a restored hub has lost."""

    def __init__(self, device_id: str, scope: Scope, reads: frozenset[str]) -> None:
        super().__init__(device_id, scope, reads)
        self.confirmed_once: set[str] = set()

    def log_entry(self, entry: LogEntry, op: Op) -> None:
        super().log_entry(entry, op)
        self.confirmed_once.add(op.id)

    def pending(self) -> list[Op]:
        return [op for op in super().pending() if op.id not in self.confirmed_once]


class HandsNothingBack(Device):
    """Sends only what it wrote itself."""

    def write(self) -> Upload:
        package = super().write()
        own = tuple(op for op in package.ops if op.device == self.device_id)
        return replace(package, ops=own)


class DecidesForItself(Device):
    """Counts what the hub did not count."""

    def log_entry(self, entry: LogEntry, op: Op) -> None:
        if entry.outcome is Outcome.OUTSIDE and op.type.endswith(("recorded", "opened")):
            entry = replace(entry, outcome=Outcome.TAKEN)
        super().log_entry(entry, op)


class FoldsAsItCame(Device):
    """Folds in the order in which ops came to it, not in the hub's."""

    def in_order(self, lines: list[LogEntry]) -> list[LogEntry]:
        place = {op_id: at for at, op_id in enumerate(self.order)}
        first = [
            line for line in lines if self.ops[line.op_id].type.endswith(("recorded", "opened"))
        ]
        rest = [line for line in lines if line not in first]
        return first + sorted(rest, key=lambda line: place[line.op_id])


class FollowsAnOldHub(Device):
    """Takes a package of an earlier life of the hub for the truth."""

    def is_stale(self, package: Download) -> bool:
        if package.epoch < self.epoch:
            self.epoch = package.epoch - 1
        return False


class KeepsTheOldLife(Device):
    """Does not let go of lines that a restored hub does not have."""

    def forget_after(self, partition: str, number: int) -> None:
        return


class SendsNothingTwice(Device):
    """Sends an op once and believes that it has arrived."""

    def __init__(self, device_id: str, scope: Scope, reads: frozenset[str]) -> None:
        super().__init__(device_id, scope, reads)
        self.sent: set[str] = set()

    def write(self) -> Upload:
        package = super().write()
        fresh = tuple(op for op in package.ops if op.id not in self.sent)
        self.sent |= {op.id for op in fresh}
        return replace(package, ops=fresh)


class KeepsItsOwnDeeds(Hub):
    """Does not log what was recorded at the hub itself."""

    def log_own(self) -> None:
        self.decide_anew()


class BelievesTheCursor(Hub):
    """Begins where a device says it is, whether or not its own log runs through there."""

    def write(self, device: Device) -> Download:
        with _patched(memory, "base_for", _base_believed):
            return super().write(device)


def _base_believed(cursor: Cursor | None, partition: str, hash_at: intake.HashAt) -> Cursor:
    return cursor or intake.base_for(None, partition, hash_at)


@contextmanager
def _patched(target: Any, name: str, value: Any) -> Iterator[None]:
    with patch.object(target, name, value):
        yield


def _clash_unseen(book: intake.HubBook, op: Op) -> Step | None:
    return Step.KNOWN if book.logged_digest(op.id) == op.digest else None


def _known_never(book: intake.HubBook, op: Op) -> Step | None:
    return None


def _epoch_stays(own: int, seen: int, *, are_recognised: bool) -> int:
    return own


def _everybody_anywhere(book: intake.HubBook, op: Op, scope: Scope) -> tuple[str, bool]:
    return op.partition, True


@dataclass(frozen=True)
class Bug:
    """One bug and what it is switched on with."""

    name: str
    hub: MakeHub = Hub
    device: MakeDevice = Device
    switch: Callable[[], AbstractContextManager[Any]] = nullcontext


def _void_again(record: fold.Record | None, op: Op) -> fold.Record:
    if not isinstance(record, Intervention):
        raise TypeError("nothing to void")
    return replace(record, void_reason=op.data["reason"], voided_by=op.by, voided_at=op.at)


def _apart_under_any_key(record: fold.Record | None, op: Op) -> fold.Record:
    if not isinstance(record, Intervention):
        raise TypeError("nothing to tell apart")
    return _told_apart(record, replace(op, data={**op.data, "effect_key": record.effect_key}))


def _apart_and_counted_once(record: fold.Record | None, op: Op) -> fold.Record:
    after = _told_apart(record, op)
    assert isinstance(record, Intervention)
    return replace(after, effect_key=record.effect_key)


def _apart_by_the_last(record: fold.Record | None, op: Op) -> fold.Record:
    if isinstance(record, Intervention) and record.told_apart is not None:
        record = replace(record, effect_key=record.told_apart.effect_key)
    return _told_apart(record, op)


_told_apart = fold._intervention_told_apart
_APART = ("intervention.told-apart", 1)

BUGS = (
    Bug("builds from what it sent", hub=BuildsFromWhatItSent),
    Bug("drops what is newer", hub=DropsWhatIsNewer),
    Bug("parses what is cut", hub=ParsesWhatIsCut),
    Bug("hub writes bit by bit", hub=WritesBitByBit),
    Bug("keeps the cursor only", device=KeepsTheCursorOnly),
    Bug("forgets what waits", device=ForgetsWhatWaits),
    Bug("believes confirmed for ever", device=BelievesConfirmedForEver),
    Bug("hands nothing back", device=HandsNothingBack),
    Bug("decides for itself", device=DecidesForItself),
    Bug("folds as it came", device=FoldsAsItCame),
    Bug("follows an old hub", device=FollowsAnOldHub),
    Bug("keeps the old life", device=KeepsTheOldLife),
    Bug("sends nothing twice", device=SendsNothingTwice),
    Bug("keeps its own deeds", hub=KeepsItsOwnDeeds),
    Bug("believes the cursor", hub=BelievesTheCursor),
    Bug("no dedupe", switch=lambda: _patched(intake, "known_step", _known_never)),
    Bug("takes a clash", switch=lambda: _patched(intake, "known_step", _clash_unseen)),
    Bug("no dep", switch=lambda: _patched(intake, "is_early", lambda book, op: False)),
    Bug("no scope", switch=lambda: _patched(intake, "place_for", _everybody_anywhere)),
    Bug("epoch stays", switch=lambda: _patched(memory, "epoch_after", _epoch_stays)),
    Bug(
        "no base check", switch=lambda: _patched(catching_up, "check_base", lambda book, base: None)
    ),
    Bug(
        "last void wins",
        switch=lambda: patch.dict(fold._RULES, {("intervention.voided", 1): _void_again}),
    ),
    Bug(
        "told apart under any key",
        switch=lambda: patch.dict(fold._RULES, {_APART: _apart_under_any_key}),
    ),
    Bug(
        "told apart and counted once",
        switch=lambda: patch.dict(fold._RULES, {_APART: _apart_and_counted_once}),
    ),
    Bug(
        "told apart by the last",
        switch=lambda: patch.dict(fold._RULES, {_APART: _apart_by_the_last}),
    ),
)
