"""The first step of an import: which files."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.format import file_size


class FilesStep(Pane):
    """The files of one release together; `changed` when there are others."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self._paths: list[Path] = []
        column = self.column
        column.setSpacing(L)
        self.zone = DropZone(
            tr("Drag the files of one release here"),
            tr(
                "The families and the members together; CSV, XLSX, XLS or ODS. Files are only read, "
                "never changed. Copied files can be pasted with Ctrl+V."
            ),
            tr("&Choose files…"),
        )
        self.zone.given.connect(self._on_given)
        self.zone.ask.connect(self._on_ask)
        column.addWidget(self.zone)
        self._heading = Text(tr("Chosen files"), "label")
        column.addWidget(self._heading)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(S)
        column.addLayout(self._rows)
        column.addStretch(1)
        self._show()

    @property
    def paths(self) -> list[Path]:
        """The files in the order in which they were given."""
        return list(self._paths)

    def clear(self) -> None:
        """Begin without files."""
        self._paths = []
        self._show()

    def _show(self) -> None:
        while item := self._rows.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for path in self._paths:
            self._rows.addWidget(self._row(path))
        self._heading.setVisible(bool(self._paths))

    def _row(self, path: Path) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        row.addWidget(Icon("file-text", size=20, tone="muted"), 0, Qt.AlignmentFlag.AlignVCenter)
        name = Elided(path.name, "strong")
        row.addWidget(name, 1)
        row.addWidget(Text(file_size(path.stat().st_size) if path.is_file() else "–", "muted"))
        cross = IconButton("x", tr("Leave out {name}").format(name=path.name), size=16)
        cross.clicked.connect(partial(self._on_removed, path))
        row.addWidget(cross)
        return holder

    @Slot(object)
    def _on_given(self, paths: list[Path]) -> None:
        self._paths = list(dict.fromkeys([*self._paths, *paths]))
        self._show()
        self.changed.emit()

    @Slot()
    def _on_ask(self) -> None:
        ask_for_files(
            self,
            tr("Files of one release"),
            self._on_given,
            filters=[
                tr("Extracts") + " (*.csv *.txt *.xlsx *.xls *.ods)",
                tr("All files") + " (*)",
            ],
        )

    def _on_removed(self, path: Path) -> None:
        self._paths = [one for one in self._paths if one != path]
        self._show()
        self.changed.emit()
