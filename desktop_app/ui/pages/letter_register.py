"""The register of letters: what was issued here, and the same page once more for a reason."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.register import RegisterLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_short, moment, number


class RegisterView(QWidget):
    """The list, and the page that was asked for again."""

    again_wanted = Signal(object)  # RegisterLine
    print_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self._kinds: Mapping[str, str] = {}
        self.shown: RegisterLine | None = None
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(M)
        self._count = Text("", "muted")
        row.addWidget(self._count)
        row.addStretch(1)
        self.again_button = Button(tr("Print &again…"), icon="history")
        self.again_button.clicked.connect(self._on_again)
        row.addWidget(self.again_button)
        column.addLayout(row)
        self.table: DataTable[RegisterLine] = DataTable(
            self._columns(), name="register", memory=memory, accessible_name=tr("Letters issued")
        )
        self.empty = EmptyState(
            "mail",
            tr("No letter has been issued yet"),
            tr("Every letter with its number will stand here, and can be printed again."),
        )
        self.table.set_empty(self.empty)
        self.table.opened.connect(self.again_wanted)
        self.table.chosen.connect(self._on_chosen)
        column.addWidget(self.table, 1)
        self.paper = PaperView()
        self.print_button = Button(tr("&Print…"), icon="printer")
        self.print_button.clicked.connect(self._on_print)
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.save_button.clicked.connect(self._on_save)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(L, 0, 0, 0)
        side.setSpacing(S)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self._which = Text("", "strong", wraps=True)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        side.addWidget(self._which)
        side.addLayout(buttons)
        side.addWidget(self.paper, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        self._split = ListAndDetail(
            left, right, name="register", memory=memory, share=0.56, below=0.4
        )
        whole.addWidget(self._split)
        self._split.want_detail(False)
        self._on_chosen(None)

    def show_register(
        self, lines: list[RegisterLine], *, names: Mapping[str, str], kinds: Mapping[str, str]
    ) -> None:
        """Show these letters; `names` says who issued them, `kinds` what they are called."""
        self._names = names
        self._kinds = kinds
        self.table.show_rows(lines, keep=True)
        words = trn("{n} letter", "{n} letters", len(lines)).format(n=number(len(lines)))
        self._count.setText(words if lines else "")

    def show_page(self, line: RegisterLine, pdf: bytes) -> None:
        """Show the page of a letter that was asked for again."""
        self.shown = line
        self._which.setText(line.number)
        self.paper.show_pdf(pdf)
        self._split.want_detail(True)
        self.print_button.setFocus()

    def _columns(self) -> tuple[Column[RegisterLine], ...]:
        return (
            Column(
                "number",
                mark("Number"),
                lambda line: line.number,
                width=270,
                sort=lambda line: (line.year, line.sequence, line.sub_number),
                below=lambda line: self._kinds.get(line.kind, line.kind),
                tip=lambda line: self._kinds.get(line.kind, line.kind),
            ),
            Column(
                "dated",
                mark("Date"),
                lambda line: date_short(line.dated),
                width=130,
                sort=lambda line: line.dated,
            ),
            Column(
                "signatory",
                mark("Signed by"),
                lambda line: line.signatory,
                width=220,
                below=lambda line: tr("issued by {name}, {moment}").format(
                    name=self._names.get(line.issued_by, "–"), moment=moment(line.issued_at)
                ),
                tip=lambda line: line.signatory,
            ),
        )

    @Slot()
    def _on_chosen(self, line: RegisterLine | None) -> None:
        self.again_button.setEnabled(line is not None)
        # A list that is read again says None first; the page on the screen stays then.
        if line is not None and self.shown is not None and line.id != self.shown.id:
            self.shown = None
            self._split.want_detail(False)

    @Slot()
    def _on_again(self) -> None:
        if self.table.current is not None:
            self.again_wanted.emit(self.table.current)

    @Slot()
    def _on_print(self) -> None:
        self.print_wanted.emit()

    @Slot()
    def _on_save(self) -> None:
        self.save_wanted.emit()
