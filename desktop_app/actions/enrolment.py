"""Joining a hub, at the office: what it asks, and how it takes the answer.

The two codes that people compare on paper carry all the trust: the match code (is this request from
the laptop in front of that person?) and the hub's fingerprint (is this answer from our kabupaten?).
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import desktop_app
from desktop_app import crypto
from desktop_app.actions.device_keys import (
    DEVICE,
    PRIVATE_KEYS,
    keep_pair,
    new_pair,
    pair_of,
)
from desktop_app.actions.escrow import renew_escrow
from desktop_app.actions.hub_papers import (
    known_root,
)
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sticks import history_line, only_if_kept, package_in, write_out
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.enrolment import (
    NONCE_BYTES,
    Activation,
    EnrolmentRequest,
    read_activation,
    write_request,
)
from desktop_app.exchange.header import Header
from desktop_app.exchange.roster import same_code
from desktop_app.progress import Progress
from desktop_app.store import audit, packages, roster, settings
from desktop_app.store.connection import Connection

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EnrolmentAsked:
    """The written request; the match code is printed on the form that goes with it."""

    path: Path
    file: str
    match_code: str


@dataclass(frozen=True, slots=True)
class ActivationView:
    """What an answer would make of this office; nothing is taken yet."""

    hub_fingerprint: str
    hub_region: str
    match_code: str
    region: str
    partitions: tuple[str, ...]
    valid_until: datetime


@dataclass(frozen=True, slots=True)
class EnrolmentState:
    """How far this office is on its way to a hub.

    `asked_code` is the match code of the newest request that waits for its answer.
    """

    is_enrolled: bool
    asked_code: str
    region: str
    hub_fingerprint: str
    valid_until: datetime | None


@needs(Right.ENROL)
def request_enrolment(
    office: Office, folder: Path, progress: Progress, *, label: str = ""
) -> Done[EnrolmentAsked]:
    """Ask a hub to enrol this device: writes the request to `folder`, gives the code for the form.

    May be asked again as long as no answer was taken; only the newest request can be answered.
    `label` names the computer, never a person. Raises `UserError` (`OFFICE_IS_HUB`,
    `DEVICE_ENROLLED_ALREADY`) and `MachineError`.
    """
    if office.profile.kind is OfficeKind.HUB:
        raise UserError(Code.OFFICE_IS_HUB)
    with office.read() as conn:
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
        if keys is not None and settings.get(conn, "enrolment") is not None:
            raise UserError(Code.DEVICE_ENROLLED_ALREADY)
    keys = keys or new_pair()
    request = EnrolmentRequest(
        device_id=office.profile.device_id,
        office_id=office.profile.office_id,
        office_kind=office.profile.kind,
        region=office.profile.region,
        office_name=office.profile.name,
        label=label.strip()[:100],
        sign_public=keys.sign_public,
        recipient=keys.recipient,
        nonce=crypto.random_bytes(NONCE_BYTES),
        asked_at=office.now(),
    )
    seed, package_id = keys.seed, office.new_id()

    def write(sink: BinaryIO) -> Header:
        return write_request(
            sink, request, seed=seed, package_id=package_id, app_version=desktop_app.__version__
        )

    header, written = write_out(folder, office.today(), progress, write)
    with only_if_kept(written), office.write() as tx:
        keep_pair(tx, office.derived_key(PRIVATE_KEYS), DEVICE, keys)
        pending = {"nonce": request.nonce.hex(), "match_code": request.match_code}
        settings.put(tx, "enrolment-request", pending)
        packages.keep(tx, history_line(tx, header, written))
        audit.note(tx, "enrolment-asked")
    log.info("enrolment-asked")
    return Done(
        EnrolmentAsked(written.path, written.path.name, request.match_code),
        frozenset({Topic.PACKAGES}),
    )


@needs(Right.READ)
def enrolment_state(office: Office) -> EnrolmentState:
    """Whether this office knows its hub, and what it still waits for."""
    with office.read() as conn:
        enrolment = settings.get(conn, "enrolment")
        pending = settings.get(conn, "enrolment-request")
        root = known_root(conn)
    return EnrolmentState(
        is_enrolled=enrolment is not None,
        asked_code=pending["match_code"] if pending else "",
        region=enrolment["region"] if enrolment else "",
        hub_fingerprint=root.fingerprint if root else "",
        valid_until=datetime.fromisoformat(enrolment["valid_until"]) if enrolment else None,
    )


@needs(Right.ENROL)
def inspect_activation(office: Office, path: Path) -> ActivationView:
    """What the hub answered, so that somebody can compare the fingerprint before it is taken."""
    activation, match_code = _read_activation(office, path)
    return ActivationView(
        hub_fingerprint=activation.root.fingerprint,
        hub_region=activation.root.region,
        match_code=match_code,
        region=activation.certificate.region,
        partitions=activation.certificate.partitions,
        valid_until=activation.certificate.valid_until,
    )


@needs(Right.ENROL)
def activate_device(
    office: Office, path: Path, *, fingerprint: str | None = None
) -> Done[ActivationView]:
    """Take the hub's answer: from now on this office can send.

    `fingerprint` is what somebody read off the printed letter; a different one is refused with
    `MATCH_CODE_WRONG`. Without it the audit line says that nobody compared. Works once for one request.
    """
    activation, match_code = _read_activation(office, path)
    if fingerprint is not None and not same_code(fingerprint, activation.root.fingerprint):
        raise UserError(Code.MATCH_CODE_WRONG)
    certificate, hub_root = activation.certificate, activation.root
    with office.write() as tx:
        for root, signed in activation.new_roots:
            roster.put_document(tx, "root", root.version, signed.written())
        roster.put_document(
            tx, "certificate", certificate.roster_version, activation.signed_certificate.written()
        )
        roster.put_document(
            tx, "roster", activation.roster.version, activation.signed_roster.written()
        )
        settings.put(
            tx,
            "enrolment",
            {
                "hub_id": hub_root.hub_id,
                "hub_device": activation.hub_device_id,
                "region": certificate.region,
                "partitions": list(certificate.partitions),
                "valid_until": certificate.valid_until.isoformat(),
                "roster": activation.roster.version,
                # A device that joins anew has followed its hub before; no life of it comes back.
                "epoch": max(activation.roster.epoch, _known_epoch(tx.conn)),
            },
        )
        settings.put(tx, "enrolment-request", None)
        compared = "no" if fingerprint is None else "yes"
        audit.note(tx, "device-activated", hub_root.hub_id, fingerprint_compared=compared)
    renew_escrow(office)
    log.info("device-activated region=%s", certificate.region)
    view = ActivationView(
        hub_fingerprint=hub_root.fingerprint,
        hub_region=hub_root.region,
        match_code=match_code,
        region=certificate.region,
        partitions=certificate.partitions,
        valid_until=certificate.valid_until,
    )
    return Done(view, frozenset({Topic.SETTINGS, Topic.PACKAGES}))


def _known_epoch(conn: Connection) -> int:
    enrolment = settings.get(conn, "enrolment")
    return int(enrolment["epoch"]) if enrolment else 0


def _read_activation(office: Office, path: Path) -> tuple[Activation, str]:
    with office.read() as conn:
        keys = pair_of(conn, office.derived_key(PRIVATE_KEYS), DEVICE)
        pending = settings.get(conn, "enrolment-request")
        known = known_root(conn)
    if keys is None or pending is None:
        raise UserError(Code.ACTIVATION_NOT_FOR_US, name=path.name)
    with package_in(path) as container:
        activation = read_activation(
            container,
            device_id=office.profile.device_id,
            nonce=bytes.fromhex(pending["nonce"]),
            sign_public=keys.sign_public,
            recipient=keys.recipient,
            identities=[keys.identity],
            known=known,
        )
    return activation, pending["match_code"]
