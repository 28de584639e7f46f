"""Saves a workbook without a trace on the disk of this computer.

openpyxl writes each sheet into a file of the folder for temporary files first: every name and number
of a list in clear, and left there by a program that is killed. Here a sheet waits in memory, compressed
as it comes, and only what a person wanted is ever written.
"""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from openpyxl import Workbook

_QUICK = 1
_PIECE = 1 << 20


class _Sheet(gzip.GzipFile):
    """The text of one sheet; what is kept of it is many times smaller."""

    def __init__(self) -> None:
        self._held = io.BytesIO()
        super().__init__(fileobj=self._held, mode="wb", compresslevel=_QUICK)

    def pour_into(self, archive: zipfile.ZipFile, name: str) -> None:
        """Write all of it as one file of the archive."""
        self.close()
        self._held.seek(0)
        with gzip.GzipFile(fileobj=self._held) as text, archive.open(name, "w") as target:
            while piece := text.read(_PIECE):
                target.write(piece)


def begin_in_memory(sheet: Any) -> None:
    """Let a sheet of a workbook that is only written to wait in memory; before its first row."""
    from openpyxl.worksheet._writer import WorksheetWriter

    sheet._writer = WorksheetWriter(sheet, out=_Sheet())
    sheet._writer.write_top()


def pour_rows(sheet: Any, rows: Iterable[str]) -> None:
    """Write all rows of a sheet as they are in XML; after `begin_in_memory`, and nothing can follow.

    openpyxl makes an element of each cell, which takes four times as long as all the rest of a long list.
    """
    writer = sheet._writer.xf.send(True)
    with writer.element("sheetData"):
        for row in rows:
            writer._file(row)
    sheet._writer.xf.send(None)
    # What openpyxl would close is the rows that it writes itself; there are none.
    sheet._rows = (row for row in tuple[str, ...]())


def saved(workbook: Workbook) -> bytes:
    """The workbook as a file; nothing of it has lain anywhere else."""
    # Loading openpyxl takes longer than writing most tables; nobody who writes none should wait.
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:

        class InMemory(ExcelWriter):
            """Takes each sheet from memory; otherwise what openpyxl does."""

            def write_worksheet(self, ws: Any) -> None:
                ws._drawing = SpreadsheetDrawing()
                ws._drawing.charts = ws._charts
                if workbook.write_only:
                    ws.close()
                    writer = ws._writer
                else:
                    writer = WorksheetWriter(ws, out=_Sheet())
                    writer.write()
                ws._rels = writer._rels
                writer.out.pour_into(archive, ws.path[1:])
                self.manifest.append(ws)

        InMemory(workbook, archive).save()
    return file.getvalue()
