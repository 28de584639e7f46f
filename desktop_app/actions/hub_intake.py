"""The hub takes an office's package in: every op gets its place and its outcome, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app.actions.device_keys import HUB, PRIVATE_KEYS, identities_of
from desktop_app.actions.evidence_travel import Unloading
from desktop_app.actions.hub_books import EVERYWHERE, IntakeBook
from desktop_app.actions.hub_papers import certificate_of
from desktop_app.actions.office import Office
from desktop_app.actions.receipts import Receipt, RefusedOp, Tally, receipt_of
from desktop_app.domain.hub_log import Cursor, Outcome
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.op import Op
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
    epoch_after,
    is_recognised,
    take_op,
)
from desktop_app.exchange.sealing import open_package
from desktop_app.exchange.upload import Upload, UploadReader
from desktop_app.progress import Progress
from desktop_app.store import hub_log, roster
from desktop_app.store.connection import Connection
from desktop_app.store.hub_log import Contact
from desktop_app.store.roster import KnownDevice


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent a package, and the keys it may be opened with: it may be sealed to one since replaced."""

    device: KnownDevice
    identities: tuple[str, ...]


def checked_sender(container: Container, office: Office, conn: Connection) -> Sender:
    """The enrolled device that signed this upload; raises `UserError` for anybody else."""
    require_kind(container, PackageKind.UPLOAD)
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
    book: IntakeBook,
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

    Whoever keeps the book takes back what a package that raises has written into it.
    Raises `UserError` (`PACKAGE_NOT_FOR_US`, `PACKAGE_INCONSISTENT`, …) and `Cancelled`.
    """
    header = container.header
    device = sender.device
    intake = _Intake(book, device, profile, header.epoch, look_at, progress, takes_returned)
    book.log_own(profile)
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
    was_taken_before = book.is_taken(header.package_id)
    alarms = intake.alarms(container, upload)
    if not was_taken_before:
        lacking = unloading.lacking or ()
        book.hear(_contact(book.at, container, upload, intake.tally.waiting, lacking))
    book.keep(container, alarms, ops=intake.tally.ops, new=intake.tally.applied)
    return replace(
        receipt_of(container),
        sender_name=device.name,
        sender_region=device.region,
        tally=intake.tally,
        alarms=alarms,
        was_taken_before=was_taken_before,
        attachments=unloading.taken,
    )


class _Intake:
    """Takes the ops of one package while they are decrypted."""

    def __init__(
        self,
        book: IntakeBook,
        device: KnownDevice,
        profile: OfficeProfile,
        epoch: int,
        look_at: Callable[[Op], None],
        progress: Progress,
        takes_returned: bool,
    ) -> None:
        self._seen_epoch = epoch
        self._book = book
        self._device = device
        self._profile = profile
        self._look_at = look_at
        self._progress = progress
        self._takes_returned = takes_returned
        self._scopes: dict[str, Scope | None] = {}
        self._is_forked = False
        self.tally = Tally()
        self.reader = UploadReader(device.sign_public, self._take, self._hear_cursors)

    def _hear_cursors(self, cursors: tuple[Cursor, ...]) -> None:
        # Before the first op: what is logged from now on belongs to the life that begins here.
        own = self._book.epoch
        seen = max((self._seen_epoch, *(cursor.epoch for cursor in cursors)))
        if seen > own + MOST_LIVES:
            raise Malformed("cursor.epoch")
        epoch = epoch_after(
            own,
            seen,
            are_recognised=all(is_recognised(cursor, self._book.hash_at) for cursor in cursors),
        )
        if epoch != own:
            self._book.begin_epoch(epoch)

    def _take(self, op: Op) -> None:
        self._look_at(op)
        self._progress.advance()
        taken = take_op(
            self._book,
            op,
            self._scope_of_sender(),
            scope_of=self._scope_of,
            takes_returned=self._takes_returned,
        )
        self._is_forked |= (
            taken.outcome is not None
            and op.device == self._device.device_id
            and self._book.is_forked(op)
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
            return Scope(device_id, self._profile.region, EVERYWHERE)
        device = roster.device_of(self._book.conn, device_id)
        if device is None:
            return None
        certificate = certificate_of(device)
        return Scope(device_id, certificate.region, frozenset(certificate.partitions))

    def alarms(self, container: Container, upload: Upload) -> tuple[str, ...]:
        """What is odd about the package, for a person to see."""
        device, checkpoint = self._device, upload.checkpoint
        found = []
        if self._book.at > device.valid_until:
            found.append("certificate-expired")
        if checkpoint.device_id != device.device_id:
            found.append("checkpoint-of-another-device")
        before = self._book.contact_of(device.device_id)
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
            was_forked=self._book.was_forked(device.device_id),
        )
        return (*found, *(alarm.value for alarm in odd))


def _contact(
    at: datetime,
    container: Container,
    upload: Upload,
    waiting: int,
    lacking: tuple[str, ...],
) -> Contact:
    header, checkpoint = container.header, upload.checkpoint
    return Contact(
        device_id=header.sender.device_id,
        package_id=header.package_id,
        package_number=header.number,
        made_at=header.made_at,
        taken_at=at,
        app_version=header.app_version,
        incarnation=checkpoint.incarnation,
        number=checkpoint.number,
        audit_head=checkpoint.audit_head,
        waiting=waiting,
        reads=upload.readable,
        cursors=upload.cursors,
        lacking=lacking,
    )


def cursors_by_partition(conn: Connection, device_id: str) -> dict[str, Cursor]:
    """Where a device said it is, in the package that was taken in last."""
    contact = hub_log.contact_of(conn, device_id)
    return {} if contact is None else {one.partition: one for one in contact.cursors}
