"""One quarterly extract as the office holds it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A release in the list of releases; rows and problems name its `files` by their place.

    One that `is_light` names nobody: it adds a point to each family's deciles, and people see the
    newest release that is not.
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
