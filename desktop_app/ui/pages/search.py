"""Cari: the person at the counter is on the screen before the second word is finished."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.intervention_lists import listed_found, listed_people
from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family, lookups_of
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
from desktop_app.domain.intervention import InterventionDraft
from desktop_app.domain.intervention_list import ListedAid
from desktop_app.domain.person import PersonLine
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.progress import Progress
from desktop_app.ui.models.pages import PagedRows
from desktop_app.ui.page import Desk, Page
from desktop_app.ui.pages.family_glance import GlancePanel
from desktop_app.ui.pages.list_sheet import ListSheet
from desktop_app.ui.pages.search_columns import Found, person_columns
from desktop_app.ui.pages.search_filters import FilterBar
from desktop_app.ui.pages.search_hints import SearchHints
from desktop_app.ui.pages.search_results import ResultsBar
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import number

AnswerT = TypeVar("AnswerT")

LIMIT = 100
LEAST_LETTERS = 118
"""In a narrower window the list has all the room; Enter opens the family anyway."""
_PAUSE_MS = 120
_MOST_RECENT = 8
_FEWEST_LETTERS = 3
_SUGGESTED = 3
_MOST_RECORDED = 10_000
"""People for whom help is recorded in one go; more is no list that anybody has looked at."""


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
        self._everybody: Everybody | None = None
        self._recent: list[str] = []
        self._suggested = ""
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
        )
        self.table.selection_changed.connect(self._on_selection)
        self.many_button = self.add_secondary("", self._on_record_many, icon="list-checks")
        self.many_button.hide()
        self.results = ResultsBar()
        self.results.all_wanted.connect(self._on_all_clicked)
        self.results.nearest_wanted.connect(self._on_nearest)
        self.results.villages_wanted.connect(self._on_villages_wanted)
        self.results.village_chosen.connect(self.filters.choose_village)
        self.nobody = EmptyState("search", "")
        self.nobody.acted.connect(self._on_nobody_acted)
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
        for part in (self.hints, self.no_release, self._results):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self.setFocusProxy(self.table)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._on_pause)
        self._glanced_at = ""
        self.list_sheet = ListSheet(self)
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
        if self._everybody is not None:
            self.table.choose_first()
        if not self._text.strip() or self._everybody is not None:
            return
        self._enter_waits = True
        self._look(self._text, is_typing=False)

    def has_unsaved(self) -> bool:
        return self.list_sheet.has_unsaved()

    def step_back(self) -> bool:
        if self.list_sheet.isVisible():
            self.list_sheet.close_or_ask()
            return True
        return super().step_back()

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
        self._asked = self._everybody = None
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
        self._everybody = None
        self.table.show_rows(lines)
        self.results.say(shown=len(lines), count=None, are_all=False)
        self.do(count_people, asked, then=self._still(asked, self._show_count), latest="count")
        self._say()
        if not lines:
            self._enter_waits = False
            self.glance.forget()
            self._say_nobody(asked)
            return
        self._glance_at(lines[0])
        if self._enter_waits:
            self._enter_waits = False
            self._remember(asked.text)
            if len({line.family_id for line in lines}) == 1 and lines[0].family_id:
                self._on_opened(lines[0])
            else:
                self.table.choose_first()

    def _say_nobody(self, asked: Search) -> None:
        self._suggested = ""
        if self.filters.filters.are_set:
            self.nobody.say(
                tr("Nobody matches within these filters"),
                tr("Perhaps the family lives in another desa or has another decile."),
                tr("Remove the &filters"),
            )
            return
        self.nobody.say(
            tr("Nobody matches “{text}”").format(text=asked.text),
            tr("Try fewer letters, another spelling, or the KK number."),
            also=tr("Propose a &new family…"),
        )
        shorter = _shorter(asked.text)
        if shorter:
            nearest = self._search(shorter, limit=_SUGGESTED)
            self.do(
                _find_typed,
                nearest,
                then=self._still(asked, partial(self._suggest, shorter)),
                latest="near",
            )

    def _suggest(self, shorter: str, _: Search, lines: list[PersonLine]) -> None:
        if not lines:
            return
        self._suggested = shorter
        names = ", ".join(dict.fromkeys(line.name for line in lines))
        self.nobody.say(
            tr("Nobody matches “{text}”").format(text=self._text),
            tr("With fewer letters there is: {names}.").format(names=names),
            tr("Search for “{text}”").format(text=shorter.replace("&", "&&")),
            also=tr("Propose a &new family…"),
        )

    # All of them, by name

    def _show_count(self, _: Search, count: int | None) -> None:
        if self._everybody is None:
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
        self._everybody = found
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
            self._say_nobody(asked)
        elif self._enter_waits:
            self.table.choose_first()
        self._enter_waits = False

    @Slot(int)
    def _on_page_wanted(self, page: int) -> None:
        found = self._everybody
        if found is not None:
            self.do(page_of, found, page, then=lambda lines: self._show_page(found, page, lines))

    def _show_page(self, found: Everybody, page: int, lines: list[PersonLine]) -> None:
        if found is self._everybody:
            self.people.put_page(page, lines)
            if self.table.current is not None:
                self._glance_at(self.table.current)

    @Slot()
    def _on_villages_wanted(self) -> None:
        self.do(
            count_by_village, self._search(self._text), then=self._show_villages, latest="villages"
        )

    def _show_villages(self, found: list[tuple[str, int]]) -> None:
        if self._found.lookups is not None:
            self.results.show_villages(found, self._found.lookups.regions)

    # The family beside the list

    def _glance_at(self, line: PersonLine) -> None:
        self._glanced_at = line.family_id or ""
        self._pause.start()

    @Slot()
    def _on_pause(self) -> None:
        if not self._glanced_at:
            self.glance.forget()
        elif self._glanced_at != self.glance.family_id and self._results.has_room:
            self.do(
                glance_at_family,
                self._glanced_at,
                then=self._show_glance,
                failed=self._on_glance_failed,
                latest="glance",
            )

    def _show_glance(self, glance: FamilyGlance) -> None:
        if self._found.lookups is not None and glance.sheet.id == self._glanced_at:
            self.glance.show_family(glance, self._found.lookups)

    def _on_glance_failed(self, _: LuringError) -> None:
        # The list says enough; whoever opens the row is told what is wrong.
        self.glance.forget()

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
            is_asked = bool(self._text.strip()) or self._everybody is not None
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
        if self._everybody is not None:
            count = self._everybody.count
            parts.insert(0, trn("{n} person", "{n} people", count).format(n=number(count)))
        elif self.lines:
            parts.insert(0, _count_words(len(self.lines)))
        self.set_subtitle(" · ".join(parts))
        self._on_selection()

    # Help for many of them

    @property
    def _chosen_places(self) -> list[range]:
        """Where those stand whom help would be recorded for: several selected, else all by name."""
        places = self.table.selected_places
        if sum(map(len, places)) > 1:
            return places
        return [range(self._everybody.count)] if self._everybody is not None else []

    @Slot()
    def _on_selection(self) -> None:
        count = sum(map(len, self._chosen_places))
        self.many_button.setVisible(1 < count <= _MOST_RECORDED)
        self.many_button.setText(tr("Record for {n}…").format(n=number(count)))

    @Slot()
    def _on_record_many(self) -> None:
        lookups, places, found = self._found.lookups, self._chosen_places, self._everybody
        if lookups is None or not places or self.list_sheet.isVisible():
            return
        lines = [] if found is not None else self.table.selected

        def listing(
            office: Office, draft: InterventionDraft, progress: Progress
        ) -> list[ListedAid]:
            if found is None:
                return listed_people(office, draft, lines, progress)
            return listed_found(office, draft, found, places, progress)

        self.list_sheet.open_list(lookups, listing)

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
    def _on_match(self) -> None:
        self.go("match")

    @Slot()
    def _on_nobody_acted(self) -> None:
        if self._suggested:
            self.go("search", self._suggested)
        else:
            self.filters.clear()

    @Slot()
    def _on_newcomer(self) -> None:
        self.go("proposals", self._text.strip(), "new-family")

    @Slot(object)
    def _on_chosen(self, line: PersonLine | None) -> None:
        if line is not None:
            self._glance_at(line)

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


def _shorter(text: str) -> str:
    """What to try when nothing was found: without the last word, else without the last letters."""
    words = text.split()
    if len(words) > 1:
        return " ".join(words[:-1])
    if words and len(words[0]) > _FEWEST_LETTERS:
        return words[0][: max(_FEWEST_LETTERS, len(words[0]) - 2)]
    return ""
