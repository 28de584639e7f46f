"""Joining a hub, at the hub: what it sets up, how it answers an office, and how it takes that back."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desktop_app import crypto
from desktop_app.actions.device_keys import (
    HUB,
    HUB_ROOT,
    PRIVATE_KEYS,
    keep_pair,
    keep_seed,
    new_pair,
)
from desktop_app.actions.hub_papers import (
    certificate_for,
    hub_header,
    hub_papers,
    known_device,
    known_root,
    put_roster,
    roster_of,
)
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sticks import history_line, only_if_kept, package_in, write_out
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.exchange.enrolment import (
    read_request,
    write_activation,
)
from desktop_app.exchange.finding import find_packages
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.exchange.roster import Root, same_code, sign_certificate, sign_root
from desktop_app.progress import Progress
from desktop_app.store import audit, packages, roster

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HubIdentity:
    """What a hub shows of itself; the fingerprint is printed and sent to every office on paper."""

    hub_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """What a request says of itself. The match code is not in it: somebody has to read it out."""

    device_id: str
    kind: OfficeKind
    region: str
    name: str
    label: str
    asked_at: datetime
    is_known: bool


@dataclass(frozen=True, slots=True)
class EnrolmentApproved:
    """The written answer."""

    path: Path
    file: str
    device_id: str
    region: str
    partitions: tuple[str, ...]
    valid_until: datetime
    hub_fingerprint: str


@needs(Right.HUB_DECIDE)
def init_hub(office: Office) -> Done[HubIdentity]:
    """Make the keys of a hub and its first root document.

    Root and operating keys lie in this office's database, sealed; the root key is used only to sign
    the next root. Raises `UserError` (`HUB_ONLY`, `HUB_EXISTS`).
    """
    if office.profile.kind is not OfficeKind.HUB:
        raise UserError(Code.HUB_ONLY)
    root_seed, operating = crypto.new_signing_seed(), new_pair()
    with office.write() as tx:
        if roster.newest_version(tx.conn, "root"):
            raise UserError(Code.HUB_EXISTS)
        root = Root(
            version=1,
            hub_id=tx.new_id(),
            region=office.profile.region,
            root_keys=(crypto.public_of(root_seed),),
            threshold=1,
            signing_keys=(operating.sign_public,),
            encryption_keys=(operating.recipient,),
            issued_at=tx.at,
        )
        sealing = office.derived_key(PRIVATE_KEYS)
        keep_seed(tx, sealing, HUB_ROOT, root_seed)
        keep_pair(tx, sealing, HUB, operating)
        roster.put_document(tx, "root", 1, sign_root(root, [root_seed]).written())
        audit.note(tx, "hub-created", root.hub_id)
    log.info("hub-created")
    return Done(HubIdentity(root.hub_id, root.fingerprint), frozenset({Topic.SETTINGS}))


@needs(Right.READ)
def hub_identity(office: Office) -> HubIdentity | None:
    """The hub this office is, or belongs to; None before either."""
    with office.read() as conn:
        root = known_root(conn)
    return None if root is None else HubIdentity(root.hub_id, root.fingerprint)


@needs(Right.HUB_OPERATE)
def inspect_request(office: Office, path: Path) -> RequestView:
    """What a request says, before anybody has compared its code."""
    with package_in(path) as container:
        request = read_request(container)
    with office.read() as conn:
        is_known = roster.device_of(conn, request.device_id) is not None
    return RequestView(
        device_id=request.device_id,
        kind=request.office_kind,
        region=request.region,
        name=request.office_name,
        label=request.label,
        asked_at=request.asked_at,
        is_known=is_known,
    )


@needs(Right.HUB_OPERATE)
def find_requests(office: Office, folder: Path) -> list[tuple[Path, RequestView]]:
    """Every request below a folder that can be read, the newest of each device, by region and name."""
    newest: dict[str, tuple[Path, RequestView]] = {}
    for found in find_packages(folder).packages:
        if found.header is None or found.header.kind is not PackageKind.ENROLMENT:
            continue
        with suppress(UserError, MachineError):
            view = inspect_request(office, found.path)
            known = newest.get(view.device_id)
            if known is None or known[1].asked_at < view.asked_at:
                newest[view.device_id] = (found.path, view)
    return sorted(newest.values(), key=lambda one: (one[1].region, one[1].name))


@needs(Right.HUB_DECIDE)
def approve_enrolment(
    office: Office, path: Path, *, match_code: str, region: str, folder: Path, progress: Progress
) -> Done[EnrolmentApproved]:
    """Give the device that asked a certificate for `region`, and write the answer to `folder`.

    A device that is known gets new keys and a new certificate: that is how a laptop with a restored
    office joins again. Raises `UserError` (`HUB_KEYS_MISSING`, `MATCH_CODE_WRONG`, `REGION_UNKNOWN`,
    faults of the file) and `MachineError`; then nobody was enrolled.
    """
    with package_in(path) as container:
        request = read_request(container)
    if not same_code(match_code, request.match_code):
        raise UserError(Code.MATCH_CODE_WRONG)
    code = office.reference.regions.parse(region)
    with office.read() as conn:
        papers = hub_papers(conn, office.derived_key(PRIVATE_KEYS))
        version = roster.newest_version(conn, "roster") + 1
        number = packages.next_number(conn)
        header = hub_header(office, conn, papers, PackageKind.ACTIVATION, number)
        others = roster.devices_of(conn)
    now = office.now()
    certificate = certificate_for(
        request,
        code,
        office.reference.regions,
        serial=office.new_id(),
        now=now,
        roster_version=version,
    )
    signed_certificate = sign_certificate(certificate, papers.keys.seed)
    device = known_device(request.label, certificate, signed_certificate)
    everybody = [*(each for each in others if each.device_id != device.device_id), device]
    signed_roster = roster_of(everybody, papers, version=version, now=now)
    header = replace(header, roster_version=version)  # the one it brings

    def write(sink: BinaryIO) -> Header:
        return write_activation(
            sink,
            request,
            header,
            certificate=signed_certificate,
            roster=signed_roster,
            seed=papers.keys.seed,
        )

    header, written = write_out(folder, office.today(), progress, write)
    with only_if_kept(written), office.write() as tx:
        roster.put_device(tx, device)
        roster.put_document(tx, "roster", version, signed_roster.written())
        packages.keep(tx, history_line(tx, header, written))
        audit.note(tx, "device-enrolled", device.device_id, region=code)
    log.info("device-enrolled device=%s region=%s", device.device_id, code)
    return Done(
        EnrolmentApproved(
            path=written.path,
            file=written.path.name,
            device_id=device.device_id,
            region=code,
            partitions=certificate.partitions,
            valid_until=certificate.valid_until,
            hub_fingerprint=papers.root.fingerprint,
        ),
        frozenset({Topic.PACKAGES}),
    )


@needs(Right.HUB_DECIDE)
def revoke_device(office: Office, device_id: str, reason: str) -> Done[None]:
    """Take a device's permission away: its packages are refused from now on, its earlier ops stay.

    Raises `UserError` (`DEVICE_UNKNOWN`, `REASON_MISSING`, `HUB_KEYS_MISSING`).
    """
    if not reason.strip():
        raise UserError(Code.REASON_MISSING, field="reason")
    with office.write() as tx:
        papers = hub_papers(tx.conn, office.derived_key(PRIVATE_KEYS))
        if roster.device_of(tx.conn, device_id) is None:
            raise UserError(Code.DEVICE_UNKNOWN)
        roster.revoke_device(tx, device_id, reason.strip())
        version = roster.newest_version(tx.conn, "roster") + 1
        put_roster(tx, papers, version=version)
        audit.note(tx, "device-revoked", device_id)
    log.info("device-revoked device=%s", device_id)
    return Done(None, frozenset({Topic.PACKAGES}))
