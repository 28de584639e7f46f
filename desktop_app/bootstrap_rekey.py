"""A new key for an office: after somebody left, or a computer or a backup was lost.

Whoever does it keeps their passphrase. Nobody else's is known here, so everybody else gets a one-time code,
as after a reset; the recovery code in the envelope is replaced. What was copied before (backups, a stolen
computer) opens with the old key and its passphrases, and with nothing that is given out from now on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop_app import bootstrap, crypto
from desktop_app.actions.accounts import NewAccess, new_one_time_code
from desktop_app.actions.device_keys import PRIVATE_KEYS
from desktop_app.actions.letter_verification import LETTER_KEY
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.bootstrap_opening import audit_key_of, opened
from desktop_app.crypto import Stretching
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, MachineError
from desktop_app.exchange.reset import Escrowed
from desktop_app.files import erase, free_bytes
from desktop_app.paths import RESOURCES, OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, rekeying, roster, settings
from desktop_app.store.keyring import KeyRing
from desktop_app.store.store import Store, Transaction

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Rekeyed:
    """An office under its new key, open; the codes are shown once and kept nowhere."""

    office: Office
    recovery_code: str = field(repr=False)
    accesses: tuple[NewAccess, ...] = field(repr=False)


def rekey_office(
    folder: Path,
    name: str,
    passphrase: str,
    progress: Progress,
    *,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = bootstrap.utc_now,
    new_id: Callable[[], str] = bootstrap.random_id,
) -> Rekeyed:
    """Encrypt every file of an office anew, for somebody who looks after its users.

    Whenever it ends, the office opens with the old key or with the new one, and all of it with the same.
    Raises what `open_office` does, `UserError` (`RIGHT_MISSING`), `MachineError` (`OFFICE_IN_RESCUE`,
    `DISK_FULL`, `DATABASE_DAMAGED` where any file is not whole) and `Cancelled`; then nothing was changed.
    """
    office = bootstrap.open_office(folder, name, passphrase, clock=clock, new_id=new_id)
    paths, lock, old = office.paths, office.lock, office.store.key
    try:
        office.require(Right.USERS)
        with office.read() as conn:
            others = [
                one
                for one in settings.accounts_of(conn)
                if one.is_active and one.id != office.account.id
            ]
        office.store.close()
        if free_bytes(folder) < rekeying.room_needed(paths):
            raise MachineError(Code.DISK_FULL)
        new = crypto.random_bytes(crypto.KEY_BYTES)
        try:
            rekeying.lay_out(paths, _keys(office, old), _keys(office, new), progress)
            progress.begin("finishing", stoppable=False)
            code, accesses = _new_ring(office, others, passphrase, new, stretching)
            _write_into_copy(office, old, _keys(office, new), len(others))
            # A question that waits for the hub asks for the old key. It goes before the new key holds: what
            # fails afterwards takes the codes with it, which stand nowhere else.
            erase(paths.reset)
            rekeying.commit(paths)
        finally:
            rekeying.finish(paths)
        again = opened(
            paths,
            new,
            office.account.id,
            Reference(RESOURCES),
            lock,
            clock,
            new_id,
            deed="office-opened",
        )
    except BaseException:
        office.store.close()
        lock.release()
        raise
    log.info("key-changed others=%d", len(others))
    return Rekeyed(again, code, accesses)


def _keys(office: Office, database: bytes) -> rekeying.Keys:
    office_id = office.profile.office_id
    private = crypto.keyed_digest(database, office_id.encode(), context=PRIVATE_KEYS)
    return rekeying.Keys(database, audit_key_of(database, office_id), private)


def _new_ring(
    office: Office,
    others: list[Account],
    passphrase: str,
    key: bytes,
    stretching: Stretching | None,
) -> tuple[str, tuple[NewAccess, ...]]:
    """Wrap the key for everybody, in a ring beside the files it opens."""
    me, profile = office.account, office.profile
    ring = KeyRing(profile.office_id, profile.name, crypto.random_bytes(crypto.KEY_BYTES))
    ring = ring.with_account(
        me.id, me.name, passphrase, key, stretching or crypto.calibrated_stretching()
    )
    accesses = []
    for one in others:
        access = NewAccess(one, new_one_time_code(office))
        ring = ring.with_account(
            one.id,
            one.name,
            access.code,
            key,
            stretching or crypto.calibrated_stretching(),
            is_one_time=True,
        )
        accesses.append(access)
    if to := KeyRing.load(office.paths.keys).escrow_to:
        escrowed = Escrowed(profile.office_id, profile.device_id, key)
        ring = ring.with_escrow(to, escrowed.sealed_for(to))
    code = crypto.new_recovery_code()
    ring.with_recovery(code, key).save(OfficePaths(office.paths.rekeying).keys)
    return code, tuple(accesses)


def _write_into_copy(office: Office, old: bytes, new: rekeying.Keys, others: int) -> None:
    """Say it in the log that comes with the new key: it stands there if and only if the key holds.

    What was signed with a key derived from the old one and is on paper keeps that key.
    """
    office_id = office.profile.office_id
    letter_key = crypto.keyed_digest(old, office_id.encode(), context=LETTER_KEY)
    store = Store(OfficePaths(office.paths.rekeying), new.database)
    try:
        with store.write() as conn:
            tx = Transaction(
                conn=conn,
                author=office.author,
                at=office.now(),
                new_id=office.new_id,
                audit_key=new.audit,
            )
            if roster.private_key_of(conn, new.private, LETTER_KEY) is None:
                roster.put_private_key(tx, new.private, LETTER_KEY, "", letter_key)
            audit.note(tx, "key-changed", codes=others)
    finally:
        store.close()
