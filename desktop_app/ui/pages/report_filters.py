"""What a report is narrowed to: a box for each part that it knows, remembered from report to report."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.domain.programme import FundSource
from desktop_app.domain.report import AskPart, ReportAsk
from desktop_app.language import tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import S
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.words.aid import funds_words, period_words, programme_names

_PLACE = "reports.ask"
_ALL = ""
_DECILES = range(1, 10)


class ReportFilters(QWidget):
    """Holds the `ask`; `changed` after every choice. A part that the report does not know is hidden."""

    changed = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._memory = memory
        self._parts: frozenset[AskPart] = frozenset()
        self._kept = _recalled(memory)
        self._flow = FlowLayout(self, gap=S)
        self.region, self.cutoff = Choice(), Choice()
        self.programme, self.period, self.agency, self.funds = (Choice() for _ in range(4))
        self._of_parts = {
            AskPart.PROGRAMME: self.programme,
            AskPart.PERIOD: self.period,
            AskPart.AGENCY: self.agency,
            AskPart.FUNDS: self.funds,
            AskPart.CUTOFF: self.cutoff,
        }
        for choice, name, letters in (
            (self.region, tr("Filter by desa"), 15),
            (self.programme, tr("Filter by programme"), 15),
            (self.period, tr("Filter by period"), 11),
            (self.agency, tr("Filter by agency"), 13),
            (self.funds, tr("Filter by source of funds"), 13),
            (self.cutoff, tr("Deciles that should be reached"), 9),
        ):
            choice.setAccessibleName(name)
            choice.setToolTip(name)
            choice.setMinimumContentsLength(letters)
            choice.activated.connect(self._on_changed)
            self._flow.addWidget(choice)
        self.outsiders = QCheckBox(tr("For o&utsiders"))
        self.outsiders.setToolTip(
            tr("Numbers from 1 to 4 are hidden, and whatever would reveal them.")
        )
        self.outsiders.clicked.connect(self._on_changed)
        self._flow.addWidget(self.outsiders)
        self.cutoff.show_options(
            [Option(str(at), "D1" if at == 1 else f"D1–{at}") for at in _DECILES],
            chosen=str(self._kept.cutoff),
        )
        self.outsiders.setChecked(self._kept.is_for_outsiders)
        self.show_parts(frozenset())

    @property
    def ask(self) -> ReportAsk:
        """What the report that is shown is asked; what it does not know narrows nothing."""
        whole, parts = self._whole, self._parts
        return ReportAsk(
            region=whole.region,
            programme=whole.programme if AskPart.PROGRAMME in parts else "",
            period=whole.period if AskPart.PERIOD in parts else "",
            agency=whole.agency if AskPart.AGENCY in parts else "",
            funds=whole.funds if AskPart.FUNDS in parts else "",
            cutoff=whole.cutoff if AskPart.CUTOFF in parts else ReportAsk().cutoff,
            is_for_outsiders=whole.is_for_outsiders,
        )

    @property
    def _whole(self) -> ReportAsk:
        """What stands in all boxes."""
        return ReportAsk(
            region=_value(self.region, self._kept.region),
            programme=_value(self.programme, self._kept.programme),
            period=_value(self.period, self._kept.period),
            agency=_value(self.agency, self._kept.agency),
            funds=_value(self.funds, self._kept.funds),
            cutoff=int(self.cutoff.value or self._kept.cutoff),
            is_for_outsiders=self.outsiders.isChecked(),
        )

    def widen(self) -> None:
        """Let nothing narrow that is not shown now, for a report that would show and know it."""
        for part, choice in self._of_parts.items():
            if part not in self._parts and part is not AskPart.CUTOFF:
                choice.choose(_ALL)
        self._keep()

    def add(self, widget: QWidget) -> None:
        """Put something beside the boxes that chooses what is shown of the same numbers."""
        self._flow.addWidget(widget)

    def show_parts(self, parts: frozenset[AskPart], *, for_outsiders: bool = True) -> None:
        """Show what a report can be narrowed to; every report has its region."""
        self._parts = parts
        self.outsiders.setVisible(for_outsiders)
        for part, choice in self._of_parts.items():
            choice.setVisible(part in self._parts and choice.count() > 1)
        self.region.setVisible(self.region.count() > 1)
        self.updateGeometry()

    def show_lookups(self, lookups: Lookups) -> None:
        """Offer the places of this office, and the programmes and funds that are known."""
        whole = lookups.regions.name_of(lookups.region)
        villages = village_options(lookups) if len(lookups.villages) > 1 else []
        self._offer(self.region, [Option(_ALL, whole), *villages], self._kept.region)
        self._offer(
            self.programme,
            [
                Option(_ALL, tr("All programmes")),
                *(Option(code, name) for code, name in programme_names(lookups.catalogue).items()),
            ],
            self._kept.programme,
        )
        self._offer(
            self.funds,
            [
                Option(_ALL, tr("All sources of funds")),
                *(Option(one.value, funds_words(one)) for one in FundSource),
            ],
            self._kept.funds,
        )

    def show_periods(self, periods: Sequence[str]) -> None:
        """Offer the years and periods that help is recorded for."""
        known = {Period.parse(one) for one in periods}
        known |= {Period(one.year) for one in known}
        newest_first = sorted(
            known, key=lambda one: (one.year, one.kind is PeriodKind.YEAR, str(one)), reverse=True
        )
        self._offer(
            self.period,
            [
                Option(_ALL, tr("All periods")),
                *(Option(str(one), period_words(one)) for one in newest_first),
            ],
            self._kept.period,
        )

    def show_agencies(self, agencies: Sequence[str]) -> None:
        """Offer those who gave help."""
        self._offer(
            self.agency,
            [Option(_ALL, tr("All agencies")), *(Option(one, one) for one in agencies)],
            self._kept.agency,
        )

    def _offer(self, choice: Choice, options: Sequence[Option], kept: str) -> None:
        offered = {option.value for option in options}
        wanted = _value(choice, kept)
        choice.show_options(options, chosen=wanted if wanted in offered else _ALL)
        for part, one in self._of_parts.items():
            if one is choice:
                choice.setVisible(part in self._parts and choice.count() > 1)
        if choice is self.region:
            choice.setVisible(choice.count() > 1)

    @Slot()
    def _on_changed(self) -> None:
        self._keep()
        self.changed.emit()

    def _keep(self) -> None:
        self._kept = self._whole
        self._memory.keep(_PLACE, json.dumps(asdict(self._kept)))


def _value(choice: Choice, kept: str) -> str:
    """What was chosen; what was kept while the box is still empty."""
    return kept if choice.value is None else choice.value


def _recalled(memory: Memory) -> ReportAsk:
    try:
        ask = ReportAsk(**json.loads(memory.recall(_PLACE, "{}")))
        return ask if ask.cutoff in _DECILES else ReportAsk()
    except (TypeError, ValueError):
        return ReportAsk()
