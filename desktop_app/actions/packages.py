"""Packages: writing what waits to be sent, finding them on a stick, and looking into them."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import desktop_app
from desktop_app.actions.device_keys import DEVICE, HUB, PRIVATE_KEYS, KeyPair, pair_of
from desktop_app.actions.evidence_travel import Load, Unloading, load_for_hub
from desktop_app.actions.following import ASKED_ANEW, follow
from desktop_app.actions.from_hub import checked_hub
from desktop_app.actions.hub_books import GlancedLedger
from desktop_app.actions.hub_intake import checked_sender, take_upload
from desktop_app.actions.hub_papers import known_root
from desktop_app.actions.office import Office, needs
from desktop_app.actions.receipts import Receipt, TakenRelease, trial
from desktop_app.actions.release_taking import take_release
from desktop_app.actions.sticks import PackageWritten as PackageWritten
from desktop_app.actions.sticks import (
    history_line,
    only_if_kept,
    package_in,
    remove_older,
    write_out,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.fold import readable_types
from desktop_app.domain.hub_log import Cursor
from desktop_app.domain.op import Op
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container, check_signature
from desktop_app.exchange.enrolment import read_request
from desktop_app.exchange.finding import Findings
from desktop_app.exchange.finding import find_packages as search_packages
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.roster import Root
from desktop_app.exchange.sealing import seal_package
from desktop_app.exchange.upload import Checkpoint, upload_records
from desktop_app.progress import Progress
from desktop_app.store import audit, evidence_travel, hub_log, ops, packages, settings
from desktop_app.store.ops import WaitingOps as WaitingOps
from desktop_app.store.packages import PackageLine as PackageLine

log = logging.getLogger(__name__)


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
    regions), ``clashing`` (an id known with other bytes), ``returned`` (another device's, which this hub
    has lost). `alarms` are oddities for a person to see; `release` is what a release package holds.
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
    release: TakenRelease | None = None


# --- writing ----------------------------------------------------------------------------------------


@needs(Right.EXCHANGE)
def write_package(office: Office, folder: Path, progress: Progress) -> Done[PackageWritten]:
    """Seal every op the hub has not confirmed, and how far we have read, to the hub's key.

    The file is in `folder`/TUKAR when this returns, forced to the stick and read back; older packages
    of this device but the last three are removed there. In rescue mode, too: what was recorded and not
    yet sent comes out of a damaged office that way, and nothing older is removed. Raises `UserError` (`OFFICE_IS_HUB`,
    `HUB_NOT_KNOWN`) and `MachineError` (`STICK_FULL`, `STICK_GONE`, …); then nothing was written.
    """
    if office.profile.kind is OfficeKind.HUB:
        raise UserError(Code.OFFICE_IS_HUB)
    waiting = _waiting(office, folder)
    header = _upload_header(office, waiting)

    def write(sink: BinaryIO) -> Header:
        progress.begin("sealing", len(waiting.ops))
        records = upload_records(
            _counted(waiting.ops, progress),
            waiting.cursors,
            waiting.checkpoint,
            seed=waiting.keys.seed,
            readable=readable_types(),
        )
        return seal_package(
            sink,
            header,
            chain(records, waiting.load.records(office.store)),
            seed=waiting.keys.seed,
            readers={waiting.hub_device: waiting.root.encryption_keys[-1]},
        )

    header, written = write_out(folder, office.today(), progress, write)
    number = waiting.checkpoint.number
    with only_if_kept(written), office.write() as tx:
        line = history_line(tx, header, written, ops=len(waiting.ops), last_op=number)
        if not office.is_in_rescue:
            packages.keep(tx, line)
            evidence_travel.note_sent(tx, waiting.load.digests, header.package_id)
        audit.note(tx, "package-written", header.package_id, ops=len(waiting.ops))
    if not office.is_in_rescue:  # an older one may hold what cannot be read here any more
        remove_older(folder, header)
    log.info("package-written ops=%d bytes=%d", len(waiting.ops), written.size)
    return Done(
        PackageWritten(
            path=written.path,
            file=written.path.name,
            package_id=header.package_id,
            number=header.number,
            bytes=written.size,
            ops=len(waiting.ops),
            attachments=len(waiting.load.digests),
            left_behind=waiting.load.left_behind,
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
    load: Load


def _waiting(office: Office, folder: Path) -> _Waiting:
    profile = office.profile
    with office.read() as conn:
        enrolment = settings.get(conn, "enrolment")
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
        root = known_root(conn)
        if enrolment is None or keys is None or root is None:
            raise UserError(Code.HUB_NOT_KNOWN)
        head = hub_log.own_head(conn, profile.device_id)
        asked_anew = settings.get(conn, ASKED_ANEW, ())
        return _Waiting(
            ops=ops.unlogged_of(conn),
            cursors=[
                replace(hub_log.head_of(conn, partition), epoch=enrolment["epoch"])
                for partition in hub_log.partitions_of(conn)
                if partition not in asked_anew
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
            load=load_for_hub(office, conn, folder),
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
        elif header.kind is PackageKind.RELEASE:
            view = _release_view(office, container, path)
        else:
            view = _download_view(office, container, path)
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
    counting = _Counting()
    with office.read() as conn:
        book = GlancedLedger(conn, office.now(), office.profile)
        receipt = take_upload(
            book,
            container,
            checked_sender(container, office, conn),
            office.profile,
            progress=Progress(),
            unloading=Unloading(office, book.spoken_of, is_trial=True),
            look_at=counting.take,
        )
    return _tried_view(container, path, receipt, counting.contents())


def _download_view(office: Office, container: Container, path: Path) -> PackageView:
    hub = checked_hub(container, office, PackageKind.DOWNLOAD)
    with trial(office) as tx:
        spoken_of = partial(evidence_travel.standing, tx.conn)
        unloading = Unloading(office, spoken_of, is_trial=True)
        receipt = follow(
            tx, container, hub, office.profile, progress=Progress(), unloading=unloading
        )
    contents = PackageContents(ops=receipt.tally.applied + receipt.tally.already_known)
    return _tried_view(container, path, receipt, contents)


def _release_view(office: Office, container: Container, path: Path) -> PackageView:
    hub = checked_hub(container, office, PackageKind.RELEASE)
    receipt = take_release(office, container, hub, Progress(), is_trial=True)
    return replace(
        _tried_view(container, path, receipt, PackageContents()), release=receipt.release
    )


def _tried_view(
    container: Container, path: Path, receipt: Receipt, contents: PackageContents
) -> PackageView:
    tally = receipt.tally
    reasons = Counter(one.reason for one in tally.refused)
    return _view(
        container,
        path,
        Verdict.GENUINE,
        name=receipt.sender_name,
        contents=contents,
        steps={
            "new": tally.applied - reasons["outside"],
            "known": tally.already_known,
            "waiting": tally.waiting,
            "outside": reasons["outside"],
            "clashing": reasons["clashing"],
            **({"returned": tally.returned} if tally.returned else {}),
        },
        alarms=receipt.alarms,
    )


class _Counting:
    """Counts ops as they come past."""

    def __init__(self) -> None:
        self._types: Counter[str] = Counter()
        self._partitions: Counter[str] = Counter()
        self._first: datetime | None = None
        self._last: datetime | None = None

    def take(self, op: Op) -> None:
        """The next op."""
        self._types[op.type] += 1
        self._partitions[op.partition] += 1
        if self._first is None or op.at < self._first:
            self._first = op.at
        if self._last is None or op.at > self._last:
            self._last = op.at

    def contents(self) -> PackageContents:
        """Everything, counted."""
        return PackageContents(
            ops=self._types.total(),
            types=dict(sorted(self._types.items())),
            partitions=dict(sorted(self._partitions.items())),
            first_at=self._first,
            last_at=self._last,
        )


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
