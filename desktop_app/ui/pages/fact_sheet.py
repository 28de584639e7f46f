"""The sheet at the right of a family's page on which a note, a contact or a place is written."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.actions.local_facts import record_local_fact
from desktop_app.domain.changes import Done
from desktop_app.domain.deed import DeedKind, deed_id
from desktop_app.domain.local_fact import FactKind, LocalFact
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.fact_form import FactForm
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.undoing import Undoing
from desktop_app.ui.widgets.buttons import Button

TITLES = {
    FactKind.NOTE: (mark("Write a note"), mark("Correct the note")),
    FactKind.CONTACT: (mark("Add a contact"), mark("Correct the contact")),
    FactKind.PLACE: (mark("Where they live"), mark("Correct where they live")),
}


class FactSheet(FormSheet):
    """Opens the form and keeps what it says; Ctrl+Enter does so from every field."""

    saved = Signal(str)  # id of the record

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._undoing = Undoing(page)
        self._family_id = ""
        self.form: FactForm | None = None
        self.save_button = Button("")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_save)

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def open_form(
        self, family_id: str, kind: FactKind, *, corrects: LocalFact | None = None
    ) -> None:
        """Open it for this family; with `corrects` what stands there now is to be put right."""
        self._family_id = family_id
        self.form = FactForm(kind, self._page.desk.today(), corrects=corrects)
        self.save_button = Button(tr("Sa&ve"), kind="primary")
        self.save_button.clicked.connect(self._on_save)
        new, correction = TITLES[kind]
        self.show_content(tr(correction if corrects else new), self.form, self.save_button)
        self.opened.emit()
        self.form.start()

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_save(self) -> None:
        form = self.form
        draft = form.draft(self._family_id) if form is not None else None
        if form is None or draft is None or not self.save_button.isEnabled():
            return
        self._page.do(
            record_local_fact,
            draft,
            then=partial(self._on_kept, form, is_correction=bool(draft.corrects)),
            failed=partial(self._on_refused, form),
            busy=[self.save_button],
        )

    def _on_kept(self, form: FactForm, done: Done[str], *, is_correction: bool) -> None:
        kind = DeedKind.FACT_CORRECTION if is_correction else DeedKind.FACT
        undo = partial(self._undoing.undo_by_id, deed_id(kind, done.value))
        self._page.say_done(tr("Kept."), undo=undo)
        if form is self.form:  # another may have been begun meanwhile
            self.close_sheet()
        self.saved.emit(done.value)

    def _on_refused(self, form: FactForm, error: LuringError) -> None:
        if form is self.form:
            form.tell(error)
        else:
            self._page.tell(error)
