"""One intervention in full, and the way to mark it as entered in error."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.intervention import InterventionLine
from desktop_app.language import tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.page import Desk
from desktop_app.ui.pages.aid_columns import recipient_kind, state_words, travel_words
from desktop_app.ui.pages.evidence_box import EvidenceBox
from desktop_app.ui.style import XL, XS, L, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.aid import (
    asnaf_words,
    funds_words,
    given_words,
    period_words,
    programme_words,
    warning_code_words,
)
from desktop_app.words.format import date_digits, date_long, decile_words, moment
from desktop_app.words.people import place_words

_USUAL = ("receipt", "handover", "photo", "transfer-proof", "decree")
"""What usually shows that help arrived."""


class AidDetail(Pane):
    """Everything one record says; void ones say why and by whom."""

    void_wanted = Signal(object, str)  # InterventionLine, reason
    family_wanted = Signal(str)  # family_id

    def __init__(
        self, desk: Desk, *, with_family: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(left=XL, parent=parent)
        self._line: InterventionLine | None = None
        self._inside = QWidget()
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self._given = Text("", "figure")
        self._programme = Text("", "heading", wraps=True)
        self._recipient = Text("", "muted", wraps=True)
        for label in (self._programme, self._given, self._recipient):
            names.addWidget(label)
        whole.addLayout(names)
        self._void = Text("", "due", wraps=True)
        whole.addWidget(self._void)
        self.facts = KeyValueGrid(columns=1)
        whole.addWidget(self.facts)
        self.evidence = EvidenceBox(desk, kinds=_USUAL)
        whole.addWidget(self.evidence)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.family_button = Button(tr("&Open family"))
        self.family_button.clicked.connect(self._on_family)
        self._with_family = with_family
        self.void_button = Button(tr("E&ntered in error…"), kind="plain")
        self.void_button.clicked.connect(self._on_void)
        buttons.addWidget(self.family_button)
        buttons.addWidget(self.void_button)
        buttons.addStretch(1)
        whole.addLayout(buttons)
        self.column.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addStretch(1)
        self.show_line(None, None)

    def show_line(self, line: InterventionLine | None, lookups: Lookups | None) -> None:
        """Show this record, or nothing."""
        self._line = line
        self._inside.setVisible(line is not None and lookups is not None)
        if line is None or lookups is None:
            return
        record = line.intervention
        self._programme.setText(programme_words(lookups.catalogue, record))
        self._given.setText(given_words(record) or "–")
        self._recipient.setText(
            f"{record.subject.name} · {recipient_kind(line)}\n"
            f"{place_words(lookups.regions, record.subject.village)}"
        )
        self._void.setVisible(record.is_void)
        if record.voided_at is not None:
            self._void.setText(
                tr("Entered in error, since {moment}: {reason}").format(
                    moment=moment(record.voided_at), reason=record.void_reason or "–"
                )
            )
        self.facts.show_lines(self._facts(line))
        self.evidence.show_record(record.id)
        self.void_button.setVisible(not record.is_void)
        self.family_button.setVisible(self._with_family and record.subject.family_id is not None)

    def ask_void(self) -> None:
        """Ask why the shown record is in error."""
        line = self._line
        if line is None or line.intervention.is_void:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Mark as entered in error?"),
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
        dialog.given.connect(self._on_reason)
        dialog.open()

    def _facts(self, line: InterventionLine) -> list[KeyValue]:
        record = line.intervention
        lines = [
            KeyValue(tr("Period"), period_words(record.period), record.period),
            KeyValue(tr("Date"), date_long(record.given_on), date_digits(record.given_on)),
            KeyValue(tr("Status"), state_words(line)),
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
        recorded = f"{moment(record.recorded_at)} · {line.recorded_by_name or '–'}"
        lines.append(KeyValue(tr("Recorded"), recorded))
        lines.append(KeyValue(tr("On its way"), travel_words(line) or tr("The hub has it")))
        return lines

    @Slot(str)
    def _on_reason(self, reason: str) -> None:
        if self._line is not None:
            self.void_wanted.emit(self._line, reason)

    @Slot()
    def _on_void(self) -> None:
        self.ask_void()

    @Slot()
    def _on_family(self) -> None:
        if self._line is not None and self._line.intervention.subject.family_id is not None:
            self.family_wanted.emit(self._line.intervention.subject.family_id)
