"""The frame of a page on the way in that asks for something: what it is about, fields, and two verbs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.hero import Hero
from desktop_app.ui.widgets.text import Text


class EntryForm(QWidget):
    """A subclass puts its fields into `column`, and after them, as the keyboard goes, the verbs.

    `went_back` when somebody leaves it as it is.
    """

    went_back = Signal()

    def __init__(
        self, title: str = "", words: str = "", *, width: int = 480, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        hero = Hero(width=width)
        whole.addWidget(hero)
        self.column = hero.column
        self.column.addStretch(2)
        self._title = Text(title, "title", wraps=True)
        self._words = Text(words, "muted", wraps=True)
        self.column.addWidget(self._title)
        self.column.addWidget(self._words)
        self.column.addSpacing(S)
        self.banner = Banner(close_name=tr("Close"))
        self.column.addWidget(self.banner)
        self.back_button = Button(tr("&Back"))
        self.back_button.clicked.connect(self.went_back)

    def add_verbs(self, verb: str, slot: Callable[[], object]) -> Button:
        """End the page with the way back and the button that goes on, which is given."""
        self.column.addSpacing(S)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        go_on = Button(verb, kind="primary")
        go_on.clicked.connect(slot)
        row.addWidget(self.back_button)
        row.addWidget(go_on)
        self.column.addLayout(row)
        self.column.addStretch(3)
        self.column.addSpacing(XL)
        return go_on
