"""Making the keys of a hub, step by step: make, write on paper, check the paper, tell the offices."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from desktop_app.actions.hub_keys import RootPaper
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.pages.hub_sheets import code_lines
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.steps import Steps, step_part
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.messages import sentence_for

MAKE, PAPER, CHECK, LETTER = range(4)


class CeremonyCard(Card):
    """Four steps; `went_on` leaves the paper, `check_wanted` brings what was typed off it."""

    went_on = Signal()
    check_wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("The keys of this hub"), parent=parent)
        self.paper: RootPaper | None = None
        self.steps = Steps(
            [
                tr("Make the keys"),
                tr("Paper for the safe"),
                tr("Check the paper"),
                tr("Letter for the offices"),
            ]
        )
        self.body.addWidget(self.steps)
        self.body.addWidget(Rule())
        self._stack = QStackedWidget()
        for step in (
            self._make_step(),
            self._paper_step(),
            self._check_step(),
            self._letter_step(),
        ):
            self._stack.addWidget(step)
        self.body.addWidget(self._stack)
        self.go_to(MAKE)

    @property
    def step(self) -> int:
        """Which step is on the screen."""
        return self._stack.currentIndex()

    def suit(self, *, may_decide: bool) -> None:
        """Whether whoever looks may make keys."""
        self.make_button.setVisible(may_decide)
        self._who.setVisible(not may_decide)

    def go_to(self, step: int) -> None:
        """Show this step; what is secret leaves the screen with its own."""
        if step != PAPER:
            self._hide_code()
        if step == CHECK:
            self.code_line.clear()
            self.code_field.show_error("")
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step)
        first = {
            MAKE: self.make_button,
            PAPER: self.paper_button,
            CHECK: self.code_line,
            LETTER: self.letter_button,
        }
        if self.isVisible():
            first[step].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_paper(self, paper: RootPaper) -> None:
        """Show the main key, to be printed or written down."""
        self.paper = paper
        self.code.setText("\n".join(code_lines(paper.code)))
        self.sure.setChecked(False)
        self.paper_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_fingerprint(self, fingerprint: str) -> None:
        """Show what the letter says."""
        self.fingerprint.setText(fingerprint)

    def forget(self) -> None:
        """Let no secret stay on the screen."""
        self._hide_code()
        self.code_line.clear()

    def tell(self, error: LuringError) -> None:
        """Say at the field why the paper is not right."""
        sentence = sentence_for(error)
        self.code_field.show_error(sentence.brief)
        self.code_line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _hide_code(self) -> None:
        self.paper = None
        self.code.setText("")

    # The steps

    def _make_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "A key is a long random number that only this hub knows. With it the hub seals and signs, and "
                "every office can prove that a package is from here and from nobody else."
            ),
            tr(
                "Two are made now: a main key that rests on paper in the safe, and working keys that stay on "
                "this computer. You need a printer, an envelope and a second person as a witness. It takes "
                "ten minutes and is done once."
            ),
            role="body",
        )
        self._who = Text(
            tr("Somebody with the role of the hub's decider has to do this."), "due", wraps=True
        )
        column.addWidget(self._who)
        self.make_button = Button(tr("&Make the keys"), icon="key-round", kind="primary")
        column.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _paper_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "This is the main key. Print it, let the witness compare the paper with the screen, put it "
                "into an envelope, seal it, and sign both across the seal. It belongs into the safe."
            ),
            tr(
                "Do not photograph it, and do not keep it as a file: whoever has it can be the hub."
            ),
            role="body",
        )
        self.code = Text("", "heading", wraps=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code.setFont(font)
        self.code.setAccessibleName(tr("Main key of the hub"))
        box = Card(ground="sunken", is_tight=True)
        box.body.addWidget(self.code)
        column.addWidget(box)
        self.paper_button = Button(tr("Pri&nt the paper…"), icon="printer", kind="primary")
        self.sure = QCheckBox(tr("It is on paper, and &both have compared it"))
        self.sure.toggled.connect(self._on_sure)
        self.go_on_button = Button(tr("&Go on"))
        self.go_on_button.setEnabled(False)
        self.go_on_button.clicked.connect(self._on_go_on)
        column.addWidget(self.paper_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.sure)
        column.addWidget(self.go_on_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _check_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "A paper that cannot be read is found out on the worst day. Type the main key off the paper "
                "now, before the envelope is sealed: the screen does not show it any more."
            ),
            role="body",
        )
        self.code_line = QLineEdit()
        self.code_line.setMaxLength(120)
        self.code_line.returnPressed.connect(self._on_check)
        self.code_field = FormField(
            tr("&Main key"),
            self.code_line,
            hint=tr("14 groups of four; capitals and blanks do not matter"),
        )
        column.addWidget(self.code_field)
        self.check_button = Button(tr("&Check"), icon="shield-check", kind="primary")
        self.check_button.clicked.connect(self._on_check)
        column.addWidget(self.check_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return step

    def _letter_step(self) -> QWidget:
        step, column = step_part(
            tr(
                "The paper is right; seal the envelope. The last thing is the letter for the offices: it says "
                "the fingerprint, which is not secret. Every office compares it once, when it joins."
            ),
            role="body",
        )
        column.addWidget(Text(tr("Fingerprint of the hub"), "label"))
        self.fingerprint = Text("", "title", wraps=True, selectable=True)
        self.fingerprint.setAccessibleName(tr("Fingerprint of the hub"))
        column.addWidget(self.fingerprint)
        row = QHBoxLayout()
        row.setSpacing(S)
        self.letter_button = Button(tr("Pri&nt the letter…"), icon="printer", kind="primary")
        self.close_button = Button(tr("D&one"))
        row.addWidget(self.letter_button)
        row.addWidget(self.close_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return step

    @Slot(bool)
    def _on_sure(self, is_sure: bool) -> None:
        self.go_on_button.setEnabled(is_sure)

    @Slot()
    def _on_go_on(self) -> None:
        self.went_on.emit()

    @Slot()
    def _on_check(self) -> None:
        if self.code_line.text().strip():
            self.check_wanted.emit(self.code_line.text())
        else:
            self.code_field.show_error(tr("Type it off the paper."))
