"""Code books: what a number in a column means, in words.

Lists differ by source (roof 5 and 6 are swapped between DTSEN and Regsosek), so a book has a name
and may be based on another. A code that no list knows is kept as it is and shown as unknown; it
never stops an import.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

_NOT_WORD = re.compile(r"[^A-Z0-9<>]+")


def folded_label(text: str) -> str:
    """A label for comparing: capitals, digits and ``<>`` only, so that blanks and strokes do not count."""
    return _NOT_WORD.sub("", text.upper())


@dataclass(frozen=True, slots=True)
class CodeList:
    """The codes of one list; `labels` by language and code, `spellings` by folded label.

    `odd` are the folded labels that are understood but sloppy. `translation` leads from a code of
    this list to the one the program keeps, for the codes that differ. `elsewhere` are codes that only
    the program's own list has: written by this source they are unknown and must not mean that.
    """

    labels: Mapping[str, Mapping[int, str]]
    spellings: Mapping[str, int]
    odd: frozenset[str] = frozenset()
    translation: Mapping[int, int] = field(default_factory=dict)
    elsewhere: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class CodeBook:
    """All lists of one source; immutable."""

    name: str
    lists: Mapping[str, CodeList] = field(default_factory=dict)

    @classmethod
    def from_toml(cls, text: str, *, base: CodeBook | None = None) -> CodeBook:
        """Read a book; a list that it does not have is taken from `base`."""
        table = tomllib.loads(text)
        lists = dict(base.lists) if base else {}
        translations = table.get("translate", {})
        for name, rows in table.get("lists", {}).items():
            own = _code_list(rows, translations.get(name, {}).get("codes", {}))
            others = lists[name].labels["id"].keys() if name in lists else set()
            lists[name] = replace(own, elsewhere=frozenset(others - own.labels["id"].keys()))
        return cls(name=str(table["name"]), lists=lists)

    def label(self, codes: str, code: int, language: str) -> str | None:
        """What `code` means in the list `codes`; None if the list or the code is unknown.

        `language` is ``"id"`` or ``"en"``; any other is answered in Indonesian.
        """
        found = self.lists.get(codes)
        if found is None:
            return None
        labels = found.labels.get(language) or found.labels["id"]
        return labels.get(code)

    def code_of(self, codes: str, label: str) -> int | None:
        """The code that a label or one of its other spellings stands for; None if unknown."""
        found = self.lists.get(codes)
        return found.spellings.get(folded_label(label)) if found else None

    def knows(self, codes: str, code: int) -> bool:
        """True if the list has this code, or if there is no such list to ask."""
        found = self.lists.get(codes)
        return found is None or code in found.labels["id"]

    def codes_of(self, codes: str) -> tuple[int, ...]:
        """Every code of a list, in its order; empty if there is no such list."""
        found = self.lists.get(codes)
        return tuple(found.labels["id"]) if found else ()


def _code_list(rows: Mapping[str, Any], translation: Mapping[str, int]) -> CodeList:
    indonesian: dict[int, str] = {}
    english: dict[int, str] = {}
    spellings: dict[str, int] = {}
    odd: set[str] = set()
    for key, entry in rows.items():
        code = int(key)
        indonesian[code] = str(entry["id"])
        english[code] = str(entry["en"])
        for label in (entry["id"], *entry.get("also", ())):
            spellings[folded_label(str(label))] = code
        for label in entry.get("odd", ()):
            spellings[folded_label(str(label))] = code
            odd.add(folded_label(str(label)))
    return CodeList(
        labels={"id": indonesian, "en": english},
        spellings=spellings,
        odd=frozenset(odd),
        translation={int(code): kept for code, kept in translation.items()},
    )
