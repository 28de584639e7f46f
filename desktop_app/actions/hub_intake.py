"""The hub takes an office's package in: every op gets its place and its outcome, in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.actions.device_keys import HUB, PRIVATE_KEYS, identities_of
from desktop_app.actions.evidence_travel import Unloading
from desktop_app.actions.hub_papers import begin_epoch, certificate_of, epoch_of
from desktop_app.actions.office import Office
from desktop_app.actions.receipts import Receipt, RefusedOp, Tally, read_line, receipt_of
from desktop_app.domain import fold
from desktop_app.domain.hub_log import Cursor, LogEntry, Outcome
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.op import Op, read_op
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container, check_signature
from desktop_app.exchange.enrolment import require_kind
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.header import PackageKind
from desktop_app.exchange.intake import (
    MOST_LIVES,
    Head,
    Scope,
    Step,
    alarms_of,
    decide_anew,
    epoch_after,
    is_recognised,
    take_op,
)
from desktop_app.exchange.sealing import open_package
from desktop_app.exchange.upload import Upload, UploadReader
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, ops, packages, roster
from desktop_app.store.connection import Connection
from desktop_app.store.roster import KnownDevice
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a package, and the keys it may be opened with: it may be sealed to one since replaced."""

    device: KnownDevice
    identities: tuple[str, ...]


def checked_sender(container: Container, office: Office) -> Sender:
    """The enrolled device that signed this upload; raises `UserError` for anybody else."""
    require_kind(container, PackageKind.UPLOAD)
    with office.read() as conn:
        device = roster.device_of(conn, container.header.sender.device_id)
        identities = identities_of(conn, office.derived_key(PRIVATE_KEYS), HUB)
    if not identities:
        raise UserError(Code.HUB_KEYS_MISSING)
    if device is None:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=container.name)
    if device.revoked_at is not None:
        raise UserError(Code.DEVICE_REVOKED, name=container.name)
    check_signature(container, device.sign_public)
    return Sender(device, identities)


def take_upload(
    tx: Transaction,
    container: Container,
    sender: Sender,
    profile: OfficeProfile,
    *,
    progress: Progress,
    unloading: Unloading,
    takes_returned: bool = False,
    look_at: Callable[[Op], None] = lambda _: None,
) -> Receipt:
    """Log what the package brings, and remember where its device is; everything, or it raises.

    Raises `UserError` (`PACKAGE_NOT_FOR_US`, `PACKAGE_INCONSISTENT`, …) and `Cancelled`.
    """
    header = container.header
    device = sender.device
    intake = _Intake(tx, device, profile, header.epoch, look_at, progress, takes_returned)
    log_own(tx, profile)
    progress.begin("taking-in", header.records)
    open_package(
        container,
        trusted=device.sign_public,
        device_id=profile.device_id,
        identities=sender.identities,
        take=unloading.through(intake.reader.take),
    )
    try:
        upload = intake.reader.finished()
        unloading.finished()
    except Malformed as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, name=container.name, part=error.part) from error
    progress.begin("finishing", stoppable=False)
    was_taken_before = packages.is_known(tx.conn, header.package_id)
    alarms = intake.alarms(container, upload)
    if not was_taken_before:
        _hear(tx, container, upload, intake.tally.waiting, unloading.lacking or ())
    hub_log.put_alarms(tx, device.device_id, alarms, header.package_id)
    packages.keep(tx, read_line(tx, container, intake.tally.ops))
    audit.note(
        tx,
        "package-taken-in",
        header.package_id,
        ops=intake.tally.ops,
        applied=intake.tally.applied,
    )
    return replace(
        receipt_of(container),
        sender_name=device.name,
        sender_region=device.region,
        tally=intake.tally,
        alarms=alarms,
        was_taken_before=was_taken_before,
        attachments=unloading.taken,
    )


def log_own(tx: Transaction, profile: OfficeProfile) -> None:
    """Put what was recorded at the hub itself into its logs, and what it has learnt to read."""
    ledger = _Stored(tx)
    scope = Scope(profile.device_id, profile.region, _EVERYWHERE)
    for raw in ops.unlogged_of(tx.conn):
        take_op(ledger, read_op(raw), scope, takes_returned=True)
    for partition, op in ops.waiting_for_version(tx.conn):
        if fold.is_readable(op):
            decide_anew(ledger, op, partition)


class HubLedger:
    """The hub's database as the book that its rules are kept in."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._heads: dict[str, Cursor] = {}
        self.epoch = epoch_of(tx.conn)

    def logged_digest(self, op_id: str) -> str | None:
        """The digest of a logged op."""
        return hub_log.logged_digest(self._tx.conn, op_id)

    def home_of(self, entity: str) -> str | None:
        """The partition in whose log a record lives."""
        return hub_log.home_of(self._tx.conn, entity)

    def head_of(self, partition: str) -> Cursor:
        """The end of a log."""
        if partition not in self._heads:
            self._heads[partition] = hub_log.head_of(self._tx.conn, partition)
        return self._heads[partition]

    def judge(self, op: Op) -> Outcome:
        """Fold an op into its record, and keep the record."""
        return ops.judge(self._tx, op)

    def log(self, entry: LogEntry, op: Op) -> None:
        """Write a line and its op."""
        ops.place(self._tx, op, entry)
        hub_log.append(self._tx, entry)
        self._heads[entry.partition] = entry.cursor


class _Stored(HubLedger):
    """For ops that are here already and may be folded on top of what counts."""

    def judge(self, op: Op) -> Outcome:
        """Fold an op into what counts of its record, and keep that."""
        return ops.judge_stored(self._tx, op)


class _Everywhere(frozenset[str]):
    """All partitions, which nobody can name."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERYWHERE = _Everywhere()


class _Intake:
    """Takes the ops of one package while they are decrypted."""

    def __init__(
        self,
        tx: Transaction,
        device: KnownDevice,
        profile: OfficeProfile,
        epoch: int,
        look_at: Callable[[Op], None],
        progress: Progress,
        takes_returned: bool,
    ) -> None:
        self._seen_epoch = epoch
        self._tx = tx
        self._device = device
        self._profile = profile
        self._look_at = look_at
        self._progress = progress
        self._takes_returned = takes_returned
        self._ledger: HubLedger | None = None
        self._scopes: dict[str, Scope | None] = {}
        self._is_forked = False
        self.tally = Tally()
        self.reader = UploadReader(device.sign_public, self._take, self._hear_cursors)

    def _hear_cursors(self, cursors: tuple[Cursor, ...]) -> None:
        # Before the first op: what is logged from now on belongs to the life that begins here.
        conn = self._tx.conn
        own = epoch_of(conn)
        seen = max((self._seen_epoch, *(cursor.epoch for cursor in cursors)))
        if seen > own + MOST_LIVES:
            raise Malformed("cursor.epoch")
        epoch = epoch_after(
            own,
            seen,
            are_recognised=all(
                is_recognised(cursor, lambda *place: hub_log.hash_at(conn, *place))
                for cursor in cursors
            ),
        )
        if epoch != own:
            begin_epoch(self._tx, epoch)
        self._ledger = HubLedger(self._tx)

    def _take(self, op: Op) -> None:
        assert self._ledger is not None
        self._look_at(op)
        self._progress.advance()
        taken = take_op(
            self._ledger,
            op,
            self._scope_of_sender(),
            scope_of=self._scope_of,
            takes_returned=self._takes_returned,
        )
        self._is_forked |= (
            taken.outcome is not None
            and op.device == self._device.device_id
            and hub_log.is_forked(self._tx.conn, op.device, op.number, op.id)
        )
        tally = self.tally
        tally.ops += 1
        tally.applied += taken.outcome is not None
        tally.already_known += taken.step is Step.KNOWN
        tally.waiting += taken.step is Step.WAITING
        tally.returned += taken.step is Step.RETURNED
        tally.conflicts += taken.outcome is Outcome.CONFLICT
        tally.no_effect += taken.outcome is Outcome.NO_EFFECT
        tally.newer += taken.outcome is Outcome.NEWER
        if taken.step in (Step.OUTSIDE, Step.CLASHING):
            tally.refused.append(RefusedOp(op.id, op.type, taken.step.value))

    def _scope_of_sender(self) -> Scope:
        scope = self._scope_of(self._device.device_id)
        assert scope is not None
        return scope

    def _scope_of(self, device_id: str) -> Scope | None:
        if device_id not in self._scopes:
            self._scopes[device_id] = self._read_scope(device_id)
        return self._scopes[device_id]

    def _read_scope(self, device_id: str) -> Scope | None:
        if device_id == self._profile.device_id:
            return Scope(device_id, self._profile.region, _EVERYWHERE)
        device = roster.device_of(self._tx.conn, device_id)
        if device is None:
            return None
        certificate = certificate_of(device)
        return Scope(device_id, certificate.region, frozenset(certificate.partitions))

    def alarms(self, container: Container, upload: Upload) -> tuple[str, ...]:
        """What is odd about the package, for a person to see."""
        device, checkpoint = self._device, upload.checkpoint
        found = []
        if self._tx.at > device.valid_until:
            found.append("certificate-expired")
        if checkpoint.device_id != device.device_id:
            found.append("checkpoint-of-another-device")
        before = hub_log.contact_of(self._tx.conn, device.device_id)
        # A package that is merely old says less of its device, too; only a newer one may not.
        header = container.header
        is_newest = before is None or (header.made_at, header.number) >= (
            before.made_at,
            before.package_number,
        )
        odd = alarms_of(
            Head(before.incarnation, before.number) if before and is_newest else None,
            Head(checkpoint.incarnation, checkpoint.number),
            is_forked=self._is_forked,
            was_forked=any(
                alarm.device_id == device.device_id and alarm.alarm == "forked"
                for alarm in hub_log.alarms_of(self._tx.conn)
            ),
        )
        return (*found, *(alarm.value for alarm in odd))


def _hear(
    tx: Transaction,
    container: Container,
    upload: Upload,
    waiting: int,
    lacking: tuple[str, ...],
) -> None:
    header, checkpoint = container.header, upload.checkpoint
    hub_log.put_contact(
        tx,
        hub_log.Contact(
            device_id=header.sender.device_id,
            package_id=header.package_id,
            package_number=header.number,
            made_at=header.made_at,
            taken_at=tx.at,
            app_version=header.app_version,
            incarnation=checkpoint.incarnation,
            number=checkpoint.number,
            audit_head=checkpoint.audit_head,
            waiting=waiting,
            reads=upload.readable,
            cursors=upload.cursors,
            lacking=lacking,
        ),
    )


def cursors_by_partition(conn: Connection, device_id: str) -> dict[str, Cursor]:
    """Where a device said it is, in the package that was taken in last."""
    contact = hub_log.contact_of(conn, device_id)
    return {} if contact is None else {one.partition: one for one in contact.cursors}
