"""Recording for whoever is in no release, and what the form says of a programme, by keys."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.domain.asnaf import Asnaf
from desktop_app.domain.intervention_list import RowState
from desktop_app.domain.subject import SubjectKind
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.intervention_form import InterventionForm
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.widgets.choice import Choice
from tests.builders import a_number
from tests.ui.keys import CTRL, click, press, type_in
from tests.ui.pages.conftest import SLAMET, settle


def open_form(qtbot: QtBot, window: MainWindow) -> tuple[InterventionsPage, InterventionForm]:
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    press(window, Qt.Key.Key_N, CTRL)
    assert page.sheet.form is not None
    return page, page.sheet.form


def open_outside(qtbot: QtBot, window: MainWindow) -> tuple[InterventionsPage, InterventionForm]:
    page, form = open_form(qtbot, window)
    press(form.outside_button, Qt.Key.Key_Space)
    assert form.is_outside
    assert form.outsider.name.hasFocus()
    return page, form


def take(choice: Choice, value: str) -> None:
    """Choose from a box: words with blanks in them would open its list."""
    assert choice.choose(value)
    choice.activated.emit(choice.currentIndex())


def checked(qtbot: QtBot, window: MainWindow, form: InterventionForm) -> list[str]:
    with qtbot.waitSignal(form.warned):
        pass
    settle(qtbot, window)
    return form.warnings.texts


def test_an_institution_is_recorded_by_keys_with_who_answers_for_it(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_outside(qtbot, window)
    assert form.outsider.kind.value == "institution"
    type_in(form.outsider.name, "Masjid Al Contoh")
    type_in(form.outsider.responsible, "H. Ahmad Contoh")
    offered = {one.value for one in form.fields.programme.options if one.value}
    assert "KAJEN-TAQWA" in offered
    assert "PKH" not in offered
    take(form.fields.programme, "KAJEN-TAQWA")
    assert form.fields.asnaf_field.isVisible()
    take(form.fields.asnaf, "fisabilillah")
    type_in(form.fields.amount, "500000")
    press(form.fields.amount, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    assert form.outsider.fields["village"].error
    assert form.outsider.village.hasFocus()
    take(form.outsider.village, "33.26.13.2004")
    press(form.fields.amount, Qt.Key.Key_Return, CTRL)
    settle(qtbot, window)
    (line,) = interventions_of(stocked)
    record = line.intervention
    assert (record.subject.kind, record.asnaf) == (SubjectKind.INSTITUTION, Asnaf.FISABILILLAH)
    assert record.subject.responsible == "H. Ahmad Contoh"
    assert page.table.texts()[0][1] == "Masjid Al Contoh"
    assert page.table.texts()[0][-1] == "–"
    said = dict(page.detail.facts.texts)
    assert said["Answers for it"] == "H. Ahmad Contoh"
    assert said["Decile then"] == "not in DTSEN"


def test_one_outsider_after_the_other_keeps_kind_desa_and_programme(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_outside(qtbot, window)
    take(form.outsider.kind, "person")
    type_in(form.outsider.name, "Mbah Karto")
    take(form.outsider.village, "33.26.13.2004")
    take(form.fields.programme, "KAJEN-PEDULI")
    assert checked(qtbot, window, form) == ["The recipient is not in the release in use."]
    assert form.reason_field.isHidden()
    click(page.sheet.next_button)
    settle(qtbot, window)
    assert form.outsider.name.text() == ""
    assert form.outsider.name.hasFocus()
    assert form.outsider.kind.value == "person"
    assert form.fields.programme.value == "KAJEN-PEDULI"
    type_in(form.outsider.name, "Mbok Darmi")
    click(page.sheet.save_button)
    settle(qtbot, window)
    names = {line.intervention.subject.name for line in interventions_of(stocked)}
    assert names == {"MBAH KARTO", "MBOK DARMI"}


def test_a_number_that_is_in_the_release_is_told_beside_it(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    _, form = open_outside(qtbot, window)
    take(form.outsider.kind, "person")
    type_in(form.outsider.name, "Slamet")
    take(form.outsider.village, "33.26.13.2004")
    take(form.fields.programme, "KAJEN-PEDULI")
    type_in(form.outsider.national_id, a_number(sequence=900))
    checked(qtbot, window, form)
    assert form.outsider.fields["national_id"].error.startswith("Whoever has this number")
    press(form.outside_button, Qt.Key.Key_Space)
    assert not form.is_outside
    assert form.picker.line.hasFocus()


def test_the_form_says_which_parts_are_hinted_at_and_which_numbers_are_not_certain(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    _, form = open_form(qtbot, window)
    type_in(form.picker.line, "slamet rah")
    settle(qtbot, window)
    press(form.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    take(form.fields.programme, "PKH")
    said = form.fields.notes.parts.text()
    assert said.startswith("Components hinted at: none seen in the release.")
    assert "not a right" in said
    assert "disability is not shown" in said
    take(form.fields.programme, "SEMBAKO")
    assert form.fields.notes.parts.isHidden()
    assert "Up to decile 5" in form.fields.notes.doubts.text()
    assert "Source: Kepmensos" in form.fields.notes.doubts.text()
    assert form.fields.asnaf_field.isHidden()


def test_rows_outside_dtsen_are_recorded_after_a_tick(
    qtbot: QtBot, window: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    path = tmp_path / "baznas.csv"
    path.write_text(
        "nik,nama,desa\n"
        f"{SLAMET.members[0].nik},SLAMET,33.26.13.2004\n"
        f"{a_number(sequence=999)},MBAH KARTO,33.26.13.2004\n",
        "utf-8",
    )
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    click(page.list_button)
    form = page.list_sheet.form
    assert form is not None
    take(form.fields.programme, "KAJEN-PEDULI")
    form.zone.given.emit([path])
    settle(qtbot, window)
    assert [one.state for one in form.previews] == [RowState.READY, RowState.OUTSIDER]
    assert form.recordable == 1
    press(form.outsiders, Qt.Key.Key_Space)
    assert form.recordable == 2
    click(page.list_sheet.record_button)
    settle(qtbot, window)
    assert {one.intervention.subject.name for one in interventions_of(stocked)} == {
        "SLAMET RAHARJO",
        "MBAH KARTO",
    }
