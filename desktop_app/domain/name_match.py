"""How near a name comes to what somebody typed, and why.

Word by word: the same, short for it, a beginning, spelled otherwise (by sound), one slip away. Each
word of the name answers to one typed word only. The whole name comes before part of one, and a worse
word makes the whole match worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise

from desktop_app.domain.person import MatchReason
from desktop_app.domain.spelling import SpellingRules, is_slip

FEWEST_FOR_A_SLIP = 4
"""Letters below which one slip makes almost any word of another."""


class Nearness(IntEnum):
    """How near one word comes to a typed one; the nearest first."""

    SAME = 0
    SHORT = 1
    BEGINS = 2
    ALIKE = 3  # of the same sound, and one letter apart
    SOUNDS = 4  # of the same sound
    BEGINS_ALIKE = 5
    SLIP = 6
    BEGINS_SLIP = 7


_BASE = {
    Nearness.SAME: 92,
    Nearness.SHORT: 88,
    Nearness.BEGINS: 80,
    Nearness.ALIKE: 68,
    Nearness.SOUNDS: 65,
    Nearness.BEGINS_ALIKE: 56,
    Nearness.SLIP: 50,
    Nearness.BEGINS_SLIP: 44,
}
_REASON = {
    Nearness.SAME: MatchReason.WORDS_OF_NAME,
    Nearness.SHORT: MatchReason.SPELLED_OTHERWISE,
    Nearness.BEGINS: MatchReason.WORDS_OF_NAME,
    Nearness.ALIKE: MatchReason.SPELLED_OTHERWISE,
    Nearness.SOUNDS: MatchReason.SPELLED_OTHERWISE,
    Nearness.BEGINS_ALIKE: MatchReason.SPELLED_OTHERWISE,
    Nearness.SLIP: MatchReason.NEARLY,
    Nearness.BEGINS_SLIP: MatchReason.NEARLY,
}
_SHORTEST_SOUND = 2
_WHOLE, _IN_ORDER, _STEP = 6, 2, 2


class WordMatch(dict[tuple[str, str], Nearness | None]):
    """How near a word comes to a typed one, for (typed, word); None if it does not.

    Remembers its answers: the same few words stand in most of the names that are judged.
    """

    def __init__(self, rules: SpellingRules) -> None:
        super().__init__()
        self._short = lru_cache(maxsize=None)(rules.short_for)
        self._sound = lru_cache(maxsize=None)(rules.sound)

    def __missing__(self, pair: tuple[str, str]) -> Nearness | None:
        found = self[pair] = self._judge(*pair)
        return found

    def _judge(self, typed: str, word: str) -> Nearness | None:
        if word == typed:
            return Nearness.SAME
        if word in self._short(typed):
            return Nearness.SHORT
        if word.startswith(typed):
            return Nearness.BEGINS
        own, sound = self._sound(word), self._sound(typed)
        if own == sound:
            return Nearness.ALIKE if is_slip(typed, word) else Nearness.SOUNDS
        if own.startswith(sound) and len(sound) > _SHORTEST_SOUND:
            return Nearness.BEGINS_ALIKE
        if len(typed) < FEWEST_FOR_A_SLIP:
            return None
        if is_slip(typed, word):
            return Nearness.SLIP
        return Nearness.BEGINS_SLIP if _is_slip_of_start(typed, word) else None


class NameMatch:
    """Judges names against one typed text; `words` is shared by those who judge by many."""

    def __init__(
        self, typed: Sequence[str], rules: SpellingRules, *, words: WordMatch | None = None
    ) -> None:
        self._typed = typed
        self._words = words if words is not None else WordMatch(rules)

    def judge(self, folded: str) -> tuple[int, MatchReason] | None:
        """The score (0 to 100) and the reason for a folded name; None if a typed word has no answer."""
        answered = self._answered(folded)
        if answered is None:
            return None
        worst, total, places, is_whole = answered
        follows = all(after == before + 1 for before, after in pairwise(places))
        is_start = follows and places[:1] == [0]
        score = _BASE[worst] - _STEP * min(5, total - worst)
        score += _WHOLE * is_whole + _IN_ORDER * is_start
        if worst is Nearness.SAME and is_whole:
            return score, MatchReason.WHOLE_NAME
        if worst in (Nearness.SAME, Nearness.BEGINS) and is_start:
            return score, MatchReason.START_OF_NAME
        return score, _REASON[worst]

    def how_near(self, folded: str) -> tuple[Nearness, bool] | None:
        """How near the farthest typed word is, and whether they are all there is of the name."""
        answered = self._answered(folded)
        return None if answered is None else (answered[0], answered[3])

    def _answered(self, folded: str) -> tuple[Nearness, int, list[int], bool] | None:
        """The farthest of the nearest words, the sum of all, where they stand, and if none is left."""
        words = folded.split()
        free = list(range(len(words)))
        places: list[int] = []
        worst, total = Nearness.SAME, 0
        for typed in self._typed:
            best: tuple[Nearness, int] | None = None
            for place in free:
                near = self._words[typed, words[place]]
                if near is not None and (best is None or near < best[0]):
                    best = (near, place)
            if best is None:
                return None
            free.remove(best[1])
            places.append(best[1])
            worst, total = max(worst, best[0]), total + best[0]
        return worst, total, places, not free

    def answers(self, word: str) -> bool:
        """True if a folded word comes near to one of the typed ones."""
        return any(self._words[typed, word] is not None for typed in self._typed)


def _is_slip_of_start(typed: str, word: str) -> bool:
    """True if `typed` is one slip away from `word` or from its beginning."""
    return any(is_slip(typed, word[: len(typed) + more]) for more in (-1, 0, 1))
