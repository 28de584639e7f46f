"""A map of desa that is drawn here: the stronger the colour the more, and what a class means can be read without its colour.

Every desa can be reached with the arrows; within boundaries classes are hatched too, a tile says its number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.map_plan import MapPlan, MapShape, Point
from desktop_app.ui.style import grown
from desktop_app.ui.theme import Tokens, contrast, tokens_of

_STRENGTHS = (0.0, 0.16, 0.36, 0.6, 0.86)
"""How much of the accent a class has."""
_PATTERNS = {
    2: Qt.BrushStyle.BDiagPattern,
    3: Qt.BrushStyle.FDiagPattern,
    4: Qt.BrushStyle.DiagCrossPattern,
}
_NO_NUMBER = Qt.BrushStyle.Dense6Pattern
_HATCH = 70
_LEAST_TILE = 34
_LEAST = QSize(240, 180)
_EDGE = 6
_SMALL = 0.88
_POINT = 2.5
_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


@dataclass(frozen=True, slots=True)
class MapFigures:
    """What is shown of every desa: its class, its number in words, a sentence, and whether a list stands behind it."""

    name: str = ""
    steps: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    sentences: Mapping[str, str] = field(default_factory=dict)
    open: frozenset[str] = frozenset()


class RegionMap(QWidget):
    """Shows a `MapPlan` with `MapFigures`; `chosen` with the code of a desa that has a list behind it, by
    Enter or a click, `looked_at` with the one that the keyboard or the pointer is on. Where it `is_fixed`
    its height is given, and never grows for its tiles.
    """

    chosen = Signal(str)
    looked_at = Signal(str)

    def __init__(self, *, is_fixed: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_fixed = is_fixed
        self.plan: MapPlan | None = None
        self.figures = MapFigures()
        self.current = ""
        self._under = ""
        self._points: Sequence[Point] = ()
        self._paths: dict[str, QPainterPath] = {}
        self._scale, self._left, self._top = 1.0, 0.0, 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_plan(self, plan: MapPlan) -> None:
        """Lie like this; the desa that the keyboard is on stays, if it is there."""
        self.plan = plan
        codes = [shape.village for shape in plan.shapes]
        if self.current not in codes:
            self.current = codes[0] if codes else ""
        self._lay()
        self._tell()

    def show_figures(self, figures: MapFigures) -> None:
        """Show these numbers."""
        self.figures = figures
        self.setAccessibleName(figures.name)
        self._tell()
        self.update()

    def show_points(self, points: Sequence[Point]) -> None:
        """Show these places too, by longitude and latitude; none on tiles."""
        self._points = points
        self.update()

    def go_to(self, village: str) -> None:
        """Let the keyboard be on this one, now or once it is there."""
        self.current = village
        self._tell()
        self.update()

    def swatch(self, painter: QPainter, rect: QRectF, step: int | None) -> None:
        """Paint what a class looks like here."""
        path = QPainterPath()
        path.addRect(rect)
        self._fill(painter, path, step, tokens_of(self))

    def sentence(self, village: str) -> str:
        """What is said of a desa."""
        return self.figures.sentences.get(village, "")

    # Laying out

    def _lay(self) -> None:
        """Find the scale at which all of it fits; tiles stay legible, and scroll where they must."""
        plan = self.plan
        if plan is None or not plan.shapes:
            return
        room = QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)
        across = max(1.0, room.width()) / plan.width
        self._scale = min(across, max(1.0, room.height()) / plan.height)
        least = 0.0
        if plan.is_tiles and not self._is_fixed:
            self._scale = max(self._scale, min(across, grown(_LEAST_TILE)))
            least = min(across, grown(_LEAST_TILE)) * plan.height + 2 * _EDGE
        if not self._is_fixed:
            self.setMinimumHeight(max(_LEAST.height(), int(least)))
        self._left = room.left() + max(0.0, (room.width() - plan.width * self._scale) / 2)
        self._top = room.top() + max(0.0, (room.height() - plan.height * self._scale) / 2)
        self._paths = {shape.village: self._path(shape) for shape in plan.shapes}
        self.update()

    def _at(self, point: Point) -> QPointF:
        return QPointF(self._left + point[0] * self._scale, self._top + point[1] * self._scale)

    def _path(self, shape: MapShape) -> QPainterPath:
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.OddEvenFill)
        for ring in shape.rings:
            path.addPolygon([self._at(point) for point in ring])
            path.closeSubpath()
        return path

    def place_of(self, village: str) -> QPointF:
        """Where the middle of a desa lies in this widget."""
        shapes = self.plan.shapes if self.plan is not None else ()
        return next(self._at(shape.middle) for shape in shapes if shape.village == village)

    def _village_at(self, place: QPointF) -> str:
        return next((code for code, path in self._paths.items() if path.contains(place)), "")

    # Going along

    def _go(self, village: str) -> None:
        if village and village != self.current:
            self.current = village
            self._tell()
            self.update()

    def _neighbour(self, way: tuple[int, int]) -> str:
        """The nearest desa that way, of those that lie more that way than aside."""
        shapes = self.plan.shapes if self.plan is not None else ()
        here = next((shape for shape in shapes if shape.village == self.current), None)
        best = (float("inf"), "")
        for shape in shapes:
            if here is None or shape is here:
                continue
            x, y = shape.middle[0] - here.middle[0], shape.middle[1] - here.middle[1]
            along, aside = x * way[0] + y * way[1], abs(x * way[1]) + abs(y * way[0])
            if along > 1e-9 and aside <= along * 1.01:
                best = min(best, (along + 2 * aside, shape.village))
        return best[1]

    def _open(self, village: str) -> None:
        if village in self.figures.open:
            self.chosen.emit(village)

    def _tell(self) -> None:
        shown = self._under or self.current
        self.setAccessibleDescription(self.sentence(self.current))
        QAccessible.updateAccessibility(
            QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
        )
        self.looked_at.emit(shown)

    # Painting

    def _fill(
        self, painter: QPainter, path: QPainterPath, step: int | None, tokens: Tokens
    ) -> QColor:
        """Paint one area, and say which colour text on it has."""
        ground = _mixed(tokens, 0.0 if step is None else _STRENGTHS[step])
        ink = max((tokens.text, tokens.on_accent), key=lambda one: contrast(one, ground.name()))
        painter.setPen(QPen(QColor(tokens.edge), 1))
        painter.fillPath(path, ground)
        pattern = _NO_NUMBER if step is None else _PATTERNS.get(step)
        is_tile = self.plan is not None and self.plan.is_tiles
        if pattern is not None and not (is_tile and step is not None):
            hatch = QColor(ink)
            hatch.setAlpha(_HATCH)
            painter.fillPath(path, QBrush(hatch, pattern))
        painter.drawPath(path)
        return QColor(ink)

    def _label(self, painter: QPainter, shape: MapShape, ink: QColor, tokens: Tokens) -> None:
        """The name and the number, or what of them there is room for."""
        assert self.plan is not None
        box = self._paths[shape.village].boundingRect()
        is_tile = self.plan.is_tiles
        wide, high = (box.width() - 4, box.height() - 2) if is_tile else _inner(box)
        figure = self.figures.words.get(shape.village, "")
        metrics = QFontMetricsF(painter.font())
        for lines in shape.labels(figure):
            if metrics.height() * len(lines) > high:
                continue
            if max(metrics.horizontalAdvance(line) for line in lines) > wide:
                continue
            across = max(metrics.horizontalAdvance(line) for line in lines) + 4
            down = metrics.height() * len(lines)
            middle = self._at(shape.middle)
            rect = QRectF(middle.x() - across / 2, middle.y() - down / 2, across, down)
            if not is_tile:
                painter.fillRect(rect, QColor(tokens.surface))
                ink = QColor(tokens.text)
            painter.setPen(ink)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), "\n".join(lines))
            return

    # Qt overrides

    def sizeHint(self) -> QSize:
        return _LEAST  # it takes all the room there is, and asks for little

    def minimumSizeHint(self) -> QSize:
        return _LEAST

    def resizeEvent(self, event: QEvent) -> None:
        self._lay()

    def paintEvent(self, event: QPaintEvent) -> None:
        plan = self.plan
        if plan is None:
            return
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        small = QFont(self.font())
        small.setPointSizeF(self.font().pointSizeF() * _SMALL)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens.muted))
        for heading in plan.headings:
            start = self._at((heading.x, heading.y))
            rect = QRectF(start, self._at((heading.x + heading.width, heading.y + heading.height)))
            name = painter.fontMetrics().elidedText(
                heading.name, Qt.TextElideMode.ElideRight, int(rect.width())
            )
            beneath = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(rect.adjusted(1, -8, 0, -1), beneath, name)
        painter.setFont(small)
        inks = {
            shape.village: self._fill(
                painter, self._paths[shape.village], self.figures.steps.get(shape.village), tokens
            )
            for shape in plan.shapes
        }
        for shape in plan.shapes:
            self._label(painter, shape, inks[shape.village], tokens)
        if plan.place is not None:
            painter.setPen(QPen(QColor(tokens.surface), 1))
            painter.setBrush(QColor(tokens.loss))
            for longitude, latitude in self._points:
                painter.drawEllipse(self._at(plan.place(longitude, latitude)), _POINT, _POINT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for village, width in ((self._under, 1.5), (self.current if self.hasFocus() else "", 3)):
            if village in self._paths:
                painter.setPen(QPen(QColor(tokens.surface), width + 2))
                painter.drawPath(self._paths[village])
                painter.setPen(QPen(QColor(tokens.text), width))
                painter.drawPath(self._paths[village])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        shapes = self.plan.shapes if self.plan is not None else ()
        if key in _WAYS:
            self._go(self._neighbour(_WAYS[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and shapes:
            self._go(shapes[0 if key == Qt.Key.Key_Home else -1].village)
        elif key in _OPENING:
            self._open(self.current)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._village_at(event.position())
        if under != self._under:
            self._under = under
            can = under in self.figures.open
            shape = Qt.CursorShape.PointingHandCursor if can else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            QToolTip.showText(event.globalPosition().toPoint(), self.sentence(under), self)
            self._tell()
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        village = self._village_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and village:
            self._go(village)
            self._open(village)

    def leaveEvent(self, event: QEvent) -> None:
        self._under = ""
        self._tell()
        self.update()

    def focusInEvent(self, event: QEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:
        self.update()


def _inner(box: QRectF) -> tuple[float, float]:
    """The room for words in an area that is no square."""
    return box.width() * 0.62, box.height() * 0.5


def _mixed(tokens: Tokens, strength: float) -> QColor:
    ground, accent = QColor(tokens.surface), QColor(tokens.accent)
    pairs = (
        (ground.red(), accent.red()),
        (ground.green(), accent.green()),
        (ground.blue(), accent.blue()),
    )
    return QColor(*(round(one + (other - one) * strength) for one, other in pairs))
