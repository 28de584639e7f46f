"""A person says in the preview how a file is read, and keeps that under a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.extracts import releases_of
from desktop_app.actions.families import family_of
from desktop_app.actions.mappings import mappings_of
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.mappings import MappingsDialog
from desktop_app.ui.dialogs.name import NameDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.release_columns import ColumnsTab
from desktop_app.ui.pages.release_import import ImportWizard
from tests.builders import a_family, a_number, a_pair
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import dialog, settle
from tests.ui.pages.test_releases import OpenWhole, look_at, name_and_load

# The list of suggestions is a popup, for which the offscreen platform has no keyboard to grab.
pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")

HEADER = "Kartu;NIK;Nama;Jenis atap rumah;Golongan;Desa"


def office_list(folder: Path, name: str = "daftar.csv", header: str = HEADER) -> Path:
    lines = [
        f"{a_number(3, sequence=at)};{a_number(sequence=at)};WARSITO;{5 if at else 27};3;LANGKAP"
        for at in range(30)
    ]
    path = folder / name
    path.write_text("\n".join([header, *lines]), "utf-8")
    return path


def go_to_column(tab: ColumnsTab, header: str) -> None:
    """With the arrow keys, as somebody without a mouse does it."""
    tab.table.setFocus()
    press(tab.table, Qt.Key.Key_Home)
    while tab.table.current is not None and tab.table.current.column.header != header:
        press(tab.table, Qt.Key.Key_Down)
    assert tab.table.current is not None


def take_as(qtbot: QtBot, window: MainWindow, tab: ColumnsTab, header: str, typed: str) -> None:
    go_to_column(tab, header)
    press(tab.table, Qt.Key.Key_Return)
    assert tab.picker.hasFocus() or tab.picker.line.hasFocus()
    type_in(tab.picker.line, typed)
    press(tab.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)


def taken(tab: ColumnsTab) -> dict[str, tuple[str, str]]:
    """What each column is taken as, and how certain that is."""
    return {row[0]: (row[2], row[3]) for row in tab.table.texts()}


def open_list(qtbot: QtBot, window: MainWindow, path: Path) -> ImportWizard:
    return look_at(qtbot, window, [path])


def choose(choice: QWidget, steps: int, key: Qt.Key = Qt.Key.Key_Down) -> None:
    choice.setFocus()
    for _ in range(steps):
        press(choice, key)


def as_families_and_members(qtbot: QtBot, window: MainWindow, wizard: ImportWizard) -> None:
    wizard.look_step.tabs.setCurrentWidget(wizard.look_step.reading)
    shape = wizard.look_step.reading.shape
    shape.setFocus()
    press(shape, Qt.Key.Key_End)
    settle(qtbot, window)
    wizard.look_step.tabs.setCurrentWidget(wizard.look_step.columns)


def test_columns_are_changed_by_keys_judged_again_and_loaded_like_that(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(tmp_path))
    tab = wizard.look_step.columns
    assert taken(tab)["Golongan"][0] == "not known; kept as it is"
    assert a_number(sequence=0) not in str(tab.table.texts())
    as_families_and_members(qtbot, window, wizard)
    take_as(qtbot, window, tab, "Kartu", "kk number")
    take_as(qtbot, window, tab, "Jenis atap rumah", "roof")
    take_as(qtbot, window, tab, "Golongan", "national dec")
    assert taken(tab)["Jenis atap rumah"] == ("Roof", "changed by you")
    assert tab.table.hasFocus()
    problems = {row[0] for row in wizard.look_step.problems.texts()}
    assert "Code that is in no list" in problems
    click(wizard.next_button)
    name_and_load(qtbot, window, wizard, "Daftar")
    found = find_people(office, Search("warsito"))[1]
    sheet = family_of(office, found.family_id or "").sheet
    assert (sheet.values["roof_type"], sheet.deciles.national) == (5, 3)


def test_two_changes_in_a_row_are_both_kept(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(tmp_path))
    tab = wizard.look_step.columns
    for header, typed in (("Kartu", "kk number"), ("Desa", "desa on")):
        # Without waiting for the judgement of the first.
        go_to_column(tab, header)
        press(tab.table, Qt.Key.Key_Return)
        type_in(tab.picker.line, typed)
        press(tab.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert wizard.look is not None
    assert dict(wizard.look.files[0].choices.words) == {
        0: "person.family_card_no",
        5: "person.id_village_code",
    }


def test_two_columns_for_one_fact_are_refused_beside_the_box(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(tmp_path))
    tab = wizard.look_step.columns
    take_as(qtbot, window, tab, "Golongan", "nik")
    assert "“NIK” is this already" in tab.field.error
    assert wizard.look is not None
    assert wizard.look.files[0].choices.words == ()
    press(tab.table, Qt.Key.Key_Down)
    assert tab.field.error == ""


def test_what_is_no_fact_is_put_back_and_a_column_is_reset_to_what_was_found(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(tmp_path))
    tab = wizard.look_step.columns
    before = taken(tab)
    take_as(qtbot, window, tab, "Nama", "shoe size")
    assert tab.picker.line.text() == "Name"
    assert taken(tab) == before
    take_as(qtbot, window, tab, "Nama", "keep as it stands")
    take_as(qtbot, window, tab, "Desa", "hamlet")
    assert taken(tab)["Nama"] == ("not known; kept as it is", "changed by you")
    go_to_column(tab, "Nama")
    assert tab.reset_button.isEnabled()
    click(tab.reset_button)
    settle(qtbot, window)
    assert taken(tab)["Nama"] == before["Nama"]
    assert taken(tab)["Desa"][1] == "changed by you"
    click(wizard.look_step.reset_button)
    settle(qtbot, window)
    assert taken(tab) == before
    assert not wizard.look_step.reset_button.isEnabled()


@pytest.mark.parametrize(
    "header", ["Satu;Dua;Tiga;Atap;Golongan;Desa", "Satu;Dua;Tiga;Empat;Lima;Enam"]
)
def test_a_file_that_names_nobody_does_not_go_on_until_somebody_says_who(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path, header: str
) -> None:
    path = office_list(tmp_path, header=header)
    window = open_whole(office)
    wizard = open_list(qtbot, window, path)
    assert wizard.look_step.stop.isVisible()
    click(wizard.next_button)
    assert "no KK, no NIK and no name" in wizard.look_step.columns.field.error
    take_as(qtbot, window, wizard.look_step.columns, "Dua", "nik")
    assert not wizard.look_step.columns.field.error
    # What is still said is that nobody's family is known, which stops no one.
    click(wizard.next_button)
    assert wizard.name.isVisible()


def test_the_other_file_of_a_pair_keeps_its_own_mapping(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q", [a_family("KARTO", "SITI", sequence=at) for at in range(30)])
    window = open_whole(office)
    wizard = look_at(qtbot, window, pair)
    assert wizard.look is not None
    other = wizard.look.files[1]
    take_as(qtbot, window, wizard.look_step.columns, "jenis_lantai_terluas", "keep as it stands")
    assert wizard.look.files[1] == other
    press(wizard.look_step.files, Qt.Key.Key_Down)
    assert len(wizard.look_step.columns.table.texts()) == 48
    assert not wizard.look_step.reset_button.isEnabled()
    press(wizard.look_step.files, Qt.Key.Key_Up)
    assert taken(wizard.look_step.columns)["jenis_lantai_terluas"][1] == "changed by you"


def test_the_code_book_and_the_desa_codes_are_chosen_for_the_file(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    pair = a_pair(tmp_path / "q", [a_family("KARTO", "SITI", sequence=at) for at in range(30)])
    window = open_whole(office)
    wizard = look_at(qtbot, window, pair)
    step = wizard.look_step
    step.tabs.setCurrentWidget(step.reading)
    assert step.reading.system.value == "bps"
    assert "1 desa name confirms it" in step.reading.system_field._below.text()
    choose(step.reading.book, 1)
    settle(qtbot, window)
    choose(step.reading.system, 1)
    settle(qtbot, window)
    assert wizard.look is not None
    file = wizard.look.files[0]
    assert (file.book, file.region_system.value if file.region_system else "") == (
        "regsosek",
        "kemendagri",
    )
    assert step.reading.doubt.isVisible()
    assert "chosen by hand" in step.reading.system_field._below.text()


def test_a_mapping_is_saved_under_a_name_and_recognises_the_next_file(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(tmp_path))
    take_as(qtbot, window, wizard.look_step.columns, "Kartu", "kk number")
    click(wizard.look_step.save_button)
    asked = dialog(qtbot, window, NameDialog)
    assert isinstance(asked, NameDialog)
    type_in(asked.line, "+")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert asked.field.error
    asked.line.clear()
    type_in(asked.line, "Kantor kami")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert not any(one.isVisible() for one in window.findChildren(NameDialog))
    assert [line.name for line in mappings_of(office)] == ["Kantor kami"]
    click(wizard.back_button)
    wizard.files.clear()
    wizard.files.zone.given.emit([office_list(tmp_path, "q4.csv")])
    click(wizard.next_button)
    settle(qtbot, window)
    assert "“Kantor kami”" in wizard.look_step._layout.text()
    assert taken(wizard.look_step.columns)["Kartu"] == ("KK number", "certain")
    assert releases_of(office) == []


def with_dialog(
    qtbot: QtBot, open_whole: Callable[[Office], MainWindow], office: Office, folder: Path
) -> tuple[MainWindow, ImportWizard, MappingsDialog]:
    window = open_whole(office)
    wizard = open_list(qtbot, window, office_list(folder))
    click(wizard.look_step.mappings_button)
    settle(qtbot, window)
    opened = dialog(qtbot, window, MappingsDialog)
    assert isinstance(opened, MappingsDialog)
    return window, wizard, opened


TOML = (
    'name = "Dari desa"\nentity = "person"\nwide = true\nhas = ["kartu", "nik"]\n[columns]\n'
    'kartu = "person.family_card_no"\nnik = "person.national_id"\ngolongan = "family.decile_national"\n'
)


def test_mappings_are_taken_in_used_renamed_and_deleted_in_their_dialog(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window, wizard, opened = with_dialog(qtbot, open_whole, office, tmp_path)
    assert not opened.use_button.isEnabled()
    broken = tmp_path / "rusak.toml"
    broken.write_text("name = 5", "utf-8")
    work = window.page.loading.mapping  # type: ignore[attr-defined]  # the releases page
    work.take_in([broken])
    settle(qtbot, window)
    assert opened.banner.isVisible()
    good = tmp_path / "desa.toml"
    good.write_text(TOML, "utf-8")
    work.take_in([good])
    settle(qtbot, window)
    assert [row[0] for row in opened.table.texts()] == ["Dari desa"]
    click(opened.rename_button)
    asked = dialog(qtbot, opened, NameDialog)
    assert isinstance(asked, NameDialog)
    type_in(asked.line, "Desa kami")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert [row[0] for row in opened.table.texts()] == ["Desa kami"]
    press(opened.table, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert wizard.look is not None
    assert wizard.look.files[0].layout == "Desa kami"
    assert taken(wizard.look_step.columns)["Golongan"][0] == "National decile"
    click(wizard.look_step.mappings_button)
    settle(qtbot, window)
    again = dialog(qtbot, window, MappingsDialog)
    assert isinstance(again, MappingsDialog)
    click(again.delete_button)
    question = dialog(qtbot, again, ConfirmDialog)
    assert isinstance(question, ConfirmDialog)
    question.accept()
    settle(qtbot, window)
    assert mappings_of(office) == []
    again.reject()
