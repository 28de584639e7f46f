"""How one piece of evidence stands in a list: a small picture in a square, its kind, and about it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from desktop_app.domain.evidence import EvidenceContent, EvidenceLine, HeldEvidence, Media
from desktop_app.ui.icons import pixmap
from desktop_app.ui.theme import tokens_of
from desktop_app.words.evidence import about_words, held_words, kind_words

AnyLine = EvidenceLine | HeldEvidence
SMALL = 48
"""The side of the square of a small picture."""
_ICON = 24
_AROUND, _PADDING = 44, 14
"""What lies beside and above the words of a row: the padding of the style sheet, and Qt's own."""
_LEAST_ROOM = 60


def item_of(line: AnyLine, listed: QListWidget) -> QListWidgetItem:
    """The row of a list for this piece of evidence; one that was withdrawn has a line through it."""
    content = content_of(line)
    about = about_words(line) if isinstance(line, EvidenceLine) else held_words(line)
    item = QListWidgetItem(_icon(line, listed), f"{kind_words(content.kind)}\n{about}")
    item.setToolTip(content.note)
    if not holds(line):
        font = listed.font()
        font.setStrikeOut(True)
        item.setFont(font)
        item.setForeground(QColor(tokens_of(listed).muted))
    return item


def size_for(item: QListWidgetItem, listed: QListWidget) -> QSize:
    """As many lines as the words of a row need: Qt forgets the padding of the style sheet."""
    room = max(_LEAST_ROOM, listed.viewport().width() - SMALL - _AROUND)
    words = listed.fontMetrics().boundingRect(
        QRect(0, 0, room, 0), Qt.TextFlag.TextWordWrap, item.text()
    )
    return QSize(0, max(SMALL, words.height()) + _PADDING)


def content_of(line: AnyLine) -> EvidenceContent:
    """What it says about its bytes."""
    return line.evidence.content if isinstance(line, EvidenceLine) else line.content


def holds(line: AnyLine) -> bool:
    """Whether it was not withdrawn."""
    return not (isinstance(line, EvidenceLine) and line.evidence.is_withdrawn)


def _icon(line: AnyLine, listed: QListWidget) -> QIcon:
    """In a square of one size, so that the words of all rows stand in line."""
    ratio = listed.devicePixelRatioF()
    side = round(SMALL * ratio)
    small = QPixmap()
    if line.thumbnail and small.loadFromData(line.thumbnail):
        small = small.scaled(
            side,
            side,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
    else:
        name = "file-text" if content_of(line).media is Media.PDF else "image"
        if isinstance(line, EvidenceLine) and not line.is_here:
            name = "info"
        small = pixmap(name, tokens_of(listed).muted, round(_ICON * ratio))
    square = QPixmap(side, side)
    square.fill(Qt.GlobalColor.transparent)
    painter = QPainter(square)
    painter.drawPixmap((side - small.width()) // 2, (side - small.height()) // 2, small)
    painter.end()
    square.setDevicePixelRatio(ratio)
    return QIcon(square)
