"""A conflict side by side: at an office to be read, at the hub decided by keys; and what became of changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.conflicts import conflicts_of
from desktop_app.actions.intervention_overview import story_of_intervention
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Topic
from desktop_app.domain.own_change import OwnChange
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.interventions import InterventionsPage
from tests.conftest import MakeOffice
from tests.hubs import Quarrel, a_hub, a_quarrel, enrol, help_for, up
from tests.ui.keys import ALT, CTRL, click, press, type_in
from tests.ui.pages.conftest import dialog, open_exchange, settle

OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def quarrel(make_office: MakeOffice, stocked: Office, stick: Path, disk: Path) -> Quarrel:
    """The office with its families and a desa put one record right without knowing of each other."""
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    return a_quarrel(make_office, hub, stocked, stick, disk)


def decide(qtbot: QtBot, window: MainWindow, why: str) -> None:
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, why)
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)


def test_the_hub_decides_by_keys_and_takes_it_back(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    window = open_whole(quarrel.hub)
    page = open_exchange(qtbot, window, "conflicts")
    assert page.tabs.tabText(page.tabs.indexOf(page.conflicts)) == "To decide 1"
    part = page.conflicts
    press(part.table, Qt.Key.Key_Return)
    assert part.sides.buttons[0].hasFocus()
    shown = part.sides.texts
    assert shown.count("Counted for now") == shown.count("Set aside for now") == 1
    assert {"Rp250,000", "Rp275,000", "Reason: kuitansi", "Reason: buku kas"} <= set(shown)
    assert {"Kecamatan Contoh (33.26.13)"} <= set(shown)
    first = shown[shown.index("Counted for now") + 1]
    wanted = "Rp275,000" if first == "Rp250,000" else "Rp250,000"
    press(window, Qt.Key.Key_2, ALT)
    decide(qtbot, window, "sesuai buku kas")
    record = story_of_intervention(quarrel.hub, quarrel.record_id).line.intervention
    assert not record.is_disputed
    assert record.amount == int(wanted[2:].replace(",", ""))
    assert part.table.texts() == []
    assert window.toast.text == f"Decided: {wanted}"
    click(window.toast.button)
    settle(qtbot, window)
    assert len(conflicts_of(quarrel.hub)) == 1
    assert len(part.table.texts()) == 1
    # Once more, and now it reaches the offices.
    press(part.table, Qt.Key.Key_Return)
    press(part.sides.buttons[0], Qt.Key.Key_Space)
    decide(qtbot, window, "kuitansi dilihat")
    quarrel.tell()
    for office in (quarrel.subdistrict, quarrel.village):
        assert conflicts_of(office) == []


def test_escape_leaves_a_conflict_as_it_was(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    window = open_whole(quarrel.hub)
    page = open_exchange(qtbot, window, "conflicts")
    click(page.conflicts.sides.buttons[0])
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    press(asked.line, Qt.Key.Key_Return)
    assert asked.field.error
    press(asked, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert len(conflicts_of(quarrel.hub)) == 1


def test_an_office_sees_both_sides_and_no_button(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    window = open_whole(quarrel.subdistrict)
    page = open_exchange(qtbot, window, "conflicts")
    part = page.conflicts
    assert page.tabs.tabText(page.tabs.indexOf(part)) == "Conflicts 1"
    assert part.sides.buttons == []
    assert part.sides.texts[-1].startswith("The hub decides")
    assert "Sari Contoh, Kecamatan Contoh (33.26.13)" in part.sides.texts
    assert "Desa Langkap (33.26.13.2004)" in part.sides.texts
    press(part.table, Qt.Key.Key_Return)
    press(part.family_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert window.page.place.page == "family"


def test_the_record_itself_offers_the_decision_at_the_hub(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    window = open_whole(quarrel.hub)
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    page.table.choose_first()
    settle(qtbot, window)
    assert page.detail.dispute.isVisible()
    press(page.detail.dispute.sides.buttons[0], Qt.Key.Key_Space)
    decide(qtbot, window, "kuitansi dilihat")
    assert not page.detail.dispute.isVisible()
    assert conflicts_of(quarrel.hub) == []


def test_every_change_says_how_far_it_has_come_and_why(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    office = quarrel.subdistrict
    help_for(office, "SLAMET", "2026-09")
    up(office, quarrel.hub, quarrel.stick)
    help_for(office, "PAIJO", "2026-09")
    window = open_whole(office)
    page = open_exchange(qtbot, window, "changes")
    part = page.changes
    assert [row[3] for row in part.table.texts()] == ["Draft", "Packed", "Conflict", "In force"]
    assert cast(OwnChange, part.table.rows.rows[0]).about == "PAIJO"
    # By keys: the filter leaves what is in conflict.
    part.filter.setFocus()
    while part.filter.currentText() != "Conflict (1)":
        press(part.filter, Qt.Key.Key_Down)
    press(part.filter, Qt.Key.Key_Return)
    assert len(part.table.texts()) == 1
    quarrel.tell()
    page.hear(frozenset({Topic.PACKAGES}))
    settle(qtbot, window)
    part.filter.choose("all")
    part.filter.activated.emit(0)
    assert [row[3] for row in part.table.texts()] == ["Draft", "In force", "Conflict", "In force"]
    press(part.table, Qt.Key.Key_Home)
    press(part.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert window.page.place.page == "family"


def test_the_parts_are_gone_through_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    window = open_whole(quarrel.subdistrict)
    page = open_exchange(qtbot, window, "stick")
    seen = []
    for _ in range(3):
        press(page, Qt.Key.Key_PageDown, CTRL)
        seen.append(page.tabs.currentWidget())
    assert seen == [page.changes, page.conflicts, page.stick]
    assert page.write_button.isVisible()
    press(page, Qt.Key.Key_PageUp, CTRL)
    assert page.tabs.currentWidget() is page.conflicts
    assert not page.write_button.isVisible()


def test_the_same_help_twice_is_decided_in_the_same_queue(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    for why in ("", "tahap dua, kata kasir"):
        help_for(quarrel.subdistrict, "PAIJO", "2026-10", reason=why)
    up(quarrel.subdistrict, quarrel.hub, quarrel.stick)
    window = open_whole(quarrel.hub)
    page = open_exchange(qtbot, window, "conflicts")
    part = page.conflicts
    press(part.table, Qt.Key.Key_End)
    settle(qtbot, window)
    assert part.heading.text().endswith("The same help twice")
    assert "Reason: tahap dua, kata kasir" in part.sides.texts
    press(part.table, Qt.Key.Key_Return)
    press(part.sides.buttons[0], Qt.Key.Key_Space)
    decide(qtbot, window, "kuitansi hanya satu")
    assert len(part.table.texts()) == 1


def test_the_same_help_twice_may_be_right_both_times(
    qtbot: QtBot, open_whole: OpenWhole, quarrel: Quarrel
) -> None:
    ids = [
        help_for(quarrel.subdistrict, "PAIJO", "2026-10", reason=why)
        for why in ("", "tahap dua, kata kasir")
    ]
    up(quarrel.subdistrict, quarrel.hub, quarrel.stick)
    window = open_whole(quarrel.hub)
    page = open_exchange(qtbot, window, "conflicts")
    part = page.conflicts
    press(part.table, Qt.Key.Key_Home)
    for_one_record = part.sides.apart_button
    assert for_one_record is None
    press(part.table, Qt.Key.Key_End)
    settle(qtbot, window)
    assert part.sides.apart_button is not None
    press(window, Qt.Key.Key_B, ALT)
    decide(qtbot, window, "dua kuitansi")
    assert len(part.table.texts()) == 1
    assert window.toast.text == "Decided: each is a help of its own, and each is counted."
    stories = [story_of_intervention(quarrel.hub, one).line for one in ids]
    assert not any(one.is_double or one.intervention.is_void for one in stories)
