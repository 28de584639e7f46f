"""How one cell of a list is drawn: a line, a quieter line, found letters, a decile, a heading."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.domain.identity import MASK
from desktop_app.ui.icons import pixmap
from desktop_app.ui.models.table import (
    BELOW_ROLE,
    DECILE_ROLE,
    ICON_ROLE,
    MARKS_ROLE,
    ROW_ROLE,
    STRUCK_ROLE,
    TONE_ROLE,
    Heading,
)
from desktop_app.ui.style import XS, M, grown
from desktop_app.ui.theme import Tokens, tokens_of
from desktop_app.ui.widgets.decile import paint_small_mark, small_mark_size

_Index = QModelIndex | QPersistentModelIndex
_ICON = 16


class CellDelegate(QStyledItemDelegate):
    """Draws the cells of a `DataTable` from the roles of a `RowsModel`."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, index: _Index, tokens: Tokens
    ) -> None:
        rect: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        under = self._view.indexAt(self._view.viewport().mapFromGlobal(self._view.cursor().pos()))
        if is_selected:
            painter.fillRect(rect, QColor(tokens.accent_soft))
        elif under.isValid() and under.row() == index.row() and self._view.underMouse():
            painter.fillRect(rect, QColor(tokens.sunken))
        painter.setPen(QPen(QColor(tokens.line), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        is_current = self._view.currentIndex().row() == index.row()
        if index.column() == 0 and is_current and (is_selected or self._view.hasFocus()):
            painter.fillRect(QRect(rect.x(), rect.y(), 3, rect.height()), QColor(tokens.accent))

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens = tokens_of(self._view)
        painter.save()
        content = index.data(ROW_ROLE)
        rect = QRect(option.rect)
        inner = rect.adjusted(M, 0, -M, 0)
        if isinstance(content, Heading):
            _paint_heading(painter, rect, inner, content.text, option.font, tokens)
            painter.restore()
            return
        self._paint_ground(painter, option, index, tokens)
        decile = index.data(DECILE_ROLE)
        if decile is not None:
            paint_small_mark(painter, QRectF(inner), decile or None, option.font, tokens)
            painter.restore()
            return
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        below = str(index.data(BELOW_ROLE) or "")
        aligned = index.data(Qt.ItemDataRole.TextAlignmentRole)
        inner = _paint_icon(painter, inner, str(index.data(ICON_ROLE) or ""), tokens)
        is_right = bool(aligned is not None and aligned & Qt.AlignmentFlag.AlignRight)
        tone: str = index.data(TONE_ROLE) or "text"
        line = QFontMetrics(option.font).height()
        if below:
            top = rect.y() + (rect.height() - 2 * line) // 2
            first = QRect(inner.x(), top, inner.width(), line)
            second = first.translated(0, line)
        else:
            first = inner
            second = QRect()
        marks: Sequence[tuple[int, int]] = index.data(MARKS_ROLE) or ()
        colour: str = getattr(tokens, tone)
        font = QFont(option.font)
        font.setStrikeOut(bool(index.data(STRUCK_ROLE)))
        painter.setFont(font)
        _paint_line(painter, first, text, colour, marks, tokens, is_right=is_right)
        painter.setFont(option.font)
        if below:
            _paint_line(painter, second, below, tokens.muted, (), tokens, is_right=is_right)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        hint = super().sizeHint(option, index)
        if index.data(DECILE_ROLE) is not None:
            return small_mark_size(index.data(DECILE_ROLE) or None, option.font) + QSize(2 * M, 0)
        return hint + QSize(2 * M, 0)


def _paint_icon(painter: QPainter, inner: QRect, name: str, tokens: Tokens) -> QRect:
    """Draw an icon at the left; what is left of the room."""
    if not name:
        return inner
    size = grown(_ICON)
    ratio = painter.device().devicePixelRatioF()
    drawn = pixmap(name, tokens.muted, size, ratio=ratio)
    painter.drawPixmap(inner.x(), inner.center().y() - size // 2 + 1, drawn)
    return inner.adjusted(size + XS, 0, 0, 0)


def _paint_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    colour: str,
    marks: Sequence[tuple[int, int]],
    tokens: Tokens,
    *,
    is_right: bool,
) -> None:
    metrics = painter.fontMetrics()
    # Of a masked number the end is what tells it from another.
    is_masked = text.startswith(MASK)
    cut = Qt.TextElideMode.ElideLeft if is_masked else Qt.TextElideMode.ElideRight
    shown = metrics.elidedText(text, cut, rect.width())
    side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
    for start, length in marks:
        found = shown[start : start + length]
        if not found or is_right:
            continue
        x = rect.x() + metrics.horizontalAdvance(shown[:start])
        wide = metrics.horizontalAdvance(found)
        tall = metrics.height()
        box = QRectF(x - 1, rect.center().y() - tall / 2 + 1, wide + 2, tall)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.mark))
        painter.drawRoundedRect(box, 3, 3)
    painter.setPen(QColor(colour))
    painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter), shown)


def _paint_heading(
    painter: QPainter, rect: QRect, inner: QRect, text: str, font: QFont, tokens: Tokens
) -> None:
    painter.fillRect(rect, QColor(tokens.sunken))
    bold = QFont(font)
    bold.setWeight(QFont.Weight.DemiBold)
    painter.setFont(bold)
    painter.setPen(QColor(tokens.muted))
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)
