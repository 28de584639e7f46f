"""The first page on the screen: duties with their buttons, numbers, and taking back by keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.intervention_lists import record_list
from desktop_app.actions.interventions import interventions_of, record_intervention
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.home import HomePage
from tests.ui.keys import CTRL, button, click, press
from tests.ui.pages.conftest import dialog, open_family, settle

OpenWhole = Callable[[Office], MainWindow]
DAY = date(2026, 8, 20)


@pytest.fixture
def window(open_whole: OpenWhole, stocked: Office) -> MainWindow:
    return open_whole(stocked)


def at_home(qtbot: QtBot, window: MainWindow) -> HomePage:
    window.go_to(Place("home"))
    settle(qtbot, window)
    return cast(HomePage, window.page)


def press_row(rows: QWidget, text: str) -> None:
    """Click the button with this text; lines that were shown before may not be gone yet."""
    click(
        next(
            one for one in rows.findChildren(QPushButton) if one.text() == text and one.isVisible()
        )
    )


def a_draft(office: Office, name: str = "slamet raharjo") -> InterventionDraft:
    hit = find_people(office, Search(name), is_typing=True)[0]
    return InterventionDraft("BLT-DD", "2026-08", DAY, family_id=hit.family_id, reason="contoh")


def standing(office: Office) -> int:
    return sum(not line.intervention.is_void for line in interventions_of(office))


def test_the_first_day_leads_to_loading_a_release(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    page = at_home(qtbot, window)
    assert not page.figures.isVisible()
    assert not page.deeds.isVisible()
    press_row(page.duties, "Load a release")
    settle(qtbot, window)
    assert window.place == Place("releases", "", "import")


def test_numbers_duties_and_the_families_opened_lately(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record_intervention(stocked, a_draft(stocked))
    family = open_family(qtbot, window, a_draft(stocked).family_id or "")
    assert family.isVisible()
    page = at_home(qtbot, window)
    assert page.figures.texts == ["3", "6", "1", "1"]
    press_row(page.families, "Open")
    settle(qtbot, window)
    assert window.place.page == "family"
    page = at_home(qtbot, window)
    press_row(page.duties, "Write a package")
    assert window.place.page == "exchange"


def test_the_last_deed_is_taken_back_with_its_button_and_named(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    record_intervention(stocked, a_draft(stocked))
    page = at_home(qtbot, window)
    press_row(page.deeds, "Undo")
    settle(qtbot, window)
    assert standing(stocked) == 0
    qtbot.waitUntil(lambda: "SLAMET RAHARJO" in window.toast.text)
    qtbot.waitUntil(lambda: page.figures.texts[3] == "0")


def test_ctrl_z_takes_back_what_was_done_last_from_any_page(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    draft = a_draft(stocked)
    record_intervention(stocked, draft)
    record_local_fact(
        stocked, LocalFactDraft(FactKind.NOTE, draft.family_id or "", DAY, text="Pindah.")
    )
    window.go_to(Place("letters"))
    settle(qtbot, window)
    press(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: window.toast.text.startswith("Undone: Written: Note"))
    assert standing(stocked) == 1
    press(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Recorded: " in window.toast.text)
    assert standing(stocked) == 0
    press(window.page, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: "Nothing was done just now" in window.toast.text)


def test_a_list_is_asked_about_before_it_goes(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    listed = [
        ListedAid(1, a_draft(stocked)),
        ListedAid(2, a_draft(stocked, "slamet widodo")),
    ]
    record_list(stocked, listed, "contoh", Progress())
    at_home(qtbot, window)
    press(window.page, Qt.Key.Key_Z, CTRL)
    asked = dialog(qtbot, window, ConfirmDialog)
    assert standing(stocked) == 2
    click(button(asked, "Undo"))
    qtbot.waitUntil(lambda: standing(stocked) == 0)
    qtbot.waitUntil(lambda: "2 records of" in window.toast.text)
    settle(qtbot, window)
