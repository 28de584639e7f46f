"""Words of the current release's names (`words.word`) that a typed word may be meant for."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_app.domain.name_match import FEWEST_FOR_A_SLIP
from desktop_app.domain.spelling import SpellingRules, slips
from desktop_app.store.connection import Connection

_MOST_ALIKE = 40
_MOST_SLIPS = 60
_LAST = "\x7f"


@dataclass(frozen=True, slots=True)
class Meant:
    """What one typed word may be meant for; terms as they stand in names."""

    typed: str
    alike: tuple[str, ...]
    nearly: tuple[str, ...]


def words_meant_by(conn: Connection, typed: str, rules: SpellingRules) -> Meant:
    """Words that are spelled otherwise or one slip away, those that most people bear first."""
    sound = rules.sound(typed)
    alike = [
        row["term"]
        for row in conn.execute(
            "SELECT term FROM words.word WHERE sound = ? ORDER BY people DESC LIMIT ?",
            (sound, _MOST_ALIKE),
        )
    ]
    if len(sound) > 2:
        alike += [
            row["term"]
            for row in conn.execute(
                "SELECT term FROM words.word WHERE sound > ? AND sound < ? ORDER BY people DESC LIMIT ?",
                (sound, sound + _LAST, _MOST_ALIKE),
            )
        ]
    alike += rules.short.get(typed, ())
    alike += [word for word, full in rules.short.items() if typed in full]
    alike = [word for word in dict.fromkeys(alike) if not word.startswith(typed)]
    return Meant(typed, tuple(alike), tuple(_slips_of(conn, typed)))


def _slips_of(conn: Connection, typed: str) -> list[str]:
    """Words that begin with something one slip away from `typed`, as such beginnings."""
    if len(typed) < FEWEST_FOR_A_SLIP or not typed.isalpha():
        return []
    made = sorted(slips(typed))
    rows = conn.execute(
        "SELECT made.column1 AS start, (SELECT sum(people) FROM words.word"
        " WHERE term >= made.column1 AND term < made.column1 || char(127)) AS people"
        f" FROM (VALUES {', '.join('(?)' for _ in made)}) made"
        " WHERE EXISTS (SELECT 1 FROM words.word WHERE term >= made.column1"
        " AND term < made.column1 || char(127)) ORDER BY people DESC LIMIT ?",
        (*made, _MOST_SLIPS),
    )
    return [row["start"] for row in rows if not row["start"].startswith(typed)]
