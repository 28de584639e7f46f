"""The one place where the parts are put together: a new office, and the way into one with a passphrase."""

from __future__ import annotations

import base64
import logging
import secrets
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop_app import crypto
from desktop_app.actions.accounts import checked_account_name, checked_passphrase, counted_tries
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.bootstrap_opening import audit_key_of, opened
from desktop_app.crypto import Stretching
from desktop_app.domain.office import Account, OfficeDraft, OfficeProfile
from desktop_app.domain.op import Author
from desktop_app.domain.roles import first_role
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import OfficeLock, machine_error
from desktop_app.paths import RESOURCES, OfficePaths
from desktop_app.store import audit, rekeying, settings
from desktop_app.store.keyring import KeyRing
from desktop_app.store.store import Store, Transaction

log = logging.getLogger(__name__)
_ID_BYTES = 16


def utc_now() -> datetime:
    """The computer's clock, as an aware UTC moment."""
    return datetime.now(UTC)


def random_id() -> str:
    """128 random bits as text: letters and the digits 2 to 7.

    Hexadecimal would now and then hold sixteen digits in a row, which the log strikes out as a NIK.
    """
    return base64.b32encode(secrets.token_bytes(_ID_BYTES)).decode().rstrip("=").lower()


@dataclass(frozen=True, slots=True)
class NewOffice:
    """What somebody must see once when an office is made; the code is stored nowhere."""

    office: Office
    recovery_code: str


def create_office(
    folder: Path,
    draft: OfficeDraft,
    passphrase: str,
    *,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> NewOffice:
    """Make an encrypted office in an empty or new folder and open it for its first user.

    The first user is the device's admin (at a hub: its decider). Raises `UserError`
    (`OFFICE_EXISTS`, `OFFICE_FOLDER_NOT_EMPTY`, faults of the draft); then nothing is left behind.
    """
    paths = OfficePaths(folder)
    reference = Reference(RESOURCES)
    profile = OfficeProfile(
        office_id=new_id(),
        device_id=new_id(),
        incarnation=new_id(),
        kind=draft.kind,
        region=reference.regions.parse(draft.region),
        name=draft.name.strip(),
    )
    if not profile.name:
        raise UserError(Code.NAME_MISSING, field="name")
    account = Account(
        id=new_id(),
        name=checked_account_name(draft.admin),
        full_name=draft.admin_full_name.strip() or draft.admin.strip(),
        role=first_role(draft.kind),
    )
    checked_passphrase(passphrase, account.name, account.full_name, profile.name)
    was_there = make_folder(paths)
    try:
        return _create(paths, profile, account, passphrase, stretching, reference, clock, new_id)
    except BaseException:
        sweep_folder(folder, was_there=was_there)
        raise


def open_office(
    folder: Path,
    name: str,
    passphrase: str,
    *,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> Office:
    """Open an office for one of its people.

    After a few wrong passphrases in a row the next try has to wait, longer each time, whoever asks and
    however often the program was closed between. A damaged office opens in rescue mode as far as it can
    be read (`Office.trouble`). Raises `UserError` (`OFFICE_MISSING`,
    `OFFICE_IN_USE`, `PASSPHRASE_WRONG` with the seconds to wait, `PASSPHRASE_WAIT`,
    `DATABASE_TOO_NEW`, …) or `MachineError` (`DATABASE_DAMAGED`, `KEYS_DAMAGED`, …).
    """
    paths = OfficePaths(folder)
    require_office(paths)
    lock = held(paths)
    try:
        ring = KeyRing.load(paths.keys)
        with counted_tries(paths.tries, clock) as wrong:
            user_id, key = ring.open_as(name, passphrase)
        office = opened(
            paths,
            key,
            user_id,
            Reference(RESOURCES),
            lock,
            clock,
            new_id,
            deed="office-opened",
            wrong=wrong,
        )
        office.must_choose_passphrase = ring.is_one_time(user_id)
        return office
    except BaseException as error:
        lock.release()
        if isinstance(error, UserError | MachineError):
            log.info("office-not-opened code=%s", error.code.value)
        raise


def require_office(paths: OfficePaths) -> None:
    """Raise `UserError` (`OFFICE_MISSING`, `RESTORE_UNFINISHED`) unless an office lies there."""
    if paths.restoring.exists():
        raise UserError(Code.RESTORE_UNFINISHED, office=paths.folder.name)
    if not paths.database.is_file():
        raise UserError(Code.OFFICE_MISSING, office=paths.folder.name)


def held(paths: OfficePaths) -> OfficeLock:
    """The lock of an office, with a change of its key ended that was broken off."""
    lock = OfficeLock(paths.lock)
    lock.take()
    try:
        if rekeying.finish(paths):
            log.info("key-change-finished")
    except BaseException:
        lock.release()
        raise
    return lock


def label_of(folder: Path) -> str:
    """The name of the office in a folder, readable before anybody has opened it; empty if unknown."""
    try:
        return KeyRing.load(OfficePaths(folder).keys).label
    except (UserError, MachineError):
        return ""


def _create(
    paths: OfficePaths,
    profile: OfficeProfile,
    account: Account,
    passphrase: str,
    stretching: Stretching | None,
    reference: Reference,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> NewOffice:
    lock = OfficeLock(paths.lock)
    lock.take()
    try:
        key = crypto.random_bytes(crypto.KEY_BYTES)
        code = crypto.new_recovery_code()
        store = Store(paths, key)
        store.bring_up(clock())
        with store.write() as conn:
            tx = Transaction(
                conn=conn,
                author=Author(account.id, profile.device_id, profile.incarnation),
                at=clock(),
                new_id=new_id,
                audit_key=audit_key_of(key, profile.office_id),
            )
            settings.put_profile(tx, profile)
            settings.add_account(tx, account)
            audit.note(tx, "office-created", kind=profile.kind.value, region=profile.region)
        store.close()
        ring = KeyRing(profile.office_id, profile.name, crypto.random_bytes(crypto.KEY_BYTES))
        ring = ring.with_account(
            account.id, account.name, passphrase, key, stretching or crypto.calibrated_stretching()
        )
        ring.with_recovery(code, key).save(paths.keys)
        office = opened(
            paths, key, account.id, reference, lock, clock, new_id, deed="office-opened"
        )
        return NewOffice(office, code)
    except BaseException:
        lock.release()
        raise


def make_folder(paths: OfficePaths) -> bool:
    """Make the folder fit for a new office; True if it was there (and empty) before."""
    folder = paths.folder
    if paths.database.exists() or paths.keys.exists():
        raise UserError(Code.OFFICE_EXISTS, office=folder.name)
    was_there = folder.is_dir()
    if was_there and any(folder.iterdir()):
        raise UserError(Code.OFFICE_FOLDER_NOT_EMPTY, office=folder.name)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        paths.extracts.mkdir(mode=0o700)
    except OSError as error:
        raise machine_error(error, name=folder.name) from error
    return was_there


def sweep_folder(folder: Path, *, was_there: bool) -> None:
    """Take away what was begun in a folder that `make_folder` made or found empty."""
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
    if not was_there:
        folder.rmdir()
