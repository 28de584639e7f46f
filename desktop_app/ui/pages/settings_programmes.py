"""The catalogue of programmes: what each says, and a form for its next version."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit

from desktop_app.actions.programmes import catalogue_of, revise_programme
from desktop_app.domain.changes import Done
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.programme import Catalogue, ProgrammeVersion
from desktop_app.errors import Code, UserError
from desktop_app.language import current, mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import amount_words, decile_range_words, version_lines

_TABLE_HEIGHT = 220
_LONGEST = 500
_COLUMNS: tuple[Column[ProgrammeVersion], ...] = (
    Column(
        "name",
        mark("Name"),
        lambda one: one.name(current()),
        width=360,
        below=lambda one: one.code,
    ),
    Column("amount", mark("Amount"), amount_words, width=230, below=decile_range_words),
)


class ProgrammesSection(Section):
    """Every programme by its newest version; one is chosen above, read and revised below."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Programmes")
        super().__init__(page)
        self._version: ProgrammeVersion | None = None
        self.table: DataTable[ProgrammeVersion] = DataTable(
            _COLUMNS, name="programmes", memory=page.desk.memory, accessible_name=self.title
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.table.chosen.connect(self._on_chosen)
        self.column.addWidget(self.table)
        self.says = self.add_card()
        self.lines = Text("", "body", wraps=True)
        self.says.body.addWidget(self.lines)
        self.card = self.add_card(tr("A new version"))
        self._build_form()
        self.card.hide()
        self.column.addStretch(1)

    def has_unsaved(self) -> bool:
        return not self.table.isEnabled()

    def refresh(self) -> None:
        if not self.has_unsaved():
            self.page.do(catalogue_of, then=self._on_read, latest="programmes")

    def _build_form(self) -> None:
        self.valid_from = DayField(tr("Holds &from"))
        self.low, self.high = QComboBox(), QComboBox()
        for box in (self.low, self.high):
            box.addItem(tr("No limit"), None)
            for decile in range(1, 11):
                box.addItem(str(decile), decile)
            box.activated.connect(self._on_typed)
        self.amount, self.legal_basis, self.note = QLineEdit(), QLineEdit(), QLineEdit()
        for line in (self.legal_basis, self.note):
            line.setMaxLength(_LONGEST)
        self.uncertain = QCheckBox(tr("Something of it is not certain (&Q)"))
        self.uncertain.clicked.connect(self._on_typed)
        self.high_field = FormField(tr("&Up to decile"), self.high)
        self.amount_field = FormField(
            tr("A&mount of one payment"), self.amount, hint=tr("Empty: differs from case to case")
        )
        self.note_field = FormField(tr("N&ote"), self.note)
        for field in (
            self.valid_from,
            FormField(tr("From decil&e"), self.low),
            self.high_field,
            self.amount_field,
            FormField(tr("Le&gal basis"), self.legal_basis),
            self.uncertain,
            self.note_field,
        ):
            self.card.body.addWidget(field)
        for line in (self.valid_from.line, self.amount, self.legal_basis, self.note):
            line.textEdited.connect(self._on_typed)
        self.leave = Button(tr("Lea&ve it"), kind="plain")
        self.leave.clicked.connect(self._on_leave)
        self.card.add_action(self.leave)
        self.save_button = self.add_save(self.card, self._on_save)

    def _on_read(self, catalogue: Catalogue) -> None:
        newest = [catalogue.versions_of(code)[-1] for code in catalogue.codes]
        self.table.show_rows(newest, keep=True)
        chosen = self._version.code if self._version else ""
        for at, version in enumerate(self.table.rows.rows):
            if isinstance(version, ProgrammeVersion) and version.code == chosen:
                # The row may hold a newer version than the one that was read.
                self.table.setCurrentIndex(self.table.rows.index(at, 0))
                self._on_chosen(version)

    @Slot(object)
    def _on_chosen(self, version: ProgrammeVersion | None) -> None:
        if version is None or self.has_unsaved():
            return
        self._version = version
        self.says.set_heading(version.name(current()))
        self.lines.setText(
            "\n".join(f"{label}: {value}" for label, value in version_lines(version))
        )
        self._show(version)

    def _show(self, version: ProgrammeVersion) -> None:
        self.card.show()
        self.valid_from.show_day(None)
        self.low.setCurrentIndex(version.decile_min or 0)
        self.high.setCurrentIndex(version.decile_max or 0)
        self.amount.setText("" if version.amount is None else str(version.amount))
        self.legal_basis.setText(version.legal_basis)
        self.uncertain.setChecked(version.uncertain)
        self.note.setText(version.note)
        for field in (self.valid_from, self.high_field, self.amount_field, self.note_field):
            field.show_error("")
        self._hold(False)

    def _hold(self, is_typed: bool) -> None:
        """While something is typed no other programme can be chosen: nothing is lost by a key."""
        self.table.setEnabled(not is_typed)
        self.leave.setVisible(is_typed)

    @Slot()
    def _on_leave(self) -> None:
        if self._version is not None:
            self._show(self._version)
            self.table.setFocus()

    @Slot()
    def _on_typed(self) -> None:
        self._hold(True)
        self._check()

    def _check(self) -> bool:
        """Say beside each field what is wrong with it; True if nothing is."""
        low, high = self.low.currentData() or 1, self.high.currentData() or 10
        self.high_field.show_error(
            "" if low <= high else tr("The last decile is below the first one.")
        )
        try:
            is_amount = not self.amount.text().strip() or parse_rupiah(self.amount.text()) > 0
        except UserError:
            is_amount = False
        self.amount_field.show_error("" if is_amount else tr("Write whole rupiah above 0."))
        has_note = bool(self.note.text().strip()) or not self.uncertain.isChecked()
        self.note_field.show_error("" if has_note else tr("Say what is not certain."))
        return low <= high and is_amount and has_note

    @Slot()
    def _on_save(self) -> None:
        is_right = self._check()
        if not self.valid_from.check() or not is_right:
            return
        begins, before = self.valid_from.day, self._version
        if begins is None or before is None:
            return
        amount = self.amount.text().strip()
        version = replace(
            before,
            valid_from=begins,
            valid_until=None,
            decile_min=self.low.currentData(),
            decile_max=self.high.currentData(),
            amount=parse_rupiah(amount) if amount else None,
            legal_basis=self.legal_basis.text().strip(),
            uncertain=self.uncertain.isChecked(),
            note=self.note.text().strip(),
        )
        self.page.banner.hide()
        self.page.do(
            revise_programme,
            version,
            then=self._on_saved,
            fields={Code.PROGRAMME_BEGINS_TOO_EARLY: self.valid_from},
            busy=[self.save_button],
        )

    def _on_saved(self, done: Done[tuple[str, ...]]) -> None:
        self._hold(False)
        self.page.say_done(tr("In the catalogue now: {versions}.").format(versions=done.value[0]))
        self.refresh()
