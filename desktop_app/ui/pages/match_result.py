"""A matched list: how its rows ended, the rows themselves, and the one that is being decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QSplitter, QVBoxLayout, QWidget

from desktop_app.domain.match_list import MatchCounts, MatchedList, MatchFilter, MatchLine
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.pages.match_candidates import CandidatesPane, MatchSeen, why_words
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import decile_words, number, percent
from desktop_app.words.match_words import FILTERS
from desktop_app.words.people import village_words
from desktop_app.words.problems import kind_words

PAGE = 500
_UNDO_KEYS = (Qt.Key.Key_U, Qt.Key.Key_Backspace)


class MatchResultView(Lead, QWidget):
    """The filters with their counts, the rows, and beneath them the candidates of the current row.

    Digits decide: 1, 2, … the candidate, 0 nobody; U takes back. What was decided leaves the rows to
    decide, so that the next one is the current one. `filtered`, `decided` (a row and a rank, 0 for
    nobody), `undo_wanted` (a row) and `opened` (a family's id) are for the page.
    """

    filtered = Signal()
    decided = Signal(int, int)
    undo_wanted = Signal(int)
    opened = Signal(str)

    def __init__(self, seen: MatchSeen, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen = seen
        self.wish = MatchFilter.WAITING
        self._at = 0
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        holder = QWidget()
        flow = FlowLayout(holder)
        self._group = QButtonGroup(self)
        self.filters: dict[MatchFilter, Button] = {}
        for wish in FILTERS:
            button = Button("")
            button.setCheckable(True)
            button.clicked.connect(partial(self._on_filter, wish))
            self._group.addButton(button)
            self.filters[wish] = button
            flow.addWidget(button)
        whole.addWidget(holder)
        self.table: DataTable[MatchLine] = DataTable(
            _columns(seen),
            name="match-rows",
            memory=memory,
            accessible_name=tr("Rows of the list"),
            narrowed_by=holder,
        )
        self.nothing = EmptyState("circle-check", "")
        self.table.set_empty(self.nothing)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.candidates = CandidatesPane(seen)
        self.candidates.decided.connect(self._on_decided)
        self.candidates.undo_wanted.connect(self._on_undo)
        self.candidates.opened.connect(self.opened)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(self.table)
        parts.addWidget(self.candidates)
        parts.setSizes([280, 400])
        whole.addWidget(parts, 1)
        self.lead_to(self.table)

    def begin(self, counts: MatchCounts) -> None:
        """Show another list: what waits for a person first, else everything."""
        self.wish = MatchFilter.WAITING if counts.waiting else MatchFilter.ALL
        self.table.show_rows([])

    def show_counts(self, matched: MatchedList) -> None:
        """Say how many rows ended how."""
        counts = _counts(matched.counts)
        for wish, button in self.filters.items():
            words = tr(FILTERS[wish]).replace("&", "&&")
            button.setText(f"{words}  {number(counts[wish])}")
            button.setChecked(wish is self.wish)
            button.setVisible(wish is not MatchFilter.TWICE or counts[wish] > 0)
        self._say_nothing(matched.counts)

    def show_lines(self, lines: list[MatchLine], total: int) -> None:
        """Show the first rows of those that are wanted, the current row staying where it was."""
        self.table.show_rows(lines, total=total, keep=True)
        if lines and self.table.current is None:
            last = self.table.rows.rowCount() - 1
            self.table.setCurrentIndex(self.table.rows.index(max(0, min(self._at, last)), 0))
        self._on_chosen(self.table.current)

    def total(self, matched: MatchedList) -> int:
        """How many rows are wanted."""
        return _counts(matched.counts)[self.wish]

    def say_again(self) -> None:
        """Show numbers and names of desa as they are to be seen now."""
        self.table.viewport().update()
        self._on_chosen(self.table.current)

    def _say_nothing(self, counts: MatchCounts) -> None:
        if self.wish is MatchFilter.WAITING:
            self.nothing.say(
                tr("Nothing to decide"),
                tr("All doubtful rows are decided.")
                if counts.doubtful
                else tr("The list has no doubtful rows."),
            )
        else:
            self.nothing.say(tr("No such rows"))

    @Slot(object)
    def _on_chosen(self, line: MatchLine | None) -> None:
        if line is not None:
            self._at = self.table.currentIndex().row()
        self.candidates.show_line(line)

    @Slot(object)
    def _on_opened(self, line: MatchLine) -> None:
        found = line.person or (line.candidates[0] if line.candidates else None)
        if found is not None and found.person.family_id is not None:
            self.opened.emit(found.person.family_id)

    def _on_filter(self, wish: MatchFilter, *_: bool) -> None:
        self.wish = wish
        self._at = 0
        self.table.show_rows([])
        self.filtered.emit()

    @Slot(int)
    def _on_decided(self, rank: int) -> None:
        line = self.table.current
        if line is not None and line.decision is None and rank <= len(line.candidates):
            self.decided.emit(line.row.asked.row, rank)

    @Slot()
    def _on_undo(self) -> None:
        line = self.table.current
        if line is not None and line.decision is not None:
            self.undo_wanted.emit(line.row.asked.row)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, text = self.table.current, event.text()
        if line is not None and text.isdigit() and text.isascii() and line.candidates:
            self._on_decided(int(text))
        elif event.key() in _UNDO_KEYS:
            self._on_undo()
        else:
            super().keyPressEvent(event)


def _counts(counts: MatchCounts) -> dict[MatchFilter, int]:
    return {
        MatchFilter.ALL: counts.rows,
        MatchFilter.WAITING: counts.waiting,
        MatchFilter.FOUND_BY_NUMBER: counts.found_by_number,
        MatchFilter.FOUND_BY_NAME: counts.found_by_name,
        MatchFilter.DOUBTFUL: counts.doubtful,
        MatchFilter.NOT_FOUND: counts.not_found,
        MatchFilter.TWICE: counts.twice,
    }


def _columns(seen: MatchSeen) -> tuple[Column[MatchLine], ...]:
    def village(line: MatchLine) -> str:
        if line.person is None or seen.lookups is None:
            return ""
        return village_words(seen.lookups.regions, line.person.person.village)

    return (
        Column(
            "row",
            mark("Row"),
            lambda line: str(line.row.row),
            width=84,
            is_number=True,
            sort=lambda line: line.row.row,
        ),
        Column(
            "name",
            mark("Name in the list"),
            lambda line: line.row.asked.name or tr("Name unknown"),
            width=250,
            below=lambda line: _number(line, seen),
            tip=lambda line: line.row.asked.name,
        ),
        Column(
            "answer",
            mark("Result"),
            _answer,
            width=300,
            below=_below,
            tone=_tone,
            tip=_below,
        ),
        Column(
            "person",
            mark("In DTSEN"),
            lambda line: line.person.person.name if line.person else "–",
            width=230,
            below=village,
        ),
        Column(
            "decile",
            mark("Decile"),
            lambda line: decile_words(line.person.person.decile) if line.person else "",
            width=120,
            sort=lambda line: (line.person.person.decile or 11) if line.person else 12,
        ),
    )


def _number(line: MatchLine, seen: MatchSeen) -> str:
    if line.row.fault is not None:
        return kind_words(line.row.fault)
    return f"NIK {seen.number(line.row.asked.national_id)}"


def _answer(line: MatchLine) -> str:
    if line.decision is not None:
        return tr("found, decided by hand") if line.person else tr("not in DTSEN, decided by hand")
    return tr(FILTERS[MatchFilter(line.outcome.value)])


def _below(line: MatchLine) -> str:
    if not line.candidates:
        return ""
    first = line.person or line.candidates[0]
    return f"{percent(first.score / 100)} · {why_words(first)}"


def _tone(line: MatchLine) -> str:
    if line.waits:
        return "due_text"
    return "muted" if line.person is None else "text"
