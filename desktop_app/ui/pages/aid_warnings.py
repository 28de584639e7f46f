"""What the rules have to say about a record, calmly and before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.aid_rule import AidWarning, Severity
from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import S
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import warning_words

_LOOK = {
    Severity.INFO: ("info", "muted", "muted"),
    Severity.WARN: ("triangle-alert", "due", "due"),
    Severity.BLOCK: ("circle-alert", "loss", "error"),
}


class WarningList(Card):
    """One line for each warning, the gravest first; hidden while there are none."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Worth knowing"), ground="sunken", parent=parent)
        self._shown: list[str] = []
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.hide()

    def show_warnings(self, warnings: Sequence[AidWarning], names: Mapping[str, str]) -> None:
        """Show these; `names` are those of the programmes."""
        self._shown = [warning_words(warning, names) for warning in warnings]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for warning, words in zip(warnings, self._shown, strict=True):
            icon, tone, role = _LOOK[warning.severity]
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(Icon(icon, size=18, tone=tone), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, role, wraps=True), 1)
            column.addLayout(row)
        self._inside = swapped(self.body, self._inside, inside)
        self.setVisible(bool(warnings))

    @property
    def texts(self) -> list[str]:
        """What is said, line by line."""
        return list(self._shown)
