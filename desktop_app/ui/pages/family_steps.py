"""Which of the families found is shown, and the ways to the one before and the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.page import Trail
from desktop_app.ui.style import XS
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number


class FamilySteps(QWidget):
    """``3 dari 12`` and two arrows; hidden where the family was reached in another way."""

    wanted = Signal(str)  # family id

    def __init__(self, trail: Trail, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._trail = trail
        self._at: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        self.words = Text("", "caption")
        self.previous = IconButton(
            "chevron-left", tr("Previous family of the search"), keys="Alt+↑"
        )
        self.next = IconButton("chevron-right", tr("Next family of the search"), keys="Alt+↓")
        self.previous.clicked.connect(partial(self.step, -1))
        self.next.clicked.connect(partial(self.step, 1))
        for button in (self.previous, self.next):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keys do the same from everywhere
        for widget in (self.words, self.previous, self.next):
            row.addWidget(widget)

    def show_family(self, family_id: str) -> None:
        """Say where this family stands."""
        at = self._at = self._trail.place_of(family_id)
        count = len(self._trail.families)
        self.setVisible(at is not None and count > 1)
        if at is not None:
            self.words.setText(tr("{n} of {count}").format(n=number(at + 1), count=number(count)))
            self.previous.setEnabled(at > 0)
            self.next.setEnabled(at < count - 1)

    def step(self, by: int, _: bool = False) -> None:
        """Ask for the family so many further on, if there is one."""
        families = self._trail.families
        if self._at is not None and 0 <= self._at + by < len(families):
            self.wanted.emit(families[self._at + by])
