"""The family beside the list follows the row, but only once somebody stays on it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_app.actions.lookups import FamilyGlance, glance_at_family
from desktop_app.domain.person import PersonLine
from desktop_app.errors import LuringError
from desktop_app.ui.page import Page
from desktop_app.ui.pages.family_glance import GlancePanel
from desktop_app.ui.pages.search_columns import Found
from desktop_app.ui.widgets.split import ListAndDetail

_PAUSE_MS = 120


class GlanceBeside(QObject):
    """Reads the family of the row that the keyboard rests on, while there is room to show it."""

    def __init__(
        self, page: Page, panel: GlancePanel, found: Found, results: ListAndDetail
    ) -> None:
        super().__init__(page)
        self._page = page
        self._panel = panel
        self._found = found
        self._results = results
        self._family_id = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    def follow(self, line: PersonLine) -> None:
        """Show the family of this person in a moment, unless another is asked for before."""
        self._family_id = line.family_id or ""
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if not self._family_id:
            self._panel.forget()
        elif self._family_id != self._panel.family_id and self._results.has_room:
            self._page.do(
                glance_at_family,
                self._family_id,
                then=self._show,
                failed=self._on_failed,
                latest="glance",
            )

    def _show(self, glance: FamilyGlance) -> None:
        if self._found.lookups is not None and glance.sheet.id == self._family_id:
            self._panel.show_family(glance, self._found.lookups)

    def _on_failed(self, _: LuringError) -> None:
        # The list says enough; whoever opens the row is told what is wrong.
        self._panel.forget()
