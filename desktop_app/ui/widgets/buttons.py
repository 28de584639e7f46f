"""Buttons: one primary per page, secondary ones, plain ones like links, and icons."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from desktop_app.ui import icons
from desktop_app.ui.style import grown

_TONES = {
    "primary": "on_accent",
    "loss": "on_loss",
    "plain": "accent_text",
    "secondary": "muted",
    "rail": "muted",
}

_ICON = 18
_GAP = 0.3


class Button(QPushButton):
    """A button with a verb; `kind` is primary, secondary, plain or loss.

    An ampersand in the text gives its Alt letter. Destructive buttons are never primary.
    """

    def __init__(
        self,
        text: str,
        *,
        icon: str = "",
        kind: str = "secondary",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setProperty("kind", kind)
        self._icon_name = icon
        self._kind = kind
        self._painted = icons.Painted(self)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint_icon()

    def show_icon(self, name: str) -> None:
        """Show another icon, or none."""
        self._icon_name = name
        self._paint_icon()

    def _paint_icon(self) -> None:
        if self._icon_name:
            tone = "accent_text" if self.isCheckable() and self.isChecked() else _TONES[self._kind]
            gap = _GAP if self.text() else 0.0
            fresh = self._painted.fresh(self._icon_name, tone, _ICON, gap=gap)
            if fresh is not None:
                size = grown(_ICON)
                self.setIconSize(QSize(round(size * (1 + gap)), size))
                self.setIcon(fresh)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in icons.RECOLOUR:
            self._paint_icon()

    def checkStateSet(self) -> None:
        super().checkStateSet()
        self._paint_icon()


class IconButton(QToolButton):
    """A button that is only an icon; `name` is what a screen reader and the tool tip say."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        size: int = 18,
        tone: str = "muted",
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon_name = icon
        self._tone = tone
        self._size = size
        self._painted = icons.Painted(self)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._paint_icon()

    def show_icon(self, icon: str, name: str) -> None:
        """Become another icon with another name."""
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self._paint_icon()

    def _paint_icon(self) -> None:
        fresh = self._painted.fresh(self._icon_name, self._tone, self._size)
        if fresh is not None:
            size = grown(self._size)
            self.setIconSize(QSize(size, size))
            self.setIcon(fresh)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in icons.RECOLOUR:
            self._paint_icon()
