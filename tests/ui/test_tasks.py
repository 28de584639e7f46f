"""Work goes out on its lanes and comes home once, or not at all."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop_app.domain.changes import Done, Topic
from desktop_app.errors import Code, LuringError, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.ui.tasks import Lane, TaskRunner


class SmallOffice:
    """All that the runner knows of an office: it is handed to the action."""

    def __init__(self) -> None:
        self.threads: list[str] = []
        self.done: list[str] = []
        self.gate = threading.Event()


@pytest.fixture
def office() -> SmallOffice:
    return SmallOffice()


@pytest.fixture
def runner(qtbot: QtBot, office: SmallOffice) -> Iterator[TaskRunner[SmallOffice]]:
    runner = TaskRunner(office)
    yield runner
    office.gate.set()
    runner.close()


def note(office: SmallOffice, word: str) -> str:
    office.threads.append(threading.current_thread().name)
    office.done.append(word)
    return word.upper()


def wait_at_the_gate(office: SmallOffice) -> str:
    office.gate.wait(10)
    return "through"


def change(office: SmallOffice, topics: frozenset[Topic]) -> Done[str]:
    return Done("id-1", topics)


def refuse(office: SmallOffice) -> None:
    raise UserError(Code.DATE_IN_FUTURE)


def lose_the_disk(office: SmallOffice) -> None:
    raise MachineError(Code.DISK_FULL)


def blunder(office: SmallOffice) -> None:
    raise ZeroDivisionError


def count_slowly(office: SmallOffice, *, progress: Progress) -> int:
    progress.begin("counting", 1000)
    office.done.append("began")
    for _ in range(1000):
        office.gate.wait(10)
        progress.advance()
    return 1000


def settle(qtbot: QtBot, runner: TaskRunner[SmallOffice]) -> None:
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_the_answer_is_delivered_in_the_thread_of_the_window(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    answers: list[tuple[str, str]] = []
    runner.run(
        note, "one", then=lambda answer: answers.append((answer, threading.current_thread().name))
    )
    settle(qtbot, runner)
    assert answers == [("ONE", threading.current_thread().name)]
    assert office.threads[0].startswith("quick")


def test_work_on_one_lane_keeps_its_order(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    words = [f"word {n}" for n in range(30)]
    answers: list[str] = []
    for word in words:
        runner.run(note, word, then=answers.append)
    settle(qtbot, runner)
    assert office.done == words
    assert answers == [word.upper() for word in words]
    assert len(set(office.threads)) == 1


def test_long_work_does_not_hold_up_quick_work(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    answers: list[str] = []
    runner.run(wait_at_the_gate, then=answers.append, lane=Lane.LONG)
    runner.run(note, "quick", then=answers.append)
    qtbot.waitUntil(lambda: answers == ["QUICK"])
    office.gate.set()
    settle(qtbot, runner)
    assert answers == ["QUICK", "through"]


def test_of_many_searches_at_most_two_run_and_only_the_last_is_shown(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    shown: list[str] = []
    first = threading.Event()

    def search(office: SmallOffice, text: str) -> str:
        first.set()
        office.gate.wait(10)
        return note(office, text)

    runner.run(search, "a", then=shown.append, latest="search")
    assert first.wait(10)
    for text in ("ab", "abc", "abcd"):
        runner.run(search, text, then=shown.append, latest="search")
    office.gate.set()
    settle(qtbot, runner)
    assert office.done == ["a", "abcd"]
    assert shown == ["ABCD"]


def test_two_pages_do_not_take_each_others_latest(
    qtbot: QtBot, runner: TaskRunner[SmallOffice]
) -> None:
    one, other = QObject(), QObject()
    shown: list[str] = []
    runner.run(note, "one", then=shown.append, latest="list", origin=one)
    runner.run(note, "other", then=shown.append, latest="list", origin=other)
    settle(qtbot, runner)
    assert shown == ["ONE", "OTHER"]


@pytest.mark.parametrize(
    ("action", "code"), [(refuse, Code.DATE_IN_FUTURE), (lose_the_disk, Code.DISK_FULL)]
)
def test_a_failure_goes_to_whoever_asked(
    qtbot: QtBot,
    runner: TaskRunner[SmallOffice],
    action: Callable[[SmallOffice], None],
    code: Code,
) -> None:
    errors: list[LuringError] = []
    ended: list[str] = []
    answers: list[None] = []
    runner.run(
        action, then=answers.append, failed=errors.append, ended=lambda: ended.append("ended")
    )
    settle(qtbot, runner)
    assert [error.code for error in errors] == [code]
    assert ended == ["ended"]
    assert answers == []


def test_a_failure_nobody_waits_for_is_told_to_the_window(
    qtbot: QtBot, runner: TaskRunner[SmallOffice]
) -> None:
    refused: list[LuringError] = []
    runner.refused.connect(refused.append)
    runner.run(refuse)
    settle(qtbot, runner)
    assert [error.code for error in refused] == [Code.DATE_IN_FUTURE]


def test_our_own_mistake_goes_to_the_crash_box_and_the_page_is_told_it_ended(
    qtbot: QtBot, runner: TaskRunner[SmallOffice]
) -> None:
    broken: list[BaseException] = []
    failed: list[LuringError] = []
    ended: list[str] = []
    runner.broken.connect(broken.append)
    runner.run(blunder, failed=failed.append, ended=lambda: ended.append("ended"))
    settle(qtbot, runner)
    assert [type(error) for error in broken] == [ZeroDivisionError]
    assert failed == []
    assert ended == ["ended"]


def test_what_changed_is_told_once_and_before_the_answer(
    qtbot: QtBot, runner: TaskRunner[SmallOffice]
) -> None:
    order: list[object] = []
    runner.changed.connect(order.append)
    topics = frozenset({Topic.PEOPLE})
    runner.run(change, topics, then=lambda done: order.append(done.value))
    runner.run(change, frozenset(), then=lambda done: order.append(done.value))
    settle(qtbot, runner)
    assert order == [topics, "id-1", "id-1"]


def test_a_page_that_is_gone_is_left_alone(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    page = QObject()
    delivered: list[object] = []
    news: list[object] = []
    runner.changed.connect(news.append)
    runner.run(wait_at_the_gate, then=delivered.append, origin=page)
    runner.run(
        change,
        frozenset({Topic.PEOPLE}),
        then=delivered.append,
        ended=lambda: delivered.append("ended"),
        origin=page,
    )
    page.deleteLater()
    with qtbot.waitSignal(page.destroyed):
        pass
    office.gate.set()
    settle(qtbot, runner)
    assert delivered == []
    assert news == [frozenset({Topic.PEOPLE})]  # the others still hear of it


def test_stopping_is_silent_and_ends_the_work_where_it_is_consistent(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    heard: list[object] = []
    runner.refused.connect(heard.append)
    runner.broken.connect(heard.append)
    ended: list[str] = []
    progress = Progress()
    ticket = runner.run_long(
        count_slowly,
        then=heard.append,
        failed=heard.append,
        ended=lambda: ended.append("ended"),
        progress=progress,
    )
    qtbot.waitUntil(lambda: office.done == ["began"])
    ticket.stop()
    office.gate.set()
    settle(qtbot, runner)
    assert heard == []
    assert ended == ["ended"]
    assert progress.reading.done < 1000


def test_nothing_is_delivered_after_close_and_nothing_starts(
    qtbot: QtBot, runner: TaskRunner[SmallOffice], office: SmallOffice
) -> None:
    delivered: list[object] = []
    progress = Progress()
    runner.run_long(count_slowly, then=delivered.append, progress=progress)
    runner.run(note, "waiting", then=delivered.append, ended=lambda: delivered.append("ended"))
    qtbot.waitUntil(lambda: "began" in office.done)
    office.gate.set()
    runner.close()
    runner.run(note, "too late", then=delivered.append)
    afterwards: list[str] = []
    QTimer.singleShot(0, lambda: afterwards.append("the window went on"))
    qtbot.waitUntil(lambda: bool(afterwards))
    assert delivered == []
    assert "too late" not in office.done
    assert not runner.is_busy


def test_sixteen_digits_survive_the_way_home(qtbot: QtBot, runner: TaskRunner[SmallOffice]) -> None:
    answers: list[str] = []
    runner.run(note, "3326130101909001", then=answers.append)
    settle(qtbot, runner)
    assert answers == ["3326130101909001"]
