"""Bars that can be read without their colour: a name, a length and the number beside it, one a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.ui.style import M, S, grown
from desktop_app.ui.theme import tokens_of

_BAR_ROLE = Qt.ItemDataRole.UserRole + 1
_HIGH = 14
_ABOVE = 6
_LEAST = 2.0
"""What is drawn for a number that is not nothing, however little it is beside the others."""
_MOST_NAME = 0.42
"""The part of the width that names may take."""

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is and what is written beside it.

    With `whole` the bar is filled up to `value` within an outline as long as that. `can_open` if
    something stands behind it.
    """

    key: str
    name: str
    value: float
    words: str
    whole: float | None = None
    can_open: bool = False
    is_heading: bool = False

    @classmethod
    def heading(cls, name: str) -> Bar:
        """No bar, but the name of those beneath it."""
        return cls("", name, 0, "", is_heading=True)

    @property
    def longest(self) -> float:
        """How much of the scale it needs."""
        return max(self.value, self.whole or 0)


class BarChart(QListWidget):
    """The bars in their order, on one scale; arrows go from one to the next.

    Enter or a click on one that `can_open` emits `chosen` with its key. It is as high as its bars, unless
    it may scroll.
    """

    chosen = Signal(str)

    def __init__(self, name: str, *, scrolls: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scrolls = scrolls
        self.bars: tuple[Bar, ...] = ()
        self.setAccessibleName(name)
        self.setItemDelegate(_BarDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        if not scrolls:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.itemClicked.connect(self._on_item)
        self.itemActivated.connect(self._on_item)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these; the one the keyboard is on stays, if it is among them."""
        item = self.currentItem()
        before = item.data(_BAR_ROLE).key if item is not None else ""
        self.bars = tuple(bars)
        self.clear()
        for bar in self.bars:
            item = QListWidgetItem(bar.name)
            item.setData(_BAR_ROLE, bar)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{bar.name}: {bar.words}")
            item.setToolTip(f"{bar.name}: {bar.words}")
            if bar.is_heading:
                item.setData(Qt.ItemDataRole.AccessibleTextRole, bar.name)
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(item)
            if bar.key == before:
                self.setCurrentItem(item)
        self.updateGeometry()

    @property
    def name_width(self) -> int:
        """The room that names take."""
        metrics = self.fontMetrics()
        names = (bar.name for bar in self.bars if not bar.is_heading)
        longest = max(map(metrics.horizontalAdvance, names), default=0)
        return min(longest + 2, round(self.viewport().width() * _MOST_NAME))

    @property
    def words_width(self) -> int:
        """The room that what is written beside the bars takes."""
        metrics = self.fontMetrics()
        return max((metrics.horizontalAdvance(bar.words) for bar in self.bars), default=0)

    @property
    def scale(self) -> float:
        """What the longest bar stands for."""
        return max((bar.longest for bar in self.bars), default=0)

    @Slot(QListWidgetItem)
    def _on_item(self, item: QListWidgetItem) -> None:
        bar: Bar = item.data(_BAR_ROLE)
        if bar.can_open:
            self.chosen.emit(bar.key)

    # Qt overrides

    def sizeHint(self) -> QSize:
        if self._scrolls:
            return super().sizeHint()
        return QSize(240, self.count() * _row_height(self.fontMetrics()) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height() if not self._scrolls else 80)


class _BarDelegate(QStyledItemDelegate):
    def __init__(self, chart: BarChart) -> None:
        super().__init__(chart)
        self._chart = chart

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(120, _row_height(QFontMetrics(option.font)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        bar: Bar = index.data(_BAR_ROLE)
        chart, tokens = self._chart, tokens_of(self._chart)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        is_under = bool(option.state & QStyle.StateFlag.State_MouseOver) and bar.can_open
        is_current = chart.hasFocus() and chart.currentIndex() == index
        if is_under:
            painter.fillRect(rect, QColor(tokens.hover))
        if is_current:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), 4, 4)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(option.font)
        if bar.is_heading:
            painter.setPen(QColor(tokens.muted))
            shown = painter.fontMetrics().elidedText(
                bar.name, Qt.TextElideMode.ElideRight, round(rect.width() - 2 * S)
            )
            beneath = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            painter.drawText(rect.adjusted(S, 0, -S, -2), beneath, shown)
            painter.restore()
            return
        metrics = painter.fontMetrics()
        names, words = chart.name_width, chart.words_width
        left = QRectF(rect.x() + S, rect.y(), names, rect.height())
        name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
        painter.setPen(QColor(tokens.text))
        painter.drawText(left, int(Qt.AlignmentFlag.AlignLeft | middle), name)
        room = rect.width() - names - words - 2 * S - 2 * M
        high = grown(_HIGH)
        x, y = left.right() + M, rect.center().y() - high / 2
        scale = chart.scale
        filled = 0.0
        if scale > 0 and room > 0:
            filled = max(_LEAST, room * bar.value / scale) if bar.value > 0 else 0.0
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(QRectF(x, y, filled, high), 2, 2)
            if bar.whole is not None:
                whole = max(_LEAST, room * bar.whole / scale)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(tokens.edge), 1))
                painter.drawRoundedRect(QRectF(x + 0.5, y + 0.5, whole - 1, high - 1), 2, 2)
                filled = max(filled, whole)
        # Beside the bar it belongs to, where the eye is; what can be opened looks like a link.
        beside = QRectF(x + filled + S, rect.y(), words + 1, rect.height())
        painter.setPen(QColor(tokens.accent_text if bar.can_open else tokens.text))
        painter.drawText(beside, int(Qt.AlignmentFlag.AlignLeft | middle), bar.words)
        painter.restore()


def _row_height(metrics: QFontMetrics) -> int:
    return metrics.height() + 2 * _ABOVE
