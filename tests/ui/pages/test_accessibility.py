"""Everybody can work every page: each control has a name, a role, a size and a stop of the Tab key; no text is cut."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop_app import language
from desktop_app.actions.office import Office
from desktop_app.ui.appearance import SCALES, Appearance
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.exchange import ExchangePage
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.registry import pages_of
from desktop_app.ui.widgets.text import Elided
from tests.ui.keys import press
from tests.ui.pages.conftest import SLAMET, settle

LEAST_TARGET = 24
"""Pixels: WCAG 2.2, success criterion 2.5.8."""

NO_ROLE = {QAccessible.Role.NoRole, QAccessible.Role.Client}


@pytest.fixture
def window(open_whole: Callable[[Office], MainWindow], stocked: Office) -> MainWindow:
    """A window with every page."""
    return open_whole(stocked)


def everywhere(qtbot: QtBot, window: MainWindow, appearance: Appearance) -> Iterator[str]:
    """Go to every page, and on it to every part; what stands there now is named."""
    subjects = {"family": SLAMET.card, "reports": "R1"}
    for spec in pages_of(appearance, print):
        window.go_to(Place(spec.name, subjects.get(spec.name, "")))
        settle(qtbot, window)
        yield spec.name
        page = window.page
        if isinstance(page, ExchangePage):
            parts = list(page.parts)
        elif isinstance(page, SettingsPage):
            parts = list(page.sections)
        else:
            continue
        for part in parts:
            window.go_to(Place(spec.name, "", part))
            settle(qtbot, window)
            yield f"{spec.name}/{part}"


def controls(window: MainWindow) -> list[QWidget]:
    """Everything the Tab key stops at; the inner line of a box is part of the box."""
    return [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
        and not isinstance(one.parentWidget(), (QAbstractSpinBox, QComboBox))
    ]


def nameless(window: MainWindow) -> list[str]:
    """Controls of which a screen reader has nothing to say."""
    found = []
    for one in controls(window):
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface is not None
        if not told(one) or interface.role() in NO_ROLE:
            found.append(f"{type(one).__name__} in {type(one.parentWidget()).__name__}")
    return found


def told(control: QWidget) -> str:
    """What a screen reader says of it."""
    interface = QAccessible.queryAccessibleInterface(control)
    return "" if interface is None else interface.text(QAccessible.Text.Name).strip()


def small(window: MainWindow) -> list[str]:
    """Controls that a trembling hand would miss."""
    return [
        f"{type(one).__name__} {one.width()}×{one.height()} in {type(one.parentWidget()).__name__}"
        for one in controls(window)
        if isinstance(one, QAbstractButton | QComboBox | QLineEdit | QAbstractSpinBox)
        and min(one.width(), one.height()) < LEAST_TARGET
    ]


def cut(window: MainWindow) -> list[str]:
    """Words that do not fit where they stand; those that end in an ellipsis say the rest in a tool tip."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, Elided):
            continue
        wanted = one.sizeHint()
        if isinstance(one, QLabel) and one.text():
            if one.wordWrap():
                is_cut = one.heightForWidth(one.width()) > one.height() + 1
            else:
                is_cut = wanted.width() > one.width() + 1 or wanted.height() > one.height() + 1
        elif isinstance(one, QAbstractButton) and one.text():
            is_cut = wanted.width() > one.width() + 1 or wanted.height() > one.height() + 1
        else:
            continue
        if is_cut:
            shown = f"{one.width()}×{one.height()}"
            found.append(f"{one.text()[:40]!r} {wanted.width()}×{wanted.height()} in {shown}")
    return found


@pytest.mark.parametrize("scale", [SCALES[0], SCALES[-1]])
@pytest.mark.parametrize("code", ["id", "en"])
def test_every_page_has_names_roles_targets_and_whole_words(
    qtbot: QtBot,
    stocked: Office,
    appearance: Appearance,
    open_whole: Callable[[Office], MainWindow],
    scale: int,
    code: str,
) -> None:
    language.use(code)
    appearance.choose_scale(scale)
    window = open_whole(stocked)
    wrong = []
    for place in everywhere(qtbot, window, appearance):
        qtbot.wait(50)
        found = [*nameless(window), *small(window), *cut(window)]
        wrong += [f"{place}: {one}" for one in found]
        assert (window.width(), window.height()) == (1366, 768), place
    assert wrong == []


def test_the_tab_key_comes_to_every_control_of_every_page_and_goes_round(
    qtbot: QtBot, window: MainWindow, appearance: Appearance
) -> None:
    for place in everywhere(qtbot, window, appearance):
        wanted = {stop_of(one): told(one) for one in controls(window)}
        start = window.search_box
        start.setFocus(Qt.FocusReason.TabFocusReason)
        came = set[QObject]()
        for _ in range(2 * len(wanted) + 5):
            here = QApplication.focusWidget()
            assert here is not None, place
            assert here.isVisible(), place
            came.add(stop_of(here))
            press(here, Qt.Key.Key_Tab)
            if QApplication.focusWidget() is start:
                break
        assert QApplication.focusWidget() is start, place
        assert [name for stop, name in wanted.items() if stop not in came] == [], place


def stop_of(control: QWidget) -> QObject:
    """Buttons of which one is pressed in are one stop: the arrow keys go from one to the next."""
    group = control.group() if isinstance(control, QAbstractButton) else None
    return group if group is not None and group.exclusive() else control
