"""One family on the screen, and the work at the counter."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.domain.identity import grouped
from desktop_app.store import audit
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.family_tabs import PARTS
from desktop_app.ui.pages.intervention_form import InterventionForm
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import SLAMET, UNRANKED, dialog, open_family, settle


@pytest.fixture
def family(qtbot: QtBot, window: MainWindow) -> FamilyPage:
    """The page of Slamet's family."""
    return open_family(qtbot, window, SLAMET.card)


def form_of(page: FamilyPage) -> InterventionForm:
    assert page.sheet.form is not None
    return page.sheet.form


def choose(box: QComboBox, text: str) -> None:
    """Choose with the keyboard, as people do who know the list."""
    box.setFocus()
    type_in(box, text)


def give_reason(qtbot: QtBot, window: MainWindow, reason: str) -> None:
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, reason)
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)


def test_the_whole_counter_scene_needs_only_the_keyboard(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    type_in(window.search_box, "slamet rah")
    settle(qtbot, window)
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    press(window, Qt.Key.Key_N, CTRL)
    form = form_of(page)
    assert form.fields.programme.hasFocus()
    type_in(form.fields.programme, "Village")
    assert (form.fields.amount.text(), form.fields.period.currentText()) == (
        "300,000",
        "November 2026",
    )
    press(form.fields.amount, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert not page.sheet.isVisible()
    assert window.toast.text == "Recorded: Village Fund Cash Aid for SLAMET RAHARJO"
    assert page.tabs.currentIndex() == PARTS.index("aid")
    assert [row[1:4] for row in page.tabs.aid.table.texts()] == [
        ["Village Fund Cash Aid", "SLAMET RAHARJO", "Rp300,000"]
    ]
    (line,) = interventions_of(stocked)
    assert (line.intervention.amount, line.intervention.decile) == (300_000, 2)


def test_what_was_just_recorded_can_be_taken_back(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    press(window, Qt.Key.Key_N, CTRL)
    form = form_of(family)
    type_in(form.fields.programme, "Village")
    click(family.sheet.save_button)
    settle(qtbot, window)
    click(window.toast.button)
    settle(qtbot, window)
    (line,) = interventions_of(stocked)
    assert line.intervention.is_void
    assert family.tabs.tabText(PARTS.index("aid")) == "Help"
    assert family.tabs.aid.table.texts()[0][-1] == "In error"


def test_head_address_and_decile_stand_on_top(family: FamilyPage) -> None:
    assert family.title == "SLAMET RAHARJO"
    assert family.subtitle == "DK. KRAJAN RT 001/RW 002 · Desa Langkap, Kec. Kedungwuni"
    assert family.band.badge.decile == 2
    assert family.band.others.text() == "Province 2 · Kabupaten 2"


def test_a_family_without_a_decile_says_so(qtbot: QtBot, window: MainWindow) -> None:
    page = open_family(qtbot, window, UNRANKED.card)
    assert page.band.badge.decile is None
    assert page.band.badge.accessibleName().startswith("No decile yet")


def test_the_record_says_what_is_odd_about_it(family: FamilyPage) -> None:
    assert ("Nothing odd was found in this record.", "") not in family.tabs.history.notes.texts
    assert family.tabs.history.notes.texts


def test_members_stand_with_relation_and_age_at_the_reference_date(family: FamilyPage) -> None:
    assert [row[:3] for row in family.tabs.members.table.texts()] == [
        ["SLAMET RAHARJO", "Head of family", "46"],
        ["SITI AMINAH", "Spouse", "42"],
        ["BUDI RAHARJO", "Child", "12"],
    ]


def test_house_and_assets_are_words_and_an_unknown_code_says_so(family: FamilyPage) -> None:
    house = dict(family.tabs.house.grids["house"].texts)
    assert house["Floor"] == "Earth"
    assert house["Roof"] == "code 27 (unknown)"
    assert house["Wall"] == "Not filled in"
    place = dict(family.tabs.house.grids["place"].texts)
    assert (place["Code of Kemendagri"], place["Code of BPS"]) == ("33.26.13.2004", "3326130002")
    assert dict(family.tabs.house.grids["assets"].texts)["Owns"] == "Motorcycle"


def test_numbers_are_shown_for_a_reason_and_for_a_while(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    assert family.band.card_number.text == "•••• •••• •••• " + SLAMET.card[-4:]
    family.band.card_number.wanted.emit()
    give_reason(qtbot, window, "x")
    assert not family.band.card_number.is_revealed
    give_reason(qtbot, window, "at the counter")
    assert family.band.card_number.text == grouped(SLAMET.card)
    assert family.band.head_number.text == grouped(SLAMET.head.nik)
    assert family.band.seconds_left == 30
    family.band.card_number.hide_number()
    assert not family.band.head_number.is_revealed
    with stocked.read() as conn:
        line = next(one for one in audit.lines_of(conn) if one.deed == "family-revealed")
    assert str(line.facts["reason"]).endswith("at the counter")


def test_health_stays_hidden_until_somebody_says_why(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    family.tabs.setCurrentIndex(PARTS.index("members"))
    assert family.tabs.members.sensitive.texts == []
    click(family.tabs.members.show_button)
    give_reason(qtbot, window, "checking a form")
    assert dict(family.tabs.members.sensitive.texts)["Chronic disease"] == "Diabetes"
    assert family.tabs.members.number.text == grouped(SLAMET.head.nik)
    press(family.tabs.members.table, Qt.Key.Key_Down)
    assert family.tabs.members.number.text == grouped(SLAMET.members[1].nik)
    family.band.card_number.hide_number()
    assert family.tabs.members.sensitive.texts == []
    assert not family.tabs.members.number.is_revealed


def test_another_family_is_never_shown_revealed(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    family.band.card_number.wanted.emit()
    give_reason(qtbot, window, "at the counter")
    open_family(qtbot, window, UNRANKED.card)
    assert not family.band.card_number.is_revealed
    assert UNRANKED.card[:12] not in family.band.card_number.text.replace(" ", "")


def test_somebody_without_the_right_is_told_and_sees_nothing(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    from dataclasses import replace

    from desktop_app.domain.roles import Role

    stocked.account = replace(stocked.account, role=Role.AUDITOR)
    family.band.card_number.wanted.emit()
    give_reason(qtbot, window, "curious")
    assert not family.band.card_number.is_revealed
    assert "Your role does not allow this." in family.banner.text


def test_a_family_that_is_gone_says_so_and_leads_to_the_search(
    qtbot: QtBot, window: MainWindow
) -> None:
    page = open_family(qtbot, window, "12345")
    assert page.unknown.isVisible()
    assert not page.record_button.isEnabled()
    click(page.unknown.button)
    assert window.place == Place("search")


def test_tabs_turn_with_the_keyboard(window: MainWindow, family: FamilyPage) -> None:
    press(window, Qt.Key.Key_PageDown, CTRL)
    assert family.tabs.currentIndex() == 1
    press(window, Qt.Key.Key_PageUp, CTRL)
    press(window, Qt.Key.Key_PageUp, CTRL)
    assert family.tabs.currentIndex() == len(PARTS) - 1


def test_the_member_who_is_chosen_is_whom_help_is_recorded_for(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    family.tabs.setCurrentIndex(PARTS.index("members"))
    family.tabs.members.table.setFocus()
    press(family.tabs.members.table, Qt.Key.Key_Down)
    press(window, Qt.Key.Key_N, CTRL)
    assert form_of(family).fields.recipient.currentText().startswith("SITI AMINAH")
    press(form_of(family).fields.programme, Qt.Key.Key_Escape)
    assert not family.sheet.isVisible()


def test_the_letter_button_leads_to_a_letter_about_this_family(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    press(window, Qt.Key.Key_P, CTRL)
    assert window.place == Place("letters", family_of(stocked, SLAMET.card).sheet.id)


def test_a_record_entered_in_error_is_marked_from_the_family(
    qtbot: QtBot, window: MainWindow, family: FamilyPage, stocked: Office
) -> None:
    press(window, Qt.Key.Key_N, CTRL)
    type_in(form_of(family).fields.programme, "Village")
    click(family.sheet.save_button)
    settle(qtbot, window)
    click(button(family.tabs.aid.detail, "Entered in error…"))
    give_reason(qtbot, window, "wrong family")
    (line,) = interventions_of(stocked)
    assert line.intervention.void_reason == "wrong family"
    assert family.tabs.aid.table.texts()[0][-1] == "In error"


def test_coming_to_record_opens_the_form_once(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    family_id = family_of(stocked, SLAMET.card).sheet.id
    window.go_to(Place("family", family_id, "record"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    assert form_of(page).fields.programme.hasFocus()
    press(form_of(page), Qt.Key.Key_Escape)
    open_family(qtbot, window, UNRANKED.card)
    window.go_back()
    settle(qtbot, window)
    assert page.title == "SLAMET RAHARJO"
    assert not page.sheet.isVisible()


def test_another_family_asks_before_it_drops_a_form_that_was_begun(
    qtbot: QtBot, window: MainWindow, family: FamilyPage
) -> None:
    press(window, Qt.Key.Key_N, CTRL)
    form = form_of(family)
    type_in(form.fields.programme, "Village")
    here, other = window.place, Place("family", UNRANKED.card)
    window.go_to(other)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).keep)
    assert (window.place, family.sheet.isVisible()) == (here, True)
    assert form.fields.programme.value == "BLT-DD"
    window.go_to(other)
    click(cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog)).go_on)
    settle(qtbot, window)
    assert (window.place, family.sheet.isVisible()) == (other, False)
    assert not family.has_unsaved()


def test_a_place_may_name_the_tab(qtbot: QtBot, window: MainWindow, family: FamilyPage) -> None:
    window.go_to(Place("family", SLAMET.card, "house"))
    settle(qtbot, window)
    assert family.tabs.currentIndex() == PARTS.index("house")
