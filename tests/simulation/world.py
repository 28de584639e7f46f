"""One schedule drawn from a seed: deeds, packages that get lost, doubled, late or cut, and machines that
are restored, cloned, stolen and killed. Afterwards everything is carried faithfully until nothing
changes any more, and then what was promised must hold.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from desktop_app.domain import fold
from desktop_app.domain.hub_log import LogEntry, Outcome
from desktop_app.domain.intervention import Intervention
from desktop_app.domain.op import Op, OpDraft, OpType, read_op
from desktop_app.domain.proposal import Proposal
from desktop_app.exchange.catching_up import Ahead, Forked
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.intake import Scope
from tests.simulation import sayings
from tests.simulation.memory import (
    Device,
    DigestDiffers,
    Download,
    Hub,
    Killed,
    Party,
    Unreadable,
    Upload,
)
from tests.simulation.money import counted_in_ops, counted_in_records, told_apart_by

REGION, SUBDISTRICT = "33.26", "33.26.13"
VILLAGES = ("33.26.13.2001", "33.26.13.2002")
ROUNDS = 12


class Broken(AssertionError):
    """A promise was not kept."""


def promise(holds: bool, what: str) -> None:
    """Raise `Broken` unless it holds."""
    if not holds:
        raise Broken(what)


MakeHub = Callable[[str], Hub]
MakeDevice = Callable[[str, Scope, frozenset[str]], Device]


class World:
    """All parties and everything under way; whoever holds an op is known here, not asked of them."""

    def __init__(self, seed: int, hub: MakeHub = Hub, device: MakeDevice = Device) -> None:
        self.draw = random.Random(seed)
        self.counts: Counter[str] = Counter()
        self.hub = hub(REGION)
        self._device = device
        self.devices: list[Device] = []
        self.ways: list[Upload | Download] = []
        self.scopes: dict[str, Scope] = {}
        self.said: dict[str, set[str]] = {}
        self.old_hubs: list[dict[str, Any]] = []
        self.old_devices: list[tuple[Device, dict[str, Any]]] = []
        for number in range(self.draw.randrange(2, 5)):
            self._join(number)

    def _join(self, number: int) -> None:
        home, villages = self.draw.choice(
            [(SUBDISTRICT, VILLAGES), *((village, (village,)) for village in VILLAGES)]
        )
        scope = Scope(f"d{number}", home, frozenset({home, *villages}))
        self.scopes[scope.device_id] = scope
        self.hub.scopes[scope.device_id] = scope
        self.devices.append(self._device(f"d{number}", scope, scope.partitions | {REGION}))

    # --- a schedule ---------------------------------------------------------------------------------

    def run(self, steps: int) -> None:
        """Let things happen, then check every promise."""
        happenings: list[tuple[Callable[[], None], int]] = [
            (self.say, 30),
            (self.office_writes, 14),
            (self.hub_writes, 14),
            (self.something_arrives, 34),
            (self.something_is_lost, 4),
            (self.something_is_cut, 4),
            (self.copy_something, 4),
            (self.restore_device, 3),
            (self.clone_device, 1),
            (self.say_the_same_id_again, 2),
            (self.lose_device, 1),
            (self.restore_hub, 2),
            (self.upgrade, 1),
        ]
        deeds, weights = zip(*happenings, strict=True)
        with patch.dict(fold._RULES):
            for _ in range(steps):
                (deed,) = self.draw.choices(deeds, weights)
                self.counts[deed.__name__] += 1
                deed()
            self.settle()
            self.check()

    # Deeds

    def say(self) -> None:
        parties: list[Device | Hub] = [*self.devices, self.hub]
        party = self.draw.choice(parties)
        draft = self._draft(party)
        op = party.say(draft, self.draw)
        self.said.setdefault(op.id, set()).add(op.digest)

    def _draft(self, party: Device | Hub) -> OpDraft:
        draw = self.draw
        places = sorted(party.scope.partitions) if isinstance(party, Device) else [REGION]
        partition = draw.choice(places)
        if draw.random() < 0.05:
            partition = draw.choice([*VILLAGES, "33.26.14.2009"])
        entities = sorted({op.entity for op in party.ops.values()})
        entity = draw.choice(entities) if entities else ""
        if not entity or draw.random() < 0.4:
            fresh = f"e{draw.getrandbits(40):010x}"
            kind = draw.random()
            if kind < 0.5:
                return sayings.recorded(fresh, partition, draw)
            if kind < 0.9:
                return sayings.opened(fresh, partition)
            return sayings.noted(fresh, partition, draw)
        about = [op for op in party.ops.values() if op.entity == entity]
        # The program writes about a record where the record lives; a forged one may not.
        if draw.random() < 0.9 or party is self.hub:
            partition = about[0].partition
        if any(op.type == OpType.PROPOSAL_OPENED for op in about):
            start, to = draw.choice(
                [
                    ("draft", "submitted"),
                    ("draft", "withdrawn"),
                    ("submitted", "declared"),
                    ("submitted", "withdrawn"),
                    ("submitted", "rejected"),
                ]
            )
            if draw.random() < 0.4:
                return sayings.revised(entity, partition, draw)
            return sayings.stepped(entity, partition, start, to)
        recorded = [op for op in about if op.type == OpType.INTERVENTION_RECORDED]
        if party is self.hub and recorded and draw.random() < 0.4:
            return sayings.told_apart(recorded[0], draw.choice(entities), draw)
        return sayings.voided(entity, partition, draw)

    def say_the_same_id_again(self) -> None:
        """A clone that draws the same random numbers as its original writes other bytes under one id."""
        for one in self.devices:
            for other in self.devices:
                if one is not other and one.device_id == other.device_id:
                    new = [op for op in one.pending() if op.id not in other.ops]
                    if (
                        new
                        and new[0].device == other.device_id
                        and new[0].dep in (None, *other.ops)
                    ):
                        raw = new[0].raw.replace(b'"base":"Q1"', b'"base":"Q2"')
                        other.keep(read_op(raw))
                        self.said[new[0].id].add(read_op(raw).digest)
                        return

    # Packages

    def office_writes(self) -> None:
        if self.devices:
            self.ways.append(self.draw.choice(self.devices).write())

    def hub_writes(self) -> None:
        if self.devices:
            self.ways.append(self.hub.write(self.draw.choice(self.devices)))

    def something_arrives(self) -> None:
        if not self.ways:
            return
        at = self.draw.randrange(len(self.ways))
        package = self.ways[at] if self.draw.random() < 0.2 else self.ways.pop(at)
        if isinstance(package, Upload):
            self.deliver_up(package)
        else:
            for device in self.devices:  # a clone bears the same id and may find the stick, too
                if device.device_id == package.device_id and self.draw.random() < 0.9:
                    self.deliver_down(device, package)

    def deliver_up(self, package: Upload, *, is_sure: bool = False) -> None:
        killed_at = None if is_sure or self.draw.random() > 0.1 else self.draw.randrange(6)
        scope = self.scopes[package.device_id]
        before = self.hub.snapshot()
        try:
            self.hub.apply(package, scope, killed_at)
        except (Killed, Unreadable) as error:
            self.counts[type(error).__name__] += 1
            promise(_same(before, self.hub.snapshot()), "a package that failed left something")
            return
        if self.draw.random() < 0.1:
            once = self.hub.snapshot()
            self.hub.apply(package, scope)
            twice = self.hub.snapshot()
            promise(once["log"] == twice["log"], "taking a package twice is not taking it once")

    def deliver_down(self, device: Device, package: Download, *, is_sure: bool = False) -> None:
        killed_at = None if is_sure or self.draw.random() > 0.1 else self.draw.randrange(6)
        before = device.snapshot()
        epoch = device.epoch
        try:
            device.apply(package, killed_at)
        except (Killed, Unreadable, Ahead, Forked) as error:
            self.counts[type(error).__name__] += 1
            promise(_same(before, device.snapshot()), "a package that failed left something")
            return
        except DigestDiffers as error:
            raise Broken("a device folded something else than the hub") from error
        except Malformed as error:
            raise Broken("a genuine package was malformed") from error
        promise(device.epoch >= epoch, "the epoch of a device went back")
        promise(
            set(before["ops"]) <= set(device.ops),
            "an op was thrown away when a package was applied",
        )
        if self.draw.random() < 0.1:
            once = device.snapshot()
            device.apply(package)
            promise(_same(once, device.snapshot()), "applying twice is not applying once")

    # Faults

    def something_is_lost(self) -> None:
        if self.ways:
            self.ways.pop(self.draw.randrange(len(self.ways)))

    def something_is_cut(self) -> None:
        if self.ways:
            at = self.draw.randrange(len(self.ways))
            self.ways[at] = _cut(self.ways[at])

    def copy_something(self) -> None:
        """Keep a backup of a device or of the hub, to be restored some day."""
        if self.draw.random() < 0.4 or not self.devices:
            self.old_hubs.append(self.hub.snapshot())
        else:
            device = self.draw.choice(self.devices)
            self.old_devices.append((device, device.snapshot()))

    def restore_device(self) -> None:
        if self.old_devices:
            device, held = self.draw.choice(self.old_devices)
            if device in self.devices:
                device.restore(_copied(device, held))

    def clone_device(self) -> None:
        if self.devices and len(self.devices) < 6:
            device = self.draw.choice(self.devices)
            twin = self._device(device.device_id, device.scope, device.reads)
            twin.restore(device.snapshot())
            self.devices.append(twin)

    def lose_device(self) -> None:
        if len(self.devices) > 1:
            self.devices.pop(self.draw.randrange(len(self.devices)))

    def restore_hub(self) -> None:
        if self.old_hubs:
            self.hub.restore(_copied(self.hub, self.draw.choice(self.old_hubs)))

    def upgrade(self) -> None:
        """Everybody gets the program that understands more."""
        fold._RULES[(sayings.Future.NOTED.value, 1)] = fold._intervention_recorded
        self.hub.upgrade()

    # --- afterwards ---------------------------------------------------------------------------------

    def settle(self) -> None:
        """Carry everything to and fro until nobody learns anything, before an upgrade and after it."""
        self.held = {op_id for party in (*self.devices, self.hub) for op_id in party.ops}
        self._carry()
        for device in self.devices:
            promise(not device.pending(), "a device waits for an answer for ever")
        self.upgrade()
        self._carry()

    def _carry(self) -> None:
        for _ in range(ROUNDS):
            before = self._moment()
            for device in self.devices:
                self.deliver_up(device.write(), is_sure=True)
            for device in self.devices:
                # A twin has asked in between; each waits for the answer to its own request.
                self.deliver_up(device.write(), is_sure=True)
                self.deliver_down(device, self.hub.write(device), is_sure=True)
            if before == self._moment():
                return
        raise Broken("it never comes to rest")

    def _moment(self) -> list[Any]:
        parties = (self.hub, *self.devices)
        return [(party.log.lines, sorted(party.ops)) for party in map(_frozen, parties)]

    def check(self) -> None:
        """Every promise."""
        hub = self.hub
        lost = self.held - set(hub.log.last)
        promise(not lost, f"{len(lost)} ops that somebody held never reached the hub's log")
        self._check_log()
        self._check_records()
        for device in self.devices:
            for partition in device.reads:
                promise(
                    device.log.lines.get(partition, []) == hub.log.lines.get(partition, []),
                    "a device has another log than the hub",
                )
                promise(device.state(partition) == hub.state(partition), "digests do not agree")
            strange = {line.partition for line in device.log.last.values()} - device.reads
            promise(not strange, "a device has a log of a partition that is not its own")
            for op in device.ops.values():
                promise(hub.ops[op.id].raw == op.raw, "one id stands for two ops")

    def _check_log(self) -> None:
        hub = self.hub
        place: dict[str, tuple[str, int]] = {}
        for partition, lines in hub.log.lines.items():
            ids: Counter[str] = Counter()
            for line in lines:
                op = hub.ops[line.op_id]
                promise(line.op_digest == op.digest, "the log does not name the bytes it has")
                promise(op.digest in self.said.get(op.id, ()), "an op that nobody said is logged")
                ids[op.id] += 1
                if ids[op.id] > 1:
                    first = next(one for one in lines if one.op_id == op.id)
                    promise(first.outcome is Outcome.NEWER, "an op is logged twice")
                if line.outcome is not Outcome.OUTSIDE and op.device in self.scopes:
                    scope = self.scopes[op.device]
                    promise(scope.covers(op.partition), "an op outside its author's regions counts")
                place.setdefault(op.id, (partition, line.number))
        spread = Counter(line.op_id for lines in hub.log.lines.values() for line in lines)
        for op_id, (partition, number) in place.items():
            op = hub.ops[op_id]
            promise(spread[op_id] <= 2, "an op stands in more than one log")
            if op.dep in place and place[op.dep][0] == partition:
                promise(place[op.dep][1] < number, "the order of an author is broken")
            promise(op.dep is None or op.dep in place, "an op stands without what it builds on")

    def _check_records(self) -> None:
        hub = self.hub
        by_entity: dict[str, list[LogEntry]] = {}
        stories: dict[str, list[Op]] = {}
        for line in hub.log.last.values():
            if line.outcome.counts:
                by_entity.setdefault(hub.ops[line.op_id].entity, []).append(line)
        for entity, lines in by_entity.items():
            promise(len({line.partition for line in lines}) == 1, "a record lives in two logs")
            record = hub.records[entity]
            stories[entity] = [hub.ops[line.op_id] for line in sorted(lines, key=_number)]
            promise(record == hub.confirmed(entity), "the hub's record is not what its log gives")
            self._check_record(record, stories[entity])
        counted = counted_in_records(hub.records[entity] for entity in stories)
        promise(counted == counted_in_ops(stories.values()), "a help is counted amiss")

    @staticmethod
    def _check_record(record: fold.Record, ops: list[Op]) -> None:
        if isinstance(record, Intervention):
            voids = [op for op in ops if op.type == OpType.INTERVENTION_VOIDED]
            reason = voids[0].data["reason"] if voids else None
            promise(record.void_reason == reason, "the first void does not stand")
            told = record.told_apart.op if record.told_apart else None
            said = told_apart_by(ops[0].data["effect_key"], ops)
            promise(told == said, "a double is told apart otherwise than was said")
        elif isinstance(record, Proposal):
            ways = [step.to.value for step in record.steps]
            if "withdrawn" in ways:
                promise(ways[-1] == "withdrawn", "a proposal went on after it was withdrawn")


def _number(line: LogEntry) -> int:
    return line.number


def _frozen(party: Party) -> Party:
    copy = Party(party.device_id)
    copy.restore(party.snapshot())
    return copy


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return {**one, "_left": None} == {**other, "_left": None}


def _copied(party: Device | Hub, held: dict[str, Any]) -> dict[str, Any]:
    now = party.snapshot()
    party.restore(held)
    copy = party.snapshot()
    party.restore(now)
    return copy


def _cut(package: Upload | Download) -> Upload | Download:
    if isinstance(package, Upload):
        return replace(package, ops=package.ops[: len(package.ops) // 2], is_cut=True)
    return replace(
        package,
        sections=tuple(
            replace(one, entries=one.entries[: len(one.entries) // 2]) for one in package.sections
        ),
        is_cut=True,
    )
