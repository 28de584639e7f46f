"""What can be done for many rows of a list at once: record their help, visit them, write to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.lookups import Lookups
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.letter_many import LetterManySheet
from desktop_app.ui.pages.letter_many import Listing as LettersFor
from desktop_app.ui.pages.list_sheet import Listing, ListSheet
from desktop_app.ui.pages.prelist_sheet import FamilyIds, PrelistSheet
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number

_MOST_RECORDED = 10_000
"""Rows for which help is recorded in one go; more is no list that anybody has looked at."""


@dataclass(frozen=True, slots=True)
class Many:
    """Those who are meant: the way to list them for recording, to their families, and for letters."""

    listing: Listing
    families: FamilyIds
    letters: LettersFor


class ForMany(QObject):
    """The buttons that say for how many, and the sheets: to record their help, to visit, to write.

    Meant are the rows that are selected, if several are, else all `everybody` counts; `many` brings those
    at these places of the list. For one it is done on the family's page.
    """

    def __init__(
        self,
        page: Page,
        table: DataTable[Any],
        *,
        lookups: Callable[[], Lookups | None],
        everybody: Callable[[], int],
        many: Callable[[Sequence[range]], Many],
    ) -> None:
        super().__init__(page)
        self._table = table
        self._lookups = lookups
        self._everybody = everybody
        self._many = many
        self.button = page.add_secondary("", self._on_record, icon="list-checks")
        self.button.hide()
        self.visit_button = page.add_secondary(tr("&Visit them…"), self._on_visit, icon="printer")
        self.visit_button.hide()
        self.letter_button = page.add_secondary(tr("&Letters…"), self._on_letters, icon="mail")
        self.letter_button.hide()
        self.letters = LetterManySheet(page)
        self.sheet = ListSheet(page)
        self.prelist = PrelistSheet(page)
        table.selection_changed.connect(self.count)

    @Slot()
    def count(self) -> None:
        """Say for how many something can be done now."""
        count = sum(map(len, self._places))
        for button in self.buttons:
            button.setVisible(1 < count <= _MOST_RECORDED)
        self.button.setText(tr("Record for {n}…").format(n=number(count)))

    @property
    def buttons(self) -> tuple[Button, ...]:
        """What stands at the head of the page."""
        return (self.button, self.visit_button, self.letter_button)

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        """What may lie over the page."""
        return (self.sheet, self.prelist, self.letters)

    @property
    def _places(self) -> list[range]:
        places = self._table.selected_places
        return places if sum(map(len, places)) > 1 else [range(self._everybody())]

    def _ready(self) -> tuple[Lookups, Many] | None:
        """What a sheet needs to know; None while another lies over the page."""
        lookups, places = self._lookups(), self._places
        if lookups is None or not sum(map(len, places)):
            return None
        if any(sheet.isVisible() for sheet in self.sheets):
            return None
        return lookups, self._many(places)

    @Slot()
    def _on_visit(self) -> None:
        if ready := self._ready():
            lookups, many = ready
            self.prelist.open_sheet(lookups, chosen=many.families)

    @Slot()
    def _on_letters(self) -> None:
        if ready := self._ready():
            self.letters.open_list(ready[1].letters)

    @Slot()
    def _on_record(self) -> None:
        if ready := self._ready():
            lookups, many = ready
            self.sheet.open_list(lookups, many.listing)
