"""The keys of a hub after they were made: the paper in the safe, and the way from root N to root N+1.

The *main key* (root) says which other keys speak for the hub. It signs nothing else, so it may rest on
paper. The *working keys* sign and open packages every day; when they are old, leaked or lost, the main
key names new ones, and every office believes that by itself: nobody has to compare a fingerprint again.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import datetime

from desktop_app import crypto
from desktop_app.actions.device_keys import (
    HUB,
    HUB_ROOT,
    PRIVATE_KEYS,
    KeyPair,
    keep_old_reading_key,
    keep_pair,
    new_pair,
    pair_of,
)
from desktop_app.actions.hub_papers import (
    HubPapers,
    certificate_of,
    epoch_of,
    hub_root,
    known_device,
    known_root,
    put_roster,
)
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.roster import Root, sign_certificate, sign_root
from desktop_app.store import audit, roster, settings
from desktop_app.store.connection import Connection
from desktop_app.store.store import Transaction

log = logging.getLogger(__name__)

_PAPER = "root-paper-checked"


@dataclass(frozen=True, slots=True)
class HubKeys:
    """How it stands with the keys of this hub.

    `version` counts the roots, 0 before any keys were made; `since` is when the newest was signed.
    `has_working` and `has_main` say which private keys are on this computer; `has_escrow` whether offices
    have a key to seal their own to, whose secret half is only on paper; `paper_checked_at` when
    somebody typed the main key off its paper and it was right.
    """

    version: int
    hub_id: str = ""
    fingerprint: str = ""
    since: datetime | None = None
    has_working: bool = False
    has_main: bool = False
    has_escrow: bool = False
    paper_checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, repr=False)
class RootPaper:
    """What goes into the safe: `code` is the main key itself."""

    code: str
    fingerprint: str
    hub_id: str


@needs(Right.HUB_OPERATE)
def hub_keys(office: Office) -> HubKeys:
    """How it stands with the keys; no secret is in it."""
    sealing = office.derived_key(PRIVATE_KEYS)
    with office.read() as conn:
        root = known_root(conn)
        if root is None:
            return HubKeys(0)
        checked = settings.get(conn, _PAPER)
        return HubKeys(
            version=root.version,
            hub_id=root.hub_id,
            fingerprint=root.fingerprint,
            since=root.issued_at,
            has_working=pair_of(conn, sealing, HUB) is not None,
            has_main=roster.private_key_of(conn, sealing, HUB_ROOT) is not None,
            has_escrow=bool(root.escrow_key),
            paper_checked_at=datetime.fromisoformat(checked) if checked else None,
        )


def has_root_paper(conn: Connection) -> bool:
    """True if somebody has typed the main key off its paper and it was right."""
    return settings.get(conn, _PAPER) is not None


@needs(Right.HUB_DECIDE)
def show_root_key(office: Office) -> Done[RootPaper]:
    """The main key as it is written on paper; that it was shown is noted.

    Raises `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING` before any were made, `ROOT_KEY_MISSING`).
    """
    with office.write() as tx:
        root = hub_root(tx.conn, office.profile)
        seed = _main_key(office, tx.conn, root, "")
        audit.note(tx, "root-key-shown", root.hub_id)
    log.info("root-key-shown")
    paper = RootPaper(crypto.written_signing_seed(seed), root.fingerprint, root.hub_id)
    return Done(paper, frozenset({Topic.AUDIT}))


@needs(Right.HUB_DECIDE)
def check_root_paper(office: Office, code: str) -> Done[datetime]:
    """Note that the paper is right: `code` was typed off it. Raises `UserError` (`ROOT_CODE_WRONG`, …)."""
    with office.write() as tx:
        root = hub_root(tx.conn, office.profile)
        _main_key(office, tx.conn, root, code)
        settings.put(tx, _PAPER, tx.at.isoformat())
        audit.note(tx, "root-paper-checked", root.hub_id)
    return Done(tx.at, frozenset({Topic.SETTINGS}))


@needs(Right.HUB_DECIDE)
def rotate_hub_keys(
    office: Office, *, root_code: str = "", is_leaked: bool = False
) -> Done[HubKeys]:
    """Make new working keys and name them in root N+1; certificates and the list of devices are signed anew.

    Packages on their way stay good both ways: what was sealed to the old key can be opened, and what
    it signed is believed until the next time. With `is_leaked` the old key is believed no more: what
    it signed and nobody has read yet is refused. `root_code` is the main key off its paper, where it is
    not on this computer. Raises `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING`, `ROOT_KEY_MISSING`,
    `ROOT_CODE_WRONG`); then nothing has changed.
    """
    sealing = office.derived_key(PRIVATE_KEYS)
    with office.write() as tx:
        root = hub_root(tx.conn, office.profile)
        seed = _main_key(office, tx.conn, root, root_code)
        before, new = pair_of(tx.conn, sealing, HUB), new_pair()
        following = replace(
            root,
            version=root.version + 1,
            signing_keys=(new.sign_public, *(() if is_leaked else root.signing_keys[:1])),
            # The last is the one that offices seal to.
            encryption_keys=(new.recipient,),
            issued_at=tx.at,
        )
        roster.put_document(tx, "root", following.version, sign_root(following, [seed]).written())
        if before is not None:
            keep_old_reading_key(tx, sealing, HUB, before)
        keep_pair(tx, sealing, HUB, new)
        _sign_anew(tx, following, new)
        audit.note(tx, "hub-keys-rotated", root.hub_id, version=following.version)
    log.info("hub-keys-rotated version=%d leaked=%s", following.version, is_leaked)
    return Done(hub_keys(office), frozenset({Topic.PACKAGES, Topic.SETTINGS}))


def _sign_anew(tx: Transaction, root: Root, keys: KeyPair) -> None:
    """Put the new key's signature under everything that offices are handed from now on."""
    chain = tuple(roster.documents_of(tx.conn, "root"))
    papers = HubPapers(keys, root, chain, epoch_of(tx.conn))
    version = roster.newest_version(tx.conn, "roster") + 1
    for device in roster.devices_of(tx.conn):
        if device.revoked_at is None:
            certificate = replace(certificate_of(device), roster_version=version)
            signed = sign_certificate(certificate, keys.seed)
            roster.put_device(tx, known_device(device.label, certificate, signed))
    put_roster(tx, papers, version=version)


def _main_key(office: Office, conn: Connection, root: Root, code: str) -> bytes:
    """The main key: typed off paper if `code` says something, else as it lies here."""
    seed: bytes | None
    if code.strip():
        try:
            seed = crypto.parse_signing_seed(code)
        except crypto.RecoveryCodeMistyped as error:
            raise UserError(Code.ROOT_CODE_WRONG, field="code") from error
    else:
        seed = roster.private_key_of(conn, office.derived_key(PRIVATE_KEYS), HUB_ROOT)
        if seed is None:
            raise UserError(Code.ROOT_KEY_MISSING)
    if crypto.public_of(seed) not in root.root_keys:
        raise UserError(Code.ROOT_CODE_WRONG, field="code")
    return seed
