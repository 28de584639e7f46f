"""Taking something back from any page: asked for where it is much, and always told in a toast."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from desktop_app.actions.deeds import deed_to_undo
from desktop_app.actions.programmes import catalogue_of
from desktop_app.actions.undo import undo_deed
from desktop_app.domain.changes import Done
from desktop_app.domain.deed import Deed
from desktop_app.domain.programme import Catalogue
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.page import Page
from desktop_app.words.aid import programme_names
from desktop_app.words.deeds import deed_with_name, hindrance_words, undo_reason, undone_words
from desktop_app.words.phases import phase_words


class Undoing(QObject):
    """Works through the page it was made for: that lends its way to the actions and to the toast."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page

    def undo_last(self) -> None:
        """Take back what this person did last, if that was a moment ago."""
        self._page.do(deed_to_undo, then=self._on_last, latest="undo")

    def undo(self, deed: Deed) -> None:
        """Take this deed back; one that was many is asked about first."""
        if deed.hindrance is not None:
            self._with_names(partial(self._say_it_stays, deed))
        elif deed.total > 1:
            self._with_names(partial(self._ask, deed))
        else:
            self.undo_by_id(deed.id)

    def undo_by_id(self, deed_id: str) -> None:
        """Take back one deed whose id is known, as the toast does right after it was done."""
        self._page.do(
            partial(undo_deed, progress=Progress()), deed_id, undo_reason(), then=self._on_undone
        )

    def _on_last(self, deed: Deed | None) -> None:
        if deed is None:
            self._page.say_done(tr("Nothing was done just now; older actions stand on Home."))
        else:
            self.undo(deed)

    def _ask(self, deed: Deed, catalogue: Catalogue) -> None:
        dialog = ConfirmDialog(
            self._page,
            question=tr("Undo “{deed}”?").format(
                deed=deed_with_name(deed, programme_names(catalogue))
            ),
            lost=tr(
                "Each record is taken back with a reason and stays readable. What has gone on since is left "
                "as it is."
            ),
            verb=tr("&Undo"),
        )
        dialog.accepted.connect(partial(self._undo_many, deed))
        dialog.open()

    def _undo_many(self, deed: Deed) -> None:
        self._page.do_long(
            undo_deed,
            deed.id,
            undo_reason(),
            title=tr("Undoing"),
            phases=phase_words,
            then=self._on_undone,
        )

    def _on_undone(self, done: Done[Deed]) -> None:
        self._with_names(partial(self._say_undone, done.value))

    def _with_names(self, then: Callable[[Catalogue], None]) -> None:
        self._page.do(catalogue_of, then=then)

    def _say_undone(self, deed: Deed, catalogue: Catalogue) -> None:
        self._page.say_done(undone_words(deed, programme_names(catalogue)))

    def _say_it_stays(self, deed: Deed, catalogue: Catalogue) -> None:
        assert deed.hindrance is not None
        self._page.say_done(
            tr("{deed}. {why}.").format(
                deed=deed_with_name(deed, programme_names(catalogue)),
                why=hindrance_words(deed.hindrance),
            )
        )
