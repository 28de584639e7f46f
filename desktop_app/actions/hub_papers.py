"""The papers a hub signs, as the actions need them: its root, a certificate, the roster.

A certificate is renewed by what the hub sends: every package brings the one that holds then, and a hub
that writes packages first renews those that would not outlive the loss of a few. So an office that
carries its stick each quarter never notices that certificates end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import desktop_app
from desktop_app.actions.device_keys import HUB, KeyPair, pair_of
from desktop_app.actions.office import Office
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.region import RegionTable
from desktop_app.domain.roles import OfficeKind
from desktop_app.domain.subject import partition_of
from desktop_app.errors import Code, UserError
from desktop_app.exchange.download import Papers
from desktop_app.exchange.enrolment import EnrolmentRequest
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.roster import (
    Certificate,
    DeviceStatus,
    Root,
    Roster,
    RosterLine,
    Signed,
    read_signed,
    sign_certificate,
    sign_roster,
    trusted_certificate,
    trusted_root,
)
from desktop_app.store import audit, roster, settings
from desktop_app.store.connection import Connection
from desktop_app.store.roster import KnownDevice
from desktop_app.store.store import Transaction

CERTIFICATE_LIFE = timedelta(days=456)  # fifteen months
RENEWED_BEFORE = timedelta(days=274)  # nine: three quarters' packages may get lost
MAY_UPLOAD = "upload"
_EPOCH = "hub-epoch"


@dataclass(frozen=True, slots=True)
class HubPapers:
    """What a hub needs to sign anything; `chain` is every root document it has issued."""

    keys: KeyPair
    root: Root
    chain: tuple[str, ...]
    epoch: int


def hub_papers(conn: Connection, sealing: bytes) -> HubPapers:
    """The keys and the root of this hub; raises `UserError` (`HUB_KEYS_MISSING`)."""
    root = known_root(conn)
    keys = pair_of(conn, sealing, HUB)
    if root is None or keys is None:
        raise UserError(Code.HUB_KEYS_MISSING)
    chain = tuple(roster.documents_of(conn, "root"))
    return HubPapers(keys, root, chain, epoch_of(conn))


def epoch_of(conn: Connection) -> int:
    """The present life of this hub."""
    return int(settings.get(conn, _EPOCH, 0))


def begin_epoch(tx: Transaction, epoch: int) -> None:
    """A new life of this hub: it was restored from an older copy of itself."""
    settings.put(tx, _EPOCH, epoch)
    audit.note(tx, "hub-epoch-begun", epoch=epoch)


def known_root(conn: Connection) -> Root | None:
    """The newest root document kept here; it was checked when it was taken in."""
    chain = [read_signed(text) for text in roster.documents_of(conn, "root")]
    return trusted_root(chain) if chain else None


def hub_root(conn: Connection, profile: OfficeProfile) -> Root:
    """The newest root document of this hub; raises `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING`)."""
    if profile.kind is not OfficeKind.HUB:
        raise UserError(Code.HUB_ONLY)
    root = known_root(conn)
    if root is None:
        raise UserError(Code.HUB_KEYS_MISSING)
    return root


def certificate_for(
    request: EnrolmentRequest,
    region: str,
    regions: RegionTable,
    *,
    serial: str,
    now: datetime,
    roster_version: int,
) -> Certificate:
    """What a device of `region` may do: write into the partitions of the region and its villages."""
    villages = regions.villages_within(region)
    partitions = {region, *(partition_of(village.code) for village in villages)}
    return Certificate(
        serial=serial,
        device_id=request.device_id,
        office_id=request.office_id,
        office_kind=request.office_kind,
        region=region,
        name=request.office_name,
        partitions=tuple(sorted(partitions)),
        capabilities=(MAY_UPLOAD,),
        sign_public=request.sign_public,
        recipient=request.recipient,
        valid_from=now,
        valid_until=now + CERTIFICATE_LIFE,
        roster_version=roster_version,
    )


def known_device(label: str, certificate: Certificate, signed: Signed) -> KnownDevice:
    """The device of a certificate, as the hub keeps it."""
    return KnownDevice(
        device_id=certificate.device_id,
        serial=certificate.serial,
        office_id=certificate.office_id,
        kind=certificate.office_kind.value,
        name=certificate.name,
        region=certificate.region,
        label=label,
        sign_public=certificate.sign_public,
        recipient=certificate.recipient,
        certificate=signed.written(),
        valid_from=certificate.valid_from,
        valid_until=certificate.valid_until,
    )


def roster_of(
    devices: Iterable[KnownDevice], papers: HubPapers, *, version: int, now: datetime
) -> Signed:
    """The signed list of all devices."""
    lines = tuple(
        RosterLine(
            device.device_id,
            device.serial,
            device.region,
            DeviceStatus.REVOKED if device.revoked_at else DeviceStatus.ACTIVE,
        )
        for device in devices
    )
    made = Roster(version, papers.root.hub_id, papers.epoch, now, lines)
    return sign_roster(made, papers.keys.seed)


def put_roster(tx: Transaction, papers: HubPapers, *, version: int) -> None:
    """Sign the list of all devices as they are kept now, and keep it under this number."""
    signed = roster_of(roster.devices_of(tx.conn), papers, version=version, now=tx.at)
    roster.put_document(tx, "roster", version, signed.written())


def certificate_of(device: KnownDevice) -> Certificate:
    """What a device of this hub may do; its certificate was signed here, maybe with a key since replaced."""
    signed = read_signed(device.certificate)
    return trusted_certificate(signed, [public for public, _signature in signed.signatures])


def read_by(certificate: Certificate, hub_region: str) -> frozenset[str]:
    """The partitions a device reads: those it may write, and the one for the whole kabupaten."""
    return frozenset((*certificate.partitions, partition_of(hub_region)))


def renew_certificates(tx: Transaction, papers: HubPapers) -> int:
    """Sign a new certificate for every device whose own ends before long; how many there were.

    It says the same and ends later. One that has ended is renewed, too: whether a device is still
    trusted is for a person to say, by revoking it, and not for the calendar.
    """
    devices = roster.devices_of(tx.conn)
    due = [
        device
        for device in devices
        if device.revoked_at is None and device.valid_until - tx.at < RENEWED_BEFORE
    ]
    if not due:
        return 0
    version = roster.newest_version(tx.conn, "roster") + 1
    for device in due:
        certificate = replace(
            certificate_of(device),
            serial=tx.new_id(),
            valid_from=tx.at,
            valid_until=tx.at + CERTIFICATE_LIFE,
            roster_version=version,
        )
        signed = sign_certificate(certificate, papers.keys.seed)
        roster.put_device(tx, known_device(device.label, certificate, signed))
        audit.note(tx, "certificate-renewed", device.device_id)
    put_roster(tx, papers, version=version)
    return len(due)


def papers_for(conn: Connection, device: KnownDevice) -> Papers:
    """What every package for a device begins with."""
    newest = roster.documents_of(conn, "roster")[-1]
    return Papers(read_signed(device.certificate), read_signed(newest))


def hub_header(
    office: Office, conn: Connection, papers: HubPapers, kind: PackageKind, number: int
) -> Header:
    """The header of a package of this hub, as it begins it."""
    profile = office.profile
    return Header(
        kind=kind,
        package_id=office.new_id(),
        sender=Sender(profile.device_id, profile.office_id, profile.region),
        recipients=(),
        signer=papers.keys.sign_public,
        made_at=office.now(),
        app_version=desktop_app.__version__,
        number=number,
        epoch=papers.epoch,
        roster_version=roster.newest_version(conn, "roster"),
        roots=papers.chain,
        audit_head=audit.head_of(conn),
    )
