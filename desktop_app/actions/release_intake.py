"""The rows of a release package on their way into a file that nobody sees yet, each of them looked at.

The package was signed by our hub, and a hub may be wrong all the same: nobody gets in who is not of a
desa that this office reads, who is there twice, or whose facts could not be kept as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from desktop_app.actions.from_hub import Accepted, FromHub, accepted
from desktop_app.actions.hub_papers import read_by
from desktop_app.actions.office import Office
from desktop_app.domain.extract import Columns, Entity, Value
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.domain.release import Loaded, ReleaseLine
from desktop_app.domain.release_cut import ReleaseCut
from desktop_app.errors import Code, UserError
from desktop_app.exchange.container import Container
from desktop_app.exchange.download import Papers
from desktop_app.exchange.fields import Malformed
from desktop_app.exchange.release import Noted, ReleaseReader, Rows
from desktop_app.exchange.roster import Distrusted
from desktop_app.exchange.sealing import open_package
from desktop_app.progress import Progress
from desktop_app.store import taken_releases, tallies, word_index
from desktop_app.store.loading import ExtractFile, Part
from desktop_app.store.release_tables import HOLDS_NUMBERS, STORED, ProblemRow

_ID, _FILE, _VILLAGE = 0, "file", "village"


class ReleaseKnown(Exception):
    """The release is here, as new as this package or newer."""

    def __init__(self, line: ReleaseLine) -> None:
        self.line = line
        super().__init__()


class ReleaseIntake:
    """Takes one release while it is decrypted."""

    def __init__(
        self, office: Office, container: Container, hub: FromHub, progress: Progress
    ) -> None:
        self._office = office
        self._container = container
        self._hub = hub
        self._progress = progress
        self._target: ExtractFile | None = None
        self._cut: ReleaseCut | None = None
        self._accepted: Accepted | None = None
        self._reads: frozenset[str] = frozenset()
        self._village = ""
        self._villages: set[str] = set()
        self._families: set[Value] = set()
        self._people: set[Value] = set()
        self._here: set[Value] = set()
        self._reader = ReleaseReader(
            self._take_papers,
            self._take_cut,
            self._take_village,
            self._take_rows,
            self._take_noted,
        )

    @property
    def cut(self) -> ReleaseCut:
        """What the package says it is; there once it was read."""
        assert self._cut is not None
        return self._cut

    @property
    def accepted(self) -> Accepted:
        """The papers that came with it."""
        assert self._accepted is not None
        return self._accepted

    def looked_at(self) -> ReleaseCut:
        """Read all of it and keep nothing."""
        self._read()
        return self.cut

    def loaded(self, release_id: str) -> Loaded:
        """Write all of it to the file of this release, count it, and index its names."""
        office, store = self._office, self._office.store
        self._target = target = ExtractFile(store.extract_file(release_id), store.key)
        try:
            self._read()
            self._progress.begin("indexing")
            loaded = target.finish_slice(self._progress)
        except BaseException:
            target.discard()
            raise
        if tuple(tallies.decile_tallies_of(store, release_id)) != self.cut.tallies:
            raise UserError(Code.PACKAGE_TOTALS_DIFFER, name=self._container.name)
        self._progress.advance()
        word_index.make_again(
            target.path, store.words_file(release_id), store.key, office.reference.spelling
        )
        return loaded

    def _read(self) -> None:
        container = self._container
        try:
            open_package(
                container,
                trusted=container.header.signer,
                device_id=self._office.profile.device_id,
                identities=[self._hub.keys.identity],
                take=self._take,
            )
            self._reader.finished()
        except (Malformed, Distrusted) as error:
            part = error.part if isinstance(error, Malformed) else "papers"
            raise UserError(Code.PACKAGE_INCONSISTENT, name=container.name, part=part) from error
        cut = self.cut
        counts = len(self._families), len(self._people)
        if self._villages != set(cut.villages) or counts != (cut.families, cut.persons):
            raise UserError(Code.PACKAGE_TOTALS_DIFFER, name=container.name)

    def _take(self, tag: str, raw: bytes) -> None:
        self._progress.advance()
        self._reader.take(tag, raw)

    def _take_papers(self, papers: Papers) -> None:
        self._accepted = accepted(papers, self._hub, self._office.profile)
        self._reads = read_by(self._accepted.certificate, self._hub.root.region)

    def _take_cut(self, cut: ReleaseCut) -> None:
        if cut.handover.to_region != self.accepted.certificate.region:
            raise Malformed("release.handover")
        if not self._reads.issuperset(cut.villages):
            raise Malformed("release.tallies")
        self._cut = cut
        if self._target is not None:
            with self._office.read() as conn:
                known = taken_releases.taken_from(conn, cut.release_id)
            if known is not None and known[1] >= cut.revision:
                raise ReleaseKnown(known[0])

    def _take_village(self, village: str) -> None:
        if village not in self.cut.villages or village in self._villages:
            raise Malformed("village")
        self._village = village
        self._villages.add(village)
        self._here = set()

    def _take_rows(self, rows: Rows) -> None:
        columns = self._checked(rows)
        own = self._families if rows.entity is Entity.FAMILY else self._people
        own.update(columns[_ID])
        if self._target is not None:
            self._target.add(Part(rows.entity, columns, [], 0))

    def _checked(self, rows: Rows) -> Columns:
        names = STORED[rows.entity]
        if not set(rows.columns) <= set(names):
            raise UserError(Code.PACKAGE_TOO_NEW, name=self._container.name)
        for name, column in rows.columns.items():
            wanted = int if name in HOLDS_NUMBERS else str
            if not set(map(type, column)) <= {wanted, type(None)}:
                raise Malformed(f"rows.{name}")
        gap: list[Value] = [None] * rows.rows
        columns = [rows.columns.get(name, gap) for name in names]
        self._check_place(rows, dict(zip(names, columns, strict=True)))
        return columns

    def _check_place(self, rows: Rows, columns: Mapping[str, Sequence[Value]]) -> None:
        """Everybody is new, of a file that was named, and of the desa of this section."""
        own, files = columns["id"], columns[_FILE]
        seen = self._families if rows.entity is Entity.FAMILY else self._people
        if None in own or len(set(own)) < rows.rows or not seen.isdisjoint(own):
            raise Malformed("rows.id")
        if not all(isinstance(one, int) and 0 <= one < len(self.cut.files) for one in files):
            raise Malformed("rows.file")
        if rows.entity is Entity.FAMILY:
            self._here.update(own)
            if set(columns[_VILLAGE]) != {self._village}:
                raise Malformed("rows.village")
            return
        for family, village in zip(columns["family_id"], columns[_VILLAGE], strict=True):
            if family not in self._here and (family is not None or village != self._village):
                raise Malformed("rows.village")

    def _take_noted(self, tag: str, noted: Noted) -> None:
        if tag == "doubtful":
            pairs = [tuple(row) for row in noted]
            if not all(_kinds(row) == (int, int, str) for row in pairs):
                raise Malformed(tag)
            if self._target is not None:
                self._target.keep_doubtful(pairs)
            return
        rows: list[ProblemRow] = [tuple(row) for row in noted]
        if not all(_kinds(row) == _PROBLEM for row in rows):
            raise Malformed(tag)
        # A kind that only a newer hub knows has no words here.
        known = [row for row in rows if row[5] in _PROBLEM_KINDS and row[6] in _TOLD]
        if self._target is not None:
            self._target.add(Part(Entity.PERSON, [], known, 0))


def _kinds(row: tuple[object, ...]) -> tuple[type, ...]:
    return tuple(map(type, row))


_PROBLEM = (int, int, int, str, str, str, str, str)
_PROBLEM_KINDS = frozenset(kind.value for kind in ProblemKind)
_TOLD = frozenset({ProblemAction.REPAIRED.value, ProblemAction.FLAGGED.value})
