"""Asks before something is lost, and names it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text


class ConfirmDialog(QDialog):
    """A question, what is lost by it, and two verbs; `accepted` when the person goes on.

    Open it with `open()`, which does not stop the program. Enter keeps things as they are: the safe
    answer has the focus.
    """

    def __init__(
        self,
        parent: QWidget,
        *,
        question: str,
        lost: str,
        verb: str,
        keep: str = "",
        is_loss: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(question)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(XL)
        row = QHBoxLayout()
        row.setSpacing(L)
        mark = ("triangle-alert", "loss") if is_loss else ("circle-question-mark", "accent")
        row.addWidget(Icon(mark[0], size=28, tone=mark[1]), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S)
        words.addWidget(Text(question, "heading", wraps=True))
        words.addWidget(Text(lost, "body", wraps=True))
        row.addLayout(words, 1)
        whole.addLayout(row)
        buttons = QHBoxLayout()
        buttons.setSpacing(M)
        buttons.addStretch(1)
        self.keep = Button(keep or tr("&Keep"))
        self.keep.clicked.connect(self.reject)
        self.go_on = Button(verb, kind="loss" if is_loss else "primary")
        self.go_on.clicked.connect(self.accept)
        self.go_on.setAutoDefault(False)
        buttons.addWidget(self.keep)
        buttons.addWidget(self.go_on)
        whole.addLayout(buttons)
        self.setMinimumWidth(440)
        self.keep.setDefault(True)
        self.keep.setFocus()
