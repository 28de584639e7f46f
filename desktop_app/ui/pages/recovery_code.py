"""Shows the recovery code of a new office, once, and lets nobody pass who has not kept it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import L, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.hero import Hero
from desktop_app.ui.widgets.text import Text


class RecoveryCodePage(QWidget):
    """The code in big letters; `kept` when the person says that it is written down."""

    kept = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        hero = Hero(width=480)
        whole.addWidget(hero)
        column = hero.column
        column.addStretch(2)
        column.addWidget(Icon("key-round", size=32, tone="accent"), 0, Qt.AlignmentFlag.AlignLeft)
        self._title = Text("", "title", wraps=True)
        column.addWidget(self._title)
        column.addWidget(
            Text(
                tr(
                    "This is the recovery code. Write it down now and put it into a sealed envelope "
                    "in the safe: it is shown only this once, and without it nobody can help when "
                    "every passphrase is forgotten."
                ),
                wraps=True,
            )
        )
        card = Card(ground="sunken")
        row = QHBoxLayout()
        row.setSpacing(L)
        self.code = Text("", "heading", wraps=True, selectable=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code.setFont(font)
        self.code.setAccessibleName(tr("Recovery code"))
        row.addWidget(self.code, 1)
        copy = Button(tr("&Copy"), icon="copy")
        copy.clicked.connect(self._on_copy)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(row)
        column.addWidget(card)
        self.sure = QCheckBox(tr("I have &written it down"))
        self.sure.toggled.connect(self._on_sure)
        column.addWidget(self.sure)
        column.addSpacing(S)
        self.go_on = Button(tr("&Open the office"), kind="primary")
        self.go_on.setEnabled(False)
        self.go_on.clicked.connect(self._on_go_on)
        column.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)

    def show_code(self, office: str, code: str) -> None:
        """Show this code for a new office."""
        self._title.setText(tr("{name} is ready").format(name=office))
        self.code.setText(code)
        self.sure.setChecked(False)
        self.sure.setFocus()

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())

    @Slot(bool)
    def _on_sure(self, is_sure: bool) -> None:
        self.go_on.setEnabled(is_sure)

    @Slot()
    def _on_go_on(self) -> None:
        self.code.setText("")
        self.kept.emit()
