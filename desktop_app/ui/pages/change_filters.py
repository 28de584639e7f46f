"""What narrows a list of changes: the desa, and for decile moves which way they went."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.comparison import ChangeWish, Direction
from desktop_app.language import tr
from desktop_app.ui.pages.change_sorts import SortRow
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import L
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField

_ALL = ""


class ChangeFilters(QWidget):
    """A row of boxes; one that has nothing to narrow is not shown."""

    village_chosen = Signal()
    direction_chosen = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.village = Choice()
        self.village.setMinimumContentsLength(22)
        self.village.activated.connect(self._on_village)
        self.village_field = FormField(tr("In which &desa"), self.village)
        self.direction = Choice()
        self.direction.setMinimumContentsLength(14)
        self.direction.activated.connect(self._on_direction)
        self.direction_field = FormField(tr("Which &way"), self.direction)
        self.direction_field.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(L)
        row.addWidget(self.village_field)
        row.addWidget(self.direction_field)
        row.addStretch(1)
        self.direction.show_options(
            [
                Option(_ALL, tr("Up and down")),
                Option(Direction.UP.value, tr("Only up")),
                Option(Direction.DOWN.value, tr("Only down")),
            ],
            chosen=_ALL,
        )

    @property
    def area(self) -> str:
        """The code of the desa or kecamatan; empty for everywhere."""
        return self.village.value or _ALL

    def narrowed(self, sort: SortRow) -> ChangeWish:
        """What is wanted of this sort of changes."""
        return replace(sort.wish, village=self.area, direction=self._direction_of(sort))

    def count_of(self, sort: SortRow) -> int:
        """How many changes of this sort go the chosen way; its count knows the desa already."""
        return sort.going(self._direction_of(sort))

    def show_lookups(self, lookups: Lookups) -> None:
        """Offer the desa that there are, by kecamatan where there are several."""
        options = [Option(_ALL, tr("All desa")), *village_options(lookups)]
        self.village_field.setVisible(len(lookups.villages) > 1)
        self.village.show_options(options, chosen=self.area)

    def show_sort(self, sort: SortRow) -> None:
        """Offer what narrows this sort of changes."""
        self.direction_field.setVisible(sort.is_directed)

    def _direction_of(self, sort: SortRow) -> Direction | None:
        chosen = self.direction.value
        return Direction(chosen) if chosen and sort.is_directed else None

    @Slot()
    def _on_village(self) -> None:
        self.village_chosen.emit()

    @Slot()
    def _on_direction(self) -> None:
        self.direction_chosen.emit()
