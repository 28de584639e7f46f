"""Words of the current release's names (`words.word`) that a typed word may be meant for."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.name_match import FEWEST_FOR_A_SLIP
from desktop_app.domain.spelling import SpellingRules, slips
from desktop_app.store.connection import Connection
from desktop_app.store.within import Term

_MOST_ALIKE = 40
_MOST_SLIPS = 60
_LAST = "\x7f"


@dataclass(frozen=True, slots=True)
class Meant:
    """What one typed word may be meant for, with the word itself in front."""

    alike: tuple[Term, ...]
    nearly: tuple[Term, ...]


def words_meant_by(conn: Connection, typed: str, rules: SpellingRules, *, is_whole: bool) -> Meant:
    """Words that are spelled otherwise (`alike`) and also those one slip away (`nearly`).

    A word that may go on (`is_whole` false) is looked for as a beginning; that of one that is whole
    is not, which is many times quicker. Of many words those that most people bear are taken.
    """
    sound = rules.sound(typed)
    alike = _terms(conn, "sound = ? ORDER BY people DESC LIMIT ?", (sound, _MOST_ALIKE))
    if len(sound) > 2 and not is_whole:
        alike += _terms(
            conn,
            "sound > ? AND sound < ? ORDER BY people DESC LIMIT ?",
            (sound, sound + _LAST, _MOST_ALIKE),
        )
    alike += rules.short_for(typed)
    own = Term(typed, is_start=not is_whole)
    others = [word for word in alike if is_whole or not word.startswith(typed)]
    group = tuple(dict.fromkeys([own, *map(Term, others)]))
    if len(typed) < FEWEST_FOR_A_SLIP or not typed.isalpha():
        return Meant(group, group)
    slipped = _slipped(conn, typed) if is_whole else _slipped_starts(conn, typed)
    return Meant(group, tuple(dict.fromkeys([*group, *slipped])))


def _slipped(conn: Connection, typed: str) -> list[Term]:
    """Words one slip away from `typed`."""
    made = sorted(slips(typed))
    marks = ", ".join("?" for _ in made)
    found = _terms(conn, f"term IN ({marks}) ORDER BY people DESC LIMIT ?", (*made, _MOST_SLIPS))
    return [Term(word) for word in found]


def _slipped_starts(conn: Connection, typed: str) -> list[Term]:
    """Beginnings one slip away from `typed` with which there are words."""
    made = sorted(slips(typed))
    rows = conn.execute(
        "SELECT made.column1 AS start, (SELECT sum(people) FROM words.word"
        " WHERE term >= made.column1 AND term < made.column1 || char(127)) AS people"
        f" FROM (VALUES {', '.join('(?)' for _ in made)}) made"
        " WHERE EXISTS (SELECT 1 FROM words.word WHERE term >= made.column1"
        " AND term < made.column1 || char(127)) ORDER BY people DESC LIMIT ?",
        (*made, _MOST_SLIPS),
    )
    # What `typed` itself begins with would bring everybody whom a letter less brings: the word alone.
    return [
        Term(row["start"], is_start=not typed.startswith(row["start"]))
        for row in rows
        if not row["start"].startswith(typed)
    ]


def _terms(conn: Connection, condition: str, values: tuple[object, ...]) -> list[str]:
    rows = conn.execute(f"SELECT term FROM words.word WHERE {condition}", values)
    return [row["term"] for row in rows]
