"""No part of a page ever stands on the screen as a window of its own, not even for a blink."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.registry import pages_of
from tests.ui.pages.conftest import open_family, settle

OpenWhole = Callable[[Office], MainWindow]


class Watch(QObject):
    """Notes every widget that is shown as a window and is no popup and no dialog."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt's own name for what looks at events."""
        if (
            event.type() is QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.windowType() is Qt.WindowType.Window
        ):
            self.seen.append(type(watched).__name__)
        return False


def test_every_page_opens_inside_the_window(
    qtbot: QtBot, open_whole: OpenWhole, appearance: Appearance, stocked: Office
) -> None:
    window = open_whole(stocked)
    names = [spec.name for spec in pages_of(appearance, print) if spec.name != "family"]
    watch = Watch()
    app = QApplication.instance()
    assert app is not None
    app.installEventFilter(watch)
    try:
        for name in names:
            window.go_to(Place(name))
            settle(qtbot, window)
            assert (name, watch.seen) == (name, [])
        open_family(qtbot, window, "1")
    finally:
        app.removeEventFilter(watch)
    assert watch.seen == []
    assert QApplication.activeWindow() is window
