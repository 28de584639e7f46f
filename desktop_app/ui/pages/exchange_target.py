"""Where a package goes: a stick that is in the computer, or a folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_folder
from desktop_app.ui.drives import DriveWatch
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import file_size

_PATH = Qt.ItemDataRole.UserRole


class TargetChooser(QWidget):
    """The sticks as they come and go, and a line with the folder; `entered` after Enter on it."""

    changed = Signal()
    entered = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._none = Text(
            tr("No stick is in the computer. Put one in: it appears here by itself."),
            "muted",
            wraps=True,
        )
        column.addWidget(self._none)
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Sticks in this computer"))
        self.list.currentItemChanged.connect(self._on_stick)
        column.addWidget(self.list)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._on_edited)
        self.line.returnPressed.connect(self._on_return)
        self.button = Button(tr("C&hoose…"), icon="folder-open")
        self.button.clicked.connect(self._on_choose)
        self.field = FormField(tr("Stick or &folder"), self.line, beside=self.button)
        column.addWidget(self.field)
        self._watch = DriveWatch(self)
        self._watch.changed.connect(self._on_drives)
        self._on_drives()

    @property
    def folder(self) -> Path | None:
        """The folder that was chosen, if there is such a folder now."""
        text = self.line.text().strip()
        return Path(text) if text and Path(text).is_dir() else None

    def check(self) -> Path | None:
        """The folder, or None after saying what is wrong with what stands there."""
        folder = self.folder
        if folder is None:
            wrong = (
                tr("There is no such folder now.")
                if self.line.text().strip()
                else tr("Choose a stick or a folder first.")
            )
            self.field.show_error(wrong)
            self.line.setFocus()
        return folder

    def show_folder(self, folder: Path) -> None:
        """Choose this folder."""
        self.line.setText(str(folder))
        self.field.show_error("")
        self.changed.emit()

    @Slot()
    def _on_drives(self) -> None:
        chosen = self.line.text().strip()
        was_stick = any(self.list.item(at).data(_PATH) == chosen for at in range(self.list.count()))
        self.list.blockSignals(True)
        self.list.clear()
        paths = []
        for drive in self._watch.drives:
            free = tr("{free} free of {size}").format(
                free=file_size(drive.free), size=file_size(drive.size)
            )
            item = QListWidgetItem(f"{drive.name}\n{free}")
            item.setData(_PATH, str(drive.path))
            self.list.addItem(item)
            paths.append(str(drive.path))
        self.list.setCurrentRow(paths.index(chosen) if chosen in paths else -1)
        self.list.blockSignals(False)
        self.list.setVisible(bool(paths))
        self._none.setVisible(not paths)
        self.list.setFixedHeight(max(1, self.list.sizeHintForRow(0)) * min(3, len(paths)) + S)
        if was_stick and chosen not in paths:
            self.line.clear()
            self.changed.emit()
        if len(paths) == 1 and not self.line.text().strip():
            self.list.setCurrentRow(0)

    @Slot(QListWidgetItem, QListWidgetItem)
    def _on_stick(self, item: QListWidgetItem | None, _: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_folder(Path(str(item.data(_PATH))))

    @Slot()
    def _on_edited(self) -> None:
        self.field.show_error("")
        self.changed.emit()

    @Slot()
    def _on_return(self) -> None:
        self.entered.emit()

    @Slot()
    def _on_choose(self) -> None:
        ask_for_folder(self, tr("Stick or folder"), self._chosen, start=self.folder)

    def _chosen(self, folders: list[Path]) -> None:
        if folders:
            self.show_folder(folders[0])

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._watch.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._watch.stop()
