"""The second step of an import: what the files are, before anything is taken from them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.extract import (
    ColumnLook,
    Entity,
    ExtractLook,
    FileLook,
    TableChoices,
    TableKey,
)
from desktop_app.domain.problem import ProblemKind
from desktop_app.errors import Code, UserError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.pages.release_columns import ColumnsTab
from desktop_app.ui.pages.release_reading import ReadingTab
from desktop_app.ui.pages.release_sample import SampleTable
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.tabs import Tabs
from desktop_app.ui.widgets.text import Text
from desktop_app.words.extract_words import (
    evidence_words,
    file_facts,
    known_columns,
    no_families_words,
    profile_words,
    rows_words,
    system_words,
)
from desktop_app.words.format import number
from desktop_app.words.messages import sentence_for
from desktop_app.words.problems import action_meaning, action_words, kind_words


@dataclass(frozen=True, slots=True)
class KindCount:
    """One kind of problem and how often it stands in the rows that were looked at."""

    kind: ProblemKind
    count: int


class LookStep(QWidget):
    """The files at the left; at the right the chosen one: its columns, how it is read, rows, problems.

    `decided` brings what a person decided about the chosen file; the page has it judged and answers with
    `show_look_again`, or with `show_as_it_was`.
    """

    decided = Signal(object)  # TableChoices
    save_wanted = Signal()
    mappings_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: ExtractLook | None = None
        self._judged: ExtractLook | None = None
        self._keeps_row = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.stop = Banner()
        column.addWidget(self.stop)
        self.reason = QLineEdit()
        self.reason.setMaxLength(200)
        self.reason_field = FormField(
            tr("&Reason to go on all the same"),
            self.reason,
            hint=tr("It is kept with the release and in the audit log."),
        )
        column.addWidget(self.reason_field)
        self.files = QListWidget()
        self.files.setAccessibleName(tr("Files"))
        self.files.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.files.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.files.currentRowChanged.connect(self._on_file)
        left = QWidget()
        side = QVBoxLayout(left)
        side.setContentsMargins(0, 0, L, 0)
        side.setSpacing(S)
        side.addWidget(self.files, 1)
        self._summary = Text("", "muted", wraps=True)
        side.addWidget(self._summary)
        self.save_button = Button(tr("Save this &mapping…"), icon="save")
        self.save_button.clicked.connect(self._on_save)
        self.mappings_button = Button(tr("Saved mappin&gs…"), kind="plain")
        self.mappings_button.clicked.connect(self._on_mappings)
        self.reset_button = Button(tr("Reset e&verything"), kind="plain")
        self.reset_button.setToolTip(tr("Read this file as the program found it"))
        self.reset_button.clicked.connect(self._on_reset)
        for button in (self.save_button, self.mappings_button, self.reset_button):
            side.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        right = QWidget()
        detail = QVBoxLayout(right)
        detail.setContentsMargins(L, 0, 0, 0)
        detail.setSpacing(XS)
        self._layout = Text("", "heading", wraps=True)
        self._facts = Text("", "muted", wraps=True)
        detail.addWidget(self._layout)
        detail.addWidget(self._facts)
        self.tabs = Tabs()
        self.columns = ColumnsTab(memory)
        self.columns.decided.connect(self._on_decided)
        self.reading = ReadingTab()
        self.reading.decided.connect(self._on_decided)
        self.sample = SampleTable()
        self.problems: DataTable[KindCount] = DataTable(
            _PROBLEMS, name="look-problems", memory=memory, accessible_name=tr("First problems")
        )
        self.problems.set_empty(
            EmptyState("circle-check", tr("No problems in the rows that were looked at"))
        )
        self.tabs.addTab(self.columns, tr("Columns"))
        self.tabs.addTab(self.reading, tr("How it is read"))
        self.tabs.addTab(self.sample, tr("Sample rows"))
        self.tabs.addTab(self.problems, tr("First problems"))
        detail.addWidget(self.tabs, 1)
        column.addWidget(ListAndDetail(left, right, name="look", memory=memory, share=0.32), 1)

    @property
    def file(self) -> FileLook | None:
        """The file that is chosen at the left."""
        at = self.files.currentRow()
        return self._look.files[at] if self._look and 0 <= at < len(self._look.files) else None

    @property
    def fields(self) -> dict[Code, FormField]:
        """Where a refusal of what was decided belongs."""
        if self.tabs.currentWidget() is self.reading:
            return self.reading.fields
        return dict.fromkeys(self.reading.fields, self.columns.field)

    def choices_with(self, choices: TableChoices) -> dict[TableKey, TableChoices]:
        """What a person decided about every file, with these for the one that is chosen."""
        if self._look is None:
            return {}
        decided = {(file.path, file.sheet): file.choices for file in self._look.files}
        if self.file is not None:
            decided[self.file.path, self.file.sheet] = choices
        return decided

    def show_look(self, look: ExtractLook) -> None:
        """Show what was found, beginning with the columns."""
        self.tabs.setCurrentWidget(self.columns)
        self._look = self._judged = look
        self._show_whole(look)
        self._list_files(look, 0)

    def show_look_again(self, look: ExtractLook) -> None:
        """Show the same files judged by what was decided; whoever works in a row stays in it."""
        file = self.file
        key = (file.path, file.sheet) if file is not None else None
        self._look = self._judged = look
        self._show_whole(look)
        keys = [(one.path, one.sheet) for one in look.files]
        self._keeps_row = True
        self._list_files(look, keys.index(key) if key in keys else 0)
        self._keeps_row = False

    def show_as_it_was(self) -> None:
        """Take back on the screen what was refused."""
        if self._judged is not None:
            self.show_look_again(self._judged)

    def check(self) -> bool:
        """Whether the import may go on; asks for the reason where the look says stop."""
        look = self._look
        if look is None:
            return False
        nameless = [at for at, file in enumerate(look.files) if not file.names_somebody]
        if nameless:
            self.files.setCurrentRow(nameless[0])
            self.tabs.setCurrentWidget(self.columns)
            self.columns.show_error(_nameless_words(look.files[nameless[0]]))
            self.columns.picker.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if look.stop is None or self.reason.text().strip():
            self.reason_field.show_error("")
            return True
        self.reason_field.show_error(tr("Write in a few words why."))
        self.reason.setFocus()
        return False

    def _show_whole(self, look: ExtractLook) -> None:
        self.stop.hide()
        nameless = next((file for file in look.files if not file.names_somebody), None)
        self.reason_field.setVisible(look.stop is not None and nameless is None)
        if nameless is not None:
            error = UserError(Code.MAPPING_NAMES_NOBODY, name=nameless.name)
        elif look.stop is not None:
            error = UserError(look.stop, percent=round(look.unreadable_share * 100))
        else:
            error = None
        if error is not None:
            sentence = sentence_for(error)
            self.stop.say("due", sentence.what, f"{sentence.safe} {sentence.next}", closes=False)
        elif not look.gives_families:
            self.stop.say("due", *no_families_words(look), closes=False)
        self._summary.setText(
            " · ".join(
                [
                    system_words(look),
                    trn("{n} row looked at", "{n} rows looked at", look.sampled).format(
                        n=number(look.sampled)
                    ),
                ]
            )
        )

    def _list_files(self, look: ExtractLook, current: int) -> None:
        self.files.blockSignals(True)
        self.files.clear()
        for file in look.files:
            words = f"{file.name}\n{profile_words(file)} · {rows_words(file)}"
            self.files.addItem(words)
            self.files.item(self.files.count() - 1).setToolTip(words)
        self.files.setCurrentRow(current)
        self.files.blockSignals(False)
        self._on_file(current)

    @Slot(int)
    def _on_file(self, at: int) -> None:
        if self._look is None or not 0 <= at < len(self._look.files):
            return
        file = self._look.files[at]
        self._layout.setText(_heading(file))
        facts = [f"{file_facts(file)}\n{rows_words(file)}", known_columns(file)]
        if file.regions is not None:
            facts.append(tr("Desa codes: {evidence}").format(evidence=evidence_words(file.regions)))
        self._facts.setText(" · ".join(facts))
        is_doubtful = file.regions is not None and file.regions.is_doubtful
        self._facts.set_role("due" if is_doubtful else "muted")
        self.columns.show_file(file, keep=self._keeps_row)
        self.reading.show_file(file)
        self.reset_button.setEnabled(file.choices != TableChoices())
        self.sample.show_file(file)
        counts = Counter(one.kind for one in self._look.problems if one.file == at)
        self.problems.show_rows([KindCount(kind, n) for kind, n in counts.most_common()])
        shown = trn("First problems ({n})", "First problems ({n})", counts.total())
        at_problems = self.tabs.indexOf(self.problems)
        self.tabs.setTabText(at_problems, shown.format(n=number(counts.total())))

    @Slot(object)
    def _on_decided(self, choices: TableChoices) -> None:
        file, look = self.file, self._look
        if file is None or look is None:
            return
        # At once on the screen, so that the next choice is made on top of this one.
        columns = list(file.columns)
        for at, word in choices.words:
            entity, _, field = word.partition(".")
            kind = Entity(entity) if field else None
            columns[at] = ColumnLook(columns[at].header, kind, field, 100, columns[at].style)
        decided = replace(file, columns=tuple(columns), choices=choices)
        files = tuple(decided if one is file else one for one in look.files)
        self._look = replace(look, files=files)
        self.columns.show_file(decided, keep=True)
        self.decided.emit(choices)

    @Slot()
    def _on_reset(self) -> None:
        # The button is about to be disabled, and the keyboard must be somewhere.
        self.files.setFocus(Qt.FocusReason.OtherFocusReason)
        self._on_decided(TableChoices())

    @Slot()
    def _on_save(self) -> None:
        self.save_wanted.emit()

    @Slot()
    def _on_mappings(self) -> None:
        self.mappings_wanted.emit()


def _heading(file: FileLook) -> str:
    """What the file was recognised as, and that a person changed it."""
    if not file.names_somebody:
        return tr("Not recognised yet")
    words = profile_words(file)
    words = words[:1].upper() + words[1:]
    return words if file.choices == TableChoices() else tr("{words}, changed").format(words=words)


def _nameless_words(file: FileLook) -> str:
    sentence = sentence_for(UserError(Code.MAPPING_NAMES_NOBODY, name=file.name))
    return sentence.brief


_PROBLEMS: tuple[Column[KindCount], ...] = (
    Column(
        "kind",
        mark("Problem"),
        lambda one: kind_words(one.kind),
        width=340,
        below=lambda one: action_meaning(one.kind.action),
    ),
    Column("action", mark("What is done"), lambda one: action_words(one.kind.action), width=130),
    Column(
        "count",
        mark("Rows"),
        lambda one: number(one.count),
        width=90,
        is_number=True,
        sort=lambda one: one.count,
    ),
)
