"""The window: keys in, pages out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import language
from desktop_app.domain.changes import Topic
from desktop_app.errors import Code, UserError
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.shell import PageSpec, StatusItem
from desktop_app.ui.theme import DARK, tokens_of
from desktop_app.ui.user_menu import Who
from tests.ui.keys import ALT, CTRL, button, click, press, type_in


class Notebook(Page):
    """Writes down what the window tells it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_title(type(self).__name__)
        self.heard: list[str] = []

    def refresh(self) -> None:
        self.heard.append(f"refresh {self.place.subject}".strip())

    def start_new(self) -> None:
        self.heard.append("new")

    def print_it(self) -> None:
        self.heard.append("print")


class Draft(Notebook):
    """Something half written."""

    is_written = False

    def has_unsaved(self) -> bool:
        return self.is_written


class SearchPage(Notebook):
    takes_search = True
    shows = frozenset({Topic.PEOPLE})

    def search(self, text: str) -> None:
        self.heard.append(f"search {text}")

    def enter_results(self) -> None:
        self.heard.append("results")


class FamilyPage(Notebook):
    shows = frozenset({Topic.PEOPLE})


SPECS = (
    PageSpec("home", "&Home", "house", Notebook),
    PageSpec("search", "&Search", "search", SearchPage),
    PageSpec("proposals", "&Proposals", "clipboard-list", Notebook),
    PageSpec("reports", "&Reports", "chart-column", Notebook),
    PageSpec("family", "", "users", FamilyPage, rail="search", is_in_rail=False),
    PageSpec("interventions", "", "hand-heart", Notebook, is_in_rail=False),
    PageSpec("settings", "Se&ttings", "settings", Draft, is_apart=True),
)
WHO = Who("Kecamatan Kedungwuni", "Siti A.", "Operator")


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, appearance: Appearance) -> Iterator[MainWindow]:
    window = MainWindow(desk, SPECS, appearance, WHO, home="home")
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)


def heard(window: MainWindow) -> list[str]:
    page = window.page
    assert isinstance(page, Notebook)
    return page.heard


def test_typing_in_the_box_goes_to_the_search_and_esc_comes_back(window: MainWindow) -> None:
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window.search_box, "si")
    assert window.place == Place("search", "si")
    assert heard(window)[-2:] == ["search s", "search si"]
    press(window.search_box, Qt.Key.Key_Return)
    assert heard(window)[-1] == "results"
    press(window.search_box, Qt.Key.Key_Escape)
    assert window.search_box.text() == ""
    assert window.place.page == "search"
    press(window.search_box, Qt.Key.Key_Escape)
    assert window.place.page == "home"


def test_letters_typed_anywhere_on_the_search_page_go_into_the_box(window: MainWindow) -> None:
    window.go_to(Place("search"))
    window.page.setFocus()
    type_in(window.page, "a")
    assert window.search_box.text() == "a"
    assert window.search_box.hasFocus()
    type_in(window.search_box, "b")
    assert heard(window)[-1] == "search ab"


def test_letters_typed_on_another_page_go_nowhere(window: MainWindow) -> None:
    window.go_to(Place("settings"))
    type_in(window.page, "a")
    assert window.search_box.text() == ""


def test_a_search_is_found_again_by_going_back(window: MainWindow) -> None:
    window.search_box.setFocus()
    type_in(window.search_box, "siti")
    window.go_to(Place("family", "family-1"))
    assert heard(window) == ["refresh family-1"]
    press(window, Qt.Key.Key_Left, ALT)
    assert window.place == Place("search", "siti")
    assert window.search_box.text() == "siti"
    press(window, Qt.Key.Key_Right, ALT)
    assert window.place == Place("family", "family-1")


def test_esc_goes_back_and_stops_at_the_first_page(window: MainWindow) -> None:
    window.go_to(Place("settings"))
    press(window, Qt.Key.Key_Escape)
    assert window.place.page == "home"
    press(window, Qt.Key.Key_Escape)
    assert window.place.page == "home"


@pytest.mark.parametrize(("key", "page"), [(Qt.Key.Key_2, "search"), (Qt.Key.Key_5, "settings")])
def test_ctrl_and_a_digit_go_to_a_page(window: MainWindow, key: Qt.Key, page: str) -> None:
    press(window, key, CTRL)
    assert window.place.page == page


def test_alt_and_a_letter_go_to_a_page(qtbot: QtBot, window: MainWindow) -> None:
    press(window, Qt.Key.Key_T, ALT)
    # Qt shows the button pressed for a moment before it acts.
    qtbot.waitUntil(lambda: window.place.page == "settings")


@pytest.mark.parametrize(
    ("key", "modifiers", "said"),
    [
        (Qt.Key.Key_N, CTRL, "new"),
        (Qt.Key.Key_P, CTRL, "print"),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier, "refresh"),
    ],
)
def test_the_keys_of_every_page_reach_the_page_on_the_screen(
    window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier, said: str
) -> None:
    window.go_to(Place("settings"))
    heard(window).clear()
    press(window, key, modifiers)
    assert heard(window) == [said]


def test_f1_shows_the_help_and_esc_closes_it(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F1)
    assert window.sheet.isVisible()
    press(window.sheet, Qt.Key.Key_Escape)
    assert window.sheet.isHidden()
    assert window.place.page == "home"


def test_a_page_is_made_when_it_is_first_visited_and_kept(window: MainWindow) -> None:
    window.go_to(Place("settings"))
    first = window.page
    window.go_to(Place("home"))
    window.go_to(Place("settings"))
    assert window.page is first


def test_two_pages_hear_of_a_change_and_the_hidden_one_waits(
    window: MainWindow, desk: Desk
) -> None:
    window.go_to(Place("family", "family-1"))
    family = heard(window)
    window.go_to(Place("search"))
    search = heard(window)
    family.clear()
    search.clear()
    desk.tasks.changed.emit(frozenset({Topic.PEOPLE}))
    assert search == ["refresh"]
    assert family == []
    window.go_back()
    assert family == ["refresh family-1"]


def test_what_waits_is_said_beside_the_page_and_to_a_screen_reader(window: MainWindow) -> None:
    window.show_count("proposals", 1203, is_due=True)
    entry = next(
        b for b in window.rail.findChildren(QPushButton) if b.text().replace("&", "") == "Proposals"
    )
    assert entry.accessibleName() == "Proposals, 1,203 waiting"
    window.show_count("proposals", 0)
    assert entry.accessibleName() == "Proposals"


def test_what_is_due_in_the_status_line_leads_to_its_page(window: MainWindow) -> None:
    window.show_status(
        [StatusItem("Kedungwuni"), StatusItem("hub 40 days", True, Place("settings"))]
    )
    assert window.status.text == "Kedungwuni · hub 40 days"
    button(window.status, "hub 40 days").click()
    assert window.place.page == "settings"


def test_a_failure_nobody_waited_for_stands_on_the_page(window: MainWindow, desk: Desk) -> None:
    desk.tasks.refused.emit(UserError(Code.RIGHT_MISSING))
    assert "right-missing" in window.page.banner.text


def test_a_toast_brings_the_way_back(window: MainWindow) -> None:
    undone: list[str] = []
    window.page.say_done("Saved", undo=lambda: undone.append("undone"))
    assert window.toast.text == "Saved"
    window.toast.button.click()
    assert undone == ["undone"]


def test_the_window_says_when_it_is_to_be_locked(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.lock_wanted):
        press(window, Qt.Key.Key_L, CTRL)


def test_the_menu_of_the_user_changes_the_look_at_once(
    qtbot: QtBot, window: MainWindow, appearance: Appearance
) -> None:
    parts = window.menu.findChildren(QMenu)
    actions = {action.text(): action for part in parts for action in part.actions()}
    actions["Dark"].trigger()
    assert appearance.scheme is Scheme.DARK
    assert tokens_of(window) is DARK
    actions["200%"].trigger()
    assert appearance.scale == 200
    with qtbot.waitSignal(window.language_wanted):
        actions["Bahasa Indonesia"].trigger()


def half_write(window: MainWindow) -> Draft:
    """Leave something typed on a page, and go elsewhere."""
    window.go_to(Place("settings"))
    page = window.page
    assert isinstance(page, Draft)
    page.is_written = True
    window.go_to(Place("home"))
    return page


def question(qtbot: QtBot, window: MainWindow) -> ConfirmDialog:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(ConfirmDialog)))
    return next(one for one in window.findChildren(ConfirmDialog) if one.isVisible())


def test_closing_asks_while_something_typed_stands_on_any_page(
    qtbot: QtBot, window: MainWindow
) -> None:
    half_write(window)
    window.close()
    click(question(qtbot, window).keep)
    assert window.isVisible()
    window.close()
    with qtbot.waitSignal(window.closing):
        click(question(qtbot, window).go_on)
    assert not window.isVisible()


def test_closing_with_nothing_typed_asks_nothing(qtbot: QtBot, window: MainWindow) -> None:
    half_write(window).is_written = False
    with qtbot.waitSignal(window.closing):
        window.close()
    assert not window.findChildren(ConfirmDialog)


def test_the_office_is_locked_whatever_was_typed(qtbot: QtBot, window: MainWindow) -> None:
    half_write(window)
    with qtbot.waitSignal(window.closing):
        window.shut()
    assert not window.isVisible()


@pytest.mark.parametrize("scale", [100, 150, 200])
@pytest.mark.parametrize("size", [(1366, 768), (1024, 700)])
def test_the_status_line_and_the_rail_stay_on_the_window(
    qtbot: QtBot, window: MainWindow, appearance: Appearance, size: tuple[int, int], scale: int
) -> None:
    appearance.choose_scale(scale)
    window.resize(*size)
    assert (window.width(), window.height()) == size
    corner = window.status.rect().bottomLeft()
    qtbot.waitUntil(lambda: window.status.mapTo(window, corner).y() < size[1])
    assert window.rail.width() < size[0] // 3


@pytest.mark.parametrize("spoken", ["en", "id"])
def test_every_control_of_the_shell_has_a_name(
    qtbot: QtBot, desk: Desk, appearance: Appearance, spoken: str
) -> None:
    language.use(spoken)
    window = MainWindow(desk, SPECS, appearance, WHO)
    qtbot.addWidget(window)
    for control in window.findChildren(QPushButton):
        if control.isVisibleTo(window):
            assert control.accessibleName() or control.text()
    assert window.search_box.accessibleName()
