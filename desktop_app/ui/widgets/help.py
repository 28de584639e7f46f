"""What F1 shows: what a page is for, and the keys that work everywhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.language import mark, tr
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text
from desktop_app.words.paper_words import PAPERS, paper_name

KEYS = (
    ("Ctrl+K", mark("To the search box")),
    ("Ctrl+F", mark("Filter the list the keyboard is in")),
    ("Enter", mark("Open the row")),
    ("Space", mark("Select the row")),
    ("Ctrl+A", mark("Select everything found")),
    ("Ctrl+C", mark("Copy")),
    ("Ctrl+N", mark("New")),
    ("Ctrl+P", mark("Print")),
    ("F5", mark("Read again")),
    ("Esc", mark("Clear or close, then go back")),
    ("Alt+←  Alt+→", mark("Back and forward")),
    ("Ctrl+1 … 9", mark("To a page of the list")),
    ("Ctrl+L", mark("Lock the office")),
)


def help_content(text: str, open_paper: Callable[[str], object]) -> QWidget:
    """The content of the help sheet; `text` is what the page says about itself.

    `open_paper` is called with the name of a paper on privacy that somebody wants to read.
    """
    content = QWidget()
    column = QVBoxLayout(content)
    column.setSpacing(M)
    if text:
        column.addWidget(Text(text, wraps=True))
        column.addSpacing(L)
    column.addWidget(Text(tr("Keys"), "heading"))
    grid = QGridLayout()
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(S)
    for row, (keys, words) in enumerate(KEYS):
        grid.addWidget(Text(keys, "strong"), row, 0)
        grid.addWidget(Text(tr(words), wraps=True), row, 1)
    grid.setColumnStretch(1, 1)
    column.addLayout(grid)
    column.addSpacing(L)
    column.addWidget(Text(tr("Privacy"), "heading"))
    column.addWidget(Text(tr("To be read and printed, in Indonesian:"), "muted", wraps=True))
    for name in PAPERS:
        button = Button(paper_name(name), kind="plain", icon="file-text")
        button.clicked.connect(partial(_on_paper, open_paper, name))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    column.addStretch(1)
    return content


def _on_paper(open_paper: Callable[[str], object], name: str, _: bool = False) -> None:
    open_paper(name)
