"""Parts of the window that hand the keyboard on to the widget one works with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    _Base = QWidget
else:
    _Base = object  # a class of Qt is made from one class of Qt; what it is, whoever leads says


class Lead(_Base):
    """Whoever gives a part the keyboard gives it to the widget that the part leads to, if it leads to one.

    Not Qt's focus proxy: with that the Tab key jumps to the proxy, even a hidden one, and over every button before it.
    """

    _led_to: QWidget | None = None

    def lead_to(self, widget: QWidget) -> None:
        """Hand the keyboard on to this one from now on."""
        self._led_to = widget

    # Qt overrides

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        if self._led_to is None:
            super().setFocus(reason)
        else:
            self._led_to.setFocus(reason)
