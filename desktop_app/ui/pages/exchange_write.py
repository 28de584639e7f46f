"""What waits to be sent, putting it onto a stick, and the calm moment when the stick may be taken out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.packages import PackageLine, PackageWritten, WaitingOps
from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.pages.exchange_target import TargetChooser
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import file_size, moment, number
from desktop_app.words.package_words import changes_words, op_words


class WaitingCard(Card):
    """How much waits, of which kinds, and since when."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Waits for the hub"), ground="sunken", parent=parent)
        row = QHBoxLayout()
        row.setSpacing(L)
        self.figure = Text("", "figure")
        row.addWidget(self.figure, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self.sentence = Text("", "body", wraps=True)
        self.since = Text("", "muted", wraps=True)
        words.addWidget(self.sentence)
        words.addWidget(self.since)
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self.kinds = Lines()
        self.body.addWidget(self.kinds)

    def show_waiting(self, waiting: WaitingOps, last: PackageLine | None) -> None:
        """Show this; `last` is the newest package that was written."""
        total = waiting.total
        self.figure.setText(number(total))
        self.sentence.setText(
            tr("recorded here and not yet confirmed by the hub")
            if total
            else tr("Nothing waits: the hub has everything that was recorded here.")
        )
        parts = []
        if waiting.first_at is not None:
            parts.append(tr("since {moment}").format(moment=moment(waiting.first_at)))
        parts.append(
            tr("last written {moment}").format(moment=moment(last.handled_at))
            if last is not None
            else tr("never written to a stick yet")
        )
        self.since.setText(" · ".join(parts))
        self.kinds.show_lines(
            [Line(op_words(kind, count)) for kind, count in waiting.types.items()]
        )
        self.kinds.setVisible(bool(waiting.types))


class WriteCard(Card):
    """Where to write; afterwards, that the stick may be taken out."""

    wanted = Signal()
    begun = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Write to a stick"), parent=parent)
        self.target = TargetChooser()
        self.target.entered.connect(self._on_entered)
        choose = QWidget()
        column = QVBoxLayout(choose)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(
            Text(
                tr(
                    "Everything is sealed for the hub before it is written: whoever finds the stick "
                    "can read nothing. Each package holds all that waits, so a lost one loses nothing."
                ),
                "muted",
                wraps=True,
            )
        )
        column.addWidget(self.target)
        self.done = _SafeToRemove()
        self.done.again.clicked.connect(self._on_again)
        self._stack = QStackedWidget()
        self._stack.addWidget(choose)
        self._stack.addWidget(self.done)
        self.body.addWidget(self._stack)

    @property
    def is_done(self) -> bool:
        """Whether the stick may be taken out now."""
        return self._stack.currentIndex() == 1

    def show_written(self, written: PackageWritten) -> None:
        """Say that the stick may be taken out."""
        self.set_heading("")
        self.done.show_written(written)
        self._stack.setCurrentIndex(1)

    def begin(self) -> None:
        """Offer to write again."""
        self.set_heading(tr("Write to a stick"))
        self._stack.setCurrentIndex(0)
        self.begun.emit()

    @Slot()
    def _on_entered(self) -> None:
        self.wanted.emit()

    @Slot()
    def _on_again(self) -> None:
        self.begin()


class _SafeToRemove(QWidget):
    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, S)
        column.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(L)
        head.addWidget(Icon("circle-check", size=52, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self.heading = Text(tr("Safe to remove"), "title", wraps=True)
        self.sentence = Text("", "body", wraps=True)
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addSpacing(XL - M)
        self.facts = KeyValueGrid(columns=2)
        column.addWidget(self.facts)
        self.again = Button(tr("&Write another"))
        column.addSpacing(S)
        column.addWidget(self.again, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)

    def show_written(self, written: PackageWritten) -> None:
        self.sentence.setText(
            tr("The package was written, read back and is the same. Take the stick to the hub.")
        )
        self.facts.show_lines(
            [
                KeyValue(tr("Content"), changes_words(written.ops)),
                KeyValue(tr("Size"), file_size(written.bytes)),
                KeyValue(tr("Package number"), number(written.number)),
                KeyValue(tr("File"), written.file),
            ]
        )
