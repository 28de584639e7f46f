"""The sheet on which a programme is written into the catalogue, or the next version of one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.actions.programmes import add_programme, revise_programme
from desktop_app.domain.changes import Done
from desktop_app.domain.programme import ProgrammeVersion
from desktop_app.errors import LuringError
from desktop_app.language import current, tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.programme_form import ProgrammeForm
from desktop_app.ui.widgets.buttons import Button


class ProgrammeSheet(FormSheet):
    """Opens the form and keeps what it says; Ctrl+Enter does so from every field."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._before: ProgrammeVersion | None = None
        self.form: ProgrammeForm | None = None
        self.save_button = Button("")
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_save)

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.is_dirty

    def open_form(self, before: ProgrammeVersion | None = None) -> None:
        """Open it for the version after `before`, or for a programme that is not there yet."""
        self._before = before
        self.form = ProgrammeForm(before)
        self.save_button = Button(tr("Sa&ve"), icon="save", kind="primary")
        self.save_button.clicked.connect(self._on_save)
        title = (
            tr("A new programme")
            if before is None
            else tr("A new version of {name}").format(name=before.name(current()))
        )
        self.show_content(title, self.form, self.save_button)
        self.opened.emit()
        self.form.start()

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_save(self) -> None:
        form = self.form
        version = form.version() if form is not None else None
        if version is None or not self.save_button.isEnabled():
            return
        self._page.do(
            add_programme if self._before is None else revise_programme,
            version,
            then=self._on_saved,
            failed=self._on_refused,
            busy=[self.save_button],
        )

    def _on_saved(self, done: Done[tuple[str, ...]]) -> None:
        self._page.say_done(tr("In the catalogue now: {versions}.").format(versions=done.value[0]))
        if self.form is not None:
            self.form.is_dirty = False
            self.close_sheet()

    def _on_refused(self, error: LuringError) -> None:
        if self.form is not None:
            self.form.tell(error)
        else:
            self._page.tell(error)
