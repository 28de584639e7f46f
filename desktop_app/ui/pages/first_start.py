"""The very first screen: make an office, open one that is already there, or try the demo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, L
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.hero import Hero
from desktop_app.ui.widgets.text import Text


class FirstStartPage(QWidget):
    """Three ways to begin, one sentence each."""

    make_wanted = Signal()
    open_wanted = Signal()
    demo_wanted = Signal()
    restore_wanted = Signal()

    def __init__(self, *, version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        hero = Hero(version=version, width=520)
        whole.addWidget(hero)
        column = hero.column
        column.addStretch(2)
        column.addWidget(Text(tr("Welcome"), "title"))
        column.addWidget(
            Text(
                tr("Everything stays on this computer, encrypted. How do you want to begin?"),
                "muted",
                wraps=True,
            )
        )
        column.addSpacing(XS)
        self.banner = Banner(close_name=tr("Close"))
        column.addWidget(self.banner)
        self.make_button = Button(tr("&Make"), kind="primary")
        self.open_button = Button(tr("Op&en…"))
        self.demo_button = Button(tr("&Try"))
        self.make_button.clicked.connect(self._on_make)
        self.open_button.clicked.connect(self._on_open)
        self.demo_button.clicked.connect(self._on_demo)
        for icon, heading, sentence, button in (
            (
                "landmark",
                tr("Make a new office"),
                tr("For a kecamatan, a desa or the hub of the kabupaten. Takes two minutes."),
                self.make_button,
            ),
            (
                "folder-open",
                tr("Open an office that is already there"),
                tr("Its folder is on this computer, on a network drive or on a stick."),
                self.open_button,
            ),
            (
                "play",
                tr("Try the demo"),
                tr("An office with invented people. Nothing can go wrong; delete it any time."),
                self.demo_button,
            ),
        ):
            column.addWidget(_way(icon, heading, sentence, button))
        self.restore_button = Button(tr("&Restore a backup…"), icon="history", kind="plain")
        self.restore_button.clicked.connect(self.restore_wanted)
        column.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(3)

    def show_busy(self, is_busy: bool) -> None:
        """Say that the demo is being made; the other ways wait."""
        for button in (
            self.make_button,
            self.open_button,
            self.demo_button,
            self.restore_button,
        ):
            button.setEnabled(not is_busy)
        self.demo_button.setText(tr("Inventing people…") if is_busy else tr("&Try"))

    def show_failure(self, error: LuringError) -> None:
        """Say why the demo could not be made."""
        self.banner.tell(error)

    @Slot()
    def _on_make(self) -> None:
        self.make_wanted.emit()

    @Slot()
    def _on_open(self) -> None:
        self.open_wanted.emit()

    @Slot()
    def _on_demo(self) -> None:
        self.demo_wanted.emit()


def _way(icon: str, heading: str, sentence: str, button: Button) -> QFrame:
    card = Card(is_tight=True)
    row = QHBoxLayout()
    row.setSpacing(L)
    row.addWidget(Icon(icon, size=26, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(Text(heading, "strong", wraps=True))
    words.addWidget(Text(sentence, "muted", wraps=True))
    row.addLayout(words, 1)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
    card.body.addLayout(row)
    card.setAccessibleName(heading)
    button.setAccessibleName(heading)
    return card
