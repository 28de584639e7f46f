"""Notes, contacts and places on the page of a family, written with the keyboard."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.office import Office
from desktop_app.domain.local_fact import FactKind, LocalFactLine
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.fact_form import FactForm
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.search import SearchPage
from tests.ui.keys import ALT, CTRL, click, press, type_in
from tests.ui.pages.conftest import SLAMET, UNRANKED, dialog, open_family, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def family(qtbot: QtBot, window: MainWindow) -> FamilyPage:
    return open_family(qtbot, window, SLAMET.card)


def form_of(page: FamilyPage) -> FactForm:
    assert page.fact_sheet.form is not None
    return page.fact_sheet.form


def known(office: Office) -> tuple[LocalFactLine, ...]:
    return family_of(office, SLAMET.card).local_facts


def write_note(qtbot: QtBot, window: MainWindow, page: FamilyPage, text: str) -> None:
    press(window, Qt.Key.Key_N, CTRL | SHIFT)
    form = form_of(page)
    assert form.text.hasFocus()
    type_in(form.text, text)
    press(form.text, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def test_a_note_is_written_from_everywhere_and_shown_at_once(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    write_note(qtbot, window, family, "Atap bocor")
    assert not family.fact_sheet.isVisible()
    assert window.toast.text == "Kept."
    assert family.tabs.is_at("notes")
    assert [row[1:] for row in family.tabs.notes.table.texts()] == [["Note", "", "Atap bocor"]]
    assert family.tabs.tabText(4) == "Notes 1"
    assert ("Atap bocor", "") in family.tabs.summary.local.texts
    click(window.toast.button)
    settle(qtbot, window)
    (line,) = known(stocked)
    assert line.fact.is_void
    assert family.tabs.summary.local.texts == [("Nothing has been noted here yet", "")]


def test_f2_corrects_and_the_old_one_stays_with_a_line_through_it(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    write_note(qtbot, window, family, "Atap bocor")
    table = family.tabs.notes.table
    table.setFocus()
    press(table, Qt.Key.Key_F2)
    form = form_of(family)
    assert form.text.toPlainText() == "Atap bocor"
    form.text.selectAll()
    type_in(form.text, "Dinding retak")
    click(family.fact_sheet.save_button)
    settle(qtbot, window)
    assert {(one.fact.content.text, one.fact.is_void) for one in known(stocked)} == {
        ("Atap bocor", True),
        ("Dinding retak", False),
    }
    current = table.current
    assert current is not None
    assert current.fact.content.text == "Dinding retak"
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Up)
    family.tabs.notes.choose(next(one.fact.id for one in known(stocked) if one.fact.is_void))
    assert not family.tabs.notes.correct_button.isVisible()
    press(table, Qt.Key.Key_F2)
    assert family.fact_sheet.form is None


def test_delete_takes_back_for_a_reason(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    write_note(qtbot, window, family, "Atap bocor")
    table = family.tabs.notes.table
    table.setFocus()
    press(table, Qt.Key.Key_Delete)
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, "wrong family")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    (line,) = known(stocked)
    assert line.fact.void_reason == "wrong family"
    assert family.tabs.tabText(4) == "Notes"


def test_what_is_wrong_is_said_beside_its_field_and_the_words_stay(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    family.tabs.show_part("notes")
    click(family.tabs.notes.add_buttons[FactKind.CONTACT])
    form = form_of(family)
    type_in(form.phone, "pak RT")
    press(form.phone, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert "not a telephone number" in form.fields["phone"].error
    assert form.phone.hasFocus()
    form.phone.clear()
    type_in(form.phone, "0812 9000 1234")
    press(form.phone, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    (line,) = known(stocked)
    assert line.fact.content.phone == "081290001234"
    assert dict(family.tabs.notes.facts.texts)["Telephone"] == "0812 9000 1234"


def test_a_place_takes_coordinates_as_a_map_gives_them(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    family.tabs.show_part("notes")
    click(family.tabs.notes.add_buttons[FactKind.PLACE])
    form = form_of(family)
    type_in(form.rt, "3")
    type_in(form.coordinates, "109.6634, -6.9712")
    press(form.rt, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert "not a place in Indonesia" in form.fields["coordinates"].error
    form.coordinates.clear()
    type_in(form.coordinates, "-6.9712, 109.6634")
    press(form.rt, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert family.tabs.notes.table.texts()[0][3] == "RT 003 · -6.97120, 109.66340"


def test_esc_asks_before_it_drops_words(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    press(window, Qt.Key.Key_N, CTRL | SHIFT)
    press(form_of(family).text, Qt.Key.Key_Escape)
    assert not family.fact_sheet.isVisible()
    press(window, Qt.Key.Key_N, CTRL | SHIFT)
    text: QPlainTextEdit = form_of(family).text
    type_in(text, "Atap")
    press(text, Qt.Key.Key_Escape)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).keep)
    assert text.toPlainText() == "Atap"


@pytest.mark.parametrize("key", [Qt.Key.Key_Left, Qt.Key.Key_Right])
def test_going_back_or_forward_asks_before_it_drops_words(
    qtbot: QtBot, window: MainWindow, key: Qt.Key
) -> None:
    keys = (SLAMET.card, UNRANKED.card)
    here, there = keys if key == Qt.Key.Key_Right else keys[::-1]
    page = open_family(qtbot, window, keys[0])
    open_family(qtbot, window, keys[1])
    if key == Qt.Key.Key_Right:
        press(window, Qt.Key.Key_Left, ALT)
        settle(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL | SHIFT)
    type_in(form_of(page).text, "Atap")
    press(form_of(page).text, key, ALT)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).keep)
    assert window.place == Place("family", here)
    assert form_of(page).text.toPlainText() == "Atap"
    press(form_of(page).text, key, ALT)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).go_on)
    settle(qtbot, window)
    assert (window.place, page.fact_sheet.isVisible()) == (Place("family", there), False)


def test_the_next_family_of_the_search_asks_too(qtbot: QtBot, window: MainWindow) -> None:
    type_in(window.search_box, "slamet")
    settle(qtbot, window)
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    search = window.page
    assert isinstance(search, SearchPage)
    press(search.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    here = page.title
    press(window, Qt.Key.Key_N, CTRL | SHIFT)
    type_in(form_of(page).text, "Atap")
    press(form_of(page).text, Qt.Key.Key_Down, ALT)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).keep)
    assert page.title == here
    press(form_of(page).text, Qt.Key.Key_Down, ALT)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).go_on)
    settle(qtbot, window)
    assert page.title != here
