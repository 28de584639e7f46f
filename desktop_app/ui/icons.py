"""The line icons of ``resources/icons``, in the colour of the theme.

`Icon` (a label), and the buttons of ``widgets/buttons.py``, colour themselves again when the theme
changes; use those rather than a bare `QIcon`.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.paths import RESOURCES
from desktop_app.ui.style import grown
from desktop_app.ui.theme import tokens_of

FOLDER = RESOURCES / "icons"
_FAINT = 0.4

RECOLOUR = frozenset({QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange})
"""The events after which a widget paints its icon again."""


class Painted:
    """Gives a control its icon, and a new one only when colour, size or screen are others.

    A change of the theme reaches a control several times over, and drawing is what costs.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._last: tuple[str, str, int, float, float] = ("", "", 0, 0.0, 0.0)

    def fresh(self, name: str, tone: str, pixels: int, *, gap: float = 0) -> QIcon | None:
        """The icon in the colour of the theme, or None if it is the one given last."""
        colour: str = getattr(tokens_of(self._widget), tone)
        wanted = (name, colour, grown(pixels), self._widget.devicePixelRatioF(), gap)
        if wanted == self._last:
            return None
        self._last = wanted
        return icon(name, colour, wanted[2], ratio=wanted[3], gap=gap)


def icon(name: str, colour: str, size: int, *, ratio: float = 1.0, gap: float = 0) -> QIcon:
    """An icon in one colour; faint where the control is disabled.

    `gap` is room at its right, in parts of its size: what Qt leaves before a text is too little.
    """
    made = QIcon(pixmap(name, colour, size, ratio=ratio, gap=gap))
    faint = pixmap(name, colour, size, ratio=ratio, gap=gap, opacity=_FAINT)
    made.addPixmap(faint, QIcon.Mode.Disabled)
    return made


def pixmap(
    name: str, colour: str, size: int, *, ratio: float = 1.0, opacity: float = 1.0, gap: float = 0
) -> QPixmap:
    """An icon of `size` pixels, drawn for a screen with `ratio` dots to the pixel."""
    dots = round(size * ratio)
    drawn = QPixmap(QSize(round(dots * (1 + gap)), dots))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setOpacity(opacity)
    source = QByteArray(_source(name).replace("currentColor", colour).encode())
    QSvgRenderer(source).render(painter, QRectF(0, 0, dots, dots))
    painter.end()
    drawn.setDevicePixelRatio(ratio)
    return drawn


class Icon(QLabel):
    """An icon that stands alone and follows the theme; says nothing to a screen reader."""

    def __init__(
        self, name: str, *, size: int = 20, tone: str = "muted", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._size = size
        self._tone = tone
        self._last: tuple[str, str, int, float] = ("", "", 0, 0.0)
        self._paint()

    def show_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, in another colour if `tone` names one."""
        self._name = name
        self._tone = tone or self._tone
        self._paint()

    def _paint(self) -> None:
        colour: str = getattr(tokens_of(self), self._tone)
        wanted = (self._name, colour, grown(self._size), self.devicePixelRatioF())
        if wanted != self._last:
            self._last = wanted
            name, colour, size, ratio = wanted
            self.setFixedSize(size, size)
            self.setPixmap(pixmap(name, colour, size, ratio=ratio))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RECOLOUR:
            self._paint()


@cache
def _source(name: str) -> str:
    return (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
