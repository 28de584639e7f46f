"""One field of a form: label above, editor, and beneath it a hint or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.text import Text, restyle


class FormField(QWidget):
    """Ties a label (with its Alt letter), an editor and a line beneath together.

    `show_error` marks the editor in amber and says what is wrong there; the next `show_error("")` takes it
    back. What was typed always stays. `beside` stands at the end of the editor's line: a button to choose with.
    """

    def __init__(
        self,
        label: str,
        editor: QWidget,
        *,
        hint: str = "",
        beside: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        # Not a `Text`: only a label with a buddy shows and answers to its Alt letter.
        self._label = QLabel(label)
        self._label.setProperty("role", "label")
        self._label.setBuddy(editor)
        self._below = Text("", "caption", wraps=True)
        column.addWidget(self._label)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(editor, 1)
        if beside is not None:
            row.addWidget(beside)
        column.addLayout(row)
        column.addWidget(self._below)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
        editor.setAccessibleName(label.replace("&", ""))
        self.show_error("")

    @property
    def error(self) -> str:
        """What is said to be wrong, or nothing."""
        return self._below.text() if self.editor.property("wrong") else ""

    def show_error(self, sentence: str) -> None:
        """Say beneath the editor what is wrong, or show the hint again."""
        self.editor.setProperty("wrong", bool(sentence))
        restyle(self.editor)
        self._below.set_role("error" if sentence else "caption")
        self._below.setText(sentence or self._hint)
        self._below.setVisible(bool(sentence or self._hint))
        self.editor.setAccessibleDescription(sentence or self._hint)

    def set_hint(self, hint: str) -> None:
        """Another hint, shown while nothing is wrong."""
        self._hint = hint
        if not self.error:
            self.show_error("")


def side_by_side(*fields: FormField) -> QHBoxLayout:
    """Short fields in one row, each as wide as the others."""
    row = QHBoxLayout()
    row.setSpacing(M + S)
    for field in fields:
        row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
    return row
