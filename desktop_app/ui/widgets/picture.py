"""A picture as large as there is room, or larger: Ctrl+plus, Ctrl+minus, Ctrl+0, and the wheel with Ctrl."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QPixmap, QShortcut, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XS, S
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import percent

ZOOMS = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0)
"""How often the size at which the whole picture is seen."""


class PictureView(QWidget):
    """The picture with its zoom; one hundred percent is the whole of it."""

    def __init__(self, *, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QPixmap()
        self._zoom = ZOOMS[0]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        bar = QHBoxLayout()
        bar.setSpacing(XS)
        bar.addStretch(1)
        self._words = Text("", "caption")
        self._smaller = IconButton("zoom-out", tr("Smaller"), keys="Ctrl+−", size=16)
        self._bigger = IconButton("zoom-in", tr("Bigger"), keys="Ctrl++", size=16)
        self._smaller.clicked.connect(self.zoom_out)
        self._bigger.clicked.connect(self.zoom_in)
        for part in (self._smaller, self._words, self._bigger):
            bar.addWidget(part)
        column.addLayout(bar)
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area = QScrollArea()
        self._area.setWidget(self._label)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._area.setAccessibleName(name)
        self._area.viewport().installEventFilter(self)
        column.addWidget(self._area, 1)
        self.setFocusProxy(self._area)
        for keys, slot in (
            ("Ctrl++", self.zoom_in),
            ("Ctrl+=", self.zoom_in),
            ("Ctrl+-", self.zoom_out),
            ("Ctrl+0", self.show_whole),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._draw()

    def show_picture(self, data: bytes) -> bool:
        """Show the whole of this picture; False if it is none."""
        is_one = self._picture.loadFromData(data)
        self._set_zoom(ZOOMS[0])
        return is_one

    @property
    def zoom(self) -> float:
        """How often the size at which the whole is seen."""
        return self._zoom

    @Slot()
    def zoom_in(self) -> None:
        """The next bigger size."""
        self._set_zoom(next((one for one in ZOOMS if one > self._zoom), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """The next smaller size."""
        smaller = [one for one in ZOOMS if one < self._zoom]
        self._set_zoom(smaller[-1] if smaller else ZOOMS[0])

    @Slot()
    def show_whole(self) -> None:
        """As large as the whole of it is seen."""
        self._set_zoom(ZOOMS[0])

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._draw()

    def _draw(self) -> None:
        self._words.setText(percent(self._zoom))
        self._smaller.setEnabled(self._zoom > ZOOMS[0])
        self._bigger.setEnabled(not self._picture.isNull() and self._zoom < ZOOMS[-1])
        if self._picture.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = self._area.viewport().size() if self._zoom == ZOOMS[0] else self._area.size()
        # Never larger than its dots while the whole is seen: a small picture stays sharp.
        whole = self._picture.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        whole = whole.boundedTo(self._picture.size()) if self._zoom == ZOOMS[0] else whole
        size = QSize(round(whole.width() * self._zoom), round(whole.height() * self._zoom))
        drawn = self._picture.scaled(
            size * ratio,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.setDevicePixelRatio(ratio)
        self._label.setPixmap(drawn)
        self._label.resize(drawn.deviceIndependentSize().toSize())

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._zoom == ZOOMS[0]:
            self._draw()
        return False

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.zoom_in if event.angleDelta().y() > 0 else self.zoom_out)()
        else:
            event.ignore()
