"""Making a release slim from its page: what it frees and what is lost by it is said first."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject

from desktop_app.actions.slimming import (
    Slimmed,
    slim_older_releases,
    slim_release,
    slimming_of,
)
from desktop_app.domain.changes import Done
from desktop_app.domain.release import Slimming
from desktop_app.language import tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.page import Page
from desktop_app.words.format import file_size
from desktop_app.words.phases import phase_words


class Slimmer(QObject):
    """Has it done through the page it was made for."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def ask(self, label: str) -> None:
        """Ask, and go on if the person agrees."""
        self._page.do(slimming_of, label, then=self._on_known)

    def slim_older(self) -> None:
        """The step after an import: what the setting says, without asking."""
        self._page.do_long(
            slim_older_releases,
            title=tr("Making older releases slim"),
            phases=phase_words,
            then=self._on_slimmed,
        )

    def _on_known(self, would: Slimming) -> None:
        dialog = ConfirmDialog(
            self._page,
            question=tr("Make release “{label}” slim?").format(label=would.label),
            lost=tr(
                "About {size} of {has} is freed. KK, NIK, deciles, desa and the name of each head stay, "
                "and with them the history of every family. All other facts, the rows with problems and "
                "the quarantine of this release go. This cannot be undone; it can only be loaded again "
                "from its files."
            ).format(size=file_size(would.frees_bytes), has=file_size(would.has_bytes)),
            verb=tr("&Make slim"),
        )
        dialog.accepted.connect(partial(self._slim, would.label))
        dialog.open()

    def _slim(self, label: str) -> None:
        self._page.do_long(
            slim_release,
            label,
            title=tr("Making “{label}” slim").format(label=label),
            phases=phase_words,
            then=self._on_slimmed,
        )

    def _on_slimmed(self, done: Done[Slimmed]) -> None:
        if done.value.labels:
            self._page.say_done(
                tr("Made slim: {labels}; {size} freed.").format(
                    labels=", ".join(done.value.labels), size=file_size(done.value.freed_bytes)
                )
            )
