"""All interventions on one page, and the form that records the next one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.families import family_of
from desktop_app.actions.interventions import interventions_of, record_intervention
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.intervention_form import InterventionForm
from desktop_app.ui.pages.interventions import InterventionsPage
from tests.builders import Family
from tests.ui.keys import CTRL, button, click, from_menu, press, type_in
from tests.ui.pages.conftest import SLAMET, WIDODO, dialog, settle


def record(office: Office, family: Family, programme: str = "BLT-DD", **more: object) -> str:
    draft = {
        "programme": programme,
        "period": "2026-08",
        "given_on": date(2026, 8, 20),
        "family_id": family_of(office, family.card).sheet.id,
        "amount": 300_000,
        "reason": "musdes",
        **more,
    }
    done = record_intervention(office, InterventionDraft(**draft))  # type: ignore[arg-type]  # as its fields
    return done.value.intervention_id


def open_page(qtbot: QtBot, window: MainWindow) -> InterventionsPage:
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    return page


def open_form(qtbot: QtBot, window: MainWindow) -> tuple[InterventionsPage, InterventionForm]:
    page = open_page(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    assert page.sheet.form is not None
    return page, page.sheet.form


def pick(qtbot: QtBot, window: MainWindow, form: InterventionForm, text: str) -> None:
    """Search for a family inside the form and take the only one."""
    type_in(form.picker.line, text)
    settle(qtbot, window)
    press(form.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert form.picker.glance is not None


def checked(qtbot: QtBot, window: MainWindow, form: InterventionForm) -> list[str]:
    """What the form warns about after it has looked."""
    with qtbot.waitSignal(form.warned):
        pass
    settle(qtbot, window)
    return form.warnings.texts


@pytest.fixture
def one(stocked: Office) -> str:
    """A record for Slamet's family."""
    return record(stocked, SLAMET)


def test_without_records_the_page_offers_the_first(qtbot: QtBot, window: MainWindow) -> None:
    page = open_page(qtbot, window)
    assert page.list.nothing.isVisible()
    click(page.list.nothing.button)
    assert page.sheet.form is not None
    assert page.sheet.form.picker.line.hasFocus()


def test_records_stand_with_their_totals(
    qtbot: QtBot, one: str, window: MainWindow, stocked: Office
) -> None:
    record(stocked, WIDODO, period="2026-07")
    page = open_page(qtbot, window)
    assert page.list.totals.text() == "2 records · 2 families · Rp600,000 given"
    assert [row[1:4] for row in page.table.texts()] == [
        ["SLAMET WIDODO", "Village Fund Cash Aid", "Rp300,000"],
        ["SLAMET RAHARJO", "Village Fund Cash Aid", "Rp300,000"],
    ]


def test_one_family_after_the_other_keeps_programme_period_and_amount(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    assert form.fields.programme.hasFocus()
    type_in(form.fields.programme, "Village")
    click(page.sheet.next_button)
    settle(qtbot, window)
    assert form.picker.glance is None
    assert form.picker.line.hasFocus()
    assert form.fields.programme.value == "BLT-DD"
    assert not page.has_unsaved()
    pick(qtbot, window, form, "paijo")
    assert page.has_unsaved()
    assert form.fields.amount.hasFocus()
    press(form.fields.amount, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert not page.sheet.isVisible()
    assert [line.intervention.subject.name for line in interventions_of(stocked)] == [
        "PAIJO",
        "SLAMET RAHARJO",
    ]


def test_the_same_help_twice_is_said_before_saving_and_needs_a_reason(
    qtbot: QtBot, one: str, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Village")
    assert form.fields.period.choose("2026-08")
    form.fields.period.activated.emit(form.fields.period.currentIndex())
    assert "The same help is already recorded for this period." in checked(qtbot, window, form)
    assert page.sheet.notice_button.text() == "1 warning"
    assert form.reason_field.isVisible()
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert form.reason_field.error.startswith("There is a warning against this")
    assert form.reason.hasFocus()
    assert len(interventions_of(stocked)) == 1
    type_in(form.reason, "second half of August")
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert interventions_of(stocked)[0].intervention.reason == "second half of August"


def test_a_decile_outside_the_range_is_said_calmly_and_asks_nothing(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "widodo")
    type_in(form.fields.programme, "Family")
    assert checked(qtbot, window, form) == [
        "What the programme asks is not seen in the release: a component of PKH. "
        "That is a hint, not a decision.",
        "The family's decile is outside the range this programme is meant for.",
    ]
    assert not form.reason_field.isVisible()
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert len(interventions_of(stocked)) == 1


def test_a_programme_for_one_person_asks_for_the_person(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Smart")
    assert form.fields.programme.value == "PIP"
    assert form.fields.recipient.value is None
    click(page.sheet.save_button)
    assert "given to one person" in form.fields.recipient_field.error
    assert form.fields.recipient.hasFocus()
    type_in(form.fields.recipient, "BUDI")
    type_in(form.fields.amount, "450000")
    click(page.sheet.save_button)
    settle(qtbot, window)
    (line,) = interventions_of(stocked)
    assert line.intervention.subject.name == "BUDI RAHARJO"


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("31-02-2026", "This is not a date."),
        ("25-11-2026", "This date is still to come."),
        ("1-2-26", "This is not a date."),
    ],
)
def test_a_wrong_date_is_said_beside_it_and_nothing_typed_is_lost(
    qtbot: QtBot, window: MainWindow, stocked: Office, typed: str, says: str
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Village")
    form.fields.given_on.line.selectAll()
    type_in(form.fields.given_on.line, typed)
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert form.fields.given_on.error.startswith(says)
    assert (form.fields.given_on.line.text(), form.fields.programme.value) == (typed, "BLT-DD")
    assert interventions_of(stocked) == []


def test_an_indonesian_date_is_understood(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Village")
    form.fields.given_on.line.selectAll()
    type_in(form.fields.given_on.line, "17 Agustus 2026")
    assert form.fields.period.currentText() == "August 2026"
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert interventions_of(stocked)[0].intervention.given_on == date(2026, 8, 17)


@pytest.mark.parametrize("typed", ["1.50", "a lot", "-5"])
def test_a_wrong_amount_is_said_beside_it(
    qtbot: QtBot, window: MainWindow, stocked: Office, typed: str
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Village")
    form.fields.amount.selectAll()
    type_in(form.fields.amount, typed)
    click(page.sheet.save_button)
    settle(qtbot, window)
    assert form.fields.amount_field.error.startswith("This amount cannot be used.")
    assert interventions_of(stocked) == []


def test_saving_without_a_family_leads_to_the_search_in_the_form(
    qtbot: QtBot, window: MainWindow
) -> None:
    page, form = open_form(qtbot, window)
    click(page.sheet.save_button)
    assert form.picker.field.error.startswith("No family or person has been chosen yet.")
    assert form.picker.line.hasFocus()


def test_leaving_a_form_that_was_begun_asks_and_keeps_it(qtbot: QtBot, window: MainWindow) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    press(form.fields.programme, Qt.Key.Key_Escape)
    asked = cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog))
    click(asked.keep)
    assert page.sheet.isVisible()
    press(form.fields.programme, Qt.Key.Key_Escape)
    asked = cast(ConfirmDialog, dialog(qtbot, window, ConfirmDialog))
    click(asked.go_on)
    assert not page.sheet.isVisible()


def test_filters_narrow_list_and_totals(
    qtbot: QtBot, one: str, window: MainWindow, stocked: Office
) -> None:
    record(stocked, WIDODO, "SEMBAKO", period="2026-Q3", amount=600_000)
    page = open_page(qtbot, window)
    from_menu(page.filters.programme_button, "Staple")
    settle(qtbot, window)
    assert page.list.totals.text() == "1 record · 1 family · Rp600,000 given"
    assert [row[1] for row in page.table.texts()] == ["SLAMET WIDODO"]
    from_menu(page.filters.village_button, "Pekajangan")
    settle(qtbot, window)
    assert page.table.texts() == []
    click(button(page.list.nothing, "Show all"))
    settle(qtbot, window)
    assert len(page.table.texts()) == 2


def test_an_error_is_struck_through_stays_readable_and_no_longer_counts(
    qtbot: QtBot, one: str, window: MainWindow, stocked: Office
) -> None:
    page = open_page(qtbot, window)
    click(page.detail.void_button)
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    click(button(asked, "Wrong family"))
    click(asked.go_on)
    settle(qtbot, window)
    assert page.list.totals.text() == "0 records · 0 families · Rp0 given · 1 entered in error"
    (row,) = page.table.texts()
    assert (row[1], row[-2]) == ("SLAMET RAHARJO", "In error")
    assert not page.detail.void_button.isVisible()
    column = page.table.rows.columns[0]
    assert column.is_struck is not None
    assert column.is_struck(page.lines[0])


def test_enter_opens_the_family_of_a_record(qtbot: QtBot, one: str, window: MainWindow) -> None:
    page = open_page(qtbot, window)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert isinstance(window.page, FamilyPage)
    assert window.page.title == "SLAMET RAHARJO"


def test_in_a_narrow_window_enter_shows_the_record_itself(
    qtbot: QtBot, one: str, window: MainWindow
) -> None:
    window.resize(900, 640)
    page = open_page(qtbot, window)
    page.table.setFocus()
    press(page.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.sheet.isVisible()
    assert window.page is page
    press(window, Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()


def test_other_pages_can_ask_for_the_form_with_a_family(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    family_id = family_of(stocked, SLAMET.card).sheet.id
    window.go_to(Place("interventions", family_id, "new"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    assert page.sheet.form is not None
    assert page.sheet.form.picker.glance is not None


def test_the_list_is_saved_as_a_workbook_once_somebody_says_what_for(
    qtbot: QtBot, one: str, window: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page = open_page(qtbot, window)
    click(page.export_button)
    asked = cast(ErrandDialog, dialog(qtbot, window, ErrandDialog))
    type_in(asked.line, "rapat")
    type_in(asked.recipient, "Bappeda")
    press(asked.recipient, Qt.Key.Key_Return)
    where = cast(QFileDialog, dialog(qtbot, window, QFileDialog))
    where.reject()
    target = tmp_path / "intervensi.xlsx"
    page.saving.export(Errand("rapat", "Bappeda"), [target])
    settle(qtbot, window)
    assert target.read_bytes().startswith(b"PK")
