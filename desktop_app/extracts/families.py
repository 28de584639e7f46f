"""The families of a wide file: the same facts stand on each of their people's rows."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_app.domain.extract import FAMILY_ROW, Row
from desktop_app.extracts.memory import SeenBefore

_CARD = FAMILY_ROW.index("family_card_no")
_FACTS = FAMILY_ROW.index("village")


class FamilyGroups:
    """Gives each card once, with the facts of its first row.

    Where the first row lost a fact (a cell that could not be read) and the next row of the same
    card still has it, that one is taken: the file itself says it, nothing is guessed. A person
    without a readable card makes no family.
    """

    def __init__(self, seen: SeenBefore) -> None:
        self._seen = seen
        self._card: object = None
        self._open: list[str | int | None] | None = None
        self._last: Row = ()

    def gather(self, cards: Iterable[object], facts: Iterable[Row]) -> list[Row]:
        """The families that are complete after these rows; the last one waits for more."""
        complete: list[Row] = []
        for card, row in zip(cards, facts, strict=False):
            if card == self._card:
                if self._open is not None and row[_FACTS:] != self._last[_FACTS:]:
                    self._fill(row)
                continue
            complete.extend(self.flush())
            self._card = card
            if card is not None and self._seen.add(hash(card)):
                self._open = list(row)
                self._open[_CARD] = str(card)
                self._last = row
        return complete

    def flush(self) -> list[Row]:
        """The family that was waiting, if there is one."""
        waiting, self._open, self._card = self._open, None, None
        return [tuple(waiting)] if waiting is not None else []

    def _fill(self, row: Row) -> None:
        assert self._open is not None
        for at in range(_FACTS, len(row)):
            # `raw` and `extra` belong to the first row; its lost cells stay on record.
            if (
                self._open[at] is None
                and row[at] is not None
                and FAMILY_ROW[at] not in ("raw", "extra")
            ):
                self._open[at] = row[at]
