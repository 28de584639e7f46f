"""The frame of a dialog that asks for something: the question, its explanation, fields, and two verbs."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XL, L, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text

WIDTH = 460
"""The least width of a dialog with a field or two, in pixels."""


class AskingDialog(QDialog):
    """A subclass fills `parts` and hears `go_on`, which Enter presses too; Escape and Cancel leave.

    `offer` puts another way on between the two.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        explanation: str,
        verb: str,
        width: int = WIDTH,
        is_loss: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(L)
        whole.addWidget(Text(question, "heading", wraps=True))
        if explanation:
            whole.addWidget(Text(explanation, "muted", wraps=True))
        self.parts = QVBoxLayout()
        self.parts.setSpacing(L)
        whole.addLayout(self.parts)
        self._buttons = buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addStretch(1)
        back = Button(tr("Cance&l"))
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go_on = Button(verb, kind="loss" if is_loss else "primary")
        self.go_on.setDefault(True)
        buttons.addWidget(back)
        buttons.addWidget(self.go_on)
        whole.addLayout(buttons)
        self.setMinimumWidth(width)

    def offer(self, text: str, slot: Callable[[], object]) -> Button:
        """A quieter button before the one that goes on."""
        button = Button(text)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def fit(self) -> None:
        """Take the height that what is shown now needs."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))
