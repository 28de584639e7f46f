"""Names that are the same although they are spelled otherwise: by sound, by what is short for what,
and by one slip of the finger.

The rules are data (`resources/reference/names.toml`), each with examples that the tests hold it to.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from string import ascii_uppercase

_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class SpellingRules:
    """How spellings meet; words are folded (`names.fold`)."""

    sounds: tuple[tuple[str, str], ...]
    examples: tuple[tuple[str, str], ...]
    short: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_toml(cls, text: str) -> SpellingRules:
        """Read `resources/reference/names.toml`."""
        table = tomllib.loads(text)
        rules = table["sound"]
        return cls(
            sounds=tuple((rule["from"], rule["to"]) for rule in rules),
            examples=tuple((one, other) for rule in rules for one, other in rule["examples"]),
            short={word: tuple(full) for word, full in table["short"].items()},
        )

    def short_for(self, word: str) -> tuple[str, ...]:
        """What `word` is short for, and what is short for it; the most usual first."""
        longer = self.short.get(word, ())
        return (*longer, *(short for short, full in self.short.items() if word in full))

    def sound(self, word: str) -> str:
        """A key that words which sound alike share; a word of nothing but H keeps it."""
        key = word
        for old, new in self.sounds:
            if old in key:
                key = key.replace(old, new)
        return _DOUBLED.sub(r"\1", key) or word


def slips(word: str) -> set[str]:
    """Every word that one slip makes of `word`: a letter lost, added or taken for another, or two
    that changed places (Damerau 1964)."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    made = {head + tail[1:] for head, tail in cuts if tail}
    made |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    for letter in ascii_uppercase:
        made |= {head + letter + tail for head, tail in cuts}
        made |= {head + letter + tail[1:] for head, tail in cuts if tail}
    made.discard(word)
    return made


def is_slip(one: str, other: str) -> bool:
    """True if the two are one slip apart, or the same."""
    if one == other:
        return True
    if abs(len(one) - len(other)) > 1:
        return False
    at = 0
    shorter = min(len(one), len(other))
    while at < shorter and one[at] == other[at]:
        at += 1
    if len(one) == len(other):
        rest = one[at + 1 :] == other[at + 1 :]
        return rest or (
            one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
        )
    longer, short = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == short[at:]
