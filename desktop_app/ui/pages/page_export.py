"""Saving what a page is about as a file: what it is for, where it goes, and that it was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.domain.giving_out import Errand
from desktop_app.language import tr
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.page import Page
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.words.phases import phase_words


class PageExport(QObject):
    """Asks for the errand, then for the place, and has `write` done, which is given both.

    `write` is an action on the office; it takes ``target`` and ``errand``. `stem` begins the file's name;
    `holds_people` is false for counts. `told` says what else is to be told of what was made. With a
    `strip` the action takes ``progress`` too, and can be watched and stopped there.
    """

    def __init__(
        self,
        page: Page,
        button: Button,
        write: Callable[[], Callable[..., Any]],
        *,
        title: str,
        stem: str,
        usual: Sequence[str] = (),
        question: str = "",
        said: str = "",
        suffix: str = "xlsx",
        holds_people: bool = True,
        told: Callable[[Any], str] = lambda _: "",
        strip: ProgressStrip | None = None,
    ) -> None:
        super().__init__(page)
        self._page = page
        self._strip = strip
        self._button = button
        self._write = write
        self._title = title
        self.stem = stem
        self._usual = tuple(usual)
        self._question = question or tr("Save this list as a workbook?")
        self._said = said or tr("The list was saved as {name}.")
        self._suffix = suffix
        self._holds_people = holds_people
        self._told = told

    @Slot()
    def ask(self) -> None:
        """Ask what the file is for and who gets it."""
        ask_errand(
            self._page.window(),
            self._question,
            self._on_errand,
            usual=self._usual,
            holds_people=self._holds_people,
        )

    def export(self, errand: Errand, chosen: list[Path]) -> None:
        """Write it to the file that was chosen, if one was."""
        if not chosen:
            return
        said = self._said.format(name=chosen[0].name)
        write = partial(self._write(), target=chosen[0], errand=errand)

        def tell(done: Any) -> None:
            self._page.say_done(f"{said} {self._told(done)}".rstrip())

        if self._strip is None:
            self._page.do(write, then=tell, busy=[self._button], lane=Lane.LONG)
        else:
            self._page.do_long(
                write,
                title=self._title,
                phases=phase_words,
                then=tell,
                busy=[self._button],
                strip=self._strip,
            )

    @Slot(object)
    def _on_errand(self, errand: Errand) -> None:
        ask_where_to_save(
            self._page,
            self._title,
            f"{self.stem}-{self._page.desk.today().isoformat()}.{self._suffix}",
            partial(self.export, errand),
            suffix=self._suffix,
        )
