"""Files that are dropped, pasted or asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.ui.widgets.dropzone import DropZone
from tests.ui.keys import CTRL, press


@pytest.fixture
def zone(qtbot: QtBot) -> Iterator[DropZone]:
    zone = DropZone("Here", "Drop files", "&Choose")
    qtbot.addWidget(zone)
    zone.show()
    yield zone
    # Qt would free what Python made after Python is gone.
    QGuiApplication.clipboard().clear()


@pytest.fixture
def data(tmp_path: Path) -> QMimeData:
    """Two files, a folder and something that is not on this computer."""
    for name in ("a.csv", "b.csv"):
        (tmp_path / name).write_text("x", "utf-8")
    carried = QMimeData()
    carried.setUrls(
        [
            *(QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.csv", "b.csv")),
            QUrl.fromLocalFile(str(tmp_path)),
            QUrl("https://example.invalid/c.csv"),
        ]
    )
    return carried


def test_only_files_of_this_computer_are_taken(zone: DropZone, data: QMimeData) -> None:
    given: list[list[Path]] = []
    zone.given.connect(given.append)
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    zone.dropEvent(drop)
    QGuiApplication.clipboard().setMimeData(data)
    press(zone, Qt.Key.Key_V, CTRL)
    assert [[path.name for path in paths] for paths in given] == [["a.csv", "b.csv"]] * 2


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_the_keyboard_asks_for_files_too(zone: DropZone, key: Qt.Key) -> None:
    asked: list[bool] = []
    zone.ask.connect(lambda: asked.append(True))
    press(zone, key)
    assert asked == [True]
