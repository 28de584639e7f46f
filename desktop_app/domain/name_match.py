"""How near a name comes to what somebody typed, and why.

Word by word: the same, short for it, a beginning, spelled otherwise (by sound), one slip away. Each
word of the name answers to one typed word only. The whole name comes before part of one, and a worse
word makes the whole match worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
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
    ALIKE = 3
    BEGINS_ALIKE = 4
    SLIP = 5


_BASE = {
    Nearness.SAME: 92,
    Nearness.SHORT: 88,
    Nearness.BEGINS: 80,
    Nearness.ALIKE: 66,
    Nearness.BEGINS_ALIKE: 56,
    Nearness.SLIP: 46,
}
_REASON = {
    Nearness.SAME: MatchReason.WORDS_OF_NAME,
    Nearness.SHORT: MatchReason.SPELLED_OTHERWISE,
    Nearness.BEGINS: MatchReason.WORDS_OF_NAME,
    Nearness.ALIKE: MatchReason.SPELLED_OTHERWISE,
    Nearness.BEGINS_ALIKE: MatchReason.SPELLED_OTHERWISE,
    Nearness.SLIP: MatchReason.NEARLY,
}
_SHORTEST_SOUND = 2
_WHOLE, _IN_ORDER, _STEP = 6, 2, 2


class NameMatch:
    """Judges names against one typed text."""

    def __init__(self, typed: Sequence[str], rules: SpellingRules) -> None:
        self._typed = typed
        self._rules = rules
        self._sounds = [rules.sound(word) for word in typed]
        self._short = [frozenset(rules.short_for(word)) for word in typed]
        # The same few words stand in most of the names that are judged.
        self._known: list[dict[str, Nearness | None]] = [{} for _ in typed]

    def judge(self, folded: str) -> tuple[int, MatchReason] | None:
        """The score (0 to 100) and the reason for a folded name; None if a typed word has no answer."""
        words = folded.split()
        free = list(range(len(words)))
        places: list[int] = []
        worst, total = Nearness.SAME, 0
        for at in range(len(self._typed)):
            best: tuple[Nearness, int] | None = None
            for place in free:
                known = self._known[at]
                word = words[place]
                if word not in known:
                    known[word] = self._nearness(at, word)
                near = known[word]
                if near is not None and (best is None or near < best[0]):
                    best = (near, place)
            if best is None:
                return None
            free.remove(best[1])
            places.append(best[1])
            worst, total = max(worst, best[0]), total + best[0]
        is_whole = not free
        follows = all(after == before + 1 for before, after in pairwise(places))
        is_start = follows and places[:1] == [0]
        score = _BASE[worst] - _STEP * min(5, total - worst)
        score += _WHOLE * is_whole + _IN_ORDER * is_start
        if worst is Nearness.SAME and is_whole:
            return score, MatchReason.WHOLE_NAME
        if worst in (Nearness.SAME, Nearness.BEGINS) and is_start:
            return score, MatchReason.START_OF_NAME
        return score, _REASON[worst]

    def answers(self, word: str) -> bool:
        """True if a folded word comes near to one of the typed ones."""
        return any(self._nearness(at, word) is not None for at in range(len(self._typed)))

    def _nearness(self, at: int, word: str) -> Nearness | None:
        typed = self._typed[at]
        if word == typed:
            return Nearness.SAME
        if word in self._short[at]:
            return Nearness.SHORT
        if word.startswith(typed):
            return Nearness.BEGINS
        own, sound = self._rules.sound(word), self._sounds[at]
        if own == sound:
            return Nearness.ALIKE
        if own.startswith(sound) and len(sound) > _SHORTEST_SOUND:
            return Nearness.BEGINS_ALIKE
        if len(typed) >= FEWEST_FOR_A_SLIP and _is_slip_of_start(typed, word):
            return Nearness.SLIP
        return None


def _is_slip_of_start(typed: str, word: str) -> bool:
    """True if `typed` is one slip away from `word` or from its beginning."""
    return any(is_slip(typed, word[: len(typed) + more]) for more in (-1, 0, 1))
