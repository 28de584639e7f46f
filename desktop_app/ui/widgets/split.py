"""A list on the left and the detail of its row on the right; under each other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.ui.memory import Memory

_NARROW_LETTERS = 70


class ListAndDetail(QSplitter):
    """Remembers where it was divided, under its name.

    With `least` the detail is left out where there are not so many letters in a line: for wide lists
    whose rows can be opened. `has_room` says whether it is shown. `below` is the share of the list
    where the detail stands under it, if that is another.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        name: str,
        memory: Memory,
        share: float = 0.62,
        least: int = 0,
        below: float | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._memory = memory
        self._place = f"split.{name}"
        kept = memory.recall(self._place)
        self._share = int(kept) / 1000 if kept.isdigit() else share
        self._is_laid = False
        self._least = least
        self._below = below
        self._is_wanted = True
        self._right = right
        self.addWidget(left)
        self.addWidget(right)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for part in (left, right):
            part.setMinimumSize(120, 80)
        self.splitterMoved.connect(self._on_moved)

    @property
    def has_room(self) -> bool:
        """Whether the window is wide enough for the detail."""
        return self._letters >= self._least

    def want_detail(self, is_wanted: bool) -> None:
        """Leave the detail out while there is nothing to show in it."""
        self._is_wanted = is_wanted
        self._right.setVisible(is_wanted and self.has_room)

    @property
    def _letters(self) -> int:
        return self.width() // max(1, self.fontMetrics().averageCharWidth())

    def _divide(self) -> None:
        is_beside = self.orientation() is Qt.Orientation.Horizontal
        room = self.width() if is_beside else self.height()
        share = self._share if is_beside or self._below is None else self._below
        first = int(room * share)
        self.setSizes([first, room - first])

    @Slot(int, int)
    def _on_moved(self, *_: int) -> None:
        sizes = self.sizes()
        self._share = sizes[0] / max(1, sum(sizes))
        self._memory.keep(self._place, str(round(self._share * 1000)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = self._letters < _NARROW_LETTERS
        self._right.setVisible(self._is_wanted and self.has_room)
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self._is_laid = False
        super().resizeEvent(event)
        if not self._is_laid:
            self._is_laid = True
            self._divide()
