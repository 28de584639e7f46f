"""What the search page shows before anybody has typed: what the box understands, and where one was."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import mark, tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import READING_WIDTH, XL, L, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text

_UNDERSTOOD = (
    (
        "user-round",
        mark("A name"),
        mark(
            "Its words in any order or their beginnings; other spellings and a slip are found too."
        ),
    ),
    (
        "id-card",
        mark("A NIK, a KK or a PLN customer number"),
        mark("Whole or any part of it, with blanks or dots too."),
    ),
    (
        "map-pin",
        mark("A name and a place"),
        mark("The name first, then the desa, the hamlet or the RT: siti dusun ketapang rt 3."),
    ),
    ("users", mark("A desa alone"), mark("All heads of families who live there.")),
)


class SearchHints(Pane):
    """Four hints and the searches of this session, which are forgotten when the office is locked."""

    chosen = Signal(str)
    all_wanted = Signal()
    checks_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        column = self.column
        column.setContentsMargins(0, L, 0, 0)
        column.addWidget(Text(tr("Type what the person at the counter says"), "heading"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(L)
        for row, (icon, heading, sentence) in enumerate(_UNDERSTOOD):
            grid.addWidget(Icon(icon, size=22, tone="accent"), row, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(Text(tr(heading), "strong"))
            words.addWidget(Text(tr(sentence), "muted", wraps=True))
            grid.addLayout(words, row, 1)
        grid.setColumnStretch(1, 1)
        holder = QWidget()
        holder.setMaximumWidth(grown(READING_WIDTH))
        holder.setLayout(grid)
        column.addSpacing(S)
        column.addWidget(holder)
        column.addSpacing(S)
        self.all_button = Button(tr("Show everybody by &name"), icon="users")
        self.all_button.clicked.connect(self._on_all)
        self.checks_button = Button(tr("&Ground checks"), icon="map-pin")
        self.checks_button.clicked.connect(self.checks_wanted)
        ways = QHBoxLayout()
        ways.setSpacing(M)
        ways.addWidget(self.all_button)
        ways.addWidget(self.checks_button)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addSpacing(XL)
        self._heading = Text(tr("Looked for since the office was opened"), "label")
        self._recent = QWidget()
        self._flow = FlowLayout(self._recent)
        column.addWidget(self._heading)
        column.addWidget(self._recent)
        column.addStretch(1)
        self.show_recent(())

    def show_recent(self, texts: Sequence[str]) -> None:
        """Offer these again, the last one first."""
        self._flow.clear()
        for text in texts:
            button = Button(text.replace("&", "&&"), icon="history", parent=self._recent)
            button.clicked.connect(partial(self.chosen.emit, text))
            self._flow.addWidget(button)
        self._heading.setVisible(bool(texts))
        self._recent.setVisible(bool(texts))

    @Slot()
    def _on_all(self) -> None:
        self.all_wanted.emit()
