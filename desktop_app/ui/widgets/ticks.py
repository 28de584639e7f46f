"""Several of a few things to tick; the order in which they are ticked is kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.choice import Option

_COLUMNS = 2


class Ticks(QWidget):
    """One box for each option; `changed` when a person ticks one or takes a tick away."""

    changed = Signal()

    def __init__(self, options: Sequence[Option], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        self._values: list[str] = []
        self.boxes: dict[str, QCheckBox] = {}
        for at, option in enumerate(options):
            box = QCheckBox(option.text.replace("&", "&&"))
            box.clicked.connect(self._on_clicked)
            self.boxes[option.value or ""] = box
            grid.addWidget(box, at // _COLUMNS, at % _COLUMNS)
        first = next(iter(self.boxes.values()), None)
        if first is not None:
            self.setFocusProxy(first)

    @property
    def values(self) -> tuple[str, ...]:
        """What is ticked, in the order in which it was."""
        return tuple(self._values)

    def show_values(self, values: Sequence[str]) -> None:
        """Tick these and no others."""
        self._values = [value for value in values if value in self.boxes]
        for value, box in self.boxes.items():
            box.setChecked(value in self._values)

    @Slot()
    def _on_clicked(self) -> None:
        ticked = [value for value, box in self.boxes.items() if box.isChecked()]
        self._values = [value for value in self._values if value in ticked]
        self._values += [value for value in ticked if value not in self._values]
        self.changed.emit()
