"""Typing in what a surveyor brought back: the number on the list, one key for the code, Enter, and the next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QIntValidator, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.ground_checks import (
    propose_from_check,
    record_ground_check,
    void_ground_check,
)
from desktop_app.actions.proposals import Opened
from desktop_app.domain.changes import Done
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.ground_check import (
    GroundCheckContent,
    GroundCheckDraft,
    PresenceCode,
    PresenceList,
)
from desktop_app.domain.prelist import Prelist, PrelistEntry
from desktop_app.errors import LuringError
from desktop_app.language import current, mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.ground_checks import finding_words, neighbourhood_words, offer_words
from desktop_app.words.messages import sentence_for
from desktop_app.words.proposals import content_words

_TABLE_HEIGHT = 240
_MOST_NUMBER = 9_999


class GroundEntrySheet(FormSheet):
    """For a printed list, number after number; or for one family.

    Day and surveyor stay for the next one. Each result is kept at once and can be undone; one that asks
    for a proposal offers it.
    """

    proposed = Signal(str)  # id of the proposal

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._codes: PresenceList | None = None
        self._serial = ""
        self._family_id: str | None = None
        self._entries: dict[int, PrelistEntry] = {}
        self._surveyor = self._offered = ""
        self._build()
        for keys, slot in (("PgDown", partial(self._turn, 1)), ("PgUp", partial(self._turn, -1))):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(slot)

    def has_unsaved(self) -> bool:
        return self.isVisible() and bool(self.code.text() or self.note.text())

    def open_list(
        self, prelist: Prelist, codes: PresenceList, entries: Sequence[PrelistEntry]
    ) -> None:
        """Open it for a printed list, at the first number without a result."""
        self._serial, self._family_id = prelist.serial, None
        self._entries = {one.number: one for one in entries}
        self._open(tr("Results of list {serial}").format(serial=prelist.serial), codes)
        self._show_rows()
        self._go_to(self._next_open(0))

    def open_family(self, sheet: FamilySheet, codes: PresenceList) -> None:
        """Open it for one family of the release in use."""
        self._serial, self._family_id, self._entries = "", sheet.id, {}
        self._open(tr("Ground check"), codes)
        self.whom.setText(sheet.head_name or tr("Head unknown"))
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_sheet(self) -> None:
        self._surveyor = self.surveyor.text()
        super().close_sheet()

    # Building

    def _build(self) -> None:
        self.content = QWidget()
        column = QVBoxLayout(self.content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        column.addWidget(self.banner)
        self.checked_on = DayField(tr("Dat&e of the visit"))
        self.checked_on.show_day(self._page.desk.today())
        self.surveyor = QLineEdit(self._surveyor)
        self.surveyor.setMaxLength(120)
        self.surveyor_field = FormField(tr("Surve&yor"), self.surveyor)
        once = QHBoxLayout()
        once.setSpacing(M)
        once.addWidget(self.checked_on, 1)
        once.addWidget(self.surveyor_field, 1)
        column.addLayout(once)
        self.number, self.code = QLineEdit(), QLineEdit()
        self.number.setValidator(QIntValidator(1, _MOST_NUMBER, self.number))
        self.code.setMaxLength(1)
        self.number_field = FormField(tr("&Number"), self.number)
        self.code_field = FormField(tr("&Code"), self.code)
        self.note = QLineEdit()
        self.note.setMaxLength(400)
        self.note_field = FormField(tr("N&ote"), self.note)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.number_field, 1)
        row.addWidget(self.code_field, 1)
        row.addWidget(self.note_field, 4)
        self.whom = Text("", "strong", wraps=True)
        self.where = Text("", "muted", wraps=True)
        self.meaning = Text("", "caption", wraps=True)
        for part in (self.whom, self.where):
            column.addWidget(part)
        column.addLayout(row)
        column.addWidget(self.meaning)
        self.offer = Button("", icon="clipboard-list")
        self.offer.clicked.connect(self._on_offer)
        column.addWidget(self.offer, 0, Qt.AlignmentFlag.AlignLeft)
        self.table: DataTable[PrelistEntry] = DataTable(
            _COLUMNS,
            name="ground-entry",
            memory=self._page.desk.memory,
            accessible_name=tr("Families of the list"),
        )
        self.table.setMinimumHeight(_TABLE_HEIGHT)
        self.table.opened.connect(self._on_row)
        column.addWidget(self.table, 1)
        self.number.textEdited.connect(self._on_number)
        self.number.returnPressed.connect(self._on_number_done)
        self.code.textEdited.connect(self._on_code)
        for editor in (self.code, self.note):
            editor.returnPressed.connect(self._on_save)
        self.save_button = Button(tr("Sa&ve and next"), kind="primary")
        self.save_button.clicked.connect(self._on_save)

    def _open(self, title: str, codes: PresenceList) -> None:
        self._codes = codes
        self._build()
        self._offered = ""
        self.offer.hide()
        is_list = bool(self._entries)
        for part in (self.number_field, self.table, self.where):
            part.setVisible(is_list)
        self.meaning.setText(
            " · ".join(f"{one.code} {one.label(current())}" for one in codes.codes)
        )
        self.save_button.setText(tr("Sa&ve and next") if is_list else tr("Sa&ve"))
        self.show_content(title, self.content, self.save_button)
        self.opened.emit()

    # Moving along the list

    def _go_to(self, number: int) -> None:
        entry = self._entries.get(number)
        if entry is None:
            return
        self.number.setText(str(number))
        self.code.clear()
        self.note.clear()
        self._show_entry(entry)
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)
        self.code.selectAll()

    def _show_entry(self, entry: PrelistEntry | None) -> None:
        if entry is None:
            self.whom.setText(tr("No such number on this list"))
            self.where.setText("")
            return
        self.whom.setText(entry.subject.name or tr("Name unknown"))
        parts = [neighbourhood_words(entry.where), entry.address]
        if entry.result is not None:
            parts.append(tr("recorded: {what}").format(what=finding_words(entry.result.finding)))
        self.where.setText(" · ".join(part for part in parts if part))
        self.table.setCurrentIndex(self.table.rows.index(entry.number - 1, 0))

    def _next_open(self, after: int) -> int:
        """The first number after this one that has no result; from the start again, then the next."""
        numbers = list(self._entries)
        ahead = [one for one in numbers if one > after]
        for number in (*ahead, *numbers):
            if self._entries[number].result is None:
                return number
        return next(iter(ahead), numbers[0])

    def _turn(self, by: int) -> None:
        if self.number.text():
            self._go_to(int(self.number.text()) + by)

    def _show_rows(self) -> None:
        self.table.show_rows(list(self._entries.values()), keep=True)

    @Slot(object)
    def _on_row(self, entry: PrelistEntry) -> None:
        self._go_to(entry.number)

    @Slot(str)
    def _on_number(self, text: str) -> None:
        self.number_field.show_error("")
        self._show_entry(self._entries.get(int(text)) if text.isdecimal() else None)

    @Slot()
    def _on_number_done(self) -> None:
        self.code.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot(str)
    def _on_code(self, _: str) -> None:
        self.code_field.show_error("")

    # Keeping

    @property
    def _presence(self) -> PresenceCode | None:
        text = self.code.text()
        return self._codes.of(int(text)) if self._codes and text.isdecimal() else None

    @Slot()
    def _on_save(self) -> None:
        day, codes, presence = self.checked_on.day, self._codes, self._presence
        if not self.save_button.isEnabled() or codes is None:
            return
        if not self.checked_on.check() or day is None:
            self.checked_on.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if presence is None:
            choices = ", ".join(str(one.code) for one in codes.codes)
            self.code_field.show_error(tr("One of {choices}").format(choices=choices))
            self.code.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.surveyor_field.show_error("")
        number = int(self.number.text() or 0)
        draft = GroundCheckDraft(
            checked_on=day,
            surveyor=self.surveyor.text(),
            code=presence.code,
            code_list=codes.code,
            family_id=self._family_id,
            prelist=self._serial,
            number=number,
            note=self.note.text(),
        )
        self._page.do(
            record_ground_check,
            draft,
            then=partial(self._on_kept, draft, presence, self.whom.text()),
            failed=self._on_refused,
            busy=[self.save_button],
        )

    def _on_kept(
        self, draft: GroundCheckDraft, presence: PresenceCode, name: str, done: Done[str]
    ) -> None:
        words = finding_words(presence.finding)
        self._page.say_done(
            tr("{name}: {finding}. Kept.").format(name=name, finding=words),
            undo=partial(self._take_back, done.value, draft.number),
        )
        self._offered = done.value
        text = offer_words(presence.finding)
        self.offer.setVisible(bool(text))
        self.offer.setText(f"{text} – {name.replace('&', '&&')}" if text else "")
        if not self.isVisible():
            return
        if not self._entries:
            self.code.clear()
            self.note.clear()
            if not text:
                self.close_sheet()
            return
        entry = self._entries.get(draft.number)
        if entry is not None:
            content = GroundCheckContent(
                draft.checked_on,
                draft.surveyor,
                draft.code_list,
                draft.code,
                presence.finding,
                draft.note,
            )
            self._entries[draft.number] = replace(entry, check_id=done.value, result=content)
            self._show_rows()
            self._go_to(self._next_open(draft.number))

    def _take_back(self, check_id: str, number: int) -> None:
        self._page.do(
            void_ground_check,
            check_id,
            tr("Taken back right after writing"),
            then=partial(self._on_taken_back, check_id, number),
        )

    def _on_taken_back(self, check_id: str, number: int, _: object) -> None:
        self._page.say_done(tr("Taken back; it stays readable with a line through it."))
        if check_id == self._offered:
            self.offer.hide()
        entry = self._entries.get(number)
        if entry is not None and entry.check_id == check_id and self.isVisible():
            self._entries[number] = replace(entry, check_id="", result=None)
            self._show_rows()
            self._go_to(number)

    def _on_refused(self, error: LuringError) -> None:
        if not self.isVisible():
            self._page.tell(error)
            return
        fields = {
            "surveyor": self.surveyor_field,
            "number": self.number_field,
            "checked_on": self.checked_on,
            "note": self.note_field,
        }
        field = fields.get(str(error.facts.get("field", "")))
        if field is None:
            self.banner.tell(error)
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    # What follows

    @Slot()
    def _on_offer(self) -> None:
        self._page.do(propose_from_check, self._offered, then=self._on_proposed, busy=[self.offer])

    def _on_proposed(self, done: Done[Opened]) -> None:
        lacks = ", ".join(content_words(name) for name in done.value.lacks)
        said = tr("The draft of a proposal is kept.")
        if lacks:
            missing = tr("Still missing: {names}.").format(names=lacks)
            said = f"{said} {missing}"
        self._page.say_done(said)
        self.offer.hide()
        self.proposed.emit(done.value.proposal_id)


_COLUMNS: tuple[Column[PrelistEntry], ...] = (
    Column(
        "number",
        mark("No."),
        lambda one: str(one.number),
        width=48,
        is_number=True,
        sort=lambda one: one.number,
    ),
    Column(
        "name",
        mark("Name"),
        lambda one: one.subject.name,
        width=235,
        below=lambda one: neighbourhood_words(one.where),
    ),
    Column(
        "finding",
        mark("Finding"),
        lambda one: finding_words(one.result.finding) if one.result else "",
        width=110,
        below=lambda one: one.result.note if one.result else "",
    ),
)
