"""The number book on the screen: who holds it, a draft where it is not, giving and taking it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtPrintSupport import QPrintDialog
from pytestqt.qtbot import QtBot

from desktop_app.actions.letter_register import letter_register
from desktop_app.actions.number_book import number_book
from desktop_app.actions.office import Office
from desktop_app.domain.number_book import device_code
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.letters import REGISTER, WRITE, LettersPage
from desktop_app.ui.pages.number_book_dialogs import GiveBookDialog, TakeBookDialog
from tests.actions.test_letters import a_draft
from tests.conftest import MakeOffice
from tests.hubs import a_hub
from tests.pairs import Pair
from tests.ui.keys import click, type_in
from tests.ui.pages.conftest import dialog, settle

OpenWhole = Callable[[Office], MainWindow]


def a_pair(make_office: MakeOffice, tmp_path: Path) -> Pair:
    stick = tmp_path / "stick"
    stick.mkdir()
    pair = Pair(make_office, a_hub(make_office), tmp_path, stick)
    pair.issue(pair.first)
    pair.exchange()
    return pair


def letters_page(qtbot: QtBot, window: MainWindow, family: str) -> LettersPage:
    window.go_to(Place("letters", family))
    page = window.page
    assert isinstance(page, LettersPage)
    settle(qtbot, window)
    return page


def test_where_the_book_is_not_a_draft_is_printed_until_the_book_is_taken(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, tmp_path: Path
) -> None:
    pair = a_pair(make_office, tmp_path)
    code = device_code(pair.first.profile.device_id)
    window = open_whole(pair.second)
    page = letters_page(qtbot, window, a_draft(pair.second).family_id or "")
    page.form.choose_kind("pengantar")
    qtbot.waitUntil(lambda: code in page.subtitle)
    assert "draft" in page.issue_button.text()
    click(page.issue_button)
    assert page.form.fields["purpose"].error
    type_in(page.form.fields["purpose"].editor, "keperluan contoh")
    qtbot.waitUntil(lambda: "keperluan contoh" in page.paper.text)
    settle(qtbot, window)
    click(page.issue_button)
    printing = dialog(qtbot, window, QPrintDialog)
    assert isinstance(printing, QPrintDialog)
    printing.reject()
    settle(qtbot, window)
    assert len(letter_register(pair.second)) == 1
    page.tabs.setCurrentIndex(REGISTER)
    assert page.register.book_line.isVisible()
    assert code in page.register.book_line.text()
    assert not page.register.reserve_button.isEnabled()
    click(page.register.number_book_button)
    asked = dialog(qtbot, window, TakeBookDialog)
    assert isinstance(asked, TakeBookDialog)
    type_in(asked.line, "PC loket rusak")
    click(asked.go_on)
    qtbot.waitUntil(lambda: page.register.reserve_button.isEnabled())
    assert number_book(pair.second).is_here
    assert "PC loket rusak" in page.register.book_line.text()
    page.tabs.setCurrentIndex(WRITE)
    qtbot.waitUntil(lambda: "draft" not in page.issue_button.text())


def test_the_book_is_given_to_the_other_computer(
    qtbot: QtBot, open_whole: OpenWhole, make_office: MakeOffice, tmp_path: Path
) -> None:
    pair = a_pair(make_office, tmp_path)
    window = open_whole(pair.first)
    page = letters_page(qtbot, window, a_draft(pair.first).family_id or "")
    page.tabs.setCurrentIndex(REGISTER)
    qtbot.waitUntil(lambda: page.register.number_book_button.isVisible())
    click(page.register.number_book_button)
    asked = dialog(qtbot, window, GiveBookDialog)
    assert isinstance(asked, GiveBookDialog)
    other = pair.second.profile.device_id
    assert asked.to.value == other
    type_in(asked.line, "pindah loket")
    click(asked.go_on)
    qtbot.waitUntil(lambda: not page.register.reserve_button.isEnabled())
    assert number_book(pair.first).holder == other


def test_an_office_of_one_computer_notices_nothing(
    qtbot: QtBot, open_whole: OpenWhole, stocked: Office
) -> None:
    window = open_whole(stocked)
    page = letters_page(qtbot, window, "")
    page.tabs.setCurrentIndex(REGISTER)
    settle(qtbot, window)
    assert not page.register.book_line.isVisible()
    assert not page.register.number_book_button.isVisible()
    assert page.register.reserve_button.isEnabled()
