"""Our own mistakes: logged, told once, with a reference and without a value."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer, Slot, qWarning
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop_app.logs import fingerprint
from desktop_app.ui.crash import CrashReporter, report_text, save_report
from tests.ui.keys import button

CANARY = "3326130101909001"


def stumble() -> None:
    """Fail as a bug does, with a value of a record in its message."""
    raise KeyError(CANARY)


def caught() -> BaseException:
    try:
        stumble()
    except KeyError as error:
        return error
    raise AssertionError


@pytest.fixture
def reporter(qapp: QApplication) -> Iterator[CrashReporter]:
    reporter = CrashReporter(qapp, version="0.1.0")
    yield reporter
    if reporter.box is not None:
        reporter.box.close()
    reporter.deleteLater()


def said(reporter: CrashReporter) -> str:
    assert reporter.box is not None
    return "\n".join(label.text() for label in reporter.box.findChildren(QLabel))


def test_a_mistake_is_told_with_its_reference(qtbot: QtBot, reporter: CrashReporter) -> None:
    error = caught()
    reporter.report(error)
    qtbot.waitUntil(lambda: reporter.box is not None)
    assert fingerprint(error) in said(reporter)
    assert CANARY not in said(reporter)
    assert reporter.box is not None
    with qtbot.waitSignal(reporter.box.accepted):
        button(reporter.box, "Go on").click()


def test_the_same_mistake_is_told_once(qtbot: QtBot, reporter: CrashReporter) -> None:
    reporter.report(caught())
    qtbot.waitUntil(lambda: reporter.box is not None)
    first = reporter.box
    reporter.report(caught())
    heard: list[int] = []
    QTimer.singleShot(0, lambda: heard.append(1))
    qtbot.waitUntil(lambda: bool(heard))
    assert reporter.box is first


def test_a_mistake_on_another_thread_is_told_in_the_window(
    qtbot: QtBot, reporter: CrashReporter
) -> None:
    thread = threading.Thread(target=lambda: reporter.report(caught()))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: reporter.box is not None)
    assert reporter.box is not None
    assert reporter.box.thread() is QApplication.instance().thread()  # type: ignore[union-attr]  # there is one


def test_the_hooks_are_taken_and_given_back(reporter: CrashReporter) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    reporter.install()
    assert sys.excepthook == reporter._on_exception
    assert threading.excepthook == reporter._on_thread_exception
    reporter.uninstall()
    assert sys.excepthook is sys.__excepthook__
    sys.excepthook, threading.excepthook, sys.unraisablehook = before


def test_the_words_of_qt_go_into_the_log(
    reporter: CrashReporter, caplog: pytest.LogCaptureFixture
) -> None:
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    with caplog.at_level(logging.WARNING, logger="qt"):
        reporter.install()
        qWarning("the plugin grumbles")
        reporter.uninstall()
    sys.excepthook, threading.excepthook, sys.unraisablehook = before
    assert "the plugin grumbles" in caplog.text


def test_an_error_in_a_slot_reaches_the_hook(qtbot: QtBot, reporter: CrashReporter) -> None:
    class Clumsy(QObject):
        @Slot()
        def on_time(self) -> None:
            stumble()

    before = sys.excepthook
    clumsy = Clumsy()
    sys.excepthook = reporter._on_exception
    QTimer.singleShot(0, clumsy.on_time)
    with qtbot.captureExceptions():
        sys.excepthook = reporter._on_exception
        qtbot.waitUntil(lambda: reporter.box is not None)
    sys.excepthook = before


def test_a_report_names_places_and_no_values(tmp_path: Path) -> None:
    text = report_text(caught(), "0.1.0")
    assert "builtins.KeyError" in text
    assert "stumble" in text
    assert CANARY not in text
    save_report(tmp_path / "report.txt", text)
    assert (tmp_path / "report.txt").read_text("utf-8") == text
    save_report(tmp_path / "missing" / "report.txt", text)  # a full disk is not another mistake
