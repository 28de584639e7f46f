"""The work behind the steps of loading a release: looking, loading, and comparing it afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.extracts import Imported, import_extract
from desktop_app.domain.changes import Done
from desktop_app.domain.release import ReleaseLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.release_import import LOADING, ImportWizard
from desktop_app.ui.pages.release_mapping import MappingWork
from desktop_app.words.phases import phase_words


class ImportWork(QObject):
    """Does for the wizard what it asks for; the page lends its way to the actions.

    `loaded` when a release is in, `compared` when nothing is done with it any more, `left` when
    somebody went away from the steps.
    """

    loaded = Signal()
    compared = Signal()
    left = Signal()

    def __init__(self, page: Page, wizard: ImportWizard) -> None:
        super().__init__(page)
        self._page = page
        self._wizard = wizard
        self._is_loading = False
        self.releases: tuple[ReleaseLine, ...] = ()
        self.mapping = MappingWork(page, wizard)
        wizard.look_wanted.connect(self._on_look)
        wizard.load_wanted.connect(self._on_load)
        wizard.left.connect(self._on_left)

    def begin_again(self) -> None:
        """Show the first step, unless something is being loaded or has only been begun."""
        if not self._is_loading and self._wizard.imported is not None:
            self._wizard.begin()

    def leave(self) -> bool:
        """Leave the steps, as Esc does; not while a release is being loaded."""
        if self._is_loading:
            return False
        self._on_left()
        return True

    @Slot(object)
    def _on_look(self, paths: list[Path]) -> None:
        self._page.banner.hide()
        self.mapping.look_at(paths)

    @Slot()
    def _on_load(self) -> None:
        wizard = self._wizard
        draft, look = wizard.draft, wizard.look
        if draft is None or look is None or self._is_loading:
            return
        self._page.banner.hide()
        self._is_loading = True
        wizard.show_loading()
        self._page.do_long(
            partial(import_extract, accept=wizard.look_step.reason.text()),
            look,
            draft,
            title=tr("Loading “{label}”").format(label=draft.label.strip()),
            phases=phase_words,
            then=self._show_imported,
            failed=self._on_failed,
            ended=self._on_ended,
        )

    def _show_imported(self, done: Done[Imported]) -> None:
        has_others = any(line.id != done.value.release_id for line in self.releases)
        self._wizard.show_result(done.value, has_others=has_others)
        self.loaded.emit()

    def _on_failed(self, error: LuringError) -> None:
        if error.code is Code.EXTRACT_CHANGED_WHILE_READ:
            self._wizard.show_files()
        else:
            self._wizard.show_name()
        self._page.tell(error, fields=self._wizard.name.fields)

    def _on_ended(self) -> None:
        self._is_loading = False
        if self._wizard.imported is not None:
            # Beside whatever the person does next; stopping it loses nothing.
            self._page.do_long(
                keep_comparison,
                self._wizard.imported.release_id,
                title=tr("Comparing with the release before"),
                phases=phase_words,
                # Only then may older ones be made slim: those have lost what would be compared.
                ended=self.compared.emit,
            )
        if self._wizard.step == LOADING:
            self._wizard.show_name()
            self._page.banner.say(
                "info",
                tr("Loading was stopped."),
                tr("Nothing has changed: the release before is still in use."),
            )

    @Slot()
    def _on_left(self) -> None:
        if self._wizard.imported is not None:
            self._wizard.begin()
            self.mapping.forget()
        self.left.emit()
