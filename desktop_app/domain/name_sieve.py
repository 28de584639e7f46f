"""Many names at once: which of them any name of a release may be near to.

To search for ten thousand names one by one among a million people takes minutes; to pass the names of
the people once by the ten thousand takes seconds. The words of the names are few and stand for many, so
it is decided once for each word of the release which words of the list it may be meant for; a name of
the release is then near to those names of the list that share enough of its words. What is left is
judged by `NameMatch`, as a search judges it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from desktop_app.domain.matching import Evidence
from desktop_app.domain.name_match import FEWEST_FOR_A_SLIP, NameMatch, Nearness, WordMatch
from desktop_app.domain.spelling import SpellingRules, is_slip

_LONGEST_OF_ONE_WORD = 2
"""Words up to which a name has a name of one word for a part of it: of three, one says nothing."""
_Reached = dict[int, frozenset[int]]
"""Names of the list by how many words they have."""


class NameSieve:
    """The names of a list, folded and each once; a name is told by its place among them."""

    def __init__(self, names: Sequence[str], rules: SpellingRules) -> None:
        self._names = names
        self._rules = rules
        self._lengths = [name.count(" ") + 1 for name in names]
        self._with: dict[str, set[int]] = defaultdict(set)
        for at, name in enumerate(names):
            for word in name.split():
                self._with[word].add(at)
        self._by_sound: dict[str, set[str]] = defaultdict(set)
        self._by_cut: dict[str, set[str]] = defaultdict(set)
        self._by_start: dict[str, set[str]] = defaultdict(set)
        for word in self._with:
            self._by_sound[rules.sound(word)].add(word)
            for cut in _cuts(word):
                self._by_cut[cut].add(word)
            for end in range(1, len(word)):
                self._by_start[word[:end]].add(word)
        for short, full in rules.short.items():
            for word in full:
                self._short_for(short, word)
        self._reached: dict[str, _Reached] = {}
        self._glued: dict[str, list[int]] = defaultdict(list)
        for at, name in enumerate(names):
            self._glued[name.replace(" ", "")].append(at)
        self._judge = LevelJudge(rules)

    def near(self, folded: str) -> Iterator[tuple[int, Evidence]]:
        """The names of the list that this name is near to, and how near; none for an empty name."""
        for at in self._possible(folded):
            level = self._judge.level_of(self._names[at], folded)
            if level is not None:
                yield at, level

    def _possible(self, folded: str) -> set[int]:
        """Those of which each word is answered by one of this name's, or the other way round."""
        words = folded.split()
        found = set(self._glued.get(folded.replace(" ", ""), ()))
        reached = [self._names_with(word) for word in words]
        for length in set().union(*reached):
            fewest = min(length, len(words))
            if fewest == 1 and max(length, len(words)) > _LONGEST_OF_ONE_WORD:
                continue
            sets = [one[length] for one in reached if length in one]
            for some in combinations(sets, fewest):
                found |= some[0].intersection(*some[1:])
        return found

    def _names_with(self, word: str) -> _Reached:
        """The names of the list that have a word for which this one may be meant, or the other way."""
        known = self._reached.get(word)
        if known is None:
            by_length: dict[int, set[int]] = defaultdict(set)
            for like in self._like(word):
                for at in self._with[like]:
                    by_length[self._lengths[at]].add(at)
            known = {length: frozenset(names) for length, names in by_length.items()}
            self._reached[word] = known
        return known

    def _like(self, word: str) -> set[str]:
        found = {word} if word in self._with else set()
        found |= self._by_sound.get(self._rules.sound(word), set())
        found |= self._by_start.get(word, set())
        found.update(word[:end] for end in range(1, len(word)) if word[:end] in self._with)
        for cut in _cuts(word):
            found.update(one for one in self._by_cut.get(cut, ()) if is_slip(one, word))
        return found

    def _short_for(self, short: str, full: str) -> None:
        # Whichever of the two the list has, the other reaches it through its own sound.
        if short in self._with:
            self._by_sound[self._rules.sound(full)].add(short)
        if full in self._with:
            self._by_sound[self._rules.sound(short)].add(full)


class LevelJudge:
    """How near two whole names are, whichever of them is shorter; words are judged as in a search."""

    def __init__(self, rules: SpellingRules) -> None:
        self._rules = rules
        self._words = WordMatch(rules)

    def level_of(self, asked: str, folded: str) -> Evidence | None:
        """The level for two folded names; None if they are two names."""
        words, others = asked.split(), folded.split()
        if asked == folded or (len(words) == len(others) and sorted(words) == sorted(others)):
            return Evidence.NAME_SAME
        near = None
        if len(words) <= len(others):
            near = NameMatch(words, self._rules, words=self._words).how_near(folded)
        if near is None and len(words) >= len(others):
            near = NameMatch(others, self._rules, words=self._words).how_near(asked)
        if near is None:
            # Written in one word by some, in two by others.
            is_glued = asked.replace(" ", "") == folded.replace(" ", "")
            return Evidence.NAME_ALIKE if is_glued else None
        worst, is_whole = near
        if not is_whole:
            return Evidence.NAME_PART
        # A letter alone may stand for any name that begins with it.
        is_clear = all(len(word) > 1 for word in (*words, *others))
        is_alike = worst in (Nearness.ALIKE, Nearness.SOUNDS) or (
            worst is Nearness.SHORT and is_clear
        )
        return Evidence.NAME_ALIKE if is_alike else Evidence.NAME_NEARLY


def _cuts(word: str) -> set[str]:
    """A word and what is left of it without one letter: words a slip apart share one of these."""
    if len(word) < FEWEST_FOR_A_SLIP - 1:
        return set()
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}
