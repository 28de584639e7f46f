"""How a device joins a hub by stick: it asks, somebody compares a code on paper, the hub answers.

The request is clear, because the device knows no key of the hub yet; it holds public keys and a label,
signed with the key it is about. What makes it trustworthy is the match code: 24 digits over the whole
request that the office prints on its signed form and the hub's operator types in. The answer is sealed
to the device, names the request's nonce, and is worth something only once somebody has compared the
hub's fingerprint with the printed one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop_app import crypto
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container, check_signature
from desktop_app.exchange.fields import (
    Fields,
    Malformed,
    read_json,
    write_json,
    written_bytes,
    written_moment,
)
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.record import raw_record, record, record_fields
from desktop_app.exchange.roster import (
    Certificate,
    Distrusted,
    Root,
    Roster,
    Signed,
    read_signed,
    short_code,
    trusted_certificate,
    trusted_root,
    trusted_roster,
    walked_roots,
)
from desktop_app.exchange.sealing import open_package, seal_package

NONCE_BYTES = 16


# --- asking ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class EnrolmentRequest:
    """A device that asks to join, with its public keys."""

    device_id: str
    office_id: str
    office_kind: OfficeKind
    region: str
    office_name: str
    label: str
    sign_public: bytes
    recipient: str
    nonce: bytes
    asked_at: datetime

    @property
    def match_code(self) -> str:
        """24 digits over all of it: the same on the office's form and on the hub's screen, or not it."""
        return short_code(b"enrolment-request" + self.written())

    def written(self) -> bytes:
        """The exact bytes that travel."""
        return write_json(
            {
                "device": self.device_id,
                "office": self.office_id,
                "kind": self.office_kind.value,
                "region": self.region,
                "name": self.office_name,
                "label": self.label,
                "sign": written_bytes(self.sign_public),
                "encrypt": self.recipient,
                "nonce": written_bytes(self.nonce),
                "asked_at": written_moment(self.asked_at),
            }
        )


def write_request(
    sink: crypto.Sink,
    request: EnrolmentRequest,
    *,
    seed: bytes,
    package_id: str,
    app_version: str,
) -> Header:
    """Write the package a device asks with, signed by the key it is about."""
    header = Header(
        kind=PackageKind.ENROLMENT,
        package_id=package_id,
        sender=Sender(request.device_id, request.office_id, request.region),
        recipients=(),
        signer=request.sign_public,
        made_at=request.asked_at,
        app_version=app_version,
    )
    records = [raw_record("request", request.written())]
    return seal_package(sink, header, records, seed=seed, readers={})


def read_request(container: Container) -> EnrolmentRequest:
    """The request in a package; whether it is genuine is for whoever compares the match code.

    Raises `UserError` (`PACKAGE_WRONG_KIND`, `PACKAGE_DAMAGED`, `PACKAGE_INCONSISTENT`).
    """
    require_kind(container, PackageKind.ENROLMENT)
    header = container.header
    check_signature(container, header.signer)
    found: list[EnrolmentRequest] = []

    def take(tag: str, raw: bytes) -> None:
        if tag == "request":
            found.append(_request(record_fields(tag, raw)))

    open_package(container, trusted=header.signer, device_id="", identities=(), take=take)
    if len(found) != 1 or not _agrees(found[0], header):
        raise UserError(Code.PACKAGE_INCONSISTENT, name=container.name, part="request")
    return found[0]


def _request(fields: Fields) -> EnrolmentRequest:
    request = EnrolmentRequest(
        device_id=fields.text("device", most=64),
        office_id=fields.text("office", most=64),
        office_kind=fields.one_of("kind", OfficeKind),
        region=fields.text("region", most=32),
        office_name=fields.text("name", most=200),
        label=fields.text("label", most=200),
        sign_public=fields.data("sign", size=32),
        recipient=fields.text("encrypt"),
        nonce=fields.data("nonce", size=NONCE_BYTES),
        asked_at=fields.moment("asked_at"),
    )
    if not crypto.is_recipient(request.recipient):
        raise fields.malformed("encrypt")
    return request


def _agrees(request: EnrolmentRequest, header: Header) -> bool:
    sender = Sender(request.device_id, request.office_id, request.region)
    return header.sender == sender and header.signer == request.sign_public


# --- answering ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Activation:
    """What a hub answers: who it is, what this device may do, and who else is there."""

    root: Root
    certificate: Certificate
    roster: Roster
    new_roots: tuple[tuple[Root, Signed], ...]
    signed_certificate: Signed
    signed_roster: Signed
    hub_device_id: str


def write_activation(
    sink: crypto.Sink,
    request: EnrolmentRequest,
    header: Header,
    *,
    certificate: Signed,
    roster: Signed,
    seed: bytes,
) -> Header:
    """Write the hub's answer for the device that asked; `header.roots` is the chain of roots."""
    nonce = {"device": request.device_id, "nonce": written_bytes(request.nonce)}
    records = [
        record("activation", nonce),
        record("certificate", read_json(certificate.written(), "certificate")),
        record("roster", read_json(roster.written(), "roster")),
    ]
    readers = {request.device_id: request.recipient}
    return seal_package(sink, header, records, seed=seed, readers=readers)


def roots_in(
    container: Container, known: Root | None = None
) -> tuple[Root, tuple[tuple[Root, Signed], ...]]:
    """The newest root a hub's package shows, walked from the one we know, and those new to us.

    Without `known` it vouches for itself, and its fingerprint is to be compared by a person.
    Raises `UserError` (`PACKAGE_SIGNER_UNKNOWN`, `PACKAGE_INCONSISTENT`).
    """
    try:
        chain = [read_signed(text) for text in container.header.roots]
        return trusted_root(chain, known), walked_roots(chain, known)
    except Distrusted as error:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=container.name) from error
    except Malformed as error:
        raise UserError(Code.PACKAGE_INCONSISTENT, name=container.name, part=error.part) from error


def read_activation(
    container: Container,
    *,
    device_id: str,
    nonce: bytes,
    sign_public: bytes,
    recipient: str,
    identities: Sequence[str],
    known: Root | None = None,
) -> Activation:
    """The hub's answer to our request; raises `UserError`, `ACTIVATION_NOT_FOR_US` among them."""
    require_kind(container, PackageKind.ACTIVATION)
    root, new_roots = roots_in(container, known)
    signer = container.header.signer
    if signer not in root.signing_keys:
        raise UserError(Code.PACKAGE_SIGNER_UNKNOWN, name=container.name)
    check_signature(container, signer)
    found: dict[str, bytes] = {}

    def take(tag: str, raw: bytes) -> None:
        if tag in found:
            raise Malformed(tag)
        found[tag] = raw

    open_package(container, trusted=signer, device_id=device_id, identities=identities, take=take)
    try:
        answer = record_fields("activation", found["activation"])
        signed_certificate = read_signed(found["certificate"].decode())
        signed_roster = read_signed(found["roster"].decode())
        certificate = trusted_certificate(signed_certificate, root.signing_keys)
        roster = trusted_roster(signed_roster, root.signing_keys)
        is_ours = (
            answer.text("device") == certificate.device_id == device_id
            and answer.data("nonce", size=NONCE_BYTES) == nonce
            and certificate.sign_public == sign_public
            and certificate.recipient == recipient
            and roster.hub_id == root.hub_id
        )
    except (Malformed, KeyError, UnicodeDecodeError, Distrusted) as error:
        raise UserError(
            Code.PACKAGE_INCONSISTENT, name=container.name, part="activation"
        ) from error
    if not is_ours:
        raise UserError(Code.ACTIVATION_NOT_FOR_US, name=container.name)
    return Activation(
        root=root,
        certificate=certificate,
        roster=roster,
        new_roots=new_roots,
        signed_certificate=signed_certificate,
        signed_roster=signed_roster,
        hub_device_id=container.header.sender.device_id,
    )


def require_kind(container: Container, kind: PackageKind) -> None:
    """Raise `UserError` (`PACKAGE_WRONG_KIND`) unless the package says it is of this kind."""
    if container.header.kind is not kind:
        raise UserError(
            Code.PACKAGE_WRONG_KIND, name=container.name, kind=container.header.kind.value
        )
