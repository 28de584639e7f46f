"""Exchange: joining a hub by stick, writing a package, and the hub looking into it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.enrolment import ActivationView
from desktop_app.actions.hub_enrolment import approve_enrolment
from desktop_app.actions.office import Office
from desktop_app.actions.packages import waiting_to_send, write_package
from desktop_app.progress import Progress
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.exchange_enrol import EnrolCard
from tests.conftest import MakeOffice
from tests.hubs import a_hub, answer, down, enrol, up
from tests.ui.keys import click, press, type_in
from tests.ui.pages.conftest import SLAMET, open_exchange, settle
from tests.ui.pages.test_interventions import record

OpenWhole = Callable[[Office], MainWindow]


def test_an_office_joins_its_hub_in_three_steps(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    window = open_whole(stocked)
    page = open_exchange(qtbot, window)
    card = page.stick.enrol_card
    type_in(card.target.line, str(stick))
    click(card.ask_button)
    settle(qtbot, window)
    code = "".join(card.code.text().split())
    assert code.isdigit()
    assert len(code) == 24
    (request,) = (stick / "TUKAR").glob("*.tukar")
    answer = approve_enrolment(
        hub, request, match_code=code, region="33.26.13", folder=stick, progress=Progress()
    ).value
    card.zone.given.emit([answer.path])
    settle(qtbot, window)
    shown = card
    assert "".join(shown.fingerprint.text().split()) == "".join(answer.hub_fingerprint.split())
    press(shown.same, Qt.Key.Key_Space)
    click(shown.accept_button)
    settle(qtbot, window)
    assert page.subtitle.startswith("Joined to the hub")


def test_a_package_is_written_read_back_and_then_the_stick_may_go(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    enrol(a_hub(make_office), stocked, stick)
    record(stocked, SLAMET)
    window = open_whole(stocked)
    page = open_exchange(qtbot, window)
    assert page.stick.waiting.figure.text() == "1"
    click(page.write_button)
    settle(qtbot, window)
    assert page.stick.write_card.target.field.error
    type_in(page.stick.write_card.target.line, str(stick))
    click(page.write_button)
    settle(qtbot, window)
    assert page.stick.write_card.is_done
    assert page.stick.write_card.done.heading.text() == "Safe to remove"
    assert len(list((stick / "TUKAR").glob("*_N_*_0001_*.tukar"))) == 1


def test_a_stick_that_is_gone_is_told_and_nothing_is_called_safe(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    enrol(a_hub(make_office), stocked, stick)
    window = open_whole(stocked)
    page = open_exchange(qtbot, window)
    type_in(page.stick.write_card.target.line, str(stick / "not-there"))
    click(page.write_button)
    settle(qtbot, window)
    assert not page.stick.write_card.is_done
    assert page.stick.write_card.target.field.error


def test_the_hub_looks_into_a_package_and_sees_whose_it_is(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, stocked: Office, stick: Path
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    record(stocked, SLAMET)
    written = write_package(stocked, stick, Progress()).value
    window = open_whole(hub)
    page = open_exchange(qtbot, window)
    page.stick.inspect_card.zone.given.emit([written.path])
    settle(qtbot, window)
    assert page.stick.inspect_card.result.isVisible()
    assert page.stick.inspect_card.from_whom.text() == "Kecamatan Contoh (33.26.13)"
    damaged = stick / "damaged.tukar"
    content = bytearray(written.path.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    page.stick.inspect_card.zone.given.emit([damaged])
    settle(qtbot, window)
    assert page.banner.isVisible()


def test_an_office_reads_its_answer_after_it_has_seen_what_is_in_it(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stocked: Office,
    stick: Path,
    tmp_path: Path,
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    record(stocked, SLAMET)
    up(stocked, hub, stick)
    answer(hub, stick, tmp_path)
    window = open_whole(stocked)
    page = open_exchange(qtbot, window)
    assert page.stick.waiting.figure.text() == "1"
    click(page.read_button)
    settle(qtbot, window)
    assert page.stick.write_card.target.field.error
    type_in(page.stick.write_card.target.line, str(stick))
    click(page.read_button)
    settle(qtbot, window)
    assert ("Of this office, now confirmed", "1") in page.stick.read_card.sums.texts
    assert page.stick.waiting.figure.text() == "1"
    press(page.stick.read_card.take_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert page.stick.waiting.figure.text() == "0"
    assert "1 package was taken in" in page.stick.read_card.sentence.text()
    click(page.stick.read_card.leave_button)
    assert not page.stick.read_card.isVisible()
    click(page.read_button)
    settle(qtbot, window)
    assert "nothing new" in page.stick.read_card.sentence.text()


def test_the_hub_takes_a_stick_in_and_writes_the_answers(
    qtbot: QtBot,
    open_whole: OpenWhole,
    make_office: MakeOffice,
    stocked: Office,
    stick: Path,
    tmp_path: Path,
) -> None:
    hub = a_hub(make_office)
    enrol(hub, stocked, stick)
    record(stocked, SLAMET)
    path = write_package(stocked, stick, Progress()).value.path
    damaged = path.with_name("damaged.tukar")
    damaged.write_bytes(path.read_bytes()[:-9])
    window = open_whole(hub)
    page = open_exchange(qtbot, window)
    assert page.offices.table.rows.rowCount() == 1
    type_in(page.stick.write_card.target.line, str(stick))
    click(page.read_button)
    settle(qtbot, window)
    assert ("Taken in", "1") in page.stick.read_card.sums.texts
    assert page.stick.read_card.packages.texts()[0] == ["damaged.tukar", "refused"]
    click(page.stick.read_card.take_button)
    settle(qtbot, window)
    click(page.write_button)
    assert page.stick.write_card.copy.field.error
    disk = tmp_path / "disk"
    disk.mkdir()
    type_in(page.stick.write_card.copy.line, str(disk))
    click(page.write_button)
    settle(qtbot, window)
    assert page.stick.write_card.is_done
    assert len(list((stick / "TUKAR").glob("*_T_332613_*.tukar"))) == 1
    down(stocked, list((stick / "TUKAR").glob("*_T_*.tukar")))
    assert waiting_to_send(stocked).total == 0


def test_the_last_day_of_a_permission_is_that_of_the_office(qtbot: QtBot) -> None:
    card = EnrolCard()
    qtbot.addWidget(card)
    # Late in the evening by UTC, and already the next morning here.
    until = datetime(2026, 12, 30, 20, 0, tzinfo=UTC)
    card.show_answer(Path("answer"), ActivationView("f", "33.26", "m", "33.26.13", (), until))
    assert ("Valid until", "31 December 2026") in card.facts.texts
