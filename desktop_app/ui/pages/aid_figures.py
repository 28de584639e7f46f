"""How many records stand in each state, each figure a way to see only those."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.domain.intervention import AidFilter
from desktop_app.domain.intervention_overview import AidOverview
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.language import tr
from desktop_app.ui.style import XS
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.words.aid import status_meaning, status_words
from desktop_app.words.format import number

_VOID, _TO_DECIDE = "void", "to-decide"


class AidFigures(QWidget):
    """A small button for each state that has records, pressed while only those are shown.

    Several states can be pressed together; `chosen` brings the filter that a click makes.
    """

    chosen = Signal(object)  # AidFilter

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = AidFilter()
        self._flow = FlowLayout(self, gap=XS)
        self.buttons: dict[str, Button] = {}
        for status in InterventionStatus:
            self._add(status.value, status_meaning(status))
        self._add(_TO_DECIDE, tr("Two values, or perhaps the same help twice: somebody decides."))
        self._add(_VOID, tr("No longer counted; they stay readable."))
        self.hide()

    def show_figures(self, overview: AidOverview, wanted: AidFilter) -> None:
        """Show these, with what is wanted pressed."""
        self._wanted = wanted
        for status in InterventionStatus:
            count = overview.by_status.get(status, 0)
            self._show(status.value, status_words(status), count, status in wanted.statuses)
        decide = wanted.needs_decision
        self._show(_TO_DECIDE, tr("To be decided"), overview.to_decide, decide)
        self._show(_VOID, tr("In error"), overview.void, wanted.is_void)
        self.setVisible(any(not one.isHidden() for one in self.buttons.values()))
        self.updateGeometry()

    @property
    def texts(self) -> list[str]:
        """What is offered, as it stands there."""
        return [one.text() for one in self.buttons.values() if not one.isHidden()]

    def _add(self, key: str, tip: str) -> None:
        button = Button("", kind="figure")
        button.setCheckable(True)
        button.setToolTip(tip)
        button.clicked.connect(partial(self._on_clicked, key))
        self._flow.addWidget(button)
        self.buttons[key] = button

    def _show(self, key: str, words: str, count: int, is_pressed: bool) -> None:
        button = self.buttons[key]
        button.setText(f"{words} {number(count)}".replace("&", "&&"))
        button.setChecked(is_pressed)
        button.setVisible(is_pressed or count > 0)

    def _on_clicked(self, key: str) -> None:
        wanted, is_pressed = self._wanted, self.buttons[key].isChecked()
        if key == _VOID:
            nothing = frozenset[InterventionStatus]()
            wanted = replace(wanted, is_void=is_pressed, statuses=nothing, needs_decision=False)
        elif key == _TO_DECIDE:
            wanted = replace(wanted, needs_decision=is_pressed, is_void=False)
        else:
            wanted = replace(
                wanted, statuses=wanted.statuses ^ {InterventionStatus(key)}, is_void=False
            )
        self.chosen.emit(wanted)
