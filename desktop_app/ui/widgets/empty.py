"""What stands where there is nothing: one sentence and one button."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text

_WIDEST = 440


class EmptyState(QFrame):
    """An icon, a short heading, one sentence, at most one button (`acted`) and a quieter one beneath it
    (`also_acted`) where there is another way on.
    """

    acted = Signal()
    also_acted = Signal()

    def __init__(
        self,
        icon: str,
        heading: str,
        sentence: str = "",
        action: str = "",
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, XL)
        column.setSpacing(S)
        column.addStretch(2)
        self._icon = Icon(icon, size=36, tone="muted")
        column.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(M - S)
        self._heading = Text("", "heading", wraps=True)
        self._sentence = Text("", "muted", wraps=True)
        for label in (self._heading, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(L - S)
        self.button = Button("", kind="secondary")
        self.button.clicked.connect(self._on_clicked)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        self.also_button = Button("", kind="plain")
        self.also_button.clicked.connect(self._on_also_clicked)
        column.addWidget(self.also_button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(heading, sentence, action)

    def say(
        self,
        heading: str,
        sentence: str = "",
        action: str = "",
        *,
        also: str = "",
        icon: str = "",
    ) -> None:
        """Show other words, and another icon if one is named."""
        self._heading.setText(heading)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.button.setText(action)
        self.button.setVisible(bool(action))
        self.also_button.setText(also)
        self.also_button.setVisible(bool(also))
        if icon:
            self._icon.show_icon(icon)
        self._fit()

    def _fit(self) -> None:
        # A wrapping label in the middle would take its narrowest form, and one line, if it were let.
        wide = max(120, min(_WIDEST, self.width() - 2 * XL))
        for label in (self._heading, self._sentence):
            label.setFixedWidth(wide)
            label.setMinimumHeight(max(0, label.heightForWidth(wide)))

    @Slot()
    def _on_clicked(self) -> None:
        self.acted.emit()

    @Slot()
    def _on_also_clicked(self) -> None:
        self.also_acted.emit()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
