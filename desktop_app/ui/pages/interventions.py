"""Intervensi: every record of this office, and the form for the next one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.actions.evidence import count_evidence
from desktop_app.actions.intervention_export import export_interventions
from desktop_app.actions.interventions import interventions_of, void_intervention
from desktop_app.actions.lookups import (
    FamilyGlance,
    Lookups,
    glance_at_family,
    lookups_of,
    totals_of_interventions,
)
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Topic
from desktop_app.domain.intervention import AidFilter, AidTotals, InterventionLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.aid_columns import aid_columns
from desktop_app.ui.pages.aid_detail import AidDetail
from desktop_app.ui.pages.list_sheet import ListSheet
from desktop_app.ui.pages.record_sheet import RecordSheet
from desktop_app.ui.style import M
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.aid import programme_names, status_names
from desktop_app.words.format import money, number

PAGE = 500
_ALL = ""
_LEAST_LETTERS = 124
_Read = tuple[list[InterventionLine], AidTotals, Mapping[str, int]]


class InterventionsPage(Page):
    """`Place.part` ``new`` opens the form, for the family that `Place.subject` names if any."""

    shows = frozenset(
        {Topic.EVIDENCE, Topic.INTERVENTIONS, Topic.PROGRAMMES, Topic.RELEASES, Topic.PEOPLE}
    )
    help_text = mark(
        "Every intervention this office has recorded, the newest first. Ctrl+N records one; with "
        "“Save and next” the form keeps programme, period and date for the next family. “Record a "
        "list” takes a whole file and first says what is found for each of its rows. Records "
        "are never deleted: those entered in error get a line through them."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._totals: AidTotals | None = None
        self._evidence: Mapping[str, int] = {}
        self.set_title(tr("Interventions"))
        self.record_button = self.set_primary(tr("R&ecord help"), self.start_new, icon="plus")
        self.export_button = self.add_secondary(tr("E&xport…"), self._on_export, icon="download")
        self.list_button = self.add_secondary(
            tr("Record a &list…"), self._on_list_wanted, icon="list-checks"
        )
        self._build_filters()
        self.table: DataTable[InterventionLine] = DataTable(
            aid_columns(lambda: self._lookups, lambda: self._evidence, with_place=True),
            name="interventions",
            memory=desk.memory,
            accessible_name=tr("Interventions"),
        )
        self.nothing = EmptyState("hand-heart", "")
        self.nothing.acted.connect(self._on_nothing_acted)
        self.table.set_empty(self.nothing)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.rows.more_wanted.connect(self._on_more_wanted)
        self.table.rows.order_wanted.connect(self._on_order_wanted)
        self.detail = AidDetail(desk)
        self.detail.void_wanted.connect(self._on_void_wanted)
        self.detail.family_wanted.connect(self._on_family_wanted)
        self._split = ListAndDetail(
            self.table,
            self.detail,
            name="interventions",
            memory=desk.memory,
            share=0.74,
            least=_LEAST_LETTERS,
        )
        self.body.addWidget(self._split, 1)
        self.setFocusProxy(self.table)
        self.sheet = RecordSheet(self)
        self.sheet.opened.connect(self._on_sheet_moved)
        self.sheet.closed.connect(self._on_sheet_moved)
        self.list_sheet = ListSheet(self)
        self.list_sheet.opened.connect(self._on_sheet_moved)
        self.list_sheet.closed.connect(self._on_sheet_moved)
        self._say_nothing()

    @property
    def lines(self) -> list[InterventionLine]:
        """The records in the list."""
        return [line for line in self.table.rows.rows if isinstance(line, InterventionLine)]

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self._read(max(PAGE, len(self.lines)))

    def start_new(self) -> None:
        """Open the form; the family is searched for inside it."""
        lookups = self._lookups_to_record()
        if lookups is not None:
            self.sheet.open_form(lookups, many=True)

    def has_unsaved(self) -> bool:
        return self.sheet.has_unsaved() or self.list_sheet.has_unsaved()

    def keep_typed(self) -> None:
        self.sheet.keep_typed()

    def step_back(self) -> bool:
        if self.list_sheet.isVisible():
            self.list_sheet.close_or_ask()
            return True
        if self.sheet.isVisible():
            self.sheet.close_or_ask()
            return True
        return super().step_back()

    # Building

    def _build_filters(self) -> None:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        self.programme = Choice()
        self.village = Choice()
        for choice, name, letters in (
            (self.programme, tr("Filter by programme"), 22),
            (self.village, tr("Filter by desa"), 16),
        ):
            choice.setAccessibleName(name)
            choice.setMinimumContentsLength(letters)
            choice.activated.connect(self._on_filter)
            row.addWidget(choice)
        row.addStretch(1)
        self.body.addWidget(holder)

    # Reading and showing

    def _read(self, limit: int, *, after: int = 0) -> None:
        self.do(
            partial(_read_both, wanted=self._wanted(), limit=limit),
            then=partial(self._show_lines, after),
            latest="list",
        )

    def _wanted(self) -> AidFilter:
        return AidFilter(programme=self.programme.value or "", village=self.village.value or "")

    def _show_lines(self, after: int, answer: _Read) -> None:
        lines, totals, self._evidence = answer
        self._totals = totals
        if after:
            self.table.rows.add_rows(lines[after:])
        else:
            chosen = self.table.current
            self.table.show_rows(lines, total=totals.listed, keep=True)
            if chosen is None and lines:
                self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._say_nothing()
        self._say_totals()

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        names = programme_names(lookups.catalogue)
        self.programme.show_options(
            [Option(_ALL, tr("All programmes")), *(Option(*pair) for pair in names.items())],
            chosen=self.programme.value or _ALL,
        )
        villages = sorted(lookups.villages, key=lambda one: one.local_name)
        self.village.setVisible(len(villages) > 1)
        self.village.show_options(
            [Option(_ALL, tr("All desa")), *(Option(one.code, one.local_name) for one in villages)],
            chosen=self.village.value or _ALL,
        )
        self.table.viewport().update()
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

    def _say_totals(self) -> None:
        totals = self._totals
        if totals is None or not totals.listed:
            self.set_subtitle(tr("What programmes gave to families and people of this office"))
            return
        parts = [
            trn("{n} record", "{n} records", totals.records).format(n=number(totals.records)),
            trn("{n} family", "{n} families", totals.families).format(n=number(totals.families)),
            tr("{amount} given").format(amount=money(totals.rupiah)),
        ]
        void = totals.listed - totals.records
        if void:
            parts.append(
                trn("{n} entered in error", "{n} entered in error", void).format(n=number(void))
            )
        self.set_subtitle(" · ".join(parts))

    def _say_nothing(self) -> None:
        if self.programme.value or self.village.value:
            self.nothing.say(
                tr("Nothing recorded for this choice"),
                tr("There are no interventions of this programme in this desa yet."),
                tr("Show &all"),
            )
        else:
            self.nothing.say(
                tr("No interventions recorded yet"),
                tr("Look a family up, and record what it received."),
                tr("Record the &first help"),
            )

    def _lookups_to_record(self) -> Lookups | None:
        """What a form needs to know; None, and said why, where nothing can be recorded now."""
        lookups = self._lookups
        if lookups is None or self.sheet.isVisible() or self.list_sheet.isVisible():
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
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = self.sheet.isHidden() and self.list_sheet.isHidden()
        self.record_button.setEnabled(is_free)
        self.list_button.setEnabled(is_free)
        self.export_button.setEnabled(is_free)

    @Slot()
    def _on_export(self) -> None:
        dialog = ReasonDialog(
            self.window(),
            question=tr("Save this list as a workbook?"),
            explanation=tr(
                "It holds names of people and is not locked: whoever has it can read it. What it is "
                "for is written in the file, with your name and the time."
            ),
            verb=tr("Choose &where…"),
            usual=(tr("Report to the district"), tr("Coordination meeting"), tr("Delivery")),
        )
        dialog.given.connect(self._on_purpose)
        dialog.open()

    @Slot(str)
    def _on_purpose(self, purpose: str) -> None:
        ask_where_to_save(
            self,
            tr("Save the list of interventions"),
            f"intervensi-{self.desk.today().isoformat()}.xlsx",
            partial(self.export, purpose),
            suffix="xlsx",
        )

    def export(self, purpose: str, chosen: list[Path]) -> None:
        """Write what the filters leave to the file that was chosen."""
        if not chosen:
            return
        said = tr("The list was saved as {name}.").format(name=chosen[0].name)
        self.do(
            partial(
                export_interventions,
                target=chosen[0],
                purpose=purpose,
                statuses=status_names(),
                wanted=self._wanted(),
            ),
            then=lambda _: self.say_done(said),
            busy=[self.export_button],
            lane=Lane.LONG,
        )

    @Slot()
    def _on_filter(self) -> None:
        self._read(PAGE)

    @Slot(int)
    def _on_more_wanted(self, known: int) -> None:
        self._read(known + PAGE, after=known)

    @Slot(str, bool)
    def _on_order_wanted(self, _: str, __: bool) -> None:
        # Another order needs all of them; an office has some thousands a year.
        if self._totals is not None:
            self._read(self._totals.listed)

    @Slot(object)
    def _on_chosen(self, line: InterventionLine | None) -> None:
        self.detail.show_line(line, self._lookups)

    @Slot(object)
    def _on_opened(self, line: InterventionLine) -> None:
        if not self._split.has_room and self._lookups is not None:
            detail = self.sheet.open_detail(line, self._lookups)
            detail.void_wanted.connect(self._on_void_wanted)
            detail.family_wanted.connect(self._on_family_wanted)
        elif line.intervention.subject.family_id is not None:
            self._on_family_wanted(line.intervention.subject.family_id)

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

    @Slot(object, str)
    def _on_void_wanted(self, line: InterventionLine, reason: str) -> None:
        self.do(void_intervention, line.intervention.id, reason, then=self._on_voided)

    def _on_voided(self, _: object) -> None:
        self.say_done(tr("Marked as entered in error."))

    @Slot()
    def _on_nothing_acted(self) -> None:
        if self.programme.value or self.village.value:
            self.programme.choose(_ALL)
            self.village.choose(_ALL)
            self._read(PAGE)
        else:
            self.start_new()


def _read_both(office: Office, wanted: AidFilter, *, limit: int) -> _Read:
    return (
        interventions_of(office, wanted, limit=limit),
        totals_of_interventions(office, wanted),
        count_evidence(office),
    )
