"""Apa yang berubah: what one release brought since the one before it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.actions.comparison import (
    WhatChanged,
    changes_of,
    keep_comparison,
    what_changed,
)
from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.comparison import ChangeKind, ChangeLine, ChangeWish, DecileMove
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr, trn
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.pages.change_filters import ChangeFilters
from desktop_app.ui.pages.change_lines import ChangeDetail, ChangeWords, Seen, change_columns
from desktop_app.ui.pages.change_out import ChangesOut, Listed
from desktop_app.ui.pages.change_sorts import SORT_COLUMNS, SortRow, changed_at_all, sort_rows
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.change_words import kind_meaning
from desktop_app.words.fields import label_of
from desktop_app.words.format import date_long, number
from desktop_app.words.phases import phase_words

PAGE = 500


class ChangesPage(Page):
    """The sorts of changes on the left, one of them as a list on the right; `Place.subject` is a release."""

    shows = frozenset({Topic.RELEASES})
    help_text = mark(
        "What a release brought since the one before it. Choose on the left what you want to see and "
        "above which desa; Enter opens the family, one that left as the earlier release had it. "
        "Doubtful pairs are only listed: ask the desa or Dukcapil. Numbers and health are hidden "
        "until you say why you need them."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._found: WhatChanged | None = None
        self._seen = Seen()
        self._sort: SortRow | None = None
        self._is_comparing = False
        self._was_stopped = False
        self.words = ChangeWords(self._seen)
        self.set_title(tr("What changed"))
        self._build_lists(desk)
        self.out = ChangesOut(self, self.table, self._seen, lambda: self._listed)
        self.out.turned.connect(self._say_again)
        self.nothing = EmptyState("layers", "")
        self.nothing.acted.connect(self._on_nothing_acted)
        self._stack = QStackedWidget()
        for part in (self._whole_list, self.nothing):
            self._stack.addWidget(part)
        self.body.addWidget(self._stack, 1)
        self._show_nothing(tr("Reading…"))

    # What the window asks

    def arrive(self, place: Place) -> None:
        if place.subject != self.place.subject:
            self._was_stopped = False
            self.out.hide_numbers()
        super().arrive(place)

    def refresh(self) -> None:
        self.do(lookups_of, then=self._show_lookups)
        self.do(
            what_changed,
            self.place.subject,
            self.filters.area,
            then=self._show_found,
            failed=self._on_failed,
            latest="changes",
        )

    # Building

    def _build_lists(self, desk: Desk) -> None:
        self.filters = ChangeFilters()
        self.filters.village_chosen.connect(self.refresh)
        self.filters.direction_chosen.connect(self._on_direction)
        self.sorts: DataTable[SortRow] = DataTable(
            SORT_COLUMNS,
            name="change-sorts",
            memory=desk.memory,
            accessible_name=tr("What changed"),
        )
        self.sorts.setSortingEnabled(False)
        self.sorts.chosen.connect(self._on_sort)
        self.sorts.opened.connect(self._on_sort_opened)
        self.meaning = Text("", "muted", wraps=True)
        self.table: DataTable[ChangeLine] = DataTable(
            change_columns(self.words),
            name="changes",
            memory=desk.memory,
            accessible_name=tr("Changes"),
            narrowed_by=self.filters,
        )
        self.none = EmptyState("circle-check", tr("None of this sort"))
        self.table.set_empty(self.none)
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.rows.more_wanted.connect(self._read_more)
        self.detail = ChangeDetail()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(L, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.meaning)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(1)
        parts.addWidget(self.table)
        parts.addWidget(self.detail)
        parts.setSizes([640, 260])
        column.addWidget(parts, 1)
        self._whole_list = QWidget()
        whole = QVBoxLayout(self._whole_list)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.filters)
        whole.addWidget(
            ListAndDetail(
                self.sorts, right, name="changes", memory=desk.memory, share=0.36, below=0.4
            ),
            1,
        )

    # Showing

    def _show_lookups(self, lookups: Lookups) -> None:
        self._seen.lookups = lookups
        self.filters.show_lookups(lookups)
        self._say_again()

    def _show_found(self, found: WhatChanged) -> None:
        self._found = found
        self.set_title(tr("What changed in “{label}”").format(label=found.release.label))
        sides = found.sides
        if sides is None:
            self.set_subtitle("")
            self._say_not_made(found)
            return
        self.set_subtitle(
            tr("compared with “{label}” of {date} · {before} families then, {now} now").format(
                label=sides.earlier.label,
                date=date_long(sides.earlier.reference_date),
                before=number(sides.earlier.families),
                now=number(sides.later.families),
            )
        )
        if not changed_at_all(found.counts) and not self.filters.area:
            self._show_nothing(
                tr("Nothing changed"),
                tr("Every family and everybody in it stands as in the release before."),
            )
            return
        self._stack.setCurrentWidget(self._whole_list)
        self._enable()
        self._say_limits(found)
        kept = self._seen.wish
        rows = sort_rows(found.counts)
        self.sorts.show_rows(rows)
        self.sorts.rows.show_all()
        wanted = [
            at
            for at, row in enumerate(rows)
            if isinstance(row, SortRow) and (row.wish == kept if kept else row.count)
        ]
        if wanted:
            self.sorts.setCurrentIndex(self.sorts.rows.index(wanted[0], 0))
        else:
            self.sorts.choose_first()

    def _say_not_made(self, found: WhatChanged) -> None:
        if found.release.is_light:
            self._show_nothing(
                tr("A list of deciles is not compared"),
                tr(
                    "It names nobody. Each family's page shows its deciles from release to release."
                ),
            )
        elif found.earlier is None:
            self._show_nothing(
                tr("Nothing to compare with yet"),
                tr(
                    "This is the first release here. With the next one this page says what changed."
                ),
            )
        elif self._was_stopped and not self._is_comparing:
            self._show_nothing(
                tr("The releases have not been compared yet"),
                tr("Nothing was lost. It takes about half as long as loading a release."),
                tr("Compare &now"),
            )
        else:
            self._show_nothing(
                tr("Comparing with “{label}”").format(label=found.earlier.label),
                tr("You can go on working on other pages meanwhile."),
            )
            self._compare(found)

    def _say_limits(self, found: WhatChanged) -> None:
        sides = found.sides
        if sides is None:
            return
        if sides.missing:
            names = ", ".join(label_of(name) for name in sides.missing[:5])
            self.banner.say(
                "info",
                trn(
                    "{n} field could not be compared", "{n} fields could not be compared",
                    len(sides.missing),
                ).format(n=number(len(sides.missing))),
                tr("One of the two releases has been reduced: {names} …").format(names=names),
            )  # fmt: skip
        elif not found.is_earlier_here:
            self.banner.say(
                "info",
                tr("Release “{label}” is not here any more").format(label=sides.earlier.label),
                tr("What changed was kept. Families that left can no longer be opened."),
            )

    def _show_nothing(self, heading: str, sentence: str = "", action: str = "") -> None:
        self.nothing.say(heading, sentence, action)
        self._stack.setCurrentWidget(self.nothing)
        self._enable()

    def _enable(self) -> None:
        is_listed = self._stack.currentWidget() is self._whole_list
        self.out.set_visible(is_listed)

    def _say_again(self) -> None:
        self.table.viewport().update()
        self._on_chosen(self.table.current)

    # Comparing

    def _compare(self, found: WhatChanged) -> None:
        if self._is_comparing:
            return
        self._is_comparing = True
        self._was_stopped = True  # until it turns out otherwise
        self.do_long(
            keep_comparison,
            found.release.id,
            title=tr("Comparing the releases"),
            phases=phase_words,
            then=self._on_compared,
            ended=self._on_compare_ended,
        )

    def _on_compared(self, _: Done[object]) -> None:
        self._was_stopped = False

    def _on_compare_ended(self) -> None:
        self._is_comparing = False
        if self._was_stopped and self._found is not None:
            self._say_not_made(self._found)
        else:
            self.look_again()

    def _on_failed(self, error: LuringError) -> None:
        self._show_nothing(tr("Nothing to compare with yet"))
        self.tell(error)

    @Slot()
    def _on_nothing_acted(self) -> None:
        self._was_stopped = False
        if self._found is not None:
            self._say_not_made(self._found)

    # The list

    @property
    def wish(self) -> ChangeWish | None:
        """What the list shows."""
        return None if self._sort is None else self.filters.narrowed(self._sort)

    @property
    def _listed(self) -> Listed | None:
        wish, found = self.wish, self._found
        return None if wish is None or found is None else (found.release, wish)

    @Slot(object)
    def _on_sort(self, row: SortRow | None) -> None:
        if row is None:
            return
        is_other = row.wish != self._seen.wish
        self._seen.wish = row.wish
        self._sort = row
        self.filters.show_sort(row)
        meaning = kind_meaning(row.wish.entity, row.wish.kind)
        self.meaning.setText(f"{row.below}. {meaning}" if row.below else meaning)
        is_counted_only = row.wish.grade is DecileMove.SAME
        self.none.say(
            tr("Only counted") if is_counted_only else tr("None of this sort"),
            tr("Families that kept their decile are not listed one by one.")
            if is_counted_only
            else "",
        )
        if is_other:
            self.table.show_rows([])
        self._read(self.filters.count_of(row) if not is_counted_only else 0)

    @Slot(object)
    def _on_sort_opened(self, _: SortRow) -> None:
        self.table.choose_first()

    def _read(self, total: int) -> None:
        wish, found = self.wish, self._found
        if wish is not None and found is not None:
            self.do(
                partial(changes_of, limit=PAGE),
                found.release.id,
                wish,
                then=partial(self._show_lines, wish, total),
                latest="list",
            )

    def _show_lines(self, wish: ChangeWish, total: int, lines: list[ChangeLine]) -> None:
        if wish != self.wish:
            return
        self.table.show_rows(lines, total=total)
        if lines:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))

    @Slot(int)
    def _read_more(self, known: int) -> None:
        wish, found = self.wish, self._found
        if wish is not None and found is not None:
            self.do(
                partial(changes_of, limit=PAGE, after=known),
                found.release.id,
                wish,
                then=self.table.rows.add_rows,
                latest="list",
            )

    @Slot()
    def _on_direction(self) -> None:
        if self._sort is not None:
            self._read(self.filters.count_of(self._sort))

    @Slot(object)
    def _on_chosen(self, line: ChangeLine | None) -> None:
        rows = [] if line is None else self.words.all_of(line)
        # One value says nothing that the list does not say.
        self.detail.setVisible(len(rows) > 1)
        self.detail.show_rows("" if line is None else line.name or tr("Name unknown"), rows)

    @Slot(object)
    def _on_opened(self, line: ChangeLine) -> None:
        family_id = _where(line)
        if family_id is None:
            return
        listed = (_where(one) for one in self.table.rows.rows if isinstance(one, ChangeLine))
        self.desk.trail.families = tuple(dict.fromkeys(one for one in listed if one is not None))
        self.go("family", family_id, "history" if line.kind is ChangeKind.DECILE_MOVED else "")

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.out.hide_numbers()


def _where(line: ChangeLine) -> str | None:
    """The family to open: as it stands now, or as it stood if it left."""
    return line.family_id or line.old_family_id
