"""The menu of a list: which columns stand there, and taking the list along as a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop_app.language import tr
from desktop_app.ui.memory import Memory


@runtime_checkable
class ListHost(Protocol):
    """Whoever lets a list leave the program: asks what for, and writes the file."""

    def export_list(self, table: Any) -> None:
        """Save what this list shows."""
        ...


class ColumnChoice(QObject):
    """Which columns a header shows and in which order, by their keys; remembered.

    The first column names the row: it stays where it is and is always shown. `changed` when one
    comes or goes.
    """

    changed = Signal()

    def __init__(self, header: QHeaderView, keys: list[str], memory: Memory, place: str) -> None:
        super().__init__(header)
        self._header = header
        self._keys = keys
        self._memory = memory
        self._place = place
        self._is_restoring = False
        header.setSectionsMovable(True)
        header.setFirstSectionMovable(False)
        self._restore(
            self._recall("order") or keys,
            [key for key in self._recall("hidden") if key in keys[1:]],
        )
        header.sectionMoved.connect(self._on_moved)

    @property
    def shown(self) -> list[int]:
        """The columns that stand there, from left to right, by their place in the model."""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return [at for at in order if not self._header.isSectionHidden(at)]

    def set_shown(self, at: int, is_shown: bool) -> None:
        """Show or hide one column."""
        if at:
            self._header.setSectionHidden(at, not is_shown)
            hidden = [key for i, key in enumerate(self._keys) if self._header.isSectionHidden(i)]
            self._keep("hidden", hidden)
            self.changed.emit()

    def reset(self) -> None:
        """All columns, in their first order."""
        self._restore(self._keys, [])
        self._keep("order", [])
        self._keep("hidden", [])
        self.changed.emit()

    def _restore(self, order: list[str], hidden: list[str]) -> None:
        self._is_restoring = True
        known = [key for key in order if key in self._keys]
        for place, key in enumerate([*known, *(one for one in self._keys if one not in known)]):
            at = self._keys.index(key)
            self._header.moveSection(self._header.visualIndex(at), place)
            self._header.setSectionHidden(at, key in hidden)
        self._is_restoring = False

    def _on_moved(self, *_: int) -> None:
        if not self._is_restoring:
            order = map(self._header.logicalIndex, range(self._header.count()))
            self._keep("order", [self._keys[at] for at in order])

    def _recall(self, what: str) -> list[str]:
        return [key for key in self._memory.recall(f"{self._place}.{what}").split(",") if key]

    def _keep(self, what: str, keys: list[str]) -> None:
        self._memory.keep(f"{self._place}.{what}", ",".join(keys))


def list_menu(
    table: QWidget,
    titles: list[str],
    choice: ColumnChoice,
    *,
    reset: Callable[[], None],
    ask_filter: Callable[[], None],
) -> QMenu:
    """The menu: a tick for every column but the first, the filter, and saving where somebody can."""
    menu = QMenu(table)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    shown = choice.shown
    for at, title in enumerate(titles[1:], start=1):
        action = menu.addAction(title.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(at in shown)
        action.toggled.connect(partial(choice.set_shown, at))
    menu.addSeparator()
    menu.addAction(tr("Columns as at &first")).triggered.connect(reset)
    menu.addSeparator()
    # Only said, no shortcut of the menu: the list hears the keys itself.
    menu.addAction(tr("&Filter this list") + "\tCtrl+F").triggered.connect(ask_filter)
    host = host_of(table)
    if host is not None:
        menu.addAction(tr("&Export this list…")).triggered.connect(partial(host.export_list, table))
    return menu


def open_menu(menu: QMenu, header: QHeaderView, at: QPoint | None) -> None:
    """Open it at a place of the header, or at its beginning."""
    menu.popup(header.mapToGlobal(at if at is not None else QPoint(0, header.height())))


def host_of(widget: QWidget) -> ListHost | None:
    """Whoever above this widget lets lists leave the program."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, ListHost):
        parent = parent.parentWidget()
    return parent if isinstance(parent, ListHost) else None
