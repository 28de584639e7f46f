"""The work behind the look at the files: drawn once, judged as often as a person decides otherwise."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.extracts import draw_sample, judge_sample
from desktop_app.actions.mappings import (
    delete_mapping,
    mappings_of,
    rename_mapping,
    save_mapping,
    take_mapping,
    write_mapping,
)
from desktop_app.actions.office import Office
from desktop_app.domain.extract import ExtractLook, TableChoices
from desktop_app.domain.mapping import MappingLine
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.files import ask_for_files, ask_where_to_save
from desktop_app.ui.dialogs.mappings import MappingsDialog
from desktop_app.ui.dialogs.name import NameDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.release_import import ImportWizard
from desktop_app.words.messages import sentence_for
from desktop_app.words.phases import phase_words


class MappingWork(QObject):
    """Does for one wizard what its second step asks for; the page lends its way to the actions."""

    def __init__(self, page: Page, wizard: ImportWizard) -> None:
        super().__init__(page)
        self._page = page
        self._wizard = wizard
        self._step = wizard.look_step
        self._sample: Any = None  # from `draw_sample`, handed back as it is
        self._dialog: MappingsDialog | None = None
        self._step.decided.connect(self._on_decided)
        self._step.save_wanted.connect(self._on_save)
        self._step.mappings_wanted.connect(self._on_mappings)

    def look_at(self, paths: list[Path]) -> None:
        """Open the files and show what they are."""
        self._page.do_long(
            _drawn,
            paths,
            title=tr("Looking at the files"),
            phases=phase_words,
            then=self._show_drawn,
            busy=[self._wizard.next_button, self._wizard.files],
        )

    def forget(self) -> None:
        """Let go of the sample: it holds people's data."""
        self._sample = None

    def _show_drawn(self, drawn: tuple[object, ExtractLook]) -> None:
        self._sample, look = drawn
        self._wizard.show_look(look)

    # Deciding otherwise

    @Slot(object)
    def _on_decided(self, choices: TableChoices) -> None:
        if self._sample is None:
            return
        self._page.do(
            judge_sample,
            self._sample,
            self._step.choices_with(choices),
            then=self._wizard.show_look_again,
            failed=self._on_refused,
            busy=[self._wizard.next_button],
            latest="judge",
        )

    def _on_refused(self, error: LuringError) -> None:
        self._step.show_as_it_was()
        self._page.tell(error, fields=self._step.fields)

    # Saving

    @Slot()
    def _on_save(self) -> None:
        file = self._step.file
        if file is None:
            return
        dialog = NameDialog(
            self._page,
            question=tr("Save this mapping"),
            explanation=tr(
                "Later files with the columns of “{name}” are then recognised by it and read like this."
            ).format(name=file.name),
            verb=tr("&Save"),
            name=file.layout if file.is_profile else "",
        )
        dialog.given.connect(partial(self._save, dialog))
        dialog.open()

    def _save(self, dialog: NameDialog, name: str, replaces: bool) -> None:
        file = self._step.file
        if file is not None:
            self._page.do(
                partial(save_mapping, replaces=replaces),
                name,
                file,
                then=lambda done: self._named(dialog, done.value),
                failed=partial(self._not_named, dialog, may_replace=True),
            )

    def _named(self, dialog: NameDialog, name: str) -> None:
        dialog.accept()
        self._page.say_done(tr("The mapping “{name}” was saved.").format(name=name))

    def _not_named(self, dialog: NameDialog, error: LuringError, *, may_replace: bool) -> None:
        if error.code in (Code.MAPPING_NAME_INVALID, Code.MAPPING_NAME_TAKEN):
            sentence = sentence_for(error)
            dialog.field.show_error(sentence.brief)
            if may_replace and error.code is Code.MAPPING_NAME_TAKEN:
                dialog.offer_replacing()
            dialog.line.setFocus()
            return
        dialog.reject()
        self._page.tell(error)

    # The list of mappings

    @Slot()
    def _on_mappings(self) -> None:
        file = self._step.file
        if file is None or self._dialog is not None:
            return
        dialog = MappingsDialog(self._page, self._page.desk.memory, file_name=file.name)
        dialog.used.connect(self._on_used)
        dialog.rename_wanted.connect(self._on_rename)
        dialog.delete_wanted.connect(self._on_delete)
        dialog.export_wanted.connect(self._on_export)
        dialog.import_wanted.connect(self._on_import)
        dialog.finished.connect(self._on_dialog_gone)
        self._dialog = dialog
        dialog.open()
        self._read()

    @Slot()
    def _on_dialog_gone(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _read(self) -> None:
        self._page.do(mappings_of, then=self._show_lines, latest="mappings")

    def _show_lines(self, lines: list[MappingLine]) -> None:
        if self._dialog is not None:
            self._dialog.show_lines(lines)

    def _tell(self, error: LuringError) -> None:
        if self._dialog is not None:
            self._dialog.tell(error)

    @Slot(str)
    def _on_used(self, name: str) -> None:
        self._on_decided(TableChoices(layout=name))

    @Slot(str)
    def _on_rename(self, name: str) -> None:
        if self._dialog is None:
            return
        dialog = NameDialog(
            self._dialog,
            question=tr("Rename “{name}”").format(name=name),
            explanation=tr("Releases that were read by it keep the old name."),
            verb=tr("&Rename"),
            name=name,
        )
        dialog.given.connect(partial(self._rename, dialog, name))
        dialog.open()

    def _rename(self, dialog: NameDialog, name: str, new_name: str, _: bool) -> None:
        def renamed(_: object) -> None:
            dialog.accept()
            self._read()

        self._page.do(
            rename_mapping,
            name,
            new_name,
            then=renamed,
            failed=partial(self._not_named, dialog, may_replace=False),
        )

    @Slot(str)
    def _on_delete(self, name: str) -> None:
        if self._dialog is None:
            return
        question = ConfirmDialog(
            self._dialog,
            question=tr("Delete the mapping “{name}”?").format(name=name),
            lost=tr(
                "Files are no longer recognised by it. Releases that were read by it stay as they are."
            ),
            verb=tr("&Delete"),
        )
        question.accepted.connect(partial(self._delete, name))
        question.open()

    def _delete(self, name: str) -> None:
        self._page.do(
            delete_mapping, name, then=lambda _: self._read(), failed=self._tell
        )  # fmt: skip

    @Slot(str)
    def _on_export(self, name: str) -> None:
        if self._dialog is not None:
            file_name = "-".join(name.lower().split()) + ".toml"
            ask_where_to_save(
                self._dialog, tr("Save the mapping"), file_name, partial(self._export, name),
                suffix="toml",
            )  # fmt: skip

    def _export(self, name: str, chosen: list[Path]) -> None:
        if chosen:
            said = tr("The mapping was written to {file}.").format(file=chosen[0].name)
            self._page.do(
                write_mapping,
                name,
                chosen[0],
                then=lambda _: self._page.say_done(said),
                failed=self._tell,
            )

    @Slot()
    def _on_import(self) -> None:
        if self._dialog is not None:
            ask_for_files(
                self._dialog,
                tr("A mapping of another office"),
                self.take_in,
                filters=[tr("Mappings") + " (*.toml)"],
                several=False,
            )

    def take_in(self, chosen: list[Path]) -> None:
        """Keep the mapping of a file."""
        if chosen:
            self._page.do(
                take_mapping,
                chosen[0],
                then=lambda _: self._read(),
                failed=partial(self._not_taken_in, chosen[0]),
            )

    def _not_taken_in(self, path: Path, error: LuringError) -> None:
        if self._dialog is None or error.code is not Code.MAPPING_NAME_TAKEN:
            self._tell(error)
            return
        name = str(error.facts["mapping"])
        question = ConfirmDialog(
            self._dialog,
            question=tr("Replace the mapping “{name}”?").format(name=name),
            lost=tr("There is one of this name already; the one of the file takes its place."),
            verb=tr("&Replace"),
        )
        question.accepted.connect(partial(self._replace, path))
        question.open()

    def _replace(self, path: Path) -> None:
        self._page.do(
            partial(take_mapping, replaces=True),
            path,
            then=lambda _: self._read(),
            failed=self._tell,
        )


def _drawn(office: Office, paths: list[Path], *, progress: Progress) -> tuple[object, ExtractLook]:
    sample = draw_sample(office, paths, progress=progress)
    return sample, judge_sample(office, sample, {})
