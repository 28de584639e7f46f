"""The hub's escrow key: on paper only, so that an office that lost every secret gets its own key back.

The public half goes into the next root when somebody has typed the secret half off its paper, and then
the secret half is gone from this computer: no office seals anything to a key that is not in the safe.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app import crypto
from desktop_app.actions.accounts import counted_tries
from desktop_app.actions.device_keys import HUB_ROOT, PRIVATE_KEYS
from desktop_app.actions.hub_papers import hub_root
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.reset import (
    LARGEST,
    ResetRequest,
    answer_to,
    is_timely,
    open_escrow,
    read_request,
)
from desktop_app.exchange.roster import same_code, sign_root
from desktop_app.files import create_private, write_whole
from desktop_app.store import audit, roster, settings
from desktop_app.store.keyring import KeyRing

log = logging.getLogger(__name__)

_WAITING = "hub-escrow"


@needs(Right.HUB_DECIDE)
def show_escrow_key(office: Office) -> Done[str]:
    """A new escrow key as it is written on paper, or the one that waits to be checked.

    It is in force only after `publish_escrow_key`. Raises `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING`).
    """
    sealing = office.derived_key(PRIVATE_KEYS)
    with office.write() as tx:
        root = hub_root(tx.conn, office.profile)
        held = roster.private_key_of(tx.conn, sealing, _WAITING)
        identity = held.decode() if held else crypto.new_identity()
        if held is None:
            public = crypto.recipient_of(identity)
            roster.put_private_key(tx, sealing, _WAITING, public, identity.encode())
        audit.note(tx, "escrow-key-shown", root.hub_id)
    log.info("escrow-key-shown")
    return Done(crypto.written_identity(identity), frozenset({Topic.AUDIT}))


@needs(Right.HUB_DECIDE)
def publish_escrow_key(office: Office, code: str) -> Done[int]:
    """Name the key in the next root, since `code` was typed off its paper, and forget its secret half.

    Offices learn of it by package; the number of that root. Raises `UserError` (`HUB_ONLY`,
    `HUB_KEYS_MISSING`, `ROOT_KEY_MISSING`, `ESCROW_CODE_WRONG`); then nothing has changed.
    """
    sealing = office.derived_key(PRIVATE_KEYS)
    identity = _typed(code)
    with office.write() as tx:
        root = hub_root(tx.conn, office.profile)
        held = roster.private_key_of(tx.conn, sealing, _WAITING)
        if held is None or held.decode() != identity:
            raise UserError(Code.ESCROW_CODE_WRONG, field="code")
        seed = roster.private_key_of(tx.conn, sealing, HUB_ROOT)
        if seed is None:
            raise UserError(Code.ROOT_KEY_MISSING)
        following = replace(
            root,
            version=root.version + 1,
            escrow_key=crypto.recipient_of(identity),
            issued_at=tx.at,
        )
        roster.put_document(tx, "root", following.version, sign_root(following, [seed]).written())
        roster.forget_private_key(tx, _WAITING)
        audit.note(tx, "escrow-key-published", root.hub_id, version=following.version)
    log.info("escrow-key-published version=%d", following.version)
    return Done(following.version, frozenset({Topic.PACKAGES, Topic.SETTINGS}))


@dataclass(frozen=True, slots=True)
class ResetAnswered:
    """The written answer, and for which device it is."""

    path: Path
    office_name: str
    device_id: str


@needs(Right.HUB_DECIDE)
def answer_reset(
    office: Office,
    path: Path,
    folder: Path,
    *,
    match_code: str,
    escrow_code: str,
    second: str,
    second_passphrase: str,
) -> Done[ResetAnswered]:
    """Give a locked office its key back, sealed to the one-time key of its question.

    `match_code` is what the office reads out; `second` is another person who may decide, with their
    passphrase. Raises `UserError` (`HUB_ONLY`, `RESET_FILE_UNREADABLE`, `RESET_TOO_OLD`, `MATCH_CODE_WRONG`,
    `SECOND_PERSON_NEEDED`, `PASSPHRASE_WRONG`, `PASSPHRASE_WAIT`, `ESCROW_CODE_WRONG`,
    `DEVICE_UNKNOWN`, `DEVICE_REVOKED`) and `MachineError`; then nothing is written.
    """
    with office.read() as conn:
        hub_root(conn, office.profile)
    request = _request_in(path)
    if not is_timely(request.asked_at, office.now()):
        raise UserError(Code.RESET_TOO_OLD)
    if not same_code(match_code, request.match_code):
        raise UserError(Code.MATCH_CODE_WRONG, field="match_code")
    other = _second_person(office, second, second_passphrase)
    try:
        escrowed = open_escrow(_typed(escrow_code), request.escrow)
    except crypto.Undecryptable as error:
        raise UserError(Code.ESCROW_CODE_WRONG, field="code") from error
    except Malformed as error:
        raise UserError(Code.RESET_FILE_UNREADABLE, name=path.name) from error
    with office.write() as tx:
        device = roster.device_of(tx.conn, escrowed.device_id)
        if device is None or not escrowed.office_id == request.office_id == device.office_id:
            raise UserError(Code.DEVICE_UNKNOWN)
        if device.revoked_at is not None:
            raise UserError(Code.DEVICE_REVOKED)
        # The line stands before the file does: no key leaves without it.
        audit.note(tx, "reset-answered", device.device_id, second=other.id)
    target = folder / f"RESET_ANSWER_{request.nonce.hex()[:8]}.json"
    write_whole(target, answer_to(request, escrowed.key).written(), opened=create_private)
    log.info("reset-answered")
    return Done(ResetAnswered(target, device.name, device.device_id), frozenset({Topic.AUDIT}))


def _typed(code: str) -> str:
    try:
        return crypto.parse_identity(code)
    except crypto.RecoveryCodeMistyped as error:
        raise UserError(Code.ESCROW_CODE_WRONG, field="code") from error


def _request_in(path: Path) -> ResetRequest:
    try:
        with path.open("rb") as file:
            return read_request(file.read(LARGEST))
    except (OSError, Malformed) as error:
        raise UserError(Code.RESET_FILE_UNREADABLE, name=path.name) from error


def _second_person(office: Office, name: str, passphrase: str) -> Account:
    """Somebody else who may decide and has typed their own passphrase, not a one-time code."""
    ring = KeyRing.load(office.paths.keys)
    with counted_tries(office.paths.tries, office.clock) as wrong:
        user_id, _ = ring.open_as(name, passphrase)
    if wrong:
        with office.write() as tx:
            audit.note(tx, "passphrases-wrong", times=wrong)
    with office.read() as conn:
        found = next((one for one in settings.accounts_of(conn) if one.id == user_id), None)
    if (
        found is None
        or found.id == office.account.id
        or ring.is_one_time(user_id)
        or not found.has(Right.HUB_DECIDE)
    ):
        raise UserError(Code.SECOND_PERSON_NEEDED)
    return found
