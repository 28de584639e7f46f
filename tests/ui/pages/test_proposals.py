"""Proposals in the window: written, kept while they are typed, stepped, looked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from desktop_app.actions.evidence import evidence_of_record
from desktop_app.actions.families import family_of
from desktop_app.actions.form_drafts import form_drafts_of
from desktop_app.actions.office import Office
from desktop_app.actions.proposal_calendar import set_proposal_calendar
from desktop_app.actions.proposal_drafts import ProposalDraft
from desktop_app.actions.proposal_lists import proposal_work
from desktop_app.actions.proposals import open_proposal, step_proposal
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.proposal import Proposal, ProposalKind, ProposalState
from desktop_app.domain.proposal_kind import WorkList
from desktop_app.domain.roles import Role
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.evidence_input import files_of
from desktop_app.ui.pages.proposal_form import ProposalForm
from desktop_app.ui.pages.proposal_sheet import FORM
from desktop_app.ui.pages.proposals import ProposalsPage
from desktop_app.ui.pages.search import SearchPage
from desktop_app.ui.widgets.choice import Choice
from tests.builders import a_release
from tests.evidence.files import a_photo
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import SLAMET, dialog, open_family, settle

SHIFT = Qt.KeyboardModifier.ShiftModifier
OpenWhole = Callable[[Office], MainWindow]


@pytest.fixture
def window(open_whole: OpenWhole, stocked: Office) -> MainWindow:
    """The window with every page, on the office with three families."""
    return open_whole(stocked)


def open_page(qtbot: QtBot, window: MainWindow) -> ProposalsPage:
    window.go_to(Place("proposals"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ProposalsPage)
    return page


def open_form(qtbot: QtBot, window: MainWindow) -> tuple[ProposalsPage, ProposalForm]:
    page = open_page(qtbot, window)
    press(window, Qt.Key.Key_N, CTRL)
    settle(qtbot, window)
    assert page.sheet.form is not None
    return page, page.sheet.form


def choose(choice: Choice, value: str) -> None:
    """Choose with the keys: Home, and down to it."""
    at = [one.value for one in choice.options].index(value)
    choice.setFocus()
    press(choice, Qt.Key.Key_Home)
    while choice.currentIndex() != at:
        before = choice.currentIndex()
        press(choice, Qt.Key.Key_Down)
        assert choice.currentIndex() > before


def answer(form: ProposalForm, name: str, text: str) -> None:
    """Type or choose the answer to one question."""
    editor = form.questions.asked[name].field.editor
    if isinstance(editor, Choice):
        choose(editor, text)
    else:
        assert isinstance(editor, QLineEdit | QPlainTextEdit)
        editor.selectAll()
        type_in(editor, text)


def pick(qtbot: QtBot, window: MainWindow, form: ProposalForm, text: str) -> None:
    type_in(form.picker.line, text)
    settle(qtbot, window)
    press(form.picker.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert form.picker.glance is not None


def checked(qtbot: QtBot, window: MainWindow, form: ProposalForm) -> list[str]:
    """What the form says is worth knowing after it has looked."""
    with qtbot.waitSignal(form.noticed):
        pass
    settle(qtbot, window)
    return form.notices.texts


def save(qtbot: QtBot, window: MainWindow, page: ProposalsPage) -> Proposal:
    assert page.sheet.form is not None
    press(page.sheet.form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: not page.sheet.isVisible())
    settle(qtbot, window)
    current = page.table.current
    assert current is not None
    return current.line.proposal


def proposals(office: Office) -> list[Proposal]:
    return [one.line.proposal for one in proposal_work(office).lines]


def opened(office: Office, kind: ProposalKind = ProposalKind.OBJECTION, **contents: str) -> str:
    sheet = family_of(office, SLAMET.card).sheet
    whole = contents or {"reason": "punya toko", "proof": "foto"}
    draft = ProposalDraft(kind, sheet.id, contents=whole)
    return open_proposal(office, draft).value.proposal_id


def shown(qtbot: QtBot, window: MainWindow, page: ProposalsPage, own_id: str) -> None:
    """Wait until the detail shows this proposal as it is now."""
    settle(qtbot, window)
    qtbot.waitUntil(
        lambda: page.detail.facts is not None and page.detail.facts.line.proposal.id == own_id
    )
    settle(qtbot, window)


def test_the_first_proposal_is_one_key_away(qtbot: QtBot, window: MainWindow) -> None:
    page = open_page(qtbot, window)
    assert page.subtitle == "Cut-off 17 December 2026, 23 days left · 0 proposals"
    click(page.nothing.button)
    settle(qtbot, window)
    assert page.sheet.form is not None
    assert page.sheet.form.kind.hasFocus()
    press(page.sheet, Qt.Key.Key_Escape)
    assert not page.sheet.isVisible()
    assert not page.banner.isVisible()


@pytest.mark.parametrize("kind", list(ProposalKind))
def test_every_kind_asks_what_its_rule_asks(
    qtbot: QtBot, window: MainWindow, kind: ProposalKind
) -> None:
    _, form = open_form(qtbot, window)
    choose(form.kind, kind.value)
    rule = form.rule
    assert rule is not None
    asked = [name for name, one in form.questions.asked.items() if one.field.isVisibleTo(form)]
    assert asked == [one.name for one in rule.asked({})]
    assert form.picker.isVisibleTo(form) is (kind is not ProposalKind.NEW_FAMILY)
    assert form.members.isVisibleTo(form) is rule.asks_members
    assert list(form.papers.boxes) == list(rule.evidence)


def test_a_death_and_a_birth_in_one_family(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    choose(form.kind, "death")
    pick(qtbot, window, form, "slamet rah")
    assert form.who.value is None
    sheet = family_of(stocked, SLAMET.card).sheet
    choose(form.who, sheet.members[0].id)
    answer(form, "date", "1-1-1979")
    assert "Date: On this day the person was not born yet." in checked(qtbot, window, form)
    answer(form, "date", "20-11-2026")
    press(form.papers.boxes["death-certificate"], Qt.Key.Key_Space)
    assert checked(qtbot, window, form) == []
    death = save(qtbot, window, page)
    assert (death.kind, death.subject.name) == (ProposalKind.DEATH, "SLAMET RAHARJO")
    assert death.content.contents == {"date": "2026-11-20"}
    assert death.content.evidence == ("death-certificate",)

    press(window, Qt.Key.Key_N, CTRL)
    settle(qtbot, window)
    birth_form = page.sheet.form
    assert birth_form is not None
    choose(birth_form.kind, "member_change")
    pick(qtbot, window, birth_form, "slamet rah")
    assert birth_form.who.value == "family"
    answer(birth_form, "change", "born")
    answer(birth_form, "date", "22-11-2026")
    answer(birth_form, "name", "ahmad")
    assert checked(qtbot, window, birth_form) == [
        "Still missing before it can be handed in: Relation to the head."
    ]
    answer(birth_form, "relation", "3")
    birth = save(qtbot, window, page)
    assert birth.content.contents == {
        "change": "born",
        "date": "2026-11-22",
        "name": "ahmad",
        "relation": "3",
    }
    assert birth.subject.name == "SLAMET RAHARJO"
    assert len(proposals(stocked)) == 2


def test_an_answer_that_is_asked_no_more_is_dropped_only_after_a_yes(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    choose(form.kind, "member_change")
    pick(qtbot, window, form, "slamet rah")
    answer(form, "change", "born")
    answer(form, "relation", "3")
    assert not form.leftovers.isVisibleTo(form)
    answer(form, "change", "left")
    assert not form.questions.asked["relation"].field.isVisibleTo(form)
    assert form.questions.asked["destination"].field.isVisibleTo(form)
    assert form.leftovers.words.text() == "Relation to the head: Child"
    click(form.leftovers.drop_button)
    asks = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asks, ConfirmDialog)
    click(asks.keep)
    answer(form, "change", "born")
    assert form.questions.asked["relation"].read() == "3"
    answer(form, "change", "left")
    click(form.leftovers.drop_button)
    again = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(again, ConfirmDialog)
    click(again.go_on)
    assert not form.leftovers.isVisibleTo(form)
    answer(form, "change", "born")
    assert form.questions.asked["relation"].read() == ""
    save(qtbot, window, page)
    (kept,) = proposals(stocked)
    assert kept.content.contents == {"change": "born"}


# The list of suggestions is a popup, for which the offscreen platform has no keyboard to grab.
@pytest.mark.qt_log_ignore("^This plugin does not support grabbing the keyboard")
def test_a_fact_is_corrected_beside_what_the_extract_says(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    choose(form.kind, "update_facts")
    pick(qtbot, window, form, "slamet rah")
    assert form.corrections.choice.hasFocus()
    type_in(form.corrections.choice.line, "floor area")
    press(form.corrections.choice.line, Qt.Key.Key_Return)
    _, asked = form.corrections.rows["floor_area_m2"]
    assert asked.field.editor.hasFocus()
    hint = asked.field.editor.accessibleDescription()
    assert hint == "In the extract: 48 m²"
    type_in(asked.field.editor, "48")
    assert asked.field.error == "The extract says the same."
    assert form.corrections.corrections == {}
    press(asked.field.editor, Qt.Key.Key_Backspace)
    type_in(asked.field.editor, "0")
    type_in(form.corrections.choice.line, "address")
    press(form.corrections.choice.line, Qt.Key.Key_Return)
    _, hidden = form.corrections.rows["address"]
    assert hidden.field.editor.accessibleDescription() == "What the extract says is hidden."
    answer(form, "reason", "diukur warga")
    made = save(qtbot, window, page)
    (correction,) = made.content.corrections
    assert (correction.field, correction.old, correction.new) == ("floor_area_m2", 48, 40)
    shown(qtbot, window, page, made.id)
    assert ("Floor area", "48 m² → 40 m²") in page.detail.blocks.texts


def test_a_new_family_with_its_members(qtbot: QtBot, window: MainWindow, stocked: Office) -> None:
    page, form = open_form(qtbot, window)
    choose(form.kind, "new_family")
    answer(form, "name", "Karto")
    answer(form, "national_id", SLAMET.head.nik)
    click(form.members.add_button)
    _, wife = form.members.cards[0]
    type_in(wife["name"].field.editor, "siti")
    type_in(wife["national_id"].field.editor, SLAMET.head.nik)
    choose(cast(Choice, wife["relation"].field.editor), "2")
    texts = checked(qtbot, window, form)
    assert "The NIK already stands in the release." in texts
    assert "Member 1, NIK: Two people here have this NIK." in texts
    made = save(qtbot, window, page)
    (member,) = made.content.members
    assert (member.name, member.relation) == ("SITI", "2")
    shown(qtbot, window, page, made.id)
    assert SLAMET.head.nik not in str(page.detail.blocks.texts)
    assert not page.detail.step_buttons[ProposalState.SUBMITTED].isEnabled()


def test_what_was_typed_is_kept_and_restored_in_another_window(
    qtbot: QtBot, window: MainWindow, open_whole: OpenWhole, stocked: Office
) -> None:
    _, form = open_form(qtbot, window)
    choose(form.kind, "objection")
    pick(qtbot, window, form, "slamet rah")
    answer(form, "reason", "punya toko besar")
    qtbot.waitUntil(lambda: bool(form_drafts_of(stocked, FORM)))
    answer(form, "proof", "foto")
    window.keep_typed()
    settle(qtbot, window)
    assert not window.page.has_unsaved()

    other = open_whole(stocked)
    page = open_page(qtbot, other)
    settle(qtbot, other)
    restored = page.sheet.form
    assert restored is not None
    assert restored.banner.text.startswith("Restored: what you typed until ")
    assert restored.kind.value == "objection"
    assert restored.picker.glance is not None
    assert restored.questions.contents == {"reason": "punya toko besar", "proof": "foto"}
    made = save(qtbot, other, page)
    assert made.content.contents["proof"] == "foto"
    assert form_drafts_of(stocked, FORM) == []


def test_leaving_the_form_keeps_it_and_discarding_asks(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    page, form = open_form(qtbot, window)
    choose(form.kind, "objection")
    answer(form, "reason", "sementara")
    press(page.sheet, Qt.Key.Key_Escape)
    settle(qtbot, window)
    settle(qtbot, window)
    assert page.banner.text.startswith("Not finished: Objection, ")
    click(page.banner.button)
    again = page.sheet.form
    assert again is not None
    assert again.questions.contents == {"reason": "sementara"}
    click(again.banner.button)
    asks = dialog(qtbot, window, ConfirmDialog)
    assert isinstance(asks, ConfirmDialog)
    click(asks.go_on)
    settle(qtbot, window)
    assert form_drafts_of(stocked, FORM) == []
    assert page.sheet.form is None
    assert proposals(stocked) == []


def test_a_draft_of_the_office_is_written_anew(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    own_id = opened(stocked, reason="lama")
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    assert page.detail.notices.texts == ["Still missing before it can be handed in: Proof."]
    click(page.detail.edit_button)
    settle(qtbot, window)
    form = page.sheet.form
    assert form is not None
    assert not form.kind.isEnabled()
    answer(form, "proof", "saksi")
    made = save(qtbot, window, page)
    assert made.id == own_id
    assert made.content.contents == {"reason": "lama", "proof": "saksi"}


def test_an_objection_is_taken_through_all_steps(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    set_proposal_calendar(stocked, subdistrict_verifies=True)
    own_id = opened(stocked)
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    for state in list(ProposalState)[1:8]:
        qtbot.waitUntil(lambda state=state: state in page.detail.step_buttons)  # type: ignore[misc]  # bound at once
        click(page.detail.step_buttons[state])
        assert page.step_sheet.isVisible()
        press(page.step_sheet.day.line, Qt.Key.Key_Return)
        settle(qtbot, window)
        assert not page.step_sheet.isVisible()
    (done,) = proposals(stocked)
    assert done.state is ProposalState.SEEN
    assert [step.to for step in done.steps] == list(ProposalState)[1:8]
    shown(qtbot, window, page, own_id)
    qtbot.waitUntil(lambda: not page.detail.step_buttons)
    assert [text for text, _ in page.detail.steps.texts][1:] == [
        *("Handed in", "Village meeting or SPTJM", "Verified by the kecamatan"),
        *("Verified by Dinsos", "Endorsed", "Sent", "Seen in a release"),
    ]


def test_a_refused_step_says_so_at_its_field(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    own_id = opened(stocked)
    step_proposal(stocked, own_id, ProposalState.SUBMITTED, on=stocked.today())
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    click(page.detail.step_buttons[ProposalState.REJECTED])
    sheet = page.step_sheet
    assert sheet.reason.hasFocus()
    press(sheet.reason, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert sheet.fields["reason"].error
    type_in(sheet.reason, "tidak terbukti")
    sheet.day.line.selectAll()
    type_in(sheet.day.line, "25-11-2026")
    press(sheet.day.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert sheet.day.error
    sheet.day.line.selectAll()
    type_in(sheet.day.line, "24-11-2026")
    press(sheet.day.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    (done,) = proposals(stocked)
    assert (done.state, done.steps[-1].reason) == (ProposalState.REJECTED, "tidak terbukti")


def test_lists_and_letters_narrow_and_the_choice_is_remembered(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    own_id = opened(stocked)
    opened(stocked, reason="x")
    step_proposal(stocked, own_id, ProposalState.SUBMITTED, on=stocked.today())
    page = open_page(qtbot, window)
    filters = page.filters
    assert [one.text() for one in filters.works.values()] == [
        *("Mine  2", "Waiting  1", "Overdue  0", "Close to the cut-off  0", "All  2")
    ]
    click(filters.works[WorkList.WAITING])
    assert len(page.table.texts()) == 1
    assert page.desk.memory.recall("proposals.work") == "waiting"
    type_in(filters.line, "paijo")
    assert page.table.texts() == []
    click(page.nothing.button)
    assert len(page.table.texts()) == 2
    type_in(filters.line, SLAMET.card[-6:])
    assert len(page.table.texts()) == 2
    choose(filters.state, "draft")
    assert len(page.table.texts()) == 1


def test_numbers_are_copied_only_after_a_reason(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    own_id = opened(stocked)
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    press(page.table, Qt.Key.Key_Return)
    grid = page.detail.blocks.grids[0]
    assert grid.hasFocus()
    QGuiApplication.clipboard().clear()
    press(grid, Qt.Key.Key_C, CTRL)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    assert QGuiApplication.clipboard().text() == ""
    type_in(reason.line, "input SIKS-NG")
    press(reason.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert page.detail.is_revealed
    press(page.detail.blocks.grids[0], Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == SLAMET.card
    press(page.detail.blocks.grids[0], Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "SLAMET RAHARJO"
    QGuiApplication.clipboard().setText(SLAMET.card)
    page.detail.hide_numbers()
    assert QGuiApplication.clipboard().text() == ""
    assert SLAMET.card not in str(page.detail.blocks.texts)


def test_the_calendar_is_set_on_the_page(qtbot: QtBot, window: MainWindow, stocked: Office) -> None:
    page = open_page(qtbot, window)
    click(page.calendar_button)
    choose(page.calendar_sheet.day, "25")
    press(page.calendar_sheet.verifies, Qt.Key.Key_Space)
    click(page.calendar_sheet.save_button)
    settle(qtbot, window)
    settle(qtbot, window)
    assert page.subtitle.startswith("Cut-off 25 November 2026, 1 day left")
    assert proposal_work(stocked).calendar.subdistrict_verifies


def test_what_the_filters_leave_is_saved_as_a_workbook(
    qtbot: QtBot,
    window: MainWindow,
    stocked: Office,
    tmp_path: Path,
) -> None:
    opened(stocked)
    page = open_page(qtbot, window)
    target = tmp_path / "usulan.xlsx"
    click(page.export_button)
    asks = dialog(qtbot, window, ErrandDialog)
    assert isinstance(asks, ErrandDialog)
    click(button(asks, "Village meeting"))
    type_in(asks.recipient, "Kepala desa")
    click(asks.go_on)
    cast(QFileDialog, dialog(qtbot, window, QFileDialog)).reject()
    page.saving.export(Errand("Village meeting", "Kepala desa"), [target])
    settle(qtbot, window)
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 2
    assert "Objection" in rows[1]


def test_from_a_family_and_from_an_empty_search(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    family = open_family(qtbot, window, SLAMET.card)
    family.tabs.go_to_member(family_of(stocked, SLAMET.card).sheet.members[1].id)
    press(family, Qt.Key.Key_U, CTRL | SHIFT)
    settle(qtbot, window)
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, ProposalsPage)
    form = page.sheet.form
    assert form is not None
    assert form.picker.glance is not None
    choose(form.kind, "death")
    assert form.who.currentText().startswith("SITI AMINAH")
    press(page.sheet, Qt.Key.Key_Escape)
    settle(qtbot, window)
    page.sheet.open_new(page._lookups, page.sheet._wish)  # type: ignore[arg-type]  # read by now
    settle(qtbot, window)
    page.sheet.discard()
    settle(qtbot, window)
    press(page.sheet, Qt.Key.Key_Escape)

    window.go_to(Place("search", "zwxq"))
    settle(qtbot, window)
    search = window.page
    assert isinstance(search, SearchPage)
    press(window.search_box, Qt.Key.Key_Q)
    settle(qtbot, window)
    settle(qtbot, window)
    assert search.nobody.also_button.isVisible()
    click(search.nobody.also_button)
    settle(qtbot, window)
    settle(qtbot, window)
    again = window.page
    assert isinstance(again, ProposalsPage)
    new = again.sheet.form
    assert new is not None
    assert new.kind.value == "new_family"
    assert new.questions.contents == {"name": "zwxqq"}


def test_an_operator_is_not_offered_what_others_decide(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    own_id = opened(stocked)
    for state in (ProposalState.SUBMITTED, ProposalState.DECLARED):
        step_proposal(stocked, own_id, state, on=stocked.today())
    stocked.account = replace(stocked.account, role=Role.OPERATOR)
    window = open_whole(stocked)
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    assert list(page.detail.step_buttons) == [ProposalState.WITHDRAWN]


def test_what_a_later_release_says_stands_above_the_steps(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office, tmp_path: Path
) -> None:
    sheet = family_of(stocked, SLAMET.card).sheet
    draft = ProposalDraft(
        ProposalKind.UPDATE_FACTS,
        sheet.id,
        contents={"reason": "diukur"},
        corrections={"floor_area_m2": "60"},
    )
    own_id = open_proposal(stocked, draft).value.proposal_id
    later = replace(SLAMET, more={**SLAMET.more, "luas_lantai": "60"})
    a_release(stocked, tmp_path, [later], label="V4 2026", reference_date=date(2026, 10, 10))
    window = open_whole(stocked)
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    assert page.detail.verdict.text() == "Release V4 2026: Absorbed"
    assert ("Floor area · Absorbed", "48 m² → 60 m²") in page.detail.blocks.texts
    click(page.answers_button)
    settle(qtbot, window)
    assert window.place.page == "release-answers"


def test_a_photo_given_in_the_form_goes_with_the_proposal_or_is_let_go(
    qtbot: QtBot, window: MainWindow, stocked: Office, tmp_path: Path
) -> None:
    photo = tmp_path / "foto.jpg"
    photo.write_bytes(a_photo(seed=3))
    page, form = open_form(qtbot, window)
    choose(form.kind, "objection")
    assert not form.evidence.isVisibleTo(form)
    pick(qtbot, window, form, "slamet rah")
    assert form.evidence.isVisibleTo(form)
    assert form.evidence.kind.value == "photo"
    form.evidence.give(files_of([photo], "photo"))
    qtbot.waitUntil(lambda: form.evidence.has_held, timeout=20_000)
    page.sheet.discard()
    settle(qtbot, window)

    press(window, Qt.Key.Key_N, CTRL)
    settle(qtbot, window)
    again = page.sheet.form
    assert again is not None
    choose(again.kind, "objection")
    pick(qtbot, window, again, "slamet rah")
    settle(qtbot, window)
    assert not again.evidence.lines
    again.evidence.give(files_of([photo], "photo"))
    qtbot.waitUntil(lambda: again.evidence.has_held, timeout=20_000)
    made = save(qtbot, window, page)
    shown(qtbot, window, page, made.id)
    qtbot.waitUntil(lambda: len(page.detail.evidence.lines) == 1)
    assert len(evidence_of_record(stocked, made.id)) == 1


def test_looking_at_a_draft_is_not_typing(
    qtbot: QtBot, window: MainWindow, stocked: Office
) -> None:
    sheet = family_of(stocked, SLAMET.card).sheet
    draft = ProposalDraft(ProposalKind.DEATH, sheet.id, sheet.members[0].id, {"date": "2026-11-20"})
    own_id = open_proposal(stocked, draft).value.proposal_id
    page = open_page(qtbot, window)
    shown(qtbot, window, page, own_id)
    click(page.detail.edit_button)
    settle(qtbot, window)
    settle(qtbot, window)
    form = page.sheet.form
    assert form is not None
    assert form.picker.glance is not None
    for _ in range(4):
        press(window.focusWidget() or form, Qt.Key.Key_Tab)
    assert not form.is_dirty
    press(page.sheet, Qt.Key.Key_Escape)
    settle(qtbot, window)
    assert form_drafts_of(stocked, FORM) == []
    assert not page.banner.isVisible()
