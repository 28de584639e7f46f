"""The small sheets of the page of proposals: one step, and the calendar of the office."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop_app.actions.office import Office
from desktop_app.actions.proposal_calendar import (
    LATEST_CUTOFF,
    ProposalCalendar,
    set_proposal_calendar,
)
from desktop_app.actions.proposals import step_proposal
from desktop_app.domain.changes import Done
from desktop_app.domain.proposal import Proposal, ProposalState
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.page import Page
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.style import L, M
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for
from desktop_app.words.proposals import kind_words, state_words, step_words


class StepSheet(FormSheet):
    """Asks the day of a step and, where it is an end, the reason; `stepped` when it was taken."""

    stepped = Signal(object)  # ProposalState

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._proposal: Proposal | None = None
        self._to = ProposalState.DRAFT
        self.day = DayField("")
        self.reason = QLineEdit()
        self.fields: dict[str, FormField] = {}
        self.save_button = Button("")
        for keys in ("Ctrl+Return", "Ctrl+Enter", "Return"):
            QShortcut(
                QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
            ).activated.connect(self._on_save)

    def open_step(self, proposal: Proposal, to: ProposalState) -> None:
        """Ask for this step of this proposal."""
        self._proposal, self._to = proposal, to
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(L)
        column.addWidget(Text(f"{kind_words(proposal.kind)} · {proposal.subject.name}", "muted"))
        self.day = DayField(tr("&On which day"))
        self.day.show_day(self._page.desk.today())
        self.reason = QLineEdit()
        self.reason.setMaxLength(400)
        wants = to.wants_reason
        reason = FormField(tr("R&eason") if wants else tr("R&emark (if any)"), self.reason)
        self.fields = {"on": self.day, "reason": reason}
        for field in self.fields.values():
            column.addWidget(field)
        column.addStretch(1)
        self.save_button = Button(step_words(to).replace("…", ""), kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.show_content(state_words(to), content, self.save_button)
        self.opened.emit()
        first = self.reason if wants else self.day.line
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_save(self) -> None:
        proposal, on = self._proposal, self.day.day
        if proposal is None or not self.save_button.isEnabled():
            return
        if on is None:
            self.day.check()
            self.day.line.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._page.do(
            partial(step_proposal, on=on, reason=self.reason.text()),
            proposal.id,
            self._to,
            then=self._on_stepped,
            failed=self._on_refused,
            busy=[self.save_button],
        )

    def _on_stepped(self, done: Done[ProposalState]) -> None:
        self.close_sheet()
        self.stepped.emit(done.value)

    def _on_refused(self, error: LuringError) -> None:
        field = self.fields.get(str(error.facts.get("field", "")))
        if field is None:
            self.close_sheet()
            self._page.tell(error)
            return
        sentence = sentence_for(error)
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)


class CalendarSheet(FormSheet):
    """Until which day proposals are sent, and whether the kecamatan verifies them."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self.day = Choice()
        self.verifies = QCheckBox()
        self.banner = Banner()
        self.save_button = Button("")

    def open_calendar(self, calendar: ProposalCalendar) -> None:
        """Show what is set, to be changed."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.banner = Banner(close_name=tr("Close"))
        column.addWidget(self.banner)
        self.day = Choice()
        self.day.show_options(
            [Option(str(day), str(day)) for day in range(1, LATEST_CUTOFF + 1)],
            chosen=str(calendar.cutoff_day),
        )
        column.addWidget(
            FormField(
                tr("Cut-off &day of the month"),
                self.day,
                hint=tr("Until this day proposals are typed into SIKS-NG and sent."),
            )
        )
        self.verifies = QCheckBox(tr("The &kecamatan verifies before Dinsos"))
        self.verifies.setChecked(calendar.subdistrict_verifies)
        column.addWidget(self.verifies)
        column.addWidget(
            Text(tr("Proposals that are open keep the way they began with."), "muted", wraps=True)
        )
        column.addStretch(1)
        self.save_button = Button(tr("Sa&ve"), kind="primary")
        self.save_button.clicked.connect(self._on_save)
        self.show_content(tr("Calendar of proposals"), content, self.save_button)
        self.opened.emit()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_save(self) -> None:
        self._page.do(
            _set_calendar,
            self.verifies.isChecked(),
            int(self.day.value or 1),
            then=self._on_saved,
            failed=self._on_refused,
            busy=[self.save_button],
        )

    def _on_saved(self, _: Done[ProposalCalendar]) -> None:
        self.close_sheet()
        self._page.say_done(tr("Kept."))

    def _on_refused(self, error: LuringError) -> None:
        self.banner.tell(error)


def _set_calendar(office: Office, verifies: bool, day: int) -> Done[ProposalCalendar]:
    return set_proposal_calendar(office, subdistrict_verifies=verifies, cutoff_day=day)
