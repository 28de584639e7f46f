"""What F1 shows: what a page is for, and the keys that work everywhere."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.language import mark, tr
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.text import Text

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


def help_content(text: str) -> QWidget:
    """The content of the help sheet; `text` is what the page says about itself."""
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
    column.addStretch(1)
    return content
