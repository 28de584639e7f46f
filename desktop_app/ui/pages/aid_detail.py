"""One intervention in full: its facts, its history, and every step that may follow."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention import InterventionLine
from desktop_app.domain.intervention_overview import AidStory
from desktop_app.domain.intervention_status import InterventionStatus
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.aid_columns import recipient_kind, state_words, travel_words
from desktop_app.ui.pages.aid_history import AidHistory
from desktop_app.ui.pages.conflict_sides import ConflictCard
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.style import XL, XS, L, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import (
    asnaf_words,
    funds_words,
    given_words,
    programme_words,
    record_period_words,
    status_meaning,
    step_words,
    warning_code_words,
)
from desktop_app.words.format import date_digits, date_long, date_short, decile_words, moment
from desktop_app.words.people import place_words

_USUAL = ("receipt", "handover", "photo", "transfer-proof", "decree")
"""What usually shows that help arrived."""


class AidDetail(Pane):
    """Everything one record says. It only asks: `AidWork` answers with `show_story`, and does the work."""

    story_wanted = Signal(object)  # InterventionLine
    step_wanted = Signal(object, object)  # InterventionLine, InterventionStatus
    undo_wanted = Signal(object)  # InterventionLine
    correct_wanted = Signal(object)  # InterventionLine
    settle_wanted = Signal(object, object)  # Conflict, Side
    void_wanted = Signal(object, str)  # InterventionLine, reason
    other_wanted = Signal(object)  # InterventionLine: the record that is counted instead
    family_wanted = Signal(str)  # family_id

    def __init__(
        self, desk: Desk, *, with_family: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(left=XL, parent=parent)
        self.line: InterventionLine | None = None
        self._story: AidStory | None = None
        self._lookups: Lookups | None = None
        self._with_family = with_family
        self._inside = QWidget()
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self._given = Text("", "figure")
        self._programme = Text("", "heading", wraps=True)
        self._recipient = Text("", "muted", wraps=True)
        self._state = Text("", "strong", wraps=True)
        for label in (self._programme, self._given, self._recipient, self._state):
            names.addWidget(label)
        whole.addLayout(names)
        self._void = Text("", "due", wraps=True)
        whole.addWidget(self._void)
        whole.addWidget(self._built_double())
        self.dispute = ConflictCard()
        self.dispute.sides.chosen.connect(self.settle_wanted)
        whole.addWidget(self.dispute)
        self._ways = QWidget()
        self._steps = FlowLayout(self._ways, gap=S)
        self.step_buttons: dict[InterventionStatus, Button] = {}
        whole.addWidget(self._ways)
        self.facts = KeyValueGrid(columns=1)
        whole.addWidget(self.facts)
        self.history = AidHistory()
        whole.addWidget(self.history)
        self.evidence = EvidenceBox(desk, kinds=_USUAL)
        whole.addWidget(self.evidence)
        whole.addWidget(self._built_quiet())
        self.column.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addStretch(1)
        self.show_line(None, None)

    def show_line(self, line: InterventionLine | None, lookups: Lookups | None) -> None:
        """Show this record, or nothing; its history follows when it has been read."""
        self.line, self._lookups = line, lookups
        self._inside.setVisible(line is not None and lookups is not None)
        if line is None or lookups is None:
            return
        record = line.intervention
        if self._story is None or self._story.line.intervention.id != record.id:
            self._story = None
        self._programme.setText(programme_words(lookups.catalogue, record))
        self._given.setText(given_words(record) or "–")
        self._recipient.setText(
            f"{record.subject.name} · {recipient_kind(line)}\n"
            f"{place_words(lookups.regions, record.subject.village)}"
        )
        since = tr("{state}, since {date}").format(
            state=state_words(line), date=date_short(record.status_on)
        )
        self._state.setText(since)
        self._state.setVisible(not record.is_void)
        self._void.setVisible(record.is_void)
        if record.voided_at is not None:
            self._void.setText(
                tr("Entered in error, since {moment}: {reason}").format(
                    moment=moment(record.voided_at), reason=record.void_reason or "–"
                )
            )
        self._double.setVisible(line.is_double)
        self.facts.show_lines(self._facts(line))
        self.evidence.show_record(record.id)
        self._show_ways(line)
        self._show_history()
        self.story_wanted.emit(line)

    def show_story(self, story: AidStory) -> None:
        """Show the history of the record that is shown, as it was read just now."""
        if self.line is None or story.line.intervention.id != self.line.intervention.id:
            return
        is_newer = story.line != self.line
        self._story = story
        if is_newer:
            self.show_line(story.line, self._lookups)
        else:
            self._show_history()

    def ask_void(self) -> None:
        """Ask why the shown record is in error."""
        if self.line is None or self.line.intervention.is_void:
            return
        dialog = void_dialog(self.window(), tr("Mark as entered in error?"))
        dialog.given.connect(self._on_reason)
        dialog.open()

    # Building

    def _built_double(self) -> QWidget:
        self._double = QWidget()
        column = QVBoxLayout(self._double)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(
            Text(tr("This help is counted already, under another record."), "due", wraps=True)
        )
        self.other_button = Button(tr("Show that record"), kind="plain")
        self.other_button.clicked.connect(self._on_other)
        column.addWidget(self.other_button, 0, Qt.AlignmentFlag.AlignLeft)
        return self._double

    def _built_quiet(self) -> QWidget:
        quiet = QWidget()
        flow = FlowLayout(quiet, gap=S)
        self.family_button = Button(tr("&Open family"))
        self.correct_button = Button(tr("Put ri&ght…"))
        self.undo_button = Button(tr("Take last step &back"))
        self.void_button = Button(tr("E&ntered in error…"), kind="plain")
        for button, slot in (
            (self.family_button, self._on_family),
            (self.correct_button, self._on_correct),
            (self.undo_button, self._on_undo),
            (self.void_button, self._on_void),
        ):
            button.clicked.connect(slot)
            flow.addWidget(button)
        return quiet

    # Showing

    def _show_ways(self, line: InterventionLine) -> None:
        record = line.intervention
        sides = record.statuses if len(record.statuses) > 1 else frozenset()
        self._steps.clear()
        self.step_buttons = {}
        for way in record.ways if not record.is_void else ():
            if way in sides:
                continue  # the two sides of a dispute have their own buttons
            button = Button(step_words(way))
            button.setToolTip(status_meaning(way))
            button.clicked.connect(partial(self._on_step, way))
            self._steps.addWidget(button)
            self.step_buttons[way] = button
        self._ways.setVisible(bool(self.step_buttons))
        self.void_button.setVisible(not record.is_void)
        self.correct_button.setVisible(not record.is_void)
        self.undo_button.setVisible(not record.is_void and record.undoable is not None)
        self.family_button.setVisible(self._with_family and record.subject.family_id is not None)

    def _show_history(self) -> None:
        story = self._story
        self.history.setVisible(story is not None)
        self.other_button.setVisible(story is not None and story.counted_in is not None)
        if story is None:
            self.dispute.hide()
            return
        self.history.show_record(story.line.intervention, story.names)
        self.dispute.show_conflicts(story.conflicts, may_decide=story.may_decide)

    def _facts(self, line: InterventionLine) -> list[KeyValue]:
        record = line.intervention
        catalogue = self._lookups.catalogue if self._lookups else None
        lines = [
            KeyValue(tr("Period"), record_period_words(record, catalogue), record.period),
            KeyValue(tr("Date"), date_long(record.given_on), date_digits(record.given_on)),
            KeyValue(tr("Source of funds"), funds_words(record.funds)),
            KeyValue(tr("Given by"), record.agency),
            KeyValue(
                tr("Decile then"),
                tr("not in DTSEN")
                if record.subject.is_outsider
                else tr("{decile}, release {label}").format(
                    decile=decile_words(record.decile), label=record.release_label
                ),
            ),
        ]
        if record.signer:
            signed = f"{record.signer.name} ({record.signer.relation})"
            lines.insert(2, KeyValue(tr("Signed for the recipient"), signed))
        if record.subject.responsible:
            lines.append(KeyValue(tr("Answers for it"), record.subject.responsible))
        if record.asnaf is not None:
            lines.append(KeyValue(tr("Asnaf"), asnaf_words(record.asnaf)))
        if record.note:
            lines.append(KeyValue(tr("Note"), record.note))
        if record.warnings:
            warned = "\n".join(warning_code_words(code) for code in record.warnings)
            lines.append(KeyValue(tr("Was warned about"), warned))
        if record.reason:
            lines.append(KeyValue(tr("Reason"), record.reason))
        if record.told_apart is not None:
            lines.append(KeyValue(tr("A help of its own"), record.told_apart.reason))
        recorded = f"{moment(record.recorded_at)} · {line.recorded_by_name or '–'}"
        lines.append(KeyValue(tr("Recorded"), recorded))
        lines.append(KeyValue(tr("On its way"), travel_words(line) or tr("The hub has it")))
        return lines

    # News

    def _on_step(self, to: InterventionStatus, _: bool = False) -> None:
        if self.line is not None:
            self.step_wanted.emit(self.line, to)

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        if self.line is not None:
            self.void_wanted.emit(self.line, reason)

    @Slot()
    def _on_void(self) -> None:
        self.ask_void()

    @Slot()
    def _on_undo(self) -> None:
        if self.line is not None:
            self.undo_wanted.emit(self.line)

    @Slot()
    def _on_correct(self) -> None:
        if self.line is not None:
            self.correct_wanted.emit(self.line)

    @Slot()
    def _on_other(self) -> None:
        if self._story is not None and self._story.counted_in is not None:
            self.other_wanted.emit(self._story.counted_in)

    @Slot()
    def _on_family(self) -> None:
        if self.line is not None and self.line.intervention.subject.family_id is not None:
            self.family_wanted.emit(self.line.intervention.subject.family_id)


def void_dialog(parent: QWidget, question: str) -> ReasonDialog:
    """Asks why records are in error."""
    return ReasonDialog(
        parent,
        question=question,
        explanation=tr(
            "It stays readable with a line through it and no longer counts. The reason is kept."
        ),
        verb=tr("&Mark"),
        usual=(
            tr("Wrong family"),
            tr("Wrong amount"),
            tr("Recorded twice"),
            tr("Was not given after all"),
        ),
    )
