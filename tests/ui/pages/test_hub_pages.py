"""The pages of a hub: keys for people who never saw one, letting offices in, the board, hundreds of packages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from desktop_app import bootstrap, bootstrap_reset
from desktop_app.actions.audit import audit_lines
from desktop_app.actions.enrolment import activate_device, request_enrolment
from desktop_app.actions.extracts import releases_of, say_bast
from desktop_app.actions.hub_board import offices_of_hub
from desktop_app.actions.hub_incidents import incident_of
from desktop_app.actions.hub_keys import hub_keys, show_root_key
from desktop_app.actions.office import Office
from desktop_app.actions.packages import write_package
from desktop_app.actions.receiving import Receipt
from desktop_app.domain.bast import BastKind
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, UserError
from desktop_app.progress import Progress
from desktop_app.store import hub_log
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.hub_admit import COMPARE, DONE
from desktop_app.ui.pages.hub_ceremony import CHECK, LETTER, MAKE, PAPER
from desktop_app.ui.pages.hub_escrow import AnswerResetDialog, EscrowPaperDialog
from desktop_app.ui.pages.hub_replace import ReplaceDialog
from desktop_app.ui.pages.hub_sheets import fingerprint_html, incident_html, root_paper_html
from tests.builders import a_release
from tests.conftest import ADMIN, NOW, PASSPHRASE, MakeOffice
from tests.hubs import (
    SECOND,
    SECOND_PASSPHRASE,
    a_hub,
    add_second,
    answer,
    down,
    enrol,
    help_for,
    up,
)
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import EVERYBODY, dialog, open_exchange, settle

OpenWhole = Callable[[Office], MainWindow]


def close_print_dialog(qtbot: QtBot, window: MainWindow) -> None:
    press(dialog(qtbot, window, QPrintDialog), Qt.Key.Key_Escape)


# --- keys ---------------------------------------------------------------------------------------------


def test_the_ceremony_goes_from_nothing_to_a_checked_paper_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice
) -> None:
    hub = make_office(OfficeKind.HUB, "33.26", "Dinas Sosial Contoh", "hub")
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "")
    # A hub without keys opens where its way begins, and has nothing to write with.
    assert page.tabs.currentWidget() is page.keys
    card = page.keys.ceremony
    assert card.step == MAKE
    press(card.make_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert card.step == PAPER
    code = "".join(card.code.text().split())
    assert len(code) == 56
    press(card.paper_button, Qt.Key.Key_Space)
    close_print_dialog(qtbot, window)
    assert not card.go_on_button.isEnabled()
    press(card.sure, Qt.Key.Key_Space)
    press(card.go_on_button, Qt.Key.Key_Space)
    assert card.step == CHECK
    # The secret has left the screen; whoever checks needs the paper.
    assert card.code.text() == ""
    type_in(card.code_line, code[:-1] + ("0" if code[-1] != "0" else "1"))
    press(card.code_line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert card.code_field.error
    assert hub_keys(hub).paper_checked_at is None
    card.code_line.selectAll()
    type_in(card.code_line, code.lower())
    press(card.code_line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert card.step == LETTER
    assert card.fingerprint.text() == hub_keys(hub).fingerprint
    press(card.letter_button, Qt.Key.Key_Space)
    close_print_dialog(qtbot, window)
    press(card.close_button, Qt.Key.Key_Space)
    assert page.keys.card.isVisible()
    assert hub_keys(hub).paper_checked_at is not None
    page.tabs.setCurrentWidget(page.stick)
    assert page.write_button.isVisible()


def test_escape_takes_the_main_key_off_the_screen(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice
) -> None:
    window = open_whole(a_hub(make_office))
    page = open_exchange(qtbot, window, "keys")
    press(page.keys.card.paper_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert page.keys.ceremony.code.text()
    press(page, Qt.Key.Key_Escape)
    assert page.keys.ceremony.code.text() == ""
    assert page.keys.card.isVisible()


def test_keys_are_replaced_and_an_office_follows_without_doing_anything(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stocked: Office,
    stick: Path,
    disk: Path,
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "keys")
    press(page.keys.card.replace_button, Qt.Key.Key_Space)
    asked = cast(ReplaceDialog, dialog(qtbot, window, ReplaceDialog))
    press(asked.leaked, Qt.Key.Key_Space)
    click(asked.go_on)
    settle(qtbot, window)
    assert hub_keys(hub).version == 2
    assert page.banner.isVisible()
    assert ("Root", "2") in page.keys.card.facts.texts
    up(stocked, hub, stick)
    assert down(stocked, answer(hub, stick, disk)).tally.confirmed == 1


def test_the_escrow_key_goes_onto_paper_and_two_people_help_a_locked_office(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stick: Path
) -> None:
    hub, office = a_hub(make_office), make_office()
    add_second(hub)
    hub = bootstrap.open_office(hub.paths.folder, ADMIN, PASSPHRASE, clock=lambda: NOW)
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "keys")
    card = page.keys.card
    assert not card.answer_button.isVisible()
    press(card.escrow_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    paper = cast(EscrowPaperDialog, dialog(qtbot, window, EscrowPaperDialog))
    code = "".join(paper.secret.text().split())
    click(paper.go_on)
    assert paper.secret.text() == ""
    type_in(paper.code, code[:-1])
    click(paper.go_on)
    settle(qtbot, window)
    assert paper.code_field.error
    paper.code.selectAll()
    type_in(paper.code, code.lower())
    click(paper.go_on)
    settle(qtbot, window)
    assert hub_keys(hub).has_escrow
    assert card.answer_button.isVisible()
    enrol(hub, office, stick)
    office.close()
    asked = bootstrap_reset.ask_reset(office.paths.folder, stick, clock=lambda: NOW)
    press(card.answer_button, Qt.Key.Key_Space)
    ask = cast(AnswerResetDialog, dialog(qtbot, window, AnswerResetDialog))
    click(ask.go_on)
    assert ask.file_field.error == "Choose the question."
    ask.take_file([asked.path])
    type_in(ask.match, "0000 " * 6)
    type_in(ask.escrow, code)
    type_in(ask.second, SECOND)
    type_in(ask.passphrase, SECOND_PASSPHRASE)
    ask.take_folder([stick])
    settle(qtbot, window)
    assert ask.match_field.error
    assert not list(stick.glob("RESET_ANSWER*"))
    ask.match.selectAll()
    type_in(ask.match, asked.match_code)
    ask.take_folder([stick])
    settle(qtbot, window)
    assert "Kecamatan Contoh" in page.banner.text
    assert len(list(stick.glob("RESET_ANSWER*"))) == 1
    assert audit_lines(hub)[0].deed == "reset-answered"
    hub.close()


def test_a_hub_without_its_working_keys_asks_for_the_paper(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice
) -> None:
    hub = a_hub(make_office)
    code = show_root_key(hub).value.code
    with hub.write() as tx:
        tx.conn.execute("DELETE FROM private_key")
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "stick")
    assert page.stick.no_keys.isVisible()
    assert not page.write_button.isVisible()
    page.tabs.setCurrentWidget(page.keys)
    assert page.keys.card.due.text().startswith("The working keys are not on this computer")
    press(page.keys.card.replace_button, Qt.Key.Key_Space)
    asked = cast(ReplaceDialog, dialog(qtbot, window, ReplaceDialog))
    press(asked.code, Qt.Key.Key_Return)
    assert asked.code_field.error
    type_in(asked.code, code.replace("-", ""))
    press(asked.code, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert hub_keys(hub).has_working


# --- offices ------------------------------------------------------------------------------------------


def test_an_office_is_let_in_with_the_code_of_its_form(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    asked = request_enrolment(stocked, stick, Progress(), label="Laptop pelayanan").value
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "offices")
    press(page.offices.admit_button, Qt.Key.Key_Space)
    form = page.offices.admit_sheet.form
    assert form is not None
    type_in(form.target.line, str(stick))
    press(form.target.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert form.step == COMPARE
    # The code is nowhere on the screen: it has to come from the paper.
    assert asked.match_code not in " ".join(value for _, value in form.facts.texts)
    press(form.code, Qt.Key.Key_Return)
    assert form.code_field.error
    type_in(form.code, "1111 2222 3333 4444 5555 6666")
    press(form.code, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert form.code_field.error
    assert offices_of_hub(hub) == []
    form.code.selectAll()
    type_in(form.code, asked.match_code)
    # Neither cross nor window drops what was typed without a word.
    assert page.has_unsaved()
    click(page.offices.admit_sheet._cross)
    press(dialog(qtbot, window, ConfirmDialog), Qt.Key.Key_Escape)
    assert page.offices.admit_sheet.isVisible()
    press(form.code, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert form.step == DONE
    press(form.letter_button, Qt.Key.Key_Space)
    close_print_dialog(qtbot, window)
    press(page, Qt.Key.Key_Escape)
    assert not page.offices.admit_sheet.isVisible()
    assert [row[0] for row in page.offices.table.texts()] == ["Kecamatan Contoh"]
    (written,) = (stick / "TUKAR").glob("*_A_*.tukar")
    activate_device(stocked, written, fingerprint=hub_keys(hub).fingerprint)


def test_the_board_says_what_is_odd_what_to_do_and_how_far_an_office_is(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stocked: Office,
    stick: Path,
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    write_package(stocked, stick, Progress())  # this one never comes
    up(stocked, hub, stick)
    with hub.write() as tx:
        hub_log.put_alarms(tx, stocked.profile.device_id, ["rolled-back", "twin"], "package")
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "offices")
    detail = page.offices.detail
    facts = dict(detail.facts.texts)
    assert facts["Last package"].startswith("No. 2, taken in")
    assert facts["Never came"] == "1 package before it; the last one holds all of it"
    assert facts["Release"] == "V3 2026"
    assert facts["Not read by it yet"] == "1"
    assert detail.alarm_texts[0].startswith("Two computers seem to be at work")
    assert detail.alarm_texts[1].startswith("Find both computers")
    assert detail.alarm_texts[3].startswith("Nothing is lost")
    assert page.offices.sum.text() == "1 computer · 1 needs a look"


def test_a_permission_is_taken_away_and_the_incident_sheet_opens(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    up(stocked, hub, stick)
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "offices")
    press(page.offices.detail.revoke_button, Qt.Key.Key_Space)
    asked = cast(ReasonDialog, dialog(qtbot, window, ReasonDialog))
    type_in(asked.line, "laptop dicuri dari mobil dinas")
    press(asked.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    close_print_dialog(qtbot, window)
    assert page.offices.detail.revoked.text().endswith("laptop dicuri dari mobil dinas")
    assert not page.offices.detail.revoke_button.isVisible()
    help_for(stocked, "PAIJO", "2026-09")
    with pytest.raises(UserError) as caught:
        up(stocked, hub, stick)
    assert caught.value.code is Code.DEVICE_REVOKED


def test_a_release_is_given_to_every_office_and_taken_in_there(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stick: Path,
    tmp_path: Path,
) -> None:
    hub, office = a_hub(make_office), make_office()
    enrol(hub, office, stick)
    a_release(hub, tmp_path, EVERYBODY)
    label = releases_of(hub)[0].label
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "offices")
    press(page.offices.give_button, Qt.Key.Key_Space)
    form = page.offices.give_sheet.form
    assert form is not None
    assert form.choice.value == label
    type_in(form.target.line, str(stick))
    press(form.target.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    # Nobody has said under which kind of BAST it came.
    assert form.target.isEnabled()
    assert form.banner.isVisible()
    say_bast(hub, label, "BAST/1/2026", BastKind.USE)
    press(form.target.line, Qt.Key.Key_Return)
    # The sheet stays until the last office has its package.
    press(page, Qt.Key.Key_Escape)
    assert page.offices.give_sheet.isVisible()
    settle(qtbot, window)
    assert form.is_done
    assert form.lines.texts == [("Kecamatan Contoh (33.26.13)", "3 families, 6 persons")]
    press(page, Qt.Key.Key_Escape)
    window = open_whole(office)
    page = open_exchange(qtbot, window, "stick")
    type_in(page.stick.write_card.target.line, str(stick))
    click(page.read_button)
    settle(qtbot, window)
    card = page.stick.read_card
    assert [row[1] for row in card.packages.texts()] == [f"Release {label}"]
    press(card.take_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert [line.label for line in releases_of(office)] == [label]


def test_where_it_is_narrow_a_row_opens_in_a_sheet(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    window = open_whole(hub)
    window.resize(1024, 700)
    page = open_exchange(qtbot, window, "offices")
    assert not page.offices.detail.isVisible()
    page.offices.table.choose_first()
    press(page.offices.table, Qt.Key.Key_Return)
    assert page.offices.detail_sheet.isVisible()
    press(page, Qt.Key.Key_Escape)
    assert not page.offices.detail_sheet.isVisible()


def test_what_goes_onto_paper_says_what_it_has_to(
    make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    up(stocked, hub, stick)
    today, keys = hub.today(), hub_keys(hub)
    letter = fingerprint_html(hub="Dinas <Sosial>", keys=keys, today=today)
    assert keys.fingerprint in letter
    assert "Dinas &lt;Sosial&gt;" in letter
    paper = show_root_key(hub).value
    printed = root_paper_html(hub="Dinas", paper=paper, today=today)
    assert all(group in printed for group in paper.code.split("-"))
    sheet = incident_html(
        hub="Dinas", incident=incident_of(hub, stocked.profile.device_id), today=today
    )
    assert "Kecamatan Contoh (33.26.13)" in sheet
    assert "33.26.13.2004" in sheet
    assert "SLAMET" not in sheet


# --- many packages ------------------------------------------------------------------------------------


@pytest.fixture
def many(make_office: MakeOffice, tmp_path: Path, stick: Path) -> tuple[Office, Path]:
    """A hub and a folder with three packages of each of four offices, one of which is damaged."""
    hub = a_hub(make_office)
    folder = tmp_path / "collected"
    for at, village in enumerate(("2004", "2012", "2005", "2006")):
        office = make_office(OfficeKind.DESA, f"33.26.13.{village}", f"Desa {at}", f"desa-{at}")
        enrol(hub, office, stick)
        for turn in range(3):
            collected = folder / f"{at}-{turn}"
            collected.mkdir(parents=True)
            write_package(office, collected, Progress())
    (damaged,) = (folder / "2-1").rglob("*.tukar")
    damaged.write_bytes(damaged.read_bytes()[:-9])
    return hub, folder


def test_a_folder_of_packages_is_tried_first_and_then_taken_in_each_with_its_result(
    qtbot: QtBot, open_whole: OpenWhole, many: tuple[Office, Path]
) -> None:
    hub, folder = many
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "stick")
    type_in(page.stick.write_card.target.line, str(folder))
    click(page.read_button)
    settle(qtbot, window)
    card = page.stick.read_card
    assert len(card.packages.rows.rows) == 12
    first = cast(Receipt, card.packages.rows.rows[0])
    assert first.error is not None
    assert not any(line.last_taken_at for line in offices_of_hub(hub))
    press(card.take_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert "11 packages were taken in" in card.sentence.text()
    assert all(line.package == 3 for line in offices_of_hub(hub))
    assert [line.missing for line in offices_of_hub(hub)] == [0, 1, 0, 0]


def test_what_other_offices_hand_back_is_taken_only_with_agreement(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stocked: Office,
    stick: Path,
    disk: Path,
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    help_for(stocked, "SLAMET")
    up(stocked, hub, stick)
    village = stocked_village(stocked)
    desa = make_office(OfficeKind.DESA, village, "Desa Contoh", "desa")
    enrol(hub, desa, stick)
    up(desa, hub, stick)
    down(desa, answer(hub, stick, disk))
    # The hub loses what it took in, as after it was restored from an older copy.
    with hub.write() as tx:
        for table in ("op", "log_entry", "record_state", "intervention", "device_contact"):
            tx.conn.execute(f"DELETE FROM {table}")
    # Its cursor gives that away; what the answer does not have any more, the desa hands back.
    up(desa, hub, stick)
    down(desa, answer(hub, stick, disk))
    elsewhere = stick / "desa"
    elsewhere.mkdir()
    write_package(desa, elsewhere, Progress())
    window = open_whole(hub)
    page = open_exchange(qtbot, window, "stick")
    type_in(page.stick.write_card.target.line, str(elsewhere))
    click(page.read_button)
    settle(qtbot, window)
    card = page.stick.read_card
    assert card.returned.isVisible()
    assert "this hub had taken it in and has lost it" in card.returned.text()
    press(card.agree, Qt.Key.Key_Space)
    press(card.take_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert ("Taken in", "1") in card.sums.texts
    with hub.read() as conn:
        assert hub_log.count(conn) == 1


def stocked_village(office: Office) -> str:
    with office.read() as conn:
        row = conn.execute("SELECT partition FROM op LIMIT 1").fetchone()
    return str(row["partition"])
