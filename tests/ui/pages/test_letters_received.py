"""Letters that came, by keys: written down, given to somebody, found, put right, marked, on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app import language as words
from desktop_app.actions.incoming_letters import letters_received, record_incoming
from desktop_app.actions.office import Office
from desktop_app.domain.incoming_letter import IncomingDraft
from desktop_app.domain.register import RegisterFilter
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.letters import RECEIVED, LettersPage
from desktop_app.ui.pages.letters_received import ReceivedView
from desktop_app.ui.pages.received_dialog import ReceivedDialog
from tests.ui.keys import CTRL, click, press, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]
DAY = date(2026, 11, 20)


def open_book(qtbot: QtBot, window: MainWindow) -> tuple[LettersPage, ReceivedView]:
    window.go_to(Place("letters"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, LettersPage)
    page.tabs.setCurrentIndex(RECEIVED)
    settle(qtbot, window)
    return page, page.received


def asked(qtbot: QtBot, window: MainWindow) -> ReceivedDialog:
    found = dialog(qtbot, window, ReceivedDialog)
    assert isinstance(found, ReceivedDialog)
    return found


def focused(window: MainWindow) -> QWidget:
    widget = window.focusWidget()
    assert widget is not None
    return widget


def test_a_letter_is_noted_given_out_found_and_marked_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office
) -> None:
    window = open_whole(writing)
    page, book = open_book(qtbot, window)
    assert book.empty.isVisible()
    press(window, Qt.Key.Key_N, CTRL)
    form = asked(qtbot, window)
    press(form.sender_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.sender_field.error))
    type_in(form.sender_line, "Dinas Sosial")
    press(form.sender_line, Qt.Key.Key_Tab)
    type_in(form.subject_line, "Permintaan verifikasi")
    type_in(form.number_line, "400.9/0123/2026")
    type_in(form.dated.line, "31-12-2026")
    press(form.subject_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(form.dated.error))
    assert form.subject_line.text() == "Permintaan verifikasi"
    form.dated.line.clear()
    type_in(form.dated.line, "18-11-2026")
    press(form.subject_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(book.table.texts()) == 1)
    (made,) = letters_received(writing, RegisterFilter())
    assert made.content.dated == date(2026, 11, 18)

    book.table.choose_first()
    press(book.table, Qt.Key.Key_Return)
    form = asked(qtbot, window)
    assert form.sender_line.text() == "Dinas Sosial"
    type_in(form.disposition_line, "Kasi Kesra")
    press(form.disposition_line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: book.table.texts()[0][-1] == "Kasi Kesra")

    record_incoming(writing, IncomingDraft(DAY, "BAZNAS", "Undangan"))
    page.look_again()
    qtbot.waitUntil(lambda: len(book.table.texts()) == 2)
    press(book.table, Qt.Key.Key_F, CTRL)
    type_in(focused(window), "kesra")
    qtbot.waitUntil(lambda: len(book.table.texts()) == 1)
    book.table.choose_first()
    press(book.void_button, Qt.Key.Key_Space)
    reason = dialog(qtbot, window, ReasonDialog)
    assert isinstance(reason, ReasonDialog)
    type_in(reason.line, "tercatat dua kali")
    press(reason.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "tercatat dua kali" in book.table.texts()[0][-1])
    assert not book.correct_button.isEnabled()
    press(book.table, Qt.Key.Key_Return)
    assert not window.findChildren(ReceivedDialog)
    click(book.paper_button)
    qtbot.waitUntil(lambda: "SALAH CATAT" in page.ways.paper.paper.text)


@pytest.mark.parametrize(
    ("language", "said"),
    [("id", "Surat masuk"), ("en", "Letters received")],
)
def test_the_book_speaks_both_languages(
    qtbot: QtBot, open_whole: OpenWhole, writing: Office, language: str, said: str
) -> None:
    words.use(language)
    record_incoming(writing, IncomingDraft(DAY, "BAZNAS", "Undangan"))
    page, book = open_book(qtbot, open_whole(writing))
    assert page.tabs.tabText(RECEIVED).replace("&", "") == said
    assert book.table.accessibleName() == said
