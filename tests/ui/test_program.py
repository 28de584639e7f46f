"""The office's main job in the window, from an empty computer to a package on a stick, by keys."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.office import Office
from desktop_app.actions.packages import find_packages, inspect_package
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.header import PackageKind
from desktop_app.ui.page import Page, Place
from desktop_app.ui.pages.exchange import ExchangePage
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.letters import LettersPage
from desktop_app.ui.pages.releases import ReleasesPage
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_officials import OfficialsSection
from desktop_app.ui.pages.settings_paper import LetterheadSection
from desktop_app.ui.program import Program
from tests.builders import a_pair
from tests.conftest import PASSPHRASE, MakeOffice
from tests.hubs import a_hub, enrol
from tests.ui.conftest import settle
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import EVERYBODY

PageT = TypeVar("PageT", bound=Page)


@pytest.fixture
def program(program: Program) -> Program:
    """The program as it starts on a computer that has never seen it."""
    program.begin(None)
    return program


def page(qtbot: QtBot, program: Program, name: str, kind: type[PageT]) -> PageT:
    """Go to a page and wait until it shows what it has."""
    assert program.window is not None
    program.window.go_to(Place(name))
    settle(qtbot, program)
    shown = program.window.page
    assert isinstance(shown, kind)
    return shown


def office_of(program: Program) -> Office:
    """The office that is open in the window."""
    office = program.office
    assert office is not None
    return office


def make_an_office(qtbot: QtBot, program: Program, folder: Path) -> None:
    click(program.entry.first_start.make_button)
    form = program.entry.make
    form.kind.setFocus()
    form.subdistrict.setFocus()
    type_in(form.subdistrict, "Kedungwuni")
    for line, text in (
        (form.name, "Kecamatan Kedungwuni"),
        (form.folder, str(folder)),
        (form.user, "sari"),
    ):
        line.clear()
        type_in(line, text)
    type_in(form.full_name, "Sari Contoh")
    type_in(form.passphrase.first, PASSPHRASE)
    type_in(form.passphrase.again, PASSPHRASE)
    click(form.make_button)
    settle(qtbot, program)
    recovery = program.entry.recovery
    assert recovery.code.text().count("-") >= 5
    press(recovery.sure, Qt.Key.Key_Space)
    click(recovery.go_on)
    qtbot.waitUntil(lambda: program.window is not None)
    settle(qtbot, program)


def say_who_signs(qtbot: QtBot, program: Program) -> None:
    settings = page(qtbot, program, "settings", SettingsPage)
    letterhead = settings.sections["letterhead"]
    assert isinstance(letterhead, LetterheadSection)
    type_in(letterhead.address, "Jalan Raya Contoh Nomor 1")
    type_in(letterhead.place, "Kedungwuni")
    click(button(letterhead, "Save"))
    settle(qtbot, program)
    press(settings.list, Qt.Key.Key_Down)
    settle(qtbot, program)
    officials = settings.sections["officials"]
    assert isinstance(officials, OfficialsSection)
    type_in(officials.name, "Drs. Wahyu Contoh, M.Si.")
    type_in(officials.position, "Camat Kedungwuni")
    press(officials.save_button, Qt.Key.Key_Space)
    settle(qtbot, program)
    assert [row[0] for row in officials.table.texts()] == ["Drs. Wahyu Contoh, M.Si."]


def load_a_release(qtbot: QtBot, program: Program, pair: list[Path]) -> None:
    releases = page(qtbot, program, "releases", ReleasesPage)
    assert program.window is not None
    press(program.window, Qt.Key.Key_N, CTRL)
    wizard = releases.wizard
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile(str(path)) for path in pair])
    QGuiApplication.clipboard().setMimeData(copied)
    press(wizard.files.zone, Qt.Key.Key_V, CTRL)
    # Qt would free what Python made after Python is gone.
    QGuiApplication.clipboard().clear()
    click(wizard.next_button)
    settle(qtbot, program)
    click(wizard.next_button)
    wizard.name.label.clear()
    type_in(wizard.name.label, "V3 2026")
    wizard.name.day_field.line.clear()
    type_in(wizard.name.day_field.line, "10 Juli 2026")
    click(wizard.next_button)
    settle(qtbot, program)
    assert wizard.imported is not None
    assert (wizard.imported.families, wizard.imported.persons) == (3, 6)
    click(wizard.next_button)


def find_the_family(qtbot: QtBot, program: Program) -> FamilyPage:
    window = program.window
    assert window is not None
    press(window, Qt.Key.Key_K, CTRL)
    type_in(window.search_box, "slamet rah")
    settle(qtbot, program)
    press(window.search_box, Qt.Key.Key_Return)
    settle(qtbot, program)
    if not isinstance(window.page, FamilyPage):
        results = QApplication.focusWidget()
        assert results is not None
        press(results, Qt.Key.Key_Return)
        settle(qtbot, program)
    assert isinstance(window.page, FamilyPage)
    assert window.page.title == "SLAMET RAHARJO"
    return window.page


def record_help(qtbot: QtBot, program: Program, family: FamilyPage) -> None:
    assert program.window is not None
    press(program.window, Qt.Key.Key_N, CTRL)
    settle(qtbot, program)
    form = family.sheet.form
    assert form is not None
    programme = form.fields.programme
    programme.setCurrentIndex(programme.findData("SEMBAKO"))
    programme.activated.emit(programme.currentIndex())
    settle(qtbot, program)
    click(family.sheet.save_button)
    settle(qtbot, program)
    (line,) = interventions_of(office_of(program))
    assert (line.intervention.programme, line.intervention.decile) == ("SEMBAKO", 2)


def issue_a_letter(qtbot: QtBot, program: Program, family: FamilyPage) -> None:
    assert program.window is not None
    click(family.letter_button)
    settle(qtbot, program)
    letters = program.window.page
    assert isinstance(letters, LettersPage)
    letters.form.choose_kind("pengantar")
    settle(qtbot, program)
    purpose = letters.form.fields["purpose"].editor
    qtbot.waitUntil(purpose.isVisible)
    type_in(purpose, "keperluan contoh")
    qtbot.waitUntil(lambda: letters.subtitle.startswith("Number"))
    click(letters.issue_button)
    settle(qtbot, program)
    assert letters.issued is not None
    assert letters.issued.pdf.startswith(b"%PDF")
    assert [one.line.id for one in letter_register(office_of(program))] == [letters.issued.line.id]


def write_the_package(qtbot: QtBot, program: Program, stick: Path) -> None:
    exchange = page(qtbot, program, "exchange", ExchangePage)
    exchange.look_again()
    settle(qtbot, program)
    exchange.stick.write_card.target.line.clear()
    type_in(exchange.stick.write_card.target.line, str(stick))
    click(exchange.write_button)
    settle(qtbot, program)
    assert exchange.stick.write_card.is_done
    assert exchange.stick.write_card.done.heading.text() == "Safe to remove"


def test_the_main_job_from_an_empty_computer_to_a_package_on_a_stick(
    qtbot: QtBot, program: Program, make_office: MakeOffice, tmp_path: Path
) -> None:
    folder, stick = tmp_path / "kantor", tmp_path / "usb"
    stick.mkdir()
    make_an_office(qtbot, program, folder)
    say_who_signs(qtbot, program)
    load_a_release(qtbot, program, a_pair(tmp_path / "berkas", EVERYBODY))
    family = find_the_family(qtbot, program)
    record_help(qtbot, program, family)
    issue_a_letter(qtbot, program, family)
    hub = a_hub(make_office)
    # The three errands by stick have screens with tests of their own.
    enrol(hub, office_of(program), stick)
    write_the_package(qtbot, program, stick)

    (found,) = [
        one
        for one in find_packages(hub, stick).packages
        if one.header is not None and one.header.kind is PackageKind.UPLOAD
    ]
    seen = inspect_package(hub, found.path)
    assert (seen.verdict, seen.contents.ops) == ("genuine", 2)

    program.lock()
    assert program.window is None
    assert program.entry.isVisible()
    unlock = program.entry.unlock
    type_in(unlock.passphrase, PASSPHRASE)
    press(unlock.passphrase, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: program.window is not None, timeout=20_000)
    settle(qtbot, program)
    assert len(interventions_of(office_of(program))) == 1


def test_a_locked_office_can_be_opened_by_another_program(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    make_an_office(qtbot, program, tmp_path / "kantor")
    program.lock()
    with closing(bootstrap.open_office(tmp_path / "kantor", "sari", PASSPHRASE)) as office:
        assert office.profile.kind is OfficeKind.KECAMATAN
