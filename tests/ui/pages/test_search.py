"""The counter: what somebody says, and the family on the screen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.actions.demo import DemoWish, fill_with_demo
from desktop_app.actions.office import Office
from desktop_app.domain.identity import grouped
from desktop_app.progress import Progress
from desktop_app.store import audit
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.search import SearchPage
from desktop_app.ui.pages.search_columns import name_marks
from desktop_app.ui.widgets.chip import Chip
from tests.ui.keys import ALT, button, click, press, type_in
from tests.ui.pages.conftest import SLAMET, UNRANKED, OpenWindow, settle


def look(qtbot: QtBot, window: MainWindow, text: str) -> SearchPage:
    """Type into the search box and wait for the answer."""
    window.search_box.clear()
    type_in(window.search_box, text)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SearchPage)
    return page


def names(page: SearchPage) -> list[str]:
    return [line.name for line in page.lines]


def test_before_typing_the_page_says_what_the_box_understands(window: MainWindow) -> None:
    page = window.page
    assert isinstance(page, SearchPage)
    assert page.hints.isVisible()
    assert page.subtitle == "Kedungwuni · release V3 2026 · 6 people"


def test_people_stand_there_while_somebody_is_still_typing(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    assert names(page) == ["SLAMET RAHARJO", "SLAMET WIDODO"]
    assert page.table.isVisible()
    assert page.subtitle.startswith("2 people found")
    model = page.table.rows
    below = model.columns[0].below
    assert below is not None
    assert below(page.lines[0]) == "start of the name · Head of the family"


def test_no_whole_number_is_shown_in_the_list(qtbot: QtBot, window: MainWindow) -> None:
    page = look(qtbot, window, grouped(SLAMET.head.nik))
    assert names(page) == ["SLAMET RAHARJO"]
    shown = " ".join(cell for row in page.table.texts() for cell in row)
    assert SLAMET.head.nik[-4:] in shown
    assert SLAMET.head.nik[:12] not in shown.replace(" ", "")


def test_the_family_of_the_first_one_is_shown_beside_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    qtbot.waitUntil(lambda: page.glance.name == "SLAMET RAHARJO")
    press(window.search_box, Qt.Key.Key_Down)
    settle(qtbot, window)
    press(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: page.glance.name == "SLAMET WIDODO")


def test_looking_at_a_row_in_passing_is_not_opening_a_family(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page = look(qtbot, window, "slam")
    qtbot.waitUntil(lambda: bool(page.glance.family_id))
    with stocked.read() as conn:
        assert "family-opened" not in {line.deed for line in audit.lines_of(conn)}


def test_enter_goes_to_the_list_and_enter_there_opens_the_family(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.table.hasFocus()
    press(page.table, Qt.Key.Key_Down)
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert isinstance(window.page, FamilyPage)
    assert window.page.title == "SLAMET WIDODO"


def test_enter_opens_the_only_family_at_once(qtbot: QtBot, window: MainWindow) -> None:
    look(qtbot, window, "siti aminah")
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert isinstance(window.page, FamilyPage)
    assert window.page.title == "SLAMET RAHARJO"


def test_only_a_finished_search_is_written_to_the_audit(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    look(qtbot, window, "slam")
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    with stocked.read() as conn:
        deeds = [line.deed for line in audit.lines_of(conn)]
    assert deeds.count("searched") == 1


def test_the_next_family_of_the_search_is_one_key_away_and_esc_goes_back_to_the_list(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    family = window.page
    assert isinstance(family, FamilyPage)
    assert (family.title, family.step_words.text()) == ("SLAMET RAHARJO", "1 of 2")
    press(window, Qt.Key.Key_Down, ALT)
    settle(qtbot, window)
    assert (family.title, family.step_words.text()) == ("SLAMET WIDODO", "2 of 2")
    press(window, Qt.Key.Key_Up, ALT)
    settle(qtbot, window)
    assert family.title == "SLAMET RAHARJO"
    press(window, Qt.Key.Key_Escape)
    assert window.page is page
    assert names(page) == ["SLAMET RAHARJO", "SLAMET WIDODO"]


def test_letters_typed_in_the_list_go_on_in_the_search_box(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    press(window.search_box, Qt.Key.Key_Down)
    settle(qtbot, window)
    type_in(page.table, "e")
    settle(qtbot, window)
    assert window.search_box.text() == "slame"
    assert window.search_box.hasFocus()


def test_nobody_found_offers_what_fewer_letters_find(qtbot: QtBot, window: MainWindow) -> None:
    page = look(qtbot, window, "slamet zzz")
    qtbot.waitUntil(lambda: page.nobody.button.isVisible())
    click(page.nobody.button)
    settle(qtbot, window)
    assert window.search_box.text() == "slamet"
    assert names(page) == ["SLAMET RAHARJO", "SLAMET WIDODO"]


def test_odd_text_is_answered_calmly(qtbot: QtBot, window: MainWindow) -> None:
    page = look(qtbot, window, "?* AND (")
    assert names(page) == []
    assert page.nobody.isVisible()
    assert page.banner.text == ""


def choose(menu: QMenu, text: str) -> None:
    """Choose an entry of a menu."""
    (action,) = [one for one in menu.actions() if one.text() == text]
    action.trigger()


def test_a_search_is_narrowed_by_chips_that_go_when_they_are_clicked(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "slam")
    choose(page.filters.decile_button.menu(), "Deciles 1 to 4")
    settle(qtbot, window)
    assert names(page) == ["SLAMET RAHARJO"]
    choose(page.filters.village_button.menu(), "Pekajangan")
    settle(qtbot, window)
    assert names(page) == []
    chips = page.filters.findChildren(Chip)
    assert [chip.text() for chip in chips] == ["Pekajangan", "Deciles 1 to 4"]
    click(chips[0])
    settle(qtbot, window)
    assert names(page) == ["SLAMET RAHARJO"]


def test_nobody_within_the_filters_offers_to_remove_them(qtbot: QtBot, window: MainWindow) -> None:
    page = look(qtbot, window, "slam")
    choose(page.filters.decile_button.menu(), "Decile 1")
    settle(qtbot, window)
    click(button(page.nobody, "Remove the filters"))
    settle(qtbot, window)
    assert names(page) == ["SLAMET RAHARJO", "SLAMET WIDODO"]


def test_the_searches_of_this_session_are_offered_again_and_kept_nowhere(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = look(qtbot, window, "paijo")
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.go_to(Place("search"))
    settle(qtbot, window)
    click(button(page.hints, "paijo"))
    settle(qtbot, window)
    assert names(page) == [UNRANKED.head.name]
    assert "paijo" not in str(vars(page.desk.memory)).lower()


def test_before_the_first_release_the_page_leads_to_it(
    open_window: OpenWindow, office: Office
) -> None:
    window = open_window(office)
    page = window.page
    assert isinstance(page, SearchPage)
    assert page.no_release.isVisible()
    click(page.no_release.button)
    assert window.place == Place("releases")


@pytest.mark.parametrize(
    ("name", "typed", "found"),
    [
        ("SLAMET RAHARJO", "slam", ["SLAM"]),
        ("SLAMET RAHARJO", "ra sla", ["SLA", "RA"]),
        ("SOEPARNO", "supar", ["SOEPAR"]),
        ("H. MU'ANAH, S.Pd.", "muan", ["MU'AN"]),
        ("SITI NUR", "nur", ["NUR"]),
        ("SITI", "budi", []),
        ("", "a", []),
    ],
)
def test_the_letters_that_were_found_are_marked_in_the_name_as_it_is_written(
    name: str, typed: str, found: list[str]
) -> None:
    marked = [name[start : start + length] for start, length in name_marks(name, typed)]
    assert marked == found


@pytest.fixture
def crowded(open_window: OpenWindow, office: Office) -> MainWindow:
    """The window on an office with more people than the list has rows."""
    fill_with_demo(office, DemoWish(persons=1_500, interventions=30, seed=3), Progress())
    return open_window(office)


def look_through(qtbot: QtBot, window: MainWindow, page: SearchPage) -> None:
    """Until every row on the screen is there."""
    settle(qtbot, window)
    qtbot.waitUntil(lambda: page.table.current is not None)
    settle(qtbot, window)


def test_all_who_are_meant_are_there_by_name_down_to_the_last(
    qtbot: QtBot, crowded: MainWindow
) -> None:
    page = look(qtbot, crowded, "s")
    assert len(page.lines) == 100
    assert page.results.words.text().startswith("The 100 nearest of ")
    click(page.results.all_button)
    look_through(qtbot, crowded, page)
    assert page.table.hasFocus()
    count = page.table.rows.rowCount()
    assert count > 200
    assert page.results.words.text() == f"All {count} people, by name"
    press(page.table, Qt.Key.Key_End)
    look_through(qtbot, crowded, page)
    assert page.table.currentIndex().row() == count - 1
    last = page.table.current
    assert last is not None
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, crowded)
    family = crowded.page
    assert isinstance(family, FamilyPage)
    press(family, Qt.Key.Key_Escape)
    assert page.isVisible()
    assert page.table.current == last
    click(page.results.nearest_button)
    settle(qtbot, crowded)
    assert len(page.lines) == 100


def test_everybody_is_one_key_away_before_anything_was_typed(
    qtbot: QtBot, crowded: MainWindow
) -> None:
    page = crowded.page
    assert isinstance(page, SearchPage)
    press(crowded, Qt.Key.Key_N, ALT)
    look_through(qtbot, crowded, page)
    assert page.table.rows.rowCount() > 1_000
    assert page.lines[0].name <= page.lines[1].name
    type_in(page.table, "siti")
    settle(qtbot, crowded)
    assert crowded.search_box.text() == "siti"
    assert len(page.lines) <= 100


def test_the_desa_say_how_many_they_have_and_narrow_the_search(
    qtbot: QtBot, crowded: MainWindow
) -> None:
    page = look(qtbot, crowded, "s")
    menu = page.results.villages_button.menu()
    menu.aboutToShow.emit()
    settle(qtbot, crowded)
    name, count = menu.actions()[0].text().split(" · ")
    menu.actions()[0].trigger()
    settle(qtbot, crowded)
    (chip,) = page.filters.findChildren(Chip)
    assert chip.text() == name
    assert len(page.lines) == min(100, int(count))


def test_filters_alone_list_whoever_they_leave(qtbot: QtBot, crowded: MainWindow) -> None:
    page = crowded.page
    assert isinstance(page, SearchPage)
    choose(page.filters.aid_button.menu(), "Never helped")
    settle(qtbot, crowded)
    unhelped = page.table.rows.rowCount()
    choose(page.filters.decile_button.menu(), "Without a decile")
    settle(qtbot, crowded)
    assert 0 < page.table.rows.rowCount() < unhelped
    qtbot.waitUntil(lambda: bool(page.lines))
    assert {line.decile for line in page.lines} == {None}
    for chip in page.filters.findChildren(Chip):
        click(chip)
    settle(qtbot, crowded)
    assert page.hints.isVisible()
