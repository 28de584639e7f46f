"""The private keys of the computer an office is on: kept sealed in its database.

Each pair lies there under the name of its owner (the device, or the hub that the office is), sealed
with `office.derived_key(PRIVATE_KEYS)`.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app import crypto
from desktop_app.store import roster
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

PRIVATE_KEYS = "private-keys"
DEVICE, HUB, HUB_ROOT = "device", "hub", "hub-root"


@dataclass(frozen=True, slots=True, repr=False)
class KeyPair:
    """A signing key and a reading key that belong together; never printed."""

    seed: bytes
    identity: str

    @property
    def sign_public(self) -> bytes:
        """The public half of the signing key."""
        return crypto.public_of(self.seed)

    @property
    def recipient(self) -> str:
        """The public half of the reading key."""
        return crypto.recipient_of(self.identity)


def new_pair() -> KeyPair:
    """Keys nobody has had before."""
    return KeyPair(crypto.new_signing_seed(), crypto.new_identity())


def keep_pair(tx: Transaction, sealing: bytes, owner: str, pair: KeyPair) -> None:
    """Keep both keys of `owner`, sealed under `sealing`."""
    keep_seed(tx, sealing, f"{owner}-sign", pair.seed)
    identity = pair.identity.encode()
    roster.put_private_key(tx, sealing, f"{owner}-read", pair.recipient, identity)


def keep_seed(tx: Transaction, sealing: bytes, name: str, seed: bytes) -> None:
    """Keep one signing key, sealed under `sealing`."""
    roster.put_private_key(tx, sealing, name, crypto.public_of(seed).hex(), seed)


def keep_old_reading_key(tx: Transaction, sealing: bytes, owner: str, pair: KeyPair) -> None:
    """Keep the reading key of a pair that is replaced, for what is still sealed to it."""
    name = f"{owner}-read-old-{pair.recipient[-8:]}"
    roster.put_private_key(tx, sealing, name, pair.recipient, pair.identity.encode())


def identities_of(conn: Connection, sealing: bytes, owner: str) -> tuple[str, ...]:
    """Every reading key of `owner` that is here: the present one, and those it replaced."""
    found = roster.private_keys_like(conn, sealing, f"{owner}-read")
    return tuple(secret.decode() for secret in found)


def pair_of(conn: Connection, sealing: bytes, owner: str) -> KeyPair | None:
    """Both keys of `owner`; None if they are not on this computer, as after a restored backup."""
    seed = roster.private_key_of(conn, sealing, f"{owner}-sign")
    identity = roster.private_key_of(conn, sealing, f"{owner}-read")
    return None if seed is None or identity is None else KeyPair(seed, identity.decode())
