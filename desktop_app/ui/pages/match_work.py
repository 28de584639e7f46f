"""What is done with a matched list as a whole: its numbers shown, saved as a file, removed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.actions.families import reveal_list
from desktop_app.actions.matching import export_match, forget_match
from desktop_app.domain.changes import Done
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.match_list import MatchedList
from desktop_app.language import tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Page
from desktop_app.ui.tasks import Lane
from desktop_app.words.match_words import everything_said


class MatchWork(QObject):
    """Asks and does for the list that is `matched`; the page lends its way to the actions.

    `revealed` says that numbers may be seen. The widgets in `busy` rest while a file is written.
    """

    revealed = Signal(bool)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.matched: MatchedList | None = None
        self.busy: list[QWidget] = []

    # Numbers

    @Slot()
    def ask_to_reveal(self) -> None:
        """Ask why the whole numbers are to be seen, and write it down."""
        dialog = ReasonDialog(
            self._page.window(),
            question=tr("Show the whole numbers of this list?"),
            explanation=tr(
                "NIK and KK are shown until you leave this page. Who saw them and why is kept in the "
                "audit log."
            ),
            verb=tr("&Show"),
            usual=(tr("To decide doubtful rows"), tr("To check a family's data")),
        )
        dialog.given.connect(self._on_reveal_reason)
        dialog.open()

    @Slot(str)
    def _on_reveal_reason(self, reason: str) -> None:
        count = self.matched.counts.rows if self.matched else 0
        self._page.do(
            reveal_list, "match", count, reason, then=lambda _: self.revealed.emit(True)
        )  # fmt: skip

    # Files

    @Slot()
    def ask_to_export(self) -> None:
        """Ask whether, what for and where, and save the list as a workbook."""
        ask_errand(self._page.window(), tr("What is the list for?"), self._choose_where)

    @Slot(object)
    def _choose_where(self, errand: Errand) -> None:
        ask_where_to_save(
            self._page,
            tr("Save the matched list"),
            "hasil-pencocokan.xlsx",
            partial(self.export, errand),
            suffix="xlsx",
        )

    def export(self, errand: Errand, chosen: list[Path]) -> None:
        """Write the list to the file that was chosen."""
        matched = self.matched
        if chosen and matched is not None:
            said = tr("The list was saved as {name}.").format(name=chosen[0].name)
            self._page.do(
                partial(export_match, errand=errand, said=everything_said()),
                matched.id,
                chosen[0],
                then=lambda _: self._page.say_done(said),
                lane=Lane.LONG,
                busy=self.busy,
            )

    # Removing

    @Slot()
    def ask_to_remove(self) -> None:
        """Ask, naming the list, and remove it."""
        matched = self.matched
        if matched is None:
            return
        dialog = ConfirmDialog(
            self._page.window(),
            question=tr("Remove “{name}”?").format(name=matched.name),
            lost=tr(
                "The list, its answers and what was decided about it are removed from this office."
            ),
            verb=tr("&Remove"),
        )
        dialog.accepted.connect(self.remove)
        dialog.open()

    @Slot()
    def remove(self) -> None:
        """Remove the list."""
        if self.matched is not None:
            self._page.do(forget_match, self.matched.id, then=self._removed)

    def _removed(self, _: Done[None]) -> None:
        # Whoever has gone on to another page meanwhile stays there.
        if self._page.isVisible():
            self._page.go("match")
