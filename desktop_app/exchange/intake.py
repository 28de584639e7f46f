"""How a hub takes ops in: what is known, what has to wait, what is logged, and with which outcome.

The rules are written once, over a book that somebody keeps: the office's database, or the memory of
a simulation. Nothing is ever refused for arriving twice, late or out of order; what cannot be logged
yet stays with its author, who sends everything unconfirmed every time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome, following, start_of
from desktop_app.domain.op import Op


class Step(StrEnum):
    """What becomes of one op of a package."""

    NEW = "new"  # logged, whatever its outcome
    KNOWN = "known"
    WAITING = "waiting"  # builds on an op the hub has not logged
    OUTSIDE = "outside"  # logged, but not in the sender's regions
    CLASHING = "clashing"  # the id is known with other bytes; the first one stays
    RETURNED = "returned"  # an op of another device, handed back; a person has to agree


@dataclass(frozen=True, slots=True)
class Scope:
    """What a sender's certificate allows: its device, its own region, the partitions it may write."""

    device_id: str
    home: str
    partitions: frozenset[str]

    def covers(self, partition: str) -> bool:
        """True if the sender may write there."""
        return partition in self.partitions


class HubBook(Protocol):
    """What a hub knows and can write down."""

    @property
    def epoch(self) -> int:
        """The hub's present life."""

    def logged_digest(self, op_id: str) -> str | None:
        """The digest of a logged op."""

    def home_of(self, entity: str) -> str | None:
        """The partition in whose log a record lives, once something about it counted."""

    def head_of(self, partition: str) -> Cursor:
        """The end of a log."""

    def judge(self, op: Op) -> Outcome:
        """Fold an op into its record as it stands, and keep the record."""

    def log(self, entry: LogEntry, op: Op) -> None:
        """Write a line, and the op if it is not kept yet."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of an op; the outcome if it was logged."""

    step: Step
    outcome: Outcome | None = None


def take_op(
    book: HubBook,
    op: Op,
    sender: Scope,
    *,
    scope_of: Callable[[str], Scope | None] = lambda _: None,
    takes_returned: bool = False,
) -> Taken:
    """Let the hub take one op of a package whose sender may do what `sender` says.

    `takes_returned` says that somebody has agreed to ops of other devices, which a hub that was
    restored has lost; `scope_of` gives what their authors may do, where the hub knows it.
    """
    known = known_step(book, op)
    if known is not None:
        return Taken(known)
    if op.device != sender.device_id and not takes_returned:
        return Taken(Step.RETURNED)
    if is_early(book, op):
        return Taken(Step.WAITING)
    partition, is_inside = place_for(book, op, scope_of(op.device) or sender)
    outcome = book.judge(op) if is_inside else Outcome.OUTSIDE
    log_op(book, op, partition, outcome)
    return Taken(Step.NEW if is_inside else Step.OUTSIDE, outcome)


def known_step(book: HubBook, op: Op) -> Step | None:
    """Whether an op with this id is logged, and if so with the same bytes."""
    digest = book.logged_digest(op.id)
    if digest is None:
        return None
    return Step.KNOWN if digest == op.digest else Step.CLASHING


def is_early(book: HubBook, op: Op) -> bool:
    """True if the op before it, of the same author in the same partition, is not logged."""
    return op.dep is not None and book.logged_digest(op.dep) is None


def place_for(book: HubBook, op: Op, scope: Scope) -> tuple[str, bool]:
    """In whose log an op belongs, and whether its author may write what it says.

    What is outside is logged where its author reads it. A record lives in one log: an op does not get
    into somebody else's record by naming a partition of its own. So ops of one author and partition
    always lie in one log, and nobody holds one without those it builds on.
    """
    if not scope.covers(op.partition):
        return scope.home, False
    return op.partition, book.home_of(op.entity) in (None, op.partition)


def decide_anew(book: HubBook, op: Op, partition: str) -> Outcome:
    """Log an op once more that a newer program wrote and that this one understands by now."""
    is_at_home = book.home_of(op.entity) in (None, partition)
    outcome = book.judge(op) if is_at_home else Outcome.NO_EFFECT
    log_op(book, op, partition, outcome)
    return outcome


def log_op(book: HubBook, op: Op, partition: str, outcome: Outcome) -> None:
    """Write the next line of a partition's log."""
    book.log(following(book.head_of(partition), op, outcome, epoch=book.epoch), op)


# --- cursors ------------------------------------------------------------------------------------------

HashAt = Callable[[str, int], str | None]
"""The hash of a log (by partition) at a number; "" at 0, None where it does not reach."""


def is_recognised(cursor: Cursor, hash_at: HashAt) -> bool:
    """True if the hub's log runs through this place."""
    return hash_at(cursor.partition, cursor.number) == cursor.hash


def base_for(cursor: Cursor | None, partition: str, hash_at: HashAt) -> Cursor:
    """From where a download begins: where the device says it is, or else at the very beginning."""
    if cursor is not None and is_recognised(cursor, hash_at):
        return cursor
    return start_of(partition)


MOST_LIVES = 1_000
"""Lives of a hub that somebody may be ahead by. Nobody restores a hub so often: who says so wants to drive
its number up to where no program can read it."""


def epoch_after(own: int, seen: int, *, are_recognised: bool) -> int:
    """The hub's epoch after somebody told of theirs and of their cursors.

    A cursor the log does not know, or an epoch from the future, says that this hub was restored from
    an older copy: its next life must be later than any that anybody has seen.
    """
    return own if are_recognised and seen <= own else max(own, seen) + 1


# --- alarms -------------------------------------------------------------------------------------------


class Alarm(StrEnum):
    """Something odd about a sender, for a person to look into; no data is refused for it."""

    ROLLED_BACK = "rolled-back"  # it knows less of itself than it did
    FORKED = "forked"  # two ops of one life bear one number
    TWIN = "twin"  # forked before, and both go on


@dataclass(frozen=True, slots=True)
class Head:
    """How far a device said its own history reaches, in which life of its database."""

    incarnation: str
    number: int


def alarms_of(
    before: Head | None, now: Head, *, is_forked: bool, was_forked: bool
) -> tuple[Alarm, ...]:
    """What an upload gives away about its device.

    `is_forked` says that an op in it bears a number of another logged one; `was_forked` that this
    had been seen of the device before.
    """
    found = []
    if before is not None and before.incarnation == now.incarnation and now.number < before.number:
        found.append(Alarm.ROLLED_BACK)
    if is_forked:
        found.append(Alarm.TWIN if was_forked else Alarm.FORKED)
    return tuple(found)
