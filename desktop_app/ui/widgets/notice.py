"""A line across the whole window that stays: about the office, not about a page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.banner import BANNER_ICONS
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text


class Notice(QFrame):
    """What is the matter, what is safe and what to do, with the buttons that `add` puts beside it."""

    def __init__(self, kind: str, what: str, more: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("kind", kind)
        self.setAccessibleName(f"{what} {more}")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(L, S, L, S)
        self._row.setSpacing(M)
        icon, tone = BANNER_ICONS[kind]
        self._row.addWidget(Icon(icon, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(Text(what, "strong", wraps=True))
        words.addWidget(Text(more, "body", wraps=True, selectable=True))
        self._row.addLayout(words, 1)
        self.buttons: list[Button] = []

    @property
    def text(self) -> str:
        """All that it says."""
        return self.accessibleName()

    def add(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        """One more thing that can be done about it."""
        button = Button(words, icon=icon)
        button.clicked.connect(act)
        self.buttons.append(button)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return button
