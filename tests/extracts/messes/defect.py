"""One way to spoil a cell, what must be done about it and what must be stored then.

After the list of what an importer does with each kind of defect; where that leaves something open,
what a careful officer would expect.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.extracts.messes.shapes import Style
from tests.extracts.messes.town import Family, Person

SAME = object()
"""The value must survive."""
ANY = object()
"""What is stored is not said."""

Spoil = Callable[[Any, Person | None, Family, Style], Any]


@dataclass(frozen=True)
class Defect:
    """One way to spoil a cell; `None` from `spoil` means that this row cannot have it."""

    what: str
    kind: str
    action: str
    spoil: Spoil
    stored: Any = SAME
    witness: str = ""
    """The kind of column without which nobody can see it."""


def changed(change: Callable[[str], str]) -> Spoil:
    return lambda cell, *_: change(str(cell))


def always(text: str) -> Spoil:
    return lambda *_: text
