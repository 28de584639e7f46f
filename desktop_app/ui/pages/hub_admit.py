"""Letting an office in, step by step: its request, the code on its form, the answer, and the letter."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.hub_enrolment import (
    EnrolmentApproved,
    RequestView,
    approve_enrolment,
    find_requests,
)
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.dates import day_of
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.page import Page
from desktop_app.ui.pages.exchange_form import ask_and_print_form
from desktop_app.ui.pages.exchange_part import Situation
from desktop_app.ui.pages.exchange_target import TargetChooser
from desktop_app.ui.pages.form_sheet import FormSheet
from desktop_app.ui.pages.hub_sheets import fingerprint_html
from desktop_app.ui.pages.working_form import WorkingForm
from desktop_app.ui.style import L
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.steps import Steps, step_part
from desktop_app.words.format import date_long, moment
from desktop_app.words.messages import sentence_for

FIND, COMPARE, DONE = range(3)


class AdmitSheet(FormSheet):
    """Finds requests on a stick, has the code typed off the form, and writes the answer there."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._page = page
        self._situation: Situation | None = None
        self.form: AdmitForm | None = None

    def has_unsaved(self) -> bool:
        return self.form is not None and self.form.step == COMPARE and bool(self.form.code.text())

    @property
    def is_busy(self) -> bool:
        return self.form is not None and self.form.is_busy

    def show_situation(self, situation: Situation) -> None:
        """What the letter says of the hub."""
        self._situation = situation

    def open_requests(self) -> None:
        """Open at the first step."""
        self.form = AdmitForm(self._page)
        self.form.find_button.clicked.connect(self._on_find)
        self.form.target.entered.connect(self._on_find)
        self.form.code.returnPressed.connect(self._on_admit)
        self.form.admit_button.clicked.connect(self._on_admit)
        self.form.letter_button.clicked.connect(self._on_letter)
        self.form.again_button.clicked.connect(self._on_again)
        self.show_content(tr("Let an office in"), self.form)
        self.form.target.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.opened.emit()

    def close_sheet(self) -> None:
        self.form = None
        super().close_sheet()

    @Slot()
    def _on_find(self) -> None:
        form = self.form
        folder = form.target.check() if form is not None else None
        if form is None or folder is None:
            return
        form.banner.hide()
        self._page.do(
            find_requests,
            folder,
            then=form.show_requests,
            failed=form.tell,
            busy=[form.find_button],
            latest="requests",
            origin=form,
        )

    @Slot()
    def _on_admit(self) -> None:
        form = self.form
        wish = form.check() if form is not None else None
        if form is None or wish is None:
            return
        path, folder, code, region = wish
        form.banner.hide()

        def admit(office: Office, *, progress: Progress) -> Done[EnrolmentApproved]:
            return approve_enrolment(
                office, path, match_code=code, region=region, folder=folder, progress=progress
            )

        form.work(admit, tr("Writing the answer"), form.show_done, busy=[form.admit_button])

    @Slot()
    def _on_letter(self) -> None:
        if self._situation is not None and self._situation.keys is not None:
            html = fingerprint_html(
                hub=self._situation.profile.name,
                keys=self._situation.keys,
                today=self._page.desk.today(),
            )
            ask_and_print_form(self, html, tr("Fingerprint of the hub"))

    @Slot()
    def _on_again(self) -> None:
        self.open_requests()


class AdmitForm(WorkingForm):
    """The three steps."""

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(page, parent=parent)
        self._requests: list[tuple[Path, RequestView]] = []
        whole = QVBoxLayout(self)
        whole.setSpacing(L)
        self.steps = Steps([tr("Find the request"), tr("Compare the code"), tr("Answered")])
        whole.addWidget(self.steps)
        whole.addWidget(self.banner)
        whole.addWidget(self.strip)
        self._stack = QStackedWidget()
        for step in (self._find_step(), self._compare_step(), self._done_step()):
            self._stack.addWidget(step)
        whole.addWidget(self._stack)
        whole.addStretch(1)
        self._go_to(FIND)

    @property
    def step(self) -> int:
        """Which step is on the screen."""
        return self._stack.currentIndex()

    def show_requests(self, requests: list[tuple[Path, RequestView]]) -> None:
        """Offer what lies on the stick."""
        self._requests = requests
        if not requests:
            self.banner.say(
                "info",
                tr("There is no request in that place."),
                tr("The office writes it on its page Exchange and brings it on a stick."),
                closes=False,
            )
            return
        self.choice.show_options(
            [
                Option(str(at), f"{view.name} ({view.region})")
                for at, (_, view) in enumerate(requests)
            ],
            chosen="0",
        )
        self._go_to(COMPARE)
        self._on_choice()
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def check(self) -> tuple[Path, Path, str, str] | None:
        """The request, where the answer goes, the code and the region; None after saying what is missing."""
        folder = self.target.check()
        if self.step != COMPARE or folder is None:
            return None
        self.code_field.show_error("" if self.code.text().strip() else tr("Type it off the form."))
        if self.code_field.error:
            self.code.setFocus()
            return None
        path, _ = self._chosen
        return path, folder, self.code.text(), self.region.text()

    def show_done(self, done: Done[EnrolmentApproved]) -> None:
        """Say that the answer lies on the stick, and what has to go with it."""
        answer = done.value
        self.facts_done.show_lines(
            [
                KeyValue(tr("Office"), self._chosen[1].name),
                KeyValue(tr("Region"), answer.region),
                KeyValue(tr("Valid until"), date_long(day_of(answer.valid_until))),
                KeyValue(tr("File"), answer.file),
                KeyValue(tr("Fingerprint of the hub"), answer.hub_fingerprint),
            ]
        )
        self._go_to(DONE)
        self.letter_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell(self, error: LuringError) -> None:
        """Say what went wrong: at the code, at the region, or on top."""
        sentence = sentence_for(error)
        field = {
            Code.MATCH_CODE_WRONG: self.code_field,
            Code.REGION_UNKNOWN: self.region_field,
            Code.REGION_AMBIGUOUS: self.region_field,
        }.get(error.code)
        if field is None:
            super().tell(error)
            return
        field.show_error(sentence.brief)
        field.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _chosen(self) -> tuple[Path, RequestView]:
        return self._requests[int(self.choice.value or 0)]

    def _go_to(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step)

    def _find_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "The office has brought a stick with its request, and a form that its head has signed. Put "
                "the stick in and have the form at hand."
            )
        )
        self.target = TargetChooser()
        column.addWidget(self.target)
        self.find_button = Button(tr("Find re&quests"), icon="search", kind="primary")
        column.addWidget(self.find_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _compare_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "Type the match code off the signed form, or have it read out on the telephone. It is not "
                "shown here: only the form proves that the request is from this office."
            )
        )
        self.choice = Choice()
        self.choice.activated.connect(self._on_choice)
        column.addWidget(FormField(tr("Req&uest"), self.choice))
        self.facts = KeyValueGrid(columns=1)
        column.addWidget(self.facts)
        self.code = QLineEdit()
        self.code.setMaxLength(60)
        self.code_field = FormField(
            tr("&Match code on the form"), self.code, hint=tr("24 digits, with or without blanks")
        )
        column.addWidget(self.code_field)
        self.region = QLineEdit()
        self.region.setMaxLength(20)
        self.region_field = FormField(
            tr("Re&gion it works for"),
            self.region,
            hint=tr("It gets the records of this region and of its desa, and of no other."),
        )
        column.addWidget(self.region_field)
        self.admit_button = Button(tr("Let it i&n"), icon="shield-check", kind="primary")
        column.addWidget(self.admit_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _done_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "The answer lies on the stick. It goes back together with the letter: the office compares "
                "the fingerprint on it with its screen before it takes the answer in."
            )
        )
        self.facts_done = KeyValueGrid(columns=1)
        column.addWidget(self.facts_done)
        self.letter_button = Button(tr("Pri&nt the letter…"), icon="printer", kind="primary")
        self.again_button = Button(tr("Let an&other in"))
        column.addWidget(self.letter_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    @Slot()
    def _on_choice(self) -> None:
        _, view = self._chosen
        lines = [
            KeyValue(tr("Computer"), view.label or "–"),
            KeyValue(tr("Asked"), moment(view.asked_at)),
        ]
        if view.is_known:
            lines.append(
                KeyValue(
                    tr("Known already"),
                    tr("This computer was let in before; it gets new papers."),
                )
            )
        self.facts.show_lines(lines)
        self.region.setText(view.region)
        self.code.clear()
        self.code_field.show_error("")
        self.region_field.show_error("")
