"""A line on top of a page that says something about all of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import LuringError, MachineError
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button, IconButton
from desktop_app.ui.widgets.text import Text, restyle
from desktop_app.words.messages import sentence_for

BANNER_ICONS = {
    "info": ("info", "accent_text"),
    "due": ("triangle-alert", "due_text"),
    "error": ("circle-alert", "loss_text"),
}
"""The icon and its tone for each kind of news."""


class Banner(QFrame):
    """Info, due or error, with one action and a cross; hidden until `say` is called."""

    acted = Signal()
    closed = Signal()

    def __init__(self, *, close_name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, M, S, M)
        row.setSpacing(M)
        self._icon = Icon("info", tone="accent_text")
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self._what = Text("", "strong", wraps=True)
        self._more = Text("", "body", wraps=True, selectable=True)
        words.addWidget(self._what)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        self.button = Button("")
        self.button.clicked.connect(self._on_acted)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self._cross = IconButton("x", close_name or "×", size=16)
        self._cross.clicked.connect(self._on_closed)
        row.addWidget(self._cross, 0, Qt.AlignmentFlag.AlignTop)
        self.hide()

    def say(
        self, kind: str, what: str, more: str = "", *, action: str = "", closes: bool = True
    ) -> None:
        """Show the line; `kind` is info, due or error."""
        icon, tone = BANNER_ICONS[kind]
        self.setProperty("kind", kind)
        restyle(self)
        self._icon.show_icon(icon, tone)
        self._what.setText(what)
        self._more.setText(more)
        self._more.setVisible(bool(more))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self._cross.setVisible(closes)
        self.setAccessibleName(f"{what} {more}".strip())
        self.show()

    def tell(self, error: LuringError, *, action: str = "", closes: bool = True) -> None:
        """Say what happened, whether the data is safe, and what to do.

        Red is for what may be lost; what a person can put right is amber.
        """
        sentence = sentence_for(error)
        kind = "error" if isinstance(error, MachineError) else "due"
        more = f"{sentence.safe} {sentence.next} ({sentence.code})"
        self.say(kind, sentence.what, more, action=action, closes=closes)

    @property
    def text(self) -> str:
        """All that it says; empty while hidden."""
        return "" if self.isHidden() else self.accessibleName()

    @Slot()
    def _on_acted(self) -> None:
        self.acted.emit()

    @Slot()
    def _on_closed(self) -> None:
        self.hide()
        self.closed.emit()
