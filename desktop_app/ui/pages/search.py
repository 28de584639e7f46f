"""Cari: the person at the counter is on the screen before the second word is finished."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.actions.search_list import (
    PAGE,
    Everybody,
    count_by_village,
    count_people,
    everybody,
    page_of,
)
from desktop_app.domain.changes import Topic
from desktop_app.domain.person import PersonLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.pages.family_glance import GlancePanel
from desktop_app.ui.pages.form_sheet import close_top
from desktop_app.ui.pages.search_columns import Found, person_columns
from desktop_app.ui.pages.search_filters import FilterBar
from desktop_app.ui.pages.search_glance import GlanceBeside
from desktop_app.ui.pages.search_hints import SearchHints
from desktop_app.ui.pages.search_many import for_many_found
from desktop_app.ui.pages.search_nobody import SUGGESTED, NobodyFound
from desktop_app.ui.pages.search_results import ResultsBar
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number

AnswerT = TypeVar("AnswerT")

LIMIT = 100
LEAST_LETTERS = 118
"""In a narrower window the list has all the room; Enter opens the family anyway."""
_MOST_RECENT = 8


class SearchPage(Page):
    """One list for every question; typing always wins over what is still being looked up."""

    shows = frozenset({Topic.PEOPLE, Topic.RELEASES})
    takes_search = True
    help_text = mark(
        "Type a name, a NIK, a KK or a desa. Enter or the down arrow goes to the list, Enter on a "
        "row opens the family. Numbers stay hidden here; they can be shown on the family's page."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found = Found("", desk.today())
        self._text = ""
        self._enter_waits = False
        self._asked: Search | None = None
        self._recent: list[str] = []
        self.set_title(tr("Search"))
        self.filters = FilterBar()
        self.filters.changed.connect(self._on_filters)
        self.add_to_head(self.filters)
        self.match_button = self.add_secondary(
            tr("&Match a list…"), self._on_match, icon="list-checks"
        )
        self.hints = SearchHints()
        self.hints.chosen.connect(self._on_recent)
        self.hints.all_wanted.connect(self._on_all_clicked)
        self.hints.checks_wanted.connect(self._on_checks)
        self.no_release = EmptyState(
            "database",
            tr("No release has been loaded yet"),
            tr("Families can be found as soon as the first quarterly extract is in."),
            tr("Lo&ad a release"),
        )
        self.no_release.acted.connect(self._on_load_release)
        columns = person_columns(lambda: self._found)
        self.people: PagedRows[PersonLine] = PagedRows(columns, PAGE)
        self.people.page_wanted.connect(self._on_page_wanted)
        self.table: DataTable[PersonLine] = DataTable(
            columns,
            name="search",
            memory=desk.memory,
            accessible_name=tr("People found"),
            rows=self.people,
            several=True,
            narrowed_by=self.filters,
        )
        self.many = for_many_found(self, self.table, self._found)
        self.results = ResultsBar()
        self.results.all_wanted.connect(self._on_all_clicked)
        self.results.nearest_wanted.connect(self._on_nearest)
        self.results.villages_wanted.connect(self._on_villages_wanted)
        self.results.village_chosen.connect(self.filters.choose_village)
        self.nobody = NobodyFound()
        self.nobody.shorter_wanted.connect(self._on_recent)
        self.nobody.filters_unwanted.connect(self.filters.clear)
        self.nobody.also_acted.connect(self._on_newcomer)
        self.table.set_empty(self.nobody)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.glance = GlancePanel()
        self.glance.opened.connect(self._open_family)
        self.glance.record_wanted.connect(self._on_record)
        self._stack = QStackedWidget()
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.results)
        column.addWidget(self.table, 1)
        self._results = ListAndDetail(
            found,
            self.glance,
            name="search",
            memory=desk.memory,
            share=0.68,
            least=LEAST_LETTERS,
        )
        self._beside = GlanceBeside(self, self.glance, self._found, self._results)
        for part in (self.hints, self.no_release, self._results):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.lead_to(self.table)
        self._say()

    @property
    def lines(self) -> list[PersonLine]:
        """The people in the list."""
        return [line for line in self.people.rows if isinstance(line, PersonLine)]

    # What the window asks

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups, latest="lookups")
        self._look(self.place.subject)

    def search(self, text: str) -> None:
        self._enter_waits = False
        if text != self._text:
            self._look(text)

    def enter_results(self) -> None:
        if self._found.everybody is not None:
            self.table.choose_first()
        if not self._text.strip() or self._found.everybody is not None:
            return
        self._enter_waits = True
        self._look(self._text, is_typing=False)

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self.many.sheets)

    def step_back(self) -> bool:
        return close_top(self.many.sheets) or super().step_back()

    # Looking

    def _look(self, text: str, *, is_typing: bool = True) -> None:
        self._text = text
        if not text.strip():
            self._look_at_all_within()
            return
        asked = self._asked = self._search(text)
        self.do(
            _find_typed if is_typing else find_people,
            asked,
            then=self._still(asked, self._show_found),
            latest="search",
        )

    def _look_at_all_within(self) -> None:
        """Without a text: everybody whom the filters leave, or nobody where there are none."""
        self.table.show_rows([])
        self.glance.forget()
        self._asked = self._found.everybody = None
        if self.filters.filters.are_set:
            self._list_all()
        self._say()

    def _search(self, text: str, *, limit: int = LIMIT) -> Search:
        filters = self.filters.filters
        low, high = filters.deciles or (None, None)
        return Search(
            text,
            village=filters.village,
            decile_min=low,
            decile_max=high,
            programme=filters.programme,
            is_unhelped=filters.is_unhelped,
            limit=limit,
        )

    def _still(
        self, asked: Search, then: Callable[[Search, AnswerT], None]
    ) -> Callable[[AnswerT], None]:
        """Takes the answer unless something else, or nothing any more, was asked since."""
        return lambda answer: then(asked, answer) if asked == self._asked else None

    def _show_found(self, asked: Search, lines: list[PersonLine]) -> None:
        self._found.typed = asked.text
        self._found.everybody = None
        self.table.show_rows(lines)
        self.results.say(shown=len(lines), count=None, are_all=False)
        self.do(count_people, asked, then=self._still(asked, self._show_count), latest="count")
        self._say()
        if not lines:
            self._enter_waits = False
            self.glance.forget()
            self._suggest_for(asked)
            return
        self._beside.follow(lines[0])
        if self._enter_waits:
            self._enter_waits = False
            self._remember(asked.text)
            if len({line.family_id for line in lines}) == 1 and lines[0].family_id:
                self._on_opened(lines[0])
            else:
                self.table.choose_first()

    def _suggest_for(self, asked: Search) -> None:
        """Say that nobody was found, and look whom fewer letters would find."""
        shorter = self.nobody.say_for(asked.text, is_narrowed=self.filters.filters.are_set)
        if shorter:
            self.do(
                _find_typed,
                self._search(shorter, limit=SUGGESTED),
                then=self._still(asked, lambda _, lines: self.nobody.suggest(shorter, lines)),
                latest="near",
            )

    # All of them, by name

    def _show_count(self, _: Search, count: int | None) -> None:
        if self._found.everybody is None:
            self.results.say(shown=len(self.lines), count=count, are_all=False)

    @Slot()
    def _on_all_clicked(self) -> None:
        self._enter_waits = True
        self._list_all()

    def _list_all(self) -> None:
        asked = self._asked = self._search(self._text)
        self.do(everybody, asked, then=self._still(asked, self._show_everybody), latest="search")

    @Slot()
    def _on_nearest(self) -> None:
        self._look(self._text)

    def _show_everybody(self, asked: Search, found: Everybody) -> None:
        self._found.everybody = found
        self._found.typed = asked.text
        self.people.show_pages(found.count)
        self.glance.forget()
        self.results.say(
            shown=found.count,
            count=found.count,
            are_all=True,
            has_typed=bool(asked.text.strip()),
        )
        self._say()
        if not found.count:
            self._suggest_for(asked)
        elif self._enter_waits:
            self.table.choose_first()
        self._enter_waits = False

    @Slot(int)
    def _on_page_wanted(self, page: int) -> None:
        found = self._found.everybody
        if found is not None:
            self.do(page_of, found, page, then=lambda lines: self._show_page(found, page, lines))

    def _show_page(self, found: Everybody, page: int, lines: list[PersonLine]) -> None:
        if found is self._found.everybody:
            self.people.put_page(page, lines)
            if self.table.current is not None:
                self._beside.follow(self.table.current)

    @Slot()
    def _on_villages_wanted(self) -> None:
        self.do(
            count_by_village, self._search(self._text), then=self._show_villages, latest="villages"
        )

    def _show_villages(self, found: list[tuple[str, int]]) -> None:
        if self._found.lookups is not None:
            self.results.show_villages(found, self._found.lookups.regions)

    # What is said about the list

    def _show_lookups(self, lookups: Lookups) -> None:
        self._found.lookups = lookups
        self._found.today = self.desk.today()
        self.filters.show_lookups(lookups)
        self.table.viewport().update()
        self._say()

    def _say(self) -> None:
        lookups = self._found.lookups
        release = lookups.release if lookups else None
        if lookups is not None and release is None:
            self._stack.setCurrentWidget(self.no_release)
        else:
            is_asked = bool(self._text.strip()) or self._found.everybody is not None
            self._stack.setCurrentWidget(self._results if is_asked else self.hints)
        self.filters.setVisible(release is not None)
        self.match_button.setVisible(release is not None)
        if lookups is None:
            return
        area = lookups.regions.name_of(lookups.region)
        parts = [area]
        if release is not None:
            parts += [
                tr("release {label}").format(label=release.label),
                trn("{n} person", "{n} people", release.persons).format(n=number(release.persons)),
            ]
        if self._found.everybody is not None:
            count = self._found.everybody.count
            parts.insert(0, trn("{n} person", "{n} people", count).format(n=number(count)))
        elif self.lines:
            parts.insert(0, _count_words(len(self.lines)))
        self.set_subtitle(" · ".join(parts))
        self.many.count()

    # News

    @Slot()
    def _on_filters(self) -> None:
        self._look(self._text)

    @Slot(str)
    def _on_recent(self, text: str) -> None:
        self.go("search", text)

    @Slot()
    def _on_load_release(self) -> None:
        self.go("releases")

    @Slot()
    def _on_checks(self) -> None:
        self.go("ground-check")

    @Slot()
    def _on_match(self) -> None:
        self.go("match")

    @Slot()
    def _on_newcomer(self) -> None:
        self.go("proposals", self._text.strip(), "new-family")

    @Slot(object)
    def _on_chosen(self, line: PersonLine | None) -> None:
        if line is not None:
            self._beside.follow(line)

    @Slot(object)
    def _on_opened(self, line: PersonLine) -> None:
        self._remember(self._text)
        if line.family_id is None:
            self.banner.say(
                "info",
                tr("This person is not tied to any family in this release."),
                tr("The extract names no family card for them, so there is no page to open."),
            )
            return
        self._open_family(line.family_id)

    @Slot(str)
    def _open_family(self, family_id: str) -> None:
        self.desk.trail.families = tuple(
            dict.fromkeys(line.family_id for line in self.lines if line.family_id)
        )
        self.go("family", family_id)

    @Slot(str)
    def _on_record(self, family_id: str) -> None:
        self.go("family", family_id, "record")

    def _remember(self, text: str) -> None:
        text = " ".join(text.split())
        if text:
            self._recent = [text, *(one for one in self._recent if one != text)][:_MOST_RECENT]
            self.hints.show_recent(self._recent)


def _find_typed(office: Office, search: Search) -> list[PersonLine]:
    return find_people(office, search, is_typing=True)


def _count_words(count: int) -> str:
    if count >= LIMIT:
        return tr("The first {n} found").format(n=count)
    return trn("{n} person found", "{n} people found", count).format(n=count)
