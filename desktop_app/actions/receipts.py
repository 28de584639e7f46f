"""What became of a package that was taken in, and trying one out without keeping anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date, datetime

from desktop_app.actions.office import Office
from desktop_app.domain.release_cut import Handover
from desktop_app.errors import LuringError
from desktop_app.exchange.container import Container
from desktop_app.exchange.header import PackageKind
from desktop_app.store.packages import PackageLine
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class RefusedOp:
    """One deed that does not count, and why: ``outside`` its author's regions, or ``clashing``."""

    op_id: str
    type: str
    reason: str


@dataclass(slots=True)
class Tally:
    """What became of the deeds in a package, counted while it is read.

    `applied` are those that came into the log; of these `conflicts` stand beside something their author
    had not seen, `no_effect` changed nothing any more, `newer` are for a newer program. `waiting` build
    on something that is missing, `returned` are another device's and need somebody's agreement.
    `confirmed` are our own that the hub has logged.
    """

    ops: int = 0
    applied: int = 0
    already_known: int = 0
    conflicts: int = 0
    no_effect: int = 0
    newer: int = 0
    waiting: int = 0
    returned: int = 0
    confirmed: int = 0
    refused: list[RefusedOp] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TakenRelease:
    """A release that a package held; `release_id` is empty where a trial has kept nothing.

    `by_decile` counts families and persons, those without a decile under None. `is_current` says that
    people see it from now on.
    """

    release_id: str
    label: str
    reference_date: date
    families: int
    persons: int
    by_decile: Mapping[int | None, tuple[int, int]]
    handover: Handover
    is_current: bool


@dataclass(frozen=True, slots=True)
class Receipt:
    """What taking in one package came to.

    `is_old` says that it held nothing this office may still follow: a package of an earlier life of
    the hub. `differing` names partitions whose records came out otherwise than at the hub: their
    whole log is asked for in the next package. `release` is what a release package held,
    `attachments` counts the files of evidence that came with it. `error` is why the package was refused,
    and then nothing of it was taken. `is_left` marks one that was not reached because somebody stopped.
    """

    file: str
    kind: PackageKind | None = None
    package_id: str = ""
    number: int = 0
    sender_device: str = ""
    sender_name: str = ""
    sender_region: str = ""
    made_at: datetime | None = None
    tally: Tally = field(default_factory=Tally)
    alarms: tuple[str, ...] = ()
    was_taken_before: bool = False
    is_old: bool = False
    differing: tuple[str, ...] = ()
    release: TakenRelease | None = None
    attachments: int = 0
    error: LuringError | None = None
    is_left: bool = False

    @property
    def is_fit(self) -> bool:
        """True if the package was read and could be taken in."""
        return self.error is None and not self.is_left


def receipt_of(container: Container) -> Receipt:
    """What its header says of a package; the rest is for whoever takes it in to say."""
    header = container.header
    return Receipt(
        file=container.name,
        kind=header.kind,
        package_id=header.package_id,
        number=header.number,
        sender_device=header.sender.device_id,
        sender_region=header.sender.region,
        made_at=header.made_at,
    )


class _TriedOut(Exception):
    """Everything of a trial is undone."""


@contextmanager
def trial(office: Office) -> Iterator[Transaction]:
    """A write of which nothing is kept: what taking a package in would come to."""
    with suppress(_TriedOut), office.write() as tx:
        yield tx
        raise _TriedOut


def read_line(tx: Transaction, container: Container, ops: int) -> PackageLine:
    """The line of a package that was taken in here."""
    header = container.header
    return PackageLine(
        id=header.package_id,
        direction="in",
        kind=header.kind.value,
        file_name=container.name,
        bytes=container.size,
        ops=ops,
        # The signature is over everything in the file.
        digest=container.signature.hex(),
        sender=header.sender.device_id,
        handled_at=tx.at,
        handled_by=tx.author.user_id,
        number=header.number,
    )
