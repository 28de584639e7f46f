"""A delivery day by keys alone: scan, tick, stand in, fail, take back, close and go on, print."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.delivery import delivery_of, tick_delivery
from desktop_app.actions.families import family_of
from desktop_app.actions.intervention_overview import recorded_periods
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.office import Office
from desktop_app.domain.delivery import DeliveryScope, DeliveryTotals
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_history import Signer
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.delivery import DeliveryPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.widgets.choice import Choice
from tests.ui.keys import CTRL, click, from_menu, press, type_in
from tests.ui.pages.conftest import EVERYBODY, SLAMET, WIDODO, dialog, settle

OpenWhole = Callable[[Office], MainWindow]
SCOPE = DeliveryScope("BLT-DD", "2026-11")


@pytest.fixture
def decreed(stocked: Office) -> Office:
    """The office with help decreed for all three families."""
    for family in EVERYBODY:
        draft = InterventionDraft(
            "BLT-DD",
            "2026-11",
            date(2026, 11, 2),
            family_id=family_of(stocked, family.card).sheet.id,
            amount=300_000,
            status=Status.DECREED,
            reason="musdes",
        )
        record_intervention(stocked, draft)
    return stocked


def open_page(qtbot: QtBot, window: MainWindow) -> DeliveryPage:
    """Go there as a person does, from the interventions."""
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    click(page.delivery_button)
    settle(qtbot, window)
    delivery = window.page
    assert isinstance(delivery, DeliveryPage)
    return delivery


def enter(qtbot: QtBot, window: MainWindow, page: DeliveryPage, text: str) -> None:
    """Type or scan, and Enter."""
    type_in(page.line, text)
    press(page.line, Qt.Key.Key_Return)
    settle(qtbot, window)


def totals(office: Office) -> DeliveryTotals:
    return delivery_of(office, SCOPE, on=office.today()).totals


def test_a_delivery_day_without_a_mouse(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    assert page.line.hasFocus()
    assert [row[0] for row in page.table.texts()] == ["○ 1", "○ 2", "○ 3"]
    # A scanner types the card and Enter.
    enter(qtbot, window, page, SLAMET.card)
    assert page.board.message.text().startswith("✓ 2  SLAMET RAHARJO · Rp300,000")
    assert page.line.text() == ""
    assert page.line.hasFocus()
    assert totals(decreed).received == 1
    assert page.board.tally.texts["Received"] == "1"
    assert page.board.tally.texts["Handed over"] == "Rp300,000"
    # The wife's card does not get it twice, and is told when and by whom.
    enter(qtbot, window, page, SLAMET.members[1].nik)
    assert "received on 24 Nov 2026; Sari Contoh ticked it on" in page.board.message.text()
    assert totals(decreed).received == 1
    press(page.line, Qt.Key.Key_Escape)
    assert page.line.text() == ""
    # The wife signs for the next one: F4 before Enter, and Enter takes the first of the family.
    type_in(page.line, "3")
    press(page.line, Qt.Key.Key_F4)
    settle(qtbot, window)
    assert page.signer_sheet.isVisible()
    assert not page.line.isEnabled()
    first = page.signer_sheet.members[0]
    assert first.hasFocus()
    press(first, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.line.hasFocus()
    assert "signed by SRI LESTARI" in page.board.message.text()
    assert totals(decreed).stand_ins == 1
    # The third did not come.
    type_in(page.line, "paijo")
    press(page.line, Qt.Key.Key_F8)
    asked = dialog(qtbot, window, ReasonDialog)
    assert isinstance(asked, ReasonDialog)
    type_in(asked.line, "did not come")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert totals(decreed).failed == 1
    assert [row[0] for row in page.table.texts()] == ["✗ 1", "✓ 2", "✓ 3"]
    assert page.board.tally.texts["Still to come"] == "0"
    # Ctrl+Z takes back one after the other, down to the start.
    for left in (2, 1, 0):
        press(page.line, Qt.Key.Key_Z, CTRL)
        settle(qtbot, window)
        now = totals(decreed)
        assert now.received + now.failed == left
    press(page.line, Qt.Key.Key_Z, CTRL)
    assert page.board.message.text() == "There is nothing to take back."
    lines = delivery_of(decreed, SCOPE, on=decreed.today()).lines
    assert {line.record.status for line in lines} == {Status.DECREED}


def test_a_name_that_may_be_several_waits_for_a_choice(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    enter(qtbot, window, page, "slamet")
    assert totals(decreed).received == 0
    assert page.board.message.text() == "2 people may be meant: choose with ↓ and Enter."
    assert len(page.board.lines) == 2
    press(page.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert totals(decreed).received == 0
    press(page.line, Qt.Key.Key_Down)
    press(page.line, Qt.Key.Key_Down)
    press(page.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.board.message.text().startswith("✓ 3  SLAMET WIDODO")
    assert len(page.board.lines) == 3
    # A guess is never ticked by itself.
    enter(qtbot, window, page, "paijoo")
    assert totals(decreed).received == 1
    assert "not quite the same" in page.board.message.text()
    press(page.line, Qt.Key.Key_Escape)
    enter(qtbot, window, page, "nobody here")
    assert page.board.message.text() == "Nobody on this list answers to that."


def test_who_types_sees_the_list_narrow(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    type_in(page.line, "slamet")
    qtbot.waitUntil(lambda: len(page.board.lines) == 2)
    press(page.line, Qt.Key.Key_Escape)
    assert len(page.board.lines) == 3
    assert window.place.page == "delivery"
    press(page.line, Qt.Key.Key_Escape)
    assert window.place.page == "interventions"


def test_whoever_comes_next_goes_on_where_the_last_one_was(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    (first, *_) = delivery_of(decreed, SCOPE, on=decreed.today()).lines
    tick_delivery(decreed, first.record.id, on=decreed.today(), signer=Signer("JOKO", "anak"))
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    assert page.board.tally.texts["Received"] == "1"
    assert page.table.texts()[0][0] == "✓ 1"
    (row,) = [one for one in page.board.recent.rows if one.line is not None]
    assert row.back.accessibleName() == f"Take back: {first.record.subject.name}"
    press(page.line, Qt.Key.Key_Z, CTRL)
    settle(qtbot, window)
    assert totals(decreed).received == 0


def test_somebody_from_outside_the_family_signs_with_name_and_relation(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    type_in(page.line, "1")
    press(page.line, Qt.Key.Key_F4)
    settle(qtbot, window)
    sheet = page.signer_sheet
    assert sheet.members == []
    assert sheet.name.hasFocus()
    type_in(sheet.name, "KASTO")
    press(sheet.name, Qt.Key.Key_Return)
    assert sheet.relation.hasFocus()
    press(sheet.relation, Qt.Key.Key_Return)
    assert sheet.name_field.error
    type_in(sheet.relation, "tetangga")
    press(sheet.relation, Qt.Key.Key_Return)
    settle(qtbot, window)
    line = delivery_of(decreed, SCOPE, on=decreed.today()).lines[0]
    assert line.record.signer == Signer("KASTO", "tetangga")


def test_the_day_is_summed_up_and_its_list_looked_at(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    enter(qtbot, window, page, WIDODO.members[0].nik)
    click(page.summary_button)
    assert page.summary_sheet.isVisible()
    press(page.summary_sheet, Qt.Key.Key_Escape)
    assert not page.summary_sheet.isVisible()
    assert page.line.hasFocus()
    press(page.line, Qt.Key.Key_P, CTRL)
    settle(qtbot, window)
    assert page.paper_sheet.isVisible()
    assert page.paper_sheet.paper.pages.document.pageCount() == 1
    press(page.paper_sheet, Qt.Key.Key_Escape)
    assert page.line.hasFocus()


def test_another_desa_and_hamlet_narrow_the_list(
    qtbot: QtBot, decreed: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(decreed)
    page = open_page(qtbot, window)
    assert page.bar.village.isVisible()
    type_in(page.bar.village, "Pekajangan")
    page.bar.village.activated.emit(page.bar.village.currentIndex())
    settle(qtbot, window)
    assert [line.record.subject.name for line in page.board.lines] == ["PAIJO"]
    # Coming back it is still the same place.
    window.go_to(Place("search"))
    window.go_to(Place("delivery"))
    settle(qtbot, window)
    assert len(page.board.lines) == 1


def test_with_nothing_decreed_the_page_says_so(
    qtbot: QtBot, stocked: Office, open_whole: OpenWhole
) -> None:
    window = open_whole(stocked)
    page = open_page(qtbot, window)
    assert page.board.nothing.isVisible()
    assert not page.line.isEnabled()
    click(page.board.nothing.button)
    assert isinstance(window.page, InterventionsPage)


def test_a_stage_is_chosen_in_the_form_filtered_and_delivered_by_itself(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    for stage in ("2026-T1", "2026-T2"):
        window.go_to(Place("interventions", family_of(stocked, SLAMET.card).sheet.id, "new"))
        settle(qtbot, window)
        page = window.page
        assert isinstance(page, InterventionsPage)
        form = page.sheet.form
        assert form is not None
        choose(form.fields.programme, "BSPS")
        assert form.fields.amount.text() == "20,000,000"
        offered = {one.value: one.text for one in form.fields.period.options}
        assert offered["2026-T2"] == "Upah kerja 2026"
        choose(form.fields.period, stage)
        assert form.fields.amount.text() == ""  # nobody knows how much of it comes in this stage
        type_in(form.fields.amount, "17500000" if stage == "2026-T1" else "2500000")
        choose(form.fields.status, Status.DECREED.value)
        press(form, Qt.Key.Key_Return, CTRL)
        settle(qtbot, window)
    assert recorded_periods(stocked) == ["2026-T1", "2026-T2"]
    page = window.page
    assert isinstance(page, InterventionsPage)
    assert page.sheet.isHidden()
    from_menu(page.filters.period_button, "Stage 2 2026", within="2026")
    settle(qtbot, window)
    assert len(page.lines) == 1
    page.filters.clear()
    settle(qtbot, window)
    day = open_page(qtbot, window)
    assert day.bar.stage.accessibleName() == "Programme and stage"
    choose(day.bar.stage, "BSPS|2026-T2")
    settle(qtbot, window)
    assert "Upah kerja 2026" in day.bar.stage.currentText()
    type_in(day.line, SLAMET.card)
    press(day.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    both = {
        stage: delivery_of(stocked, DeliveryScope("BSPS", stage), on=date(2026, 11, 24)).totals
        for stage in ("2026-T1", "2026-T2")
    }
    assert (both["2026-T1"].received, both["2026-T2"].received) == (0, 1)
    assert both["2026-T2"].rupiah == 2_500_000


def choose(box: Choice, value: str) -> None:
    assert box.choose(value)
    box.activated.emit(box.currentIndex())
