"""What this office is and whether its files are whole."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from desktop_app.actions.office import Office, OfficeInfo, folder_bytes, needs
from desktop_app.domain.roles import Right
from desktop_app.store import (
    attachments,
    audit,
    evidence,
    extracts,
    interventions,
    migrate,
    ops,
    packages,
    settings,
)
from desktop_app.store.connection import connect, translated

_ENOUGH_FREE = 2 * 1024**3


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
        history = packages.newest(conn, limit=1, direction="in")
        written = packages.newest(conn, limit=1, direction="out")
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
            bytes=folder_bytes(office.paths.folder),
        )


@needs(Right.READ)
def check_office(office: Office) -> list[Check]:
    """Look through everything: pages, chains, records against their ops, evidence, free space."""
    checks = [*_files(office), *_chains(office), *_evidence(office)]
    free = shutil.disk_usage(office.paths.folder).free
    checks.append(Check("free-space", free > _ENOUGH_FREE, f"{free // 1024**2} MB"))
    with office.write() as tx:
        audit.note(tx, "office-checked", failed=sum(not check.is_ok for check in checks))
    return checks


def _files(office: Office) -> list[Check]:
    found = []
    paths = [("database", office.paths.database)]
    if office.paths.attachments.is_file():
        paths.append(("attachments", office.paths.attachments))
    with office.read() as conn:
        paths += [
            (f"release:{one.label}", office.store.extract_file(one.id))
            for one in extracts.releases_of(conn)
        ]
    for name, path in paths:
        if not path.is_file():
            found.append(Check(name, is_ok=False, detail="missing"))
            continue
        with closing(connect(path, office.store.key, read_only=True)) as conn, translated():
            bad = len(conn.execute("PRAGMA cipher_integrity_check").fetchall())
            quick = str(conn.execute("PRAGMA quick_check").fetchone()[0])
        found.append(
            Check(
                name, is_ok=bad == 0 and quick == "ok", detail=f"{path.stat().st_size // 1024} KB"
            )
        )
    return found


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
