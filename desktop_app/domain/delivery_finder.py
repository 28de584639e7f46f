"""Finding somebody on a delivery list by what they say, show or scan."""

from __future__ import annotations

import re

from desktop_app.domain.delivery import SERIAL_LETTERS, Delivery, DeliveryLine, Found
from desktop_app.domain.identity import LENGTH, digits_of
from desktop_app.domain.name_match import NameMatch, WordMatch
from desktop_app.domain.names import fold
from desktop_app.domain.person import MatchReason
from desktop_app.domain.spelling import SpellingRules

MOST = 8
_FEWEST_LAST_DIGITS = 4
_ONLY_DIGITS = re.compile(r"[0-9][0-9 .\-]*")
_GUESSED = frozenset({MatchReason.SPELLED_OTHERWISE, MatchReason.NEARLY})


class DeliveryFinder:
    """Answers to a number on the list, a NIK or KK (whole or its last digits), a serial, or a name.

    Made once for a list: numbers, NIKs and names stay while people are ticked.
    """

    def __init__(self, delivery: Delivery, rules: SpellingRules) -> None:
        self._rules = rules
        self._words = WordMatch(rules)
        self._places = {one.number: at for at, one in enumerate(delivery.lines)}
        self._serials = {one.serial: one.number for one in delivery.lines}
        self._own: dict[str, list[int]] = {}
        self._numbers: dict[str, list[int]] = {}
        for one in delivery.lines:
            if one.own_number:
                self._own.setdefault(one.own_number, []).append(one.number)
            for number in one.numbers:
                self._numbers.setdefault(number, []).append(one.number)
        self._names = [(fold(one.record.subject.name), one.number) for one in delivery.lines]

    def find(self, delivery: Delivery, text: str) -> Found:
        """Who on this list answers to `text`."""
        typed = text.strip()
        serial = self._serials.get(typed.upper()) if len(typed) == SERIAL_LETTERS else None
        if serial is not None:
            return self._found(delivery, [serial], MatchReason.WHOLE_NUMBER)
        if _ONLY_DIGITS.fullmatch(typed):
            return self._by_digits(delivery, digits_of(typed))
        return self._by_name(delivery, typed)

    def _by_digits(self, delivery: Delivery, digits: str) -> Found:
        if len(digits) == LENGTH:
            whole = self._own.get(digits) or self._numbers.get(digits, [])
            return self._found(delivery, whole, MatchReason.WHOLE_NUMBER)
        found = []
        if not digits.startswith("0") and int(digits) in self._places:
            found.append(int(digits))
        if len(digits) >= _FEWEST_LAST_DIGITS:
            found += [
                number
                for whole, numbers in self._numbers.items()
                if whole.endswith(digits)
                for number in numbers
            ]
        return self._found(delivery, found, MatchReason.PART_OF_NUMBER)

    def _by_name(self, delivery: Delivery, text: str) -> Found:
        words = fold(text).split()
        if not words:
            return Found()
        match = NameMatch(words, self._rules, words=self._words)
        judged = [
            (answer[0], answer[1], number)
            for name, number in self._names
            if (answer := match.judge(name)) is not None
        ]
        judged.sort(key=lambda one: (-one[0], one[2]))
        best = [one for one in judged if one[1] is MatchReason.WHOLE_NAME] or judged
        if not best:
            return Found()
        # One whole name is sure although others begin with it; a guess is for a person to confirm.
        is_sure = len(best) == 1 and best[0][1] not in _GUESSED
        chosen = best if is_sure else judged
        found = self._found(delivery, [number for _, _, number in chosen], best[0][1])
        return Found(found.lines, is_sure, found.reason)

    def _found(self, delivery: Delivery, numbers: list[int], reason: MatchReason) -> Found:
        every = [self._line(delivery, number) for number in dict.fromkeys(numbers)]
        return Found(tuple(every[:MOST]), len(every) == 1, reason if every else None)

    def _line(self, delivery: Delivery, number: int) -> DeliveryLine:
        return delivery.lines[self._places[number]]
