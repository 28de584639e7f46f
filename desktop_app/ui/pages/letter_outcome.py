"""What became of letters for many: how many were written, which were refused and why, and the ways on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app import files
from desktop_app.actions.letter_making import Drawn
from desktop_app.actions.letter_register import LettersStepped, step_letters
from desktop_app.actions.letter_runs import (
    LetterRun,
    ListLetter,
    carry_on,
    draw_together,
    write_run,
)
from desktop_app.actions.letters import plain_letter
from desktop_app.actions.office import Office
from desktop_app.domain.changes import Done
from desktop_app.domain.letter_run import Listed, RunState
from desktop_app.domain.register import LetterState
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.files import ask_for_folder, ask_where_to_save
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.working_form import WorkingForm
from desktop_app.ui.printing import ask_and_print
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.paper import PdfPages
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number
from desktop_app.words.letter_words import letter_file_name
from desktop_app.words.messages import sentence_for

_ROWS_SHOWN = 300
_TO_BE_SIGNED = "tanda-terima"


class LetterOutcome(WorkingForm):
    """Says what was written and offers what may follow; `buttons` belong at the foot of a sheet."""

    def __init__(self, page: Page, *, parent: QWidget | None = None) -> None:
        super().__init__(page, parent=parent)
        self.run: LetterRun | None = None
        self.made: ListLetter | None = None
        self._pages = PdfPages(self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.table: DataTable[Listed] = DataTable(
            (
                Column(
                    "row",
                    mark("Row"),
                    lambda one: number(one.row),
                    width=70,
                    is_number=True,
                    sort=lambda one: one.row,
                ),
                Column("name", mark("Name"), lambda one: one.name or "–", width=150),
                Column("why", mark("Why there is no letter"), _why, width=230, tip=_why),
            ),
            name="letter-outcome",
            memory=page.desk.memory,
            accessible_name=tr("Rows without a letter"),
        )
        self.table.setMinimumHeight(_ROWS_SHOWN)
        for part in (self.banner, self.strip):
            whole.addWidget(part)
        whole.addWidget(self.table, 1)
        whole.addStretch(0)
        self.again_button = Button(tr("Try the refused a&gain"))
        self.again_button.clicked.connect(self._on_again)
        self.files_button = Button(tr("Save as &files…"))
        self.files_button.clicked.connect(self._on_files)
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.save_button.clicked.connect(self._on_save)
        self.go_on_button = Button(tr("G&o on"), kind="primary")
        self.go_on_button.clicked.connect(self._on_go_on)
        self.print_button = Button(tr("P&rint…"), icon="printer", kind="primary")
        self.print_button.clicked.connect(self._on_print)
        self.text_button = Button(tr("As te&xt (dot matrix)…"))
        self.text_button.clicked.connect(self._on_text)
        self.buttons = (self.save_button, self.go_on_button, self.print_button)
        self._more = (self.again_button, self.files_button, self.text_button)
        more = QWidget()
        flow = FlowLayout(more, gap=S)
        for button in self._more:
            flow.addWidget(button)
        whole.insertWidget(whole.indexOf(self.table), more)
        self.stepped.connect(self._show_buttons)
        self._show_buttons()

    def show_run(self, run: LetterRun) -> None:
        """Say what became of a run."""
        self.run = run
        line = run.line
        said = []
        if line.refused:
            said.append(
                trn("{n} row was refused.", "{n} rows were refused.", line.refused).format(
                    n=number(line.refused)
                )
            )
        if line.waiting:
            said.append(
                trn(
                    "Stopped: {n} letter still waits.",
                    "Stopped: {n} letters still wait.",
                    line.waiting,
                ).format(n=number(line.waiting))
            )
        self._say(line.issued, said)
        self.table.show_rows([row.listed for row in run.rows if row.state is RunState.REFUSED])
        self.table.setVisible(line.refused > 0)
        self._show_buttons()

    def show_list_letter(self, made: ListLetter) -> None:
        """Say that the one letter was written, and who is missing from it."""
        self.made = made
        missing = len(made.refused)
        said = [tr("Number {number}.").format(number=made.issued.line.number)]
        if missing:
            said.append(
                trn("{n} row was refused.", "{n} rows were refused.", missing).format(
                    n=number(missing)
                )
            )
        self._say(1, said)
        self.table.show_rows(list(made.refused))
        self.table.setVisible(missing > 0)
        self._show_buttons()

    def _say(self, count: int, said: list[str]) -> None:
        self.banner.say(
            "info" if count else "due",
            trn("{n} letter was written.", "{n} letters were written.", count).format(
                n=number(count)
            ),
            " ".join(said),
        )

    @property
    def _letter_ids(self) -> list[str]:
        if self.made is not None:
            return [self.made.issued.line.id]
        return self.run.letter_ids if self.run is not None else []

    @Slot()
    def _show_buttons(self) -> None:
        line = self.run.line if self.run else None
        is_list = self.made is not None and self.made.issued.line.kind == _TO_BE_SIGNED
        self.text_button.setVisible(is_list)
        self.again_button.setVisible(line is not None and line.refused > 0)
        self.go_on_button.setVisible(line is not None and line.waiting > 0)
        self.files_button.setVisible(line is not None and line.issued > 1)
        for button in (self.save_button, self.print_button):
            button.setVisible(bool(self._letter_ids))
        for button in (*self.buttons, *self._more):
            button.setEnabled(not self.is_busy)

    # Work

    def _carry_on(self, *, is_again: bool) -> None:
        if self.run is not None:
            self.work(
                partial(carry_on, run_id=self.run.line.id, is_again=is_again),
                tr("Writing letters"),
                self._on_carried_on,
            )

    def _on_carried_on(self, done: Done[LetterRun]) -> None:
        self.show_run(done.value)

    @Slot()
    def _on_go_on(self) -> None:
        self._carry_on(is_again=False)

    @Slot()
    def _on_again(self) -> None:
        self._carry_on(is_again=True)

    # Printing and saving

    @Slot()
    def _on_print(self) -> None:
        self.work(
            partial(draw_together, letter_ids=self._letter_ids),
            tr("Drawing letters"),
            self._print,
        )

    def _print(self, drawn: Drawn) -> None:
        self._pages.load(drawn.pdf)
        ask_and_print(
            self,
            self._pages.document,
            tr("Letters"),
            self._page.desk.memory,
            printed=self._on_printed,
        )

    def _on_printed(self) -> None:
        self.work(
            partial(step_letters, letter_ids=self._letter_ids, to=LetterState.PRINTED),
            tr("Recording"),
            self._say_printed,
        )

    def _say_printed(self, done: Done[LettersStepped]) -> None:
        self._page.say_done(
            trn(
                "{n} letter is marked as printed.",
                "{n} letters are marked as printed.",
                done.value.stepped,
            ).format(n=number(done.value.stepped))
        )

    @Slot()
    def _on_save(self) -> None:
        if self.made is not None:
            line = self.made.issued.line
            name = letter_file_name(line.kind, line.number)
        elif self.run is not None:
            name = letter_file_name(self.run.line.kind, f"{self.run.line.issued}")
        else:
            return
        ask_where_to_save(self, tr("Save the letters"), name, self._save, suffix="pdf")

    def _save(self, chosen: list[Path]) -> None:
        if chosen:
            self.work(
                partial(_save_together, letter_ids=self._letter_ids, target=chosen[0]),
                tr("Drawing letters"),
                self._say_saved,
            )

    @Slot()
    def _on_text(self) -> None:
        if self.made is not None:
            line = self.made.issued.line
            name = letter_file_name(line.kind, line.number).removesuffix("pdf")
            ask_where_to_save(
                self, tr("Save the list"), f"{name}txt", self._save_text, suffix="txt"
            )

    def _save_text(self, chosen: list[Path]) -> None:
        if chosen and self.made is not None:
            self._page.do(_keep_text, self.made.issued.line.id, chosen[0], then=self._say_saved)

    @Slot()
    def _on_files(self) -> None:
        ask_for_folder(self, tr("Where the files go"), self._save_files)

    def _save_files(self, chosen: list[Path]) -> None:
        if chosen and self.run is not None:
            self.work(
                partial(
                    write_run, run_id=self.run.line.id, folder=chosen[0], name=letter_file_name
                ),
                tr("Writing the files"),
                self._say_files,
            )

    def _say_saved(self, name: str) -> None:
        self._page.say_done(tr("The letters were saved as {name}.").format(name=name))

    def _say_files(self, written: tuple[list[Path], int]) -> None:
        count = len(written[0])
        self._page.say_done(
            trn("{n} file was written.", "{n} files were written.", count).format(n=number(count))
        )


def _save_together(
    office: Office, *, letter_ids: list[str], target: Path, progress: Progress
) -> str:
    drawn = draw_together(office, letter_ids, progress)
    files.write_whole(target, drawn.pdf)
    return target.name


def _keep_text(office: Office, letter_id: str, target: Path) -> str:
    files.write_whole(target, plain_letter(office, letter_id).encode("ascii"))
    return target.name


def _why(one: Listed) -> str:
    return sentence_for(one.error).brief if one.error is not None else ""
