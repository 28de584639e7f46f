"""The order of things: the hub's numbered, chained log of a partition, and what each op came to in it.

The hub alone puts ops in order, one log for each partition. An entry names an op, says what it came
to, and holds a hash over everything before it, so that two logs that agree at one number agree in all
of it. Devices replay the outcome the hub wrote down and never decide it anew: two releases of the
program cannot disagree about who won. An op whose outcome changes later gets a second entry; the
last one holds.

An *epoch* is one life of the hub. A hub that was restored from an older copy learns it from a cursor
that its log does not know, and begins a new one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from desktop_app.domain import fold
from desktop_app.domain.op import Op


class Outcome(StrEnum):
    """What an op came to at the hub."""

    TAKEN = "taken"
    CONFLICT = "conflict"  # taken, and it stands beside something its author had not seen
    NO_EFFECT = "no-effect"  # what it wanted had happened, or could not happen any more
    NEWER = "newer"  # written by a newer program: kept, and decided when the hub understands it
    OUTSIDE = "outside"  # not in the regions of its author; logged where its author reads it

    @property
    def counts(self) -> bool:
        """True if the op is a part of what its record is."""
        return self in (Outcome.TAKEN, Outcome.CONFLICT)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place in the hub's log of one partition: everything up to `number` was read.

    `epoch` names the life of the hub in which it was read.
    """

    partition: str
    epoch: int
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line of the log of a partition."""

    partition: str
    epoch: int
    number: int
    hash: str
    op_id: str
    op_digest: str
    outcome: Outcome

    @property
    def cursor(self) -> Cursor:
        """The place behind this line."""
        return Cursor(self.partition, self.epoch, self.number, self.hash)


def start_of(partition: str, epoch: int = 0) -> Cursor:
    """The place before the first line."""
    return Cursor(partition, epoch, 0, "")


def following(head: Cursor, op: Op, outcome: Outcome, *, epoch: int) -> LogEntry:
    """The line that comes after `head`."""
    number, digest = head.number + 1, op.digest
    said = f"{head.partition}\n{head.hash}\n{number}\n{digest}\n{outcome.value}\n{epoch}"
    return LogEntry(
        head.partition,
        epoch,
        number,
        hashlib.sha256(said.encode()).hexdigest(),
        op.id,
        digest,
        outcome,
    )


def judge(before: fold.Record | None, op: Op) -> tuple[Outcome, fold.Record | None]:
    """What an op comes to after everything that was logged before it, and the record it leaves."""
    try:
        after = fold.fold(before, op)
    except fold.NotUnderstood:
        return (Outcome.NO_EFFECT if fold.is_readable(op) else Outcome.NEWER), before
    if after == before:
        return Outcome.NO_EFFECT, before
    return outcome_of(before, after), after


def outcome_of(before: fold.Record | None, after: fold.Record) -> Outcome:
    """Whether a record that was changed has become disputed by it."""
    return Outcome.CONFLICT if _disputed(after) and not _disputed(before) else Outcome.TAKEN


def _disputed(record: fold.Record | None) -> bool:
    # Some kinds of record can be disputed and some cannot; those that can say so by this name.
    return bool(getattr(record, "is_disputed", False))


# --- what a partition has come to ---------------------------------------------------------------------


def record_digest(record: fold.Record) -> str:
    """A hash over everything a record says; the same wherever it was folded."""
    return hashlib.sha256(repr(_plain(record)).encode()).hexdigest()


def state_digest(records: Iterable[tuple[str, str]]) -> str:
    """A hash over the records of a partition, given as (id, `record_digest`) in order of the ids."""
    hasher = hashlib.sha256()
    for entity, digest in records:
        hasher.update(f"{entity} {digest}\n".encode())
    return hasher.hexdigest()


def rules_digest() -> str:
    """Names the rules records are folded by; states are only compared where it is the same."""
    return hashlib.sha256("\n".join(fold.readable_types()).encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """A value whose text is the same in every process: nothing in it is without an order."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    names = _names_of(kind)  # type: ignore[arg-type]  # a type is hashable; mypy asks its metaclass
    if names is not None:
        return [kind.__name__, *[_plain(getattr(value, name)) for name in names]]
    if isinstance(value, Mapping):
        return [[str(key), _plain(each)] for key, each in sorted(value.items())]
    if isinstance(value, (set, frozenset)):
        return sorted(map(str, value))
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value if value is None or isinstance(value, (int, bool)) else str(value)


_PLAIN = frozenset({str, int, bool, type(None)})


@cache
def _names_of(kind: type) -> tuple[str, ...] | None:
    """The fields of a sort of records, in order; None for anything else. There are few sorts."""
    return tuple(each.name for each in fields(kind)) if is_dataclass(kind) else None
