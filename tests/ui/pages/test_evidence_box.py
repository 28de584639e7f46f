"""Evidence on the screen: attached by button, dropped, pasted; opened, withdrawn, held for a form."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.evidence import (
    EvidenceFile,
    attach_evidence,
    evidence_of_record,
    held_evidence,
)
from desktop_app.actions.interventions import record_intervention
from desktop_app.actions.local_facts import record_local_fact
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.evidence import EvidenceLine
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.local_fact import FactKind, LocalFactDraft
from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.dialogs.evidence import EvidenceViewer
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.memory import ShortMemory
from desktop_app.ui.page import Desk, Place
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.pages.family import FamilyPage
from desktop_app.ui.pages.interventions import InterventionsPage
from desktop_app.ui.tasks import TaskRunner
from tests.evidence.files import HEIC, a_pdf, a_photo
from tests.ui.keys import CTRL, button, click, press, type_in
from tests.ui.pages.conftest import dialog, open_family, settle


@pytest.fixture
def family_id(stocked: Office) -> str:
    return str(find_people(stocked, Search("slamet raharjo"))[0].family_id)


@pytest.fixture
def record(stocked: Office, family_id: str) -> str:
    draft = InterventionDraft(
        programme="BLT-DD",
        period="2026-07",
        given_on=date(2026, 7, 20),
        family_id=family_id,
        amount=300_000,
    )
    return record_intervention(stocked, draft).value.intervention_id


@pytest.fixture
def box(qtbot: QtBot, stocked: Office) -> Iterator[EvidenceBox]:
    """A box in a window of its own, as any form may have one."""
    tasks: TaskRunner[Office] = TaskRunner(stocked)
    made = EvidenceBox(Desk(tasks, ShortMemory(), stocked.today), kinds=("receipt", "photo"))
    made.resize(420, 400)
    made.show()
    made.activateWindow()
    yield made
    qtbot.waitUntil(lambda: not tasks.is_busy)
    tasks.close()
    made.close()
    made.deleteLater()


def wait(qtbot: QtBot, box: EvidenceBox) -> None:
    qtbot.waitUntil(lambda: not box._desk.tasks.is_busy, timeout=20_000)


def a_file(folder: Path, name: str = "foto.jpg", *, seed: int = 1) -> Path:
    path = folder / name
    path.write_bytes(a_photo(seed=seed))
    return path


def drop(box: EvidenceBox, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    box.dropEvent(event)


def is_holding(box: EvidenceBox) -> bool:
    return box.has_held


def texts(box: EvidenceBox) -> list[str]:
    return [box.list.item(row).text().split("\n")[0] for row in range(box.list.count())]


def test_files_are_attached_by_the_button_with_the_kind_that_was_chosen(
    qtbot: QtBot, box: EvidenceBox, record: str, stocked: Office, tmp_path: Path
) -> None:
    box.show_record(record)
    wait(qtbot, box)
    assert box.kind.value == "receipt"
    type_in(box.kind, "Handover")
    click(box.add_button)
    asked = cast(QFileDialog, dialog(qtbot, box, QFileDialog))
    asked.selectFile(str(a_file(tmp_path)))
    asked.accept()
    asked.filesSelected.emit([str(tmp_path / "foto.jpg")])
    wait(qtbot, box)
    (line,) = evidence_of_record(stocked, record)
    assert line.evidence.content.kind == "handover"
    qtbot.waitUntil(lambda: texts(box) == ["Handover report (BAST)"])


def test_files_are_dropped_and_a_picture_is_pasted(
    qtbot: QtBot, box: EvidenceBox, record: str, tmp_path: Path
) -> None:
    box.show_record(record)
    drop(box, a_file(tmp_path), tmp_path)
    wait(qtbot, box)
    assert texts(box) == ["Receipt"]
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    QGuiApplication.clipboard().setImage(picture)
    box.list.setFocus()
    press(box.list, Qt.Key.Key_V, CTRL)
    wait(qtbot, box)
    assert len(texts(box)) == 2
    QGuiApplication.clipboard().setText("hanya kata")
    press(box.list, Qt.Key.Key_V, CTRL)
    assert "clipboard" in box.banner.text


def test_what_cannot_be_attached_is_told_in_the_box(
    qtbot: QtBot, box: EvidenceBox, record: str, tmp_path: Path
) -> None:
    box.show_record(record)
    phone = tmp_path / "IMG_1.HEIC"
    phone.write_bytes(HEIC)
    drop(box, phone)
    wait(qtbot, box)
    assert "IMG_1.HEIC" in box.banner.text
    assert "data is safe" in box.banner.text
    assert box.add_button.isEnabled()
    assert texts(box) == []


def test_a_picture_is_opened_made_larger_and_withdrawn_with_the_keys(
    qtbot: QtBot, box: EvidenceBox, record: str, stocked: Office, tmp_path: Path
) -> None:
    attach_evidence(stocked, record, [EvidenceFile("photo", path=a_file(tmp_path))])
    box.show_record(record)
    wait(qtbot, box)
    box.list.setFocus()
    press(box.list, Qt.Key.Key_Return)
    viewer = cast(EvidenceViewer, dialog(qtbot, box, EvidenceViewer))
    assert viewer.picture is not None
    press(viewer.picture, Qt.Key.Key_Plus, CTRL)
    assert viewer.picture.zoom == 1.5
    press(viewer.picture, Qt.Key.Key_0, CTRL)
    assert viewer.picture.zoom == 1.0
    click(viewer.withdraw_button)
    asked = cast(ReasonDialog, dialog(qtbot, viewer, ReasonDialog))
    click(button(asked, "Cannot be read"))
    click(asked.go_on)
    wait(qtbot, box)
    (line,) = evidence_of_record(stocked, record)
    assert line.evidence.withdrawn_because == "Cannot be read"
    qtbot.waitUntil(lambda: box.list.item(0).font().strikeOut())
    assert "Cannot be read" in box.list.item(0).text()


def test_delete_asks_why_and_a_withdrawn_one_is_left_alone(
    qtbot: QtBot, box: EvidenceBox, record: str, stocked: Office, tmp_path: Path
) -> None:
    attach_evidence(stocked, record, [EvidenceFile("photo", path=a_file(tmp_path))])
    box.show_record(record)
    wait(qtbot, box)
    box.list.setFocus()
    press(box.list, Qt.Key.Key_Delete)
    asked = cast(ReasonDialog, dialog(qtbot, box, ReasonDialog))
    type_in(asked.line, "salah orang")
    press(asked.line, Qt.Key.Key_Return)
    wait(qtbot, box)
    assert evidence_of_record(stocked, record)[0].evidence.is_withdrawn
    press(box.list, Qt.Key.Key_Delete)
    assert not [one for one in box.findChildren(ReasonDialog) if one.isVisible()]


def test_a_pdf_is_shown_page_by_page_and_a_copy_saved_on_purpose(
    qtbot: QtBot, box: EvidenceBox, record: str, stocked: Office, tmp_path: Path
) -> None:
    path = tmp_path / "sk.pdf"
    path.write_bytes(a_pdf(2))
    attach_evidence(stocked, record, [EvidenceFile("decree", path=path)])
    box.show_record(record)
    wait(qtbot, box)
    press(box.list, Qt.Key.Key_Return)
    viewer = cast(EvidenceViewer, dialog(qtbot, box, EvidenceViewer))
    assert viewer.paper is not None
    assert "Halaman percobaan 2" in viewer.paper.text
    click(viewer.export_button)
    asked = cast(ErrandDialog, dialog(qtbot, viewer, ErrandDialog))
    click(button(asked, "Report to the district"))
    type_in(asked.recipient, "Dinas Sosial")
    click(asked.go_on)
    where = cast(QFileDialog, dialog(qtbot, box, QFileDialog))
    name = Path(where.selectedFiles()[0]).name
    digest = evidence_of_record(stocked, record)[0].evidence.content.digest
    assert name == f"bukti-{digest[:8]}.pdf"
    where.selectFile(str(tmp_path / "keluar.pdf"))
    where.accept()
    wait(qtbot, box)
    qtbot.waitUntil(lambda: "keluar.pdf" in box.banner.text)
    assert (tmp_path / "keluar.pdf").read_bytes().startswith(b"%PDF-")


def test_a_form_holds_files_until_its_record_is_saved(
    qtbot: QtBot, box: EvidenceBox, record: str, stocked: Office, tmp_path: Path
) -> None:
    place = "objection:family:1"
    box.show_held(place)
    drop(box, a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2))
    wait(qtbot, box)
    assert is_holding(box)
    assert len(held_evidence(stocked, place)) == 2
    assert "when you save" in box.list.item(0).text()
    box.list.setFocus()
    press(box.list, Qt.Key.Key_Delete)
    wait(qtbot, box)
    assert len(held_evidence(stocked, place)) == 1
    # Another family's form does not show them; coming back to the first one does.
    box.show_held("objection:family:2")
    wait(qtbot, box)
    assert not is_holding(box)
    box.show_held(place)
    wait(qtbot, box)
    assert is_holding(box)
    # Saved while the file is still being read.
    drop(box, a_file(tmp_path, "c.jpg", seed=3))
    box.attach_held(record)
    wait(qtbot, box)
    qtbot.waitUntil(lambda: len(box.lines) == 2)
    assert all(isinstance(line, EvidenceLine) for line in box.lines)
    assert not is_holding(box)
    assert held_evidence(stocked, place) == []


def test_what_a_form_holds_goes_with_the_form_that_is_thrown_away(
    qtbot: QtBot, box: EvidenceBox, stocked: Office, tmp_path: Path
) -> None:
    box.show_held("place")
    drop(box, a_file(tmp_path), a_file(tmp_path, "b.jpg", seed=2))
    wait(qtbot, box)
    box.drop_held()
    wait(qtbot, box)
    assert not is_holding(box)
    assert held_evidence(stocked, "place") == []


def test_what_may_only_be_looked_at_has_no_ways_to_attach(
    qtbot: QtBot, box: EvidenceBox, record: str, tmp_path: Path
) -> None:
    box.show_record(record, may_add=False)
    wait(qtbot, box)
    assert not box.add_button.isVisible()
    drop(box, a_file(tmp_path))
    assert not box._desk.tasks.is_busy
    assert texts(box) == []


def test_a_list_of_help_says_how_much_evidence_each_has(
    qtbot: QtBot, window: MainWindow, record: str, stocked: Office, tmp_path: Path
) -> None:
    window.go_to(Place("interventions"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, InterventionsPage)
    (row,) = page.table.texts()
    assert row[4] == ""
    page.detail.evidence.give([EvidenceFile("photo", path=a_file(tmp_path))])
    qtbot.waitUntil(lambda: page.table.texts()[0][4] == "1", timeout=20_000)
    settle(qtbot, window)
    assert len(page.detail.evidence.lines) == 1


def test_a_note_and_a_familys_help_have_their_evidence_beside_them(
    qtbot: QtBot,
    window: MainWindow,
    family_id: str,
    record: str,
    stocked: Office,
    tmp_path: Path,
) -> None:
    draft = LocalFactDraft(FactKind.NOTE, family_id, date(2026, 7, 20), "Atap bocor")
    fact_id = record_local_fact(stocked, draft).value
    attach_evidence(stocked, fact_id, [EvidenceFile("photo-inside", path=a_file(tmp_path))])
    family: FamilyPage = open_family(qtbot, window, family_id)
    family.tabs.show_part("notes")
    settle(qtbot, window)
    assert family.tabs.notes.table.texts()[0][2] == "1"
    shown: QWidget = family.tabs.notes.evidence
    assert isinstance(shown, EvidenceBox)
    qtbot.waitUntil(lambda: texts(shown) == ["Photo of the house from the inside"])
