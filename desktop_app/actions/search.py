"""Finding people and families by what somebody at the counter says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.actions.office import Office, needs
from desktop_app.domain.identity import LENGTH, digits_of
from desktop_app.domain.name_match import NameMatch
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason, PersonLine
from desktop_app.domain.region import folded_region_name
from desktop_app.domain.roles import Right
from desktop_app.domain.spelling import SpellingRules
from desktop_app.store import audit, people
from desktop_app.store.connection import Connection
from desktop_app.store.people import Named, Term, Within
from desktop_app.store.words import readings_of

_FEWEST_DIGITS = 3
_MOST_JUDGED = 600
_CERTAIN = 80
"""From this score on every typed word stands in the name, so none of them needs to be a village."""
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
    typed = fold(text).split()
    if not typed:
        return []
    found = {line.person_id: line for line in _named(office, conn, typed, within, limit)}
    if not within.village and not any(line.score >= _CERTAIN for line in found.values()):
        for village, words in _village_readings(office, text):
            narrowed = replace(within, village=village)
            lines = (
                _named(office, conn, words, narrowed, limit)
                if words
                else people.by_village(conn, village, within, limit)
            )
            for line in lines:
                found[line.person_id] = line
    ranked = sorted(found.values(), key=lambda line: _rank(line, office.profile.region))
    return ranked[:limit]


def _named(
    office: Office, conn: Connection, typed: list[str], within: Within, limit: int
) -> list[PersonLine]:
    """People whose names come near to these words, each step wider than the one before.

    A wider step is taken only while there are fewer than `limit`; what it finds is worse than all
    that came before, so nothing better is missed.
    """
    match = NameMatch(typed, office.reference.spelling)
    judged: dict[int, tuple[int, MatchReason]] = {}

    def take(found: list[Named]) -> bool:
        for one in found:
            if one.id not in judged and (judgement := match.judge(one.folded)):
                judged[one.id] = judgement
        return len(judged) >= limit

    for step in _steps(conn, typed, within, office.reference.spelling):
        if take(step):
            break
    best = sorted(judged, key=lambda own_id: -judged[own_id][0])[:limit]
    lines = []
    for line in people.lines_of(conn, best):
        score, reason = judged[int(line.person_id)]
        lines.append(replace(line, score=score, reason=reason))
    return lines


def _steps(
    conn: Connection, typed: list[str], within: Within, rules: SpellingRules
) -> Iterator[list[Named]]:
    yield people.named_from(conn, " ".join(typed), within, _MOST_JUDGED)
    starts = [[Term(word, is_start=True)] for word in typed]
    if len(typed) > 1:
        # Whole words first, or a hundred longer names would hide the one that is meant.
        yield people.named_with(conn, [[Term(word)] for word in typed], within, _MOST_JUDGED)
        yield people.named_with(conn, starts, within, _MOST_JUDGED)
    readings = [readings_of(conn, word, rules) for word in typed]
    alike = [
        [*start, *map(Term, reading.alike)] for start, reading in zip(starts, readings, strict=True)
    ]
    yield people.named_with(conn, alike, within, _MOST_JUDGED)
    nearly = [
        [*group, *(Term(start, is_start=True) for start in reading.nearly)]
        for group, reading in zip(alike, readings, strict=True)
    ]
    yield people.named_with(conn, nearly, within, _MOST_JUDGED)


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
