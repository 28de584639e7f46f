"""The top of a family's page: its decile large, how it went from release to release, its numbers."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.domain.family import FamilySheet
from desktop_app.domain.problem import ProblemAction, ProblemKind, RowProblem
from desktop_app.language import tr
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.widgets.decile import DecileBadge, DecileHistory, DecilePoint
from desktop_app.ui.widgets.masked import MaskedText
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.problems import kind_words

_WIDE_LETTERS = 112
_MIDDLE_LETTERS = 60
_MOST_FLAGS = 3


class FamilyBand(QWidget):
    """`reveal_wanted` asks for the whole numbers; `hidden` tells that their time is over."""

    reveal_wanted = Signal()
    hidden = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._digits = ("", "")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(XL)
        self.badge = DecileBadge(None, big=True)
        left = QVBoxLayout()
        left.setSpacing(XS)
        left.addWidget(self.badge)
        self.others = Text("", "caption", wraps=True)
        left.addWidget(self.others)
        left.addStretch(1)
        self._row.addLayout(left, 3)
        self.history = DecileHistory()
        self._row.addWidget(self.history, 3, Qt.AlignmentFlag.AlignTop)
        numbers = QGridLayout()
        numbers.setHorizontalSpacing(L)
        numbers.setVerticalSpacing(XS)
        self.card_number = MaskedText(name=tr("KK number"))
        self.head_number = MaskedText(name=tr("NIK of the head"))
        numbers.addWidget(Text(tr("KK number"), "label"), 0, 0)
        numbers.addWidget(self.card_number, 1, 0)
        numbers.addWidget(Text(tr("NIK of the head"), "label"), 2, 0)
        numbers.addWidget(self.head_number, 3, 0)
        numbers.setRowStretch(4, 1)
        self._row.addLayout(numbers, 3)
        whole.addLayout(self._row)
        self._flags = QVBoxLayout()
        self._flags.setSpacing(XS)
        whole.addLayout(self._flags)
        self._flag_holder = QWidget()
        self._flags.addWidget(self._flag_holder)
        for number in (self.card_number, self.head_number):
            number.wanted.connect(self.reveal_wanted)
        # One clock for everything that is revealed: that of the card.
        self.card_number.hidden.connect(self._on_hidden)

    def show_facts(self, facts: FamilyPageFacts) -> None:
        """Show this family, its numbers hidden."""
        sheet = facts.sheet
        deciles = sheet.deciles
        self.badge.show_decile(
            deciles.national,
            caption=tr("National, release {label}").format(label=facts.release.label),
        )
        self.others.setText(
            tr("Province {province} · Kabupaten {regency}").format(
                province=deciles.province or "–", regency=deciles.regency or "–"
            )
        )
        self.history.show_points(
            [
                DecilePoint(point.release_label, point.decile)
                for point in facts.history
                if point.is_present
            ]
        )
        self.history.setVisible(len(facts.history) > 1 and self._has_room)
        self._has_history = len(facts.history) > 1
        head = sheet.head
        self._digits = (
            sheet.family_card_no or "",
            head.national_id or "" if head is not None else "",
        )
        self.card_number.show_masked(self._digits[0])
        self.head_number.show_masked(self._digits[1])
        self._show_flags(flag_words(sheet.problems, sheet))

    def reveal(self) -> None:
        """Show the whole numbers for a while."""
        card, head = self._digits
        # A family without a card still needs the clock that hides the rest again.
        self.card_number.reveal(card or "–")
        if head:
            self.head_number.reveal(head)

    @property
    def seconds_left(self) -> int:
        """How long the numbers stay on the screen; 0 while they are hidden."""
        return self.card_number.seconds_left

    @property
    def _has_room(self) -> bool:
        return self._letters >= _WIDE_LETTERS

    @property
    def _letters(self) -> int:
        return self.width() // max(1, self.fontMetrics().averageCharWidth())

    _has_history = False

    def _show_flags(self, flags: list[str]) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        for words in flags[:_MOST_FLAGS]:
            row = QHBoxLayout()
            row.setSpacing(S)
            row.addWidget(Icon("info", size=16, tone="due"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(Text(words, "due", wraps=True), 1)
            column.addLayout(row)
        self._flag_holder = swapped(self._flags, self._flag_holder, holder)
        holder.setVisible(bool(flags))

    def _on_hidden(self) -> None:
        self.head_number.hide_number()
        self.hidden.emit()

    def _fit(self) -> None:
        narrow = self._letters < _MIDDLE_LETTERS
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._row.direction() is not wanted:
            self._row.setDirection(wanted)
        self.history.setVisible(self._has_history and self._has_room)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def flag_words(problems: tuple[RowProblem, ...], sheet: FamilySheet) -> list[str]:
    """What a person should know about the rows of a family; what was merely mended is left out."""
    counted = sheet.values["member_count"]
    kinds: dict[ProblemKind, None] = {
        problem.kind: None for problem in problems if problem.action is ProblemAction.FLAGGED
    }
    return [
        tr("{problem}: {card} on the card, {rows} in the extract").format(
            problem=kind_words(kind), card=counted, rows=len(sheet.members)
        )
        if kind is ProblemKind.MEMBER_COUNT_DIFFERS and counted is not None
        else kind_words(kind)
        for kind in kinds
    ]
