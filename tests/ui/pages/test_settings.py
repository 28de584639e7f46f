"""Settings: what letters print, who signs, how the window looks, whether all is well."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.settings import identity_of, officials_of
from desktop_app.domain.letter import Capacity
from desktop_app.domain.letter_number import SeriesRule
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_health import HealthSection
from desktop_app.ui.pages.settings_look import LookSection
from desktop_app.ui.pages.settings_officials import OfficialsSection
from desktop_app.ui.pages.settings_paper import LetterheadSection, NumberingSection
from desktop_app.ui.pages.settings_users import UsersSection
from tests.ui.keys import button, click, press, type_in
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def open_page(qtbot: QtBot, window: MainWindow, part: str) -> SettingsPage:
    window.go_to(Place("settings", "", part))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def test_the_letterhead_is_kept_with_its_crest_and_can_be_put_back(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    section = open_page(qtbot, window, "letterhead").sections["letterhead"]
    assert isinstance(section, LetterheadSection)
    picture = QImage(40, 50, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "crest.png"))
    type_in(section.address, "Jalan Contoh 1")
    type_in(section.place, "Kedungwuni")
    section.take_crest(tmp_path / "crest.png")
    click(button(section, "Save"))
    settle(qtbot, window)
    kept = identity_of(office)
    assert (kept.address, kept.place) == ("Jalan Contoh 1", "Kedungwuni")
    assert kept.crest == (tmp_path / "crest.png").read_bytes()
    click(button(window.toast, "Undo"))
    settle(qtbot, window)
    assert identity_of(office).crest is None
    assert section.address.text() == ""


def test_what_was_typed_stays_when_one_looks_at_another_page(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_page(qtbot, window, "letterhead").sections["letterhead"]
    assert isinstance(section, LetterheadSection)
    assert not window.page.has_unsaved()
    type_in(section.address, "Jalan Contoh 1")
    assert window.page.has_unsaved()
    window.go_to(Place("search"))
    open_page(qtbot, window, "letterhead")
    assert section.address.text() == "Jalan Contoh 1"
    assert identity_of(office).address == ""


def test_a_picture_that_is_none_is_refused_and_nothing_is_kept(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    (tmp_path / "crest.png").write_bytes(b"not a picture")
    window = open_whole(office)
    page = open_page(qtbot, window, "letterhead")
    section = page.sections["letterhead"]
    assert isinstance(section, LetterheadSection)
    section.take_crest(tmp_path / "crest.png")
    click(button(section, "Save"))
    settle(qtbot, window)
    assert page.banner.isVisible()
    assert identity_of(office).crest is None


def test_a_pattern_shows_its_next_number_and_a_faulty_one_says_why(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_page(qtbot, window, "numbering").sections["numbering"]
    assert isinstance(section, NumberingSection)
    section.pattern.clear()
    type_in(section.pattern, "{kode}/{nomor:3}/Kec.{tahun}")
    assert section.example.text() == "400.9.14.1/012/Kec.2026"
    section.series.setCurrentIndex(1)
    click(button(section, "Save"))
    settle(qtbot, window)
    assert identity_of(office).series is SeriesRule.PER_KIND
    section.pattern.clear()
    type_in(section.pattern, "{kode}/{tahun}")
    assert section.pattern_field.error
    click(button(section, "Save"))
    settle(qtbot, window)
    assert identity_of(office).pattern == "{kode}/{nomor:3}/Kec.{tahun}"


def test_an_official_who_signs_for_somebody_must_say_for_whom(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_page(qtbot, window, "officials").sections["officials"]
    assert isinstance(section, OfficialsSection)
    type_in(section.name, "Retno Contoh, S.Sos.")
    type_in(section.position, "Sekretaris Kecamatan")
    section.capacity.setCurrentIndex(1)
    section.capacity.activated.emit(1)
    click(section.save_button)
    settle(qtbot, window)
    assert section.superior_field.error
    assert officials_of(office) == []
    type_in(section.superior, "Camat Kedungwuni")
    click(section.save_button)
    settle(qtbot, window)
    (kept,) = officials_of(office)
    assert kept.signatory.capacity is Capacity.ON_BEHALF
    assert kept.signatory.heading == ("a.n. Camat Kedungwuni", "Sekretaris Kecamatan,")


def test_colours_text_size_and_language_apply_at_once(
    qtbot: QtBot,
    open_whole: OpenWhole,
    office: Office,
    appearance: Appearance,
    spoken: list[str],
) -> None:
    window = open_whole(office)
    section = open_page(qtbot, window, "look").sections["look"]
    assert isinstance(section, LookSection)
    for box, data in ((section.scheme, Scheme.DARK.value), (section.scale, 150)):
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(box.currentIndex())
    assert (appearance.scheme, appearance.scale) == (Scheme.DARK, 150)
    section.language.setCurrentIndex(section.language.findData("id"))
    section.language.activated.emit(section.language.currentIndex())
    qtbot.waitUntil(lambda: spoken == ["id"])


def test_users_and_the_health_of_the_office_are_shown(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    page = open_page(qtbot, window, "users")
    users, health = page.sections["users"], page.sections["health"]
    assert isinstance(users, UsersSection)
    assert isinstance(health, HealthSection)
    assert [row[:2] for row in users.table.texts()] == [["Sari Contoh", "sari"]]
    press(page.list, Qt.Key.Key_Down)
    settle(qtbot, window)
    click(health.button)
    settle(qtbot, window)
    shown = health.results.texts
    assert len(shown) >= 5
    assert not any("Not in order" in verdict for _, verdict in shown)
