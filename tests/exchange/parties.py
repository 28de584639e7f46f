"""A hub, a device and a stranger with their keys, and packages between them: all invented."""

from __future__ import annotations

import io
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from desktop_app import crypto
from desktop_app.exchange.container import Container, read_container
from desktop_app.exchange.header import Header, PackageKind, Sender
from desktop_app.exchange.record import record
from desktop_app.exchange.sealing import Manifest, open_package, seal_package

AT = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Party:
    """Somebody with keys."""

    device_id: str
    office_id: str
    region: str
    seed: bytes = field(default_factory=crypto.new_signing_seed)
    identity: str = field(default_factory=crypto.new_identity)

    @property
    def public(self) -> bytes:
        return crypto.public_of(self.seed)

    @property
    def recipient(self) -> str:
        return crypto.recipient_of(self.identity)

    @property
    def sender(self) -> Sender:
        return Sender(self.device_id, self.office_id, self.region)


HUB = Party("hub-device", "hub-office", "33.26")
DEVICE = Party("d7f3c0ffee", "office-of-desa", "33.26.13.2012")
STRANGER = Party("stranger", "elsewhere", "33.26.01")


def a_header(sender: Party = DEVICE, kind: PackageKind = PackageKind.UPLOAD) -> Header:
    """A header as somebody who writes a package begins it."""
    return Header(
        kind=kind,
        package_id="9c41aabb",
        sender=sender.sender,
        recipients=(),
        signer=sender.public,
        made_at=AT,
        app_version="0.1.0",
        number=7,
    )


def a_package(
    records: Iterable[bytes] = (),
    *,
    sender: Party = DEVICE,
    readers: Iterable[Party] = (HUB,),
    kind: PackageKind = PackageKind.UPLOAD,
    seed: bytes | None = None,
) -> bytes:
    """The bytes of a sealed package."""
    sink = io.BytesIO()
    seal_package(
        sink,
        a_header(sender, kind),
        records,
        seed=seed or sender.seed,
        readers={reader.device_id: reader.recipient for reader in readers},
    )
    return sink.getvalue()


def contained(data: bytes) -> Container:
    """The container in some bytes."""
    return read_container(io.BytesIO(data), "a.tukar")


def opened(
    data: bytes | Container, *, by: Party = HUB, trusted: bytes = DEVICE.public
) -> tuple[Manifest, list[tuple[str, bytes]]]:
    """What `by` reads in a package after checking everything."""
    taken: list[tuple[str, bytes]] = []
    manifest = open_package(
        data if isinstance(data, Container) else contained(data),
        trusted=trusted,
        device_id=by.device_id,
        identities=[by.identity],
        take=lambda tag, raw: taken.append((tag, raw)),
    )
    return manifest, taken


def some_records(count: int) -> list[bytes]:
    """Records that mean nothing."""
    return [record("thing", {"n": number}) for number in range(count)]


def an_op(
    number: int,
    *,
    dep: str | None = None,
    partition: str = "33.26.13.2012",
    op_id: str = "",
    device: str = DEVICE.device_id,
) -> bytes:
    """The bytes of an op of an invented intervention."""
    body = {
        "id": op_id or f"op-{number}",
        "type": "intervention.recorded",
        "v": 1,
        "partition": partition,
        "dep": dep,
        "entity": f"intervention-{number}",
        "seen": [],
        "data": {"programme": "BLT-DD", "amount": 300_000 + number},
        "by": "u3",
        "device": device,
        "incarnation": "i1",
        "n": number,
        "at": AT.isoformat(),
        "base": "2026-Q3",
        "salt": "00ff",
    }
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def ops_in_a_row(count: int) -> list[bytes]:
    """Ops of one author, each building on the one before."""
    return [an_op(number, dep=f"op-{number - 1}" if number else None) for number in range(count)]
