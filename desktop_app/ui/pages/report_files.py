"""The ways out of the page of reports: one report as a file of some kind, or several in a booklet."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Slot

from desktop_app.actions.reports import (
    BookletMade,
    make_booklet,
    make_report,
    preview_report,
)
from desktop_app.domain.report import ReportAsk, ReportFormat, ReportKind
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.page_export import PageExport
from desktop_app.ui.pages.report_booklet import BookletSheet
from desktop_app.ui.pages.report_paper import Made, ReportPaperSheet, ReportToPrint
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.progress import ProgressStrip


class ReportFiles(QObject):
    """Buttons at the head of the page; `asked` gives the code of the report that is shown and its ask."""

    def __init__(
        self,
        page: Page,
        *,
        kinds: Callable[[], Iterable[ReportKind]],
        asked: Callable[[], tuple[str, ReportAsk]],
    ) -> None:
        super().__init__(page)
        self._page = page
        self._kinds = kinds
        self._asked = asked
        # A strip of its own: a report may be counted while another is written.
        self.strip = ProgressStrip()
        self.print_button = page.add_secondary(tr("Pr&int…"), self.print_it, icon="printer")
        self.booklet_button = page.add_secondary(
            tr("Boo&klet…"), self._on_booklet, icon="file-text"
        )
        self.buttons = {
            form: page.add_secondary(words, slot, icon="download")
            for form, words, slot in (
                (ReportFormat.PDF, "P&DF…", self._on_pdf),
                (ReportFormat.XLSX, "E&xcel…", self._on_workbook),
                (ReportFormat.CSV, "C&SV…", self._on_csv),
            )
        }
        self._writing_it: Callable[..., Any] = make_booklet
        self._savings = {
            form: self._saving(button, partial(self._writing, form), form)
            for form, button in self.buttons.items()
        }
        self.booklet, self.sheet = BookletSheet(page), ReportPaperSheet(page)
        self._booklet_saving = self._saving(
            self.booklet_button, self._writing_booklet, ReportFormat.PDF, told=_left_out_words
        )
        self._booklet_saving.stem = "buku-laporan"
        self.booklet.wanted.connect(self._on_booklet_wanted)
        self.booklet.print_wanted.connect(self._on_booklet_printed)

    @property
    def everything(self) -> tuple[Button, ...]:
        """Every button."""
        return (self.print_button, self.booklet_button, *self.buttons.values())

    @property
    def sheets(self) -> tuple[FormSheet, ...]:
        """Whatever lies over the page."""
        return (self.booklet, self.sheet)

    def offer(self, *, report: bool, booklet: bool) -> None:
        """Show the buttons for what is shown now."""
        for button in self.buttons.values():
            button.setVisible(report)
        self.print_button.setVisible(report)
        self.booklet_button.setVisible(booklet)

    @Slot()
    def print_it(self) -> None:
        """What Ctrl+P means here: the sheet from which the report, or the booklet, is printed."""
        code, ask = self._asked()
        if self.print_button.isVisible() and self.print_button.isEnabled():
            title = next(tr(kind.title) for kind in self._kinds() if kind.code == code)
            self.sheet.open_report(
                ReportToPrint(
                    title,
                    f"laporan-{code.lower()}",
                    partial(make_report, code=code, form=ReportFormat.PDF, target=None, ask=ask),
                    partial(preview_report, code=code, ask=ask),
                )
            )
        elif self.booklet_button.isVisible() and self.booklet_button.isEnabled():
            self.booklet_button.click()

    @Slot()
    def save_it(self) -> None:
        """What Ctrl+E means here: the report, or the booklet, as a PDF."""
        for button in (self.buttons[ReportFormat.PDF], self.booklet_button):
            if button.isVisible() and button.isEnabled():
                button.click()

    def _saving(
        self,
        button: Button,
        write: Callable[[], Callable[..., Any]],
        form: ReportFormat,
        *,
        told: Callable[[Any], str] = lambda _: "",
    ) -> PageExport:
        return PageExport(
            self._page,
            button,
            write,
            title=tr("Save the report"),
            question=tr("Save this report as a file?"),
            stem="laporan",
            said=tr("The report was saved as {name}."),
            suffix=form.value,
            holds_people=False,
            told=told,
            strip=self.strip,
        )

    def _save(self, form: ReportFormat) -> None:
        code, _ = self._asked()
        self._savings[form].stem = f"laporan-{code.lower()}"
        self._savings[form].ask()

    def _writing(self, form: ReportFormat) -> Callable[..., Any]:
        code, ask = self._asked()
        return partial(make_report, code=code, form=form, ask=ask)

    def _of_booklet(self) -> dict[str, Any]:
        """What is asked of a booklet."""
        _, ask = self._asked()
        return {
            "codes": self.booklet.codes,
            "ask": replace(ask, is_for_outsiders=self.booklet.outsiders.isChecked()),
        }

    def _writing_booklet(self) -> Callable[..., Any]:
        return self._writing_it

    @Slot()
    def _on_pdf(self) -> None:
        self._save(ReportFormat.PDF)

    @Slot()
    def _on_workbook(self) -> None:
        self._save(ReportFormat.XLSX)

    @Slot()
    def _on_csv(self) -> None:
        self._save(ReportFormat.CSV)

    @Slot()
    def _on_booklet_wanted(self) -> None:
        # The sheet has done its part: how far it is stands at the foot of the page.
        self._writing_it = partial(
            make_booklet, **self._of_booklet(), paper=self.booklet.chosen_paper
        )
        self.booklet.close_sheet()
        self._booklet_saving.ask()

    @Slot()
    def _on_booklet_printed(self) -> None:
        wanted = ReportToPrint(
            tr("Booklet for a meeting"),
            "buku-laporan",
            partial(make_booklet, **self._of_booklet(), target=None),
            told=_left_out_words,
        )
        self.booklet.close_sheet()
        self.sheet.open_report(wanted)

    @Slot()
    def _on_booklet(self) -> None:
        self.booklet.open_booklet(self._kinds(), self._page.subtitle)


def _left_out_words(done: Made) -> str:
    """Which of the reports could not be made here, if any."""
    if not isinstance(done.value, BookletMade) or not done.value.left_out:
        return ""
    return tr("Left out: {reports}.").format(reports=", ".join(done.value.left_out))
