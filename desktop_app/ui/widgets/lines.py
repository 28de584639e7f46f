"""Short lines under each other: what it is on the left, one fact on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.ui.style import XS, M
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Elided, Text

_MOST_LETTERS = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` may be cut short, `fact` never is; `below` is a quieter second line."""

    text: str
    fact: str = ""
    below: str = ""
    role: str = "body"


class Lines(QWidget):
    """A small list to be read, not to be worked with; for that there is the `DataTable`."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Line, ...] = ()
        self._holder = QHBoxLayout(self)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._inside = QWidget()
        # All the room up to the limit, and then it stays on the left.
        self._holder.addWidget(self._inside, 1000)
        self._holder.addStretch(1)
        self._fit()

    def show_lines(self, lines: Sequence[Line], *, otherwise: str = "") -> None:
        """Show these lines, or the sentence `otherwise` if there are none."""
        shown = tuple(lines) or ((Line(otherwise, role="muted"),) if otherwise else ())
        self._shown = shown
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(0, 1)
        row = 0
        for line in shown:
            text = (
                Elided(line.text, line.role)
                if line.fact or line.below
                else Text(line.text, line.role, wraps=True)
            )
            grid.addWidget(text, row, 0, 1, 1 if line.fact else 2)
            if line.fact:
                grid.addWidget(Text(line.fact, "muted"), row, 1, Qt.AlignmentFlag.AlignRight)
            if line.below:
                row += 1
                grid.addWidget(Elided(line.below, "caption"), row, 0, 1, 2)
            row += 1
        self._inside = swapped(self._holder, self._inside, inside)
        self._fit()

    def _fit(self) -> None:
        # A fact far away from what it is about cannot be read across.
        self._inside.setMaximumWidth(self.fontMetrics().averageCharWidth() * _MOST_LETTERS)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What is shown: text and fact of each line."""
        return [(line.text, line.fact) for line in self._shown]

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_inside"):
            self._fit()
