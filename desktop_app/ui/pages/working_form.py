"""A form on a sheet that has long work done: how far it is, and the button that stops it, stand in the form."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.words.phases import phase_words


class WorkingForm(QWidget):
    """A subclass lays out `banner` and `strip`, and may override `tell`.

    `stepped` when what can be done changed, as it does when work begins and when it is over.
    """

    stepped = Signal()

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = page
        self.is_busy = False
        self.banner = Banner(close_name=tr("Close"))
        self.strip = ProgressStrip()

    def work(
        self,
        action: Callable[..., object],
        title: str,
        then: Callable[..., None],
        *,
        busy: Sequence[QWidget] = (),
    ) -> None:
        """Have ``action(office, progress=…)`` done; the `busy` widgets are disabled until it is over."""
        self.is_busy = True
        self.stepped.emit()
        self._page.do_long(
            action,
            title=title,
            phases=phase_words,
            then=then,
            failed=self.tell,
            ended=self._rest,
            busy=busy,
            strip=self.strip,
            origin=self,
        )

    def tell(self, error: LuringError) -> None:
        """Say what happened."""
        self.banner.tell(error)

    def _rest(self) -> None:
        self.is_busy = False
        self.stepped.emit()
