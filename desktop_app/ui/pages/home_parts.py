"""The parts of the first page: duties, numbers, cut-offs, families and last actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.domain.deed import Deed
from desktop_app.domain.home import Cutoff, DueLine, RecentFamily
from desktop_app.domain.region import RegionTable
from desktop_app.language import tr, trn
from desktop_app.ui.icons import Icon
from desktop_app.ui.style import XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.swap import swapped
from desktop_app.ui.widgets.text import Elided, Rule, Text
from desktop_app.words.deeds import deed_with_name, hindrance_words
from desktop_app.words.format import date_long, days, decile_words, moment, number
from desktop_app.words.home import due_words
from desktop_app.words.people import village_words


class Rows(Card):
    """A card of lines that are made anew whenever they are read: what it is, and one thing to do."""

    def __init__(self, heading: str, *, parent: QWidget | None = None) -> None:
        super().__init__(heading, parent=parent)
        self._inside = QWidget()
        self.body.addWidget(self._inside)

    def show_rows(self, rows: Sequence[QWidget], *, otherwise: str) -> None:
        """Show these lines, or one sentence where there are none."""
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        for at, row in enumerate(rows):
            if at:
                column.addWidget(Rule())
            column.addWidget(row)
        if not rows:
            column.addWidget(Text(otherwise, "muted", wraps=True))
        self._inside = swapped(self.body, self._inside, inside)


class Duties(Rows):
    """What needs attention today; `wanted` with the line whose button was pressed."""

    wanted = Signal(object)  # DueLine

    def show_duties(self, lines: Sequence[DueLine], *, is_first_day: bool) -> None:
        """Show these, in their order."""
        self.set_heading(tr("Begin here") if is_first_day else tr("Today"))
        self.show_rows(
            [self._row(line) for line in lines],
            otherwise=tr("Nothing waits for you. Have a good day at work."),
        )

    def _row(self, line: DueLine) -> QWidget:
        words = due_words(line)
        button = Button(words.verb)
        button.setAccessibleName(f"{words.verb}: {words.what}")
        button.clicked.connect(partial(self.wanted.emit, line))
        icon = ("clock", "due_text") if line.is_pressing else ("circle-alert", "muted")
        row = _row(button, icon=icon)
        _add_words(row, words.what, words.below, role="due" if line.is_pressing else "strong")
        return row


class Actions(Rows):
    """What somebody did last, with the way back; `undo_wanted` with the deed."""

    undo_wanted = Signal(object)  # Deed

    def show_deeds(self, deeds: Sequence[Deed], programmes: Mapping[str, str]) -> None:
        """Show these, the newest first."""
        self.show_rows(
            [self._row(deed, programmes) for deed in deeds],
            otherwise=tr("What you record, write or issue stands here, with the way back."),
        )

    def _row(self, deed: Deed, programmes: Mapping[str, str]) -> QWidget:
        button = None
        words = deed_with_name(deed, programmes)
        below = moment(deed.at)
        if deed.hindrance is None:
            button = Button(tr("Undo"), icon="undo-2", kind="plain")
            button.setAccessibleName(tr("Undo “{deed}”").format(deed=words))
            button.clicked.connect(partial(self.undo_wanted.emit, deed))
        else:
            below = f"{below} · {hindrance_words(deed.hindrance)}"
        row = _row(button)
        _add_words(row, words, below, role="muted" if deed.is_undone else "body")
        return row


class Families(Rows):
    """The families that were opened last; `opened` with the id of one."""

    opened = Signal(str)

    def show_families(self, families: Sequence[RecentFamily], regions: RegionTable) -> None:
        """Show these, the newest first."""
        self.show_rows(
            [self._row(one, regions) for one in families],
            otherwise=tr("The families you open stand here, to come back to them."),
        )

    def _row(self, one: RecentFamily, regions: RegionTable) -> QWidget:
        name = one.head_name or tr("Name unknown")
        button = Button(tr("Open"), kind="plain")
        button.setAccessibleName(tr("Open the family of {name}").format(name=name))
        button.clicked.connect(partial(self.opened.emit, one.family_id))
        row = _row(button)
        place = village_words(regions, one.village)
        _add_words(
            row, name, " · ".join(part for part in (place, decile_words(one.decile)) if part)
        )
        return row


class Calendar(Rows):
    """The next days until which proposals are to be sent."""

    def show_cutoffs(self, cutoffs: Sequence[Cutoff], days_left: Callable[[Cutoff], int]) -> None:
        """Show these, the soonest first."""
        rows = []
        for at, one in enumerate(cutoffs):
            left = days_left(one)
            row = _row(Text(days(left) if left else tr("today"), "strong" if not at else "muted"))
            unsent = trn("{n} proposal not sent", "{n} proposals not sent", one.unsent)
            below = unsent.format(n=number(one.unsent)) if one.unsent else tr("Nothing to send")
            _add_words(row, date_long(one.on), below)
            rows.append(row)
        self.show_rows(rows, otherwise="")


class Figures(QWidget):
    """A few numbers beside each other, each with what it counts."""

    def __init__(self, names: Sequence[str], *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        self._numbers: list[Text] = []
        self._notes: list[Elided] = []
        for name in names:
            card = Card(ground="sunken", is_tight=True)
            card.body.setSpacing(XS)
            figure, note = Text("–", "figure"), Elided("", "caption")
            card.body.addWidget(Elided(name, "muted"))
            card.body.addWidget(figure)
            card.body.addWidget(note)
            row.addWidget(card, 1)
            self._numbers.append(figure)
            self._notes.append(note)

    def show_numbers(self, numbers: Sequence[tuple[int, str]]) -> None:
        """Show these with the note under each."""
        for (count, note), figure, below in zip(numbers, self._numbers, self._notes, strict=True):
            figure.setText(number(count))
            below.setText(note)

    @property
    def texts(self) -> list[str]:
        """The numbers as they stand there."""
        return [figure.text() for figure in self._numbers]


def _row(beside: QWidget | None, *, icon: tuple[str, str] | None = None) -> QWidget:
    row = QWidget()
    grid = QGridLayout(row)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(L)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    if icon is not None:
        name, tone = icon
        grid.addWidget(Icon(name, size=18, tone=tone), 0, 0, Qt.AlignmentFlag.AlignTop)
    if beside is not None:
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(beside, 0, 2, 2, 1, side)
    return row


def _add_words(row: QWidget, what: str, below: str, *, role: str = "body") -> None:
    grid = row.layout()
    assert isinstance(grid, QGridLayout)
    grid.addWidget(Elided(what, role), 0, 1)
    grid.addWidget(Elided(below, "caption"), 1, 1)
