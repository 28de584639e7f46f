"""What the list of interventions is narrowed to: a line to type on, menus, and a chip for each choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.dates import day_of
from desktop_app.domain.intervention import AidFilter, AidList
from desktop_app.domain.period import Period, PeriodKind
from desktop_app.language import tr
from desktop_app.ui.dialogs.days import DaysDialog
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.chip import ChipBar
from desktop_app.ui.widgets.search_box import SearchBox
from desktop_app.words.aid import period_words, programme_names
from desktop_app.words.format import date_short
from desktop_app.words.people import village_words

_DOTS_OF_KECAMATAN = 2
_PAUSE_MS = 150
_LINE_LETTERS = 34


class AidFilters(QWidget):
    """Holds the `filter`; `changed` after every choice. What is in force stands there as chips."""

    changed = Signal()
    entered = Signal()  # from the line to the list

    def __init__(self, today: date, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.filter = AidFilter()
        self._today = today
        self._list: AidList | None = None
        self._lookups: Lookups | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.line = SearchBox()
        self.line.setPlaceholderText(tr("Name, NIK or KK in this list"))
        self.line.setAccessibleName(tr("Find in this list"))
        self.line.setFixedWidth(self.fontMetrics().averageCharWidth() * _LINE_LETTERS)
        self.line.typed.connect(self._on_typed)
        self.line.entered.connect(self.entered)
        row.addWidget(self.line)
        self.programme_button = Button(tr("Progra&mme"), icon="chevron-down")
        self.village_button = Button(tr("Des&a"), icon="chevron-down")
        self.period_button = Button(tr("Per&iod"), icon="chevron-down")
        self.days_button = Button(tr("Da&te"), icon="chevron-down")
        for button in (
            self.programme_button,
            self.village_button,
            self.period_button,
            self.days_button,
        ):
            button.setMenu(QMenu(button))
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow after the word
            row.addWidget(button)
        self._chips = ChipBar()
        self._chips.removed.connect(self._on_removed)
        row.addWidget(self._chips, 1, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(0)
        self._fill_days()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)

    @property
    def are_set(self) -> bool:
        """Whether anything is left out."""
        return self.filter != AidFilter()

    def show_lookups(self, lookups: Lookups) -> None:
        """Offer the programmes that are known, and the desa of this office."""
        self._lookups = lookups
        menu = _emptied(self.programme_button)
        for code, name in programme_names(lookups.catalogue).items():
            _offer(menu, name, partial(self._set_one, "programme", code))
        menu = inner = _emptied(self.village_button)
        self.village_button.setVisible(len(lookups.villages) > 1)
        for option in village_options(lookups):
            code = option.value or ""
            if code.count(".") == _DOTS_OF_KECAMATAN:
                inner = menu.addMenu(option.text)
            _offer(inner, option.text, partial(self._set_one, "village", code))
        self._show_chips()

    def show_periods(self, recorded: Sequence[str]) -> None:
        """Offer the years, and within each the periods that anything is recorded for."""
        menu = _emptied(self.period_button)
        periods = sorted((Period.parse(one) for one in recorded), key=_by_day, reverse=True)
        for year, group in groupby(periods, key=lambda one: one.year):
            inner = menu.addMenu(str(year))
            _offer(inner, tr("All of {year}").format(year=year), self._period(Period(year)))
            for period in group:
                if period.kind is not PeriodKind.YEAR:
                    _offer(inner, period_words(period), self._period(period))
        self.period_button.setEnabled(bool(periods))

    def choose(self, wanted: AidFilter) -> None:
        """Narrow to this, as if somebody had chosen it."""
        if wanted != self.filter:
            self.filter = wanted
            if " ".join(self.line.text().split()) != wanted.text:
                self.line.show_text(wanted.text)
            self._show_chips()
            self.changed.emit()

    def choose_list(self, recorded: AidList) -> None:
        """Show only what was recorded with this list, all of it."""
        self._list = recorded
        self.choose(AidFilter(list_id=recorded.id))

    def clear(self) -> None:
        """Leave nothing out."""
        self.choose(AidFilter())

    def chips(self) -> list[tuple[str, str]]:
        """Key and words of everything that is left out by a menu."""
        wanted, shown = self.filter, list[tuple[str, str]]()
        if self._lookups is not None and wanted.programme:
            names = programme_names(self._lookups.catalogue)
            shown.append(("programme", names.get(wanted.programme, wanted.programme)))
        if self._lookups is not None and wanted.village:
            shown.append(("village", village_words(self._lookups.regions, wanted.village)))
        if wanted.period:
            shown.append(("period", period_words(wanted.period)))
        if wanted.since or wanted.until:
            shown.append(("days", _days_words(wanted.since, wanted.until)))
        if wanted.list_id:
            shown.append(("list_id", self._list_words(wanted.list_id)))
        return shown

    def _list_words(self, list_id: str) -> str:
        if self._list is None or self._list.id != list_id:
            return tr("One list")
        on = date_short(day_of(self._list.recorded_at))
        return tr("List of {date}").format(date=on)

    def _fill_days(self) -> None:
        menu = _emptied(self.days_button)
        today = self._today
        month = Period.around(today, PeriodKind.MONTH)
        before = Period.around(month.first_day - timedelta(days=1), PeriodKind.MONTH)
        for words, first, last in (
            (tr("Today"), today, today),
            (tr("This month"), month.first_day, month.last_day),
            (tr("Last month"), before.first_day, before.last_day),
            (tr("This year"), date(today.year, 1, 1), date(today.year, 12, 31)),
        ):
            _offer(menu, words, partial(self.choose_days, first, last))
        menu.addSeparator()
        _offer(menu, tr("From … to …"), partial(self._ask_days))

    def choose_days(self, since: date | None, until: date | None) -> None:
        """Only what reached its state on these days; None for no limit."""
        self.choose(replace(self.filter, since=since, until=until))

    def _ask_days(self) -> None:
        dialog = DaysDialog(
            self.window(),
            question=tr("On which days?"),
            explanation=tr("The day on which a record came into the state it is in."),
            since=self.filter.since,
            until=self.filter.until,
        )
        dialog.given.connect(self.choose_days)
        dialog.open()

    def _period(self, period: Period) -> partial[None]:
        return partial(self._set_one, "period", str(period))

    def _set_one(self, name: str, value: str) -> None:
        now = self.filter
        self.choose(
            {
                "programme": replace(now, programme=value),
                "village": replace(now, village=value),
                "period": replace(now, period=value),
                "list_id": replace(now, list_id=value),
            }[name]
        )

    def _show_chips(self) -> None:
        self._chips.show_chips(self.chips())

    @Slot(str)
    def _on_removed(self, key: str) -> None:
        if key == "days":
            self.choose_days(None, None)
        else:
            self._set_one(key, "")

    @Slot(str)
    def _on_typed(self, _: str) -> None:
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        self.choose(replace(self.filter, text=" ".join(self.line.text().split())))


def _days_words(since: date | None, until: date | None) -> str:
    if since and until:
        if since == until:
            return date_short(since)
        return f"{date_short(since)} – {date_short(until)}"
    if since:
        return tr("From {date}").format(date=date_short(since))
    return tr("Until {date}").format(date=date_short(until)) if until else ""


def _by_day(period: Period) -> tuple[date, int, int]:
    return period.first_day, len(period.months), -(period.stage or 0)


def _emptied(button: Button) -> QMenu:
    menu = button.menu()
    menu.clear()
    return menu


def _offer(menu: QMenu, text: str, chosen: Callable[[], None]) -> None:
    menu.addAction(text.replace("&", "&&")).triggered.connect(chosen)
