"""Backups: the office in one encrypted file on another disk, daily and on demand, and a few of them kept.

The database is copied while people go on saving, opened to see that it is whole, stripped of the
computer's own keys (what is restored elsewhere is another device, and joins the hub anew; a hub keeps
the keys of the kabupaten), written out, and read back from the medium. Releases and evidence are
copied only when they changed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import cast

from desktop_app import files
from desktop_app.actions.device_keys import DEVICE
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, LuringError, MachineError, UserError
from desktop_app.files import SeekableSource
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, migrate, ops, settings
from desktop_app.store.backup_file import (
    BESIDE,
    DATABASE,
    KEYS,
    SUFFIX,
    Joined,
    Manifest,
    Part,
    front_of,
    part_of,
    read_manifest,
)
from desktop_app.store.connection import connect, translated

log = logging.getLogger(__name__)

BACKUP_KEY = "backup"
ATTACHMENTS = "attachments"
_FOLDER, _KEPT, _LAST = "backup.folder", "backup.kept", "backup.last"
_USUALLY_KEPT, MOST_KEPT = 7, 60
_EVERY = timedelta(hours=20)  # daily, though nobody comes at the same minute every day
_DIGEST_LETTERS = 24


@dataclass(frozen=True, slots=True)
class BackupSettings:
    """Where backups go (None: beside the office, on the same disk), how many are kept, and the last."""

    folder: Path | None
    kept: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class BackupMade:
    """A backup that was written, read back and found the same; `beside` files were copied with it."""

    path: Path
    bytes: int
    digest: str
    made_at: datetime
    beside: int


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup that lies in a folder; `missing` counts what it names and that does not lie with it."""

    path: Path
    manifest: Manifest
    bytes: int
    missing: int


@needs(Right.READ)
def backup_settings(office: Office) -> BackupSettings:
    """Where backups go and when the last one was made."""
    with office.read() as conn:
        folder, kept = settings.get(conn, _FOLDER, ""), settings.get(conn, _KEPT, _USUALLY_KEPT)
        last = settings.get(conn, _LAST, None)
    return BackupSettings(
        folder=Path(folder) if folder else None,
        kept=kept,
        last_at=datetime.fromisoformat(last) if last else None,
    )


@needs(Right.SETTINGS)
def set_backups(office: Office, folder: Path | None, kept: int) -> Done[BackupSettings]:
    """Choose where backups go and how many are kept.

    Raises `UserError` (`BACKUP_FOLDER_MISSING`, `BACKUP_SETTING_INVALID`).
    """
    if folder is not None and not folder.is_dir():
        raise UserError(Code.BACKUP_FOLDER_MISSING, field="folder")
    if not 1 <= kept <= MOST_KEPT:
        raise UserError(Code.BACKUP_SETTING_INVALID, field="kept", most=MOST_KEPT)
    with office.write() as tx:
        settings.put(tx, _FOLDER, str(folder) if folder else "")
        settings.put(tx, _KEPT, kept)
        audit.note(tx, "backup-settings-changed", kept=kept)
    return Done(backup_settings(office), frozenset({Topic.SETTINGS, Topic.AUDIT}))


@needs(Right.BACKUP)
def make_backup(office: Office, folder: Path | None, progress: Progress) -> Done[BackupMade]:
    """Write a backup into this folder, or where backups go, and keep the newest few there.

    Where no folder was chosen it lies beside the office, on the same disk, without releases and
    evidence: a second copy of what is large would fill the disk and be lost with it.
    Raises `UserError` (`BACKUP_FOLDER_MISSING`), `MachineError` (`STICK_FULL`, `STICK_GONE`, …) and
    `Cancelled`; then no half backup is left, and the older ones are as they were.
    """
    chosen = backup_settings(office)
    target = folder or chosen.folder or _own_folder(office)
    if not target.is_dir():
        raise UserError(Code.BACKUP_FOLDER_MISSING, field="folder")
    made_at = office.now()
    while (target / _name_of(made_at)).exists():  # a second one within a second
        made_at += timedelta(seconds=1)
    beside = []
    copied = 0
    for name, source in () if target == office.paths.backups else _beside(office):
        digest = part_of(BESIDE, source).sha512
        beside.append((name, digest))
        if not (target / _beside_name(digest)).exists():
            with _copy(office, source, progress) as copy:
                one = _manifest(office, made_at, [(name, digest)], [part_of(BESIDE, copy)])
                _write_out(office, one, [copy], target, _beside_name(digest), progress)
            copied += 1
    with _copy(office, office.paths.database, progress) as copy:
        _strip(copy, office)
        parts = [part_of(KEYS, office.paths.keys), part_of(DATABASE, copy)]
        manifest = _manifest(office, made_at, beside, parts)
        written = _write_out(
            office, manifest, [office.paths.keys, copy], target, _name_of(made_at), progress
        )
    with office.write() as tx:
        if not office.is_in_rescue:
            settings.put(tx, _LAST, made_at.isoformat(timespec="seconds"))
        audit.note(tx, "backup-made", bytes=written.size, beside=copied)
    if not office.is_in_rescue:  # an older backup may be the better one now
        _keep_newest(target, office.profile.office_id, chosen.kept, written.path)
    log.info("backup-made bytes=%d beside=%d", written.size, copied)
    made = BackupMade(written.path, written.size, written.sha512.hex(), made_at, copied)
    return Done(made, frozenset({Topic.SETTINGS}))


@needs(Right.READ)
def make_daily_backup(office: Office, progress: Progress) -> Done[BackupMade | None]:
    """The backup of the day, where it is due and whoever has the office open may make one.

    Raises as `make_backup` does; the work of the day goes on without it.
    """
    last = backup_settings(office).last_at
    is_due = last is None or not timedelta() <= office.now() - last < _EVERY
    if not is_due or office.is_in_rescue or not office.account.has(Right.BACKUP):
        return Done(None)
    done = make_backup(office, None, progress)
    return Done(done.value, done.topics)


def backups_in(folder: Path) -> list[BackupLine]:
    """The backups of offices that lie in a folder, the newest first; other files are left aside.

    Raises `UserError` (`BACKUP_FOLDER_MISSING`).
    """
    if not folder.is_dir():
        raise UserError(Code.BACKUP_FOLDER_MISSING, field="folder")
    found = [
        BackupLine(
            path,
            manifest,
            path.stat().st_size,
            sum(not (folder / _beside_name(digest)).exists() for _, digest in manifest.beside),
        )
        for path, manifest in _manifests(folder)
        if not manifest.is_beside
    ]
    return sorted(found, key=lambda line: line.manifest.made_at, reverse=True)


def beside_file(backup: Path, digest: str) -> Path | None:
    """The file that lies with a backup and holds what had this digest; None if it is not there."""
    path = backup.parent / _beside_name(digest)
    return path if path.is_file() else None


# --- making ---------------------------------------------------------------------------------------------


def _own_folder(office: Office) -> Path:
    office.paths.backups.mkdir(exist_ok=True)
    return office.paths.backups


def _beside(office: Office) -> Iterator[tuple[str, Path]]:
    """What lies beside the database; indexes and comparisons are left out, they are made again."""
    with office.read() as conn:
        releases = extracts.releases_of(conn)
    for release in releases:
        if (path := office.store.extract_file(release.id)).is_file():
            yield release.id, path
    if office.paths.attachments.is_file():
        yield ATTACHMENTS, office.paths.attachments


def _name_of(made_at: datetime) -> str:
    return f"cadangan-{made_at.astimezone(WESTERN_INDONESIA):%Y%m%d-%H%M%S}{SUFFIX}"


def _beside_name(digest: str) -> str:
    return f"cadangan-{digest[:_DIGEST_LETTERS]}{SUFFIX}"


@contextmanager
def _copy(office: Office, source: Path, progress: Progress) -> Iterator[Path]:
    """A whole copy of one encrypted file that was opened and found in order; gone afterwards."""
    progress.begin("copying", stoppable=False)
    copy = _own_folder(office) / f"{source.stem}.copy"
    for left in (copy, copy.with_name(f"{copy.name}-journal")):
        left.unlink(missing_ok=True)
    try:
        office.store.copy_of(source, copy)
        with closing(connect(copy, office.store.key)) as conn, translated():
            if conn.execute("PRAGMA quick_check").fetchone()[0] != "ok":
                raise MachineError(Code.DATABASE_DAMAGED)
        yield copy
    finally:
        with suppress(OSError):
            copy.unlink()


def _strip(copy: Path, office: Office) -> None:
    """Take this computer's own keys out of a copy."""
    with closing(connect(copy, office.store.key)) as conn, translated():
        conn.execute("PRAGMA secure_delete = ON")
        conn.execute("DELETE FROM private_key WHERE name LIKE ? || '-%'", (DEVICE,))


def _manifest(
    office: Office, made_at: datetime, beside: Sequence[tuple[str, str]], parts: Sequence[Part]
) -> Manifest:
    with office.read() as conn:
        counts, head = ops.counts_of(conn), audit.head_of(conn)
    profile = office.profile
    return Manifest(
        office_id=profile.office_id,
        label=profile.name,
        region=profile.region,
        incarnation=profile.incarnation,
        schema=migrate.newest_version(),
        made_at=made_at,
        ops=counts.own,
        audit_head=head,
        beside=tuple(beside),
        parts=tuple(parts),
    ).signed(office.derived_key(BACKUP_KEY))


def _write_out(
    office: Office,
    manifest: Manifest,
    paths: Sequence[Path],
    folder: Path,
    name: str,
    progress: Progress,
) -> files.WrittenFile:
    with closing(Joined(front_of(manifest), paths)) as source:
        # On another disk it must open for whoever restores it elsewhere.
        is_here = folder == office.paths.backups
        opened = files.create_private if is_here else files.create_unbuffered
        return files.write_to_stick(
            folder, name, cast(SeekableSource, source), progress, opened=opened
        )


def _keep_newest(folder: Path, office_id: str, kept: int, made: Path) -> None:
    """Take away this office's older backups, and what no backup that is left names.

    What was `made` just now is the newest, whatever a clock that was set back says of it.
    """
    own = [one for one in _manifests(folder) if one[1].office_id == office_id]
    whole = sorted(
        (one for one in own if not one[1].is_beside),
        key=lambda one: (one[0] == made, one[1].made_at),
        reverse=True,
    )
    needed = {_beside_name(digest) for _, one in whole[:kept] for _, digest in one.beside}
    gone = [path for path, _ in whole[kept:]]
    gone += [path for path, one in own if one.is_beside and path.name not in needed]
    for path in gone:
        with suppress(OSError):
            path.unlink()


def _manifests(folder: Path) -> Iterator[tuple[Path, Manifest]]:
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        with suppress(LuringError):
            yield path, read_manifest(path)
