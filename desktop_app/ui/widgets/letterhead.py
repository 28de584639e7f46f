"""The head of a letter as it is printed: on white whatever the theme, at the width of its place."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.domain.letter import Letterhead
from desktop_app.ui.style import L, M
from desktop_app.ui.theme import LIGHT, tokens_of

# As parts of the width between the margins, which is 170 mm on the sheet.
_AUTHORITY = 0.029
_OFFICE = 0.033
_SMALL_PRINT = 0.0207
_CREST = 0.141
_LEADING = 1.18
_RULE = 8


class LetterheadView(QWidget):
    """Shows one letterhead."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = Letterhead(())
        self._crest = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_letterhead(self, head: Letterhead) -> None:
        """Show this one."""
        self._head = head
        self._crest = QImage.fromData(head.crest) if head.crest else QImage()
        self.setAccessibleName(". ".join(self.lines))
        self._fit()
        self.update()

    @property
    def lines(self) -> tuple[str, ...]:
        """Its lines, from the highest authority down."""
        head = self._head
        return tuple(line for line in (*head.authorities, head.address, head.contact) if line)

    def _fit(self) -> None:
        # A card of reading width does not pass on how high its parts are for their width.
        self.setFixedHeight(round(self._words_height(self.width() - 2 * L)) + 2 * M + _RULE)

    def _sized(self) -> list[tuple[str, float, bool]]:
        """Each line with its size, and whether it is bold."""
        last = len(self._head.authorities) - 1
        sized = [
            (line, _OFFICE if at == last else _AUTHORITY, True)
            for at, line in enumerate(self._head.authorities)
        ]
        small = (self._head.address, self._head.contact)
        return sized + [(line, _SMALL_PRINT, False) for line in small if line]

    def _words_height(self, width: float) -> float:
        words = sum(share for _, share, _ in self._sized()) * _LEADING
        return width * max(words, 0.0 if self._crest.isNull() else _CREST)

    def _paint_words(self, painter: QPainter, room: QRectF, whole: float) -> None:
        painter.setPen(QColor(LIGHT.text))
        y = room.y()
        for line, share, is_bold in self._sized():
            font = QFont("Liberation Sans")
            font.setPixelSize(max(6, round(whole * share)))
            font.setBold(is_bold)
            painter.setFont(font)
            metrics = QFontMetricsF(font)
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
            box = QRectF(room.x(), y, room.width(), metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), shown)
            y += whole * share * _LEADING

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paper = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(QColor(tokens_of(self).edge), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(paper)
        inner = paper.adjusted(L, M, -L, -M)
        words = QRectF(inner)
        if not self._crest.isNull():
            side = inner.width() * _CREST
            size = self._crest.size().scaled(
                round(side), round(side), Qt.AspectRatioMode.KeepAspectRatio
            )
            left = inner.x() + (side - size.width()) / 2
            painter.drawImage(QRectF(left, inner.y(), size.width(), size.height()), self._crest)
            words.setLeft(inner.x() + side + M)
        self._paint_words(painter, words, inner.width())
        bottom = inner.bottom()
        for thick, y in ((2.4, bottom - 4), (0.8, bottom)):
            painter.setPen(QPen(QColor(LIGHT.text), thick))
            painter.drawLine(QPointF(inner.x(), y), QPointF(inner.right(), y))
