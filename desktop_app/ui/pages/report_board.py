"""The first page of the reports: the answers at a glance, each with the list behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.actions.reports import ReportView
from desktop_app.domain.programme import FundSource
from desktop_app.domain.region import RegionTable
from desktop_app.domain.report import ReportTable, RowLevel
from desktop_app.language import mark, tr
from desktop_app.ui.pages.report_grid import CellPlace, ReportRow, can_open, name_of, rows_of
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.bars import Bar, BarChart
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.columns import TwoColumns, stacked
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.aid import programme_names
from desktop_app.words.format import number, percent

OF_BOARD = ("R1", "R7", "R4", "R6")
"""The reports it is made of, the quickest first."""
_BANDS = (
    ("families_d1", "D1"),
    ("families_d2", "D2"),
    ("families_d3", "D3"),
    ("families_d4", "D4"),
    ("families_d5", "D5"),
    ("families_d6_10", "D6–10"),
    ("families_not_ranked", mark("No decile yet")),
)
_MOST_PLACES = 10
_LEAST_LETTERS = 96


class ReportBoard(Lead, QWidget):
    """Filled report by report as they are counted.

    `wanted` with the report and the `CellPlace` of a number, `report_wanted` for all of a report.
    """

    wanted = Signal(str, object)  # code of the report, CellPlace
    report_wanted = Signal(str)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        self.target = Answer("R7", CellPlace("", "target"))
        self.reached = Answer("R7", CellPlace("", "reached"))
        self.missed = Answer("R3", CellPlace("", "poorest_missed"))
        self.outside = Answer("R4", None)
        self.answers = (self.target, self.reached, self.missed, self.outside)
        row = QHBoxLayout()
        row.setSpacing(M)
        for answer in self.answers:
            answer.wanted.connect(self.wanted)
            answer.report_wanted.connect(self.report_wanted)
            row.addWidget(answer, 1)
        whole.addLayout(row)
        self.deciles = BarCard(tr("Families by decile"), "R1")
        given = tr("Times given, of those decreed.")
        self.zakat = BarCard(tr("BAZNAS programmes"), "R6", note=given)
        self.agencies = BarCard(tr("Programmes by agency"), "R6", note=given)
        self.coverage = BarCard(
            tr("Coverage by place"),
            "R2",
            note=tr("Families reached, of those who should be; the lowest share first."),
        )
        self.untouched = BarCard(
            tr("D1–2 with nothing"), "R3", note=tr("Families without any help, the most first.")
        )
        self.cards = (self.deciles, self.coverage, self.untouched, self.zakat, self.agencies)
        for card in self.cards:
            card.wanted.connect(self.wanted)
            card.report_wanted.connect(self.report_wanted)
        whole.addWidget(
            TwoColumns(
                stacked(self.deciles, self.zakat, self.agencies),
                stacked(self.coverage, self.untouched),
                share=5,
                least=_LEAST_LETTERS,
            ),
            1,
        )
        self.lead_to(self.deciles.bars)

    def show_view(self, view: ReportView, lookups: Lookups) -> None:
        """Show what this report says of it."""
        match view.table.kind.code:
            case "R1":
                self._show_deciles(view.table)
            case "R7":
                self._show_reach(view, lookups)
            case "R4":
                self._show_outside(view)
            case "R6":
                self._show_programmes(view.table, lookups)

    def _show_deciles(self, table: ReportTable) -> None:
        families = table.total("families_all")
        columns = {column.code: at for at, column in enumerate(table.columns)}
        total = rows_of(table)[-1]
        bars = []
        for code, name in _BANDS:
            at, count = columns[code], table.total(code)
            share = percent(count / max(1, families), decimals=1)
            can = can_open(total, at, table.columns[at])
            words = f"{number(count)} · {share}"
            bars.append(Bar(str(CellPlace("", code)), tr(name), count, words, can_open=can))
        self.deciles.show_bars(bars)

    def _show_reach(self, view: ReportView, lookups: Lookups) -> None:
        table, cutoff = view.table, view.ask.cutoff
        families, target = table.total("families"), table.total("target")
        reached, nothing = table.total("reached"), table.total("poorest_missed")
        self.target.say(
            tr("Families D1–{n}").format(n=cutoff),
            number(target),
            tr("{share} of the families").format(share=_share(target, families)),
            count=target,
        )
        self.reached.say(
            tr("Reached, D1–{n}").format(n=cutoff),
            _share(reached, target),
            tr("{n} of {all} families").format(n=number(reached), all=number(target)),
            count=reached,
        )
        self.missed.say(
            tr("D1–2 with nothing"), number(nothing), tr("families, no programme"), count=nothing
        )
        self._show_places(_places(table, lookups.regions))

    def _show_places(self, places: Sequence[_Where]) -> None:
        self.coverage.show_bars(
            [
                Bar(
                    str(CellPlace(one.code, "reached")),
                    one.name,
                    one.reached,
                    _of_words(one.reached, one.target),
                    whole=one.target,
                    can_open=one.reached > 0,
                )
                for one in sorted(places, key=lambda one: one.reached / max(1, one.target))
                if one.target
            ],
            most=_MOST_PLACES,
        )
        self.untouched.show_bars(
            [
                Bar(
                    str(CellPlace(one.code, "poorest_missed")),
                    one.name,
                    one.poorest_missed,
                    number(one.poorest_missed),
                    can_open=True,
                )
                for one in sorted(places, key=lambda one: -one.poorest_missed)
                if one.poorest_missed
            ],
            most=_MOST_PLACES,
        )

    def _show_outside(self, view: ReportView) -> None:
        table = view.table
        outside, recipients = table.total("outside"), table.total("recipients")
        self.outside.say(
            tr("Recipients outside D1–{n}").format(n=view.ask.cutoff),
            number(outside),
            tr("{share} of {n} recipients").format(
                share=_share(outside, recipients), n=number(recipients)
            )
            if recipients
            else tr("no recipients yet"),
            count=outside,
        )

    def _show_programmes(self, table: ReportTable, lookups: Lookups) -> None:
        catalogue = lookups.catalogue
        zakat = {
            code: name
            for code, name in programme_names(catalogue).items()
            if catalogue.versions_of(code)[-1].source_of_funds is FundSource.ZIS
        }
        at = {column.code: at for at, column in enumerate(table.columns)}
        rows = [row for row in rows_of(table) if row.level is RowLevel.PLAIN]
        # All of them, also those of which nothing is recorded: that is an answer too.
        of_zakat = {row.key: _programme(row, at) for row in rows if row.key in zakat}
        self.zakat.show_bars(
            [of_zakat.get(code) or Bar(code, name, 0, "0") for code, name in zakat.items()]
        )
        bars = list[Bar]()
        owner = None
        for row in rows:
            if row.key in zakat:
                continue
            if row.cells[at["owner"]] != owner:
                owner = row.cells[at["owner"]]
                bars.append(Bar.heading(str(owner or tr("Not known"))))
            bars.append(_programme(row, at))
        self.agencies.show_bars(bars)


@dataclass(frozen=True, slots=True)
class _Where:
    """What is counted in one desa or kecamatan."""

    code: str
    name: str
    target: int
    reached: int
    poorest_missed: int


class Answer(Card):
    """One number with what it counts, a dash until it is known, and the way to its list.

    Where it is made of several lists, the way to its report.
    """

    wanted = Signal(str, object)  # code of the report, CellPlace
    report_wanted = Signal(str)

    def __init__(
        self, report: str, place: CellPlace | None, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(ground="sunken", is_tight=True, parent=parent)
        self._report, self._place = report, place
        self.body.setSpacing(XS)
        self.name, self.note = Elided("", "muted"), Elided("", "caption")
        self.figure = Text("–", "figure")
        self._verb = tr("Whole report") if place is None else tr("See the list")
        self.button = Button(self._verb, kind="plain")
        self.button.setEnabled(False)
        self.button.clicked.connect(self._on_clicked)
        for part in (self.name, self.figure, self.note):
            self.body.addWidget(part)
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def say(self, name: str, figure: str, note: str, *, count: int) -> None:
        """Show this; `count` are those who can be listed."""
        self.name.setText(name)
        self.figure.setText(figure)
        self.note.setText(note)
        self.button.setEnabled(count > 0)
        self.button.setAccessibleName(f"{name}: {self._verb}")
        self.setAccessibleName(f"{name}: {figure}, {note}")

    @Slot()
    def _on_clicked(self) -> None:
        if self._place is None:
            self.report_wanted.emit(self._report)
        else:
            self.wanted.emit(self._report, self._place)


class BarCard(Card):
    """Bars under a heading with the way to the whole report; not there while there is nothing to show."""

    wanted = Signal(str, object)  # code of the report, CellPlace
    report_wanted = Signal(str)

    def __init__(
        self, heading: str, report: str, *, note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(heading, parent=parent)
        self._report = report
        self._note = note
        self.body.setSpacing(S)
        self.button = Button(tr("Whole report"), kind="plain")
        self.button.setAccessibleName(f"{heading}: {self.button.text()}")
        self.button.clicked.connect(self._on_clicked)
        self.add_action(self.button)
        self.bars = BarChart(heading)
        self.bars.chosen.connect(self._on_chosen)
        self.body.addWidget(self.bars)
        self.note = Text("", "caption", wraps=True)
        self.body.addWidget(self.note)
        self.hide()

    def show_bars(self, bars: Sequence[Bar], *, most: int | None = None) -> None:
        """Show the first of these, and say how many there are beyond."""
        shown = bars[:most]
        self.bars.show_bars(shown)
        said = [self._note]
        if len(shown) < len(bars):
            rest = tr("The first {n} of {all}.")
            said.append(rest.format(n=number(len(shown)), all=number(len(bars))))
        self.note.setText(" ".join(said).strip())
        self.note.setVisible(bool(self.note.text()))
        self.setVisible(bool(bars))

    @Slot(str)
    def _on_chosen(self, key: str) -> None:
        self.wanted.emit(self._report, CellPlace.parse(key))

    @Slot()
    def _on_clicked(self) -> None:
        self.report_wanted.emit(self._report)


def _places(table: ReportTable, regions: RegionTable) -> list[_Where]:
    """The desa of a table; their kecamatan instead where they lie in several."""
    at = [
        next(at for at, one in enumerate(table.columns) if one.code == code)
        for code in ("target", "reached", "poorest_missed")
    ]
    rows = [row for row in rows_of(table) if row.level is RowLevel.VILLAGE and row.key]
    around = list(dict.fromkeys(row.key.rpartition(".")[0] for row in rows))
    if len(around) < 2:
        names = [name_of(row, table.columns) for row in rows]
        return [
            _Where(row.key, name, *(_whole(row, one) for one in at))
            for row, name in zip(rows, names, strict=True)
        ]
    return [
        _Where(
            code,
            regions.name_of(code),
            *(
                sum(_whole(row, one) for row in rows if row.key.startswith(f"{code}."))
                for one in at
            ),
        )
        for code in around
    ]


def _programme(row: ReportRow, at: dict[str, int]) -> Bar:
    """What was given of a programme, of what was decreed."""
    given, decreed = _whole(row, at["given"]), _whole(row, at["decreed"])
    return Bar(
        row.key,
        str(row.cells[at["name"]] or row.key),
        given,
        _of_words(given, max(given, decreed)),
        whole=max(given, decreed),
    )


def _whole(row: ReportRow, at: int) -> int:
    cell = row.cells[at]
    return cell if isinstance(cell, int) else 0


def _of_words(part: int, whole: int) -> str:
    return tr("{n} of {all}").format(n=number(part), all=number(whole))


def _share(part: int, whole: int) -> str:
    return percent(part / whole, decimals=1) if whole else "–"
