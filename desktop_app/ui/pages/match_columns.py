"""The columns of somebody's list, what each is taken for, and a person who knows better."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.identity import MASK
from desktop_app.domain.match_list import ListColumn, ListFact, ListLook
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import shown_cell
from desktop_app.words.format import number
from desktop_app.words.match_words import FACTS

_SAMPLES = 3
_NOTHING = ""


@dataclass(frozen=True, slots=True)
class ListColumnRow:
    """One column of the list with some of its cells."""

    column: ListColumn
    sample: str
    is_changed: bool


class ListColumnsView(Lead, QWidget):
    """The columns, and beneath them what the current one is and where the people live.

    Enter on a row leads into the box, a choice back to the list. `decided` brings what was chosen so
    far, by header; whoever hears it shows the list again as it is read then.
    """

    decided = Signal(object)  # dict[str, ListFact | None]

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chosen: dict[str, ListFact | None] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.says = Text("", "body", wraps=True)
        whole.addWidget(self.says)
        self.table: DataTable[ListColumnRow] = DataTable(
            _COLUMNS, name="match-columns", memory=memory, accessible_name=tr("Columns")
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        whole.addWidget(self.table, 1)
        self.picker = Choice()
        self.picker.setMinimumContentsLength(24)
        self.picker.show_options(
            [Option(_NOTHING, tr("Keep as it stands"))]
            + [Option(fact.value, tr(words)) for fact, words in FACTS.items()]
        )
        self.picker.activated.connect(self._on_picked)
        self.field = FormField(tr("T&aken as"), self.picker)
        self.village = Choice()
        self.village.setMinimumContentsLength(24)
        self.village_field = FormField(
            tr("Desa of rows that name &none"),
            self.village,
            hint=tr("Where a list of one desa does not say so in every row."),
        )
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(self.field)
        row.addWidget(self.village_field)
        row.addStretch(1)
        whole.addLayout(row)
        self.lead_to(self.table)

    @property
    def chosen(self) -> dict[str, ListFact | None]:
        """What a person decided, by header."""
        return dict(self._chosen)

    def begin(self, villages: Sequence[Option]) -> None:
        """Forget what was decided about another list."""
        self._chosen = {}
        self.village.show_options([Option(_NOTHING, tr("None")), *villages], chosen=_NOTHING)

    def show_list(self, look: ListLook) -> None:
        """Show the columns of this list, keeping the current row."""
        rows = [
            ListColumnRow(column, _sample(look, at), column.header in self._chosen)
            for at, column in enumerate(look.columns)
        ]
        is_again = bool(self.table.rows.rows)
        self.table.show_rows(rows, keep=is_again)
        if rows and self.table.current is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.says.setText(_what_it_says(look))
        self.says.set_role("body" if look.says_whom else "due")
        self.field.show_error("")

    def show_error(self, sentence: str) -> None:
        """Say at the box what is wrong with what was chosen; the last choice is taken back."""
        row = self.table.current
        if row is not None:
            self._chosen.pop(row.column.header, None)
        self.field.show_error(sentence)

    @Slot(object)
    def _on_chosen(self, row: ListColumnRow | None) -> None:
        self.field.setEnabled(row is not None)
        if row is not None:
            self.picker.choose(row.column.fact.value if row.column.fact else _NOTHING)
            self.field.set_hint(tr("Column “{name}”").format(name=row.column.header))

    @Slot(object)
    def _on_opened(self, _: ListColumnRow) -> None:
        self.picker.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_picked(self) -> None:
        row, value = self.table.current, self.picker.value
        if row is None or value is None:
            return
        fact = ListFact(value) if value else None
        for header, other in list(self._chosen.items()):
            # What another column was said to be goes over to this one.
            if fact is not None and other is fact and header != row.column.header:
                self._chosen[header] = None
        self._chosen[row.column.header] = fact
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.decided.emit(self.chosen)


def _what_it_says(look: ListLook) -> str:
    if not look.says_whom:
        return tr(
            "No column with names and none with NIKs was found. Choose below which column it is."
        )
    facts = ", ".join(tr(FACTS[fact]) for fact in FACTS if fact in look.facts)
    said = trn(
        "{n} row. Found in the list: {facts}.", "{n} rows. Found in the list: {facts}.", look.rows
    ).format(n=number(look.rows), facts=facts)
    if ListFact.NATIONAL_ID in look.facts:
        return said
    if look.facts.issuperset({ListFact.BIRTH_DATE}) and look.facts & {
        ListFact.VILLAGE,
        ListFact.VILLAGE_CODE,
        ListFact.FAMILY_CARD_NO,
    }:
        return said
    return f"{said} " + tr(
        "Without a NIK, or a birth date with a desa or KK, most rows will be doubtful."
    )


def _sample(look: ListLook, at: int) -> str:
    cells = (row[at].strip() for row in look.sample if at < len(row))
    shown = list(dict.fromkeys(shown_cell(cell) for cell in cells if cell))
    # One hidden number looks like the next.
    return " · ".join(shown[: 1 if shown and MASK in shown[0] else _SAMPLES])


def _taken(row: ListColumnRow) -> str:
    return tr(FACTS[row.column.fact]) if row.column.fact else tr("kept as it stands")


def _tone(row: ListColumnRow) -> str:
    if row.is_changed:
        return "accent_text"
    return "text" if row.column.fact else "muted"


_COLUMNS: tuple[Column[ListColumnRow], ...] = (
    Column("header", mark("Column in the list"), lambda one: one.column.header, width=240),
    Column("taken", mark("Taken as"), _taken, width=180, tone=_tone),
    Column(
        "sample",
        mark("Examples"),
        lambda one: one.sample,
        width=420,
        tone=lambda one: "muted",
        tip=lambda one: one.sample,
    ),
)
