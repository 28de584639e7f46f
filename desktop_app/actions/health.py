"""What this office is and whether its files are whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from desktop_app.actions.office import Office, OfficeInfo, folder_bytes, needs
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.roles import Right
from desktop_app.errors import MachineError
from desktop_app.exchange.header import WORK_KINDS
from desktop_app.progress import Progress
from desktop_app.store import (
    attachments,
    audit,
    evidence,
    extracts,
    home,
    integrity,
    interventions,
    migrate,
    ops,
    packages,
    settings,
)

_ENOUGH_FREE = 2 * 1024**3
_EVERY = timedelta(days=7)
_LAST = "check.last"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `detail` is a count or a size, never a value from a row."""

    name: str
    is_ok: bool
    detail: str = ""


@needs(Right.READ)
def office_info(office: Office) -> OfficeInfo:
    """What this office is, holds and has yet to send."""
    with office.read() as conn:
        counts = ops.counts_of(conn)
        history = packages.newest(conn, limit=1, direction="in", kinds=WORK_KINDS)
        written = packages.newest(conn, limit=1, direction="out", kinds=WORK_KINDS)
        return OfficeInfo(
            profile=office.profile,
            schema=migrate.version_of(conn),
            releases=tuple(extracts.releases_of(conn)),
            ops_own=counts.own,
            ops_unconfirmed=counts.unconfirmed,
            interventions=interventions.count(conn),
            last_hub_package_at=_moment(history),
            last_written_at=_moment(written),
            is_enrolled=settings.get(conn, "enrolment") is not None,
            is_in_rescue=office.is_in_rescue,
            conflicts=home.disputed(conn),
            bytes=folder_bytes(office.paths.folder),
        )


@dataclass(frozen=True, slots=True)
class LastCheck:
    """When everything was looked through last, and how much of it was not in order."""

    at: datetime
    failed: int


@needs(Right.READ)
def last_check(office: Office) -> LastCheck | None:
    """The full check before this moment; None if there never was one."""
    with office.read() as conn:
        kept = settings.get(conn, _LAST, None)
    return LastCheck(datetime.fromisoformat(kept["at"]), kept["failed"]) if kept else None


@needs(Right.READ)
def check_office(office: Office, progress: Progress | None = None) -> list[Check]:
    """Look through everything: pages, chains, records against their ops, evidence, free space.

    Raises `Cancelled`, then nothing is noted.
    """
    progress = progress or Progress()
    checks = [*_files(office, progress), *_unless_damaged(_chains, "audit", office)]
    checks += _unless_damaged(_evidence, "evidence", office)
    free = shutil.disk_usage(office.paths.folder).free
    checks.append(Check("free-space", free > _ENOUGH_FREE, f"{free // 1024**2} MB"))
    failed = sum(not check.is_ok for check in checks)
    with office.write() as tx:
        if not office.is_in_rescue:
            settings.put(tx, _LAST, {"at": tx.at.isoformat(timespec="seconds"), "failed": failed})
        audit.note(tx, "office-checked", failed=failed)
    return checks


@needs(Right.READ)
def check_weekly(office: Office, progress: Progress) -> Done[list[Check]]:
    """The full check where it is due; empty where it is not, and in rescue mode."""
    last = last_check(office)
    is_due = last is None or not timedelta() <= office.now() - last.at < _EVERY
    if not is_due or office.is_in_rescue:
        return Done([])
    return Done(check_office(office, progress), frozenset({Topic.SETTINGS, Topic.AUDIT}))


def _files(office: Office, progress: Progress) -> list[Check]:
    paths = [("database", office.paths.database)]
    if office.paths.attachments.is_file():
        paths.append(("attachments", office.paths.attachments))
    with office.read() as conn:
        for one in extracts.releases_of(conn):
            paths.append((f"release:{one.label}", office.store.extract_file(one.id)))
    progress.begin("checking", len(paths))
    found = []
    for name, path in paths:
        found.append(_file(name, path, office.store.key, progress))
        progress.advance()
    return found


def _file(name: str, path: Path, key: bytes, progress: Progress) -> Check:
    if not path.is_file():
        return Check(name, is_ok=False, detail="missing")
    size = f"{path.stat().st_size // 1024} KB"
    return Check(name, integrity.is_whole(path, key, progress), size)


def _unless_damaged(
    look: Callable[[Office], list[Check]], name: str, office: Office
) -> list[Check]:
    try:
        return look(office)
    except MachineError as error:
        return [Check(name, is_ok=False, detail=error.code.value)]


def _chains(office: Office) -> list[Check]:
    with office.read() as conn:
        verdict = audit.verify(conn, office.audit_key)
        entities = ops.entities_of(conn)
        differing = sum(not ops.stands_as_folded(conn, entity) for entity in entities)
    return [
        Check("audit", verdict.is_ok, f"{verdict.entries}"),
        Check("ops", differing == 0, f"{len(entities)}"),
    ]


def _evidence(office: Office) -> list[Check]:
    """Every kept file by its hash: one line for all that are whole, one for each that is not."""
    with office.read() as conn:
        own, wanted = evidence.own_digests(conn), evidence.wanted_digests(conn)
    here = attachments.everything(office.store)
    known = {one.digest for one in here}
    total = sum(one.bytes for one in here)
    most = office.reference.evidence.limits.warn_total_bytes
    # Files of other offices may still be on their way; those taken in here must be here.
    bad = [(digest, "changed") for digest in attachments.not_fitting(office.store)]
    bad += [(digest, "missing") for digest in sorted(own - known)]
    return [
        Check("evidence", not bad, f"{len(here)}"),
        *(Check(f"evidence:{digest[:12]}", is_ok=False, detail=why) for digest, why in bad),
        Check("evidence-size", total <= most, f"{total // 1024**2} MB"),
        Check("evidence-unused", is_ok=True, detail=f"{len(known - wanted)}"),
    ]


def _moment(lines: list[packages.PackageLine]) -> datetime | None:
    return lines[0].handled_at if lines else None
