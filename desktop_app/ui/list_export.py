"""Taking a list along as a file: asked what for, then where to, then written and told."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from desktop_app.actions.list_export import export_list
from desktop_app.domain.giving_out import Errand
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number


class ListExport(QObject):
    """Works through the page on which the list stands."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def ask(self, table: DataTable[Any]) -> None:
        """Ask what the file is for, and go on from there."""
        here, total = table.rows.left, table.rows.total
        words = trn("It will have {n} row.", "It will have {n} rows.", here)
        said = words.format(n=number(here))
        if table.filter is not None and table.filter.text:
            said += " " + tr("Only those that the filter leaves, of {total}.").format(
                total=number(total)
            )
        elif here < total:
            said += " " + tr("Of {total} only those that were read so far.").format(
                total=number(total)
            )
        ask_errand(
            self._page.window(),
            tr("What is the file for?"),
            partial(self._choose_where, table),
            said=said,
        )

    def _choose_where(self, table: DataTable[Any], errand: Errand) -> None:
        ask_where_to_save(
            self._page,
            tr("Save the list"),
            f"daftar-{table.name}.xlsx",
            partial(self.write, table, errand),
            suffix="xlsx",
        )

    def write(self, table: DataTable[Any], errand: Errand, chosen: list[Path]) -> None:
        """Write what the list shows to the file that was chosen."""
        if not chosen:
            return
        headings, rows = table.as_shown()
        said = tr("The list was saved as {name}.").format(name=chosen[0].name)
        self._page.do(
            partial(
                export_list,
                listed=table.name,
                title=table.accessibleName() or self._page.title,
                headings=headings,
                rows=rows,
                errand=errand,
                filtered=table.filter.text if table.filter is not None else "",
            ),
            chosen[0],
            then=lambda _: self._page.say_done(said),
        )
