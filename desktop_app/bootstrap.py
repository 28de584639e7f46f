"""The one place where the parts are put together: a new office, and an office that is opened."""

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
from desktop_app.actions.accounts import checked_account_name, checked_passphrase
from desktop_app.actions.demo import (
    DEMO_PASSPHRASE,
    DEMO_REGION,
    DEMO_USER,
    DemoFilled,
    DemoWish,
    fill_with_demo,
    join_demo_hub,
)
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.crypto import Stretching
from desktop_app.domain.office import Account, OfficeDraft, OfficeProfile
from desktop_app.domain.op import Author
from desktop_app.domain.region import RegionLevel, level_of
from desktop_app.domain.roles import OfficeKind, first_role
from desktop_app.errors import Code, MachineError, UserError
from desktop_app.files import OfficeLock, machine_error
from desktop_app.paths import RESOURCES, OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, settings, settling, word_index
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
    checked_passphrase(passphrase)
    was_there = _make_folder(paths)
    try:
        return _create(paths, profile, account, passphrase, stretching, reference, clock, new_id)
    except BaseException:
        _sweep_folder(folder, was_there=was_there)
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

    Raises `UserError` (`OFFICE_MISSING`, `OFFICE_IN_USE`, `PASSPHRASE_WRONG`, `DATABASE_TOO_NEW`, …)
    or `MachineError` (`DATABASE_DAMAGED`, `KEYS_DAMAGED`, …).
    """
    paths = OfficePaths(folder)
    if not paths.database.is_file():
        raise UserError(Code.OFFICE_MISSING, office=folder.name)
    lock = OfficeLock(paths.lock)
    lock.take()
    try:
        user_id, key = KeyRing.load(paths.keys).open_as(name, passphrase)
        return _opened(
            paths, key, user_id, Reference(RESOURCES), lock, clock, new_id, deed="office-opened"
        )
    except BaseException as error:
        lock.release()
        if isinstance(error, UserError | MachineError):
            log.info("office-not-opened code=%s", error.code.value)
        raise


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """An open office full of invented people, and the hub beside it that it has joined.

    The hub is closed; its user and passphrase are those of the office. `stick` is the folder that
    stands for the stick carried between the two.
    """

    office: Office
    recovery_code: str
    filled: DemoFilled
    hub_folder: Path
    stick: Path
    hub_fingerprint: str


def create_demo(
    folder: Path,
    wish: DemoWish,
    progress: Progress,
    *,
    user: str = DEMO_USER,
    passphrase: str = DEMO_PASSPHRASE,
    region: str = DEMO_REGION,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = utc_now,
    new_id: Callable[[], str] = random_id,
) -> DemoOffice:
    """Make an office with invented people in `folder`, a hub in `<folder>-hub`, and enrol it there.

    Raises what making an office, importing and enrolling raise; then neither folder is left behind.
    """
    regions = Reference(RESOURCES).regions
    code = regions.parse(region)
    is_village = level_of(code) is RegionLevel.VILLAGE
    hub_folder = folder.with_name(f"{folder.name}-hub")
    stick = folder.with_name(f"{folder.name}-stick")
    offices: list[Office] = []

    def make(where: Path, kind: OfficeKind, of: str, name: str) -> NewOffice:
        draft = OfficeDraft(kind, of, name, user, "Petugas Percobaan")
        new = create_office(
            where, draft, passphrase, stretching=stretching, clock=clock, new_id=new_id
        )
        offices.append(new.office)
        return new

    try:
        new = make(
            folder,
            OfficeKind.DESA if is_village else OfficeKind.KECAMATAN,
            code,
            f"{'Desa' if is_village else 'Kecamatan'} {regions.name_of(code)} (percobaan)",
        )
        hub = make(hub_folder, OfficeKind.HUB, regions.regency, "Dinas Sosial (percobaan)")
        filled = fill_with_demo(new.office, wish, progress).value
        fingerprint = join_demo_hub(new.office, hub.office, stick, progress).value
    except BaseException:
        for office in offices:
            office.close()
            shutil.rmtree(office.paths.folder, ignore_errors=True)
        raise
    hub.office.close()
    return DemoOffice(new.office, new.recovery_code, filled, hub_folder, stick, fingerprint)


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
                audit_key=_audit_key(key, profile.office_id),
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
        office = _opened(
            paths, key, account.id, reference, lock, clock, new_id, deed="office-opened"
        )
        return NewOffice(office, code)
    except BaseException:
        lock.release()
        raise


def _opened(
    paths: OfficePaths,
    key: bytes,
    user_id: str,
    reference: Reference,
    lock: OfficeLock,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
    *,
    deed: str,
) -> Office:
    store = Store(paths, key)
    try:
        store.bring_up(clock())
        settling.recover(store)
        extracts.sweep(store)
        with store.read() as conn:
            profile = settings.profile_of(conn)
            account = settings.account_of(conn, user_id)
            current = extracts.current_release(conn)
        if account is None or not account.is_active:
            raise UserError(Code.USER_UNKNOWN)
        # A lost release file must not keep people from their own work: they see what is missing.
        if current is not None and store.extract_file(current.id).is_file():
            words = store.words_file(current.id)
            if not word_index.is_of_today(words, key):
                word_index.make_again(
                    store.extract_file(current.id), words, key, reference.spelling
                )
            store.use_extract(current.id)
        office = Office(
            paths=paths,
            store=store,
            profile=profile,
            account=account,
            reference=reference,
            clock=clock,
            new_id=new_id,
            lock=lock,
            audit_key=_audit_key(key, profile.office_id),
        )
        with office.write() as tx:
            for release_id in settling.unsettled(tx.conn):
                settling.settle(tx, store, release_id)
            audit.note(tx, deed)
        log.info("office-opened kind=%s", profile.kind.value)
        return office
    except BaseException:
        store.close()
        raise


def _audit_key(key: bytes, office_id: str) -> bytes:
    return crypto.keyed_digest(key, office_id.encode(), context="audit-key")


def _make_folder(paths: OfficePaths) -> bool:
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


def _sweep_folder(folder: Path, *, was_there: bool) -> None:
    for entry in folder.iterdir():
        if entry.is_dir():
            shutil.rmtree(entry, ignore_errors=True)
        else:
            entry.unlink(missing_ok=True)
    if not was_there:
        folder.rmdir()
