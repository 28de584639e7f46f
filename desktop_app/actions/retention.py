"""Times of keeping: set, looked at without erasing, and erased with a reason.

Nothing is erased by itself: a person looks at what is due and says why it goes. What travelled in
packages cannot be called back and is not touched (`domain.retention`); backups keep what they held
until newer ones take their place.
"""

from __future__ import annotations

import logging
import re
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop_app import files
from desktop_app.actions.extracts import drop_release
from desktop_app.actions.office import Office, folder_bytes, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.dates import WESTERN_INDONESIA, day_of
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.retention import RULES, Due, Keeping, Kept
from desktop_app.domain.roles import Right
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import (
    attachments,
    audit,
    erasing,
    evidence,
    extracts,
    matches,
    settings,
    slim,
)
from desktop_app.store.connection import Connection
from desktop_app.store.erasing import OldRow

log = logging.getLogger(__name__)

_SETTING = "keeping"
_COPY = re.compile(r"(?:before-\d{4}|penyelamatan)-(\d{8})-\d{6}(?:\.db)?")
_TOPICS = frozenset({Topic.RELEASES, Topic.MATCHES, Topic.LETTERS, Topic.AUDIT})


@dataclass(frozen=True, slots=True)
class Erased:
    """How much of each class is gone, and by how many bytes the files of the office shrank."""

    counts: dict[Kept, int]
    freed_bytes: int


@needs(Right.READ)
def keepings_of(office: Office) -> list[Keeping]:
    """How long each class is kept here."""
    with office.read() as conn:
        return _keepings(conn)


@needs(Right.SETTINGS)
def set_keeping(office: Office, kind: Kept, keep: int | None) -> Done[Keeping]:
    """Set how long a class is kept, None for ever; erases nothing.

    Raises `UserError` (`KEEPING_INVALID`).
    """
    keep = RULES[kind].checked(keep)
    with office.write() as tx:
        kept = settings.get(tx.conn, _SETTING, {})
        kept[kind.value] = keep
        settings.put(tx, _SETTING, kept)
        audit.note(tx, "retention-set", kind=kind.value, keep="ever" if keep is None else keep)
    return Done(Keeping(kind, RULES[kind], keep), frozenset({Topic.SETTINGS, Topic.AUDIT}))


@needs(Right.SETTINGS)
def due_for_erasure(office: Office) -> list[Due]:
    """What is over its time, by class; a look only, classes of which nothing is due are left out."""
    with office.read() as conn:
        found = {one.kind: _old(office, conn, one) for one in _keepings(conn)}
    return [_due(office, kind, rows) for kind, rows in found.items() if rows]


@needs(Right.SETTINGS)
def erase_due(
    office: Office, kinds: Collection[Kept], reason: str, progress: Progress
) -> Done[Erased]:
    """Erase what of these classes is over its time, so that its bytes are gone from the office's files.

    Each class is in the audit with the reason, before the files are written anew. Raises `UserError`
    (`REASON_MISSING`, `PASSPHRASE_AGAIN`) and `MachineError`: what was erased until then stays so, the rest is still due.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise UserError(Code.REASON_MISSING, field="reason")
    office.require_proof()
    before = _bytes(office)
    counts: dict[Kept, int] = {}
    progress.begin("erasing", total=len(RULES) + 1, stoppable=False)
    for kind in (kind for kind in Kept if kind in kinds):
        with office.read() as conn:
            keeping = next(one for one in _keepings(conn) if one.kind is kind)
            rows = _old(office, conn, keeping)
        if rows:
            _erase(office, keeping, rows, reason)
            counts[kind] = len(rows)
        progress.advance()
    if counts:
        office.store.compact()
    progress.advance()
    freed = max(0, before - _bytes(office))
    log.info("data-erased classes=%d freed=%d", len(counts), freed)
    return Done(Erased(counts, freed), _TOPICS if counts else frozenset())


def _keepings(conn: Connection) -> list[Keeping]:
    kept = settings.get(conn, _SETTING, {})
    return [Keeping(kind, rule, kept.get(kind.value, rule.usual)) for kind, rule in RULES.items()]


def _old(office: Office, conn: Connection, keeping: Keeping) -> list[OldRow]:
    before = keeping.before(office.today())
    if before is None:
        return []
    match keeping.kind:
        case Kept.RELEASES:
            return [
                OldRow(line.id, line.received_at, line.label)
                for line in _old_releases(conn, before)
            ]
        case Kept.DRAFTS:
            return [*erasing.old_drafts(conn, before), *erasing.old_held_files(conn, before)]
        case Kept.LISTS:
            return erasing.old_lists(conn, before)
        case Kept.PAGES:
            return erasing.old_pages(conn, before)
        case Kept.COPIES:
            return [
                OldRow(path.name, datetime.combine(day, datetime.min.time(), WESTERN_INDONESIA))
                for path, day in _copies(office)
                if day < before
            ]


def _old_releases(conn: Connection, before: date) -> list[ReleaseLine]:
    """By the day they describe; the one in use stays however old it is."""
    return [
        line
        for line in extracts.releases_of(conn)
        if line.reference_date < before and not line.is_current
    ]


def _copies(office: Office) -> list[tuple[Path, date]]:
    """The copies made before upgrades and of a damaged database, with their days, by name."""
    folder = office.paths.backups
    if not folder.is_dir():
        return []
    named = [(path, _COPY.fullmatch(path.name)) for path in sorted(folder.iterdir())]
    return [
        (path, datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=WESTERN_INDONESIA).date())
        for path, found in named
        if found
    ]


def _due(office: Office, kind: Kept, rows: Sequence[OldRow]) -> Due:
    size = 0
    if kind is Kept.RELEASES:
        size = sum(slim.bytes_of(office.store, row.id) for row in rows)
    elif kind is Kept.COPIES:
        size = sum(_size(office.paths.backups / row.id) for row in rows)
    return Due(
        kind=kind,
        count=len(rows),
        oldest=day_of(min(row.at for row in rows)),
        bytes=size,
        names=tuple(row.name for row in rows if row.name),
    )


def _erase(office: Office, keeping: Keeping, rows: Sequence[OldRow], reason: str) -> None:
    kind, before = keeping.kind, keeping.before(office.today())
    assert before is not None  # there are rows, so that something is due
    match kind:
        case Kept.RELEASES:
            for row in rows:
                drop_release(office, row.name)
        case Kept.COPIES:
            for row in rows:
                _erase_copy(office.paths.backups / row.id)
        case _:
            pass
    with office.write() as tx:
        match kind:
            case Kept.DRAFTS:
                held = {row.id for row in erasing.old_held_files(tx.conn, before)}
                erasing.erase_drafts(tx, before)
                evidence.let_go(tx, sorted(held))
                if held:
                    wanted = evidence.wanted_digests(tx.conn)
                    kept = {one.digest for one in attachments.everything(office.store)}
                    attachments.remove(office.store, kept - wanted)
            case Kept.LISTS:
                for row in rows:
                    matches.forget(tx, row.id)
            case Kept.PAGES:
                erasing.erase_pages(tx, [row.id for row in rows], before)
            case _:
                pass
        audit.note(tx, "data-erased", kind=kind.value, count=len(rows), reason=reason)


def _bytes(office: Office) -> int:
    paths = office.paths
    folders = [folder for folder in (paths.extracts, paths.backups) if folder.is_dir()]
    return _size(paths.database) + sum(map(folder_bytes, folders))


def _size(path: Path) -> int:
    return folder_bytes(path) if path.is_dir() else path.stat().st_size


def _erase_copy(path: Path) -> None:
    if not path.is_dir():
        files.erase(path)
        return
    for inside in path.rglob("*"):
        if inside.is_file():
            files.erase(inside)
    shutil.rmtree(path)
