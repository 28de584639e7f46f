"""One row of a matched list beside those who may be meant, and the keys that decide it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.match_list import MatchLine
from desktop_app.domain.matching import AGAINST, AskedRow, Candidate, Evidence
from desktop_app.language import tr
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.buttons import Button, IconButton
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Elided, Rule, Text
from desktop_app.words.format import (
    date_short,
    decile_words,
    moment,
    number_grouped,
    number_tail,
    percent,
)
from desktop_app.words.match_words import EVIDENCE, OUTCOMES
from desktop_app.words.people import place_words

_NUMBERS = (Evidence.NUMBER_OTHER, Evidence.NUMBER_SLIP, Evidence.NUMBER_TWICE)
_NAMES = (
    Evidence.NAME_OTHER,
    Evidence.NAME_PART,
    Evidence.NAME_NEARLY,
    Evidence.NAME_ALIKE,
)
_FEW = 3
_BIRTHS = (Evidence.BIRTH_OTHER, Evidence.BIRTH_NEARLY, Evidence.BIRTH_SWAPPED)


@dataclass(slots=True)
class MatchSeen:
    """What stands around the rows: the names of the desa, and whether numbers are shown whole."""

    lookups: Lookups | None = None
    is_revealed: bool = False

    def number(self, digits: str | None) -> str:
        """A NIK or KK as it may be seen."""
        if not digits:
            return "–"
        return number_grouped(digits) if self.is_revealed else number_tail(digits)

    def place(self, code: str) -> str:
        """A desa or kecamatan in words."""
        if not code or self.lookups is None:
            return code or "–"
        regions = self.lookups.regions
        is_village = regions.village_by_code(code) is not None
        return place_words(regions, code) if is_village else f"Kec. {regions.name_of(code)}"


class CandidatesPane(Pane):
    """The row and its candidates side by side; what differs is marked.

    `decided` brings the rank of the candidate that was chosen, 0 for nobody; `undo_wanted` and
    `opened` (a family's id) are for the page.
    """

    decided = Signal(int)
    undo_wanted = Signal()
    opened = Signal(str)

    def __init__(self, seen: MatchSeen, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        # Candidates are compared side by side, whatever the size of the letters.
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._seen = seen
        self._holder = QWidget()
        self.column.addWidget(self._holder)
        self.column.addStretch(1)
        self.choose_buttons: list[Button] = []
        self.nobody_button: Button | None = None
        self.undo_button: Button | None = None

    def show_line(self, line: MatchLine | None) -> None:
        """Show this row, or nothing."""
        self.choose_buttons, self.nobody_button, self.undo_button = [], None, None
        holder = QWidget()
        if line is not None:
            self._fill(QVBoxLayout(holder), line)
        self._holder = swapped(self.column, self._holder, holder)

    def _fill(self, column: QVBoxLayout, line: MatchLine) -> None:
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(S)
        head = QHBoxLayout()
        head.setSpacing(M)
        head.addWidget(Elided(_heading(line), "heading"), 1)
        if line.decision is not None:
            self.undo_button = Button(tr("Take &back (U)"), icon="undo-2")
            self.undo_button.clicked.connect(self.undo_wanted)
            head.addWidget(self.undo_button)
        elif line.candidates:
            self.nobody_button = Button(tr("&0 · Not in DTSEN"), icon="x")
            self.nobody_button.clicked.connect(partial(self.decided.emit, 0))
            head.addWidget(self.nobody_button)
        column.addLayout(head)
        column.addWidget(Text(_state(line), "muted", wraps=True))
        column.addWidget(Rule())
        column.addWidget(self._grid(line))

    def _grid(self, line: MatchLine) -> QWidget:
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, XS, 0, 0)
        grid.setHorizontalSpacing(L if len(line.candidates) <= _FEW else S)
        grid.setVerticalSpacing(XS)
        labels = ["", tr("Name"), "NIK", tr("Born"), tr("Lives in"), "KK"]
        if line.candidates:
            labels += [tr("Family of"), tr("Decile"), tr("Chance"), tr("Why")]
        for at, label in enumerate(labels):
            grid.addWidget(Text(label, "label"), at, 0, Qt.AlignmentFlag.AlignTop)
        self._add(grid, 1, [(tr("In the list"), "strong"), *self._asked(line.row.asked)])
        for rank, one in enumerate(line.candidates, start=1):
            grid.addWidget(self._candidate_head(line, rank, one), 0, rank + 1)
            self._add(grid, rank + 1, [("", ""), *self._person(one)])
        for at in range(1, len(line.candidates) + 2):
            grid.setColumnStretch(at, 1)
        if len(line.candidates) < _FEW:
            # One candidate should stand beside the row, not at the other end of the window.
            grid.setColumnStretch(len(line.candidates) + 2, _FEW - len(line.candidates))
        return inside

    def _add(self, grid: QGridLayout, column: int, cells: list[tuple[str, str]]) -> None:
        for at, (text, role) in enumerate(cells):
            if text:
                grid.addWidget(
                    Text(text, role, wraps=True, selectable=at > 0),
                    at,
                    column,
                    Qt.AlignmentFlag.AlignTop,
                )

    def _candidate_head(self, line: MatchLine, rank: int, one: Candidate) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        is_person = line.person is not None and line.person is one
        if line.decision is None and not line.outcome.is_found:
            # Five verbs beside each other would not fit into a narrow window.
            words = (
                f"&{rank}" if len(line.candidates) > _FEW else tr("&{n} · Choose").format(n=rank)
            )
            button = Button(words, icon="check")
            button.setAccessibleName(tr("Choose {name}").format(name=one.person.name))
            button.clicked.connect(partial(self.decided.emit, rank))
            self.choose_buttons.append(button)
            row.addWidget(button)
        elif is_person:
            row.addWidget(Text(tr("This one"), "accent"))
        if one.person.family_id is not None:
            eye = IconButton("users", tr("Open the family of {name}").format(name=one.person.name))
            eye.clicked.connect(partial(self.opened.emit, one.person.family_id))
            row.addWidget(eye)
        row.addStretch(1)
        return holder

    def _asked(self, asked: AskedRow) -> list[tuple[str, str]]:
        return [
            (asked.name or "–", "body"),
            (self._seen.number(asked.national_id), "body"),
            (_day(asked.birth_date), "body"),
            (self._seen.place(asked.place), "body"),
            (self._seen.number(asked.family_card_no), "body"),
        ]

    def _person(self, one: Candidate) -> list[tuple[str, str]]:
        person, evidence = one.person, frozenset(one.evidence)

        def role(differing: tuple[Evidence, ...]) -> str:
            return "due" if evidence & set(differing) else "body"

        return [
            (person.name or tr("Name unknown"), role(_NAMES)),
            (self._seen.number(person.national_id), role(_NUMBERS)),
            (_day(person.birth_date), role(_BIRTHS)),
            (self._seen.place(person.village), role((Evidence.PLACE_OTHER,))),
            (self._seen.number(person.family_card_no), role((Evidence.CARD_OTHER,))),
            (person.head_name or "–", "muted"),
            (decile_words(person.decile), "body"),
            (percent(one.score / 100), "strong"),
            (why_words(one), "due" if evidence & AGAINST else "muted"),
        ]


def why_words(one: Candidate) -> str:
    """Everything that speaks for a candidate and against them."""
    return ", ".join(tr(EVIDENCE[evidence]) for evidence in one.evidence)


def _day(iso: str | None) -> str:
    return date_short(date.fromisoformat(iso)) if iso else "–"


def _heading(line: MatchLine) -> str:
    name = line.row.asked.name or tr("Name unknown")
    return tr("Row {row}: {name}").format(row=line.row.row, name=name)


def _state(line: MatchLine) -> str:
    said = tr(OUTCOMES[line.outcome])
    parts = [said[:1].upper() + said[1:]]
    decision = line.decision
    if decision is not None:
        chosen = line.person.person.name if line.person else tr("nobody in DTSEN")
        parts.append(
            tr("decided {when} by {who}: {what}").format(
                when=moment(decision.at), who=decision.by_name, what=chosen
            )
        )
    if line.twice is not None:
        parts.append(tr("the same person stands in an earlier row"))
    return " · ".join(parts)
