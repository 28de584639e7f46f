"""A card: a group of things by spacing and one hairline; never put one into another."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.text import Text


class Card(QFrame):
    """A framed group with an optional heading; add to `body`, and actions with `add_action`."""

    def __init__(
        self,
        heading: str = "",
        *,
        ground: str = "surface",
        is_tight: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)
        whole = QVBoxLayout(self)
        below = M if is_tight else L
        whole.setContentsMargins(L, M, L, below)
        whole.setSpacing(M)
        self._head = QHBoxLayout()
        self._head.setSpacing(S)
        self._heading = Text(heading, "heading")
        self._head.addWidget(self._heading, 1)
        whole.addLayout(self._head)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        whole.addLayout(self.body, 1)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Name the card; screen readers read it as the group's name."""
        self._heading.setText(heading)
        self._heading.setVisible(bool(heading))
        self.setAccessibleName(heading)

    def add_action(self, widget: QWidget) -> None:
        """Put a small button at the right of the heading."""
        self._head.addWidget(widget)
