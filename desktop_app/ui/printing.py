"""Putting pages that were drawn in millimetres onto paper without scaling them.

The driver's default is A4 in most offices while F4 lies in the tray, so the size of the sheet is set
for each job, and the page is drawn on the whole sheet: the margins are in the drawing already.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QPoint, QRect, QSize, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.domain.letter import MM, Offset
from desktop_app.language import tr
from desktop_app.ui.memory import Memory

STRAIGHT = Offset()
_PRINTER = "printer."
_INCH = 25.4
_BAND = 600
_FINEST = 600


def printer_for(document: QPdfDocument, title: str) -> QPrinter:
    """A printer set to exactly the sheet of the document; `title` names the job, never a person."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    set_sheet(printer, document)
    return printer


def set_sheet(printer: QPrinter, document: QPdfDocument) -> None:
    """Set the sheet again, as a dialog may have put the driver's own in its place."""
    points = document.pagePointSize(0)
    short, long = sorted((round(points.width() / MM, 1), round(points.height() / MM, 1)))
    lies = points.width() > points.height()
    way = QPageLayout.Orientation.Landscape if lies else QPageLayout.Orientation.Portrait
    millimetres = QSizeF(short, long)  # the sheet in the tray stands, whatever is drawn on it
    sheet = QPageSize(
        millimetres, QPageSize.Unit.Millimeter, "F4", QPageSize.SizeMatchPolicy.ExactMatch
    )
    printer.setFullPage(True)
    printer.setPageLayout(QPageLayout(sheet, way, QMarginsF(), QPageLayout.Unit.Point))


def offset_of(memory: Memory, printer: str) -> Offset:
    """How far this printer of this computer moves what it prints."""
    return Offset.parse(memory.recall(f"{_PRINTER}{printer}"))


def keep_offset(memory: Memory, printer: str, offset: Offset) -> None:
    """Move what this printer prints from now on."""
    memory.keep(f"{_PRINTER}{printer}", str(offset))


def ask_and_print(
    parent: QWidget,
    document: QPdfDocument,
    title: str,
    memory: Memory,
    *,
    printed: Callable[[], None] | None = None,
) -> QPrintDialog:
    """Open the dialog of the printer; what it accepts is printed, and `printed` hears of it."""
    printer = printer_for(document, title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(tr("Print"))
    dialog.setMinMax(1, max(1, document.pageCount()))

    def finished(result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            set_sheet(printer, document)
            offset = offset_of(memory, printer.printerName())
            if print_pages(document, printer, offset) and printed is not None:
                printed()

    dialog.finished.connect(finished)
    QDialog.open(dialog)  # its own `open` wants a slot by name
    return dialog


def print_pages(document: QPdfDocument, printer: QPrinter, offset: Offset = STRAIGHT) -> int:
    """Draw the pages that are wanted onto their sheets; how many, 0 if the printer would not begin."""
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    dots = printer.resolution() / _INCH
    painter.translate(offset.right * dots, offset.down * dots)
    wanted = _wanted(printer, document.pageCount())
    for at, page in enumerate(wanted):
        if at:
            printer.newPage()
        _draw(document, page, printer, painter)
    painter.end()
    return len(wanted)


def _wanted(printer: QPrinter, count: int) -> list[int]:
    """The pages of the range that was chosen, counted from 0; a driver does not choose for us."""
    if printer.printRange() is QPrinter.PrintRange.PageRange:
        first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
        return list(range(first - 1, last))
    return list(range(count))


def _draw(document: QPdfDocument, page: int, printer: QPrinter, painter: QPainter) -> None:
    fineness = min(_FINEST, printer.resolution())
    points = document.pagePointSize(page)
    whole = QSize(round(points.width() * fineness / 72), round(points.height() * fineness / 72))
    scale = printer.resolution() / fineness
    # In bands: a whole sheet at this fineness takes more memory than an old PC can spare.
    for top in range(0, whole.height(), _BAND):
        band = QSize(whole.width(), min(_BAND, whole.height() - top))
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(whole)
        options.setScaledClipRect(QRect(QPoint(0, top), band))
        drawn = document.render(page, band, options)
        target = QRect(
            0, round(top * scale), round(band.width() * scale), round(band.height() * scale)
        )
        painter.drawImage(target, drawn)
