"""Asking for a file or a folder of this computer, without stopping the program meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def ask_for_files(
    parent: QWidget,
    title: str,
    then: Callable[[list[Path]], None],
    *,
    filters: Sequence[str] = (),
    several: bool = True,
) -> QFileDialog:
    """Open a dialog for existing files; `then` gets what was chosen, and nothing if none was."""
    mode = QFileDialog.FileMode.ExistingFiles if several else QFileDialog.FileMode.ExistingFile
    dialog = _dialog(parent, title, mode, then)
    dialog.setNameFilters(list(filters))
    dialog.open()
    return dialog


def ask_for_folder(
    parent: QWidget, title: str, then: Callable[[list[Path]], None], *, start: Path | None = None
) -> QFileDialog:
    """Open a dialog for a folder."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.Directory, then)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    if start is not None:
        dialog.setDirectory(str(start))
    dialog.open()
    return dialog


def ask_where_to_save(
    parent: QWidget, title: str, name: str, then: Callable[[list[Path]], None], *, suffix: str
) -> QFileDialog:
    """Open a dialog for a new file called `name` unless the person says otherwise."""
    dialog = _dialog(parent, title, QFileDialog.FileMode.AnyFile, then)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(name)
    dialog.open()
    return dialog


def _dialog(
    parent: QWidget,
    title: str,
    mode: QFileDialog.FileMode,
    then: Callable[[list[Path]], None],
) -> QFileDialog:
    dialog = QFileDialog(parent, title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(mode)

    def chosen() -> None:
        then([Path(name) for name in dialog.selectedFiles()])

    dialog.accepted.connect(chosen)
    return dialog
