"""Help for many of the people found, or a list to visit them: those selected, or all that are listed by name."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.intervention_lists import listed_found, listed_people
from desktop_app.actions.letter_lists import letters_for_found, letters_for_people
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import families_found
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.letter_run import Listed
from desktop_app.domain.person import PersonLine
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.letter_many import LetterManySheet
from desktop_app.ui.pages.list_sheet import ListSheet
from desktop_app.ui.pages.prelist_sheet import PrelistSheet
from desktop_app.ui.pages.search_columns import Found
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number

_MOST_RECORDED = 10_000
"""People for whom help is recorded in one go; more is no list that anybody has looked at."""


class ManyFound(QObject):
    """The buttons that say for how many, and the sheets: to record their help, to visit them, to write."""

    def __init__(self, page: Page, table: DataTable[PersonLine], found: Found) -> None:
        super().__init__(page)
        self._table = table
        self._found = found
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
        """Say for how many help can be recorded now; for one it is done on the family's page."""
        count = sum(map(len, self._places))
        for button in (self.button, self.visit_button, self.letter_button):
            button.setVisible(1 < count <= _MOST_RECORDED)
        self.button.setText(tr("Record for {n}…").format(n=number(count)))

    @property
    def _places(self) -> list[range]:
        """Where those stand whom help would be recorded for: several selected, else all by name."""
        places = self._table.selected_places
        if sum(map(len, places)) > 1:
            return places
        everybody = self._found.everybody
        return [range(everybody.count)] if everybody is not None else []

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        """What may lie over the page."""
        return (self.sheet, self.prelist, self.letters)

    @Slot()
    def _on_visit(self) -> None:
        lookups, places, everybody = self._found.lookups, self._places, self._found.everybody
        if lookups is None or not places or any(sheet.isVisible() for sheet in self.sheets):
            return
        lines = [] if everybody is not None else self._table.selected

        def chosen(office: Office) -> tuple[str, ...]:
            if everybody is None:
                return tuple(dict.fromkeys(one.family_id for one in lines if one.family_id))
            return families_found(office, everybody, places)

        self.prelist.open_sheet(lookups, chosen=chosen)

    @Slot()
    def _on_letters(self) -> None:
        places, everybody = self._places, self._found.everybody
        if not places or any(sheet.isVisible() for sheet in self.sheets):
            return
        lines = [] if everybody is not None else self._table.selected

        def listing(office: Office, progress: Progress) -> list[Listed]:
            if everybody is None:
                return letters_for_people(office, lines, progress)
            return letters_for_found(office, everybody, places, progress)

        self.letters.open_list(listing)

    @Slot()
    def _on_record(self) -> None:
        lookups, places, everybody = self._found.lookups, self._places, self._found.everybody
        if lookups is None or not places or any(sheet.isVisible() for sheet in self.sheets):
            return
        lines = [] if everybody is not None else self._table.selected

        def listing(
            office: Office, draft: InterventionDraft, progress: Progress
        ) -> list[ListedAid]:
            if everybody is None:
                return listed_people(office, draft, lines, progress)
            return listed_found(office, draft, everybody, places, progress)

        self.sheet.open_list(lookups, listing)
