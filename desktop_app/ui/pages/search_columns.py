"""The columns of the list of people that a search found, and which letters of a name it found."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.search_list import Everybody
from desktop_app.domain.identity import digits_of
from desktop_app.domain.name_match import NameMatch
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason, PersonLine
from desktop_app.domain.spelling import SpellingRules
from desktop_app.language import mark
from desktop_app.ui.models.table import Column
from desktop_app.words.format import number_tail
from desktop_app.words.people import (
    age_of,
    age_words,
    reason_words,
    standing_words,
    village_words,
)

_WORD = re.compile(r"[^\W_][\w.'’‘`´]*")
_BY_NUMBER = frozenset(
    {
        MatchReason.WHOLE_NUMBER,
        MatchReason.START_OF_NUMBER,
        MatchReason.PART_OF_NUMBER,
        MatchReason.PLN_CUSTOMER,
    }
)


@dataclass(slots=True)
class Found:
    """What stands around the rows: what was typed, today, the names of the desa, how many there are."""

    typed: str
    today: date
    lookups: Lookups | None = None
    everybody: Everybody | None = None
    """All of them by name, while those are listed instead of the nearest."""

    @property
    def spelling(self) -> SpellingRules | None:
        """How spellings meet, once it was read."""
        return self.lookups.spelling if self.lookups else None


def person_columns(found: Callable[[], Found]) -> tuple[Column[PersonLine], ...]:
    """The columns; `found` gives what stands around the rows now."""

    def village(line: PersonLine) -> str:
        lookups = found().lookups
        return village_words(lookups.regions, line.village) if lookups else ""

    def below_name(line: PersonLine) -> str:
        reason = reason_words(line, found().typed)
        return f"{reason} · {standing_words(line)}" if reason else standing_words(line)

    return (
        Column(
            "name",
            mark("Name"),
            lambda line: line.name,
            width=276,
            below=below_name,
            marks=lambda line: (
                name_marks(line.name, found().typed, found().spelling)
                if line.reason not in _BY_NUMBER
                else ()
            ),
            tip=lambda line: line.name,
        ),
        Column(
            "numbers",
            mark("NIK and KK"),
            lambda line: _tail("NIK", line.national_id),
            width=128,
            below=lambda line: _tail("KK", line.family_card_no),
            marks=lambda line: number_marks(line, found().typed),
            sort=lambda line: line.family_card_no or "",
        ),
        Column(
            "born",
            mark("Born"),
            lambda line: line.birth_date[:4] if line.birth_date else "–",
            width=88,
            below=lambda line: age_words(age_of(line.birth_date, found().today)),
            sort=lambda line: line.birth_date or "",
        ),
        Column(
            "village",
            mark("Desa"),
            village,
            width=176,
            below=lambda line: line.address,
            marks=lambda line: (
                ((0, len(village(line))),) if line.reason is MatchReason.LIVES_THERE else ()
            ),
            tip=lambda line: line.address,
        ),
        Column(
            "decile",
            mark("Decile"),
            lambda line: str(line.decile or ""),
            width=120,
            decile=lambda line: line.decile,
        ),
    )


def name_marks(
    name: str, typed: str, rules: SpellingRules | None = None
) -> Sequence[tuple[int, int]]:
    """Start and length of the letters of `name` that what was typed has found, old spelling or new.

    Of a word that is only like a typed one, all letters.
    """
    wanted = fold(typed).split()
    match = NameMatch(wanted, rules) if rules is not None else None
    marks = []
    for word in _WORD.finditer(name):
        folded = fold(word[0])
        begun = [one for one in wanted if folded.startswith(one)]
        if begun:
            longest = max(begun, key=len)
            marks.append((word.start(), _letters_for(word[0], longest)))
        elif match is not None and match.answers(folded):
            marks.append((word.start(), len(word[0])))
    return marks


def number_marks(line: PersonLine, typed: str) -> Sequence[tuple[int, int]]:
    """The hidden part of a NIK that begins with the typed digits; all of it if the whole matches."""
    digits = digits_of(typed)
    if line.reason not in _BY_NUMBER or not (line.national_id or "").startswith(digits):
        return ()
    shown = _tail("NIK", line.national_id)
    is_whole = line.reason is MatchReason.WHOLE_NUMBER
    return ((4, len(shown) - 4 if is_whole else 4),)


def _tail(name: str, number: str | None) -> str:
    return f"{name} {number_tail(number)}" if number else f"{name} –"


def _letters_for(word: str, folded: str) -> int:
    """How many letters of `word` fold into at least `folded`: ``Soe`` for ``SU``."""
    for length in range(1, len(word)):
        if fold(word[:length]).startswith(folded):
            return length
    return len(word)
