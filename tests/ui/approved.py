"""Pages that somebody looked at and approved, as small pictures; run as a module it draws them anew.

    QT_QPA_PLATFORM=offscreen .venv/bin/python -m tests.ui.approved

Look at every one that changed before you commit it.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtPdf import QPdfDocument

from desktop_app.letters.blocks import table_value
from desktop_app.letters.compose import LetterToDraw
from desktop_app.letters.pdf import draw_letters
from tests.letters.samples import VALUES, a_crest, a_letter, shipped

FOLDER = Path(__file__).resolve().parents[1] / "data" / "pages"
LONG_NAME = "MUHAMMAD NUR ROHMAN AL FARUQI BIN ABDURRAHMAN WAHID HASYIM A"
CODE = "LURING1*sktm*400.9.14.1/0128*2026-11-24*33.26.17*7K3Q-M2PX-0001-ABCD"
_DOTS_PER_INCH = 45
_FINER = 4
"""Drawn so much finer and made smaller: how edges are smoothed depends on what was drawn before."""


def letters() -> Iterator[tuple[str, LetterToDraw]]:
    """Every kind of letter, and those in which something is long, empty, or written otherwise."""
    for kind in shipped():
        yield kind, a_letter(kind, values={"verification_code": CODE})
    members = [
        (f"{LONG_NAME[: 60 - at]}", f"33261321029290{at:02d}", "Anak", "21 Februari 2012", "14")
        for at in range(12)
    ]
    yield (
        "keterangan-dtsen-twelve",
        a_letter(
            "keterangan-dtsen",
            values={"name": LONG_NAME, "members": table_value(members), "verification_code": CODE},
        ),
    )
    yield "sktm-empty", a_letter("sktm", values=dict.fromkeys(VALUES, ""))
    yield "sktm-arabic", a_letter("sktm", values={"name": "محمد نور الرحمن"})
    yield "undangan-window", a_letter("undangan", is_for_window=True)
    head = a_letter("pengantar").letterhead
    crest = type(head)(head.authorities, head.address, head.contact, a_crest())
    yield "pengantar-crest", a_letter("pengantar", letterhead=crest)


def pictures(letter: LetterToDraw) -> list[QImage]:
    """Its pages in shades of grey."""
    out = io.BytesIO()
    draw_letters([letter], out)
    buffer = QBuffer()
    buffer.setData(QByteArray(out.getvalue()))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document = QPdfDocument()
    document.load(buffer)
    drawn = []
    for page in range(document.pageCount()):
        points = document.pagePointSize(page) * _DOTS_PER_INCH / 72
        size = QSize(round(points.width()), round(points.height()))
        paper = QImage(size * _FINER, QImage.Format.Format_RGB32)
        paper.fill(Qt.GlobalColor.white)
        painter = QPainter(paper)
        painter.drawImage(0, 0, document.render(page, paper.size()))
        painter.end()
        small = paper.scaled(
            size,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        drawn.append(small.convertToFormat(QImage.Format.Format_Grayscale8))
    return drawn


def main() -> int:
    """Draw them anew."""
    app = QGuiApplication(sys.argv[:1])
    for old in FOLDER.glob("*.png"):
        old.unlink()
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, letter in letters():
        for at, picture in enumerate(pictures(letter), start=1):
            picture.save(str(FOLDER / f"{name}-{at}.png"))
    del app
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
