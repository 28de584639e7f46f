"""One refused row on the table: its cells under the columns of the file, beside its text as it stood.

The judges of the import speak while somebody types; nothing is written before *Admit*. Opening a row
shows names and numbers, so it is in the audit.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.actions.quarantine import (
    AdmittedRow,
    Cells,
    admit_row,
    judge_mended_rows,
    open_refused_row,
    split_refused_text,
    withdraw_row,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.quarantine import Admission, Mending, Opinion
from desktop_app.errors import Code
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.release_cells import CellsTable
from desktop_app.ui.style import XS, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.problems import kind_words
from desktop_app.words.quarantine_words import (
    admission_words,
    is_fit,
    surroundings_words,
    verdict_words,
)

_WAIT_MS = 250
"""After the last letter; a judge is quick, but not as quick as fingers."""
_TEXT_HEIGHT = 96


class MendingView(QWidget):
    """Opens, judges, admits and takes out again through the page it stands on."""

    done = Signal(str)  # what to say

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._label = ""
        self._title = ""
        self._mending: Mending | None = None
        self._rows: list[list[str]] = []
        self._opinions: tuple[Opinion, ...] = ()
        self._is_dirty = False
        self._is_filling = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_WAIT_MS)
        self._wait.timeout.connect(self._judge)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            ListAndDetail(
                self._left(),
                self._right(),
                name="mending",
                memory=page.desk.memory,
                share=0.58,
                below=0.5,
            )
        )
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_admit)

    # What the page asks

    @property
    def is_dirty(self) -> bool:
        """Whether something was typed and is not admitted."""
        return self._is_dirty

    def open(self, label: str, file: int, row: int, title: str = "") -> None:
        """Put this refused row of a release on the table; `title` is what its file is called there."""
        self._label, self._title = label, title
        self.forget()
        self._page.do(open_refused_row, label, file, row, then=self._show, latest="mending")

    def forget(self) -> None:
        """Show nothing, so that no name is left behind."""
        self._mending, self._rows, self._opinions = None, [], ()
        self._is_dirty = False
        self._wait.stop()
        self.cells.setRowCount(0)
        self.stood.clear()
        self._fill_text("")
        self.reason.clear()
        for lines in (self.noticed, self.history):
            lines.show_lines([])
        for text in (self._verdict, self._of_cell, self._what, self._where):
            text.setText("")
        self.setEnabled(False)

    # Its parts

    def _left(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        self.which = QComboBox()
        self.which.activated.connect(self._on_which)
        column.addWidget(self.which)
        self.cells = CellsTable()
        self.cells.typed.connect(self._on_typed)
        column.addWidget(self.cells, 1)
        self._of_cell = Text("", "due", wraps=True)
        self.cells.current_noticed.connect(self._of_cell.setText)
        column.addWidget(self._of_cell)
        return left

    def _right(self) -> QWidget:
        right = Pane()
        self._what = Text("", "heading", wraps=True)
        self._where = Text("", "muted", wraps=True)
        self.stood = _text_box(tr("As it stood"), is_read_only=True)
        self.whole = _text_box(tr("Text of the row"), is_read_only=False)
        self.whole.textChanged.connect(self._on_text)
        self.again_button = Button(tr("Rea&d into the columns"), icon="refresh-cw")
        self.again_button.clicked.connect(self._on_again)
        self.again_button.setEnabled(False)
        self._verdict = Text("", "strong", wraps=True)
        self.noticed = Lines()
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason_field = FormField(
            tr("R&eason"), self.reason, hint=tr("For example: copied from the paper file.")
        )
        self.admit_button = Button(tr("&Admit"), icon="check", kind="primary")
        self.admit_button.clicked.connect(self._on_admit)
        self.withdraw_button = Button(tr("&Take out again…"), icon="undo-2")
        self.withdraw_button.clicked.connect(self._on_withdraw)
        self.history = Lines()
        names = QVBoxLayout()
        names.setSpacing(XS)
        names.addWidget(self._what)
        names.addWidget(self._where)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.admit_button)
        buttons.addWidget(self.withdraw_button)
        buttons.addStretch(1)
        column = right.column
        column.addLayout(names)
        column.addWidget(FormField(tr("As it stood"), self.stood))
        column.addWidget(self._verdict)
        column.addWidget(self.noticed)
        column.addWidget(self.reason_field)
        column.addLayout(buttons)
        column.addWidget(self.history)
        self._whole_field = FormField(
            tr("Te&xt of the row"),
            self.whole,
            hint=tr("Mend quotes and separators here; a line break makes two rows of one."),
        )
        column.addWidget(self._whole_field)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return right

    # Showing

    def _show(self, mending: Mending) -> None:
        self.setEnabled(True)
        self._mending = mending
        problem = mending.refused.problem
        self._what.setText(kind_words(problem.kind))
        self._where.setText(
            tr("{file} · row {row} · line {line}").format(
                file=self._title or mending.refused.file_name,
                row=number(problem.row),
                line=number(problem.line),
            )
        )
        self.stood.setPlainText(problem.raw)
        self._fill_text(problem.raw)
        self.again_button.setEnabled(False)
        is_in = mending.refused.admission is not None
        self._whole_field.setVisible(not is_in)
        for widget in (self.again_button, self.reason_field, self.admit_button):
            widget.setVisible(not is_in)
        self.withdraw_button.setVisible(is_in)
        self.history.show_lines(
            [
                Line(words, role="muted")
                for admission in mending.refused.admissions
                for words in admission_words(admission)
            ]
        )
        self._opinions = mending.opinions
        self._show_rows([list(row) for row in mending.cells])
        self._show_opinion()
        self.cells.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_text(self, text: str) -> None:
        self._is_filling = True
        self.whole.setPlainText(text)
        self._is_filling = False

    def _show_rows(self, rows: list[list[str]]) -> None:
        self._rows = rows
        self.which.clear()
        for at in range(len(rows)):
            self.which.addItem(
                tr("Row {n} of {all}").format(n=number(at + 1), all=number(len(rows)))
            )
        self.which.setVisible(len(rows) > 1)
        self._show_cells()

    def _show_cells(self) -> None:
        mending = self._mending
        if mending is None or not self._rows:
            return
        row = self._rows[max(0, self.which.currentIndex())]
        self.cells.show_row(mending.headers, row, is_fixed=mending.refused.admission is not None)

    def _show_opinion(self) -> None:
        mending, at = self._mending, max(0, self.which.currentIndex())
        if mending is None or at >= len(self._opinions):
            return
        opinion = self._opinions[at]
        self.cells.show_problems(opinion.judged.problems)
        fit = [is_fit(one) for one in self._opinions]
        self._verdict.setText(verdict_words(opinion))
        self._verdict.set_role("accent" if is_fit(opinion) else "due")
        self._verdict.setVisible(mending.refused.admission is None)
        lines = [] if mending.refused.admission else surroundings_words(opinion)
        self.noticed.show_lines([Line(words) for words in lines])
        self.admit_button.setEnabled(bool(fit) and all(fit))

    # What people do

    @Slot()
    def _on_which(self) -> None:
        self._show_cells()
        self._show_opinion()

    @Slot(int, str)
    def _on_typed(self, at: int, text: str) -> None:
        row = self._rows[max(0, self.which.currentIndex())]
        row.extend([""] * (at + 1 - len(row)))
        row[at] = text
        self._is_dirty = True
        self.admit_button.setEnabled(False)
        self._wait.start()

    @Slot()
    def _on_text(self) -> None:
        if not self._is_filling:
            self._is_dirty = True
            self.again_button.setEnabled(True)

    @Slot()
    def _on_again(self) -> None:
        mending = self._mending
        if mending is not None:
            self._page.do(
                split_refused_text,
                self._label,
                mending.refused.problem.file,
                self.whole.toPlainText(),
                then=self._take_rows,
                latest="mending",
                busy=[self.again_button],
            )

    def _take_rows(self, rows: Cells) -> None:
        self._show_rows([list(row) for row in rows])
        self._judge()

    @Slot()
    def _judge(self) -> None:
        mending = self._mending
        if mending is not None:
            problem = mending.refused.problem
            self._page.do(
                judge_mended_rows,
                self._label,
                problem.file,
                problem.row,
                tuple(map(tuple, self._rows)),
                then=self._take_opinions,
                latest="mending",
            )

    def _take_opinions(self, opinions: tuple[Opinion, ...]) -> None:
        if len(opinions) == len(self._rows):
            self._opinions = opinions
            self._show_opinion()

    @Slot()
    def _on_admit(self) -> None:
        mending = self._mending
        if mending is None or not self.admit_button.isEnabled() or self._wait.isActive():
            return
        problem = mending.refused.problem
        self.reason_field.show_error("")
        self._page.do(
            partial(admit_row, reason=self.reason.text()),
            self._label,
            problem.file,
            problem.row,
            tuple(map(tuple, self._rows)),
            then=self._on_admitted,
            fields={Code.REASON_MISSING: self.reason_field},
            busy=[self.admit_button],
        )

    def _on_admitted(self, _: Done[AdmittedRow]) -> None:
        self._is_dirty = False
        self.done.emit(tr("The row was admitted; people can find it now."))

    @Slot()
    def _on_withdraw(self) -> None:
        dialog = ReasonDialog(
            self,
            question=tr("Take this row out of the release again?"),
            explanation=tr(
                "It can no longer be found then. What was typed stays in quarantine, and what your "
                "office recorded for the family stays too."
            ),
            verb=tr("&Take out"),
            usual=(tr("Admitted by mistake"), tr("It must be mended once more")),
        )
        dialog.given.connect(self._withdraw)
        dialog.open()

    def _withdraw(self, reason: str) -> None:
        mending = self._mending
        if mending is not None:
            problem = mending.refused.problem
            self._page.do(
                partial(withdraw_row, reason=reason),
                self._label,
                problem.file,
                problem.row,
                then=self._on_withdrawn,
                busy=[self.withdraw_button],
            )

    def _on_withdrawn(self, done: Done[Admission]) -> None:
        self.open(self._label, done.value.file, done.value.row)
        self._page.say_done(tr("The row was taken out again; it stays in quarantine."))


def _text_box(name: str, *, is_read_only: bool) -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setAccessibleName(name)
    box.setReadOnly(is_read_only)
    box.setTabChangesFocus(True)
    box.setMinimumHeight(grown(_TEXT_HEIGHT))
    box.setMaximumHeight(grown(_TEXT_HEIGHT))
    return box
