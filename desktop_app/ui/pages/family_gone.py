"""Says on a family's page that it is shown as an earlier release had it, and where its people are now."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.language import tr, trn
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, number

_MOST = 3


class GoneNote(QFrame):
    """Hidden for a family of the release in use; `wanted` leads to a family where members stand now."""

    wanted = Signal(str)  # family id

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, M, M, M)
        row.setSpacing(M)
        row.addWidget(Icon("triangle-alert", tone="due_text"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self._what = Text("", "strong", wraps=True)
        self._more = Text("", wraps=True)
        words.addWidget(self._what)
        words.addWidget(self._more)
        row.addLayout(words, 1)
        self._holder = QWidget()
        self._row = row
        row.addWidget(self._holder, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons: list[Button] = []
        self.hide()

    def show_facts(self, facts: FamilyPageFacts) -> None:
        """Say it of this family, if there is something to say."""
        self.setVisible(not facts.is_current)
        if facts.is_current:
            return
        self._what.setText(
            tr("Not in the release in use. Shown as “{label}” of {date} had it.").format(
                label=facts.release.label, date=date_long(facts.release.reference_date)
            )
        )
        self._more.setText(
            tr("Its members stand on another card now; new help and letters belong there.")
            if facts.now_at
            else tr(
                "It can be looked at; recorded help and letters stay. Nothing new is recorded here."
            )
        )
        self.setAccessibleName(f"{self._what.text()} {self._more.text()}")
        self._show_buttons(facts)

    def _show_buttons(self, facts: FamilyPageFacts) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        self.buttons = []
        for at in facts.now_at[:_MOST]:
            people = trn("{n} person", "{n} people", at.members).format(n=number(at.members))
            name = (at.head_name or tr("Head unknown")).replace("&", "&&")
            button = Button(tr("{name} ({people})").format(name=name, people=people), icon="users")
            button.clicked.connect(partial(self.wanted.emit, at.family_id))
            column.addWidget(button)
            self.buttons.append(button)
        self._holder = swapped(self._row, self._holder, holder)
        holder.setVisible(bool(self.buttons))
