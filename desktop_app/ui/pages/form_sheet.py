"""A sheet with a form in it, which is not closed over the head of whoever fills it in."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop_app.language import tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.widgets.sheet import SideSheet


class FormSheet(SideSheet):
    """Esc and the cross close it, after asking if `has_unsaved`, and not at all while `is_busy`."""

    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.guards = True
        self.asked_to_close.connect(self.close_or_ask)

    def has_unsaved(self) -> bool:
        """Whether something was filled in and is not kept."""
        return False

    @property
    def is_busy(self) -> bool:
        """Whether long work goes on here; the strip in the form has the button that stops it."""
        return False

    @Slot()
    def close_or_ask(self) -> None:
        """Close, unless something was filled in that would be lost, or is being worked on."""
        if self.is_busy:
            return
        if not self.has_unsaved():
            self.close_sheet()
            return
        dialog = leave_dialog(self.window())
        dialog.accepted.connect(self.close_sheet)
        dialog.open()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.close_or_ask()
        else:
            super().keyPressEvent(event)


def leave_dialog(parent: QWidget) -> ConfirmDialog:
    """Asks whether what was filled in may be lost."""
    return ConfirmDialog(
        parent,
        question=tr("Leave without saving?"),
        lost=tr("What you filled in here is not recorded yet and will be lost."),
        verb=tr("&Leave"),
        keep=tr("&Go on filling in"),
    )


def close_top(sheets: Iterable[FormSheet]) -> bool:
    """Close the sheet that lies over the page, or ask; False if none does."""
    top = next((sheet for sheet in sheets if sheet.isVisible()), None)
    if top is not None:
        top.close_or_ask()
    return top is not None
