"""A damaged office in the window: its bar, what is refused, what is saved, and the way to a backup."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_health import HealthSection
from desktop_app.ui.program import Program
from desktop_app.ui.registry import pages_of
from tests.builders import a_family, a_release
from tests.damage import damage, flip
from tests.ui.conftest import enter, settle


@pytest.fixture
def folder(office: Office, tmp_path: Path) -> Path:
    """A closed office with a release."""
    a_release(office, tmp_path, [a_family("SLAMET", "SITI")])
    office.close()
    return office.paths.folder


def test_a_damaged_office_says_so_on_every_page_and_saves_what_is_left(
    qtbot: QtBot, program: Program, folder: Path, tmp_path: Path
) -> None:
    damage(folder, "form_draft")
    enter(qtbot, program, folder)
    window, upkeep = program.window, program.upkeep
    assert window is not None
    assert upkeep is not None
    notice = upkeep.notice
    assert notice is not None
    assert "Rescue mode. The database of this office is damaged." in notice.text
    for spec in pages_of(program.appearance, lambda _: None):
        window.go_to(Place(spec.name))
        settle(qtbot, program)
        assert notice.isVisible()
    target = tmp_path / "disk"
    target.mkdir()
    upkeep.save([target])
    settle(qtbot, program)
    (saved,) = target.iterdir()
    assert (saved / "office.db").is_file()
    qtbot.waitUntil(lambda: "copied as they are" in window.toast.text)
    notice.buttons[1].click()
    assert program.office is None
    assert program.entry.restore.isVisible()


def test_an_unreadable_office_offers_a_backup(qtbot: QtBot, program: Program, folder: Path) -> None:
    database = folder / "office.db"
    database.write_bytes(database.read_bytes()[:2000])
    enter(qtbot, program, folder)
    unlock = program.entry.unlock
    assert unlock.isVisible()
    assert "damaged" in unlock.banner.text
    unlock.banner.button.click()
    assert program.entry.restore.isVisible()


def test_the_weekly_check_is_made_and_what_it_finds_stays_on_top(
    qtbot: QtBot, program: Program, folder: Path
) -> None:
    (extract,) = (one for one in (folder / "extracts").glob("*.db") if "." not in one.stem)
    flip(extract, extract.stat().st_size - 1000)
    enter(qtbot, program, folder)
    window, upkeep = program.window, program.upkeep
    assert window is not None
    assert upkeep is not None
    assert upkeep.notice is not None
    assert "1 thing that is not in order" in upkeep.notice.text
    upkeep.notice.buttons[0].click()
    settle(qtbot, program)
    page = window.page
    assert isinstance(page, SettingsPage)
    health = page.sections["health"]
    assert isinstance(health, HealthSection)
    assert "1 thing not in order" in health.last.text()
