"""One quarterly extract as the office holds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop_app.domain.bast import BastKind


class ReleaseState(StrEnum):
    """Where a release stands; only a `READY` one can be the current one."""

    LOADING = "loading"
    READY = "ready"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ReleaseDraft:
    """What a person says about the files they bring in; checked by the import action."""

    label: str
    reference_date: date
    handover_no: str = ""
    bast_kind: BastKind = BastKind.UNSAID


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """Every record read, counted once: `clean` + … + `ignored` equals `records`."""

    records: int = 0
    clean: int = 0
    repaired: int = 0
    flagged: int = 0
    refused: int = 0
    duplicates: int = 0
    ignored: int = 0

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return (
            self.clean
            + self.repaired
            + self.flagged
            + self.refused
            + self.duplicates
            + self.ignored
        )


@dataclass(frozen=True, slots=True)
class Loaded:
    """What lies in a finished release file."""

    families: int
    persons: int
    counts: ImportCounts


@dataclass(frozen=True, slots=True)
class ReleaseFile:
    """One file, or one sheet of it, that a release was made from, and how it was read."""

    name: str
    kind: str
    encoding: str
    sheet: str
    layout: str
    book: str
    region_system: str
    rows: int


def told_apart(files: Sequence[ReleaseFile]) -> list[tuple[str, str]]:
    """The name of each file, with its sheet where several sheets of one workbook bear the same name."""
    times = Counter(file.name for file in files)
    return [(file.name, file.sheet if times[file.name] > 1 else "") for file in files]


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in the list of releases; rows and problems name its `files` by their place.

    One that `is_light` names nobody: it adds a point to each family's deciles, and people see the
    newest release that is not. A slim one has lost all but what a household's history needs; see
    `store.slim`.
    """

    id: str
    label: str
    reference_date: date
    received_at: datetime
    handover_no: str
    layout: str
    state: ReleaseState
    is_current: bool
    families: int
    persons: int
    counts: ImportCounts
    is_light: bool = False
    files: tuple[ReleaseFile, ...] = ()
    is_slim: bool = False
    bast_kind: BastKind = BastKind.UNSAID

    @property
    def printed_bast(self) -> str:
        """Number and kind of its hand-over record, as papers print them."""
        return " ".join(filter(None, (self.handover_no, self.bast_kind.value))) or "tidak disebut"


@dataclass(frozen=True, slots=True)
class Slimming:
    """What making a release slim would free, about, in bytes of the files it has now."""

    label: str
    has_bytes: int
    frees_bytes: int
