"""Joining the hub of the kabupaten, as steps on paper and by stick; nothing is trusted unseen."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from desktop_app.actions.enrolment import ActivationView, EnrolmentState
from desktop_app.domain.dates import day_of
from desktop_app.language import tr
from desktop_app.ui.dialogs.files import ask_for_files
from desktop_app.ui.pages.exchange_target import TargetChooser
from desktop_app.ui.style import XS, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.dropzone import DropZone
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.steps import Steps, step_part
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.format import date_long

ASK, WAIT, COMPARE = range(3)


class EnrolCard(Card):
    """Ask, wait for the hub's answer, compare the code, take it in."""

    ask_wanted = Signal()
    print_wanted = Signal()
    file_given = Signal(object)  # Path
    accept_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Join the hub of the kabupaten"), parent=parent)
        self.answer: Path | None = None
        self.view: ActivationView | None = None
        self.steps = Steps([tr("Ask"), tr("The hub answers"), tr("Compare and take in")])
        self.body.addWidget(self.steps)
        self.body.addWidget(Rule())
        self._stack = QStackedWidget()
        self._stack.addWidget(self._ask_step())
        self._stack.addWidget(self._wait_step())
        self._stack.addWidget(self._compare_step())
        self.body.addWidget(self._stack)
        self._show(ASK)

    @property
    def step(self) -> int:
        """Which step is on the screen."""
        return self._stack.currentIndex()

    def show_state(self, state: EnrolmentState) -> None:
        """Show the step that the office has come to."""
        self.code.setText(state.asked_code)
        if self.step != COMPARE:
            self._show(WAIT if state.asked_code else ASK)

    def show_answer(self, path: Path, view: ActivationView) -> None:
        """Show what the hub answered, so that it can be compared."""
        self.answer = path
        self.view = view
        self.fingerprint.setText(view.hub_fingerprint)
        self.facts.show_lines(
            [
                KeyValue(tr("Region of the hub"), view.hub_region),
                KeyValue(tr("Region given to this office"), view.region),
                KeyValue(tr("Valid until"), date_long(day_of(view.valid_until))),
            ]
        )
        self.same.setChecked(False)
        self._show(COMPARE)
        self.same.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_wait(self) -> None:
        """Back to waiting for the answer."""
        self.answer = None
        self.view = None
        self._show(WAIT)

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step)

    # The steps

    def _ask_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "This computer writes a request to a stick. It holds public keys and the name of the "
                "office, and nothing about families."
            )
        )
        self.target = TargetChooser()
        self.target.entered.connect(self._on_ask)
        column.addWidget(self.target)
        self.label = QLineEdit()
        self.label.setMaxLength(60)
        self.label.setPlaceholderText(tr("for example: service laptop"))
        self.label_field = FormField(
            tr("&Name of this computer (may stay empty)"),
            self.label,
            hint=tr("So that the hub can tell two computers of one office apart."),
        )
        column.addWidget(self.label_field)
        self.ask_button = Button(tr("Write the re&quest"), icon="usb", kind="primary")
        self.ask_button.clicked.connect(self._on_ask)
        column.addWidget(self.ask_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _wait_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "Bring the stick to the hub together with the form. The hub compares this code with "
                "the form before it answers."
            )
        )
        column.addWidget(Text(tr("Match code"), "label"))
        self.code = Text("", "title", wraps=True, selectable=True)
        self.code.setAccessibleName(tr("Match code"))
        column.addWidget(self.code)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.print_button = Button(tr("&Print the form…"), icon="printer")
        self.print_button.clicked.connect(self._on_print)
        self.again_button = Button(tr("Write the request a&gain"), kind="plain")
        self.again_button.clicked.connect(self._on_again)
        row.addWidget(self.print_button)
        row.addWidget(self.again_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addSpacing(XS)
        self.zone = DropZone(
            tr("The answer of the hub"),
            tr("Drag the file here when the stick is back, or choose it."),
            tr("&Choose file…"),
        )
        self.zone.given.connect(self._on_given)
        self.zone.ask.connect(self._on_choose)
        column.addWidget(self.zone)
        column.addStretch(1)
        return step

    def _compare_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "Compare this code with the one on the letter from the kabupaten, group by group. If "
                "they differ, do not go on and call the hub."
            )
        )
        column.addWidget(Text(tr("Fingerprint of the hub"), "label"))
        self.fingerprint = Text("", "title", wraps=True, selectable=True)
        self.fingerprint.setAccessibleName(tr("Fingerprint of the hub"))
        column.addWidget(self.fingerprint)
        self.facts = KeyValueGrid(columns=2)
        column.addWidget(self.facts)
        self.same = QCheckBox(tr("It is the same as on the &letter"))
        self.same.toggled.connect(self._on_same)
        column.addWidget(self.same)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.accept_button = Button(tr("&Take it in"), icon="shield-check", kind="primary")
        self.accept_button.clicked.connect(self._on_accept)
        self.accept_button.setEnabled(False)
        self.differs_button = Button(tr("It &differs"), kind="plain")
        self.differs_button.clicked.connect(self._on_differs)
        row.addWidget(self.accept_button)
        row.addWidget(self.differs_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return step

    @Slot()
    def _on_ask(self) -> None:
        self.ask_wanted.emit()

    @Slot()
    def _on_again(self) -> None:
        self._show(ASK)

    @Slot()
    def _on_print(self) -> None:
        self.print_wanted.emit()

    @Slot(object)
    def _on_given(self, paths: list[Path]) -> None:
        if paths:
            self.file_given.emit(paths[0])

    @Slot()
    def _on_choose(self) -> None:
        ask_for_files(
            self,
            tr("The answer of the hub"),
            self._on_given,
            filters=[tr("Packages") + " (*.tukar)", tr("All files") + " (*)"],
            several=False,
        )

    @Slot(bool)
    def _on_same(self, is_same: bool) -> None:
        self.accept_button.setEnabled(is_same)

    @Slot()
    def _on_accept(self) -> None:
        if self.same.isChecked():
            self.accept_wanted.emit()

    @Slot()
    def _on_differs(self) -> None:
        self.show_wait()
