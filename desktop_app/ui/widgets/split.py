"""A list on the left and the detail of its row on the right; under each other where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from desktop_app.ui.memory import Memory

_NARROW_LETTERS = 70


class ListAndDetail(QSplitter):
    """Remembers where it was divided, under its name."""

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        *,
        name: str,
        memory: Memory,
        share: float = 0.62,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._memory = memory
        self._place = f"split.{name}"
        kept = memory.recall(self._place)
        self._share = int(kept) / 1000 if kept.isdigit() else share
        self._is_laid = False
        self.addWidget(left)
        self.addWidget(right)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for part in (left, right):
            part.setMinimumSize(120, 80)
        self.splitterMoved.connect(self._on_moved)

    def _divide(self) -> None:
        room = self.width() if self.orientation() is Qt.Orientation.Horizontal else self.height()
        first = int(room * self._share)
        self.setSizes([first, room - first])

    @Slot(int, int)
    def _on_moved(self, *_: int) -> None:
        sizes = self.sizes()
        self._share = sizes[0] / max(1, sum(sizes))
        self._memory.keep(self._place, str(round(self._share * 1000)))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        narrow = letters < _NARROW_LETTERS
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.orientation() is not wanted:
            self.setOrientation(wanted)
            self._is_laid = False
        super().resizeEvent(event)
        if not self._is_laid:
            self._is_laid = True
            self._divide()
