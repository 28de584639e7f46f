"""The keys of this device, the hub's devices, and signed documents as they were received.

Private keys lie here sealed under a key derived from the database key, one row each, so that a backup
can leave them out: a copy of an office on another computer has to enrol anew.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from desktop_app import crypto
from desktop_app.store.connection import Connection, Row
from desktop_app.store.store import Transaction


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """One device a hub has enrolled; `certificate` is the signed text."""

    device_id: str
    serial: str
    office_id: str
    kind: str
    name: str
    region: str
    label: str
    sign_public: bytes
    recipient: str
    certificate: str
    valid_from: datetime
    valid_until: datetime
    revoked_at: datetime | None = None
    revoked_because: str | None = None


# --- private keys ------------------------------------------------------------------------------------


def put_private_key(tx: Transaction, key: bytes, name: str, public: str, secret: bytes) -> None:
    """Keep a secret sealed under `key`; one of the same name is replaced."""
    tx.conn.execute(
        "INSERT INTO private_key (name, public, sealed, created_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (name) DO UPDATE SET public = excluded.public, sealed = excluded.sealed,"
        " created_at = excluded.created_at",
        (
            name,
            public,
            crypto.seal_secret(key, secret, context=_context(name, public)),
            tx.at.isoformat(timespec="seconds"),
        ),
    )


def forget_private_key(tx: Transaction, name: str) -> None:
    """Take a secret away; what it was is overwritten in the file."""
    tx.conn.execute("DELETE FROM private_key WHERE name = ?", (name,))


def private_key_of(conn: Connection, key: bytes, name: str) -> bytes | None:
    """The secret of this name; None if there is none here, as in an office restored from a backup."""
    row = conn.execute("SELECT public, sealed FROM private_key WHERE name = ?", (name,)).fetchone()
    if row is None:
        return None
    return crypto.open_secret(key, bytes(row["sealed"]), context=_context(name, row["public"]))


def seal_anew(conn: Connection, old_key: bytes, new_key: bytes) -> None:
    """Seal every secret under another key; one that does not open stays as it is."""
    conn.execute("BEGIN")
    for row in conn.execute("SELECT name, public, sealed FROM private_key").fetchall():
        context = _context(row["name"], row["public"])
        with suppress(crypto.WrongKey):
            secret = crypto.open_secret(old_key, bytes(row["sealed"]), context=context)
            sealed = crypto.seal_secret(new_key, secret, context=context)
            conn.execute("UPDATE private_key SET sealed = ? WHERE name = ?", (sealed, row["name"]))
    conn.execute("COMMIT")


def private_keys_like(conn: Connection, key: bytes, start: str) -> list[bytes]:
    """Every secret whose name begins so, by name."""
    rows = conn.execute(
        "SELECT name, public, sealed FROM private_key WHERE substr(name, 1, ?) = ? ORDER BY name",
        (len(start), start),
    )
    return [
        crypto.open_secret(key, bytes(row["sealed"]), context=_context(row["name"], row["public"]))
        for row in rows
    ]


def _context(name: str, public: str) -> bytes:
    return f"private-key|{name}|{public}".encode()


# --- signed documents --------------------------------------------------------------------------------


def put_document(tx: Transaction, kind: str, version: int, text: str) -> None:
    """Keep a signed document; one of the same kind and version stays as it is."""
    tx.conn.execute(
        "INSERT INTO signed_document (kind, version, text, received_at) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, version) DO NOTHING",
        (kind, version, text, tx.at.isoformat(timespec="seconds")),
    )


def documents_of(conn: Connection, kind: str) -> list[str]:
    """Every document of a kind, oldest version first."""
    rows = conn.execute("SELECT text FROM signed_document WHERE kind = ? ORDER BY version", (kind,))
    return [row["text"] for row in rows]


def newest_version(conn: Connection, kind: str) -> int:
    """The highest version of a kind; 0 if there is none."""
    row = conn.execute(
        "SELECT coalesce(max(version), 0) FROM signed_document WHERE kind = ?", (kind,)
    ).fetchone()
    return int(row[0])


# --- a hub's devices ---------------------------------------------------------------------------------


def put_device(tx: Transaction, device: KnownDevice) -> None:
    """Keep a device; one that was known gets the new keys and certificate and is not revoked."""
    tx.conn.execute(
        "INSERT OR REPLACE INTO known_device (device_id, serial, office_id, kind, name, region, label,"
        " sign_public, age_recipient, certificate, valid_from, valid_until) VALUES"
        " (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            device.device_id,
            device.serial,
            device.office_id,
            device.kind,
            device.name,
            device.region,
            device.label,
            device.sign_public.hex(),
            device.recipient,
            device.certificate,
            device.valid_from.isoformat(timespec="seconds"),
            device.valid_until.isoformat(timespec="seconds"),
        ),
    )


def revoke_device(tx: Transaction, device_id: str, reason: str) -> None:
    """Take a device's permission away."""
    tx.conn.execute(
        "UPDATE known_device SET revoked_at = ?, revoked_because = ? WHERE device_id = ?",
        (tx.at.isoformat(timespec="seconds"), reason, device_id),
    )


def device_of(conn: Connection, device_id: str) -> KnownDevice | None:
    """The device with this id."""
    row = conn.execute("SELECT * FROM known_device WHERE device_id = ?", (device_id,)).fetchone()
    return None if row is None else _device(row)


def devices_of(conn: Connection) -> list[KnownDevice]:
    """Every device, by region and name."""
    rows = conn.execute("SELECT * FROM known_device ORDER BY region, name, device_id")
    return [_device(row) for row in rows]


def _device(row: Row) -> KnownDevice:
    revoked_at = row["revoked_at"]
    return KnownDevice(
        device_id=row["device_id"],
        serial=row["serial"],
        office_id=row["office_id"],
        kind=row["kind"],
        name=row["name"],
        region=row["region"],
        label=row["label"],
        sign_public=bytes.fromhex(row["sign_public"]),
        recipient=row["age_recipient"],
        certificate=row["certificate"],
        valid_from=datetime.fromisoformat(row["valid_from"]),
        valid_until=datetime.fromisoformat(row["valid_until"]),
        revoked_at=None if revoked_at is None else datetime.fromisoformat(revoked_at),
        revoked_because=row["revoked_because"],
    )
