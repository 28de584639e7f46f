"""Pages that are not built yet: they say what they will do, and what to use until then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import mark, tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.style import READING_WIDTH, XL, XS, L, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.text import Text


@dataclass(frozen=True, slots=True)
class Coming:
    """What a page will do: its icon, a promise, what will stand there, and where to go meanwhile."""

    icon: str
    title: str
    promise: str
    parts: Sequence[tuple[str, str]]  # heading, sentence
    meanwhile: str
    verb: str
    page: str


REPORTS = Coming(
    icon="chart-column",
    title=mark("Reports"),
    promise=mark("This page will count: who is reached, who is missed, who is helped twice."),
    parts=(
        (mark("Coverage"), mark("Programme by desa and decile, with the people not yet reached.")),
        (
            mark("Ready reports"),
            mark("The quarterly reports as PDF, XLSX and CSV, with their source."),
        ),
        (
            mark("Your own question"),
            mark("Choose what to count and by what; small cells are hidden."),
        ),
        (mark("Booklet"), mark("A few pages for the head of the office, ready to print.")),
    ),
    meanwhile=mark(
        "Until then: the list of interventions shows totals for what it is filtered by."
    ),
    verb=mark("Go to &Interventions"),
    page="interventions",
)


class ComingPage(Page):
    """Says honestly that there is nothing here yet."""

    scrolls = True

    def __init__(self, desk: Desk, coming: Coming) -> None:
        super().__init__(desk)
        self._coming = coming
        self.set_title(tr(coming.title), tr("Not built yet"))
        self.body.addSpacing(XS)
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(Icon(coming.icon, size=40, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(Text(tr(coming.promise), "heading", wraps=True))
        words.addWidget(Text(tr(coming.meanwhile), "muted", wraps=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.body.addSpacing(S)
        grid = QGridLayout()
        grid.setSpacing(M)
        for at, (heading, sentence) in enumerate(coming.parts):
            card = Card(tr(heading), ground="sunken")
            card.body.addWidget(Text(tr(sentence), "muted", wraps=True))
            card.body.addStretch(1)
            grid.addWidget(card, at // 2, at % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        cards = QWidget()
        cards.setLayout(grid)
        cards.setMaximumWidth(grown(READING_WIDTH))
        grid.setContentsMargins(0, 0, 0, 0)
        # Beside a stretch, because only a row knows that a widget with a widest width wraps more.
        beside = QHBoxLayout()
        beside.addWidget(cards, 1)
        beside.addStretch(0)
        self.body.addLayout(beside)
        self.body.addSpacing(XL - M)
        self.button = Button(tr(coming.verb))
        self.button.clicked.connect(self._on_meanwhile)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)

    def _on_meanwhile(self) -> None:
        self.go(self._coming.page)


reports_page = partial(ComingPage, coming=REPORTS)
