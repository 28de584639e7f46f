"""The sheet from which a report or a booklet is printed: for what and whom, on which paper, a look at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app import files
from desktop_app.actions.office import Office
from desktop_app.actions.reports import BookletMade, ReportMade
from desktop_app.domain.changes import Done
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.letter import Paper
from desktop_app.errors import Code
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.dialogs.reason import LEAST_LETTERS
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.style import M
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.words.phases import phase_words

PAPERS = (Paper.F4, Paper.A4)
REMEMBERED_PAPER = "reports.booklet.paper"
_PAPER_HEIGHT = 380
_WIDTH = 720

Made = Done[ReportMade] | Done[BookletMade]


@dataclass(frozen=True, slots=True)
class ReportToPrint:
    """What is printed: its name, how its file begins, and how it is drawn.

    `draw` and `preview` are actions that take ``paper`` and ``progress``, the first ``errand`` too; there
    is no preview of what takes long to count. `told` says what else is to be told of what was made.
    """

    title: str
    stem: str
    draw: Callable[..., Made]
    preview: Callable[..., bytes] | None = None
    told: Callable[[Made], str] = lambda _: ""


class ReportPaperSheet(FormSheet):
    """Nothing leaves before its purpose and recipient are in the audit; Ctrl+Enter prints."""

    least_width = _WIDTH

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._wanted: ReportToPrint | None = None
        self._is_drawing = False
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_print)
        self._build()

    @property
    def is_busy(self) -> bool:
        """While it is drawn; the strip has the button that stops it."""
        return self._is_drawing

    def open_report(self, wanted: ReportToPrint) -> None:
        """Open it for this report."""
        self._wanted = wanted
        self.guards = False
        self.show_content(wanted.title, self._build(), self.save_button, self.print_button)
        self.opened.emit()
        self.purpose.setFocus(Qt.FocusReason.OtherFocusReason)
        self._look()

    def _build(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.purpose, self.recipient = QLineEdit(), QLineEdit()
        self.purpose.setMaxLength(200)
        self.recipient.setMaxLength(120)
        self.purpose_field = FormField(
            tr("&Purpose"), self.purpose, hint=tr("Printed with it and kept in the audit log.")
        )
        self.recipient_field = FormField(
            tr("&Recipient"),
            self.recipient,
            hint=tr("An office, a person with their post, or your own desk."),
        )
        self.sheet = Choice()
        self.sheet.show_options(
            [Option(one.code, one.name) for one in PAPERS], chosen=Paper.F4.code
        )
        self.sheet.choose(self._page.desk.memory.recall(REMEMBERED_PAPER))
        self.sheet.activated.connect(self._on_sheet)
        self.paper = PaperView()
        self.paper.setMinimumHeight(_PAPER_HEIGHT)
        self.strip = ProgressStrip()
        for part in (
            self.purpose_field,
            self.recipient_field,
            FormField(tr("P&aper"), self.sheet),
            self.strip,
        ):
            column.addWidget(part)
        column.addWidget(self.paper, 1)
        self.save_button = Button(tr("Save P&DF…"), icon="download")
        self.save_button.clicked.connect(self._on_save)
        self.print_button = Button(tr("Pr&int…"), icon="printer", kind="primary")
        self.print_button.clicked.connect(self._on_print)
        return content

    @property
    def _paper(self) -> Paper:
        return Paper.of(self.sheet.value or Paper.F4.code)

    def _look(self) -> None:
        wanted, paper = self._wanted, self.paper
        if wanted is None or wanted.preview is None:
            return
        self._page.do_long(
            partial(wanted.preview, paper=self._paper),
            title=tr("Drawing the preview"),
            then=lambda pdf: paper.show_pdf(pdf) if paper is self.paper else None,
            strip=self.strip,
            lane=Lane.COUNT,
            latest="report-preview",
        )

    def _errand(self) -> Errand | None:
        """What was typed; None, said at the field, where something is missing."""
        typed = [" ".join(line.text().split()) for line in (self.purpose, self.recipient)]
        for field, text, said in (
            (self.recipient_field, typed[1], tr("Write who gets the file.")),
            (self.purpose_field, typed[0], tr("Write in a few words why.")),
        ):
            is_missing = len(text) < LEAST_LETTERS
            field.show_error(said if is_missing else "")
            if is_missing:
                field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
        is_whole = all(len(text) >= LEAST_LETTERS for text in typed)
        return Errand(*typed) if is_whole else None

    def _draw(self, then: Callable[[ReportToPrint, Made], None]) -> None:
        wanted, errand = self._wanted, self._errand()
        if wanted is None or errand is None:
            return
        self._is_drawing = True
        self._page.do_long(
            partial(wanted.draw, errand=errand, paper=self._paper),
            title=wanted.title,
            phases=phase_words,
            then=partial(self._on_drawn, then, wanted),
            failed=partial(
                self._page.tell,
                fields={
                    Code.REASON_MISSING: self.purpose_field,
                    Code.RECIPIENT_MISSING: self.recipient_field,
                },
            ),
            ended=self._on_ended,
            busy=[self.print_button, self.save_button, self.sheet],
            strip=self.strip,
        )

    def _on_ended(self) -> None:
        self._is_drawing = False

    def _on_drawn(
        self, then: Callable[[ReportToPrint, Made], None], wanted: ReportToPrint, made: Made
    ) -> None:
        self._is_drawing = False
        self.paper.show_pdf(made.value.data)
        then(wanted, made)

    def _ask_printer(self, wanted: ReportToPrint, made: Made) -> None:
        ask_and_print(
            self, self.paper.pages.document, self._name(wanted, made), self._page.desk.memory
        )
        if told := wanted.told(made):
            self._page.say_done(told)

    def _ask_where(self, wanted: ReportToPrint, made: Made) -> None:
        ask_where_to_save(
            self,
            tr("Save the report"),
            self._name(wanted, made),
            partial(self._save, wanted, made),
            suffix="pdf",
        )

    def _name(self, wanted: ReportToPrint, made: Made) -> str:
        return f"{wanted.stem}-{made.value.serial}.pdf"

    def _save(self, wanted: ReportToPrint, made: Made, chosen: list[Path]) -> None:
        if chosen:
            said = tr("The report was saved as {name}.").format(name=chosen[0].name)
            told = f"{said} {wanted.told(made)}".rstrip()
            self._page.do(
                _keep_file,
                chosen[0],
                made.value.data,
                then=lambda _: self._page.say_done(told),
            )

    @Slot()
    def _on_sheet(self) -> None:
        self._page.desk.memory.keep(REMEMBERED_PAPER, self.sheet.value or "")
        self._look()

    @Slot()
    def _on_print(self) -> None:
        if self.print_button.isEnabled():
            self._draw(self._ask_printer)

    @Slot()
    def _on_save(self) -> None:
        self._draw(self._ask_where)


def _keep_file(_: Office, path: Path, pdf: bytes) -> None:
    files.write_whole(path, pdf)
