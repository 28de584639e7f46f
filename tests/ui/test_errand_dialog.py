"""The dialog that asks what a file is for shows everything it has, also once it says what is missing."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop_app.ui.dialogs.errand import ErrandDialog
from desktop_app.ui.widgets.buttons import Button


def test_the_usual_purposes_stay_whole_beside_an_error(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.resize(900, 700)
    parent.show()
    dialog = ErrandDialog(parent, question="Simpan sebagai lembar kerja")
    dialog.show()
    qtbot.waitUntil(dialog.isActiveWindow)
    before = dialog.height()
    QTest.keyClick(dialog.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert dialog.field.error
    for button in dialog.findChildren(Button):
        assert button.visibleRegion().boundingRect() == button.rect(), button.text()
