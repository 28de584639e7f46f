"""Control totals in the window, beside the table of BPS."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.actions.office import Office
from desktop_app.domain.giving_out import Errand
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages.releases import ReleasesPage
from tests.actions.test_totals import LANGKAP_RIGHT, PEKAJANGAN_RIGHT, families, table
from tests.builders import a_release
from tests.ui.keys import button, click, press
from tests.ui.pages.conftest import settle
from tests.ui.pages.test_releases import OpenWhole, open_page


def open_totals(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, folder: Path
) -> tuple[MainWindow, ReleasesPage]:
    a_release(office, folder, families())
    window = open_whole(office)
    page = open_page(qtbot, window)
    click(button(page.detail, "Control totals"))
    settle(qtbot, window)
    return window, page


def test_a_release_shows_its_files_and_its_families_by_desa_and_decile(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    _, page = open_totals(qtbot, open_whole, office, tmp_path)
    assert page.detail.files.texts == [("keluarga_q1.csv", "4 rows"), ("anggota_q1.csv", "8 rows")]
    assert page.totals.table.texts() == [
        ["Pekajangan", "0", "0", "0", "0", "0", "0", "1", "0", "1"],
        ["Langkap", "1", "0", "0", "0", "0", "0", "1", "1", "3"],
    ]
    assert not page.totals.only.isEnabled()
    page.totals.unit.setFocus()
    press(page.totals.unit, Qt.Key.Key_Down)
    assert page.totals.table.texts()[1][-1] == "6"


def test_only_the_desa_that_differ_are_shown_until_all_are_wanted(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window, page = open_totals(qtbot, open_whole, office, tmp_path)
    wrong = table(
        tmp_path,
        ("LANGKAP", "002", (4, *LANGKAP_RIGHT[1:])),
        ("PEKAJANGAN", "024", PEKAJANGAN_RIGHT),
    )
    page.totals_work.compare_with([wrong])
    settle(qtbot, window)
    assert page.totals.only.isChecked()
    assert [row[0] for row in page.totals.table.texts()] == ["Langkap"]
    assert "1 desa differs." in page.totals.sentence.text()
    page.totals.only.setFocus()
    press(page.totals.only, Qt.Key.Key_Space)
    assert [row[0] for row in page.totals.table.texts()] == ["Pekajangan", "Langkap"]
    target = tmp_path / "jumlah.csv"
    page.totals_work.export_to(Errand("rapat", "Bappeda"), [target])
    settle(qtbot, window)
    assert "Langkap,1,1,3,4,-3" in target.read_text("utf-8")


def test_a_file_that_is_no_table_of_bps_is_told_and_nothing_changes(
    qtbot: QtBot, open_whole: OpenWhole, office: Office, tmp_path: Path
) -> None:
    window, page = open_totals(qtbot, open_whole, office, tmp_path)
    odd = tmp_path / "odd.csv"
    odd.write_text("hello;world\n1;2\n", "utf-8")
    page.totals_work.compare_with([odd])
    settle(qtbot, window)
    assert page.banner.isVisible()
    assert len(page.totals.table.texts()) == 2
