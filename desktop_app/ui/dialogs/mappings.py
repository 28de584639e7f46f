"""The mappings of the office: use one, call it otherwise, take it away, hand it on, take one in."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.dates import day_of
from desktop_app.domain.mapping import MappingLine
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import XL, L, M, S, grown
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import shape_words
from desktop_app.words.format import date_short, number


class MappingsDialog(QDialog):
    """Shows what it is given and says what the person wants; the page does it."""

    used = Signal(str)
    rename_wanted = Signal(str)
    delete_wanted = Signal(str)
    export_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, parent: QWidget, memory: Memory, *, file_name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Saved mappings"))
        self.setModal(True)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(XL, XL, XL, L)
        whole.setSpacing(M)
        whole.addWidget(Text(tr("Saved mappings"), "heading"))
        whole.addWidget(
            Text(
                tr(
                    "A file whose columns fit is recognised by itself. A mapping can be given to another "
                    "office as a file; it holds the names of columns and nobody's data."
                ),
                "muted",
                wraps=True,
            )
        )
        self.banner = Banner(close_name=tr("Close"))
        whole.addWidget(self.banner)
        self.table: DataTable[MappingLine] = DataTable(
            _COLUMNS, name="mappings", memory=memory, accessible_name=tr("Saved mappings")
        )
        self.table.set_empty(
            EmptyState(
                "list-checks",
                tr("No mapping has been saved yet"),
                tr("Say what the columns of a file are, then save that under a name."),
            )
        )
        self.table.setMinimumSize(grown(720), grown(200))
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_use)
        whole.addWidget(self.table, 1)
        self.use_button = Button(tr("&Use for “{name}”").format(name=file_name), kind="primary")
        self.rename_button = Button(tr("&Rename…"), icon="pencil")
        self.export_button = Button(tr("&Export…"), icon="download")
        self.delete_button = Button(tr("&Delete…"), icon="trash-2")
        self.import_button = Button(tr("&Import a file…"), icon="upload")
        self.close_button = Button(tr("Clo&se"))
        tools, foot = QHBoxLayout(), QHBoxLayout()
        for row in (tools, foot):
            row.setSpacing(S)
            whole.addLayout(row)
        for button, slot in (
            (self.rename_button, self._on_rename),
            (self.export_button, self._on_export),
            (self.delete_button, self._on_delete),
            (self.import_button, self.import_wanted.emit),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            tools.addWidget(button)
        tools.addStretch(1)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        foot.addWidget(self.use_button)
        self.use_button.setAutoDefault(False)
        self.use_button.clicked.connect(self._on_use)
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.reject)
        self._on_chosen(None)

    def show_lines(self, lines: list[MappingLine]) -> None:
        """Show these mappings."""
        self.table.show_rows(lines)
        if lines:
            self.table.choose_first()
        else:
            self.import_button.setFocus()

    def tell(self, error: LuringError) -> None:
        """Say what went wrong, in the dialog."""
        self.banner.tell(error)

    @property
    def _name(self) -> str:
        return self.table.current.name if self.table.current else ""

    @Slot(object)
    def _on_chosen(self, line: MappingLine | None) -> None:
        for button in (self.rename_button, self.export_button, self.delete_button):
            button.setEnabled(line is not None)
        self.use_button.setEnabled(line is not None and line.shape is not None)

    @Slot()
    def _on_use(self) -> None:
        if self.use_button.isEnabled():
            self.used.emit(self._name)
            self.accept()

    @Slot()
    def _on_rename(self) -> None:
        self.rename_wanted.emit(self._name)

    @Slot()
    def _on_delete(self) -> None:
        self.delete_wanted.emit(self._name)

    @Slot()
    def _on_export(self) -> None:
        self.export_wanted.emit(self._name)


def _shape(line: MappingLine) -> str:
    return shape_words(line.shape) if line.shape else tr("not understood by this program")


_COLUMNS: tuple[Column[MappingLine], ...] = (
    Column("name", mark("Name"), lambda line: line.name, width=230),
    Column("shape", mark("Rows"), _shape, width=240),
    Column(
        "columns",
        mark("Columns"),
        lambda line: number(line.columns),
        width=90,
        is_number=True,
        sort=lambda line: line.columns,
    ),
    Column(
        "saved",
        mark("Saved"),
        lambda line: f"{date_short(day_of(line.saved_at))}, {line.saved_by}",
        width=220,
        sort=lambda line: line.saved_at,
    ),
)
