"""What somebody at the counter says, as the ways in which it can be meant.

``siti aminah``, ``aminah langkap``, ``dk ketapang rt 3``, ``slamet rt 02/05 ambokembang``: names first,
then where they live. A word may be part of a name or of a village; both are tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.domain.marks import HAMLET_WORDS, hamlet_mark, region_mark, rt_mark, rw_mark
from desktop_app.domain.names import fold
from desktop_app.domain.region import Village, folded_region_name

_NUMBER = r"[\s.:]*0*(\d{1,3})"
_BOTH = re.compile(rf"\bRT\s*/\s*RW{_NUMBER}\s*/{_NUMBER}\b", re.IGNORECASE)
_RT = re.compile(rf"\bRT{_NUMBER}(?:\s*/{_NUMBER})?\b", re.IGNORECASE)
_RW = re.compile(rf"\bRW{_NUMBER}\b", re.IGNORECASE)
_VILLAGE_WORDS = frozenset({"DESA", "DS", "KELURAHAN", "KEL"})
_SUBDISTRICT_WORDS = frozenset({"KECAMATAN", "KEC"})
_LONGEST_HAMLET = 3


@dataclass(frozen=True, slots=True)
class SearchReading:
    """One way to mean a text: folded words of a name, and marks of where the person lives."""

    words: tuple[str, ...]
    marks: tuple[str, ...] = ()


def readings_of(text: str, villages: Sequence[Village]) -> list[SearchReading]:
    """Every way to mean `text`; the one that takes all its words for a name comes first."""
    rest, marks = _without_rt_rw(text)
    words = rest.replace(",", " ").split()
    found = [SearchReading(_folded(words), marks)]
    for before, place in _ends(words, villages):
        found.append(SearchReading(_folded(before), (*marks, place)))
        found += _with_hamlet(before, (*marks, place), is_sure=bool(marks))
    found += _with_hamlet(words, marks, is_sure=bool(marks))
    return [one for one in dict.fromkeys(found) if one.words or one.marks]


def _without_rt_rw(text: str) -> tuple[str, tuple[str, ...]]:
    marks = []
    if both := _BOTH.search(text):
        marks += [rt_mark(both[1].zfill(3)), rw_mark(both[2].zfill(3))]
        text = _BOTH.sub(" ", text, count=1)
    if rt := _RT.search(text):
        marks.append(rt_mark(rt[1].zfill(3)))
        if rt[2]:
            marks.append(rw_mark(rt[2].zfill(3)))
        text = _RT.sub(" ", text, count=1)
    if rw := _RW.search(text):
        marks.append(rw_mark(rw[1].zfill(3)))
        text = _RW.sub(" ", text, count=1)
    return text, tuple(marks)


def _ends(words: list[str], villages: Sequence[Village]) -> list[tuple[list[str], str]]:
    """The words before each ending that is the name of a village or kecamatan, and its mark."""
    around = {village.code.rpartition(".")[0]: village.subdistrict_name for village in villages}
    subdistricts = {code: folded_region_name(name) for code, name in around.items()}
    found = []
    for start in range(len(words)):
        named = folded_region_name(" ".join(words[start:]))
        before = words[:start]
        found += [
            (_without_last(before, _VILLAGE_WORDS), region_mark(village.code))
            for village in villages
            if named in village.aliases
        ]
        found += [
            (_without_last(before, _SUBDISTRICT_WORDS), region_mark(code))
            for code, name in subdistricts.items()
            if named == name
        ]
    return found


def _without_last(words: list[str], titles: frozenset[str]) -> list[str]:
    """Without the word that only says what the name after it is of."""
    return words[:-1] if words and fold(words[-1]) in titles else words


def _with_hamlet(words: list[str], marks: tuple[str, ...], *, is_sure: bool) -> list[SearchReading]:
    """The last words as a hamlet: after a word that says so, or where an RT or a village does."""
    found = []
    for start in range(max(0, len(words) - _LONGEST_HAMLET), len(words)):
        is_named = start > 0 and fold(words[start - 1]) in HAMLET_WORDS
        mark = hamlet_mark(" ".join(words[start:]))
        if mark and (is_named or is_sure):
            before = words[: start - 1] if is_named else words[:start]
            found.append(SearchReading(_folded(before), (*marks, mark)))
    return found


def _folded(words: list[str]) -> tuple[str, ...]:
    return tuple(fold(" ".join(words)).split())
