"""What the cells of one row say about each other: the NIK, the date of birth, the sex, the card."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from operator import eq

from desktop_app.domain.extract import Value
from desktop_app.domain.identity import Sex, parse_national_id
from desktop_app.domain.problem import ProblemKind as Kind

Found = tuple[int, str, Kind]
"""The index of a row, its NIK, and what is odd about it."""

_BIRTH_AT = 6
_NOTHING = "?"


class NationalIdCheck:
    """Compares each NIK with its row; a disagreement is a warning, for real numbers have them."""

    def __init__(self) -> None:
        self._keys = _BirthKeys()

    def of_births(
        self, niks: list[Value], births: list[Value], sexes: list[Value]
    ) -> Iterator[Found]:
        """The NIKs that do not go with the date of birth or the sex, or that cannot be any."""
        texts = [nik if isinstance(nik, str) else "" for nik in niks]
        expected = map(self._keys.__getitem__, zip(births, sexes, strict=True))
        agrees = list(map(str.startswith, texts, expected, repeat(_BIRTH_AT)))
        if all(agrees):
            return
        for index, is_as_expected in enumerate(agrees):
            if not is_as_expected and texts[index]:
                yield from self._question(index, texts[index], births[index], sexes[index])

    def of_cards(self, niks: list[Value], cards: list[Value]) -> Iterator[Found]:
        """The NIKs that are the number of the family card."""
        if not any(map(eq, niks, cards)):
            return
        for index, (nik, card) in enumerate(zip(niks, cards, strict=True)):
            if isinstance(nik, str) and nik == card:
                yield index, nik, Kind.NATIONAL_ID_IS_FAMILY_CARD

    def _question(self, index: int, nik: str, born: Value, sex: Value) -> Iterator[Found]:
        parts = parse_national_id(nik)
        if parts is None:
            # That 0000 is no sequence number was said when the cell itself was judged.
            if not nik.endswith("0000"):
                yield index, nik, Kind.NATIONAL_ID_IMPOSSIBLE
            return
        if born is not None and nik[_BIRTH_AT:12] not in (self._keys[born, 1], self._keys[born, 2]):
            yield index, nik, Kind.NATIONAL_ID_DATE_DIFFERS
        if sex in (1, 2) and parts.sex is not (Sex.FEMALE if sex == 2 else Sex.MALE):
            yield index, nik, Kind.NATIONAL_ID_SEX_DIFFERS


class _BirthKeys(dict[tuple[Value, Value], str]):
    """For an ISO date and a sex the six digits that a NIK has for them; ``?`` where one is not known."""

    def __missing__(self, row: tuple[Value, Value]) -> str:
        born, sex = row
        if not isinstance(born, str) or sex not in (1, 2):
            return _NOTHING
        day = int(born[8:10]) + 40 * (sex == 2)
        key = self[row] = f"{day:02}{born[5:7]}{born[2:4]}"
        return key
