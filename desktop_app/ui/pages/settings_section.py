"""What every section of the settings is made of."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot

from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import READING_WIDTH, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text


class Section(Lead, Pane):
    """A scrolling column with a heading; has its work done through the page it stands on."""

    title = ""
    covered = Signal(bool)  # a sheet lies over the page, or does no more

    def __init__(self, page: Page) -> None:
        super().__init__(left=0)
        self.page = page
        self.column.addWidget(Text(self.title, "heading"))

    def has_unsaved(self) -> bool:
        """Whether somebody has typed and not saved."""
        return False

    def refresh(self) -> None:
        """Read again what is shown, unless somebody has typed and not saved."""

    def start_new(self) -> None:
        """Ctrl+N."""

    def open_subject(self, subject: str) -> None:
        """Show what somebody came here for, as `Place.subject` names it."""

    def step_back(self) -> bool:
        """Esc: close what is open over the section; False if nothing is."""
        return False

    def watch_sheet(self, sheet: FormSheet) -> None:
        """While the sheet is open nothing beneath it can be reached with the keyboard."""
        sheet.opened.connect(self._on_sheet_opened)
        sheet.closed.connect(self._on_sheet_closed)

    @Slot()
    def _on_sheet_opened(self) -> None:
        self.setEnabled(False)
        self.covered.emit(True)

    @Slot()
    def _on_sheet_closed(self) -> None:
        self.setEnabled(True)
        self.covered.emit(False)
        # Where the sheet was opened from could not take the keyboard back while it was covered.
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_card(self, heading: str = "") -> Card:
        """A card of reading width at the end of the column."""
        card = Card(heading)
        card.setMaximumWidth(grown(READING_WIDTH))
        self.column.addWidget(card)
        return card

    def add_save(self, card: Card, save: Callable[[], object]) -> Button:
        """The button that keeps what a card says."""
        button = Button(tr("&Save"), icon="save", kind="primary")
        button.clicked.connect(save)
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return button
