"""What the office itself wrote about a family: notes, contacts, where it lives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.domain.ground_check import GroundCheckLine
from desktop_app.domain.local_fact import FactKind, LocalFactLine
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.style import XL, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.evidence_column import evidence_column
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, date_short, moment
from desktop_app.words.ground_checks import finding_words
from desktop_app.words.local_facts import (
    content_words,
    kind_words,
    phone_words,
    standing_words,
)


class NotesTab(QWidget):
    """A list, the chosen one in full, and the ways to add, correct (F2) and take back (Delete)."""

    add_wanted = Signal(object)  # FactKind
    correct_wanted = Signal(object)  # LocalFactLine
    void_wanted = Signal(object, str)  # LocalFactLine, reason
    check_wanted = Signal()

    def __init__(self, desk: Desk, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._evidence: Mapping[str, int] = {}
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        whole.setSpacing(M)
        self._adding = QWidget()
        row = QHBoxLayout(self._adding)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.add_buttons: dict[FactKind, Button] = {}
        for kind, words, icon in (
            (FactKind.NOTE, tr("&Add a note"), "pencil"),
            (FactKind.CONTACT, tr("Add a &contact"), "user"),
            (FactKind.PLACE, tr("Add where the&y live"), "map-pin"),
        ):
            button = Button(words, icon=icon)
            button.clicked.connect(partial(self._on_add, kind))
            self.add_buttons[kind] = button
            row.addWidget(button)
        self.check_button = Button(tr("Record a &ground check"), icon="house")
        self.check_button.clicked.connect(self.check_wanted)
        row.addWidget(self.check_button)
        row.addStretch(1)
        whole.addWidget(self._adding)
        self.table: DataTable[LocalFactLine] = DataTable(
            (*_COLUMNS[:-1], evidence_column(self._papers), *_COLUMNS[-1:]),
            name="family-notes",
            memory=desk.memory,
            accessible_name=tr("Notes"),
        )
        empty = EmptyState(
            "pencil",
            tr("Nothing has been noted here yet"),
            tr("Notes of a visit, whom to call and where they live stay when a new release comes."),
        )
        self.table.set_empty(empty)
        self.detail = Pane(left=XL)
        self._build_detail()
        self.split = ListAndDetail(
            self.table, self.detail, name="family-notes", memory=desk.memory, share=0.6
        )
        whole.addWidget(self.split, 1)
        self.checks_heading = Text(tr("Ground checks"), "heading")
        self.checks = Lines()
        whole.addWidget(self.checks_heading)
        whole.addWidget(self.checks)
        self.table.chosen.connect(self._show_line)
        self.table.opened.connect(self._on_correct)
        for keys, slot in (("F2", self._on_correct), ("Del", self._on_void)):
            QShortcut(
                QKeySequence(keys),
                self.split,
                context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
            ).activated.connect(slot)
        self._show_line(None)

    def show_facts(self, facts: FamilyPageFacts) -> None:
        """Show what is known of this family; what was chosen stays chosen."""
        self._may_write = facts.is_current
        self._evidence = facts.evidence
        self._adding.setVisible(facts.is_current)
        chosen = self._expected or (self.table.current.fact.id if self.table.current else "")
        self._expected = ""
        self.table.show_rows(facts.local_facts)
        self.checks.show_lines([check_line(line) for line in facts.ground_checks])
        for part in (self.checks_heading, self.checks):
            part.setVisible(bool(facts.ground_checks))
        self.split.want_detail(bool(facts.local_facts))
        self.choose(chosen)

    def _papers(self, line: LocalFactLine) -> int:
        return self._evidence.get(line.fact.id, 0)

    _may_write = False
    _expected = ""

    def expect(self, fact_id: str) -> None:
        """Choose this one, which was just written, as soon as it is in the list."""
        self._expected = fact_id
        self.choose(fact_id)

    def choose(self, fact_id: str) -> None:
        """Make this one the current one, or the first if it is not there."""
        ids = [line.fact.id for line in self.table.rows.rows if isinstance(line, LocalFactLine)]
        if ids:
            at = ids.index(fact_id) if fact_id in ids else 0
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
        else:
            self._show_line(None)

    def _build_detail(self) -> None:
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self._kind = Text("", "heading", wraps=True)
        self._standing = Text("", "due", wraps=True)
        self.facts = KeyValueGrid(columns=1)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.correct_button = Button(tr("Correct… (F2)"), icon="pencil")
        self.correct_button.clicked.connect(self._on_correct)
        self.void_button = Button(tr("Take back… (Del)"), kind="plain")
        self.void_button.clicked.connect(self._on_void)
        buttons.addWidget(self.correct_button)
        buttons.addWidget(self.void_button)
        buttons.addStretch(1)
        self.evidence = EvidenceBox(self._desk)
        for part in (self._kind, self._standing, self.facts, self.evidence):
            column.addWidget(part)
        column.addSpacing(L - M)
        column.addLayout(buttons)
        self.detail.column.addWidget(self._inside)
        self.detail.column.addStretch(1)

    @Slot(object)
    def _show_line(self, line: LocalFactLine | None) -> None:
        self._inside.setVisible(line is not None)
        if line is None:
            return
        fact = line.fact
        self._kind.setText(kind_words(fact.kind))
        self._standing.setText(_standing_in_full(line))
        self._standing.setVisible(fact.is_void)
        self.facts.show_lines(_lines(line))
        self.evidence.show_record(fact.id, may_add=self._may_write)
        for button in (self.correct_button, self.void_button):
            button.setVisible(self._may_write and not fact.is_void)

    def _current(self) -> LocalFactLine | None:
        """The chosen one, if it may still be changed."""
        line = self.table.current
        return line if line is not None and self._may_write and not line.fact.is_void else None

    def _on_add(self, kind: FactKind, _: bool = False) -> None:
        self.add_wanted.emit(kind)

    @Slot()
    def _on_correct(self, _: object = None) -> None:
        line = self._current()
        if line is not None:
            self.correct_wanted.emit(line)

    @Slot()
    def _on_void(self) -> None:
        line = self._current()
        if line is None:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Take this back?"),
            explanation=tr("It stays readable with a line through it. The reason is kept."),
            verb=tr("&Take back"),
            usual=(tr("Wrong family"), tr("No longer true"), tr("Written twice")),
        )
        dialog.given.connect(partial(self.void_wanted.emit, line))
        dialog.open()


def check_line(line: GroundCheckLine) -> Line:
    """``Pindah · kata tetangga``, the day at the right, the surveyor beneath."""
    check, content = line.check, line.check.content
    parts = [finding_words(content.finding), content.note]
    below = [content.surveyor]
    if check.is_void:
        below.append(tr("taken back: {reason}").format(reason=check.void_reason or "–"))
    return Line(
        " · ".join(part for part in parts if part),
        date_short(content.checked_on),
        " · ".join(below),
        role="muted" if check.is_void else "body",
    )


def _lines(line: LocalFactLine) -> list[KeyValue]:
    fact, content = line.fact, line.fact.content
    phone = KeyValue(tr("Telephone"), phone_words(content.phone), content.phone)
    text = {
        FactKind.NOTE: KeyValue(tr("Note"), content.text),
        FactKind.CONTACT: KeyValue(tr("Remark"), content.text),
        FactKind.PLACE: KeyValue(tr("How to get there"), content.text),
    }[fact.kind]
    shown = [
        KeyValue(tr("Whose number"), content.name),
        phone,
        KeyValue(tr("RT where they live"), content.rt),
        KeyValue("RW", content.rw),
        KeyValue(tr("Coordinates"), str(content.point or "")),
        text,
    ]
    written = f"{moment(fact.recorded_at)} · {line.recorded_by_name or '–'}"
    return [
        *(one for one in shown if one.value),
        KeyValue(tr("Date"), date_long(fact.noted_on)),
        KeyValue(tr("Written"), written),
    ]


def _standing_in_full(line: LocalFactLine) -> str:
    fact = line.fact
    if fact.voided_at is None:
        return ""
    if line.is_corrected:
        return tr("Corrected, since {moment}; what holds now stands in the list.").format(
            moment=moment(fact.voided_at)
        )
    return tr("Taken back, since {moment}: {reason}").format(
        moment=moment(fact.voided_at), reason=fact.void_reason or "–"
    )


def _is_void(line: LocalFactLine) -> bool:
    return line.fact.is_void


_COLUMNS: tuple[Column[LocalFactLine], ...] = (
    Column(
        "noted_on",
        mark("Date"),
        lambda line: date_short(line.fact.noted_on),
        width=126,
        sort=lambda line: line.fact.noted_on,
    ),
    Column(
        "kind",
        mark("Kind"),
        lambda line: kind_words(line.fact.kind),
        width=108,
        below=standing_words,
    ),
    Column(
        "content",
        mark("What it says"),
        lambda line: content_words(line.fact),
        width=226,
        is_struck=_is_void,
        below=lambda line: line.recorded_by_name,
    ),
)
