"""A PDF as paper on the screen: white whatever the theme, as wide as there is room, page under page."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.theme import tokens_of
from desktop_app.ui.widgets.buttons import IconButton
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import percent

ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_NARROWEST = 160


class PdfPages(QObject):
    """The pages of one PDF in memory; for the screen and for the printer alike."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document = QPdfDocument(self)
        self._buffer = QBuffer(self)

    def load(self, pdf: bytes) -> None:
        """Show this PDF instead; nothing for no bytes."""
        self.document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(pdf))
        if pdf:
            self._buffer.open(QBuffer.OpenModeFlag.ReadOnly)
            self.document.load(self._buffer)

    @property
    def count(self) -> int:
        """How many pages there are."""
        return max(0, self.document.pageCount())

    def picture(self, page: int, size: QSize) -> QImage:
        """One page in this many dots, on white."""
        drawn = self.document.render(page, size)
        paper = QImage(size, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, drawn)
        painter.end()
        return paper


class PaperView(QWidget):
    """The pages with their zoom; Ctrl+plus, Ctrl+minus and Ctrl+0 as everywhere."""

    def __init__(self, *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PdfPages(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.bar = QHBoxLayout()
        self.bar.setSpacing(XS)
        self._where = Text("", "caption")
        self._zoom_words = Text("", "caption")
        self._smaller = IconButton("zoom-out", tr("Smaller"), keys="Ctrl+−", size=16)
        self._bigger = IconButton("zoom-in", tr("Bigger"), keys="Ctrl++", size=16)
        self._smaller.clicked.connect(self.zoom_out)
        self._bigger.clicked.connect(self.zoom_in)
        self.bar.addWidget(self._where)
        self.bar.addStretch(1)
        self.bar.addWidget(self._smaller)
        self.bar.addWidget(self._zoom_words)
        self.bar.addWidget(self._bigger)
        column.addLayout(self.bar)
        self._sheets = _Sheets(self.pages)
        self._area = QScrollArea()
        self._area.setWidget(self._sheets)
        self._area.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._area.setWidgetResizable(False)
        self._area.viewport().installEventFilter(self)
        self._area.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._area.setAccessibleName(name or tr("The letter as it will be printed"))
        column.addWidget(self._area, 1)
        self._sheets.zoomed.connect(self._on_wheel)
        self._zoom = 1.0
        self._say()

    def show_pdf(self, pdf: bytes) -> None:
        """Show these pages where the last ones were scrolled to."""
        place = self._area.verticalScrollBar().value()
        self.pages.load(pdf)
        self._fit()
        self._area.verticalScrollBar().setValue(place)
        self._say()

    @property
    def text(self) -> str:
        """All text of the pages, for tests and for reading aloud."""
        return "\n".join(
            self.pages.document.getAllText(page).text() for page in range(self.pages.count)
        )

    @Slot()
    def zoom_in(self) -> None:
        """The next bigger size."""
        self._set_zoom(next((zoom for zoom in ZOOMS if zoom > self._zoom + 0.01), ZOOMS[-1]))

    @Slot()
    def zoom_out(self) -> None:
        """The next smaller size."""
        smaller = [zoom for zoom in ZOOMS if zoom < self._zoom - 0.01]
        self._set_zoom(smaller[-1] if smaller else ZOOMS[0])

    def fit_width(self) -> None:
        """As wide as there is room."""
        self._set_zoom(1.0)

    def _set_zoom(self, zoom: float) -> None:
        self._zoom = zoom
        self._fit()
        self._say()

    def _fit(self) -> None:
        # One hundred percent is the width of the pane: what is read is the line, not the millimetre.
        room = max(_NARROWEST, self._area.viewport().width() - 2 * M)
        self._sheets.set_width(round(room * self._zoom))

    def _say(self) -> None:
        count = self.pages.count
        page = self._sheets.page_at(
            self._area.verticalScrollBar().value() + self._area.height() // 3
        )
        self._where.setText(tr("Page {n} of {all}").format(n=page + 1, all=count) if count else "")
        self._zoom_words.setText(percent(self._zoom))
        self._smaller.setEnabled(bool(count) and self._zoom > ZOOMS[0])
        self._bigger.setEnabled(bool(count) and self._zoom < ZOOMS[-1])

    @Slot(int)
    def _on_scrolled(self, _: int) -> None:
        self._say()

    @Slot(int)
    def _on_wheel(self, direction: int) -> None:
        if direction > 0:
            self.zoom_in()
        else:
            self.zoom_out()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False


class _Sheets(QWidget):
    """Every page under the one before, each drawn when it is first seen at this size."""

    zoomed = Signal(int)

    def __init__(self, pages: PdfPages) -> None:
        super().__init__()
        self._pages = pages
        self._wide = _NARROWEST
        self._drawn: dict[int, QImage] = {}

    def set_width(self, wide: int) -> None:
        self._wide = wide
        self._drawn.clear()
        high = sum(self._size(page).height() + L for page in range(self._pages.count))
        self.resize(wide + 2, max(1, high - L + 2))
        self.update()

    def page_at(self, y: int) -> int:
        """Which page lies at this height."""
        for page in range(self._pages.count):
            y -= self._size(page).height() + L
            if y < 0:
                return page
        return max(0, self._pages.count - 1)

    def _size(self, page: int) -> QSize:
        points = self._pages.document.pagePointSize(page)
        if points.width() <= 0:
            return QSize(self._wide, self._wide)
        return QSize(self._wide, round(self._wide * points.height() / points.width()))

    def _picture(self, page: int) -> QImage:
        if page not in self._drawn:
            ratio = self.devicePixelRatioF()
            size = self._size(page)
            made = self._pages.picture(
                page, QSize(round(size.width() * ratio), round(size.height() * ratio))
            )
            made.setDevicePixelRatio(ratio)
            self._drawn[page] = made
        return self._drawn[page]

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(QColor(tokens_of(self).edge), 1))
        y = 0
        for page in range(self._pages.count):
            size = self._size(page)
            if y <= event.rect().bottom() and y + size.height() >= event.rect().top():
                painter.drawImage(1, y + 1, self._picture(page))
                painter.drawRect(0, y, size.width() + 1, size.height() + 1)
            y += size.height() + L

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoomed.emit(1 if event.angleDelta().y() > 0 else -1)
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()
