"""The hub gives a release on: to each of its offices the rows of its own desa, and nobody else's.

Problem: a kabupaten has a million people and three hundred offices, and every person stands in two
packages, that of the desa and that of the kecamatan. Choice: the rows of a desa are read, written as
columns and compressed once, and laid into each package that holds them; the offices come in order of
their region, so that at most the desa of one kecamatan lie in memory. Each package is whole by itself
and written down as soon as it is on the stick. So a cut that was stopped, or broken off by a full stick,
goes on where it was. What would change our mind: packages for readers with more than a few hundred desa.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop_app.actions.device_keys import PRIVATE_KEYS
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
    is_whole_package,
    only_if_kept,
    remove_older,
    target_folder,
    write_out,
)
from desktop_app.domain.bast import BastKind, may_be_passed_on
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.extract import Entity
from desktop_app.domain.release import ReleaseLine
from desktop_app.domain.release_cut import Handover, ReleaseCut, tallies_within
from desktop_app.domain.report import DecileTally
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import Code, UserError
from desktop_app.exchange.header import Header, PackageKind
from desktop_app.exchange.release import (
    head_records,
    noted_records,
    row_records,
    village_record,
)
from desktop_app.exchange.sealing import Pressed, press, seal_package
from desktop_app.progress import Progress
from desktop_app.store import audit, extracts, packages, release_cuts, roster, tallies
from desktop_app.store.connection import Connection
from desktop_app.store.release_cuts import CutLine
from desktop_app.store.release_tables import STORED
from desktop_app.store.roster import KnownDevice
from desktop_app.store.slices import Slices, revision_of, slices_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReleasePackage:
    """What one office was given; `was_there` is True for a package that was on the stick already."""

    device_id: str
    region: str
    name: str
    families: int
    persons: int
    package: PackageWritten
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class ReleaseGiven:
    """What cutting a release came to.

    `without` are the offices of which the release has nobody: they were given nothing. `left_families`
    and `left_persons` count the rows that name no desa of the kabupaten's list: they stay at the hub.
    """

    label: str
    packages: tuple[ReleasePackage, ...]
    without: tuple[str, ...]
    left_families: int
    left_persons: int


@needs(Right.HUB_OPERATE)
def cut_release(
    office: Office, label: str, folder: Path, progress: Progress, *, region: str = ""
) -> Done[ReleaseGiven]:
    """Write to `folder`/TUKAR the rows of a release for every enrolled device, or those of one region.

    Done again, it goes on: packages that lie there whole and are still what would be cut stay. Raises
    `UserError` (`HUB_ONLY`, `HUB_KEYS_MISSING`, `HUB_WITHOUT_OFFICES`, `RELEASE_UNKNOWN`,
    `RELEASE_IS_SLIM`, `BAST_UNSAID`, `PASSING_ON_FORBIDDEN`), `MachineError` and `Cancelled`; packages
    written before that are whole and may be carried.
    """
    if office.profile.kind is not OfficeKind.HUB:
        raise UserError(Code.HUB_ONLY)
    with office.read() as conn:
        release = _release(conn, label)
    with office.write() as tx:
        papers = hub_papers(tx.conn, office.derived_key(PRIVATE_KEYS))
        renew_certificates(tx, papers)
    progress.begin("counting")
    counted = tallies.decile_tallies_of(office.store, release.id)
    with office.read() as conn:
        wanted = [
            _Wanted(device, frozenset(read_by(certificate_of(device), office.profile.region)))
            for device in roster.devices_of(conn)
            if device.revoked_at is None and region in ("", device.region)
        ]
        if not wanted:
            raise UserError(Code.HUB_WITHOUT_OFFICES)
        cutting = _Cutting(office, conn, papers, release, counted, folder)
        found = cutting.run(wanted, progress)
    known = {
        village.code for village in office.reference.regions.villages_within(office.profile.region)
    }
    left = [tally for tally in counted if tally.village not in known]
    log.info("release-cut packages=%d new=%d", len(found), sum(not one.was_there for one in found))
    given = {one.device_id for one in found}
    return Done(
        ReleaseGiven(
            label=release.label,
            packages=tuple(found),
            without=tuple(one.device.region for one in wanted if one.device.device_id not in given),
            left_families=sum(tally.families for tally in left),
            left_persons=sum(tally.persons for tally in left),
        ),
        frozenset({Topic.PACKAGES}),
    )


def _release(conn: Connection, label: str) -> ReleaseLine:
    line = extracts.release_with(conn, label=label)
    if line is None:
        raise UserError(Code.RELEASE_UNKNOWN, label=label)
    if line.is_slim:
        raise UserError(Code.RELEASE_IS_SLIM, label=label)
    if line.bast_kind is BastKind.UNSAID:
        raise UserError(Code.BAST_UNSAID, release=label)
    if not may_be_passed_on(line.bast_kind):
        raise UserError(Code.PASSING_ON_FORBIDDEN, release=label, bast=line.bast_kind.value)
    return line


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A device, and the partitions it reads."""

    device: KnownDevice
    partitions: frozenset[str]


class _Cutting:
    """One cut, for one office after the other."""

    def __init__(
        self,
        office: Office,
        conn: Connection,
        papers: HubPapers,
        release: ReleaseLine,
        counted: Sequence[DecileTally],
        folder: Path,
    ) -> None:
        self._office = office
        self._conn = conn
        self._papers = papers
        self._release = release
        self._tallies = counted
        self._folder = folder
        self._revision = revision_of(office.store, release.id)
        self._before = release_cuts.cuts_of(conn, release.id)
        self._number = packages.next_number(conn)

    def run(self, wanted: Sequence[_Wanted], progress: Progress) -> list[ReleasePackage]:
        """A package for each of them of whom the release has anybody."""
        cuts = [(one, self._cut_for(one)) for one in wanted]
        cuts = [(one, cut) for one, cut in cuts if cut.tallies]
        progress.begin("cutting", total=sum(cut.persons for _, cut in cuts))
        found: list[ReleasePackage] = []
        written: list[Header] = []
        with slices_of(self._office.store, self._release.id) as slices:
            pressed = _PressedVillages(slices, [cut.villages for _, cut in cuts], progress)
            for one, cut in cuts:
                package = self._there_already(one, cut)
                if package is None:
                    header, package = self._write(one, cut, pressed, progress)
                    written.append(header)
                pressed.done_with(cut.villages)
                found.append(package)
                progress.advance(cut.persons)
        remove_older(self._folder, *written)
        return found

    def _cut_for(self, wanted: _Wanted) -> ReleaseCut:
        line, profile, device = self._release, self._office.profile, wanted.device
        return ReleaseCut(
            release_id=line.id,
            revision=self._revision,
            label=line.label,
            reference_date=line.reference_date,
            layout=line.layout,
            region_system=extracts.region_system_of(self._conn, line.id),
            is_light=line.is_light,
            files=line.files,
            handover=Handover(
                number=line.handover_no,
                kind=line.bast_kind.value,
                from_name=profile.name,
                from_region=profile.region,
                to_name=device.name,
                to_region=device.region,
            ),
            tallies=tallies_within(self._tallies, wanted.partitions),
        )

    def _there_already(self, wanted: _Wanted, cut: ReleaseCut) -> ReleasePackage | None:
        line = self._before.get(wanted.device.device_id)
        if line is None or (line.revision, line.serial) != (self._revision, wanted.device.serial):
            return None
        path = target_folder(self._folder) / line.file_name
        if not is_whole_package(path, line.package_id, self._papers.keys.sign_public):
            return None
        package = PackageWritten(path, path.name, line.package_id, 0, line.bytes, ops=0)
        return _given(wanted, cut, package, was_there=True)

    def _write(
        self, wanted: _Wanted, cut: ReleaseCut, pressed: _PressedVillages, progress: Progress
    ) -> tuple[Header, ReleasePackage]:
        office, device, papers = self._office, wanted.device, self._papers
        header = hub_header(office, self._conn, papers, PackageKind.RELEASE, self._number)

        def records() -> Iterator[bytes | Pressed]:
            yield from head_records(papers_for(self._conn, device), cut)
            for village in cut.villages:
                yield pressed.of(village)

        def write(sink: BinaryIO) -> Header:
            return seal_package(
                sink,
                header,
                records(),
                seed=papers.keys.seed,
                readers={device.device_id: device.recipient},
            )

        header, file = write_out(
            self._folder,
            office.today(),
            progress.hushed(),
            write,
            office=device.region,
            device=device.device_id,
        )
        with only_if_kept(file), office.write() as tx:
            packages.keep(tx, history_line(tx, header, file))
            release_cuts.put(
                tx,
                CutLine(
                    release_id=cut.release_id,
                    device_id=device.device_id,
                    package_id=header.package_id,
                    serial=device.serial,
                    revision=cut.revision,
                    families=cut.families,
                    persons=cut.persons,
                    file_name=file.path.name,
                    bytes=file.size,
                    cut_at=tx.at,
                ),
            )
            audit.note(
                tx,
                "release-given",
                header.package_id,
                label=cut.label,
                handover_no=cut.handover.number,
                device=device.device_id,
                families=cut.families,
                persons=cut.persons,
            )
        self._number += 1
        package = PackageWritten(
            file.path, file.path.name, header.package_id, header.number, file.size, ops=0
        )
        return header, _given(wanted, cut, package)


def _given(
    wanted: _Wanted, cut: ReleaseCut, package: PackageWritten, *, was_there: bool = False
) -> ReleasePackage:
    device = wanted.device
    return ReleasePackage(
        device.device_id,
        device.region,
        device.name,
        cut.families,
        cut.persons,
        package,
        was_there,
    )


class _PressedVillages:
    """The records of each desa, compressed when first asked for and kept as long as somebody wants them."""

    def __init__(self, slices: Slices, wanted: Sequence[Sequence[str]], progress: Progress) -> None:
        self._slices = slices
        self._wanted_by = Counter(village for villages in wanted for village in villages)
        self._kept: dict[str, Pressed] = {}
        self._progress = progress

    def of(self, village: str) -> Pressed:
        """The records of this desa."""
        self._progress.advance(0)
        if village not in self._kept:
            self._kept[village] = press(_village_records(self._slices, village))
        return self._kept[village]

    def done_with(self, villages: Sequence[str]) -> None:
        """One of those who want these has been served."""
        for village in villages:
            self._wanted_by[village] -= 1
            if not self._wanted_by[village]:
                self._kept.pop(village, None)


def _village_records(slices: Slices, village: str) -> Iterator[bytes]:
    yield village_record(village)
    for entity, parts in (
        (Entity.FAMILY, slices.families_of(village)),
        (Entity.PERSON, slices.persons_of(village)),
    ):
        for columns in parts:
            yield from row_records(entity, STORED[entity], columns)
            yield from noted_records("problems", slices.problems_of(entity, columns))
            if entity is Entity.PERSON:
                yield from noted_records("doubtful", slices.doubtful_of(columns))


@needs(Right.HUB_OPERATE)
def release_cuts_of(office: Office, label: str) -> Mapping[str, CutLine]:
    """What every device was given of a release, by device; raises `UserError` (`RELEASE_UNKNOWN`)."""
    with office.read() as conn:
        line = extracts.release_with(conn, label=label)
        if line is None:
            raise UserError(Code.RELEASE_UNKNOWN, label=label)
        return release_cuts.cuts_of(conn, line.id)
