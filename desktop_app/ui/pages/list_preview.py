"""What is found for each row of a list, before any of it is recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention_list import RowPreview, RowState
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.aid import programme_names, row_state_words, warning_words
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for
from desktop_app.words.people import village_words

_ALL = ""
_LOST = frozenset({RowState.NOT_FOUND, RowState.INVALID, RowState.BLOCKED})
_ROWS_SHOWN = 340


class ListPreview(QWidget):
    """The rows with what is found for each, narrowed to one finding by the choice above them."""

    def __init__(self, lookups: Lookups, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups = lookups
        self._names = programme_names(lookups.catalogue)
        self._previews: Sequence[RowPreview] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.state = Choice()
        self.state.activated.connect(self._on_state)
        column.addWidget(FormField(tr("What is &found"), self.state))
        self.table: DataTable[RowPreview] = DataTable(
            self._columns(),
            name="list-preview",
            memory=memory,
            accessible_name=tr("Rows of the list"),
        )
        self.table.setMinimumHeight(_ROWS_SHOWN)
        column.addWidget(self.table, 1)

    def show_previews(self, previews: Sequence[RowPreview]) -> None:
        """Show them all, with how many there are of each kind."""
        self._previews = previews
        counts = Counter(preview.state for preview in previews)
        self.state.show_options(
            [
                Option(_ALL, tr("All rows ({n})").format(n=number(len(previews)))),
                *(
                    Option(state.value, f"{row_state_words(state)} ({number(counts[state])})")
                    for state in RowState
                    if counts[state]
                ),
            ],
            chosen=_ALL,
        )
        self._on_state()

    @Slot()
    def _on_state(self) -> None:
        wanted = self.state.value or _ALL
        self.table.show_rows([one for one in self._previews if wanted in (_ALL, one.state.value)])

    def _columns(self) -> tuple[Column[RowPreview], ...]:
        return (
            Column(
                "row",
                mark("Row"),
                lambda one: number(one.row),
                width=60,
                is_number=True,
                sort=lambda one: one.row,
            ),
            Column(
                "recipient",
                mark("Recipient"),
                lambda one: one.name or "–",
                width=150,
                below=self._village,
            ),
            Column(
                "state",
                mark("What is found"),
                lambda one: row_state_words(one.state),
                width=210,
                below=self._why,
                tone=_tone,
                tip=self._why,
            ),
        )

    def _village(self, one: RowPreview) -> str:
        return village_words(self._lookups.regions, one.village) if one.village else ""

    def _why(self, one: RowPreview) -> str:
        if one.error is not None:
            return sentence_for(one.error).brief
        return " ".join(warning_words(warning, self._names) for warning in one.warnings)


def _tone(one: RowPreview) -> str:
    if one.state is RowState.READY:
        return "text"
    return "loss_text" if one.state in _LOST else "due_text"
