"""What waits to be sent, putting it onto a stick, and the calm moment when the stick may be taken out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.hub_downloads import CopyState, DownloadWritten
from desktop_app.actions.packages import PackageLine, PackageWritten, WaitingOps
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_folder
from desktop_app.ui.icons import Icon
from desktop_app.ui.pages.exchange_target import TargetChooser
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
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

    def show_waiting(
        self, waiting: WaitingOps, last: PackageLine | None, *, is_enrolled: bool
    ) -> None:
        """Show this; `last` is the newest package that was written."""
        total = waiting.total
        self.figure.setText(number(total))
        self.sentence.setText(
            tr("recorded here and not yet confirmed by the hub")
            if total
            else tr("Nothing waits: the hub has everything that was recorded here.")
            if is_enrolled
            else tr("Nothing was recorded here yet.")
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
        self._choose = QWidget()
        column = QVBoxLayout(self._choose)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._sentence = Text("", "muted", wraps=True)
        column.addWidget(self._sentence)
        column.addWidget(self.target)
        self.copy = CopyChooser()
        column.addWidget(self.copy)
        self.done = _SafeToRemove()
        self.done.again.clicked.connect(self._on_again)
        # Not stacked: the card is as high as what it shows.
        self.body.addWidget(self._choose)
        self.body.addWidget(self.done)
        self._is_done = False
        self._turn(is_done=False)
        self.suit(is_hub=False)

    def suit(self, *, is_hub: bool) -> None:
        """Fit an office, which sends to its hub, or the hub, which answers its offices."""
        self._title = tr("The stick") if is_hub else tr("Write to a stick")
        if not self.is_done:
            self.set_heading(self._title)
        self._sentence.setText(
            tr(
                "Read what the offices brought, and write their answers: for each office a package of "
                "its own, sealed for it alone. A second copy of the hub is made before."
            )
            if is_hub
            else tr(
                "Everything is sealed for the hub before it is written: whoever finds the stick "
                "can read nothing. Each package holds all that waits, so a lost one loses nothing."
            )
        )
        self.copy.setVisible(is_hub)

    @property
    def is_done(self) -> bool:
        """Whether the stick may be taken out now."""
        return self._is_done

    def show_written(self, written: PackageWritten) -> None:
        """Say that the stick may be taken out."""
        self.set_heading("")
        self.done.show_written(written)
        self._turn(is_done=True)

    def show_answers(self, written: Sequence[DownloadWritten]) -> None:
        """Say that the stick with the answers may be taken out."""
        self.set_heading("")
        self.done.show_answers(written)
        self._turn(is_done=True)

    def begin(self) -> None:
        """Offer to write again."""
        self.set_heading(self._title)
        self._turn(is_done=False)
        self.begun.emit()

    def _turn(self, *, is_done: bool) -> None:
        self._is_done = is_done
        self._choose.setVisible(not is_done)
        self.done.setVisible(is_done)

    @Slot()
    def _on_entered(self) -> None:
        self.wanted.emit()

    @Slot()
    def _on_again(self) -> None:
        self.begin()


class CopyChooser(QWidget):
    """Where the hub's second copy goes: a folder of another disk."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.line = QLineEdit()
        self.line.textEdited.connect(self._on_edited)
        self.button = Button(tr("Choo&se…"), icon="folder-open")
        self.button.clicked.connect(self._on_choose)
        self.field = FormField(tr("Second copy, on another &disk"), self.line, beside=self.button)
        column.addWidget(self.field)

    def show_state(self, state: CopyState) -> None:
        """Offer the place of the last copy, and say when that was made."""
        if state.folder is not None and not self.line.text().strip():
            self.line.setText(str(state.folder))
        self.field.set_hint(
            tr("Last made {moment}").format(moment=moment(state.made_at)) if state.made_at else ""
        )

    def check(self) -> Path | None:
        """The folder, or None after saying what is wrong with what stands there."""
        text = self.line.text().strip()
        if text and Path(text).is_dir():
            return Path(text)
        self.field.show_error(
            tr("There is no such folder now.")
            if text
            else tr("Choose a folder of another disk first.")
        )
        self.line.setFocus()
        return None

    @Slot()
    def _on_edited(self) -> None:
        self.field.show_error("")

    @Slot()
    def _on_choose(self) -> None:
        ask_for_folder(self, tr("Second copy"), self._chosen)

    def _chosen(self, folders: list[Path]) -> None:
        if folders:
            self.line.setText(str(folders[0]))
            self.field.show_error("")


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

    def show_answers(self, written: Sequence[DownloadWritten]) -> None:
        self.sentence.setText(
            tr(
                "Every answer was written, read back and is the same. Take the stick to the offices."
            )
        )
        self.facts.show_lines(
            [
                KeyValue(tr("Packages"), number(len(written))),
                KeyValue(tr("Content"), changes_words(sum(one.package.ops for one in written))),
                KeyValue(tr("Size"), file_size(sum(one.package.bytes for one in written))),
            ]
        )
