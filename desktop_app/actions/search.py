"""Finding people and families by what somebody at the counter says."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from desktop_app.actions.office import Office, needs
from desktop_app.domain.identity import LENGTH, digits_of
from desktop_app.domain.marks import HEAD_MARK
from desktop_app.domain.name_match import NameMatch
from desktop_app.domain.person import MatchReason, PersonLine
from desktop_app.domain.roles import Right
from desktop_app.domain.search_text import SearchReading, readings_of
from desktop_app.domain.spelling import SpellingRules
from desktop_app.store import extracts, people
from desktop_app.store.connection import Connection
from desktop_app.store.people import Named
from desktop_app.store.within import Term, Within
from desktop_app.store.words import words_meant_by

_FEWEST_DIGITS = 3
_MOST_JUDGED = 600
_MOST_HEADS = 3_000
_ENOUGH = 25
_OF_PLACE = 40
_FEWEST_OF_PART = 4
_MOST_NUMBERS = 300
_OF_ENDING, _OF_PART = 70, 50
_NUMBER_MARKS = frozenset(" .-'’")


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody typed, and what they narrowed it to; see `Within`."""

    text: str
    village: str = ""
    decile_min: int | None = None
    decile_max: int | None = None
    programme: str = ""
    is_unhelped: bool = False
    limit: int = 100

    @property
    def within(self) -> Within:
        """What it is narrowed to."""
        return Within(
            self.village, self.decile_min, self.decile_max, self.programme, self.is_unhelped
        )


@needs(Right.READ)
def find_people(office: Office, search: Search, *, is_typing: bool = False) -> list[PersonLine]:
    """The best matches first; empty for a blank text or before the first import.

    Understands a NIK or KK (whole or its beginning, with blanks and dots), a name (its beginning,
    or any of its words in any order), and a village's name alone or after a name. While somebody is
    still typing nothing is written to the audit; a finished search is, by class and count only.
    """
    text = search.text.strip()
    if not text or not _has_register(office):
        return []
    within = search.within
    with office.read() as conn:
        if is_number(text):
            found = _by_number(office, conn, digits_of(text)[:LENGTH], within, search.limit)
        else:
            found = _by_name(office, conn, text, within, search.limit)
    if not is_typing:
        office.note_look("searched", kind="number" if is_number(text) else "name", found=len(found))
    return found


def _has_register(office: Office) -> bool:
    """False before the first release. One whose file is missing is said to be: nobody was looked for."""
    if office.store.extract_in_use is None:
        with office.read() as conn:
            if extracts.current_release(conn) is None:
                return False
            office.release(conn)
    return True


def is_number(text: str) -> bool:
    """True if a text is read as part of a number and not as a name."""
    digits = digits_of(text)
    return len(digits) >= _FEWEST_DIGITS and not set(text) - _NUMBER_MARKS - set(digits)


def _by_number(
    office: Office, conn: Connection, digits: str, within: Within, limit: int
) -> list[PersonLine]:
    """Beginnings first, then a PLN customer number, then endings, then the middle."""
    found = {line.person_id: line for line in people.by_number(conn, digits, within, limit)}
    if len(digits) >= _FEWEST_OF_PART and len(found) < limit:
        for line in people.of_customer(conn, digits, within, limit):
            found.setdefault(line.person_id, line)
        scan = office.store.numbers(conn)
        for numbers, are_cards in (
            (scan.national_ids.having(digits, _MOST_NUMBERS), False),
            (scan.cards.having(digits, _MOST_NUMBERS), True),
        ):
            lines = people.with_numbers(conn, numbers, within, are_cards=are_cards, limit=limit)
            for line in lines:
                number = line.family_card_no if are_cards else line.national_id
                score = _OF_ENDING if (number or "").endswith(digits) else _OF_PART
                found.setdefault(line.person_id, replace(line, score=score))
    ranked = sorted(found.values(), key=lambda line: -line.score)
    return ranked[:limit]


def _by_name(
    office: Office, conn: Connection, text: str, within: Within, limit: int
) -> list[PersonLine]:
    """Everything the text can mean, the nearest first.

    A reading that takes some of the words for a place needs its other words as they stand: only
    where no reading finds anybody are names looked for that are merely like them.
    """
    villages = office.reference.regions.villages_within(office.profile.region)
    readings = readings_of(text, villages)
    found: dict[str, PersonLine] = {}
    for reading in readings:
        for line in _meant(office, conn, reading, within, limit, is_wide=len(readings) == 1):
            if line.person_id not in found or line.score > found[line.person_id].score:
                found[line.person_id] = line
    if not found:
        for reading in readings:
            for line in _meant(office, conn, reading, within, limit, is_wide=True):
                found.setdefault(line.person_id, line)
    return sorted(found.values(), key=lambda line: _rank(line, text, office.profile.region))[:limit]


def _meant(
    office: Office,
    conn: Connection,
    reading: SearchReading,
    within: Within,
    limit: int,
    *,
    is_wide: bool,
) -> list[PersonLine]:
    if reading.words:
        return _named(office, conn, reading, within, limit, is_wide=is_wide)
    wanted = [[Term(mark)] for mark in (HEAD_MARK, *reading.marks)]
    heads = sorted(people.named_with(conn, wanted, within, _MOST_HEADS), key=lambda one: one.folded)
    return [
        replace(line, score=_OF_PLACE, reason=MatchReason.LIVES_THERE)
        for line in people.lines_of(conn, [one.id for one in heads[:limit]])
    ]


def _named(
    office: Office,
    conn: Connection,
    reading: SearchReading,
    within: Within,
    limit: int,
    *,
    is_wide: bool,
) -> list[PersonLine]:
    """People whose names come near to these words, each step wider than the one before.

    A wider step is taken only while there are too few; what it finds is worse than all that came
    before, so nothing better is missed.
    """
    rules = office.reference.spelling
    match = NameMatch(reading.words, rules)
    judged: dict[int, tuple[int, MatchReason]] = {}
    steps = [_steps(conn, reading, within, rules)]
    if is_wide:
        steps.append(_wide_steps(conn, reading, within, rules, are_whole=True))
    for step in chain(*steps):
        judged.update(_judged(step, match, judged))
        if len(judged) >= min(limit, _ENOUGH):
            break
    if is_wide and not judged:
        # Perhaps none of the words was said to its end.
        for step in _wide_steps(conn, reading, within, rules, are_whole=False):
            judged.update(_judged(step, match, judged))
    best = sorted(judged, key=lambda own_id: -judged[own_id][0])[:limit]
    lines = []
    for line in people.lines_of(conn, best):
        score, reason = judged[int(line.person_id)]
        # Where the place was said too, it is more than the name alone.
        lines.append(replace(line, score=min(100, score + len(reading.marks)), reason=reason))
    return lines


def _judged(
    step: Sequence[Named], match: NameMatch, known: Container[int]
) -> Iterator[tuple[int, tuple[int, MatchReason]]]:
    """Those of a step who are near enough and not known yet, with score and reason."""
    for one in step:
        if one.id not in known and (judgement := match.judge(one.folded)):
            yield one.id, judgement


def _steps(
    conn: Connection, reading: SearchReading, within: Within, rules: SpellingRules
) -> Iterator[list[Named]]:
    """People who have the words as they were typed, or what is short for them."""
    typed, places = reading.words, [[Term(mark)] for mark in reading.marks]
    if within == Within() and not places:
        yield people.named_from(conn, " ".join(typed), _MOST_JUDGED)
    # Whole words first, or a hundred longer names would hide the one that is meant.
    whole = [[Term(word), *map(Term, rules.short_for(word))] for word in typed]
    yield people.named_with(conn, [*whole, *places], within, _MOST_JUDGED)
    starts = [[Term(word, is_start=True)] for word in typed]
    yield people.named_with(conn, [*starts, *places], within, _MOST_JUDGED)


def _wide_steps(
    conn: Connection,
    reading: SearchReading,
    within: Within,
    rules: SpellingRules,
    *,
    are_whole: bool,
) -> Iterator[list[Named]]:
    """People whose words are like those: by sound or short for them, then one slip away.

    Only the last word may go on, unless `are_whole` is false: beginnings of all of them would take
    many times as long.
    """
    last = len(reading.words) - 1
    places = [[Term(mark)] for mark in reading.marks]
    meant = [
        words_meant_by(conn, word, rules, is_whole=are_whole and at < last)
        for at, word in enumerate(reading.words)
    ]
    for groups in ([one.alike for one in meant], [one.nearly for one in meant]):
        yield people.named_with(conn, [*groups, *places], within, _MOST_JUDGED)


def _rank(line: PersonLine, typed: str, home: str) -> tuple[int, bool, bool, bool, str]:
    """Nearest match first, of those the name as it was typed, then the office's own area, then
    heads of families, then by name."""
    is_typed = line.name == typed.upper()
    is_here = line.village.startswith(home)
    return (-line.score, not is_typed, not is_here, not line.is_head, line.name)
