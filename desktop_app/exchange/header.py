"""The clear header of a package: who, for whom, of which kind; no personal data.

Anybody can write a header. What is read from one is a claim until the signature holds *and* the
manifest inside the body says the same; see `sealing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from desktop_app.exchange.fields import (
    Fields,
    Malformed,
    write_json,
    written_bytes,
    written_moment,
)

FORMAT = "dtsen-luring"
CAPABILITIES: frozenset[str] = frozenset()
"""What a package may require of its reader and this program can do; a name not in it stops us."""


class PackageKind(StrEnum):
    """What a package is for; the words are those on the screens, in the header and in file names."""

    UPLOAD = "naik"
    DOWNLOAD = "turun"
    RELEASE = "rilis"
    ENROLMENT = "daftar"
    ACTIVATION = "aktivasi"
    BACKUP = "cadangan"
    PASSPHRASE_RESET = "reset-sandi"
    UPDATE = "pembaruan"


WORK_KINDS = frozenset({PackageKind.UPLOAD, PackageKind.DOWNLOAD, PackageKind.RELEASE})
"""Kinds that carry what offices and their hub have to tell; the others join, restore and renew."""

CLEAR_KINDS = frozenset({PackageKind.ENROLMENT, PackageKind.UPDATE})
"""Kinds whose body anybody may read: their reader's key is not known yet. Fixed here and not stated
in the header, so that nobody can turn a sealed kind into a clear one."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a package comes from."""

    device_id: str
    office_id: str
    region: str


@dataclass(frozen=True, slots=True)
class Header:
    """What a package says of itself in clear.

    `signer` is the public key the signature is to be checked with, if it is one we trust.
    `plain_size` and `records` are the exact size of the lines inside and their number, manifest and
    end not counted. `roots` are the signed root documents of the hub, in packages of a hub.
    """

    kind: PackageKind
    package_id: str
    sender: Sender
    recipients: tuple[str, ...]
    signer: bytes
    made_at: datetime
    app_version: str
    number: int = 0
    epoch: int = 0
    roster_version: int = 0
    requires: tuple[str, ...] = ()
    roots: tuple[str, ...] = ()
    plain_size: int = 0
    records: int = 0
    audit_head: str = ""
    """The newest hash of the hub's audit log; "" in an upload, which says it inside, and from older hubs."""

    def written(self) -> bytes:
        """The bytes as they stand in the file."""
        # Left away where it says nothing: older programs pass over a field that they do not know.
        audit = {"audit": self.audit_head} if self.audit_head else {}
        return write_json(
            {
                "format": FORMAT,
                "kind": self.kind.value,
                "package": self.package_id,
                "number": self.number,
                "sender": sender_fields(self.sender),
                "recipients": list(self.recipients),
                "signer": written_bytes(self.signer),
                "made_at": written_moment(self.made_at),
                "app": self.app_version,
                "epoch": self.epoch,
                "roster": self.roster_version,
                "requires": list(self.requires),
                "plain_size": self.plain_size,
                "records": self.records,
                "roots": list(self.roots),
                **audit,
            }
        )


class UnknownCapability(Exception):
    """The package requires something this program cannot do: it is for a newer one."""


def read_header(raw: bytes) -> Header:
    """Understand a header; raises `Malformed` or `UnknownCapability`."""
    fields = Fields.read(raw, "header")
    if fields.text("format") != FORMAT:
        raise Malformed("header.format")
    requires = fields.texts("requires")
    if not set(requires) <= CAPABILITIES:
        raise UnknownCapability
    return Header(
        kind=fields.one_of("kind", PackageKind),
        package_id=fields.text("package", most=64),
        sender=read_sender(fields.object("sender")),
        recipients=fields.texts("recipients"),
        signer=fields.data("signer", size=32),
        made_at=fields.moment("made_at"),
        app_version=fields.text("app", most=64),
        number=fields.whole("number"),
        epoch=fields.whole("epoch"),
        roster_version=fields.whole("roster"),
        requires=requires,
        roots=fields.texts("roots"),
        plain_size=fields.whole("plain_size"),
        records=fields.whole("records"),
        audit_head=fields.text_or_none("audit") or "",
    )


def sender_fields(sender: Sender) -> dict[str, str]:
    """A sender as it stands in JSON."""
    return {"device": sender.device_id, "office": sender.office_id, "region": sender.region}


def read_sender(fields: Fields) -> Sender:
    """A sender from JSON; raises `Malformed`."""
    return Sender(
        device_id=fields.text("device", most=64),
        office_id=fields.text("office", most=64),
        region=fields.text("region", most=32),
    )
