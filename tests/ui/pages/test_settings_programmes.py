"""The catalogue in the settings: read in words, added to, revised and ended by keys, refused beside the field."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.actions.programmes import aid_book_of, set_in_catalogue, versions_of_programme
from desktop_app.domain.programme import Ask, Trait
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.programme_form import ProgrammeForm
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_programmes import ProgrammesSection
from desktop_app.ui.pages.settings_rules import RulesSection
from tests.ui.keys import CTRL, press, type_in
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def open_page(qtbot: QtBot, window: MainWindow, part: str) -> SettingsPage:
    window.go_to(Place("settings", "", part))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    return page


def open_section(qtbot: QtBot, window: MainWindow) -> ProgrammesSection:
    section = open_page(qtbot, window, "programmes").sections["programmes"]
    assert isinstance(section, ProgrammesSection)
    return section


def choose(section: ProgrammesSection, code: str) -> None:
    codes = [one.code for one in section.table.rows.rows]  # type: ignore[union-attr]  # no headings here
    section.table.setCurrentIndex(section.table.rows.index(codes.index(code), 0))


def write(form: ProgrammeForm, name: str, text: str) -> None:
    """Type into one line of the form, over what stands there."""
    line = form.fields[name].editor
    line.selectAll()  # type: ignore[attr-defined]  # a line of text
    type_in(line, text)


def tick(box: QWidget) -> None:
    press(box, Qt.Key.Key_Space)


def save(qtbot: QtBot, window: MainWindow, inside: QWidget) -> None:
    press(inside, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)


def test_a_programme_is_told_in_words_with_what_is_not_certain_and_its_source(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    section = open_section(qtbot, open_whole(office))
    choose(section, "PKH")
    said = dict(section.facts.texts)
    assert (
        said["Elderly (60 years and over)"].replace("\u00a0", " ").startswith("Rp2,400,000 a year")
    )
    assert section.doubts.text().startswith("Jumlah = komponen keluarga")
    assert said["Counts as once"] == "each family in each period"
    assert "Severe disability Rp2,400,000" in section.doubts.text().replace("\u00a0", " ")
    assert "Source: " in section.doubts.text()


def test_older_versions_are_looked_at_with_what_changed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    section = open_section(qtbot, open_whole(office))
    choose(section, "BLT-DD")
    assert "Decile: Deciles 1 to 4 → No decile limit" in section.changes.text()
    assert "BLT-DD and PKH, SEMBAKO, BLT-KESRA in one year" in section.rules.text()
    assert "Asks for a reason" in section.rules.text()
    press(section.versions, Qt.Key.Key_Down)
    assert section.versions.value == "BLT-DD@2025-01-01"
    assert dict(section.facts.texts)["Decile"] == "Deciles 1 to 4"
    assert section.changes.isHidden()
    assert not section.end_button.isEnabled()


def test_a_new_version_is_written_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, "SEMBAKO")
    section.next_button.setFocus()
    press(section.next_button, Qt.Key.Key_Space)
    form = section.sheet.form
    assert form is not None
    assert not section.isEnabled()
    write(form, "valid_from", "1-1-2027")
    write(form, "amount", "750.000")
    assert section.has_unsaved()
    save(qtbot, window, form.fields["amount"].editor)
    newest = versions_of_programme(office, "SEMBAKO")[-1]
    assert (newest.valid_from, newest.amount) == (date(2027, 1, 1), 750_000)
    assert newest.doubts  # still uncertain, so what is open stays open
    assert section.table.hasFocus()
    assert not section.has_unsaved()
    assert section.isEnabled()
    assert "Amount: Rp600,000 a quarter → Rp750,000" in section.changes.text().replace(
        "\u00a0", " "
    )


def test_a_new_programme_is_written_by_keys_with_what_it_asks(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    form = section.sheet.form
    assert form is not None
    save(qtbot, window, form.fields["code"].editor)
    wanted = ("code", "name_id", "owner", "goal", "bases", "sources", "periods")
    for name in wanted:
        assert form.fields[name].error, name
    assert form.fields["valid_from"].error
    write(form, "code", "MBG")
    write(form, "name_id", "Makan Bergizi Gratis")
    write(form, "name_en", "Free Nutritious Meals")
    write(form, "valid_from", "1-1-2026")
    write(form, "owner", "Badan Gizi Nasional")
    form.goal.setFocus()
    type_in(form.goal, "food")
    type_in(form.form, "Goods")
    tick(form.bases.boxes["person"])
    tick(form.sources.boxes["apbn"])
    tick(form.periods.boxes["month"])
    tick(form.periods.boxes["year"])
    write(form, "quantity", "1")
    assert form.fields["unit"].error
    write(form, "unit", "porsi")
    assert not form.fields["unit"].error
    write(form, "age_from", "9")
    write(form, "age_until", "6")
    assert form.fields["age_until"].error
    write(form, "age_until", "18")
    tick(form.all_traits.boxes["at-school"])
    form.parts.setFocus()
    save(qtbot, window, form.fields["unit"].editor)
    (version,) = versions_of_programme(office, "MBG")
    assert (version.goal, version.form.value, version.unit) == ("food", "goods", "porsi")
    assert version.asks == (Ask(age_from=9, age_until=18), Ask(one_of=(Trait.AT_SCHOOL,)))
    assert [kind.value for kind in version.periods] == ["month", "year"]
    assert section.sheet.isHidden()


def test_a_code_that_is_taken_and_a_day_that_is_held_are_refused_beside_their_fields(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, "SEMBAKO")
    press(section.next_button, Qt.Key.Key_Space)
    form = section.sheet.form
    assert form is not None
    write(form, "valid_from", "1-1-2026")
    save(qtbot, window, form.fields["owner"].editor)
    assert form.fields["valid_from"].error
    assert section.has_unsaved()
    assert len(versions_of_programme(office, "SEMBAKO")) == 2


def test_contradictions_are_said_while_they_are_typed(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, "PKH")
    press(section.next_button, Qt.Key.Key_Space)
    form = section.sheet.form
    assert form is not None
    write(form, "amount", "1,5")
    assert form.fields["amount"].error
    write(form, "amount", "500000")
    assert form.fields["amount"].error == "The parts add up: leave the amount empty."
    form.parts.selectAll()
    type_in(form.parts, "anak; Anak; 100")
    assert form.fields["component"].error
    form.parts.selectAll()
    type_in(form.parts, "anak; Anak; Child; 100.000")
    assert not form.fields["component"].error
    type_in(form.high, "2")
    type_in(form.low, "5")
    assert form.fields["decile_max"].error


def test_a_programme_is_ended_by_its_last_day_and_a_reason(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_section(qtbot, window)
    choose(section, "KJS")
    press(section.end_button, Qt.Key.Key_Space)
    form = section.end_sheet.form
    assert form is not None
    type_in(form.day.line, "31-12-2026")
    press(section.end_sheet.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert form.reason_field.error
    type_in(form.reason, "dihentikan provinsi")
    press(section.end_sheet.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert versions_of_programme(office, "KJS")[-1].valid_until == date(2026, 12, 31)
    assert "31 Dec 2026" in dict(section.facts.texts)["Valid"]


def open_rules(qtbot: QtBot, window: MainWindow) -> RulesSection:
    section = open_page(qtbot, window, "rules").sections["rules"]
    assert isinstance(section, RulesSection)
    return section


def go_to(section: RulesSection, name: str) -> None:
    names = [getattr(one, "name", "") for one in section.table.rows.rows]
    section.table.setCurrentIndex(section.table.rows.index(names.index(name), 0))


def test_a_rule_is_made_stricter_by_keys_and_put_back(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    window = open_whole(office)
    section = open_rules(qtbot, window)
    go_to(section, "rule/house-again/years")
    assert "BSPS" in section.about.text()
    press(section.table, Qt.Key.Key_Return)
    form = section.sheet.form
    assert form is not None
    type_in(form.choice, "10")
    type_in(form.reason, "rakor TKPK")
    press(section.sheet.save_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    rules = {rule.id: rule for rule in aid_book_of(office).rules}
    assert rules["house-again"].years == 10
    shown = [row for row in section.table.texts() if row[1].startswith("10 years")]
    assert len(shown) == 1
    go_to(section, "rule/house-again/years")
    press(section.table, Qt.Key.Key_Return)
    form = section.sheet.form
    assert form is not None
    type_in(form.reason, "keliru")
    press(section.sheet.default_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert {rule.id: rule for rule in aid_book_of(office).rules}["house-again"].years == 5


def test_an_uncertain_number_says_note_and_source_where_it_is_set(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    set_in_catalogue(office, "SEMBAKO@2026-01-01/decile_max", 4, "surat dinas")
    window = open_whole(office)
    section = open_rules(qtbot, window)
    go_to(section, "SEMBAKO@2026-01-01/decile_max")
    assert "Source: Kepmensos 79/HUK/2025" in section.about.text()
    assert "surat dinas" in section.about.text()
    row = section.table.texts()[section.table.currentIndex().row()]
    assert row[0].startswith("Staple Food Programme: Up to decile")
    assert row[1].startswith("4")
    assert row[2] == "33.26.13"
