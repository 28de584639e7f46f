"""How a family went from release to release, and what is odd about its rows in the one in use."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.family import DecilePoint
from desktop_app.domain.problem import ProblemAction, ProblemKind
from desktop_app.language import tr, trn
from desktop_app.ui.pages.family_band import flag_words
from desktop_app.ui.style import READING_WIDTH, L, M
from desktop_app.ui.widgets import decile
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, decile_words
from desktop_app.words.people import village_words
from desktop_app.words.quarantine_words import mended_words


class HistoryTab(Pane):
    """The decile by release as a line and in words; then the notes on the record."""

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
        self.column.addWidget(Text(tr("Notes on the record"), "heading"))
        self.column.addWidget(self.notes)
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
        lines = [Line(words) for words in (*flag_words(facts.sheet.problems), *by_hand)]
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
