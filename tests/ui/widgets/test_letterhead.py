"""The head of a letter on the screen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from desktop_app.domain.letter import Letterhead
from desktop_app.ui.appearance import Appearance, Scheme
from desktop_app.ui.widgets.letterhead import LetterheadView

AUTHORITIES = ("PEMERINTAH KABUPATEN PEKALONGAN", "KECAMATAN KEDUNGWUNI")


def shown(qtbot: QtBot, head: Letterhead) -> LetterheadView:
    view = LetterheadView()
    qtbot.addWidget(view)
    view.resize(600, 100)
    view.show()
    view.show_letterhead(head)
    return view


def test_it_grows_with_its_lines_and_says_them_to_a_screen_reader(qtbot: QtBot) -> None:
    view = shown(qtbot, Letterhead(AUTHORITIES))
    low = view.height()
    view.show_letterhead(Letterhead((*AUTHORITIES, "DESA LANGKAP"), "Jalan Contoh 1", "Telp. 0"))
    assert view.height() > low
    assert view.accessibleName().endswith("DESA LANGKAP. Jalan Contoh 1. Telp. 0")


def test_it_is_white_paper_in_the_dark_too_with_the_crest_at_its_left(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path
) -> None:
    appearance.choose_scheme(Scheme.DARK)
    picture = QImage(40, 50, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    assert picture.save(str(tmp_path / "crest.png"))
    crest = (tmp_path / "crest.png").read_bytes()
    drawn = shown(qtbot, Letterhead(AUTHORITIES, crest=crest)).grab().toImage()
    assert drawn.pixelColor(drawn.width() - 5, 5) == QColor(Qt.GlobalColor.white)
    green = QColor(Qt.GlobalColor.darkGreen)
    columns = [x for x in range(drawn.width()) if drawn.pixelColor(x, drawn.height() // 2) == green]
    assert columns
    assert max(columns) < drawn.width() / 4
