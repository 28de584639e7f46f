"""The reference is read once; reading is one call."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from desktop_app.domain.extract import FAMILY_ROW, PERSON_ROW, Entity, ExtractLook
from desktop_app.domain.problem import Outcomes, RowProblem, outcomes_of
from desktop_app.extracts import ExtractReference, load_reference, look_at_extract, read_extract
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress

TODAY = date(2026, 11, 24)


@dataclass
class WasRead:
    """Everything that came out of some files, as dictionaries."""

    look: ExtractLook
    records: int = 0
    families: list[dict[str, str | int | None]] = field(default_factory=list)
    persons: list[dict[str, str | int | None]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)

    @property
    def outcomes(self) -> Outcomes:
        """What became of the records."""
        return outcomes_of(self.records, self.problems)

    def at(self, row: int, *, file: int = 0) -> list[RowProblem]:
        """The problems of one row."""
        return [found for found in self.problems if (found.file, found.row) == (file, row)]

    def kinds(self, row: int, *, file: int = 0) -> set[str]:
        """The kinds of the problems of one row."""
        return {found.kind.value for found in self.at(row, file=file)}

    def person(self, row: int, *, file: int = 0) -> dict[str, str | int | None]:
        """The person of one row."""
        return next(p for p in self.persons if (p["file"], p["row"]) == (file, row))

    def family(self, row: int, *, file: int = 0) -> dict[str, str | int | None]:
        """The family of one row."""
        return next(f for f in self.families if (f["file"], f["row"]) == (file, row))


Read = Callable[..., WasRead]


@pytest.fixture(scope="session")
def reference() -> ExtractReference:
    """Regions, code books, headers and layouts of the program."""
    return load_reference(RESOURCES)


@pytest.fixture
def read(reference: ExtractReference) -> Read:
    """Look at files and read them whole."""

    def reading(*paths: Path, mapping: str | None = None) -> WasRead:
        look = look_at_extract(paths, reference, mapping=mapping, today=TODAY)
        was = WasRead(look)
        for batch in read_extract(look, reference, Progress()):
            was.records += batch.records
            was.problems.extend(batch.problems)
            into = was.families if batch.entity is Entity.FAMILY else was.persons
            names = FAMILY_ROW if batch.entity is Entity.FAMILY else PERSON_ROW
            into.extend(dict(zip(names, row, strict=True)) for row in batch.rows)
        return was

    return reading
