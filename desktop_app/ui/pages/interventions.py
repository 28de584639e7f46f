"""Intervensi: every record of this office, and the form for the next one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Slot

from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.letter_lists import letters_for_aid, letters_for_list
from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family, lookups_of
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Topic
from desktop_app.domain.intervention import AidList, InterventionLine
from desktop_app.domain.intervention_overview import AidChosen
from desktop_app.domain.letter_run import Listed
from desktop_app.language import mark, tr
from desktop_app.progress import Progress
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.aid_detail import AidDetail
from desktop_app.ui.pages.aid_list import AidListView
from desktop_app.ui.pages.aid_many import AidMany, OutcomeSheet
from desktop_app.ui.pages.aid_work import AidWork
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.letter_many import LetterManySheet
from desktop_app.ui.pages.list_sheet import ListSheet
from desktop_app.ui.pages.page_export import PageExport
from desktop_app.ui.pages.record_sheet import RecordSheet
from desktop_app.ui.pages.recorded_lists import RecordedListsSheet
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.words.aid import status_names

_LEAST_LETTERS = 124


class InterventionsPage(Page):
    """`Place.part` ``new`` opens the form, for the family that `Place.subject` names if any."""

    shows = frozenset(
        {Topic.EVIDENCE, Topic.INTERVENTIONS, Topic.PROGRAMMES, Topic.RELEASES, Topic.PEOPLE}
    )
    help_text = mark(
        "Every intervention of this office, the newest first; the figures under the filters count by "
        "state and show only that state when clicked. Ctrl+N records one; “Record a list” takes a whole "
        "file and first says what is found for each of its rows; “Recorded lists” finds it again and "
        "takes it back. Beside the list stand the steps that may follow for a record, its history, and "
        "what puts it right. Space and Shift select several, Ctrl+A all that were found: they take a "
        "step together. Records are never deleted: those entered in error get a line through them."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self.set_title(
            tr("Interventions"), tr("What programmes gave to families and people of this office")
        )
        self.record_button = self.set_primary(tr("R&ecord help"), self.start_new, icon="plus")
        self.export_button = self.add_secondary(tr("E&xport…"), self._on_export, icon="download")
        self.saving = PageExport(
            self,
            self.export_button,
            self._writing,
            title=tr("Save the list of interventions"),
            stem="intervensi",
            usual=(tr("Delivery"),),
        )
        self.lists_button = self.add_secondary(tr("Recor&ded lists…"), self._on_lists_wanted)
        self.list_button = self.add_secondary(
            tr("Record a &list…"), self._on_list_wanted, icon="list-checks"
        )
        self.delivery_button = self.add_secondary(
            tr("Deliver&y day…"), self._on_delivery_wanted, icon="calendar"
        )
        self.list = AidListView(self)
        self.filters, self.figures, self.table = (
            self.list.filters,
            self.list.figures,
            self.list.table,
        )
        self.list.record_wanted.connect(self.start_new)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail = AidDetail(desk)
        self._split = ListAndDetail(
            self.list,
            self.detail,
            name="interventions",
            memory=desk.memory,
            share=0.72,
            least=_LEAST_LETTERS,
        )
        self.body.addWidget(self.filters)
        self.body.addWidget(self.figures)
        self.body.addWidget(self._split, 1)
        self.lead_to(self.table)
        self._build_sheets()

    @property
    def lines(self) -> list[InterventionLine]:
        """The records of the list that are here."""
        return self.list.lines

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self.list.read()
        self.lists_sheet.read()

    def start_new(self) -> None:
        """Open the form; the family is searched for inside it."""
        lookups = self._lookups_to_record()
        if lookups is not None:
            self.sheet.open_form(lookups, many=True)

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def keep_typed(self) -> None:
        self.sheet.keep_typed()

    def step_back(self) -> bool:
        return close_top(self._sheets) or super().step_back()

    # Building

    def _build_sheets(self) -> None:
        self.sheet = RecordSheet(self)
        self.list_sheet = ListSheet(self)
        self.lists_sheet = RecordedListsSheet(self)
        self.lists_sheet.chosen.connect(self.filters.choose_list)
        self.lists_sheet.letters_wanted.connect(self._on_list_letters)
        self.letters_sheet = LetterManySheet(self)
        self.outcome_sheet = OutcomeSheet(self, lambda: self._lookups)
        self._sheets: tuple[FormSheet, ...] = (
            self.letters_sheet,
            self.outcome_sheet,
            self.lists_sheet,
            self.list_sheet,
            self.sheet,
        )
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        self.work = AidWork(self, lambda: self._lookups, self._open_detail)
        self.work.serve(self.detail).family_wanted.connect(self._on_family_wanted)
        self.many = AidMany(self, self.outcome_sheet)
        self.list.step_wanted.connect(self.many.ask_step)
        self.list.void_wanted.connect(self.many.ask_void)
        self.list.letters_wanted.connect(self._on_letters)

    # Showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.list.show_lookups(lookups)
        self.detail.show_line(self.table.current, lookups)
        if self.place.part == "new":
            self._open_new(self.place)

    def _open_new(self, place: Place) -> None:
        # Once only: coming back here later is not asking for the form again.
        self.place = Place(place.page)
        self.moved.emit(self.place)
        if not place.subject:
            self.start_new()
            return
        self.do(glance_at_family, place.subject, then=self._open_for, latest="glance")

    def _open_for(self, glance: FamilyGlance) -> None:
        if self._lookups is not None:
            self.sheet.open_form(self._lookups, glance, many=True)

    def _lookups_to_record(self) -> Lookups | None:
        """What a form needs to know; None, and said why, where nothing can be recorded now."""
        lookups = self._lookups
        if lookups is None or any(sheet.isVisible() for sheet in self._sheets):
            return None
        if lookups.release is None:
            self.banner.say(
                "info",
                tr("No release has been loaded yet"),
                tr("Families can be found as soon as the first quarterly extract is in."),
            )
            return None
        return lookups

    # News

    @Slot()
    def _on_list_wanted(self) -> None:
        lookups = self._lookups_to_record()
        if lookups is not None:
            self.list_sheet.open_list(lookups)

    @Slot()
    def _on_delivery_wanted(self) -> None:
        self.go("delivery")

    @Slot()
    def _on_lists_wanted(self) -> None:
        if self._lookups is not None and not any(sheet.isVisible() for sheet in self._sheets):
            self.lists_sheet.open_lists(self._lookups)

    @Slot(object)
    def _on_letters(self, chosen: AidChosen) -> None:
        if not any(sheet.isVisible() for sheet in self._sheets):
            self.letters_sheet.open_list(partial(_of_aid, chosen.ids))

    @Slot(object)
    def _on_list_letters(self, one: AidList) -> None:
        self.letters_sheet.open_list(partial(_of_list, one.id))

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = not any(sheet.isVisible() for sheet in self._sheets)
        for part in (
            self.record_button,
            self.list_button,
            self.lists_button,
            self.export_button,
            self.delivery_button,
            self.filters,
            self.figures,
        ):
            part.setEnabled(is_free)

    @Slot()
    def _on_export(self) -> None:
        self.saving.ask()

    def _writing(self) -> Callable[..., Any]:
        """What writes what the filters leave."""
        return partial(export_interventions, statuses=status_names(), wanted=self.filters.filter)

    @Slot(object)
    def _on_chosen(self, line: InterventionLine | None) -> None:
        self.detail.show_line(line, self._lookups)

    @Slot(object)
    def _on_opened(self, line: InterventionLine) -> None:
        if not self._split.has_room:
            self._open_detail(line)
        elif line.intervention.subject.family_id is not None:
            self._on_family_wanted(line.intervention.subject.family_id)

    @Slot(object)
    def _open_detail(self, line: InterventionLine) -> None:
        if self._lookups is not None:
            detail = self.sheet.open_detail(line, self._lookups)
            self.work.serve(detail).family_wanted.connect(self._on_family_wanted)

    @Slot(str)
    def _on_family_wanted(self, family_id: str) -> None:
        self.desk.trail.families = tuple(
            dict.fromkeys(
                line.intervention.subject.family_id
                for line in self.lines
                if line.intervention.subject.family_id is not None
            )
        )
        self.go("family", family_id, "aid")


def _of_aid(ids: Sequence[str], office: Office, progress: Progress) -> list[Listed]:
    return letters_for_aid(office, ids, progress)


def _of_list(list_id: str, office: Office, progress: Progress) -> list[Listed]:
    return letters_for_list(office, list_id, progress)
