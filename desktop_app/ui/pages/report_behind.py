"""Whom a number of a report stands for: their list, page by page, and what to do with many of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.intervention_lists import listed_people
from desktop_app.actions.letter_lists import letters_for_people
from desktop_app.actions.lookups import Lookups
from desktop_app.actions.office import Office
from desktop_app.actions.reports import ReportView, families_behind, lines_behind
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.letter_run import Listed
from desktop_app.domain.report import BehindLine, ReportAsk
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.for_many import ForMany, Many
from desktop_app.ui.pages.report_grid import CellPlace, rows_of
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.aid import programme_names
from desktop_app.words.format import number, number_tail
from desktop_app.words.people import village_words

PAGE = 100
WHOLE = 5_000
"""Rows up to which a list is read in one go, so that it can be sorted and filtered."""

_Asked = tuple[str, ReportAsk, CellPlace]


class BehindView(Lead, QWidget):
    """The list; `opened` with a family's id, `left` to go back to the report.

    `many` are the buttons of the page for all of them or those selected.
    """

    opened = Signal(str)
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._lookups: Lookups | None = None
        self._asked: _Asked | None = None
        self._is_whole = True
        columns = self._columns()
        self.rows: PagedRows[BehindLine] = PagedRows(columns, PAGE)
        self.rows.page_wanted.connect(self._on_page_wanted)
        self.table: DataTable[BehindLine] = DataTable(
            columns,
            name="report-behind",
            memory=page.desk.memory,
            accessible_name=tr("Those behind the number"),
            rows=self.rows,
            several=True,
        )
        self.table.opened.connect(self._on_opened)
        self.nobody = EmptyState(
            "users",
            tr("Nobody stands behind this number any more"),
            tr("Since it was shown something was recorded or changed."),
            tr("&Back to the report"),
        )
        self.nobody.acted.connect(self.left)
        self.table.set_empty(self.nobody)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table, 1)
        self.lead_to(self.table)
        self.many = ForMany(
            page,
            self.table,
            lookups=lambda: self._lookups,
            everybody=lambda: self.rows.left if self._is_whole else self.rows.total,
            many=self._for_many,
        )

    @property
    def lines(self) -> list[BehindLine]:
        """Those who are here, of all who are listed."""
        return [line for line in self.rows.rows if isinstance(line, BehindLine)]

    def show_behind(self, view: ReportView, place: CellPlace, lookups: Lookups) -> int:
        """List whom this number stands for, and say how many; the row the keyboard is on stays while
        it is the same.
        """
        self._lookups = lookups
        asked = (view.table.kind.code, view.ask, place)
        is_same = asked == self._asked
        at = max(0, self.table.currentIndex().row()) if is_same else 0
        self._asked = asked
        count = count_at(view, place)
        self.table.show()
        self._is_whole = count <= WHOLE
        if self._is_whole:
            self._page.do(
                lambda office: _lines_at(office, asked, [range(count)]),
                then=lambda lines: self._show_whole(lines, is_same, asked),
                latest="behind",
            )
            return count
        self.rows.show_pages(count)
        if count:
            self.table.setCurrentIndex(self.rows.index(min(at, count - 1), 0))
        self.many.count()
        return count

    def _show_whole(self, lines: list[BehindLine], is_same: bool, asked: _Asked) -> None:
        if asked != self._asked:
            return
        self.table.show_rows(lines, keep=is_same)
        if self.table.current is None and self.rows.left:
            self.table.setCurrentIndex(self.rows.index(0, 0))
        self.many.count()

    def forget(self) -> None:
        """List nobody until somebody asks again."""
        self._asked = None
        self.table.hide()
        self.rows.show_rows([])
        self.many.count()

    # Those who are meant

    def _for_many(self, places: Sequence[range]) -> Many:
        asked = self._asked
        assert asked is not None  # without it nobody is listed, and no button is shown
        code, ask, place = asked
        chosen = [
            line
            for some in places
            for line in self.rows.rows[some.start : some.stop]
            if self._is_whole and isinstance(line, BehindLine)
        ]

        def meant(office: Office) -> list[BehindLine]:
            return chosen or _lines_at(office, asked, places)

        def listing(
            office: Office, draft: InterventionDraft, progress: Progress
        ) -> list[ListedAid]:
            return listed_people(office, draft, meant(office), progress)

        def families(office: Office) -> tuple[str, ...]:
            if not chosen and places == [range(self.rows.total)]:
                return families_behind(office, code, ask, place.row, place.column)
            return tuple(dict.fromkeys(line.family_id for line in meant(office)))

        def letters(office: Office, progress: Progress) -> list[Listed]:
            return letters_for_people(office, meant(office), progress)

        return Many(listing, families, letters)

    # Columns

    def _columns(self) -> tuple[Column[BehindLine], ...]:
        return (
            Column(
                "name",
                mark("Name"),
                lambda line: line.name or tr("Name unknown"),
                width=260,
                below=_beneath,
                tip=lambda line: line.name,
            ),
            Column(
                "numbers",
                mark("NIK and KK"),
                lambda line: _tail("NIK", line.national_id),
                width=140,
                below=lambda line: _tail("KK", line.family_card_no),
            ),
            Column("village", mark("Desa"), self._village, width=150),
            Column(
                "decile",
                mark("Decile"),
                lambda line: str(line.decile or ""),
                width=110,
                decile=lambda line: line.decile,
            ),
            Column(
                "programmes", mark("Programmes"), self._programmes, width=190, tip=self._programmes
            ),
        )

    def _village(self, line: BehindLine) -> str:
        return village_words(self._lookups.regions, line.village) if self._lookups else ""

    def _programmes(self, line: BehindLine) -> str:
        names = programme_names(self._lookups.catalogue) if self._lookups else {}
        return ", ".join(names.get(code, code) for code in line.programmes) or "–"

    # News

    @Slot(int)
    def _on_page_wanted(self, page: int) -> None:
        asked = self._asked
        if asked is None:
            return
        code, ask, place = asked
        self._page.do(
            lambda office: lines_behind(
                office, code, ask, place.row, place.column, start=page * PAGE, count=PAGE
            ),
            then=lambda lines: self.rows.put_page(page, lines) if asked == self._asked else None,
        )

    @Slot(object)
    def _on_opened(self, line: BehindLine) -> None:
        self.opened.emit(line.family_id)


def count_at(view: ReportView, place: CellPlace) -> int:
    """The number that stands there; 0 where there is none any more."""
    for table in (view.table, *view.more):
        codes = [column.code for column in table.columns]
        if place.column in codes:
            at = codes.index(place.column)
            found = [
                row.cells[at] for row in rows_of(table) if row.key == place.row and row.is_named
            ]
            if found and isinstance(found[-1], int):
                return found[-1]
    return 0


def _lines_at(office: Office, asked: _Asked, places: Sequence[range]) -> list[BehindLine]:
    code, ask, place = asked
    return [
        line
        for some in places
        for line in lines_behind(
            office, code, ask, place.row, place.column, start=some.start, count=len(some)
        )
    ]


def _tail(name: str, digits: str | None) -> str:
    return f"{name} {number_tail(digits)}" if digits else f"{name} –"


def _beneath(line: BehindLine) -> str:
    """The members; and the decile of the release before, where the number is about both."""
    said = trn("{n} member", "{n} members", line.members).format(n=number(line.members))
    if line.before is None:
        return said
    before = tr("before: D{n}").format(n=line.before) if line.before else tr("before: none")
    return f"{said} · {before}"
