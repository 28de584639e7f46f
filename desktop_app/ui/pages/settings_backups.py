"""Backups: where they go, how many stay, the one of now, and those that lie there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_app.actions.backups import (
    BackupLine,
    BackupMade,
    BackupSettings,
    backup_settings,
    backups_in,
    make_backup,
    set_backups,
)
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.errors import Code, UserError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.files import ask_for_folder
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import file_size, moment, number

_TABLE_HEIGHT = 200
_OFFERED = (3, 5, 7, 14, 30)


def _whole(line: BackupLine) -> str:
    if not line.manifest.beside:
        return tr("without releases")
    if not line.missing:
        return tr("complete")
    return trn("{n} file is missing", "{n} files are missing", line.missing).format(
        n=number(line.missing)
    )


_COLUMNS: tuple[Column[BackupLine], ...] = (
    Column(
        "made",
        mark("Made"),
        lambda one: moment(one.manifest.made_at),
        width=200,
        sort=lambda one: one.manifest.made_at,
    ),
    Column(
        "changes",
        mark("Changes"),
        lambda one: number(one.manifest.ops),
        width=110,
        sort=lambda one: one.manifest.ops,
    ),
    Column(
        "size",
        mark("Size"),
        lambda one: file_size(one.bytes),
        width=110,
        sort=lambda one: one.bytes,
    ),
    Column("state", mark("State"), _whole, width=180),
    Column("file", mark("File"), lambda one: one.path.name, width=280),
)


class BackupsSection(Section):
    """A daily copy on another disk is what saves an office whose computer is stolen or broken."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Backups")
        super().__init__(page)
        self._now: BackupSettings | None = None
        self.column.addWidget(
            Text(
                tr(
                    "One encrypted file a day, read back after it was written. Put them on another disk or "
                    "a stick: a copy on the same disk is lost with it. A backup opens with the "
                    "passphrases of the day it was made."
                ),
                "muted",
                wraps=True,
            )
        )
        card = self.add_card(tr("Where and how many"))
        self.folder = QLineEdit()
        self.folder.setPlaceholderText(tr("beside the office, on the same disk"))
        self.folder.setReadOnly(True)
        self.folder_field = FormField(tr("F&older"), self.folder)
        card.body.addWidget(self.folder_field)
        self.choose_button = Button(tr("B&rowse…"), icon="folder-open")
        self.choose_button.clicked.connect(self._on_choose)
        card.body.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.kept = QComboBox()
        self.kept.activated.connect(self._on_kept)
        card.body.addWidget(FormField(tr("&Keep"), self.kept))
        self.last = Text("", "body", wraps=True)
        card.body.addWidget(self.last)
        self.make_button = Button(tr("&Back up now"), icon="shield-check", kind="primary")
        self.make_button.clicked.connect(self._on_make)
        card.body.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.table: DataTable[BackupLine] = DataTable(
            _COLUMNS, name="backups", memory=page.desk.memory, accessible_name=self.title
        )
        self.table.set_empty(
            EmptyState(
                "shield-check",
                tr("No backup yet"),
                tr("Choose a folder on another disk and make the first one."),
            )
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.column.addWidget(self.table)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.page.do(_read, then=self._on_read, latest="backups")

    def _on_read(self, answer: tuple[BackupSettings, list[BackupLine] | None]) -> None:
        now, lines = answer
        self._now = now
        self.folder.setText(str(now.folder) if now.folder else "")
        self.folder_field.show_error(
            "" if lines is not None else tr("This folder is not there now. Is its disk plugged in?")
        )
        self.kept.clear()
        for count in sorted({*_OFFERED, now.kept}):
            words = trn("the newest one", "the newest {n}", count).format(n=number(count))
            self.kept.addItem(words, count)
        self.kept.setCurrentIndex(self.kept.findData(now.kept))
        made = moment(now.last_at) if now.last_at else tr("none")
        self.last.setText(tr("Last backup: {moment}").format(moment=made))
        self.table.show_rows(lines or [], keep=True)

    @Slot()
    def _on_choose(self) -> None:
        start = self._now.folder if self._now else None
        ask_for_folder(self, tr("Choose a folder on another disk"), self._take_folder, start=start)

    def _take_folder(self, chosen: list[Path]) -> None:
        if chosen and self._now is not None:
            self._set(chosen[0], self._now.kept)

    @Slot()
    def _on_kept(self) -> None:
        if self._now is not None:
            self._set(self._now.folder, int(self.kept.currentData()))

    def _set(self, folder: Path | None, kept: int) -> None:
        self.page.banner.hide()
        self.page.do(
            set_backups, folder, kept, fields={Code.BACKUP_FOLDER_MISSING: self.folder_field}
        )

    @Slot()
    def _on_make(self) -> None:
        self.page.banner.hide()
        self.page.do_long(
            make_backup,
            None,
            title=tr("Making a backup"),
            then=self._on_made,
            busy=[self.make_button],
        )

    def _on_made(self, done: Done[BackupMade]) -> None:
        made = done.value
        self.page.say_done(
            tr("The backup was written and read back: {file} ({size}).").format(
                file=made.path.name, size=file_size(made.bytes)
            )
        )
        self.refresh()


def _read(office: Office) -> tuple[BackupSettings, list[BackupLine] | None]:
    now = backup_settings(office)
    folder = now.folder or office.paths.backups
    try:
        lines = backups_in(folder) if now.folder or folder.is_dir() else []
    except UserError:
        return now, None
    return now, [one for one in lines if one.manifest.office_id == office.profile.office_id]
