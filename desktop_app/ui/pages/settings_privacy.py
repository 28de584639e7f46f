"""Privacy: the papers, what to do when data leaks, the record of processing, and how long data are kept."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.actions.incident import USUAL_DAYS
from desktop_app.actions.office import Office
from desktop_app.actions.processing import RECORD_DAYS, export_processing
from desktop_app.actions.retention import due_for_erasure, keepings_of
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.retention import Due, Keeping
from desktop_app.domain.roles import Right
from desktop_app.language import tr, trn
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import close_top
from desktop_app.ui.pages.paper_sheet import PaperSheet
from desktop_app.ui.pages.privacy_papers import incident_printable, paper_printable
from desktop_app.ui.pages.settings_keeping import KeepingCard
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import READING_WIDTH, M, S, grown
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.paper_words import PAPERS, paper_name
from desktop_app.words.processing import all_activities

_DAYS = (3, USUAL_DAYS, 30, 90, 366)


class PrivacySection(Section):
    """Anybody reads the papers; the rest is offered to those whose role allows it."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Privacy")
        super().__init__(page)
        self.sheet = PaperSheet(page)
        self.watch_sheet(self.sheet)
        self._build_papers()
        self._build_incident()
        self._build_record()
        self.keeping = KeepingCard(page)
        self.keeping.setMaximumWidth(grown(READING_WIDTH))
        self.column.addWidget(self.keeping)
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.page.do(_read, then=self._on_read, latest="privacy")

    def has_unsaved(self) -> bool:
        return self.keeping.has_unsaved()

    def open_subject(self, subject: str) -> None:
        if subject in PAPERS:
            self.sheet.open_paper(paper_printable(subject))

    def step_back(self) -> bool:
        return close_top((self.sheet,))

    def _build_papers(self) -> None:
        card = self.add_card(tr("Papers"))
        card.body.addWidget(
            Text(
                tr(
                    "In Indonesian, with the name of your office, to be read, filled in by pen and "
                    "kept with the papers of the office."
                ),
                "muted",
                wraps=True,
            )
        )
        holder = QWidget()
        flow = FlowLayout(holder, gap=S)
        self.paper_buttons = {}
        for name in PAPERS:
            button = Button(paper_name(name), icon="file-text")
            button.clicked.connect(partial(self._on_paper, name))
            flow.addWidget(button)
            self.paper_buttons[name] = button
        card.body.addWidget(holder)

    def _build_incident(self) -> None:
        self.incident_card = self.add_card(tr("When data may have leaked"))
        self.incident_card.body.addWidget(
            Text(
                tr(
                    "The program fills in office, device, release, how much of which data is held, "
                    "exchanges, what went out and who was active: counts and classes, never a row. The "
                    "rest is written by pen. Notice is due within 3 × 24 hours."
                ),
                "muted",
                wraps=True,
            )
        )
        self.days = Choice()
        self.days.show_options(
            [
                Option(str(n), trn("the last {n} day", "the last {n} days", n).format(n=number(n)))
                for n in _DAYS
            ],
            chosen=str(USUAL_DAYS),
        )
        self.incident_card.body.addWidget(FormField(tr("&Look back over"), self.days))
        self.incident_button = Button(tr("&Incident sheet…"), icon="printer")
        self.incident_button.clicked.connect(self._on_incident)
        self.incident_card.body.addWidget(self.incident_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_record(self) -> None:
        self.record_card = self.add_card(tr("Record of processing"))
        self.record_card.body.addWidget(
            Text(
                tr(
                    "Which data were processed, what for, by which law and for whom (UU 27/2022 article "
                    "31), drawn from the log of deeds. Without dates it covers the last year."
                ),
                "muted",
                wraps=True,
            )
        )
        row = QHBoxLayout()
        row.setSpacing(M)
        self.since = DayField(tr("Fro&m"), optional=True)
        self.until = DayField(tr("&To"), optional=True)
        row.addWidget(self.since, 1)
        row.addWidget(self.until, 1)
        self.record_card.body.addLayout(row)
        self.record_button = Button(tr("&Record of processing…"), icon="download")
        self.record_button.clicked.connect(self._on_record)
        self.record_card.body.addWidget(self.record_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_read(self, answer: tuple[list[Keeping], list[Due] | None, bool]) -> None:
        keepings, due, may_audit = answer
        self.incident_card.setVisible(may_audit)
        self.record_card.setVisible(may_audit)
        self.keeping.show_keepings(keepings, due)

    def _on_paper(self, name: str, _: bool = False) -> None:
        self.sheet.open_paper(paper_printable(name))

    @Slot()
    def _on_incident(self) -> None:
        self.sheet.open_paper(incident_printable(int(self.days.value or USUAL_DAYS)))

    @Slot()
    def _on_record(self) -> None:
        if self.since.check() and self.until.check():
            ask_errand(
                self,
                tr("Make the record of processing?"),
                self._ask_where,
                holds_people=False,
                usual=(tr("Record of processing"),),
            )

    def _ask_where(self, errand: Errand) -> None:
        name = f"rekaman-pemrosesan-{self.page.desk.today():%Y%m%d}.xlsx"
        ask_where_to_save(self, tr("Save as"), name, partial(self.write, errand), suffix="xlsx")

    def write(self, errand: Errand, chosen: list[Path]) -> None:
        """Write the record to the file that was chosen."""
        if not chosen:
            return
        until = self.until.day or self.page.desk.today()
        since = self.since.day or until - timedelta(days=RECORD_DAYS - 1)
        said = tr("The list was saved as {name}.").format(name=chosen[0].name)
        self.page.do(
            partial(export_processing, errand=errand, words=all_activities()),
            chosen[0],
            since,
            until,
            then=lambda _: self.page.say_done(said),
            busy=[self.record_button],
            lane=Lane.LONG,
        )


def _read(office: Office) -> tuple[list[Keeping], list[Due] | None, bool]:
    """Times of keeping, what is due (None for who may not erase), and whether the log may be read."""
    may_erase = office.account.has(Right.SETTINGS)
    due = due_for_erasure(office) if may_erase else None
    return keepings_of(office), due, office.account.has(Right.AUDIT)
