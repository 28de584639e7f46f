"""What a delivery day adds up to, in figures large enough to be read from a step away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.delivery import Delivery, DeliveryLine, DeliveryState, DeliveryTotals
from desktop_app.language import tr
from desktop_app.ui.style import XL, XS, M, S
from desktop_app.ui.widgets.buttons import Button, IconButton
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.delivery import MARKS, totals_words
from desktop_app.words.format import number

_MOST_NAMED = 60
MOST_RECENT = 8


class TallyBand(QWidget):
    """One figure beside the other."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, gap=XL)
        self._figures: list[tuple[Text, Text]] = []
        for name, _ in totals_words(DeliveryTotals()):
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            figure, label = Text("", "figure"), Text(name, "label")
            column.addWidget(figure)
            column.addWidget(label)
            flow.addWidget(holder)
            self._figures.append((figure, label))

    def show_totals(self, totals: DeliveryTotals) -> None:
        """Show these."""
        values = [value for _, value in totals_words(totals)]
        for (figure, _), value in zip(self._figures, values, strict=True):
            if figure.text() != value:
                figure.setText(value)

    @property
    def texts(self) -> dict[str, str]:
        """Every figure by what it is called."""
        return {label.text(): figure.text() for figure, label in self._figures}


class RecentTicks(QWidget):
    """The last deeds of the day, the newest on top, each with its way back."""

    undo_wanted = Signal(str)  # id of the record

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(Text(tr("Last ticks (Ctrl+Z takes back)"), "label"))
        # Made once: making them anew after every tick would take longer than the tick.
        self.rows = tuple(_RecentRow() for _ in range(MOST_RECENT))
        for row in self.rows:
            row.back.clicked.connect(partial(self._on_back, row))
            column.addWidget(row)
        column.addStretch(1)

    def show_lines(self, lines: Sequence[DeliveryLine]) -> None:
        """Show these, the newest first."""
        for at, row in enumerate(self.rows):
            row.show_line(lines[at] if at < len(lines) else None)

    def _on_back(self, row: _RecentRow) -> None:
        if row.line is not None:
            self.undo_wanted.emit(row.line.record.id)


class _RecentRow(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line: DeliveryLine | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.said = Elided("")
        self.back = IconButton("undo-2", "", size=16)
        row.addWidget(self.said, 1)
        row.addWidget(self.back)
        self.hide()

    def show_line(self, line: DeliveryLine | None) -> None:
        self.line = line
        self.setVisible(line is not None)
        if line is None:
            return
        name = line.record.subject.name
        self.said.set_role("accent" if line.state is DeliveryState.RECEIVED else "due")
        self.said.setText(f"{MARKS[line.state]} {line.number}  {name}")
        self.back.setAccessibleName(tr("Take back: {name}").format(name=name))
        self.back.setToolTip(self.back.accessibleName())


def summary_of(delivery: Delivery, on_print: Callable[[], object]) -> tuple[QWidget, Button]:
    """The day in short, to be read before it is closed, and the button that prints the list."""
    content = QWidget()
    column = QVBoxLayout(content)
    column.setSpacing(M)
    for name, value in totals_words(delivery.totals):
        row = QHBoxLayout()
        row.addWidget(Text(name, "muted"), 1)
        row.addWidget(Text(value, "strong"))
        column.addLayout(row)
    for heading, state in (
        (tr("Not delivered"), DeliveryState.FAILED),
        (tr("Still to come"), DeliveryState.WAITING),
    ):
        lines = [one for one in delivery.of_day if one.state is state]
        if not lines:
            continue
        column.addWidget(Text(f"{heading}: {number(len(lines))}", "heading"))
        for one in lines[:_MOST_NAMED]:
            why = f" – {one.reason}" if one.reason else ""
            column.addWidget(Text(f"{one.number}. {one.record.subject.name}{why}", wraps=True))
        if len(lines) > _MOST_NAMED:
            column.addWidget(Text(tr("and {n} more").format(n=number(len(lines) - _MOST_NAMED))))
    column.addStretch(1)
    button = Button(tr("&Print list…"), icon="printer", kind="primary")
    button.clicked.connect(on_print)
    return content, button
