"""The ways back into an office: with its recovery code, and from a backup."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app import bootstrap, crypto
from desktop_app.actions.accounts import checked_passphrase, counted_tries
from desktop_app.actions.backups import ATTACHMENTS, BACKUP_KEY, beside_file
from desktop_app.actions.hub_papers import begin_epoch, epoch_of
from desktop_app.actions.office import Office
from desktop_app.actions.reference import Reference
from desktop_app.bootstrap_opening import admin_named, audit_key_of, opened
from desktop_app.crypto import Stretching
from desktop_app.domain.op import Author
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.files import OfficeLock, write_whole
from desktop_app.paths import RESOURCES, OfficePaths
from desktop_app.progress import Progress
from desktop_app.store import audit, evidence, extracts, settings
from desktop_app.store.backup_file import BESIDE, DATABASE, KEYS, Manifest, take_out
from desktop_app.store.connection import Connection
from desktop_app.store.keyring import KeyRing
from desktop_app.store.store import Store, Transaction

log = logging.getLogger(__name__)


def recover_office(
    folder: Path,
    code: str,
    name: str,
    passphrase: str,
    *,
    stretching: Stretching | None = None,
    clock: Callable[[], datetime] = bootstrap.utc_now,
    new_id: Callable[[], str] = bootstrap.random_id,
) -> bootstrap.NewOffice:
    """Open an office with its recovery code, for somebody who looks after its users.

    They get this passphrase, and the office a new recovery code: the old one was taken out of its
    envelope. Raises what `open_office` does, `RECOVERY_CODE_WRONG`, `USER_UNKNOWN` for somebody
    who does not look after users, and the faults of the passphrase; then nothing was changed.
    """
    paths = OfficePaths(folder)

    def found(ring: KeyRing) -> tuple[bytes, int]:
        with counted_tries(paths.tries, clock) as wrong:
            return ring.open_with_recovery(code), wrong

    return let_in(
        paths,
        found,
        name,
        passphrase,
        deed="office-recovered",
        stretching=stretching,
        clock=clock,
        new_id=new_id,
    )


def let_in(
    paths: OfficePaths,
    found: Callable[[KeyRing], tuple[bytes, int]],
    name: str,
    passphrase: str,
    *,
    deed: str,
    stretching: Stretching | None,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> bootstrap.NewOffice:
    """Let somebody who looks after users in by a key that `found` gives, with how many tries were wrong.

    They get this passphrase, and the office a new recovery code. Raises what `recover_office` does and
    whatever `found` raises; then nothing was changed.
    """
    bootstrap.require_office(paths)
    checked_passphrase(passphrase, name)
    lock = bootstrap.held(paths)
    try:
        key, wrong = found(KeyRing.load(paths.keys))
        account = admin_named(paths, key, name, clock())
        fresh = crypto.new_recovery_code()
        office = opened(
            paths,
            key,
            account.id,
            Reference(RESOURCES),
            lock,
            clock,
            new_id,
            deed=deed,
            wrong=wrong,
        )
        try:
            # Only now: where nothing opens, the code in the envelope has to stay good.
            ring = KeyRing.load(paths.keys).with_account(
                account.id,
                account.name,
                passphrase,
                key,
                stretching or crypto.calibrated_stretching(),
            )
            ring.with_recovery(fresh, key).save(paths.keys)
        except BaseException:
            office.close()
            raise
        return bootstrap.NewOffice(office, fresh)
    except BaseException:
        lock.release()
        raise


@dataclass(frozen=True, slots=True)
class Restored:
    """An office out of a backup, open: how old what it holds is, and the releases that did not come with it.

    It is another device than the one that made the backup, and has to join its hub anew.
    """

    office: Office
    made_at: datetime
    age: timedelta
    releases_missing: tuple[str, ...]
    is_evidence_missing: bool


def restore_office(
    backup: Path,
    folder: Path,
    name: str,
    passphrase: str,
    progress: Progress,
    *,
    clock: Callable[[], datetime] = bootstrap.utc_now,
    new_id: Callable[[], str] = bootstrap.random_id,
) -> Restored:
    """Lay a backup out in a new or empty folder and open it with a passphrase of the day it was made.

    The copy begins a new life (incarnation; at a hub a new epoch), so that nobody takes it for the
    office that went on working. Until its end the folder cannot be opened. Raises `UserError`
    (`OFFICE_EXISTS`, `OFFICE_FOLDER_NOT_EMPTY`, `BACKUP_NONE`, `BACKUP_DAMAGED`,
    `BACKUP_OF_ANOTHER`, `PASSPHRASE_WRONG`, …) and `MachineError`; then nothing is left in the folder.
    """
    paths = OfficePaths(folder)
    was_there = bootstrap.make_folder(paths)
    lock = OfficeLock(paths.lock)
    lock.take()
    try:
        write_whole(paths.restoring, b"")
        manifest = take_out(backup, {DATABASE: paths.database, KEYS: paths.keys}, progress)
        if not paths.database.is_file() or not paths.keys.is_file():
            raise UserError(Code.BACKUP_NONE, name=backup.name)
        user_id, key = KeyRing.load(paths.keys).open_as(name, passphrase)
        backup_key = crypto.keyed_digest(key, manifest.office_id.encode(), context=BACKUP_KEY)
        if not manifest.is_of(backup_key):
            raise UserError(Code.BACKUP_OF_ANOTHER, name=backup.name)
        _take_out_beside(backup, manifest, paths, progress)
        releases, is_evidence_missing = _begin_new_life(
            paths, key, user_id, manifest, clock, new_id
        )
        paths.restoring.unlink()
        office = opened(
            paths,
            key,
            user_id,
            Reference(RESOURCES),
            lock,
            clock,
            new_id,
            deed="office-opened",
        )
    except BaseException:
        lock.release()
        bootstrap.sweep_folder(folder, was_there=was_there)
        raise
    log.info("office-restored missing=%d", len(releases))
    return Restored(
        office,
        manifest.made_at,
        max(clock() - manifest.made_at, timedelta()),
        releases,
        is_evidence_missing,
    )


def _take_out_beside(
    backup: Path, manifest: Manifest, paths: OfficePaths, progress: Progress
) -> None:
    """Lay out what lay beside the database, as far as it lies with the backup."""
    for name, digest in manifest.beside:
        source = beside_file(backup, digest)
        target = paths.attachments if name == ATTACHMENTS else paths.extracts / f"{_safe(name)}.db"
        if source is None:
            continue
        inside = take_out(source, {BESIDE: target}, progress)
        if (name, digest) not in inside.beside or not target.is_file():
            raise UserError(Code.BACKUP_DAMAGED, name=source.name)


def _what_is_missing(store: Store, conn: Connection) -> tuple[tuple[str, ...], bool]:
    """The labels of releases that have no file, and whether there is evidence without its bytes."""
    releases = tuple(
        line.label
        for line in extracts.releases_of(conn)
        if not store.extract_file(line.id).is_file()
    )
    has_evidence = bool(evidence.counts_of(conn))
    return releases, has_evidence and not store.paths.attachments.is_file()


def _safe(name: str) -> str:
    """The id of a release; raises `UserError` for anything that could lead out of the folder."""
    if not name.isalnum() or len(name) > 40:
        raise UserError(Code.BACKUP_DAMAGED, name="")
    return name


def _begin_new_life(
    paths: OfficePaths,
    key: bytes,
    user_id: str,
    manifest: Manifest,
    clock: Callable[[], datetime],
    new_id: Callable[[], str],
) -> tuple[tuple[str, ...], bool]:
    """Give the copy its own incarnation and say so in its log; what did not come with it."""
    store = Store(paths, key)
    try:
        store.bring_up(clock())
        with store.write() as conn:
            profile = replace(settings.profile_of(conn), incarnation=new_id())
            now = clock()
            tx = Transaction(
                conn=conn,
                author=Author(user_id, profile.device_id, profile.incarnation),
                at=now,
                new_id=new_id,
                audit_key=audit_key_of(key, profile.office_id),
            )
            settings.put_profile(tx, profile)
            settings.put(
                tx,
                "restored",
                {
                    "made_at": manifest.made_at.isoformat(timespec="seconds"),
                    "at": now.isoformat(timespec="seconds"),
                },
            )
            if profile.kind is OfficeKind.HUB:
                begin_epoch(tx, epoch_of(conn) + 1)
            days = max(0, (now - manifest.made_at).days)
            audit.note(tx, "office-restored", days=days)
            return _what_is_missing(store, conn)
    finally:
        store.close()
