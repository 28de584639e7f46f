"""A page: one head, one way to have work done, and news only when it is looked at."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLineEdit, QStackedWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.changes import Done, Topic
from desktop_app.errors import Code, LuringError, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from tests.ui.keys import button

Office = list[str]


def add(office: Office, word: str) -> Done[str]:
    office.append(word)
    return Done(word, frozenset({Topic.PEOPLE}))


def words_of(office: Office) -> list[str]:
    return list(office)


def refuse(office: Office, code: Code) -> Done[str]:
    raise (UserError if code is not Code.DISK_FULL else MachineError)(code)


def load(office: Office, gate: threading.Event, *, progress: Progress) -> str:
    progress.begin("loading", 10)
    gate.wait(10)
    progress.advance(10)
    return "loaded"


class WordsPage(Page):
    """Lists the words of the office and adds one."""

    shows = frozenset({Topic.PEOPLE})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.set_title("Words")
        self.line = QLineEdit()
        self.field = FormField("&Word", self.line)
        self.body.addWidget(self.field)
        self.save = self.set_primary("&Save", self.on_save)
        self.read = 0
        self.words: list[str] = []
        self.saved: list[str] = []

    def refresh(self) -> None:
        self.read += 1
        self.do(words_of, then=self.on_words, latest="words")

    def on_words(self, words: list[str]) -> None:
        self.words = words
        self.set_subtitle(f"{len(words)} words")

    def on_save(self) -> None:
        self.do(add, self.line.text(), then=self.on_saved, busy=[self.save])

    def on_saved(self, done: Done[str]) -> None:
        self.saved.append(done.value)

    def on_refused(self, code: Code) -> None:
        self.do(
            refuse,
            code,
            fields={Code.NAME_MISSING: self.field},
            busy=[self.save],
        )


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Iterator[WordsPage]:
    page = WordsPage(desk)
    desk.tasks.changed.connect(page.hear)
    qtbot.addWidget(page)
    page.resize(900, 600)
    page.show()
    yield page
    settle(qtbot, desk)


def settle(qtbot: QtBot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: not desk.tasks.is_busy)


def test_a_page_reads_when_it_is_first_shown(qtbot: QtBot, desk: Desk, page: WordsPage) -> None:
    settle(qtbot, desk)
    assert page.read == 1
    assert page.subtitle == "0 words"


def test_saving_locks_the_button_and_every_page_reads_again(
    qtbot: QtBot, desk: Desk, page: WordsPage
) -> None:
    settle(qtbot, desk)
    page.line.setText("siti")
    button(page, "Save").click()
    assert not page.save.isEnabled()
    settle(qtbot, desk)
    assert page.save.isEnabled()
    assert page.saved == ["siti"]
    assert page.words == ["siti"]
    assert page.read == 2


def test_a_hidden_page_waits_until_it_is_looked_at(
    qtbot: QtBot, desk: Desk, page: WordsPage
) -> None:
    settle(qtbot, desk)
    page.hide()
    desk.tasks.run(add, "budi")
    settle(qtbot, desk)
    assert page.read == 1
    page.show()
    settle(qtbot, desk)
    assert page.read == 2
    assert page.words == ["budi"]


def test_news_of_something_else_is_not_heard(qtbot: QtBot, desk: Desk, page: WordsPage) -> None:
    settle(qtbot, desk)
    page.hear(frozenset({Topic.LETTERS}))
    assert page.read == 1


def test_a_refusal_stands_beside_its_field_and_what_was_typed_stays(
    qtbot: QtBot, desk: Desk, page: WordsPage
) -> None:
    page.line.setText("typed")
    page.on_refused(Code.NAME_MISSING)
    settle(qtbot, desk)
    assert "still empty" in page.field.error
    assert page.line.text() == "typed"
    assert page.banner.text == ""
    assert page.save.isEnabled()


@pytest.mark.parametrize(("code", "kind"), [(Code.RIGHT_MISSING, "due"), (Code.DISK_FULL, "error")])
def test_a_refusal_without_a_field_stands_on_top(
    qtbot: QtBot, desk: Desk, page: WordsPage, code: Code, kind: str
) -> None:
    page.on_refused(code)
    settle(qtbot, desk)
    assert f"({code.value})" in page.banner.text
    assert page.banner.property("kind") == kind
    assert page.step_back()
    assert page.banner.text == ""
    assert not page.step_back()


def test_a_page_may_answer_a_failure_itself(qtbot: QtBot, desk: Desk, page: WordsPage) -> None:
    errors: list[LuringError] = []
    page.do(refuse, Code.DISK_FULL, failed=errors.append)
    settle(qtbot, desk)
    assert [error.code for error in errors] == [Code.DISK_FULL]
    assert page.banner.text == ""


def test_long_work_shows_its_strip_and_takes_it_away(
    qtbot: QtBot, desk: Desk, page: WordsPage
) -> None:
    gate = threading.Event()
    answers: list[str] = []
    start = Button("Load")
    page.body.addWidget(start)
    page.do_long(load, gate, title="Loading", then=answers.append, busy=[start])
    assert page.strip.isHidden()
    assert not start.isEnabled()
    qtbot.waitUntil(page.strip.isVisible, timeout=3000)
    gate.set()
    settle(qtbot, desk)
    assert answers == ["loaded"]
    assert page.strip.isHidden()
    assert start.isEnabled()


def test_a_page_closed_before_its_answer_is_left_alone(qtbot: QtBot, desk: Desk) -> None:
    page = WordsPage(desk)
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.show()
    delivered: list[object] = []
    gate = threading.Event()
    page.do_long(load, gate, title="Loading", then=delivered.append)
    with qtbot.waitSignal(page.destroyed):
        page.deleteLater()
    gate.set()
    settle(qtbot, desk)
    assert delivered == []


def test_arriving_with_another_subject_reads_again(
    qtbot: QtBot, desk: Desk, page: WordsPage
) -> None:
    settle(qtbot, desk)
    page.arrive(Place("words", "family-1"))
    page.arrive(Place("words", "family-1"))
    settle(qtbot, desk)
    assert page.read == 2


def test_there_is_one_primary_action(page: WordsPage) -> None:
    with pytest.raises(ValueError, match="one primary"):
        page.set_primary("&Other", page.on_save)


def test_the_buttons_go_under_the_title_where_it_is_narrow(qtbot: QtBot, desk: Desk) -> None:
    page = WordsPage(desk)
    page.add_secondary("&Print the whole list of words", page.on_save)
    stack = QStackedWidget()
    stack.setMinimumSize(1, 1)
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.resize(900, 500)
    stack.show()
    assert page.save.y() < 40
    stack.resize(300, 500)
    qtbot.waitUntil(lambda: page.save.y() > 40)


def test_the_buttons_go_under_the_title_when_one_more_comes(qtbot: QtBot, desk: Desk) -> None:
    page = WordsPage(desk)
    later = page.add_secondary("&Print the whole list of words, every one of them", page.on_save)
    later.hide()
    stack = QStackedWidget()
    qtbot.addWidget(stack)
    stack.addWidget(page)
    stack.resize(460, 500)
    stack.show()
    assert page.save.y() < 40
    later.show()
    qtbot.waitUntil(lambda: page.save.y() > 40)
