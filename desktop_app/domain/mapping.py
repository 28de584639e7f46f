"""How an office has files read, kept under a name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from desktop_app.domain.extract import Shape


@dataclass(frozen=True, slots=True)
class SavedMapping:
    """A mapping as it is kept: `text` is TOML, as in `resources/mappings/layouts`."""

    name: str
    text: str
    saved_by: str
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class MappingLine:
    """A mapping in the list of them; `columns` counts those that are taken for a fact.

    `shape` is None for a text that this program does not understand.
    """

    name: str
    shape: Shape | None
    book: str
    columns: int
    saved_by: str
    saved_at: datetime
