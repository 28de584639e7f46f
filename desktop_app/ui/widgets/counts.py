"""What became of the records of a file: a bar whose parts add up, and the same in numbers."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.release import ImportCounts
from desktop_app.language import mark, tr
from desktop_app.ui.style import XS, M, S, grown
from desktop_app.ui.theme import Tokens, tokens_of
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.format import number

PARTS = (
    ("clean", mark("Taken as they stood")),
    ("repaired", mark("Repaired")),
    ("flagged", mark("Flagged")),
    ("refused", mark("Refused")),
    ("duplicates", mark("Repeated")),
    ("ignored", mark("Not data")),
)
_HIGH = 12


class CountsCard(QWidget):
    """The bar and the numbers; the last line is their sum."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._bar = _Bar()
        column.addWidget(self._bar)
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        self._numbers: dict[str, Text] = {}
        for row, (name, words) in enumerate(PARTS):
            grid.addWidget(_Dot(name), row, 0)
            grid.addWidget(Text(tr(words)), row, 1)
            self._numbers[name] = Text("", "strong")
            grid.addWidget(self._numbers[name], row, 2, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(Rule(), len(PARTS), 0, 1, 3)
        grid.addWidget(Text(tr("Records read"), "muted"), len(PARTS) + 1, 1)
        self._total = Text("", "strong")
        grid.addWidget(self._total, len(PARTS) + 1, 2, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)

    def show_counts(self, counts: ImportCounts) -> None:
        """Show these."""
        self._bar.show_counts(counts)
        for name, text in self._numbers.items():
            text.setText(number(getattr(counts, name)))
        self._total.setText(number(counts.records))

    @property
    def texts(self) -> dict[str, str]:
        """Every number as it stands there."""
        return {name: text.text() for name, text in self._numbers.items()} | {
            "records": self._total.text()
        }


def _fill(name: str, tokens: Tokens) -> tuple[str, Qt.BrushStyle]:
    # Told apart by pattern as well as by colour, for grey printers and colour blindness.
    return {
        "clean": (tokens.accent, Qt.BrushStyle.SolidPattern),
        "repaired": (tokens.accent, Qt.BrushStyle.Dense5Pattern),
        "flagged": (tokens.due, Qt.BrushStyle.SolidPattern),
        "refused": (tokens.loss, Qt.BrushStyle.SolidPattern),
        "duplicates": (tokens.edge, Qt.BrushStyle.SolidPattern),
        "ignored": (tokens.edge, Qt.BrushStyle.BDiagPattern),
    }[name]


def _paint(painter: QPainter, box: QRectF, name: str, tokens: Tokens) -> None:
    colour, style = _fill(name, tokens)
    painter.fillRect(box, QColor(tokens.line))
    brush = QColor(colour)
    painter.setBrush(brush)
    painter.setPen(Qt.PenStyle.NoPen)
    pattern = painter.brush()
    pattern.setStyle(style)
    painter.fillRect(box, pattern)


class _Bar(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts = ImportCounts()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: ImportCounts) -> None:
        self._counts = counts
        spoken = ", ".join(f"{tr(words)} {number(getattr(counts, name))}" for name, words in PARTS)
        self.setAccessibleName(spoken)
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(200, grown(_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        painter.setClipPath(shape)
        painter.fillRect(self.rect(), QColor(tokens.line))
        shown = [(name, getattr(self._counts, name)) for name, _ in PARTS]
        shown = [(name, count) for name, count in shown if count]
        total = sum(count for _, count in shown)
        # The smallest part is still seen: nobody should take one refused row for none.
        least = 4.0
        spare = self.width() - least * len(shown)
        x = 0.0
        for name, count in shown:
            wide = least + spare * count / total
            _paint(painter, QRectF(x, 0, wide, self.height()), name, tokens)
            x += wide
            painter.setPen(QPen(QColor(tokens.surface), 1))
            painter.drawLine(round(x), 0, round(x), self.height())


class _Dot(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(grown(_HIGH), grown(_HIGH))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), 3, 3)
        painter.setClipPath(shape)
        _paint(painter, QRectF(self.rect()), self._name, tokens_of(self))
