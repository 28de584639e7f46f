"""Finding people and families by what somebody at the counter says."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop_app.actions.office import Office, needs
from desktop_app.domain.identity import LENGTH, digits_of
from desktop_app.domain.names import fold
from desktop_app.domain.person import PersonLine
from desktop_app.domain.region import folded_region_name
from desktop_app.domain.roles import Right
from desktop_app.store import audit, people
from desktop_app.store.connection import Connection
from desktop_app.store.people import Within

_FEWEST_DIGITS = 3
_NUMBER_MARKS = frozenset(" .-'’")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody typed, and what they narrowed it to."""

    text: str
    village: str = ""
    decile_min: int | None = None
    decile_max: int | None = None
    limit: int = 100


@needs(Right.READ)
def find_people(office: Office, search: Search, *, is_typing: bool = False) -> list[PersonLine]:
    """The best matches first; empty for a blank text or before the first import.

    Understands a NIK or KK (whole or its beginning, with blanks and dots), a name (its beginning,
    or any of its words in any order), and a village's name alone or after a name. While somebody is
    still typing nothing is written to the audit; a finished search is, by class and count only.
    """
    text = search.text.strip()
    if not text or office.store.extract_in_use is None:
        return []
    digits = digits_of(text)
    is_number = len(digits) >= _FEWEST_DIGITS and not (set(text) - _NUMBER_MARKS - set(digits))
    within = Within(search.village, search.decile_min, search.decile_max)
    with office.read() as conn:
        if is_number:
            found = people.by_number(conn, digits[:LENGTH], within, search.limit)[: search.limit]
        else:
            found = _by_name(office, conn, text, within, search.limit)
    if not is_typing:
        with office.write() as tx:
            audit.note(tx, "searched", kind="number" if is_number else "name", found=len(found))
    return found


def _by_name(
    office: Office, conn: Connection, text: str, within: Within, limit: int
) -> list[PersonLine]:
    folded = fold(text)
    if not folded:
        return []
    found = {line.person_id: line for line in people.by_name_start(conn, folded, within, limit)}
    if len(found) < limit:
        for line in people.by_words(conn, folded.split(), within, limit):
            found.setdefault(line.person_id, line)
    if not found or not within.village:
        for village, words in _village_readings(office, text):
            narrowed = replace(within, village=village)
            lines = (
                people.by_words(conn, words, narrowed, limit)
                if words
                else people.by_village(conn, village, within, limit)
            )
            for line in lines:
                found.setdefault(line.person_id, line)
    ranked = sorted(found.values(), key=lambda line: _rank(line, office.profile.region))
    return ranked[:limit]


def _rank(line: PersonLine, home: str) -> tuple[int, bool, bool, str]:
    """Nearest match first, then the office's own area, then heads of families, then by name."""
    return (-line.score, not line.village.startswith(home), not line.is_head, line.name)


def _village_readings(office: Office, text: str) -> list[tuple[str, list[str]]]:
    """Every way to read the end of `text` as a village: its code, and the words of the name before it."""
    words = text.split()
    readings = []
    for start in range(len(words)):
        named = folded_region_name(" ".join(words[start:]))
        for village in office.reference.regions.villages_within(office.profile.region):
            if named in village.aliases:
                before = [
                    word
                    for word in fold(" ".join(words[:start])).split()
                    if word not in ("DESA", "DS")
                ]
                readings.append((village.code, before))
    return readings
