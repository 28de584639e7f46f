"""What a delivery day is worked on: the line, what it answers, the figures, the list, the last ticks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.delivery import Delivery, DeliveryLine
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.delivery_columns import delivery_columns
from desktop_app.ui.pages.delivery_tally import MOST_RECENT, RecentTicks, TallyBand
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.scan import ScanLine
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text

_ROOMY_LETTERS = 125
_BESIDE_LETTERS = 34


class DeliveryBoard(QWidget):
    """Shows what it is given; the arrows in the line choose in the list (`picked`).

    `about_to_step` comes before they do, so that the list is the one of what was typed.
    """

    about_to_step = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_picked = False
        self.line = ScanLine()
        self.line.setPlaceholderText(tr("Scan or type: number, NIK, KK or name – Enter ticks"))
        self.line.setAccessibleName(tr("Who came"))
        self.line.stepped.connect(self._on_stepped)
        self.line.textEdited.connect(self._on_edited)
        self.message = Text("", "heading", wraps=True)
        self.tally = TallyBand()
        self.table: DataTable[DeliveryLine] = DataTable(
            delivery_columns(),
            name="delivery",
            memory=memory,
            accessible_name=tr("Who is on the list"),
            narrowed_by=self.line,
        )
        self.nothing = EmptyState("calendar", "")
        self.table.set_empty(self.nothing)
        self.recent = RecentTicks()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (self.line, self.message, self.tally):
            column.addWidget(part)
        beside = QHBoxLayout()
        beside.setSpacing(L)
        beside.addWidget(self.table, 1)
        beside.addWidget(self.recent)
        column.addLayout(beside, 1)
        self.say("")
        self.tally.hide()  # until there is something to add up
        self.nothing.hide()

    @property
    def lines(self) -> list[DeliveryLine]:
        """The lines that stand in the list now."""
        return [one for one in self.table.rows.rows if isinstance(one, DeliveryLine)]

    @property
    def picked(self) -> DeliveryLine | None:
        """The line that was chosen with the arrows; None if nobody did."""
        return self.table.current if self._is_picked else None

    def say(self, words: str, role: str = "heading") -> None:
        """Say large what was done or found; with nothing to say, what the keys do."""
        keys = tr("F4 somebody else signs · F8 not delivered · Ctrl+Z takes back · Esc clears")
        self.message.set_role(role if words else "muted")
        self.message.setText(words or keys)
        self.message.setAccessibleName(words or keys)

    def warn(self, words: str) -> None:
        """Say that somebody has to look: nothing was ticked."""
        self.say(words, "due")

    def show_rows(self, lines: Sequence[DeliveryLine]) -> None:
        """Show these lines, nobody chosen."""
        self._is_picked = False
        if self.lines != list(lines):
            self.table.show_rows(lines)

    def put_line(self, line: DeliveryLine) -> None:
        """Show a line as it stands now, wherever it is."""
        at = self._place_of(line.record.id)
        if at is not None:
            self.table.rows.put_row(at, line)

    def go_to(self, record_id: str) -> None:
        """Bring a line into view, if it is in the list."""
        at = self._place_of(record_id)
        if at is not None:
            self.table.rows.show_until(at)
            self.table.setCurrentIndex(self.table.rows.index(at, 0))

    def add_up(self, delivery: Delivery, recent: Sequence[str]) -> None:
        """Show what the day adds up to, and the last of these records, the newest on top."""
        self.tally.show()
        self.tally.show_totals(delivery.totals)
        lines = {one.record.id: one for one in delivery.lines}
        newest = reversed(recent[-MOST_RECENT:])
        self.recent.show_lines([lines[one] for one in newest if one in lines])

    def _place_of(self, record_id: str) -> int | None:
        places = (at for at, one in enumerate(self.lines) if one.record.id == record_id)
        return next(places, None)

    @Slot(str)
    def _on_edited(self, _: str) -> None:
        self._is_picked = False

    @Slot(int)
    def _on_stepped(self, by: int) -> None:
        self.about_to_step.emit()
        count = self.table.rows.rowCount()
        if not count:
            return
        before = -1 if by > 0 else count
        now = self.table.currentIndex().row() if self._is_picked else before
        at = min(max(now + by, 0), count - 1)
        self.table.setCurrentIndex(self.table.rows.index(at, 0))
        self._is_picked = True

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        letter = max(1, self.fontMetrics().averageCharWidth())
        self.recent.setVisible(self.width() // letter >= _ROOMY_LETTERS)
        self.recent.setFixedWidth(letter * _BESIDE_LETTERS)
