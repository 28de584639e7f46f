"""Help for many families in the window: recorded as a list, taken step by step, put right, taken back."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.intervention_lists import recorded_lists
from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.domain.intervention import AidFilter, Intervention
from desktop_app.domain.intervention_history import Content
from desktop_app.domain.intervention_list import RowState
from desktop_app.domain.intervention_status import InterventionStatus as Status
from desktop_app.domain.op import OpDraft, OpType
from desktop_app.domain.subject import partition_of
from desktop_app.store import ops
from desktop_app.ui.dialogs.days import DaysDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.aid_correct import CorrectDialog
from desktop_app.ui.pages.aid_step import StepDialog
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.widgets.chip import Chip
from tests.builders import a_family, a_release
from tests.ui.keys import CTRL, button, click, from_menu, press, type_in
from tests.ui.pages.conftest import SLAMET, WIDODO, OpenWindow, dialog, settle
from tests.ui.pages.test_interventions import open_form, open_page, pick, record

NAMES = ("SITI", "BUDI", "AGUS", "DEWI", "RATNA", "JOKO", "WATI", "HADI", "ENDAH", "TONO")
FAMILIES = tuple(
    a_family(
        f"{NAMES[at % 10]} {NAMES[at // 10 % 10]} {chr(65 + at // 10)}",
        sequence=at,
        decile=8 if at in (50, 51) else 2,
    )
    for at in range(120)
)


@pytest.fixture
def village(office: Office, tmp_path: Path) -> Office:
    """A desa of 120 families, three of which have PKH this year, and two a decile above the limit."""
    a_release(office, tmp_path, FAMILIES)
    for family in FAMILIES[:3]:
        record(office, family, "PKH", period="2025-Q3", given_on=date(2025, 8, 1), amount=600_000)
    return office


@pytest.fixture
def a_list(tmp_path: Path) -> Path:
    """All of them, as the desa writes them down; one is taken by a daughter."""
    lines = [f"{family.card};;" for family in FAMILIES]
    lines[7] = f"{FAMILIES[7].card};RINI;anak"
    path = tmp_path / "blt_desa.csv"
    path.write_text("\n".join(["kk;diwakili;hubungan", *lines]) + "\n", "utf-8")
    return path


def steps(page: InterventionsPage) -> dict[str, int]:
    """The figures by state, by the words on their buttons."""
    return {words.rpartition(" ")[0]: int(words.rpartition(" ")[2]) for words in page.figures.texts}


def current(page: InterventionsPage) -> Intervention:
    line = page.table.current
    assert line is not None
    return line.intervention


def test_a_list_of_the_village_is_recorded_stepped_put_right_and_taken_back(
    qtbot: QtBot, open_window: OpenWindow, village: Office, a_list: Path
) -> None:
    window = open_window(village)
    page = open_page(qtbot, window)
    # Recorded in one go: what the rules say is seen before, and a reason is asked for.
    click(page.list_button)
    form = page.list_sheet.form
    assert form is not None
    form.fields.given_on.line.selectAll()
    type_in(form.fields.given_on.line, "20-8-2025")
    type_in(form.fields.programme, "Village")
    type_in(form.fields.status, "Decreed")
    form.zone.given.emit([a_list])
    settle(qtbot, window)
    assert Counter(one.state for one in form.previews) == {
        RowState.READY: 115,
        RowState.WARNED: 3,
        RowState.OUT_OF_DECILE: 2,
    }
    assert page.list_sheet.record_button.text() == "&Record 117 rows"
    assert form.reason_field.isVisible()
    type_in(form.reason, "musyawarah desa")
    assert page.list_sheet.record_button.text() == "&Record 120 rows"
    click(page.list_sheet.record_button)
    settle(qtbot, window)
    assert form.banner.text.startswith("120 interventions recorded.")
    press(page.list_sheet, Qt.Key.Key_Escape)
    assert steps(page) == {"Decreed (SK)": 120, "Received": 3}
    signers = {one.intervention.signer for one in interventions_of(village)} - {None}
    assert [(one.name, one.relation) for one in signers if one] == [("RINI", "anak")]

    # Found again as a list, all of it selected and stepped together.
    click(page.lists_button)
    settle(qtbot, window)
    lists = page.lists_sheet
    assert lists.table is not None
    assert [row[1:] for row in lists.table.texts()] == [["Village Fund Cash Aid", "120"]]
    press(lists.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.list.totals.text() == "120 records · 120 families · Rp0 given"
    assert page.filters.chips() == [("list_id", "List of 24 Nov 2026")]
    page.table.setFocus()
    press(page.table, Qt.Key.Key_A, CTRL)
    assert page.list.count.text() == "All 120 found are selected"
    click(page.list.step_button)
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    assert asked.way.options[0].text == "Disburse (120)"
    asked.on.line.selectAll()
    type_in(asked.on.line, "1-9-2025")
    press(asked.on.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.list.totals.text() == "120 records · 120 families · Rp36,000,000 given"
    assert steps(page) == {"Disbursed": 120}

    # One amount is put right: it counts once, with the new one.
    page.table.choose_first()
    settle(qtbot, window)
    click(page.detail.correct_button)
    correct = cast(CorrectDialog, dialog(qtbot, window, CorrectDialog))
    type_in(correct.amount, "250000")
    assert "Rp300,000" in correct.change.text().partition("→")[0]
    assert "Rp250,000" in correct.change.text().partition("→")[2]
    press(correct.amount, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert correct.reason_field.error
    type_in(correct.reason, "salah ketik")
    press(correct.reason, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.list.totals.text() == "120 records · 120 families · Rp35,950,000 given"
    assert [what for _, what, _ in page.detail.history.texts] == [
        "Decreed (SK) · Rp300,000",
        "Disbursed",
        "Put right: Rp250,000",
    ]
    assert page.detail.history.texts[-1][2] == "Sari Contoh · salah ketik"

    # One goes back a step, one is an error.
    press(page.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    click(page.detail.undo_button)
    settle(qtbot, window)
    assert current(page).status is Status.DECREED
    assert steps(page) == {"Decreed (SK)": 1, "Disbursed": 119}
    press(page.table, Qt.Key.Key_Down)
    settle(qtbot, window)
    click(page.detail.void_button)
    reason = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(reason.line, "pindah desa")
    press(reason.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert steps(page) == {"Decreed (SK)": 1, "Disbursed": 118, "In error": 1}

    # Of those that are selected some cannot take the step, and each is told.
    page.table.setFocus()
    press(page.table, Qt.Key.Key_A, CTRL)
    click(page.list.step_button)
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    assert asked.way.options[0].text == "Mark as received (118)"
    click(asked.go_on)
    settle(qtbot, window)
    outcome = page.outcome_sheet
    assert outcome.isVisible()
    assert outcome.banner is not None
    assert outcome.banner.text == "118 records were changed. 2 stayed as they were."
    assert outcome.table is not None
    assert len(outcome.table.texts()) == 2
    press(window, Qt.Key.Key_Escape)
    assert not outcome.isVisible()

    # The whole list goes back, however far it has come.
    click(page.lists_button)
    settle(qtbot, window)
    click(lists.back_button)
    reason = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    click(button(reason, "Wrong list"))
    click(reason.go_on)
    settle(qtbot, window)
    assert [(one.records, one.void) for one in recorded_lists(village)] == [(120, 120)]
    press(window, Qt.Key.Key_Escape)
    assert page.list.totals.text() == ("0 records · 0 families · Rp0 given · 120 entered in error")


def test_somebody_else_signs_for_what_was_received(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record_id = record(stocked, SLAMET, status=Status.DISBURSED)
    page = open_page(qtbot, window)
    click(page.detail.step_buttons[Status.RECEIVED])
    settle(qtbot, window)
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    assert [one.text for one in asked.signer.who.options] == [
        "The recipient",
        "SITI AMINAH · Spouse",
        "BUDI RAHARJO · Child",
        "Somebody else…",
    ]
    type_in(asked.signer.who, "Somebody")
    type_in(asked.signer.name, "KARTO")
    click(asked.go_on)
    settle(qtbot, window)
    assert asked.signer.relation_field.error
    assert asked.signer.relation.hasFocus()
    type_in(asked.signer.relation, "neighbour")
    press(asked.signer.relation, Qt.Key.Key_Return)
    settle(qtbot, window)
    story = story_of_intervention(stocked, record_id)
    assert story.line.intervention.signer is not None
    assert story.line.intervention.signer.relation == "neighbour"
    assert page.detail.history.texts[-1] == (
        "24 Nov 2026",
        "Received",
        "Sari Contoh · signed by KARTO (neighbour)",
    )
    assert ("Signed for the recipient", "KARTO (neighbour)") in page.detail.facts.texts


def test_a_step_is_undone_from_the_word_that_says_it(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET, status=Status.DECREED)
    page = open_page(qtbot, window)
    click(page.detail.step_buttons[Status.DISBURSED])
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    press(asked.on.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert current(page).status is Status.DISBURSED
    assert window.toast.text == "It is now in this state: Disbursed."
    click(window.toast.button)
    settle(qtbot, window)
    assert current(page).status is Status.DECREED
    assert [what for _, what, _ in page.detail.history.texts][-1] == (
        "Taken back: Decreed (SK) again"
    )


def test_a_day_before_the_last_step_is_said_beside_it(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET, status=Status.DECREED)
    page = open_page(qtbot, window)
    click(page.detail.step_buttons[Status.DISBURSED])
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    asked.on.line.selectAll()
    type_in(asked.on.line, "1-8-2026")
    press(asked.on.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert asked.on.error
    assert current(page).status is Status.DECREED
    press(asked, Qt.Key.Key_Escape)


def test_of_two_values_an_office_sees_both_and_that_the_hub_decides(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record_id = record(stocked, SLAMET)
    for amount in (250_000, 350_000):
        correct_unaware(stocked, record_id, amount)
    page = open_page(qtbot, window)
    assert page.list.totals.text().endswith("1 with two values")
    click(page.figures.buttons["to-decide"])
    settle(qtbot, window)
    assert page.detail.dispute.isVisible()
    assert page.detail.dispute.sides.buttons == []
    shown = page.detail.dispute.sides.texts
    assert {"Rp250,000", "Rp350,000"} <= set(shown)
    assert shown.count("Sari Contoh, Kecamatan Contoh (33.26.13)") == 2
    assert shown[-1].startswith("The hub decides")
    assert len(story_of_intervention(stocked, record_id).line.intervention.contents) == 2


def correct_unaware(office: Office, record_id: str, amount: int) -> None:
    """A correction by somebody who had seen the record as it was made, and nothing after."""
    record_now = story_of_intervention(office, record_id).line.intervention
    content = Content(amount, "", date(2026, 8, 20), "")
    with office.write() as tx:
        ops.record(
            tx,
            OpDraft(
                type=OpType.INTERVENTION_CORRECTED,
                entity=record_id,
                partition=partition_of(record_now.subject.village),
                base=record_now.release_label,
                data={**content.as_data(), "reason": "kuitansi"},
                seen=ops.ids_of(tx.conn, record_id)[:1],
            ),
        )


def test_help_that_is_counted_already_leads_to_the_record_that_counts(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    first = record(stocked, SLAMET)
    record(stocked, SLAMET, reason="susulan")
    page = open_page(qtbot, window)
    assert page.list.totals.text() == ("2 records · 1 family · Rp300,000 given · 1 counted already")
    page.filters.choose(AidFilter(needs_decision=True))
    settle(qtbot, window)
    click(page.detail.other_button)
    settle(qtbot, window)
    assert page.sheet.isVisible()
    shown = page.sheet.findChildren(type(page.detail))[-1].line
    assert shown is not None
    assert shown.intervention.id == first


def test_the_filters_stay_when_the_page_is_left(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET, status=Status.DECREED)
    record(stocked, WIDODO, "SEMBAKO", period="2026-Q3", amount=600_000)
    page = open_page(qtbot, window)
    click(page.figures.buttons["decreed"])
    from_menu(page.filters.period_button, "August 2026", within="2026")
    from_menu(page.filters.days_button, "From")
    asked = cast(DaysDialog, dialog(qtbot, window, DaysDialog))
    type_in(asked.since.line, "1-8-2026")
    type_in(asked.until.line, "31-7-2026")
    press(asked.until.line, Qt.Key.Key_Return)
    assert asked.until.error == "This day comes before the first one."
    asked.until.line.clear()
    press(asked.until.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    chips = [("period", "August 2026"), ("days", "From 1 Aug 2026")]
    assert page.filters.chips() == chips
    window.go_to(Place("search"))
    settle(qtbot, window)
    window.go_back()
    settle(qtbot, window)
    assert window.page is page
    assert page.filters.chips() == chips
    assert [row[1] for row in page.table.texts()] == ["SLAMET RAHARJO"]
    for chip in page.filters.findChildren(Chip):
        click(chip)
    settle(qtbot, window)
    click(page.figures.buttons["decreed"])
    settle(qtbot, window)
    assert len(page.table.texts()) == 2


def test_part_of_a_name_or_a_number_is_found_in_the_list(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET)
    record(stocked, WIDODO, "SEMBAKO", period="2026-Q3")
    page = open_page(qtbot, window)
    type_in(page.filters.line, "wid slam")
    qtbot.waitUntil(lambda: bool(page.filters.filter.text))
    settle(qtbot, window)
    assert [row[1] for row in page.table.texts()] == ["SLAMET WIDODO"]
    page.filters.line.clear()
    type_in(page.filters.line, SLAMET.card[6:])
    qtbot.waitUntil(lambda: page.filters.filter.text == SLAMET.card[6:])
    settle(qtbot, window)
    assert [row[1] for row in page.table.texts()] == ["SLAMET RAHARJO"]
    press(page.filters.line, Qt.Key.Key_Return)
    assert page.table.hasFocus()


def test_a_click_on_a_heading_orders_all_of_them(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET, amount=100_000)
    record(stocked, WIDODO, "SEMBAKO", period="2026-Q3", amount=600_000)
    page = open_page(qtbot, window)
    header = page.table.horizontalHeader()
    for at, expected in ((1, "SLAMET RAHARJO"), (1, "SLAMET WIDODO"), (2, "SLAMET WIDODO")):
        x = header.sectionViewportPosition(at) + 20
        middle = header.viewport().rect().center()
        middle.setX(x)
        click(header.viewport(), middle)
        settle(qtbot, window)
        assert page.table.texts()[0][1] == expected


def test_a_stand_in_is_recorded_with_the_help(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    pick(qtbot, window, form, "slamet rah")
    type_in(form.fields.programme, "Village")
    assert [one.text.partition(",")[0] for one in form.fields.recipient.options] == [
        "The family · received by its head",
        "SITI AMINAH · Spouse",
        "BUDI RAHARJO · Child",
    ]
    type_in(form.fields.signer.who, "SITI")
    assert form.fields.signer.relation.text() == "Spouse"
    click(page.sheet.save_button)
    settle(qtbot, window)
    (line,) = interventions_of(stocked)
    assert line.intervention.signer is not None
    assert line.intervention.signer.name == "SITI AMINAH"


def test_the_page_of_a_family_takes_the_same_steps(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET, status=Status.DECREED)
    window.go_to(Place("family", SLAMET.card, "aid"))
    settle(qtbot, window)
    page = cast(FamilyPage, window.page)
    detail = page.tabs.aid.detail
    click(detail.step_buttons[Status.DISBURSED])
    asked = cast(StepDialog, dialog(qtbot, window, StepDialog))
    press(asked.on.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert list(detail.step_buttons) == [Status.RECEIVED, Status.FAILED]
    click(detail.undo_button)
    settle(qtbot, window)
    assert Status.DISBURSED in detail.step_buttons


def test_several_are_marked_as_errors_together(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record(stocked, SLAMET)
    record(stocked, WIDODO, "SEMBAKO", period="2026-Q3")
    page = open_page(qtbot, window)
    page.table.setFocus()
    assert not page.list.bar.isVisible()
    press(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.list.bar.isVisible()
    click(page.list.void_button)
    settle(qtbot, window)
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, "dicatat dua kali")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.list.totals.text().endswith("2 entered in error")
    click(page.figures.buttons["void"])
    settle(qtbot, window)
    assert len(page.table.texts()) == 2
