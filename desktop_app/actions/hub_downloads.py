"""What the hub sends: to each of its offices a package of its own; and the second copy that comes first."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from desktop_app.actions.backups import make_backup
from desktop_app.actions.device_keys import PRIVATE_KEYS
from desktop_app.actions.evidence_travel import load_for_office, sizes_here
from desktop_app.actions.hub_books import log_own
from desktop_app.actions.hub_intake import cursors_by_partition
from desktop_app.actions.hub_papers import (
    HubPapers,
    certificate_of,
    hub_header,
    hub_papers,
    papers_for,
    read_by,
    renew_certificates,
)
from desktop_app.actions.office import Office, needs
from desktop_app.actions.sticks import (
    PackageWritten,
    history_line,
    only_if_kept,
    remove_older,
    write_out,
)
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.hub_log import Cursor, Outcome, rules_digest
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.download import Section, download_records
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.exchange.intake import base_for
from desktop_app.exchange.sealing import seal_package
from desktop_app.progress import Progress
from desktop_app.store import audit, hub_log, packages, roster, settings
from desktop_app.store.connection import Connection
from desktop_app.store.roster import KnownDevice

log = logging.getLogger(__name__)

_COPIED = "second-copy"


@dataclass(frozen=True, slots=True)
class DownloadWritten:
    """A package for one office."""

    device_id: str
    region: str
    name: str
    package: PackageWritten


@dataclass(frozen=True, slots=True)
class SecondCopy:
    """The backup of the hub that lies on another disk, and how many lines of its logs are in it."""

    path: Path
    bytes: int
    entries: int
    made_at: datetime


# --- the second copy ----------------------------------------------------------------------------------


@needs(Right.BACKUP)
def copy_hub(office: Office, folder: Path, progress: Progress) -> Done[SecondCopy]:
    """Back the hub up onto another disk, so that offices may be told what it has taken in.

    What the hub tells an office is kept for good, so it is told only once it lies on two disks. Raises
    `UserError` (`HUB_ONLY`, `SECOND_COPY_BESIDE`) and whatever `make_backup` raises.
    """
    if office.profile.kind is not OfficeKind.HUB:
        raise UserError(Code.HUB_ONLY)
    if folder.resolve().is_relative_to(office.paths.folder.resolve()):
        raise UserError(Code.SECOND_COPY_BESIDE, field="copy")
    with office.write() as tx:
        log_own(tx, office.profile)  # so that all there is to be told lies in the copy
        entries = hub_log.count(tx.conn)
    backup = make_backup(office, folder, progress).value
    with office.write() as tx:
        made_at = backup.made_at.isoformat()
        settings.put(tx, _COPIED, {"entries": entries, "at": made_at, "folder": str(folder)})
    log.info("second-copy-made entries=%d bytes=%d", entries, backup.bytes)
    return Done(
        SecondCopy(backup.path, backup.bytes, entries, backup.made_at),
        frozenset({Topic.PACKAGES, Topic.SETTINGS}),
    )


@dataclass(frozen=True, slots=True)
class CopyState:
    """Where the last second copy was put and when, if there was one; whether the hub has taken in more since."""

    folder: Path | None
    made_at: datetime | None
    is_due: bool


@needs(Right.HUB_OPERATE)
def copy_state(office: Office) -> CopyState:
    """What is known of the second copy."""
    with office.read() as conn:
        copied = settings.get(conn, _COPIED)
        entries = hub_log.count(conn)
    if copied is None:
        return CopyState(None, None, is_due=entries > 0)
    made_at = datetime.fromisoformat(copied["at"])
    return CopyState(Path(copied["folder"]), made_at, is_due=copied["entries"] < entries)


# --- packages for the offices ---------------------------------------------------------------------------


@needs(Right.HUB_OPERATE)
def write_downloads(
    office: Office, folder: Path, progress: Progress, *, region: str = ""
) -> Done[list[DownloadWritten]]:
    """Write to `folder`/TUKAR a package for every device that is enrolled, or for those of one region.

    Each holds the logs of its partitions from where the device last said it is, and the papers. Raises
    `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING`, `HUB_WITHOUT_OFFICES`, `SECOND_COPY_MISSING`),
    `MachineError` and `Cancelled`; packages written before that are whole and may be carried.
    """
    if office.profile.kind is not OfficeKind.HUB:
        raise UserError(Code.HUB_ONLY)
    with office.write() as tx:
        papers = hub_papers(tx.conn, office.derived_key(PRIVATE_KEYS))
        log_own(tx, office.profile)
        renew_certificates(tx, papers)
    with office.read() as conn:
        devices = [
            device
            for device in roster.devices_of(conn)
            if device.revoked_at is None and region in ("", device.region)
        ]
        if not devices:
            raise UserError(Code.HUB_WITHOUT_OFFICES)
        copied = settings.get(conn, _COPIED, {"entries": 0})["entries"]
        if copied < hub_log.count(conn):
            raise UserError(Code.SECOND_COPY_MISSING)
        states: dict[str, str] = {}
        first = packages.next_number(conn)
        here = sizes_here(office.store)
        written = [
            _write_one(office, conn, device, papers, states, folder, progress, number, here)
            for number, device in enumerate(devices, first)
        ]
    remove_older(folder, *(header for header, _ in written))
    log.info("downloads-written count=%d", len(written))
    return Done([one for _, one in written], frozenset({Topic.PACKAGES}))


def _write_one(
    office: Office,
    conn: Connection,
    device: KnownDevice,
    papers: HubPapers,
    states: dict[str, str],
    folder: Path,
    progress: Progress,
    number: int,
    here: Mapping[str, int],
) -> tuple[Header, DownloadWritten]:
    header = hub_header(office, conn, papers, PackageKind.DOWNLOAD, number)
    sections = _Sections(conn, device, office.profile, states, progress)
    signed = papers_for(conn, device)
    contact = hub_log.contact_of(conn, device.device_id)
    load = load_for_office(
        office,
        conn,
        folder,
        here,
        partitions=read_by(certificate_of(device), office.profile.region),
        wishes=contact.lacking if contact else (),
    )

    def write(sink: BinaryIO) -> Header:
        return seal_package(
            sink,
            header,
            chain(download_records(signed, sections.all()), load.records(office.store)),
            seed=papers.keys.seed,
            readers={device.device_id: device.recipient},
        )

    header, file = write_out(
        folder, office.today(), progress, write, office=device.region, device=device.device_id
    )
    with only_if_kept(file), office.write() as tx:
        packages.keep(tx, history_line(tx, header, file, ops=sections.lines))
        audit.note(tx, "package-written", header.package_id, ops=sections.lines)
    package = PackageWritten(
        path=file.path,
        file=file.path.name,
        package_id=header.package_id,
        number=header.number,
        bytes=file.size,
        ops=sections.lines,
        attachments=len(load.digests),
        left_behind=load.left_behind,
    )
    return header, DownloadWritten(device.device_id, device.region, device.name, package)


class _Sections:
    """The sections of one download, made while they are written."""

    def __init__(
        self,
        conn: Connection,
        device: KnownDevice,
        profile: OfficeProfile,
        states: dict[str, str],
        progress: Progress,
    ) -> None:
        self._conn = conn
        self._partitions = sorted(read_by(certificate_of(device), profile.region))
        self._cursors = cursors_by_partition(conn, device.device_id)
        self._states = states
        self._progress = progress
        self.lines = 0

    def all(self) -> Iterator[tuple[Section, Iterator[tuple[int, Outcome, bytes]]]]:
        """Every section with its lines."""
        conn, rules = self._conn, rules_digest()
        for partition in self._partitions:
            base = base_for(
                self._cursors.get(partition),
                partition,
                lambda *place: hub_log.hash_at(conn, *place),
            )
            end = hub_log.head_of(conn, partition)
            if partition not in self._states:
                self._states[partition] = hub_log.state_of(conn, partition)
            yield Section(base, end, self._states[partition], rules), self._lines(base)

    def _lines(self, base: Cursor) -> Iterator[tuple[int, Outcome, bytes]]:
        for line in hub_log.entries_after(self._conn, base.partition, base.number):
            self.lines += 1
            self._progress.advance()
            yield line
