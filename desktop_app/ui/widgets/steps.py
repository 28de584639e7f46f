"""Where somebody is on a way of a few steps: which are behind, which is now, which come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop_app.language import tr
from desktop_app.ui.style import L, M, S
from desktop_app.ui.theme import tokens_of
from desktop_app.ui.widgets.text import Text


class Steps(QWidget):
    """Numbered steps in a line; where there is no room only the present one has its name."""

    def __init__(self, names: Sequence[str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = tuple(names)
        self._now = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_step(0)

    @property
    def now(self) -> int:
        """The present step, from 0; one past the last when all are done."""
        return self._now

    def show_step(self, now: int) -> None:
        """Show which step is the present one."""
        self._now = now
        if now < len(self._names):
            self.setAccessibleName(
                tr("Step {n} of {all}: {name}").format(
                    n=now + 1, all=len(self._names), name=self._names[now]
                )
            )
        else:
            self.setAccessibleName(tr("All steps done"))
        self.update()

    def _circle(self) -> int:
        return self.fontMetrics().height() + 8

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(280, self._circle() + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize((self._circle() + S) * len(self._names), self._circle() + 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        painter.setFont(bold)
        metrics = painter.fontMetrics()
        circle = self._circle()
        wide = [metrics.horizontalAdvance(name) + circle + S + L for name in self._names]
        has_room = sum(wide) + L * len(wide) < self.width()
        x = 1.0
        middle = self.height() / 2
        for at, name in enumerate(self._names):
            is_done, is_now = at < self._now, at == self._now
            box = QRectF(x, middle - circle / 2 + 1, circle - 2, circle - 2)
            painter.setPen(QPen(QColor(tokens.accent if is_done or is_now else tokens.edge), 1.4))
            painter.setBrush(
                QColor(tokens.accent)
                if is_now
                else QColor(tokens.accent_soft)
                if is_done
                else Qt.BrushStyle.NoBrush
            )
            painter.drawEllipse(box)
            colour = tokens.on_accent if is_now else tokens.accent_text if is_done else tokens.muted
            painter.setPen(QColor(colour))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignCenter), "✓" if is_done else str(at + 1)
            )
            x = box.right() + S
            if has_room or is_now:
                painter.setPen(QColor(tokens.text if is_now else tokens.muted))
                painter.setFont(bold if is_now else self.font())
                words = painter.fontMetrics().horizontalAdvance(name) + 4
                label = QRectF(x, 0, words, self.height())
                painter.drawText(
                    label, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), name
                )
                painter.setFont(bold)
                x += words
            if at < len(self._names) - 1:
                painter.setPen(QPen(QColor(tokens.line), 1.4))
                end = x + (L * 1.5 if has_room else S)
                painter.drawLine(round(x + S / 2), round(middle), round(end), round(middle))
                x = end + S


def step_part(*sentences: str, role: str = "muted") -> tuple[QWidget, QVBoxLayout]:
    """What stands beneath the line at one of the steps: the sentences, and the column to go on in."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, S, 0, 0)
    column.setSpacing(M)
    for sentence in sentences:
        column.addWidget(Text(sentence, role, wraps=True))
    column.addSpacing(L - M)
    return part, column
