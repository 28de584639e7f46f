"""Answers a whole list at once: its numbers by index, its names by one pass over everybody's.

First the NIKs, which settle most rows of most lists. For the rows that are left: NIKs one slip away,
the members of the card, and everybody with a name like it. Of the last only those are read whose birth
date leaves them a chance. Nothing is decided here; see `domain/matching.py`.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from desktop_app.domain.identity import number_slips
from desktop_app.domain.matching import (
    NAME_LEVELS,
    Around,
    AskedRow,
    Evidence,
    ListedPerson,
    MatchOutcome,
    Near,
    Verdict,
    birth_evidence,
    may_be_worth,
    verdict,
    weighed,
)
from desktop_app.domain.name_sieve import LevelJudge, NameSieve
from desktop_app.domain.spelling import SpellingRules
from desktop_app.progress import Progress
from desktop_app.store import match_people
from desktop_app.store.connection import Connection

_ROWS_AT_ONCE = 500
_MOST_KEPT = {
    Evidence.NAME_SAME: 20_000,
    Evidence.NAME_ALIKE: 10_000,
    Evidence.NAME_NEARLY: 3_000,
    Evidence.NAME_PART: 3_000,
}
_MOST_READ = 400
_STRIDE = 20_000


class _Namesakes:
    """Who bears a name like one of the list: counted by nearness, and kept up to a limit."""

    __slots__ = ("_counts", "_ids")

    def __init__(self) -> None:
        self._counts: dict[Evidence, int] = {}
        self._ids: dict[Evidence, array[int]] = {}

    def add(self, level: Evidence, ids: Sequence[int]) -> None:
        self._counts[level] = self._counts.get(level, 0) + len(ids)
        kept = self._ids.setdefault(level, array("q"))
        kept.extend(ids[: max(0, _MOST_KEPT[level] - len(kept))])

    def levels(self) -> Iterator[tuple[Near, array[int]]]:
        """For each nearness, the nearest first: how many bear a name as near, and who."""
        bearers = 0
        for level in NAME_LEVELS:
            if level in self._counts:
                bearers += self._counts[level]
                yield Near(level, bearers), self._ids[level]

    def near(self, level: Evidence | None) -> Near | None:
        """The same for one nearness; at least one person bears it."""
        if level is None:
            return None
        at = NAME_LEVELS.index(level) + 1
        return Near(level, max(1, sum(self._counts.get(one, 0) for one in NAME_LEVELS[:at])))


def verdicts_of(
    conn: Connection, rows: Sequence[AskedRow], rules: SpellingRules, progress: Progress
) -> list[Verdict]:
    """What becomes of each row, in their order; `conn` is a view of the current release."""
    matcher = _Matcher(conn, rules)
    answered = matcher.by_number(rows, progress)
    left = [row for row in rows if row.row not in answered and row.says_whom]
    answered.update(matcher.by_everything(left, progress))
    nothing = Verdict(MatchOutcome.NOT_FOUND)
    return [answered.get(row.row, nothing) for row in rows]


class _Matcher:
    def __init__(self, conn: Connection, rules: SpellingRules) -> None:
        self._conn = conn
        self._rules = rules
        self._judge = LevelJudge(rules)
        self._around = Around(match_people.count_people(conn), match_people.count_villages(conn))

    def by_number(self, rows: Sequence[AskedRow], progress: Progress) -> dict[int, Verdict]:
        """The rows whose NIK and name find somebody without a doubt, by row."""
        progress.begin("matching-numbers", len(rows))
        found = {}
        for part in _parts(rows):
            bearers = match_people.bearers_of_numbers(self._conn, _numbers(part))
            people = match_people.listed(
                self._conn, (own_id for ids in bearers.values() for own_id in ids)
            )
            for row in part:
                ids = bearers.get(row.national_id, [])
                pairs = [(people[own_id], self._near(row, people[own_id], None)) for own_id in ids]
                answer = self._judged(row, pairs, len(ids))
                if answer.outcome.is_found and _is_named_alike(row, answer):
                    found[row.row] = answer
            progress.advance(len(part))
        return found

    def by_everything(self, rows: Sequence[AskedRow], progress: Progress) -> dict[int, Verdict]:
        """The other rows, by row."""
        namesakes = self._namesakes({row.folded for row in rows if row.folded}, progress)
        births = self._births(rows, namesakes, progress)
        progress.begin("matching-rows", len(rows))
        found: dict[int, Verdict] = {}
        # Rows with one name together, so that those who bear it are read once.
        for part in _parts(sorted(rows, key=lambda row: row.folded)):
            found.update(self._answers(part, namesakes, births))
            progress.advance(len(part))
        return found

    def _namesakes(self, names: set[str], progress: Progress) -> dict[str, _Namesakes]:
        asked = sorted(names)
        found = {name: _Namesakes() for name in asked}
        if not asked:
            return found
        sieve = NameSieve(asked, self._rules)
        progress.begin("matching-names", self._around.people)
        seen = 0
        for folded, ids in match_people.everybody_by_name(self._conn):
            for at, level in sieve.near(folded):
                found[asked[at]].add(level, ids)
            seen += len(ids)
            if seen >= _STRIDE:
                progress.advance(seen)
                seen = 0
        return found

    def _births(
        self, rows: Sequence[AskedRow], namesakes: dict[str, _Namesakes], progress: Progress
    ) -> dict[int, str]:
        names = {row.folded for row in rows if row.birth_date and row.folded}
        wanted = {own_id for name in names for _, ids in namesakes[name].levels() for own_id in ids}
        if not wanted:
            return {}
        progress.begin("matching-births")
        return match_people.births_of(self._conn, wanted)

    def _answers(
        self,
        rows: Sequence[AskedRow],
        namesakes: dict[str, _Namesakes],
        births: dict[int, str],
    ) -> Iterator[tuple[int, Verdict]]:
        bearers = match_people.bearers_of_numbers(self._conn, _numbers(rows))
        cards = match_people.members_of_cards(
            self._conn, {row.family_card_no for row in rows if row.family_card_no}
        )
        slips = self._slips(row for row in rows if row.national_id not in bearers)
        possible: dict[int, set[int]] = {}
        for row in rows:
            ids = set(self._named(row, namesakes, births))
            ids.update(bearers.get(row.national_id, ()), slips.get(row.national_id, ()))
            ids.update(cards.get(row.family_card_no, ()))
            possible[row.row] = ids
        people = match_people.listed(self._conn, set().union(*possible.values()))
        for row in rows:
            same_name = namesakes.get(row.folded)
            pairs = [
                (people[own_id], self._near(row, people[own_id], same_name))
                for own_id in possible[row.row]
            ]
            yield row.row, self._judged(row, pairs, len(bearers.get(row.national_id, ())))

    def _named(
        self, row: AskedRow, namesakes: dict[str, _Namesakes], births: dict[int, str]
    ) -> Iterator[int]:
        """Those with a name like it who may be worth a look; where nothing tells them apart, some."""
        if not row.folded:
            return
        tells_apart = bool(row.birth_date or row.place)
        for near, ids in namesakes[row.folded].levels():
            chances: dict[Evidence | None, bool] = {}
            read = 0
            for own_id in ids:
                birth = birth_evidence(row.birth_date, births.get(own_id))
                chance = chances.get(birth)
                if chance is None:
                    chance = chances[birth] = may_be_worth(row, near, birth, self._around)
                if chance:
                    yield own_id
                    read += 1
                    if read >= _MOST_READ and not tells_apart:
                        break

    def _slips(self, rows: Iterable[AskedRow]) -> dict[str, list[int]]:
        """For each NIK that nobody bears those who bear one that is a slip away."""
        meant: dict[str, list[str]] = defaultdict(list)
        for number in _numbers(rows):
            for slip in number_slips(number):
                meant[slip].append(number)
        found: dict[str, list[int]] = defaultdict(list)
        for slip, ids in match_people.bearers_of_numbers(self._conn, meant).items():
            for number in meant[slip]:
                found[number] += ids
        return found

    def _near(
        self, row: AskedRow, person: ListedPerson, namesakes: _Namesakes | None
    ) -> Near | None:
        if not row.folded or not person.folded:
            return None
        level = self._judge.level_of(row.folded, person.folded)
        return (namesakes or _Namesakes()).near(level)

    def _judged(
        self, row: AskedRow, pairs: Sequence[tuple[ListedPerson, Near | None]], bearers: int
    ) -> Verdict:
        weights = [
            (person, *weighed(row, person, near, self._around, bearers=bearers))
            for person, near in pairs
        ]
        return verdict(row, weights, self._around)


def _is_named_alike(row: AskedRow, answer: Verdict) -> bool:
    """True if nobody else need be looked for: the name is the same as well, or the row has none."""
    named_alike = {Evidence.NAME_SAME, Evidence.NAME_ALIKE}
    return not row.folded or not named_alike.isdisjoint(answer.candidates[0].evidence)


def _numbers(rows: Iterable[AskedRow]) -> set[str]:
    return {row.national_id for row in rows if row.national_id}


def _parts(rows: Sequence[AskedRow]) -> Iterator[list[AskedRow]]:
    left = iter(rows)
    while part := list(islice(left, _ROWS_AT_ONCE)):
        yield part
