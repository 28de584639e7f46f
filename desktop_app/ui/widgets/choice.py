"""A box to choose one of several things, some of them under a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import QComboBox, QWidget


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: what stands for it, and its words. Without a value it is a heading."""

    value: str | None
    text: str


class Choice(QComboBox):
    """Narrow enough for a form, and deaf to the wheel: scrolling a form must not change an answer.

    Listen to `activated`: it is only emitted when a person chooses.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(16)

    def show_options(self, options: Sequence[Option], *, chosen: str | None = None) -> None:
        """Offer these; `chosen` stands there if it is among them, else nothing does."""
        model = QStandardItemModel(self)
        for option in options:
            item = QStandardItem(option.text)
            item.setData(option.value, Qt.ItemDataRole.UserRole)
            if option.value is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                font = self.font()
                font.setBold(True)
                item.setFont(font)
            model.appendRow(item)
        self.setModel(model)
        self.setCurrentIndex(-1)
        if chosen is not None:
            self.choose(chosen)

    def choose(self, value: str) -> bool:
        """Let this one stand there; False if it is not offered."""
        at = self.findData(value, Qt.ItemDataRole.UserRole)
        if at >= 0:
            self.setCurrentIndex(at)
        return at >= 0

    @property
    def value(self) -> str | None:
        """What was chosen; None if nothing."""
        chosen = self.currentData(Qt.ItemDataRole.UserRole)
        return None if chosen is None else str(chosen)

    @property
    def options(self) -> list[Option]:
        """Everything that is offered."""
        return [
            Option(self.itemData(at, Qt.ItemDataRole.UserRole), self.itemText(at))
            for at in range(self.count())
        ]

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
