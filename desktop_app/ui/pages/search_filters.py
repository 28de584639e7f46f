"""What a search can be narrowed to: menus to choose from, chips for what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.language import tr
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.chip import ChipBar
from desktop_app.words.aid import programme_names
from desktop_app.words.people import village_words

_UNRANKED = (0, 0)
_RANGES = ((1, 1), (1, 2), (1, 4), (1, 5), (5, 10), (6, 10))
_ONE_MENU = 40
"""More desa than this are grouped by kecamatan."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What the person narrowed the search to."""

    village: str = ""
    deciles: tuple[int, int] | None = None
    programme: str = ""
    is_unhelped: bool = False

    @property
    def are_set(self) -> bool:
        """Whether there is any."""
        return self != Filters()


class FilterBar(QWidget):
    """Three menus and the chips of what was chosen from them; `changed` after every choice."""

    changed = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filters = Filters()
        self._lookups: Lookups | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.village_button = Button(tr("Des&a"), icon="chevron-down")
        self.decile_button = Button(tr("De&cile"), icon="chevron-down")
        self.aid_button = Button(tr("A&id"), icon="chevron-down")
        for button in (self.village_button, self.decile_button, self.aid_button):
            button.setMenu(QMenu(button))
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
            row.addWidget(button)
        self._chips = ChipBar()
        self._chips.removed.connect(self._on_removed)
        row.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)
        self._fill_deciles()

    def show_lookups(self, lookups: Lookups) -> None:
        """Offer the desa of this office and the programmes that are known."""
        self._lookups = lookups
        self._fill_aid(lookups)
        menu = self.village_button.menu()
        menu.clear()
        villages = lookups.villages
        self.village_button.setVisible(len(villages) > 1)
        if len(villages) <= _ONE_MENU:
            for village in sorted(villages, key=lambda one: one.local_name):
                _offer(menu, village.local_name, partial(self.choose_village, village.code))
            return
        by_subdistrict = sorted(villages, key=lambda one: (one.subdistrict_name, one.local_name))
        for name, group in groupby(by_subdistrict, key=lambda one: one.subdistrict_name):
            inner = menu.addMenu(name)
            for village in group:
                _offer(inner, village.local_name, partial(self.choose_village, village.code))

    def choose_village(self, code: str) -> None:
        """Narrow to this desa."""
        self._set(replace(self.filters, village=code))

    def clear(self) -> None:
        """Narrow to nothing."""
        self._set(Filters())

    def chips(self) -> Sequence[tuple[str, str]]:
        """Key and words of every filter in force."""
        shown = []
        if self.filters.village and self._lookups is not None:
            shown.append(("village", village_words(self._lookups.regions, self.filters.village)))
        if self.filters.deciles is not None:
            shown.append(("deciles", range_words(*self.filters.deciles)))
        if self.filters.is_unhelped:
            shown.append(("aid", tr("Never helped")))
        if self.filters.programme and self._lookups is not None:
            shown.append(("aid", programme_names(self._lookups.catalogue)[self.filters.programme]))
        return shown

    def _fill_deciles(self) -> None:
        menu = self.decile_button.menu()
        for low, high in _RANGES:
            _offer(menu, range_words(low, high), partial(self._choose_deciles, (low, high)))
        menu.addSeparator()
        _offer(menu, range_words(*_UNRANKED), partial(self._choose_deciles, _UNRANKED))

    def _fill_aid(self, lookups: Lookups) -> None:
        menu = self.aid_button.menu()
        menu.clear()
        menu.setToolTipsVisible(True)
        action = _offer(menu, tr("Never helped"), partial(self._choose_aid, "", is_unhelped=True))
        action.setToolTip(tr("Nobody in the family has a record of aid in this office."))
        menu.addSeparator()
        for code, name in programme_names(lookups.catalogue).items():
            _offer(menu, name, partial(self._choose_aid, code))

    def _choose_aid(self, programme: str, *, is_unhelped: bool = False) -> None:
        self._set(replace(self.filters, programme=programme, is_unhelped=is_unhelped))

    def _choose_deciles(self, deciles: tuple[int, int]) -> None:
        self._set(replace(self.filters, deciles=deciles))

    def _set(self, filters: Filters) -> None:
        if filters != self.filters:
            self.filters = filters
            self._chips.show_chips(self.chips())
            self.changed.emit()

    @Slot(str)
    def _on_removed(self, key: str) -> None:
        if key == "village":
            self._set(replace(self.filters, village=""))
        elif key == "aid":
            self._set(replace(self.filters, programme="", is_unhelped=False))
        else:
            self._set(replace(self.filters, deciles=None))


def range_words(low: int, high: int) -> str:
    """``Desil 1``, ``Desil 1–4``, ``Belum berdesil``."""
    if (low, high) == _UNRANKED:
        return tr("Without a decile")
    if low == high:
        return tr("Decile {n}").format(n=low)
    return tr("Deciles {low} to {high}").format(low=low, high=high)


def _offer(menu: QMenu, text: str, chosen: partial[None]) -> QAction:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(chosen)
    return action
