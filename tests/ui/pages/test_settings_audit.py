"""The log of deeds in the settings: read, narrowed, proven; and closed to those who do not supervise."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import openpyxl
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.accounts import add_account
from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.roles import Role
from desktop_app.store import audit
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.page import Place
from desktop_app.ui.pages.settings import SettingsPage
from desktop_app.ui.pages.settings_audit import AuditSection
from tests.ui.keys import press, type_in
from tests.ui.pages.conftest import settle

OpenWhole = Callable[[Office], MainWindow]


def open_audit(qtbot: QtBot, window: MainWindow) -> AuditSection:
    window.go_to(Place("settings", "", "audit"))
    settle(qtbot, window)
    page = window.page
    assert isinstance(page, SettingsPage)
    section = page.sections["audit"]
    assert isinstance(section, AuditSection)
    return section


def test_the_log_is_read_narrowed_and_proven_by_keys(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window = open_whole(office)
    section = open_audit(qtbot, window)
    assert [row[2] for row in section.table.texts()][-1] == "Office made"
    section.kind.setFocus()
    press(section.kind, Qt.Key.Key_Down)
    settle(qtbot, window)
    everything = len(section.table.texts())
    press(section.kind, Qt.Key.Key_Down)
    settle(qtbot, window)
    assert len(section.table.texts()) < everything
    type_in(section.until.line, "1-1-2020")
    press(section.until.line, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert section.table.texts() == []
    press(section.verify_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert "stand as they were written" in section.verdict.text()
    with office.write() as tx:
        tx.conn.execute("DROP TRIGGER audit_is_never_changed")
        tx.conn.execute("UPDATE audit SET deed = 'x' WHERE number = 2")
    press(section.verify_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert "line 2 is the first" in section.verdict.text()
    target = tmp_path / "pakai.xlsx"
    section.until.show_day(None)
    section._use(Errand("pengawasan", "Inspektorat"), target)
    settle(qtbot, window)
    assert openpyxl.load_workbook(target).worksheets[0].max_row > 2
    with office.read() as conn:
        assert audit.lines_of(conn, newest=1)[0].deed == "audit-exported"


def test_an_operator_is_told_who_may_read_it(
    qtbot: QtBot, open_whole: OpenWhole, office: Office
) -> None:
    office.account = add_account(office, "budi", "", Role.OPERATOR).value.account
    section = open_audit(qtbot, open_whole(office))
    assert not section.table.isVisible()
    assert "supervise" in section.says.text()
