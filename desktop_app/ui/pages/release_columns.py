"""The columns of one file, what each is taken for, and a person who knows better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.extract import (
    EXTRA,
    IDENTIFYING,
    SHARED,
    ColumnLook,
    FileLook,
    Shape,
)
from desktop_app.domain.field import FAMILY_NAMES, PERSON_NAMES
from desktop_app.domain.identity import MASK
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.search_choice import SearchChoice
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.extract_words import certainty_words, column_words, shown_cell
from desktop_app.words.fields import label_of

_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """One column of the file with some of its cells; `at` is its place."""

    at: int
    column: ColumnLook
    sample: str
    is_changed: bool


class ColumnsTab(QWidget):
    """The list, and beneath it the box in which the current column is taken as something else.

    Enter on a row leads into the box, Enter in the box back to the list. `decided` brings the choices
    for the whole file; whoever hears it shows the file again when it has been judged by them.
    """

    decided = Signal(object)  # TableChoices

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: FileLook | None = None
        self._shape: Shape | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        self.table: DataTable[ColumnRow] = DataTable(
            _COLUMNS, name="look-columns", memory=memory, accessible_name=tr("Columns")
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        whole.addWidget(self.table, 1)
        self.picker = SearchChoice()
        self.picker.activated.connect(self._on_picked)
        self.field = FormField(tr("T&aken as"), self.picker)
        self.reset_button = Button(tr("As fo&und"), icon="undo-2")
        self.reset_button.setToolTip(tr("Take this column as the program found it"))
        self.reset_button.clicked.connect(self._on_reset)
        row = QHBoxLayout()
        row.setContentsMargins(M, 0, M, S)
        row.setSpacing(M)
        row.addWidget(self.field, 1)
        # Beside the box, not beside its label or what is said beneath it.
        beside = QVBoxLayout()
        beside.addSpacing(self.fontMetrics().height() + XS)
        beside.addWidget(self.reset_button)
        beside.addStretch(1)
        row.addLayout(beside)
        whole.addLayout(row)

    def show_file(self, file: FileLook, *, keep: bool = False) -> None:
        """Show the columns of this file; with `keep` the current row stays."""
        self._file = file
        if self._shape is not file.shape:
            self._shape = file.shape
            self.picker.show_options(fact_options(file.shape))
        changed = {at for at, _ in file.choices.words}
        at = self.table.current.at if keep and self.table.current else 0
        rows = [
            ColumnRow(place, column, _sample(file, place), place in changed)
            for place, column in enumerate(file.columns)
        ]
        self.table.show_rows(rows, keep=keep)
        if rows and not keep:
            self._make_current(at)

    def show_error(self, sentence: str) -> None:
        """Say at the box what is wrong with what was chosen."""
        self.field.show_error(sentence)

    def _make_current(self, at: int) -> None:
        # Without the focus: somebody may be typing elsewhere.
        self.table.selectionModel().setCurrentIndex(
            self.table.rows.index(at, 0),
            QItemSelectionModel.SelectionFlag.ClearAndSelect
            | QItemSelectionModel.SelectionFlag.Rows,
        )

    @Slot(object)
    def _on_chosen(self, row: ColumnRow | None) -> None:
        self.field.show_error("")
        self.field.setEnabled(row is not None)
        self.reset_button.setEnabled(row is not None and row.is_changed)
        if row is not None:
            self.picker.choose(row.column.word)
            self.field.set_hint(tr("Column “{name}”").format(name=row.column.header or "–"))

    @Slot(object)
    def _on_opened(self, _: ColumnRow) -> None:
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_picked(self) -> None:
        row, word, file = self.table.current, self.picker.value, self._file
        if row is None or word is None or file is None:
            return
        twin = next(
            (one for at, one in enumerate(file.columns) if at != row.at and one.word == word), None
        )
        if word != EXTRA and twin is not None:
            self.field.show_error(
                tr("“{column}” is this already; change that one first.")
                .format(column=twin.header)
            )  # fmt: skip
            return
        self.field.show_error("")
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        if word != row.column.word:
            kept = [one for one in file.choices.words if one[0] != row.at]
            words = tuple(sorted([*kept, (row.at, word)]))
            self.decided.emit(replace(file.choices, words=words))

    @Slot()
    def _on_reset(self) -> None:
        row, file = self.table.current, self._file
        if row is not None and file is not None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
            words = tuple(one for one in file.choices.words if one[0] != row.at)
            self.decided.emit(replace(file.choices, words=words))


def fact_options(shape: Shape) -> list[Option]:
    """Everything that a column of such rows may be, by name under the family and the person."""
    options = [Option(EXTRA, tr("Keep as it stands"))]
    groups: list[tuple[str, str, Sequence[str]]] = []
    if shape is not Shape.FAMILY:
        groups.append(("person", tr("The person"), PERSON_NAMES))
    if shape is Shape.FAMILY:
        groups.append(("family", tr("The family"), FAMILY_NAMES))
    elif shape is Shape.WIDE:
        of_family = [name for name in FAMILY_NAMES if name not in SHARED]
        groups.append(("family", tr("The family"), of_family))
    for entity, heading, names in groups:
        options.append(Option(None, heading))
        # What says whom a row is about comes first: nothing works without it.
        ordered = sorted(
            names, key=lambda name: (name not in IDENTIFYING, label_of(name).casefold())
        )
        options += [Option(f"{entity}.{name}", label_of(name)) for name in ordered]
    return options


def _sample(file: FileLook, at: int) -> str:
    cells = (row[at].strip() for row in file.sample if at < len(row))
    shown = list(dict.fromkeys(shown_cell(cell) for cell in cells if cell))
    # One hidden number looks like the next.
    return " · ".join(shown[: 1 if shown and MASK in shown[0] else _SAMPLES])


def _certainty(row: ColumnRow) -> str:
    return tr("changed by you") if row.is_changed else certainty_words(row.column)


def _tone(row: ColumnRow) -> str:
    if row.is_changed:
        return "accent_text"
    return "text" if row.column.field else "muted"


_COLUMNS: tuple[Column[ColumnRow], ...] = (
    Column("header", mark("Column in the file"), lambda one: one.column.header, width=195),
    Column(
        "sample",
        mark("Examples"),
        lambda one: one.sample,
        width=175,
        tone=lambda one: "muted",
        tip=lambda one: one.sample,
    ),
    Column("field", mark("Taken as"), lambda one: column_words(one.column), width=220, tone=_tone),
    Column(
        "confidence",
        mark("Certainty"),
        _certainty,
        width=140,
        sort=lambda one: (not one.is_changed, one.column.confidence),
        tone=lambda one: "accent_text" if one.is_changed else "muted",
    ),
)
