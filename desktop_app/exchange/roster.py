"""Documents of the hub that are signed and only move forward: root, certificate, roster.

A document is a text and the signatures over exactly that text; it is kept and passed on as it was
signed. The *root* names the keys that speak for the hub and is signed by the offline root keys; root
N+1 must be signed by the keys of N and by its own, and must be exactly N+1. Under it the hub's signing
key signs a *certificate* for each device (what it may send, until when) and the *roster* (which
devices there are). A reader keeps the highest version it has seen and takes nothing older.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app import crypto
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.fields import (
    Fields,
    Malformed,
    write_json,
    written_bytes,
    written_moment,
)

CODE_DIGITS = 24
_ROOT, _CERTIFICATE, _ROSTER = "root-v1", "certificate-v1", "roster-v1"


class Distrusted(Exception):
    """A signature that is needed is missing, or a document goes back or leaves one out."""


# --- a signed text --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Signed:
    """A text as it was signed, and its signatures by public key."""

    text: str
    signatures: tuple[tuple[bytes, bytes], ...]

    def written(self) -> str:
        """As it is stored and sent; `read_signed` reads it."""
        signatures = [
            {"key": written_bytes(public), "signature": written_bytes(signature)}
            for public, signature in self.signatures
        ]
        return write_json({"document": self.text, "signatures": signatures}).decode()

    def signed_by(self, trusted: Iterable[bytes], context: str) -> frozenset[bytes]:
        """Those of the `trusted` keys whose signature is there and holds."""
        wanted = set(trusted)
        return frozenset(
            public
            for public, signature in self.signatures
            if public in wanted and crypto.verified(public, context, self.text.encode(), signature)
        )


def read_signed(text: str) -> Signed:
    """Understand what `Signed.written` wrote; raises `Malformed`. No signature is checked."""
    fields = Fields.read(text, "signed")
    return Signed(
        text=fields.text("document", most=1 << 20),
        signatures=tuple(
            (each.data("key", size=32), each.data("signature", size=crypto.SIGNATURE_BYTES))
            for each in fields.objects("signatures")
        ),
    )


def _sign(value: object, context: str, seeds: Sequence[bytes]) -> Signed:
    text = write_json(value).decode()
    return Signed(
        text,
        tuple(
            (crypto.public_of(seed), crypto.sign(seed, context, text.encode())) for seed in seeds
        ),
    )


# --- the root ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Root:
    """Who speaks for a hub: written once, changed only with the keys of the one before."""

    version: int
    hub_id: str
    region: str
    root_keys: tuple[bytes, ...]
    threshold: int
    signing_keys: tuple[bytes, ...]
    encryption_keys: tuple[str, ...]
    issued_at: datetime
    escrow_key: str = ""
    """The age recipient that offices seal their database key to; "" if the hub keeps no such key."""

    @property
    def fingerprint(self) -> str:
        """24 digits for the eye, from the root keys alone: it stays when a lesser key changes."""
        listed = b"".join(sorted(self.root_keys))
        return short_code(b"hub-fingerprint" + bytes([self.threshold]) + listed)


def sign_root(root: Root, seeds: Sequence[bytes]) -> Signed:
    """The root document; `seeds` are the root keys that sign it."""
    # Left away where there is none: so a root says what it said before there were such keys.
    escrow = {"escrow_key": root.escrow_key} if root.escrow_key else {}
    return _sign(
        {
            "type": "root",
            "version": root.version,
            "hub": root.hub_id,
            "region": root.region,
            "root_keys": [written_bytes(key) for key in root.root_keys],
            "threshold": root.threshold,
            "signing_keys": [written_bytes(key) for key in root.signing_keys],
            "encryption_keys": list(root.encryption_keys),
            "issued_at": written_moment(root.issued_at),
            **escrow,
        },
        _ROOT,
        seeds,
    )


def trusted_root(chain: Sequence[Signed], known: Root | None = None) -> Root:
    """The last root of a chain; see `walked_roots`. With nothing new it is the `known` one."""
    walked = walked_roots(chain, known)
    if walked:
        return walked[-1][0]
    if known is None:
        raise Distrusted
    return known


def walked_roots(
    chain: Sequence[Signed], known: Root | None = None
) -> tuple[tuple[Root, Signed], ...]:
    """The roots of a chain that are newer than `known`; raises `Distrusted` or `Malformed`.

    Documents up to the known version are passed over; each next must be exactly one version on and
    signed by the keys of the one before. Without `known` the first document vouches for itself, and
    somebody must compare its fingerprint on paper.
    """
    walked: list[tuple[Root, Signed]] = []
    root = known
    for signed in chain:
        found = _read_root(signed)
        if root is None:
            _need(signed, found)
        elif found.version <= root.version:
            continue
        elif found.version == root.version + 1 and found.hub_id == root.hub_id:
            _need(signed, root)
            _need(signed, found)
        else:
            raise Distrusted
        root = found
        walked.append((found, signed))
    return tuple(walked)


def _need(signed: Signed, by: Root) -> None:
    if len(signed.signed_by(by.root_keys, _ROOT)) < by.threshold:
        raise Distrusted


def _read_root(signed: Signed) -> Root:
    fields = Fields.read(signed.text, "root")
    keys = fields.keys("root_keys")
    root = Root(
        version=fields.whole("version"),
        hub_id=fields.text("hub", most=64),
        region=fields.text("region", most=32),
        root_keys=keys,
        threshold=fields.whole("threshold"),
        signing_keys=fields.keys("signing_keys"),
        encryption_keys=fields.texts("encryption_keys"),
        issued_at=fields.moment("issued_at"),
        escrow_key=fields.text_or_none("escrow_key") or "",
    )
    usable = root.encryption_keys and all(map(crypto.is_recipient, root.encryption_keys))
    if (
        fields.text("type") != "root"
        or not 1 <= root.threshold <= len(set(keys))
        or not root.signing_keys
        or not usable
        or (root.escrow_key and not crypto.is_recipient(root.escrow_key))
    ):
        raise Malformed("root")
    return root


# --- certificates ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Certificate:
    """What one device of one office may do in the exchange, from when until when."""

    serial: str
    device_id: str
    office_id: str
    office_kind: OfficeKind
    region: str
    name: str
    partitions: tuple[str, ...]
    capabilities: tuple[str, ...]
    sign_public: bytes
    recipient: str
    valid_from: datetime
    valid_until: datetime
    roster_version: int

    def covers(self, partition: str) -> bool:
        """True if the device may write into this partition."""
        return partition in self.partitions


def sign_certificate(certificate: Certificate, seed: bytes) -> Signed:
    """The certificate, signed by the hub's signing key."""
    return _sign(
        {
            "type": "certificate",
            "serial": certificate.serial,
            "device": certificate.device_id,
            "office": certificate.office_id,
            "kind": certificate.office_kind.value,
            "region": certificate.region,
            "name": certificate.name,
            "partitions": list(certificate.partitions),
            "capabilities": list(certificate.capabilities),
            "sign": written_bytes(certificate.sign_public),
            "encrypt": certificate.recipient,
            "from": written_moment(certificate.valid_from),
            "until": written_moment(certificate.valid_until),
            "roster": certificate.roster_version,
        },
        _CERTIFICATE,
        [seed],
    )


def trusted_certificate(signed: Signed, hub_keys: Iterable[bytes]) -> Certificate:
    """The certificate, if one of the hub's signing keys signed it; raises `Distrusted`, `Malformed`."""
    if not signed.signed_by(hub_keys, _CERTIFICATE):
        raise Distrusted
    fields = Fields.read(signed.text, "certificate")
    found = Certificate(
        serial=fields.text("serial", most=64),
        device_id=fields.text("device", most=64),
        office_id=fields.text("office", most=64),
        office_kind=fields.one_of("kind", OfficeKind),
        region=fields.text("region", most=32),
        name=fields.text("name", most=200),
        partitions=fields.texts("partitions"),
        capabilities=fields.texts("capabilities"),
        sign_public=fields.data("sign", size=32),
        recipient=fields.text("encrypt"),
        valid_from=fields.moment("from"),
        valid_until=fields.moment("until"),
        roster_version=fields.whole("roster"),
    )
    if fields.text("type") != "certificate" or not crypto.is_recipient(found.recipient):
        raise Malformed("certificate")
    return found


# --- the roster -----------------------------------------------------------------------------------------


class DeviceStatus(StrEnum):
    """What the hub thinks of a device."""

    ACTIVE = "active"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class RosterLine:
    """One device of the roster."""

    device_id: str
    serial: str
    region: str
    status: DeviceStatus


@dataclass(frozen=True, slots=True)
class Roster:
    """All devices of a hub at one version."""

    version: int
    hub_id: str
    epoch: int
    issued_at: datetime
    devices: tuple[RosterLine, ...]


def sign_roster(roster: Roster, seed: bytes) -> Signed:
    """The roster, signed by the hub's signing key."""
    devices = [
        {
            "device": line.device_id,
            "serial": line.serial,
            "region": line.region,
            "status": line.status.value,
        }
        for line in roster.devices
    ]
    return _sign(
        {
            "type": "roster",
            "version": roster.version,
            "hub": roster.hub_id,
            "epoch": roster.epoch,
            "issued_at": written_moment(roster.issued_at),
            "devices": devices,
        },
        _ROSTER,
        [seed],
    )


def trusted_roster(signed: Signed, hub_keys: Iterable[bytes], *, known_version: int = 0) -> Roster:
    """The roster, if the hub signed it and it is not older than what we have; else `Distrusted`."""
    if not signed.signed_by(hub_keys, _ROSTER):
        raise Distrusted
    fields = Fields.read(signed.text, "roster")
    found = Roster(
        version=fields.whole("version"),
        hub_id=fields.text("hub", most=64),
        epoch=fields.whole("epoch"),
        issued_at=fields.moment("issued_at"),
        devices=tuple(
            RosterLine(
                device_id=each.text("device", most=64),
                serial=each.text("serial", most=64),
                region=each.text("region", most=32),
                status=each.one_of("status", DeviceStatus),
            )
            for each in fields.objects("devices")
        ),
    )
    if fields.text("type") != "roster":
        raise Malformed("roster")
    if found.version < known_version:
        raise Distrusted
    return found


# --- short codes ------------------------------------------------------------------------------------------


def short_code(data: bytes) -> str:
    """24 digits in six groups of four that nobody can make come out the same for other data."""
    number = int.from_bytes(crypto.digest(data)[:16]) % 10**CODE_DIGITS
    digits = f"{number:0{CODE_DIGITS}d}"
    return " ".join(digits[at : at + 4] for at in range(0, CODE_DIGITS, 4))


def same_code(typed: str, code: str) -> bool:
    """True if somebody typed `code`, with any blanks, dots or dashes between the digits."""
    kept = [letter for letter in typed if letter not in " .-\t\n\u00a0"]
    return "".join(kept) == code.replace(" ", "")
