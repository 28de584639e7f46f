"""What the cells of one row say about each other: the NIK, the date of birth, the sex, the card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import eq

from desktop_app.domain.identity import Sex, parse_national_id
from desktop_app.domain.problem import ProblemKind as Kind
from desktop_app.extracts.cells import Value

Found = tuple[int, str, Kind]
"""The index of a row, its NIK, and what is odd about it."""


class NationalIdCheck:
    """Compares each NIK with its row; a disagreement is a warning, for real numbers have them."""

    def __init__(self) -> None:
        self._keys = _BirthKeys()

    def of_births(
        self, niks: list[Value], births: Iterable[Value], sexes: Iterable[Value]
    ) -> Iterator[Found]:
        """The NIKs that do not go with the date of birth or the sex, or that cannot be any."""
        keys = self._keys
        for index, (nik, born, sex) in enumerate(zip(niks, births, sexes, strict=False)):
            if nik is None:
                continue
            assert isinstance(nik, str)
            agrees = born is not None and sex is not None and nik[6:12] == keys[born][sex == 2]
            if not agrees or nik[12:] == "0000":
                yield from self._question(index, nik, born, sex)

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
            yield index, nik, Kind.NATIONAL_ID_IMPOSSIBLE
            return
        if isinstance(born, str) and nik[6:12] not in self._keys[born]:
            yield index, nik, Kind.NATIONAL_ID_DATE_DIFFERS
        if sex in (1, 2) and parts.sex is not (Sex.FEMALE if sex == 2 else Sex.MALE):
            yield index, nik, Kind.NATIONAL_ID_SEX_DIFFERS


class _BirthKeys(dict[Value, tuple[str, str]]):
    """For an ISO date the six digits that a NIK has for it: a man's, a woman's."""

    def __missing__(self, born: Value) -> tuple[str, str]:
        text = str(born)
        day, rest = text[8:10], text[5:7] + text[2:4]
        keys = self[born] = (day + rest, f"{int(day) + 40}{rest}")
        return keys
