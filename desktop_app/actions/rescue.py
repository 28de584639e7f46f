"""Saving what is left of an office whose database cannot be written any more.

Where the disk only takes nothing more that is a whole backup. Where the database is damaged the files are
copied as they are, so that somebody can try their hand at a copy while the damaged original
stays as it was found. All of it stays encrypted.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app import files
from desktop_app.actions.backups import backup_settings, make_backup
from desktop_app.actions.office import Office, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import audit

log = logging.getLogger(__name__)

_ENDINGS = ("", "-wal", "-journal")


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: a whole backup, or a folder of copies of the files as they are."""

    path: Path
    bytes: int
    is_whole: bool


@needs(Right.BACKUP)
def save_what_is_left(office: Office, folder: Path | None, progress: Progress) -> Done[Saved]:
    """Make a backup, or copy every file as it is where the database is too damaged for one.

    Raises `UserError` (`BACKUP_FOLDER_MISSING`), `MachineError` (`STICK_FULL`, `STICK_GONE`,
    `DISK_FAILING` where not even a copy can be read) and `Cancelled`.
    """
    if office.trouble is not Code.DATABASE_DAMAGED:
        made = make_backup(office, folder, progress).value
        return Done(Saved(made.path, made.bytes, is_whole=True), frozenset({Topic.SETTINGS}))
    office.paths.backups.mkdir(exist_ok=True)
    target = folder or backup_settings(office).folder or office.paths.backups
    if not target.is_dir():
        raise UserError(Code.BACKUP_FOLDER_MISSING, field="folder")
    local = office.now().astimezone(WESTERN_INDONESIA)
    place = target / f"penyelamatan-{local:%Y%m%d-%H%M%S}"
    total = 0
    for source in _files_of(office):
        inside = place / source.parent.relative_to(office.paths.folder)
        try:
            inside.mkdir(parents=True, exist_ok=True)
            with source.open("rb") as file:
                written = files.write_to_stick(inside, source.name, file, progress)
        except OSError as error:
            raise files.machine_error(error, name=source.name, stick=True) from error
        total += written.size
    with office.write() as tx:
        audit.note(tx, "rescue-copy-made", bytes=total)
    log.info("rescue-copy-made bytes=%d", total)
    return Done(Saved(place, total, is_whole=False), frozenset({Topic.SETTINGS}))


def _files_of(office: Office) -> Iterator[Path]:
    paths = office.paths
    own = [paths.keys, files.previous_of(paths.keys), paths.rescue_log]
    for whole in (paths.database, paths.attachments, *sorted(paths.extracts.glob("*.db"))):
        own += [whole.with_name(whole.name + ending) for ending in _ENDINGS]
    return (path for path in own if path.is_file())
