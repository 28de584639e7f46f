"""A field for a passphrase: hidden, to be looked at with one button, and it notices Caps Lock."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.language import tr
from desktop_app.ui import icons


class PassphraseEdit(QLineEdit):
    """Never offers to copy what is in it; `caps_lock` says when letters come out as capitals."""

    caps_lock = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhSensitiveData
        )
        self.setMaxLength(200)
        self._painted = icons.Painted(self)
        self._eye = QAction(self)
        self._eye.triggered.connect(self._on_eye)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._paint_eye()

    def forget(self) -> None:
        """Empty the field and hide what is typed next."""
        self.clear()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._paint_eye()

    def show_text(self, text: str) -> None:
        """Fill the field with something to be read and written down."""
        self.setText(text)
        self.setEchoMode(QLineEdit.EchoMode.Normal)
        self._paint_eye()

    @Slot()
    def _on_eye(self) -> None:
        is_hidden = self.echoMode() is QLineEdit.EchoMode.Password
        self.setEchoMode(QLineEdit.EchoMode.Normal if is_hidden else QLineEdit.EchoMode.Password)
        self._paint_eye()

    def _paint_eye(self) -> None:
        is_hidden = self.echoMode() is QLineEdit.EchoMode.Password
        name = tr("Show the passphrase") if is_hidden else tr("Hide the passphrase")
        fresh = self._painted.fresh("eye" if is_hidden else "eye-off", "muted", 16)
        if fresh is not None:
            self._eye.setIcon(fresh)
        self._eye.setToolTip(name)
        self._eye.setText(name)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text.isalpha():
            is_shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps_lock.emit(text.isupper() != is_shifted)
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in icons.RECOLOUR:
            self._paint_eye()
