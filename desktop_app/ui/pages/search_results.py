"""What stands over the people found: how many there are, all of them by name, and how many by desa."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.domain.region import RegionTable
from desktop_app.language import tr
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.people import village_words

_MOST_VILLAGES = 30
"""Desa in the menu; whoever wants one with fewer people has the filter."""


class ResultsBar(QWidget):
    """Offers what there is beyond the nearest: `all_wanted`, `nearest_wanted`, a desa (`village_chosen`).

    `villages_wanted` is sent when the menu of desa opens; `show_villages` fills it.
    """

    all_wanted = Signal()
    nearest_wanted = Signal()
    villages_wanted = Signal()
    village_chosen = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, S)
        row.setSpacing(S)
        self.words = Text("", "muted")
        self.all_button = Button(tr("All by &name"), kind="plain", icon="users")
        self.nearest_button = Button(tr("The &nearest"), kind="plain", icon="search")
        self.villages_button = Button(tr("By d&esa"), icon="chevron-down")
        self.villages_button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu = QMenu(self.villages_button)
        menu.aboutToShow.connect(self.villages_wanted)
        self.villages_button.setMenu(menu)
        self.all_button.clicked.connect(self._on_all)
        self.nearest_button.clicked.connect(self._on_nearest)
        row.addWidget(self.words, 1)
        for button in (self.all_button, self.nearest_button, self.villages_button):
            row.addWidget(button)
        self.say(shown=0, count=None, are_all=False)

    def say(self, *, shown: int, count: int | None, are_all: bool, has_typed: bool = True) -> None:
        """Say how many there are and how many of them the list has; None where it is not known."""
        is_longer = count is not None and count > shown
        self.all_button.setVisible(is_longer and not are_all)
        self.nearest_button.setVisible(are_all and has_typed)
        self.villages_button.setVisible(are_all or is_longer)
        self.setVisible(are_all or is_longer)
        if count is None:
            self.words.clear()
        elif are_all:
            self.words.setText(tr("All {n} people, by name").format(n=number(count)))
        else:
            self.words.setText(
                tr("The {shown} nearest of {n} people").format(shown=number(shown), n=number(count))
            )
        self.villages_button.menu().clear()

    def show_villages(self, found: Sequence[tuple[str, int]], regions: RegionTable) -> None:
        """Offer these desa with how many people each has."""
        menu = self.villages_button.menu()
        menu.clear()
        for code, count in found[:_MOST_VILLAGES]:
            text = f"{village_words(regions, code)} · {number(count)}".replace("&", "&&")
            menu.addAction(text).triggered.connect(partial(self.village_chosen.emit, code))
        if len(found) > _MOST_VILLAGES:
            rest = sum(count for _, count in found[_MOST_VILLAGES:])
            more = menu.addAction(
                tr("{n} in {desa} other desa").format(
                    n=number(rest), desa=number(len(found) - _MOST_VILLAGES)
                )
            )
            more.setEnabled(False)

    @Slot()
    def _on_all(self) -> None:
        self.all_wanted.emit()

    @Slot()
    def _on_nearest(self) -> None:
        self.nearest_wanted.emit()
