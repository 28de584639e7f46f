"""Packages: writing what waits to be sent, finding them on a stick, and looking into them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, BinaryIO

import desktop_app
from desktop_app.actions.device_keys import DEVICE, HUB, PRIVATE_KEYS, KeyPair, pair_of
from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sticks import history_line, only_if_kept, package_in, write_out
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.fold import readable_types
from desktop_app.domain.op import Op
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container, check_signature
from desktop_app.exchange.enrolment import read_request, require_kind
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.finding import Findings, older_files
from desktop_app.exchange.finding import find_packages as search_packages
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.roster import Root, read_signed, trusted_certificate
from desktop_app.exchange.sealing import open_package, seal_package
from desktop_app.exchange.upload import Checkpoint, Cursor, Upload, UploadReader, upload_records
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, ops, packages, roster, settings
from desktop_app.store.ops import WaitingOps as WaitingOps
from desktop_app.store.packages import PackageLine as PackageLine
from desktop_app.store.roster import KnownDevice

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PackageWritten:
    """A package that was written, read back and found the same: the stick may be taken out."""

    path: Path
    file: str
    package_id: str
    number: int
    bytes: int
    ops: int


class Verdict(StrEnum):
    """How far a package was checked."""

    GENUINE = "genuine"  # signed by a device we trust, opened, whole and consistent
    OURS = "ours"  # written by this device; sealed, so it cannot look inside again
    UNPROVEN = "unproven"  # a request to join: whole, but only the match code says from whom


@dataclass(frozen=True, slots=True)
class PackageContents:
    """What an upload holds, counted; no value of any record."""

    ops: int = 0
    types: Mapping[str, int] = field(default_factory=dict)
    partitions: Mapping[str, int] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PackageView:
    """What looking into a package found. `steps` is what taking it in would do, by kind of outcome:
    ``new``, ``known``, ``waiting`` (builds on an op we do not have), ``outside`` (not in the sender's
    regions), ``clashing`` (an id known with other bytes). `alarms` are oddities for a person to see.
    """

    file: str
    kind: PackageKind
    package_id: str
    number: int
    bytes: int
    sender_device: str
    sender_region: str
    sender_name: str
    recipients: tuple[str, ...]
    made_at: datetime
    verdict: Verdict
    contents: PackageContents
    steps: Mapping[str, int]
    alarms: tuple[str, ...]


# --- writing ----------------------------------------------------------------------------------------


@needs(Right.EXCHANGE)
def write_package(office: Office, folder: Path, progress: Progress) -> Done[PackageWritten]:
    """Seal every op the hub has not confirmed, and how far we have read, to the hub's key.

    The file is in `folder`/TUKAR when this returns, forced to the stick and read back; older packages
    of this device but the last three are removed there. Raises `UserError` (`OFFICE_IS_HUB`,
    `HUB_NOT_KNOWN`) and `MachineError` (`STICK_FULL`, `STICK_GONE`, …); then nothing was written.
    """
    if office.profile.kind is OfficeKind.HUB:
        raise UserError(Code.OFFICE_IS_HUB)
    waiting = _waiting(office)
    header = _upload_header(office, waiting)

    def write(sink: BinaryIO) -> Header:
        progress.begin("sealing", len(waiting.ops))
        return seal_package(
            sink,
            header,
            upload_records(
                _counted(waiting.ops, progress),
                waiting.cursors,
                waiting.checkpoint,
                seed=waiting.keys.seed,
                readable=readable_types(),
            ),
            seed=waiting.keys.seed,
            readers={waiting.hub_device: waiting.root.encryption_keys[-1]},
        )

    header, written = write_out(folder, office.today(), progress, write)
    number = waiting.checkpoint.number
    with only_if_kept(written), office.write() as tx:
        line = history_line(tx, header, written, ops=len(waiting.ops), last_op=number)
        packages.keep(tx, line)
        audit.note(tx, "package-written", header.package_id, ops=len(waiting.ops))
    _remove_older(written.path.parent, header)
    log.info("package-written ops=%d bytes=%d", len(waiting.ops), written.size)
    return Done(
        PackageWritten(
            path=written.path,
            file=written.path.name,
            package_id=header.package_id,
            number=header.number,
            bytes=written.size,
            ops=len(waiting.ops),
        ),
        frozenset({Topic.PACKAGES}),
    )


@dataclass(frozen=True, slots=True)
class _Waiting:
    """One moment of the office: everything that goes into an upload."""

    ops: list[bytes]
    cursors: list[Cursor]
    checkpoint: Checkpoint
    keys: KeyPair
    root: Root
    hub_device: str
    enrolment: Mapping[str, Any]
    number: int


def _waiting(office: Office) -> _Waiting:
    profile = office.profile
    with office.read() as conn:
        enrolment = settings.get(conn, "enrolment")
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
        root = known_root(conn)
        if enrolment is None or keys is None or root is None:
            raise UserError(Code.HUB_NOT_KNOWN)
        head = hub_log.own_head(conn, profile.device_id)
        return _Waiting(
            ops=ops.unconfirmed_of(conn),
            cursors=[
                Cursor(each.partition, each.epoch, each.number, each.hash)
                for each in hub_log.cursors_of(conn)
            ],
            checkpoint=Checkpoint(
                device_id=profile.device_id,
                incarnation=profile.incarnation,
                number=head.number,
                op_digest=head.digest,
                audit_head=audit.head_of(conn),
            ),
            keys=keys,
            root=root,
            hub_device=enrolment["hub_device"],
            enrolment=enrolment,
            number=packages.next_number(conn),
        )


def _upload_header(office: Office, waiting: _Waiting) -> Header:
    profile = office.profile
    return Header(
        kind=PackageKind.UPLOAD,
        package_id=office.new_id(),
        sender=Sender(profile.device_id, profile.office_id, waiting.enrolment["region"]),
        recipients=(),
        signer=waiting.keys.sign_public,
        made_at=office.now(),
        app_version=desktop_app.__version__,
        number=waiting.number,
        epoch=waiting.enrolment["epoch"],
        roster_version=waiting.enrolment["roster"],
    )


def _counted(raws: list[bytes], progress: Progress) -> Iterator[bytes]:
    for raw in raws:
        yield raw
        progress.advance()


def _remove_older(folder: Path, header: Header) -> None:
    # Room on the stick for the next one; the package just written is safe whatever happens here.
    with suppress(OSError):
        for path in older_files(folder, header):
            path.unlink()


# --- finding and looking ----------------------------------------------------------------------------


@needs(Right.EXCHANGE)
def find_packages(office: Office, folder: Path) -> Findings:
    """Every package below a folder, by what its clear header claims; nothing of it is verified."""
    found = search_packages(folder)
    log.info("packages-found count=%d suspicious=%d", len(found.packages), len(found.suspicious))
    return found


@needs(Right.READ)
def waiting_to_send(office: Office) -> WaitingOps:
    """What was recorded here and is not confirmed by the hub, counted by type."""
    with office.read() as conn:
        return ops.waiting_of(conn)


@needs(Right.EXCHANGE)
def packages_of(office: Office, *, limit: int = 200) -> list[PackageLine]:
    """The packages written and taken in here, newest first."""
    with office.read() as conn:
        return packages.newest(conn, limit=limit)


@needs(Right.EXCHANGE)
def inspect_package(office: Office, path: Path) -> PackageView:
    """Check a package as far as this office can, and count what it holds; nothing is taken in.

    Raises `UserError` for a package that is damaged, unknown, of a revoked device or not for us.
    """
    with package_in(path) as container:
        header = container.header
        if header.kind is PackageKind.ENROLMENT:
            request = read_request(container)
            view = _view(container, path, Verdict.UNPROVEN, name=request.office_name)
        elif header.sender.device_id == office.profile.device_id:
            view = _own(office, container, path)
        elif office.profile.kind is OfficeKind.HUB:
            view = _upload_view(office, container, path)
        elif office.profile.device_id not in header.recipients:
            raise UserError(Code.PACKAGE_NOT_FOR_US, name=path.name)
        else:
            raise UserError(Code.PACKAGE_WRONG_KIND, name=path.name, kind=header.kind.value)
    log.info(
        "package-inspected kind=%s verdict=%s ops=%d", view.kind, view.verdict, view.contents.ops
    )
    return view


def _own(office: Office, container: Container, path: Path) -> PackageView:
    with office.read() as conn:
        owner = HUB if office.profile.kind is OfficeKind.HUB else DEVICE
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), owner)
    if keys is None:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=path.name)
    check_signature(container, keys.sign_public)
    return _view(container, path, Verdict.OURS, name=office.profile.name)


def _upload_view(office: Office, container: Container, path: Path) -> PackageView:
    require_kind(container, PackageKind.UPLOAD)
    device, keys = _sender_and_keys(office, container)
    check_signature(container, device.sign_public)
    reading = _Reading(device.sign_public)
    open_package(
        container,
        trusted=device.sign_public,
        device_id=office.profile.device_id,
        identities=[keys.identity],
        take=reading.take,
    )
    try:
        upload = reading.reader.finished()
    except Malformed as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, name=path.name, part=error.part) from error
    return _view(
        container,
        path,
        Verdict.GENUINE,
        name=device.name,
        contents=reading.contents(),
        steps=_steps(office, reading, device, upload),
        alarms=_alarms(office, device, upload),
    )


def _sender_and_keys(office: Office, container: Container) -> tuple[KnownDevice, KeyPair]:
    with office.read() as conn:
        device = roster.device_of(conn, container.header.sender.device_id)
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), HUB)
    if keys is None:
        raise UserError(Code.HUB_KEYS_MISSING)
    if device is None:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=container.name)
    if device.revoked_at is not None:
        raise UserError(Code.DEVICE_REVOKED, name=container.name)
    return device, keys


class _Reading:
    """Counts ops as they come past; of each it remembers id, digest, partition and what it builds on."""

    def __init__(self, sign_public: bytes) -> None:
        self.reader = UploadReader(sign_public, self._take_op)
        self.take = self.reader.take
        self.digests: dict[str, str] = {}
        self.partition_of: dict[str, str] = {}
        self.dep_of: dict[str, str | None] = {}
        self._types: Counter[str] = Counter()
        self._first: datetime | None = None
        self._last: datetime | None = None

    def _take_op(self, op: Op) -> None:
        self.digests[op.id] = op.digest
        self.partition_of[op.id] = op.partition
        self.dep_of[op.id] = op.dep
        self._types[op.type] += 1
        self._first = op.at if self._first is None else min(self._first, op.at)
        self._last = op.at if self._last is None else max(self._last, op.at)

    def contents(self) -> PackageContents:
        """Everything, counted."""
        return PackageContents(
            ops=len(self.digests),
            types=dict(sorted(self._types.items())),
            partitions=dict(sorted(Counter(self.partition_of.values()).items())),
            first_at=self._first,
            last_at=self._last,
        )


def _steps(
    office: Office, reading: _Reading, device: KnownDevice, upload: Upload
) -> dict[str, int]:
    with office.read() as conn:
        stored = hub_log.digests_of(conn, reading.digests)
        missing = upload.awaited - set(hub_log.digests_of(conn, upload.awaited))
    partitions = _partitions_of(device)
    steps = Counter(dict.fromkeys(("new", "known", "waiting", "outside", "clashing"), 0))
    held: set[str] = set()
    for op_id, digest in reading.digests.items():
        dep = reading.dep_of[op_id]
        if op_id in stored:
            steps["known" if stored[op_id] == digest else "clashing"] += 1
        elif reading.partition_of[op_id] not in partitions:
            steps["outside"] += 1
        elif dep is not None and (dep in missing or dep in held):
            held.add(op_id)
            steps["waiting"] += 1
        else:
            steps["new"] += 1
    return dict(steps)


def _partitions_of(device: KnownDevice) -> frozenset[str]:
    signed = read_signed(device.certificate)
    # We signed it ourselves and kept it in our own database, maybe with a key since replaced.
    ours = [public for public, _signature in signed.signatures]
    return frozenset(trusted_certificate(signed, ours).partitions)


def _alarms(office: Office, device: KnownDevice, upload: Upload) -> tuple[str, ...]:
    alarms = []
    if office.now() > device.valid_until:
        alarms.append("certificate-expired")
    if upload.checkpoint.device_id != device.device_id:
        alarms.append("checkpoint-of-another-device")
    return tuple(alarms)


def _view(
    container: Container,
    path: Path,
    verdict: Verdict,
    *,
    name: str,
    contents: PackageContents | None = None,
    steps: Mapping[str, int] | None = None,
    alarms: tuple[str, ...] = (),
) -> PackageView:
    header = container.header
    return PackageView(
        file=path.name,
        kind=header.kind,
        package_id=header.package_id,
        number=header.number,
        bytes=path.stat().st_size,
        sender_device=header.sender.device_id,
        sender_region=header.sender.region,
        sender_name=name,
        recipients=header.recipients,
        made_at=header.made_at,
        verdict=verdict,
        contents=contents or PackageContents(),
        steps=steps or {},
        alarms=alarms,
    )
