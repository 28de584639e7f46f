"""How a family went from release to release, and what is odd about its rows in the one in use."""

from __future__ import annotations

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.family import DecilePoint, SharedNumber
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.language import tr, trn
from desktop_app.ui.pages.family_band import flag_words
from desktop_app.ui.style import READING_WIDTH, L, M
from desktop_app.ui.widgets import decile
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, decile_words
from desktop_app.words.people import village_words
from desktop_app.words.quarantine_words import mended_words


class HistoryTab(Pane):
    """The decile by release as a line and in words; then what is odd about the record.

    `wanted` leads to the family in which a number of this one stands too.
    """

    wanted = Signal(str)  # family id

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=0, parent=parent)
        self.column.setContentsMargins(0, M, M, M)
        self.chart = decile.DecileHistory()
        self.chart.setMaximumWidth(READING_WIDTH)
        self.releases = Lines()
        self.notes = Lines()
        self.column.addWidget(Text(tr("National decile by release"), "heading"))
        self.column.addWidget(self.chart)
        self.column.addWidget(self.releases)
        self.column.addSpacing(L)
        self.column.addWidget(Text(tr("Problems of the record"), "heading"))
        self.column.addWidget(self.notes)
        self._holder = QWidget()
        self.column.addWidget(self._holder)
        self.buttons: list[Button] = []
        self.column.addStretch(1)

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show this family."""
        self.chart.show_points(
            [
                decile.DecilePoint(point.release_label, point.decile)
                for point in facts.history
                if point.is_present
            ]
        )
        self.chart.setVisible(len(facts.history) > 1)
        self.releases.show_lines(
            [
                Line(
                    point.release_label,
                    decile_words(point.decile) if point.is_present else tr("Not in this release"),
                    _below(point, lookups),
                )
                for point in reversed(facts.history)
            ]
        )
        by_hand = map(mended_words, facts.mended_by_hand)
        odd = flag_words(facts.sheet.problems, facts.sheet)
        lines = [
            Line(words) for words in (*odd, *map(shared_words, facts.shared_numbers), *by_hand)
        ]
        mended = sum(
            one.action is ProblemAction.REPAIRED and one.kind is not ProblemKind.ROW_MENDED_BY_HAND
            for one in facts.sheet.problems
        )
        if mended > 0:
            lines.append(
                Line(
                    trn(
                        "{n} cell was tidied up while loading",
                        "{n} cells were tidied up while loading",
                        mended,
                    ).format(n=mended),
                    role="muted",
                )
            )
        self.notes.show_lines(lines, otherwise=tr("Nothing odd was found in this record."))
        self._show_ways(facts)

    def _show_ways(self, facts: FamilyPageFacts) -> None:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        self.buttons = []
        for family_id, head in {
            one.family_id: one.head_name for one in facts.shared_numbers[:_MOST_WAYS]
        }.items():
            name = (head or tr("Head unknown")).replace("&", "&&")
            button = Button(tr("Open the family of {name}").format(name=name), icon="users")
            button.clicked.connect(partial(self._on_way, family_id))
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.buttons.append(button)
        self._holder = swapped(self.column, self._holder, holder)
        holder.setVisible(bool(self.buttons))

    def _on_way(self, family_id: str, _: bool = False) -> None:
        self.wanted.emit(family_id)


_MOST_WAYS = 5


def shared_words(one: SharedNumber) -> str:
    """Where a number of this family stands too."""
    head = one.head_name or tr("Head unknown")
    if not one.name:
        return tr("The card number also stands with the family of {head}.").format(head=head)
    return tr("The NIK of {name} also stands in the family of {head}.").format(
        name=one.name, head=head
    )


def _below(point: DecilePoint, lookups: Lookups) -> str:
    """``Per 10 Juli 2026 · Langkap · 4 anggota · kepala keluarga SLAMET``."""
    parts = [tr("As of {date}").format(date=date_long(date.fromisoformat(point.reference_date)))]
    if point.village:
        parts.append(village_words(lookups.regions, point.village))
    if point.members is not None:
        parts.append(trn("{n} member", "{n} members", point.members).format(n=point.members))
    if point.head_name:
        parts.append(tr("head {name}").format(name=point.head_name))
    return " · ".join(parts)
