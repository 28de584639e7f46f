"""Every list of the program sorts, filters, remembers its columns and is exported: all of them are opened."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import SIGNAL, QEvent, Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

import desktop_app.ui
from desktop_app.actions.families import family_of
from desktop_app.actions.intervention_steps import StepsTaken
from desktop_app.actions.office import Office
from desktop_app.actions.prelists import print_prelist
from desktop_app.domain.names import words_of
from desktop_app.domain.prelist import PrelistWish
from desktop_app.language import tr
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.dialogs.mappings import MappingsDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.page import Page, Place
from desktop_app.ui.pages.ground_check import GroundCheckPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.registry import pages_of
from desktop_app.ui.widgets.table import DataTable
from tests.ui.keys import press
from tests.ui.pages.conftest import SLAMET, open_family, settle

PageT = TypeVar("PageT", bound=Page)

UNDER_HEADINGS = {"change-sorts"}
"""Its rows stand under the headings that name them: another order would mean nothing."""

CHOICES = {
    "evidence_box.py",
    "exchange_target.py",
    "letter_form.py",
    "letter_subject.py",
    "release_look.py",
    "settings.py",
}
"""Modules with a handful of things to choose from, which are no lists of records."""

SOURCES = sorted(Path(desktop_app.ui.__path__[0]).rglob("*.py"))


def made(*widgets: str) -> list[tuple[Path, ast.Call]]:
    """Where the program makes one of these."""
    return [
        (path, node)
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in widgets
    ]


def kinds_of_lists() -> set[str]:
    """The widget, and whatever is made from it."""
    return {
        node.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).startswith("DataTable[") for base in node.bases)
    } | {"DataTable"}


def names_in_the_source() -> list[str]:
    """What every list of the program is called."""
    return [
        next(ast.literal_eval(one.value) for one in call.keywords if one.arg == "name")
        for _, call in made("DataTable")
    ]


def test_lists_are_made_of_the_one_widget_and_have_a_name_of_their_own() -> None:
    names = names_in_the_source()
    assert len(set(names)) == len(names)
    others = made(
        "QTableView", "QTableWidget", "QTreeView", "QTreeWidget", "QListView", "QListWidget"
    )
    assert {path.name for path, _ in others} == CHOICES


@pytest.fixture
def window(open_whole: Callable[[Office], MainWindow], stocked: Office) -> MainWindow:
    """A window with every page, on an office with families and a printed list."""
    village = family_of(stocked, SLAMET.card).sheet.village
    print_prelist(stocked, PrelistWish("verifikasi", "dtsen", village=village))
    return open_whole(stocked)


def every_list(
    qtbot: QtBot, window: MainWindow, appearance: Appearance
) -> Iterator[DataTable[Any]]:
    """Every list once, found by going everywhere and opening each sheet and dialog that makes its own."""
    for spec in pages_of(appearance, print):
        window.go_to(Place(spec.name))
        settle(qtbot, window)
        yield from window.page.findChildren(DataTable)
    window.go_to(Place("reports", "R1"))
    settle(qtbot, window)
    yield from window.page.findChildren(DataTable)
    aid = go(qtbot, window, "interventions", InterventionsPage)
    for opened, sheet in (
        (aid.start_new, aid.sheet),
        (aid.list_button.click, aid.list_sheet),
        (aid.lists_button.click, aid.lists_sheet),
        (partial(aid.outcome_sheet.open_outcome, "", StepsTaken(0, ()), []), aid.outcome_sheet),
    ):
        opened()
        settle(qtbot, window)
        yield from sheet.findChildren(DataTable)
        sheet.close_sheet()
    ground = go(qtbot, window, "ground-check", GroundCheckPage)
    ground.lists.choose_first()
    press(ground.lists, Qt.Key.Key_Return)
    qtbot.waitUntil(ground.entry.isVisible)
    yield from ground.entry.findChildren(DataTable)
    dialog = MappingsDialog(window.page, window.page.desk.memory, file_name="x.csv")
    yield dialog.table


def go(qtbot: QtBot, window: MainWindow, name: str, kind: type[PageT]) -> PageT:
    window.go_to(Place(name))
    settle(qtbot, window)
    assert isinstance(window.page, kind)
    return window.page


def test_every_list_sorts_filters_remembers_its_columns_and_is_exported(
    qtbot: QtBot, window: MainWindow, appearance: Appearance
) -> None:
    open_family(qtbot, window, SLAMET.card)
    seen, kinds = set[str](), set[str]()
    for table in every_list(qtbot, window, appearance):
        name = table.name
        kinds.add(type(table).__name__)
        seen.update({name} if type(table) is DataTable else ())
        assert table.isSortingEnabled() is (name not in UNDER_HEADINGS), name
        _filters(table)
        menu = _menu_of(table)
        assert {"Export this list…", "Filter this list"} <= set(menu), name
        last = table.rows.columns[-1]
        menu[tr(last.title).replace("&", "")].trigger()
        assert window.page.desk.memory.recall(f"table.{name}.hidden") == last.key, name
    assert seen == set(names_in_the_source())
    assert kinds == kinds_of_lists()


def _filters(table: DataTable[Any]) -> None:
    """It has the line, and the line is true of all its rows; or its page decides which rows come."""
    if table.filter is None:
        assert table.narrowed_by is not None, table.name
        assert table.narrowed_by.window() is table.window(), table.name
        return
    # Rows that are somewhere else would be left out without anybody having looked at them.
    assert not isinstance(table.rows, PagedRows), table.name
    assert not table.rows.receivers(SIGNAL("more_wanted(int)")), table.name
    before = table.texts()
    table.filter.line.setText("zzzzz")
    table.filter.apply()
    assert table.texts() == [], table.name
    assert table.filter.isVisibleTo(table), table.name
    words = next((cell for row in before for cell in row if words_of(cell)), "")
    table.filter.line.setText(words)
    table.filter.apply()
    assert any(words in row for row in table.texts()) is bool(words), table.name
    table.filter.forget()
    assert table.texts() == before, table.name


def _menu_of(table: DataTable[Any]) -> dict[str, QAction]:
    """What the menu key offers, whether the list is on the screen now or not."""
    press_key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier, "")
    QApplication.sendEvent(table, press_key)
    menu = table.findChildren(QMenu)[-1]
    menu.close()
    return {one.text().partition("\t")[0].replace("&", ""): one for one in menu.actions()}
