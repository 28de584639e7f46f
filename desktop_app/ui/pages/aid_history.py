"""What happened to a record, from its first day on."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.intervention import Intervention
from desktop_app.language import tr
from desktop_app.ui.style import S
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import history_words
from desktop_app.words.format import date_short


class AidHistory(QWidget):
    """Every event with its day, who wrote it down and what was said to it."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, str, str]] = []
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.setSpacing(S)
        self._whole.addWidget(Text(tr("What happened"), "heading"))
        self._inside = QWidget()
        self._whole.addWidget(self._inside)

    def show_record(self, record: Intervention, names: Mapping[str, str]) -> None:
        """Show the history of this record; `names` are those of the users known here."""
        self._shown = [
            (
                date_short(event.on),
                event.what,
                " · ".join(
                    filter(None, (names.get(event.by, tr("A user elsewhere")), event.remark))
                ),
            )
            for event in history_words(record)
        ]
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for on, what, by in self._shown:
            event = QVBoxLayout()
            event.setSpacing(1)
            event.addWidget(Text(f"{on} · {what}", wraps=True))
            event.addWidget(Text(by, "caption", wraps=True))
            column.addLayout(event)
        self._inside = swapped(self._whole, self._inside, inside)

    @property
    def texts(self) -> list[tuple[str, str, str]]:
        """Day, what happened, and who with what was said to it."""
        return list(self._shown)
