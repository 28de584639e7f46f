"""Maps in the window: gone along by keys, opened to their families, within boundaries or as tiles."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.boundaries import boundary_source, load_boundaries
from desktop_app.actions.families import family_of
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.reports import families_behind
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.domain.report import ReportAsk
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.report_map import ReportMap
from desktop_app.ui.pages.reports import ReportsPage
from tests.boundaries import a_collection, write_collection
from tests.ui.keys import click, press
from tests.ui.pages.conftest import dialog, settle
from tests.ui.pages.test_reports import choose, save_as

OpenWhole = Callable[[Office], MainWindow]
LANGKAP = "33.26.13.2004"


@pytest.fixture
def counted(qtbot: QtBot, open_whole: OpenWhole, stocked: Office) -> MainWindow:
    """The window of an office with three families in two desa."""
    return open_whole(stocked)


@pytest.fixture
def geojson(stocked: Office, tmp_path: Path) -> Path:
    villages = stocked.reference.regions.villages_within(stocked.profile.region)
    return write_collection(tmp_path / "batas.geojson", a_collection(villages))


def open_map(qtbot: QtBot, window: MainWindow, code: str = "R15") -> tuple[ReportsPage, ReportMap]:
    """The map of a report, once it lies."""
    window.go_to(Place("reports", code))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ReportsPage)
    shown = page.pane.map
    assert shown is not None
    page.pane.tabs.setCurrentWidget(shown)
    settle(qtbot, window)
    return page, shown


def go_to_langkap(shown: ReportMap) -> None:
    """Along the tiles by keys alone."""
    press(shown.map, Qt.Key.Key_Home)
    for _ in range(40):
        if shown.map.current == LANGKAP:
            return
        before = shown.map.current
        press(shown.map, Qt.Key.Key_Right)
        if shown.map.current == before:
            press(shown.map, Qt.Key.Key_Down)
            while shown.map.current != before:
                before = shown.map.current
                press(shown.map, Qt.Key.Key_Left)
    raise AssertionError("not reached")


def test_the_report_of_the_map_opens_on_it_and_leads_to_families_by_keys(
    qtbot: QtBot, counted: MainWindow
) -> None:
    page, shown = open_map(qtbot, counted)
    assert page.pane.tabs.currentWidget() is shown
    assert shown.map.hasFocus()
    assert shown.map.plan is not None
    assert shown.map.plan.is_tiles
    assert "D1–2 with nothing" in shown.map.accessibleName()
    go_to_langkap(shown)
    assert "Langkap" in shown.said.text()
    assert "D1–2 with nothing: 1" in shown.said.text()
    assert "Langkap" in shown.map.accessibleDescription()
    press(shown.map, Qt.Key.Key_Return)
    settle(qtbot, counted)
    assert counted.place == Place("reports", "R15", f"poorest_missed/{LANGKAP}")
    assert len(page.behind.lines) == 1
    counted.go_back()
    settle(qtbot, counted)
    assert page.pane.map is not None
    assert page.pane.map.map.current == LANGKAP


def test_a_desa_without_anybody_behind_its_number_opens_nothing(
    qtbot: QtBot, counted: MainWindow
) -> None:
    _, shown = open_map(qtbot, counted)
    press(shown.map, Qt.Key.Key_End)
    press(shown.map, Qt.Key.Key_Return)
    assert counted.place == Place("reports", "R15")
    assert shown.said.text().endswith("–")


def test_a_click_opens_the_list_and_the_pointer_tells_the_desa(
    qtbot: QtBot, counted: MainWindow
) -> None:
    _, shown = open_map(qtbot, counted)
    place = shown.map.place_of(LANGKAP).toPoint()
    QTest.mouseMove(shown.map, QPoint(1, 1))
    QTest.mouseMove(shown.map, place)
    assert "Langkap" in shown.said.text()
    click(shown.map, place)
    settle(qtbot, counted)
    assert counted.place.part == f"poorest_missed/{LANGKAP}"


def test_another_number_is_chosen_and_a_share_opens_those_it_is_the_share_of(
    qtbot: QtBot, counted: MainWindow
) -> None:
    _, shown = open_map(qtbot, counted, "R3")
    choose(shown.column, "missed_share")
    assert shown.legend.lines[0].words.startswith("100.0%")
    go_to_langkap(shown)
    press(shown.map, Qt.Key.Key_Return)
    settle(qtbot, counted)
    assert counted.place.part == f"missed/{LANGKAP}"
    _, again = open_map(qtbot, counted, "R3")
    assert again.column.value == "missed_share"


def test_boundaries_are_loaded_after_a_look_and_taken_away_again(
    qtbot: QtBot, counted: MainWindow, stocked: Office, geojson: Path
) -> None:
    _, shown = open_map(qtbot, counted)
    click(shown.load_button)
    where = cast(QFileDialog, dialog(qtbot, counted, QFileDialog))
    where.selectFile(str(geojson))
    where.accepted.emit()
    where.close()
    settle(qtbot, counted)
    asked = cast(ConfirmDialog, dialog(qtbot, counted, ConfirmDialog))
    assert boundary_source(stocked) is None
    click(asked.go_on)
    settle(qtbot, counted)
    assert boundary_source(stocked) is not None
    assert shown.map.plan is not None
    assert not shown.map.plan.is_tiles
    assert "batas.geojson" in shown.source.text()
    click(shown.remove_button)
    click(cast(ConfirmDialog, dialog(qtbot, counted, ConfirmDialog)).go_on)
    settle(qtbot, counted)
    assert boundary_source(stocked) is None
    assert shown.map.plan.is_tiles


def test_a_file_that_is_no_map_is_told_and_changes_nothing(
    qtbot: QtBot, counted: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    page, shown = open_map(qtbot, counted)
    broken = tmp_path / "rusak.geojson"
    broken.write_text("{")
    click(shown.load_button)
    where = cast(QFileDialog, dialog(qtbot, counted, QFileDialog))
    where.selectFile(str(broken))
    where.accepted.emit()
    where.close()
    settle(qtbot, counted)
    assert page.banner.isVisible()
    assert boundary_source(stocked) is None


def test_homes_are_shown_only_when_asked_for(
    qtbot: QtBot, counted: MainWindow, stocked: Office, geojson: Path
) -> None:
    load_boundaries(stocked, geojson)
    (family,) = families_behind(stocked, "R1", ReportAsk(), LANGKAP, "families_d1_4")[:1]
    assert family_of(stocked, family)
    draft = LocalFactDraft(
        FactKind.PLACE, family, stocked.today(), rt="1", coordinates="-6.98, 109.64"
    )
    record_local_fact(stocked, draft)
    _, shown = open_map(qtbot, counted)
    shown.points.setFocus()
    before = shown.map.grab().toImage()
    click(shown.points)
    settle(qtbot, counted)
    assert shown.map.grab().toImage() != before
    click(shown.points)
    assert shown.map.grab().toImage() == before


def test_the_map_that_is_shown_is_saved_as_it_is(
    qtbot: QtBot, counted: MainWindow, tmp_path: Path
) -> None:
    _, shown = open_map(qtbot, counted)
    choose(shown.column, "target")
    click(shown.pdf_button)
    target = tmp_path / "peta.pdf"
    save_as(qtbot, counted, target)
    settle(qtbot, counted)
    assert target.read_bytes().startswith(b"%PDF")
