"""How much of older releases is kept."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox

from desktop_app.actions.slimming import kept_whole, set_kept_whole
from desktop_app.language import tr, trn
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number

_OFFERED = (1, 2, 3, 4, 8)
_ALL = 0


class ReleasesSection(Section):
    """After which age a release is made slim."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Releases")
        super().__init__(page)
        card = self.add_card(tr("Older releases"))
        card.body.addWidget(
            Text(
                tr(
                    "After a new release has been loaded, older ones are made slim: KK, NIK, deciles, "
                    "desa and the name of each head stay, so that the history of every family stays. "
                    "Everything else in them is removed and the room on the disk is freed."
                ),
                "muted",
                wraps=True,
            )
        )
        self.kept = QComboBox()
        card.body.addWidget(FormField(tr("Keep &whole"), self.kept))
        self.save_button = self.add_save(card, self._on_save)
        self.column.addStretch(1)
        self._was: int | None = None
        self._offer(2)

    def has_unsaved(self) -> bool:
        return self._was is not None and self.kept.currentData() != self._was

    def refresh(self) -> None:
        if not self.has_unsaved():
            self.page.do(kept_whole, then=self._show, latest="kept-whole")

    def _show(self, newest: int | None) -> None:
        self._was = newest or _ALL
        self._offer(self._was)

    def _offer(self, chosen: int) -> None:
        self.kept.clear()
        for count in sorted({*_OFFERED, chosen or 2}):
            words = trn("the newest release", "the {n} newest releases", count)
            self.kept.addItem(words.format(n=number(count)), count)
        self.kept.addItem(tr("every release, whole for ever"), _ALL)
        self.kept.setCurrentIndex(self.kept.findData(chosen))

    @Slot()
    def _on_save(self) -> None:
        chosen = int(self.kept.currentData())
        self.page.do(set_kept_whole, chosen or None, then=lambda _: self._saved(chosen))

    def _saved(self, chosen: int) -> None:
        self._was = chosen
        self.page.say_done(tr("Saved. It is done after the next release is loaded."))
