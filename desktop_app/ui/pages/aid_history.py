"""What happened to a record, from its first day on; and, where people disagree about it, both sides."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.intervention import Intervention
from desktop_app.domain.intervention_history import Content, newest_of
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.language import tr
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import given_words, history_words, status_words
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


class AidDispute(Card):
    """The contents or states that were written by people who did not know of each other.

    Each has its button: `content_chosen`, `state_chosen`. Hidden while nobody disagrees.
    """

    content_chosen = Signal(object)  # Content
    state_chosen = Signal(object)  # InterventionStatus

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Which one holds?"), ground="sunken", is_tight=True, parent=parent)
        self.buttons: list[Button] = []
        self._inside = QWidget()
        self.body.addWidget(self._inside)
        self.hide()

    def show_record(self, record: Intervention, names: Mapping[str, str]) -> None:
        """Show the two sides of this record, if there are."""
        self.buttons = []
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        if len(record.contents) > 1:
            self._add_sides(column, [self._content_side(record, names, c) for c in record.contents])
        if len(record.statuses) > 1:
            sides = [self._state_side(record, names, s) for s in sorted(record.statuses)]
            self._add_sides(column, sides)
        self._inside = swapped(self.body, self._inside, inside)
        self.setVisible(record.is_disputed and not record.is_void)

    def _add_sides(self, column: QVBoxLayout, sides: list[QWidget]) -> None:
        row = QHBoxLayout()
        row.setSpacing(M)
        for side in sides:
            row.addWidget(side, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)

    def _content_side(
        self, record: Intervention, names: Mapping[str, str], content: Content
    ) -> QWidget:
        by = [one.by for one in newest_of(record.corrections) if one.content == content]
        words = [given_words(content) or "–", date_short(content.given_on), content.note]
        return self._side(words, by, names, partial(self.content_chosen.emit, content))

    def _state_side(
        self, record: Intervention, names: Mapping[str, str], status: InterventionStatus
    ) -> QWidget:
        steps = [one for one in newest_of(record.steps) if one.to is status]
        words = [status_words(status), *(date_short(one.on) for one in steps[:1])]
        by = [one.by for one in steps]
        return self._side(words, by, names, partial(self.state_chosen.emit, status))

    def _side(
        self,
        words: list[str],
        by: list[str],
        names: Mapping[str, str],
        chosen: Callable[[], None],
    ) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(Text(words[0], "strong", wraps=True))
        who = [names.get(one, tr("A user elsewhere")) for one in by[:1]]
        column.addWidget(Text(" · ".join(filter(None, words[1:] + who)), "caption", wraps=True))
        button = Button(tr("Use this"))
        button.setAccessibleName(tr("Use this: {value}").format(value=words[0]))
        button.clicked.connect(partial(_call, chosen))
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.buttons.append(button)
        return side


def _call(chosen: Callable[[], None], _: bool = False) -> None:
    chosen()
