"""The decile: its number, its place among ten, and its colour, always all three.

"Belum berdesil" is drawn as a value of its own, never as a gap. No word here judges anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import XS, L, M
from desktop_app.ui.theme import Tokens, tokens_of
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import decile_spoken, decile_words

STEPS = 10
_TICK = 3.0
_TICK_GAP = 1.5
_BAR = STEPS * _TICK + (STEPS - 1) * _TICK_GAP


class DecileBadge(QWidget):
    """One decile in a line or, with ``big=True``, as the figure of a page; ``None`` is a value."""

    def __init__(
        self,
        decile: int | None = None,
        *,
        big: bool = False,
        caption: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._big = big
        self._decile = decile
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L)
        self._mark: _BigMark | _SmallMark
        if big:
            self._mark = _BigMark(self)
            row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
            words = QVBoxLayout()
            words.setSpacing(XS)
            self._name = Text("", "heading")
            self._caption = Text(caption, "caption", wraps=True)
            self._scale = _Scale(self)
            words.addWidget(self._name)
            words.addWidget(self._scale)
            words.addWidget(self._caption)
            row.addLayout(words, 1)
        else:
            self._mark = _SmallMark(self)
            row.addWidget(self._mark)
        self.show_decile(decile, caption=caption)

    @property
    def decile(self) -> int | None:
        """The decile shown."""
        return self._decile

    def show_decile(self, decile: int | None, *, caption: str = "") -> None:
        """Show another decile; `caption` says whose ranking it is (national, kabupaten)."""
        self._decile = decile
        self._mark.decile = decile
        self._mark.updateGeometry()
        self._mark.update()
        spoken = decile_spoken(decile)
        self.setAccessibleName(f"{spoken}, {caption}" if caption else spoken)
        if self._big:
            self._name.setText(decile_words(decile))
            self._scale.decile = decile
            self._scale.update()
            self._caption.setText(caption)
            self._caption.setVisible(bool(caption))
        else:
            self.setToolTip(spoken)


@dataclass(frozen=True, slots=True)
class DecilePoint:
    """The decile of one release."""

    release: str
    decile: int | None


class DecileHistory(QWidget):
    """How the decile went from release to release, oldest first; up is a higher decile."""

    def __init__(
        self, points: Sequence[DecilePoint] = (), *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._points: tuple[DecilePoint, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_points(points)

    def show_points(self, points: Sequence[DecilePoint]) -> None:
        """Show the deciles of these releases, oldest first."""
        self._points = tuple(points)
        spoken = ", ".join(f"{p.release}: {decile_words(p.decile)}" for p in self._points)
        self.setAccessibleName(tr("Decile by release: {list}").format(list=spoken))
        self.setToolTip("\n".join(f"{p.release}: {decile_words(p.decile)}" for p in self._points))
        self.updateGeometry()
        self.update()

    def _spots(self) -> list[QPointF]:
        tall = self.fontMetrics().height()
        top, bottom = tall + 8.0, self.height() - tall - 10.0
        left, right = 28.0, self.width() - 28.0
        wide = (right - left) / max(1, len(self._points) - 1)
        return [
            QPointF(left + at * wide, bottom - (bottom - top) * ((p.decile or 1) - 1) / (STEPS - 1))
            for at, p in enumerate(self._points)
        ]

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(max(160, 72 * len(self._points)), 56 + 2 * self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        spots = self._spots()
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * 0.9)
        painter.setFont(small)
        for at in range(1, len(spots)):
            known = None not in (self._points[at - 1].decile, self._points[at].decile)
            style = Qt.PenStyle.SolidLine if known else Qt.PenStyle.DotLine
            painter.setPen(QPen(QColor(tokens.edge), 1.5, style))
            painter.drawLine(spots[at - 1], spots[at])
        for point, spot in zip(self._points, spots, strict=True):
            _paint_spot(painter, spot, point, tokens, is_last=point is self._points[-1])
        self._paint_releases(painter, spots, tokens)

    def _paint_releases(self, painter: QPainter, spots: list[QPointF], tokens: Tokens) -> None:
        """The releases under their points; only the first and the last where there is no room."""
        metrics = painter.fontMetrics()
        tall = metrics.height()
        widest = max((metrics.horizontalAdvance(p.release) for p in self._points), default=0)
        apart = spots[1].x() - spots[0].x() if len(spots) > 1 else widest + 1
        for at, (point, spot) in enumerate(zip(self._points, spots, strict=True)):
            is_last = at == len(spots) - 1
            if apart < widest + XS and at and not is_last:
                continue
            wide = metrics.horizontalAdvance(point.release) + 2
            x = min(max(0.0, spot.x() - wide / 2), max(0.0, self.width() - wide))
            painter.setPen(QColor(tokens.text if is_last else tokens.muted))
            label = QRectF(x, self.height() - tall, wide, tall)
            painter.drawText(label, int(Qt.AlignmentFlag.AlignCenter), point.release)


def small_mark_size(decile: int | None, font: QFont) -> QSize:
    """The room that `paint_small_mark` needs."""
    metrics = QFontMetricsF(font)
    if decile is None:
        return QSize(round(metrics.horizontalAdvance(decile_words(None)) + 18), _height(metrics))
    return QSize(round(_square(metrics) + 8 + _BAR), _height(metrics))


def paint_small_mark(
    painter: QPainter, rect: QRectF, decile: int | None, font: QFont, tokens: Tokens
) -> None:
    """Draw number, place and colour at the left of `rect`; for labels and for table cells alike."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    metrics = QFontMetricsF(font)
    middle = rect.center().y()
    tall = _height(metrics) - 2.0
    if decile is None:
        words = decile_words(None)
        box = QRectF(rect.x() + 0.5, middle - tall / 2, metrics.horizontalAdvance(words) + 16, tall)
        painter.setPen(QPen(QColor(tokens.edge), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(QColor(tokens.muted))
        painter.setFont(font)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), words)
        painter.restore()
        return
    step = tokens.deciles[decile - 1]
    box = QRectF(rect.x(), middle - tall / 2, _square(metrics), tall)
    _fill(painter, box, step.fill, tokens)
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(step.text))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(decile))
    x = box.right() + 8
    painter.setPen(Qt.PenStyle.NoPen)
    for at in range(1, STEPS + 1):
        high = 12.0 if at == decile else 5.0
        painter.setBrush(QColor(tokens.text if at == decile else tokens.edge))
        painter.drawRoundedRect(QRectF(x, middle - high / 2, _TICK, high), 1, 1)
        x += _TICK + _TICK_GAP
    painter.restore()


class _SmallMark(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.decile: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return small_mark_size(self.decile, self.font())

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_small_mark(
            QPainter(self), QRectF(self.rect()), self.decile, self.font(), tokens_of(self)
        )


class _BigMark(QWidget):
    """The number in a square of its colour."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.decile: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        side = max(60, round(self.fontMetrics().height() * 3.6))
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        font = QFont(self.font())
        font.setPointSizeF(self.font().pointSizeF() * 2.4)
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        if self.decile is None:
            painter.setPen(QPen(QColor(tokens.edge), 1.5, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(box, 12, 12)
            painter.setPen(QColor(tokens.muted))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "–")
            return
        step = tokens.deciles[self.decile - 1]
        _fill(painter, box, step.fill, tokens, radius=12)
        painter.setPen(QColor(step.text))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(self.decile))


class _Scale(QWidget):
    """Ten steps in their colours, the one that counts standing out."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.decile: int | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(200, 18)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 18)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        gap = 2.0
        wide = (min(self.width(), 240) - gap * (STEPS - 1)) / STEPS
        for at, step in enumerate(tokens.deciles):
            is_here = at + 1 == self.decile
            high = 16.0 if is_here else 8.0
            box = QRectF(at * (wide + gap), (self.height() - high) / 2, wide, high)
            if self.decile is None:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(tokens.line))
                painter.drawRoundedRect(box, 2, 2)
                continue
            _fill(painter, box, step.fill, tokens, radius=2.5)
            if is_here:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.text), 1.5))
                painter.drawRoundedRect(box.adjusted(0.75, 0.75, -0.75, -0.75), 2.5, 2.5)


def _fill(
    painter: QPainter, box: QRectF, colour: str, tokens: Tokens, *, radius: float = 5
) -> None:
    # The palest step on white and the darkest on black need an outline to be seen at all.
    outline = QColor(tokens.text)
    outline.setAlphaF(0.28)
    painter.setPen(QPen(outline, 1))
    painter.setBrush(QColor(colour))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)


def _paint_spot(
    painter: QPainter, spot: QPointF, point: DecilePoint, tokens: Tokens, *, is_last: bool
) -> None:
    radius = 6.0 if is_last else 4.5
    tall = painter.fontMetrics().height()
    above = QRectF(spot.x() - 30, spot.y() - radius - tall - 2, 60, tall)
    if point.decile is None:
        painter.setPen(QPen(QColor(tokens.edge), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(QColor(tokens.surface))
        painter.drawEllipse(spot, radius, radius)
        text = "–"
    else:
        painter.setPen(QPen(QColor(tokens.text), 1.2))
        painter.setBrush(QColor(tokens.deciles[point.decile - 1].fill))
        painter.drawEllipse(spot, radius, radius)
        text = str(point.decile)
    bold = QFont(painter.font())
    bold.setWeight(QFont.Weight.DemiBold if is_last else QFont.Weight.Normal)
    plain = painter.font()
    painter.setFont(bold)
    painter.setPen(QColor(tokens.text))
    painter.drawText(above, int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom), text)
    painter.setFont(plain)


def _height(metrics: QFontMetricsF) -> int:
    return round(metrics.height() + 6)


def _square(metrics: QFontMetricsF) -> float:
    return float(metrics.horizontalAdvance("10") + M)
