"""What stands in the place of the form once a letter has its number."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout

from desktop_app.language import tr
from desktop_app.ui.style import XS, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text


class DoneCard(Pane):
    """The number of the letter and what can be done now: print, save, write another."""

    def __init__(self) -> None:
        super().__init__(left=0)
        card = Card(ground="sunken")
        card.body.addWidget(Text(tr("The letter has been issued"), "heading", wraps=True))
        self.number = Text("", "title", wraps=True, selectable=True)
        card.body.addWidget(self.number)
        card.body.addWidget(
            Text(
                tr(
                    "Number and page are kept. Print it now or later: the register prints the same "
                    "page again."
                ),
                "muted",
                wraps=True,
            )
        )
        self.print_button = Button(tr("&Print…"), icon="printer", kind="primary")
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.again_button = Button(tr("&Write another"), icon="plus")
        self.other_button = Button(tr("For &someone else"), kind="plain")
        card.body.addSpacing(XS)
        for first, second in (
            (self.print_button, self.save_button),
            (self.again_button, self.other_button),
        ):
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(first)
            row.addWidget(second)
            row.addStretch(1)
            card.body.addLayout(row)
        self.column.addWidget(card)
        self.column.addStretch(1)
