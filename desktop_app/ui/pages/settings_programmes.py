"""The catalogue of programmes: what each says in each version, what changed, which rules look at it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout

from desktop_app.actions.programmes import aid_book_of
from desktop_app.domain.aid_book import AidBook
from desktop_app.domain.catalogue_setting import end_of
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.language import current, mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import close_top
from desktop_app.ui.pages.programme_sheet import ProgrammeSheet
from desktop_app.ui.pages.setting_sheet import SettingSheet
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import (
    amount_words,
    decile_range_words,
    uncertain_words,
    validity_words,
    version_changes,
    version_lines,
)
from desktop_app.words.aid_rules import answer_words, rule_words, severity_words

_TABLE_HEIGHT = 250
_COLUMNS: tuple[Column[ProgrammeVersion], ...] = (
    Column(
        "name",
        mark("Name"),
        lambda one: one.name(current()),
        width=280,
        below=lambda one: f"{one.code} · {one.owner}",
        tip=lambda one: f"{one.name(current())} · {one.owner}",
    ),
    Column(
        "amount",
        mark("Amount"),
        amount_words,
        width=210,
        below=decile_range_words,
        tip=amount_words,
    ),
    Column(
        "valid",
        mark("Valid"),
        validity_words,
        width=180,
        sort=lambda one: one.valid_from,
        below=lambda one: tr("Not certain: see its note") if one.uncertain else "",
    ),
)


class ProgrammesSection(Section):
    """Every programme by its newest version; one is chosen above and read below."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Programmes")
        super().__init__(page)
        self._book: AidBook | None = None
        self._version: ProgrammeVersion | None = None
        self.sheet = ProgrammeSheet(page)
        self.end_sheet = SettingSheet(page)
        for sheet in (self.sheet, self.end_sheet):
            self.watch_sheet(sheet)
        self.new_button = Button(tr("&New programme…"), icon="plus")
        self.new_button.clicked.connect(self.start_new)
        self.column.addWidget(self.new_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table: DataTable[ProgrammeVersion] = DataTable(
            _COLUMNS, name="programmes", memory=page.desk.memory, accessible_name=self.title
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.lead_to(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.column.addWidget(self.table)
        self.card = self.add_card()
        self._build_card()
        self.card.hide()
        self.column.addStretch(1)

    def has_unsaved(self) -> bool:
        return self.sheet.has_unsaved() or self.end_sheet.has_unsaved()

    def refresh(self) -> None:
        self.page.do(aid_book_of, then=self._on_read, latest="programmes")

    def start_new(self) -> None:
        self.sheet.open_form()

    def step_back(self) -> bool:
        return close_top((self.sheet, self.end_sheet))

    def _build_card(self) -> None:
        self.versions = Choice()
        self.versions.activated.connect(self._on_version)
        self.card.body.addWidget(FormField(tr("&Version"), self.versions))
        self.doubts = Text("", "due", wraps=True)
        self.answered = Text("", "muted", wraps=True)
        self.facts = KeyValueGrid(columns=1)
        self.changes = Text("", "body", wraps=True)
        self.rules = Text("", "body", wraps=True)
        self._changes_heading = Text(tr("What changed from the version before"), "strong")
        self._rules_heading = Text(tr("What a record is warned about"), "strong")
        for part in (
            self.doubts,
            self.answered,
            self.facts,
            self._changes_heading,
            self.changes,
            self._rules_heading,
            self.rules,
        ):
            self.card.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.next_button = Button(tr("New &version…"), icon="pencil", kind="primary")
        self.next_button.clicked.connect(self._on_next)
        self.end_button = Button(tr("&End it…"))
        self.end_button.clicked.connect(self._on_end)
        row.addWidget(self.next_button)
        row.addWidget(self.end_button)
        row.addStretch(1)
        self.card.body.addLayout(row)

    def _on_read(self, book: AidBook) -> None:
        self._book = book
        catalogue = book.catalogue
        newest = [catalogue.versions_of(code)[-1] for code in catalogue.codes]
        chosen = self._version.code if self._version else ""
        self.table.show_rows(newest, keep=True)
        for at, version in enumerate(self.table.rows.rows):
            if isinstance(version, ProgrammeVersion) and version.code == chosen:
                # The row may hold a newer version than the one that was read.
                self.table.setCurrentIndex(self.table.rows.index(at, 0))
                self._on_chosen(version)

    @Slot(object)
    def _on_chosen(self, version: ProgrammeVersion | None) -> None:
        if version is None or self._book is None:
            return
        self._version = version
        self.card.set_heading(version.name(current()))
        self.versions.show_options(
            [
                Option(one.id, validity_words(one))
                for one in reversed(self._book.catalogue.versions_of(version.code))
            ],
            chosen=version.id,
        )
        self._show(version)
        self.card.show()

    def _show(self, version: ProgrammeVersion) -> None:
        book = self._book
        if book is None:
            return
        doubts = uncertain_words(version) if version.uncertain else ""
        self.doubts.setText(doubts)
        self.doubts.setVisible(bool(doubts))
        answered = [
            answer_words(one, version)
            for one in book.settings
            if one.of == version.id and one.set_in
        ]
        self.answered.setText("\n".join(answered))
        self.answered.setVisible(bool(answered))
        self.facts.show_lines(
            [KeyValue(*line) for line in version_lines(version) if line[1] != doubts]
        )
        versions = book.catalogue.versions_of(version.code)
        at = versions.index(version)
        changed = version_changes(versions[at - 1], version) if at else []
        self._changes_heading.setVisible(bool(at))
        self.changes.setVisible(bool(at))
        self.changes.setText("\n".join(changed) or tr("Nothing but the days on which it holds."))
        self.rules.setText(
            "\n".join(
                f"{rule_words(rule)}: {severity_words(rule.severity)}"
                for rule in book.rules
                if rule.programmes and rule.is_about(version.code)
            )
            or tr("Only what every programme is warned about.")
        )
        self.end_button.setEnabled(at == len(versions) - 1)

    @Slot()
    def _on_version(self) -> None:
        version = (
            self._book.catalogue.version_with(self.versions.value or "") if self._book else None
        )
        if version is not None:
            self._show(version)

    @Slot(object)
    def _on_opened(self, version: ProgrammeVersion) -> None:
        self._on_chosen(version)
        self.ensureWidgetVisible(self.card)
        self.versions.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_next(self) -> None:
        if self._version is not None:
            self.sheet.open_form(self._version)

    @Slot()
    def _on_end(self) -> None:
        version = self._version
        setting = self._book.setting(end_of(version)) if self._book and version else None
        if version is not None and setting is not None:
            self.end_sheet.open_setting(
                setting,
                tr("End a programme"),
                tr("{name} is offered until the last day; what was recorded stays.").format(
                    name=version.name(current())
                ),
            )
