"""A box to choose one of many things by typing a part of its name."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QCompleter, QLineEdit, QWidget

from desktop_app.ui.widgets.choice import Choice, Option


class SearchChoice(Choice):
    """A `Choice` to type into: what contains the letters is offered beneath, Enter takes the first.

    Whatever is typed and not chosen is put back when the box is left; Esc puts it back at once.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self._offered = QCompleter(self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(12)
        self.setCompleter(completer)
        self._chosen = -1
        # Heard before anybody else: Qt takes a heading too if somebody types it out.
        self.activated.connect(self._on_activated)
        self.line.returnPressed.connect(self._on_return)

    def show_options(self, options: Sequence[Option], *, chosen: str | None = None) -> None:
        super().show_options(options, chosen=chosen)
        self._chosen = self.currentIndex()
        self._offered.setModel(self.model())
        self.put_back()

    def choose(self, value: str) -> bool:
        found = super().choose(value)
        self._chosen = self.currentIndex()
        self.put_back()
        return found

    def put_back(self) -> None:
        """Show what is chosen instead of what was typed."""
        at = self.currentIndex()
        self.setEditText(self.itemText(at) if at >= 0 else "")

    @property
    def suggestions(self) -> QAbstractItemView:
        """What is offered beneath while somebody types."""
        popup = self._offered.popup()
        assert popup is not None
        return popup

    @property
    def line(self) -> QLineEdit:
        """Where it is typed."""
        line = self.lineEdit()
        assert line is not None
        return line

    @Slot(int)
    def _on_activated(self, at: int) -> None:
        if self.itemData(at, Qt.ItemDataRole.UserRole) is None:
            self.setCurrentIndex(self._chosen)
            self.put_back()
        self._chosen = self.currentIndex()

    @Slot()
    def _on_return(self) -> None:
        # Qt itself takes a text that stands in the list as it is.
        typed = self.currentText().strip()
        if self.findText(typed, Qt.MatchFlag.MatchFixedString) >= 0:
            return
        words = typed.casefold().split()
        for at, option in enumerate(self.options):
            if words and option.value is not None:
                name = option.text.casefold()
                if all(word in name for word in words):
                    self.setCurrentIndex(at)
                    self.activated.emit(at)
                    return
        self.put_back()
        self.line.selectAll()

    # Qt overrides

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Not when the suggestions close: somebody is in the middle of a word.
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.line.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.put_back()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.currentText() != self.itemText(
            self.currentIndex()
        ):
            self.put_back()
            self.line.selectAll()
            return
        super().keyPressEvent(event)
