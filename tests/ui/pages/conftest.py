"""A window on a real office with invented families, for tests that go from page to page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.exchange import ExchangePage
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.pages.search import SearchPage
from desktop_app.ui.registry import pages_of
from desktop_app.ui.shell import PageSpec
from desktop_app.ui.tasks import TaskRunner
from desktop_app.ui.user_menu import Who
from tests.builders import (
    Family,
    Member,
    a_family,
    a_number,
    a_release,
    a_signatory,
    an_identity,
)
from tests.conftest import MakeOffice


class Elsewhere(Page):
    """Stands for the pages that other tests are about."""


SPECS = (
    PageSpec("search", "&Search", "search", SearchPage),
    PageSpec("interventions", "&Interventions", "hand-heart", InterventionsPage),
    PageSpec("letters", "&Letters", "file-text", Elsewhere),
    PageSpec("releases", "&Releases", "database", Elsewhere),
    PageSpec("family", "", "users", FamilyPage, rail="search", is_in_rail=False),
)

SLAMET = Family(
    a_number(3, sequence=900),
    (
        Member(a_number(sequence=900), "SLAMET RAHARJO", more={"penyakit_kronis": "6"}),
        Member(a_number(42, sequence=901), "SITI AMINAH", "1984-03-05", 2, 2),
        Member(a_number(sequence=902), "BUDI RAHARJO", "2014-05-06", 1, 3),
    ),
    decile=2,
    more={"jenis_lantai_terluas": "8", "jumlah_anggota_keluarga": "5", "jenis_atap_terluas": "27"},
)
WIDODO = a_family("SLAMET WIDODO", "SRI LESTARI", sequence=120, decile=8)
UNRANKED = Family(
    a_number(3, sequence=910),
    (Member(a_number(sequence=910), "PAIJO"),),
    decile=None,
    village="3326130024",
    village_name="PEKAJANGAN",
)
EVERYBODY = (SLAMET, WIDODO, UNRANKED)

OpenWindow = Callable[..., MainWindow]


@pytest.fixture
def open_window(
    qtbot: QtBot, appearance: Appearance, make_office: MakeOffice
) -> Iterator[OpenWindow]:
    """Opens windows on offices; asks for the offices so that they are closed after the windows."""
    opened: list[tuple[MainWindow, TaskRunner[Office]]] = []

    def open_it(office: Office, specs: Sequence[PageSpec] = SPECS) -> MainWindow:
        tasks: TaskRunner[Office] = TaskRunner(office)
        desk = Desk(tasks, ShortMemory(), office.today)
        who = Who("Kecamatan Contoh", "Sari Contoh", "Admin")
        window = MainWindow(desk, specs, appearance, who, home="search")
        window.resize(1366, 768)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(window.isActiveWindow)
        opened.append((window, tasks))
        settle(qtbot, window)
        return window

    yield open_it
    for window, tasks in opened:
        qtbot.waitUntil(lambda tasks=tasks: not tasks.is_busy)  # type: ignore[misc]  # bound at once
        tasks.close()
        window.close()
        window.deleteLater()


@pytest.fixture
def stocked(office: Office, tmp_path: Path) -> Office:
    """An office with a release of three families."""
    a_release(office, tmp_path, EVERYBODY)
    return office


@pytest.fixture
def window(open_window: OpenWindow, stocked: Office) -> MainWindow:
    """The window on that office."""
    return open_window(stocked)


@pytest.fixture
def writing(stocked: Office) -> Office:
    """That office, with who signs for it: it can issue letters."""
    set_identity(stocked, an_identity())
    set_official(stocked, a_signatory(), valid_from=date(2025, 1, 1))
    return stocked


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """The other disk of a hub."""
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture
def spoken() -> list[str]:
    """The languages that somebody asked for."""
    return []


@pytest.fixture
def open_whole(
    open_window: OpenWindow, appearance: Appearance, spoken: list[str]
) -> Callable[[Office], MainWindow]:
    """Opens a window with every page of the program."""
    return lambda office: open_window(office, pages_of(appearance, spoken.append))


def open_family(qtbot: QtBot, window: MainWindow, key: str) -> FamilyPage:
    """Go to a family's page and wait until it is there."""
    window.go_to(Place("family", key))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, FamilyPage)
    return page


def open_exchange(qtbot: QtBot, window: MainWindow, part: str = "") -> ExchangePage:
    """Go to the page of exchange, or to one of its parts, and wait until it is there."""
    window.go_to(Place("exchange", "", part))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ExchangePage)
    assert not part or page.tabs.currentWidget() is page.parts[part]
    return page


def settle(qtbot: QtBot, window: MainWindow) -> None:
    """Wait until everything that was asked for has been answered."""
    tasks = window.page.desk.tasks
    qtbot.waitUntil(lambda: not tasks.is_busy)


def dialog(qtbot: QtBot, window: QWidget, kind: type[QWidget]) -> QWidget:
    """The dialog of this kind that is open over the window."""
    qtbot.waitUntil(lambda: any(one.isVisible() for one in window.findChildren(kind)))
    return next(one for one in window.findChildren(kind) if one.isVisible())
