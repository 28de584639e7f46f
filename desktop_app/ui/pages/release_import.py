"""Bringing in a release as a few steps on the page: files, a look, a name, loading, what became of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.extracts import Imported
from desktop_app.domain.bast import BastKind
from desktop_app.domain.extract import ExtractLook
from desktop_app.domain.release import ReleaseDraft
from desktop_app.errors import Code
from desktop_app.language import tr, trn
from desktop_app.ui.icons import Icon
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.release_bast import BastChoice, bast_field
from desktop_app.ui.pages.release_files import FilesStep
from desktop_app.ui.pages.release_look import LookStep
from desktop_app.ui.style import READING_WIDTH, XL, XS, L, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.counts import CountsCard
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.steps import Steps
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.extract_words import became_words, suggested_label
from desktop_app.words.format import number

FILES, LOOK, NAME, LOADING, RESULT = range(5)


class ImportWizard(QWidget):
    """Holds what was chosen and typed; the page does the work it asks for."""

    look_wanted = Signal(object)  # list[Path]
    load_wanted = Signal()
    left = Signal()
    problems_wanted = Signal()
    changes_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look: ExtractLook | None = None
        self.imported: Imported | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.steps = Steps([tr("Files"), tr("Look"), tr("Name"), tr("Load")])
        column.addWidget(self.steps)
        column.addWidget(Rule())
        self._stack = QStackedWidget()
        self.files = FilesStep()
        self.files.changed.connect(self._on_files)
        self.look_step = LookStep(memory)
        self.look_step.reason.returnPressed.connect(self.go_on)
        self.name = _NameStep()
        self.name.entered.connect(self.go_on)
        self.loading = EmptyState("database", "")
        self.result = _ResultStep()
        self.result.problems_button.clicked.connect(self._on_problems)
        self.result.changes_button.clicked.connect(self._on_changes)
        for step in (self.files, self.look_step, self.name, self.loading, self.result):
            self._stack.addWidget(step)
        column.addWidget(self._stack, 1)
        column.addWidget(Rule())
        foot = QHBoxLayout()
        foot.setSpacing(S)
        self.cancel_button = Button(tr("Ca&ncel"), kind="plain")
        self.cancel_button.clicked.connect(self._on_cancel)
        self.back_button = Button(tr("Bac&k"), icon="chevron-left")
        self.back_button.clicked.connect(self.go_back)
        self.next_button = Button("", kind="primary")
        self.next_button.setAutoDefault(True)  # the keyboard waits here: Enter goes on too
        self.next_button.clicked.connect(self.go_on)
        foot.addWidget(self.cancel_button)
        foot.addStretch(1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.next_button)
        column.addLayout(foot)
        self.begin()

    @property
    def step(self) -> int:
        """Which step is on the screen."""
        return self._stack.currentIndex()

    @property
    def draft(self) -> ReleaseDraft | None:
        """What the person says about the files; None while the date is none."""
        day = self.name.day_field.day
        if day is None:
            return None
        return ReleaseDraft(
            self.name.label.text(), day, self.name.handover.text(), self.name.bast_kind
        )

    @property
    def has_begun(self) -> bool:
        """Whether there is something that leaving would lose sight of."""
        return bool(self.files.paths) and self.step != RESULT

    def begin(self) -> None:
        """Everything from the start."""
        self.look = None
        self.imported = None
        self.files.clear()
        self.look_step.reason.clear()
        self.name.clear()
        self._show(FILES)

    def show_look(self, look: ExtractLook) -> None:
        """The files were looked at."""
        self.look = look
        self.look_step.show_look(look)
        self.name.suggest([file.path for file in look.files])
        self._show(LOOK)

    def show_look_again(self, look: ExtractLook) -> None:
        """The files were judged as a person decided."""
        self.look = look
        self.look_step.show_look_again(look)

    def show_loading(self) -> None:
        """The work has begun; it is stopped with the strip below."""
        self.loading.say(
            tr("Loading “{label}”").format(label=self.name.label.text().strip()),
            tr(
                "The release before stays in use until the last moment. You can go on working on other "
                "pages; stopping, a power cut or a full disk change nothing."
            ),
        )
        self._show(LOADING)

    def show_result(self, imported: Imported, *, has_others: bool) -> None:
        """The release is here; `has_others` says whether there is one to compare it with."""
        self.imported = imported
        self.result.show_result(imported)
        self.result.changes_button.setVisible(has_others and not imported.is_light)
        self._show(RESULT)

    def show_files(self) -> None:
        """Back to the files, which have to be looked at again."""
        self._show(FILES)

    def show_name(self) -> None:
        """Back to the name, after a stop or a refusal; everything typed is still there."""
        self._show(NAME)

    @Slot()
    def go_on(self) -> None:
        """The next step, if this one is complete."""
        match self.step:
            case s if s == FILES and self.files.paths:
                self.look_wanted.emit(self.files.paths)
            case s if s == LOOK and self.next_button.isEnabled() and self.look_step.check():
                self._show(NAME)
            case s if s == NAME and self.name.check():
                self.load_wanted.emit()
            case s if s == RESULT:
                self.left.emit()

    @Slot()
    def go_back(self) -> None:
        """The step before this one; nothing is forgotten."""
        if self.step in (LOOK, NAME):
            self._show(self.step - 1)

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.show_step(min(step, LOADING) if step != RESULT else RESULT)
        self.back_button.setVisible(step in (LOOK, NAME))
        self.cancel_button.setVisible(step in (FILES, LOOK, NAME))
        self.next_button.setVisible(step != LOADING)
        self.next_button.setText(
            {
                FILES: tr("L&ook at the files"),
                LOOK: tr("Go &on"),
                NAME: tr("&Load the release"),
                RESULT: tr("&Done"),
            }.get(step, "")
        )
        self._on_files()
        first: dict[int, QWidget] = {
            FILES: self.files.zone,
            LOOK: self.look_step.files,
            NAME: self.name.label,
            RESULT: self.next_button,
        }
        if step in first:
            first[step].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_files(self) -> None:
        self.next_button.setEnabled(self.step != FILES or bool(self.files.paths))
        if self.step == FILES and self.files.paths:
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _on_cancel(self) -> None:
        self.left.emit()

    @Slot()
    def _on_problems(self) -> None:
        self.problems_wanted.emit()

    @Slot()
    def _on_changes(self) -> None:
        self.changes_wanted.emit()


class _NameStep(Pane):
    """What a person says about the files."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__(left=0)
        self.label = QLineEdit()
        self.label.setMaxLength(60)
        self.handover = QLineEdit()
        self.handover.setMaxLength(80)
        self.label_field = FormField(
            tr("&Name of the release"),
            self.label,
            hint=tr("As your office speaks of it, for example V3 2026."),
        )
        self.day_field = DayField(
            tr("&Reference date"), hint=tr("The day that the data describes; it is on the BAST.")
        )
        self.handover_field = FormField(
            tr("&BAST number (if there is one)"),
            self.handover,
            hint=tr("The hand-over record from the kabupaten or BPS."),
        )
        self.kind = BastChoice()
        self.kind_field = bast_field(self.kind)
        holder = QWidget()
        holder.setMaximumWidth(grown(READING_WIDTH * 2 // 3))
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(L)
        column.addWidget(Text(tr("What are these files?"), "heading"))
        for field in (
            self.label_field,
            self.day_field,
            self.handover_field,
            self.kind_field,
        ):
            column.addWidget(field)
        beside = QHBoxLayout()
        beside.addWidget(holder, 1)
        beside.addStretch(0)
        self.column.addLayout(beside)
        self.column.addStretch(1)
        for line in (self.label, self.day_field.line, self.handover):
            line.returnPressed.connect(self._on_entered)

    @property
    def fields(self) -> dict[Code, FormField]:
        """Where a refusal of the import belongs."""
        return {
            Code.RELEASE_LABEL_MISSING: self.label_field,
            Code.RELEASE_LABEL_TAKEN: self.label_field,
            Code.DATE_IN_FUTURE: self.day_field,
        }

    @property
    def bast_kind(self) -> BastKind:
        """What the hand-over record allows, as far as it was said."""
        return self.kind.kind

    def clear(self) -> None:
        """Begin empty."""
        self.label.clear()
        self.handover.clear()
        self.kind.choose(BastKind.UNSAID.value)
        self.day_field.show_day(None)
        self.label_field.show_error("")

    def suggest(self, paths: list[Path]) -> None:
        """Fill in what the names of the files say, where nothing was typed."""
        if not self.label.text().strip():
            self.label.setText(suggested_label(paths))

    def check(self) -> bool:
        """Whether it is complete."""
        self.label_field.show_error(
            "" if self.label.text().strip() else tr("Give the release a name.")
        )
        if not self.label.text().strip():
            self.label.setFocus()
            return False
        if not self.day_field.check():
            self.day_field.line.setFocus()
            return False
        return True

    @Slot()
    def _on_entered(self) -> None:
        self.entered.emit()


class _ResultStep(Pane):
    """What became of every record."""

    def __init__(self) -> None:
        super().__init__(left=0)
        row = QHBoxLayout()
        row.setSpacing(L)
        row.addWidget(Icon("circle-check", size=40, tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self.heading = Text("", "heading", wraps=True)
        self.sentence = Text("", "muted", wraps=True)
        words.addWidget(self.heading)
        words.addWidget(self.sentence)
        row.addLayout(words, 1)
        self.column.addSpacing(M)
        self.column.addLayout(row)
        self.column.addSpacing(XL - M)
        self.counts = CountsCard()
        self.counts.setMaximumWidth(grown(READING_WIDTH * 2 // 3))
        self.column.addWidget(self.counts)
        self.problems_button = Button(tr("See the &list of problems"), icon="list-checks")
        self.changes_button = Button(tr("See &what changed"), icon="layers")
        self.column.addSpacing(S)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.changes_button)
        buttons.addWidget(self.problems_button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addStretch(1)

    def show_result(self, imported: Imported) -> None:
        counts = imported.counts
        self.heading.setText(
            became_words(imported.label, is_current=imported.is_current, is_light=imported.is_light)
        )
        families = trn("{n} family", "{n} families", imported.families)
        people = trn("{n} person", "{n} people", imported.persons)
        self.sentence.setText(
            tr("{families} and {people}. Every record is counted once below.").format(
                families=families.format(n=number(imported.families)),
                people=people.format(n=number(imported.persons)),
            )
        )
        self.counts.show_counts(counts)
        self.problems_button.setVisible(counts.clean < counts.records)
