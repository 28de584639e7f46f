"""The form that goes to the hub with a request: the match code on paper, signed by the head of the office."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import QMarginsF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.language import tr
from desktop_app.words.format import date_long


def form_html(*, office: str, region: str, code: str, today: date) -> str:
    """The form as a document; everything in it is about the office, nothing about families."""
    rows = (
        (tr("Office"), office),
        (tr("Region"), region),
        (tr("Date"), date_long(today)),
    )
    lines = "".join(
        f"<tr><td style='padding:4px 16px 4px 0'>{escape(label)}</td><td><b>{escape(value)}</b></td></tr>"
        for label, value in rows
    )
    return (
        f"<h2>{escape(tr('Request to join the hub of the kabupaten'))}</h2><table>{lines}</table>"
        f"<p style='margin-top:28px'>{escape(tr('Match code'))}</p>"
        f"<p style='font-size:26pt; font-family:monospace'><b>{escape(code)}</b></p>"
        f"<p>{escape(tr('The hub compares this code with the one on its screen before it answers.'))}</p>"
        f"<p style='margin-top:48px'>{escape(tr('Head of the office'))}</p>"
        "<p style='margin-top:72px'>(..............................................................)</p>"
    )


def ask_and_print_form(parent: QWidget, html: str, title: str = "") -> QPrintDialog:
    """Open the dialog of the printer for a form; `title` names the job, never a person."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    sheet = QPageSize(QSizeF(215, 330), QPageSize.Unit.Millimeter, "F4")
    margins = QMarginsF(25, 25, 20, 20)
    printer.setPageLayout(
        QPageLayout(sheet, QPageLayout.Orientation.Portrait, margins, QPageLayout.Unit.Millimeter)
    )
    printer.setDocName(title or tr("Request to join"))
    dialog = QPrintDialog(printer, parent)
    document = QTextDocument(dialog)
    document.setHtml(html)

    def finished(result: int) -> None:
        if result == QDialog.DialogCode.Accepted:
            document.print_(printer)

    dialog.finished.connect(finished)
    QDialog.open(dialog)  # its own `open` wants a slot by name
    return dialog
