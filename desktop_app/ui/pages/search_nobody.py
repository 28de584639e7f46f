"""What stands where nobody was found: why that may be, and what to try next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from desktop_app.domain.person import PersonLine
from desktop_app.language import tr
from desktop_app.ui.widgets.empty import EmptyState

SUGGESTED = 3
"""How many names are held out to whoever typed too much."""
_FEWEST_LETTERS = 3


class NobodyFound(EmptyState):
    """Offers to take the filters away, or to search with fewer letters where that finds somebody, and to
    propose whoever is in no release (`also_acted`).
    """

    filters_unwanted = Signal()
    shorter_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__("search", "")
        self._text = ""
        self._suggested = ""
        self.acted.connect(self._on_acted)

    def say_for(self, text: str, *, is_narrowed: bool) -> str:
        """Say that nobody matches; gives the shorter text to look for, empty if there is none."""
        self._text, self._suggested = text, ""
        if is_narrowed:
            self.say(
                tr("Nobody matches within these filters"),
                tr("Perhaps the family lives in another desa or has another decile."),
                tr("Remove the &filters"),
            )
            return ""
        self.say(
            tr("Nobody matches “{text}”").format(text=text),
            tr("Try fewer letters, another spelling, or the KK number."),
            also=tr("Propose a &new family…"),
        )
        return _shorter(text)

    def suggest(self, shorter: str, lines: Sequence[PersonLine]) -> None:
        """Hold out whom the shorter text finds."""
        if not lines:
            return
        self._suggested = shorter
        names = ", ".join(dict.fromkeys(line.name for line in lines))
        self.say(
            tr("Nobody matches “{text}”").format(text=self._text),
            tr("With fewer letters there is: {names}.").format(names=names),
            tr("Search for “{text}”").format(text=shorter.replace("&", "&&")),
            also=tr("Propose a &new family…"),
        )

    @Slot()
    def _on_acted(self) -> None:
        if self._suggested:
            self.shorter_wanted.emit(self._suggested)
        else:
            self.filters_unwanted.emit()


def _shorter(text: str) -> str:
    """What to try when nothing was found: without the last word, else without the last letters."""
    words = text.split()
    if len(words) > 1:
        return " ".join(words[:-1])
    if words and len(words[0]) > _FEWEST_LETTERS:
        return words[0][: max(_FEWEST_LETTERS, len(words[0]) - 2)]
    return ""
