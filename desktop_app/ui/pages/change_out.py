"""What leaves the list of changes: whole numbers on the screen for a reason, and a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.actions.comparison import export_listed_changes
from desktop_app.actions.families import reveal_list
from desktop_app.domain.comparison import ChangeLine, ChangeWish
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.release import ReleaseLine
from desktop_app.language import tr
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.pages.change_lines import Seen
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.phases import phase_words

Listed = tuple[ReleaseLine, ChangeWish]
"""Whose changes the list shows, and which of them."""


class ChangesOut(QObject):
    """The two buttons of the page that show or save what is hidden; `turned` when it shows or hides."""

    turned = Signal()

    def __init__(
        self,
        page: Page,
        table: DataTable[ChangeLine],
        seen: Seen,
        listed: Callable[[], Listed | None],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._table = table
        self._seen = seen
        self._listed = listed
        self.reveal_button = page.add_secondary(
            tr("Show the &numbers…"), self._on_reveal, icon="eye"
        )
        self.export_button = page.add_secondary(tr("&Export…"), self._on_export, icon="download")

    def set_visible(self, is_listed: bool) -> None:
        """Offer both only while there is a list."""
        for button in (self.reveal_button, self.export_button):
            button.setVisible(is_listed)

    def hide_numbers(self) -> None:
        """Hide NIK, KK and health again."""
        if self._seen.is_revealed:
            self._seen.is_revealed = False
            self.reveal_button.setEnabled(True)
            self.turned.emit()

    @Slot()
    def _on_reveal(self) -> None:
        dialog = ReasonDialog(
            self._page.window(),
            question=tr("Show the whole numbers of this list?"),
            explanation=tr(
                "NIK, KK, health and disability are shown until you leave this page. Who saw them and "
                "why is kept in the audit log."
            ),
            verb=tr("&Show"),
            usual=(tr("To ask the desa or Dukcapil"), tr("To check a family's data")),
        )
        dialog.given.connect(self._on_reason)
        dialog.open()

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        count = len(self._table.rows.rows)
        self._page.do(reveal_list, "changes", count, reason, then=self._reveal)

    def _reveal(self, _: None) -> None:
        self._seen.is_revealed = True
        self.reveal_button.setEnabled(False)
        self.turned.emit()

    @Slot()
    def _on_export(self) -> None:
        question = tr("Save the list as a file?")
        ask_errand(self._page.window(), question, self._choose_where)

    def _choose_where(self, errand: Errand) -> None:
        listed = self._listed()
        if listed is not None:
            name = "perubahan-" + "-".join(listed[0].label.lower().split()) + ".csv"
            ask_where_to_save(
                self._page,
                tr("Save the list of changes"),
                name,
                partial(self.export, errand),
                suffix="csv",
            )

    def export(self, errand: Errand, chosen: list[Path]) -> None:
        """Write what the list shows to the file that was chosen."""
        listed = self._listed()
        if listed is None or not chosen:
            return
        release, wish = listed
        said = tr("The list was saved as {name}.").format(name=chosen[0].name)
        self._page.do_long(
            partial(export_listed_changes, errand=errand),
            release.id,
            wish,
            chosen[0],
            title=tr("Writing the list"),
            phases=phase_words,
            then=lambda _: self._page.say_done(said),
            busy=[self.export_button],
        )
