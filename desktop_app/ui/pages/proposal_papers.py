"""The papers that go with a proposal, to be ticked: those its kind usually has, and whatever was named."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import S
from desktop_app.ui.widgets.text import Text
from desktop_app.words import evidence


class PaperBoxes(QWidget):
    """One box for each paper; what was ticked stays when another kind is chosen."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(S)
        self._column.addWidget(Text(tr("Papers in the folder of the office"), "label"))
        self.boxes: dict[str, QCheckBox] = {}
        self.hide()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The papers that are ticked."""
        return tuple(name for name, box in self.boxes.items() if box.isChecked())

    def offer(self, usual: Sequence[str], chosen: Sequence[str]) -> None:
        """Offer these, and what is ticked already."""
        ticked = (*chosen, *self.chosen)
        for box in self.boxes.values():
            box.hide()
            box.deleteLater()
        self.boxes = {}
        for name in dict.fromkeys((*usual, *ticked)):
            box = QCheckBox(evidence.kind_words(name).replace("&", "&&"))
            box.setChecked(name in ticked)
            box.clicked.connect(self._on_clicked)
            self.boxes[name] = box
            self._column.addWidget(box)
        self.setVisible(bool(self.boxes))

    @Slot()
    def _on_clicked(self) -> None:
        self.changed.emit()
