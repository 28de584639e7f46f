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
        for (figure, label), (name, value) in zip(self._figures, totals_words(totals), strict=True):
            figure.setText(value)
            label.setText(name)
        self.updateGeometry()

    @property
    def texts(self) -> dict[str, str]:
        """Every figure by what it is called."""
        return {label.text(): figure.text() for figure, label in self._figures}


class RecentTicks(QWidget):
    """The last deeds of the day, the newest on top, each with its way back."""

    undo_wanted = Signal(str)  # id of the record

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(XS)
        self._column.addWidget(Text(tr("Last ticks (Ctrl+Z takes back)"), "label"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        self._column.addLayout(self._rows)
        self._column.addStretch(1)

    def show_lines(self, lines: Sequence[DeliveryLine]) -> None:
        """Show these, the newest first."""
        while item := self._rows.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for line in lines:
            self._rows.addWidget(self._row(line))

    def _row(self, line: DeliveryLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        name = line.record.subject.name
        said = f"{MARKS[line.state]} {line.number}  {name}"
        row.addWidget(Elided(said, "accent" if line.state is DeliveryState.RECEIVED else "due"), 1)
        back = IconButton("undo-2", tr("Take back: {name}").format(name=name), size=16)
        back.clicked.connect(partial(self.undo_wanted.emit, line.record.id))
        row.addWidget(back)
        return holder


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
