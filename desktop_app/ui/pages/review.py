"""Perlu ditinjau: the local work whose family or person a release changed, until somebody ticks it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.reviews import mark_reviewed, reviews_of, unmark_reviewed
from desktop_app.domain.changes import Topic
from desktop_app.domain.review import ReviewLine
from desktop_app.domain.subject import SubjectKind
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.change_words import reason_words, work_words
from desktop_app.words.format import moment, number
from desktop_app.words.people import village_words


class ReviewPage(Page):
    """One list; a tick asks for a note and can be undone."""

    shows = frozenset(
        {
            Topic.RELEASES,
            Topic.INTERVENTIONS,
            Topic.LETTERS,
            Topic.LOCAL_FACTS,
            Topic.PROPOSALS,
            Topic.REVIEWS,
        }
    )
    help_text = mark(
        "A new release never changes what the office recorded. But where a family left, came under "
        "another card, or a NIK was corrected, somebody should look whether the help goes on and "
        "whether a letter must be written anew. Enter opens the record; tick what you have looked at."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._lookups: Lookups | None = None
        self._waiting = 0
        self.set_title(tr("To be reviewed"))
        self.tick_button = self.set_primary(tr("&Mark as reviewed…"), self._on_tick, icon="check")
        self.with_reviewed = QCheckBox(tr("Show &also what is reviewed"))
        self.with_reviewed.clicked.connect(self._read)
        self.open_button = Button(tr("&Open the family"), icon="users")
        self.open_button.clicked.connect(self._on_open)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self.open_button)
        row.addWidget(self.with_reviewed)
        row.addStretch(1)
        self.table: DataTable[ReviewLine] = DataTable(
            self._columns(), name="review", memory=desk.memory, accessible_name=tr("To be reviewed")
        )
        self.nothing = EmptyState(
            "circle-check",
            tr("Nothing waits to be reviewed"),
            tr("All recorded help, letters and notes are of families that stand as they did."),
        )
        self.table.set_empty(self.nothing)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._open)
        self.note = Text("", "muted", wraps=True)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        column.addWidget(self.note)
        self.body.addWidget(whole, 1)
        self._on_chosen(None)

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups)
        self._read()

    # Showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self.table.viewport().update()

    @Slot()
    def _read(self) -> None:
        wanted = partial(reviews_of, with_reviewed=self.with_reviewed.isChecked())
        self.do(wanted, then=self._show_lines, latest="review")

    def _show_lines(self, lines: list[ReviewLine]) -> None:
        self.table.show_rows(lines, keep=True)
        if lines and self.table.current is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._waiting = sum(line.reviewed is None for line in lines)
        words = trn(
            "{n} waits for somebody to look", "{n} wait for somebody to look", self._waiting
        )
        self.set_subtitle(
            words.format(n=number(self._waiting))
            if lines
            else tr("Recorded help, letters and notes that a new release touches")
        )

    def _columns(self) -> tuple[Column[ReviewLine], ...]:
        return (
            Column(
                "name",
                mark("Name"),
                lambda line: line.name or tr("Name unknown"),
                width=230,
                below=lambda line: (
                    tr("Person") if line.subject_kind is SubjectKind.PERSON else tr("Family")
                ),
                is_struck=lambda line: line.reviewed is not None,
            ),
            Column(
                "why",
                mark("Why"),
                lambda line: ", ".join(reason_words(reason) for reason in line.reasons),
                width=300,
                below=lambda line: (
                    tr("Release {label}").format(label=line.release_label)
                    if line.release_label
                    else ""
                ),
                tone=lambda line: "muted" if line.reviewed else "due_text",
                tip=lambda line: ", ".join(reason_words(reason) for reason in line.reasons),
            ),
            Column(
                "work",
                mark("Recorded work"),
                work_words,
                width=200,
                sort=lambda line: line.interventions + line.letters + line.notes,
                below=lambda line: line.last_note,
                tip=lambda line: line.last_note,
            ),
            Column("village", mark("Desa"), self._village, width=140),
        )

    def _village(self, line: ReviewLine) -> str:
        if self._lookups is None:
            return line.village
        return village_words(self._lookups.regions, line.village)

    # News

    @Slot(object)
    def _on_chosen(self, line: ReviewLine | None) -> None:
        self.open_button.setEnabled(line is not None and line.family_id is not None)
        self.tick_button.setEnabled(line is not None)
        is_ticked = line is not None and line.reviewed is not None
        self.tick_button.setText(
            tr("Ta&ke the tick back") if is_ticked else tr("&Mark as reviewed…")
        )
        words = ""
        if line is not None and line.reviewed is not None:
            words = tr("Reviewed by {name}, {moment}: {note}").format(
                name=line.reviewed.by_name or "–",
                moment=moment(line.reviewed.at),
                note=line.reviewed.note,
            )
        self.note.setText(words)
        self.note.setVisible(bool(words))

    @Slot()
    def _on_open(self) -> None:
        if self.table.current is not None:
            self._open(self.table.current)

    @Slot(object)
    def _open(self, line: ReviewLine) -> None:
        if line.family_id is not None:
            listed = (one.family_id for one in self.table.rows.rows if isinstance(one, ReviewLine))
            self.desk.trail.families = tuple(
                dict.fromkeys(one for one in listed if one is not None)
            )
            self.go("family", line.family_id, _tab_of(line))

    @Slot()
    def _on_tick(self) -> None:
        line = self.table.current
        if line is None:
            return
        if line.reviewed is not None:
            self._untick(line)
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("What did you find?"),
            explanation=tr(
                "The note is kept with your name. The recorded help and the letters stay as they are."
            ),
            verb=tr("&Mark as reviewed"),
            usual=(
                tr("Checked, the help goes on"),
                tr("Checked, the help ends"),
                tr("To be taken up with the desa"),
            ),
        )
        dialog.given.connect(partial(self._tick, line))
        dialog.open()

    def _tick(self, line: ReviewLine, note: str) -> None:
        said = tr("“{name}” is marked as reviewed.").format(name=line.name)
        self.do(
            mark_reviewed,
            line,
            note,
            then=lambda _: self.say_done(said, undo=partial(self._untick, line)),
            busy=[self.tick_button],
        )
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _untick(self, line: ReviewLine) -> None:
        said = tr("“{name}” waits to be reviewed again.").format(name=line.name)
        self.do(unmark_reviewed, line, then=lambda _: self.say_done(said))


def _tab_of(line: ReviewLine) -> str:
    """Which part of the family's page shows the work."""
    if line.interventions:
        return "aid"
    return "letters" if line.letters else "notes"
