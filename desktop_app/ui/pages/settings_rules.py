"""The rules of the catalogue and its uncertain numbers: what ships, what holds, who set it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot

from desktop_app.actions.programmes import aid_book_of
from desktop_app.domain.aid_book import AidBook
from desktop_app.domain.catalogue_setting import CatalogueSetting, SettingKind
from desktop_app.language import current, mark, tr
from desktop_app.ui.models.table import Column, Heading
from desktop_app.ui.page import Page
from desktop_app.ui.pages.setting_sheet import SettingSheet
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import validity_words
from desktop_app.words.aid_rules import rule_words, setting_words, value_words

_TABLE_HEIGHT = 420


class RulesSection(Section):
    """One line for each value that may be set; Enter or the button opens it."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Aid rules")
        super().__init__(page)
        self._book: AidBook | None = None
        self.sheet = SettingSheet(page)
        self.watch_sheet(self.sheet)
        self.column.addWidget(
            Text(
                tr(
                    "How the program takes each rule, and numbers on which sources disagree. What the "
                    "kabupaten sets holds for every office below it."
                ),
                "muted",
                wraps=True,
            )
        )
        self.table: DataTable[CatalogueSetting] = DataTable(
            self._columns(),
            name="catalogue-settings",
            memory=page.desk.memory,
            accessible_name=self.title,
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.lead_to(self.table)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.column.addWidget(self.table, 1)
        self.about = Text("", "muted", wraps=True)
        self.column.addWidget(self.about)
        self.set_button = Button(tr("&Set it…"), icon="pencil")
        self.set_button.clicked.connect(self._on_set)
        self.set_button.setEnabled(False)
        self.column.addWidget(self.set_button, 0, Qt.AlignmentFlag.AlignLeft)

    def has_unsaved(self) -> bool:
        return self.sheet.has_unsaved()

    def refresh(self) -> None:
        self.page.do(aid_book_of, then=self._on_read, latest="rules")

    def step_back(self) -> bool:
        if self.sheet.isVisible():
            self.sheet.close_or_ask()
            return True
        return False

    def _columns(self) -> tuple[Column[CatalogueSetting], ...]:
        return (
            Column(
                "what",
                mark("What is set"),
                self._what,
                width=560,
                below=lambda one: one.note,
                tip=self._what,
            ),
            Column(
                "value",
                mark("Holds"),
                lambda one: value_words(one, one.value),
                width=150,
                below=_shipped,
                tone=lambda one: "text" if one.value == one.default else "due_text",
            ),
            Column("set_in", mark("Set by"), lambda one: one.set_in or "–", width=110),
        )

    def _what(self, setting: CatalogueSetting) -> str:
        book = self._book
        if book is None:
            return setting.name
        if setting.programme:
            version = book.catalogue.version_with(setting.of)
            if version is not None:
                about = f"{version.name(current())}: {setting_words(setting, version)}"
                return f"{about} ({validity_words(version)})"
        for rule in book.rules:
            if rule.id == setting.of:
                said = rule_words(rule)
                if setting.kind is SettingKind.YEARS:
                    return f"{setting_words(setting, None)}: {said}"
                return said
        return setting_words(setting, None)

    def _on_read(self, book: AidBook) -> None:
        self._book = book
        rules = [
            one for one in book.settings if one.kind in (SettingKind.SEVERITY, SettingKind.YEARS)
        ]
        numbers = [one for one in book.settings if one.kind is SettingKind.NUMBER]
        self.table.show_rows(
            [Heading(tr("Rules")), *rules, Heading(tr("Uncertain numbers")), *numbers], keep=True
        )

    @Slot(object)
    def _on_chosen(self, setting: CatalogueSetting | None) -> None:
        self.set_button.setEnabled(setting is not None)
        parts = [] if setting is None else [setting.note]
        if setting is not None and setting.source:
            parts.append(tr("Source: {source}").format(source=setting.source))
        if setting is not None and setting.reason:
            parts.append(tr("Reason: {reason}").format(reason=setting.reason))
        self.about.setText(" ".join(part for part in parts if part))

    @Slot(object)
    def _on_opened(self, setting: CatalogueSetting) -> None:
        self.sheet.open_setting(setting, tr("Set a value"), self._what(setting))

    @Slot()
    def _on_set(self) -> None:
        if self.table.current is not None:
            self._on_opened(self.table.current)


def _shipped(setting: CatalogueSetting) -> str:
    if setting.value == setting.default:
        return tr("as it ships")
    return tr("ships with {value}").format(value=value_words(setting, setting.default))
