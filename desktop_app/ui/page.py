"""What every page is made of: a head, a body, and one way to have work done.

A page is handed a `Desk` and nothing else. It says in `shows` which topics it displays, reads again
in `refresh` when one of them changed (at once if it is on the screen, else when it is shown), asks
for other pages with `wanted`, and never speaks to another page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, ClassVar, TypeVar, TypeVarTuple

import shiboken6
from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.changes import Topic
from desktop_app.errors import Code, LuringError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.memory import Memory
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.tasks import Lane, TaskRunner, Ticket
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.messages import sentence_for

AnswerT = TypeVar("AnswerT")
Given = TypeVarTuple("Given")


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: a page, whom or what it shows there, and which part of it."""

    page: str
    subject: str = ""
    part: str = ""


@dataclass(slots=True)
class Trail:
    """The families that the last list led to, in its order: what "next" means on a family's page."""

    families: tuple[str, ...] = ()

    def place_of(self, family_id: str) -> int | None:
        """Where a family stands in it, from 0; None if it was reached in another way."""
        return self.families.index(family_id) if family_id in self.families else None


@dataclass(frozen=True, slots=True)
class Desk:
    """All that a page is handed."""

    tasks: TaskRunner[Any]
    memory: Memory
    today: Callable[[], date]
    trail: Trail = field(default_factory=Trail)


class Page(Lead, QWidget):
    """The base of every page; a subclass fills `body` and overrides `refresh`.

    Enter, Ctrl+N and the like reach a page through `start_new`, `print_it`, `search`,
    `enter_results` and `step_back`; override those that mean something there.
    """

    shows: ClassVar[frozenset[Topic]] = frozenset()
    takes_search: ClassVar[bool] = False
    """Whether letters typed on this page go into the search box of the window."""
    scrolls: ClassVar[bool] = False
    """Whether the body scrolls as a whole; lists scroll themselves."""
    help_text: ClassVar[str] = ""
    """What F1 says here: a few marked English sentences."""

    wanted = Signal(object)  # Place
    moved = Signal(object)  # Place: shown instead of this one, so that going back skips it
    went_back = Signal()
    export_wanted = Signal(object)  # DataTable: a list that is to be saved as a file
    key_change_wanted = Signal()  # the office is to be closed and given a new key
    said = Signal(str, object)  # words for the toast, and the way back or None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place = Place("")
        self._is_stale = True
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(XL, L, XL, L)
        self._whole.setSpacing(M)
        self._head = QHBoxLayout()
        self._head.setSpacing(M)
        words = QVBoxLayout()
        words.setSpacing(XS)
        self._title = Elided("", "title")
        self._subtitle = Elided("", "muted")
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        self._buttons = FlowLayout()
        self._buttons.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self._head.addLayout(words, 1)
        self._head.addLayout(self._buttons)
        self._whole.addLayout(self._head)
        self.banner = Banner(close_name=tr("Close"))
        self._whole.addWidget(self.banner)
        self.body = QVBoxLayout()
        self.body.setSpacing(M)
        if self.scrolls:
            self._whole.addWidget(self._scrolling(self.body), 1)
        else:
            self._whole.addLayout(self.body, 1)
        self.strip = ProgressStrip()
        self._whole.addWidget(self.strip)
        self._primary: Button | None = None

    # What a page says about itself

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name the page, and say in one line what it shows."""
        self._title.setText(title)
        self.set_subtitle(subtitle)
        self.setAccessibleName(title)

    def set_subtitle(self, subtitle: str) -> None:
        """Say in one line what the page shows: release, area, count."""
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    @property
    def title(self) -> str:
        """The name of the page as it stands there."""
        return self._title.text()

    @property
    def subtitle(self) -> str:
        """The line under the name."""
        return self._subtitle.text()

    def add_secondary(self, text: str, slot: Callable[[], object], *, icon: str = "") -> Button:
        """A quiet action of the whole page, left of the primary one."""
        button = Button(text, icon=icon)
        button.clicked.connect(slot)
        at = self._buttons.count() - (1 if self._primary else 0)
        self._buttons.insertWidget(at, button)
        return button

    def set_primary(self, text: str, slot: Callable[[], object], *, icon: str = "") -> Button:
        """The one thing that this page is for, named with a verb."""
        if self._primary is not None:
            raise ValueError("a page has one primary action")
        self._primary = Button(text, icon=icon, kind="primary")
        self._primary.clicked.connect(slot)
        self._buttons.addWidget(self._primary)
        return self._primary

    def add_to_head(self, widget: QWidget) -> None:
        """Put something that is no button at the right of the title."""
        self._buttons.insertWidget(0, widget)

    # Having work done

    def do(
        self,
        action: Callable[[Any, *Given], AnswerT],
        *args: *Given,
        then: Callable[[AnswerT], None] | None = None,
        failed: Callable[[LuringError], None] | None = None,
        ended: Callable[[], None] | None = None,
        fields: Mapping[Code, FormField] | None = None,
        busy: Sequence[QWidget] = (),
        lane: Lane = Lane.QUICK,
        latest: str = "",
        origin: QWidget | None = None,
    ) -> Ticket:
        """Have ``action(office, *args)`` done elsewhere, and hear of it here.

        Without `failed` the error is told on this page: beside the field that `fields` names for
        its code, else in the banner. The `busy` widgets are disabled until it is over. A form on a
        sheet hands in itself as the `origin`: once it is gone it is told nothing.
        """
        release = self._hold(busy)
        return self.desk.tasks.run(
            action,
            *args,
            then=then,
            failed=failed or (lambda error: self.tell(error, fields=fields)),
            ended=lambda: _both(release, ended),
            origin=origin or self,
            lane=lane,
            latest=latest,
        )

    def do_long(
        self,
        action: Callable[..., AnswerT],
        *args: object,
        title: str,
        phases: Callable[[str], str] | None = None,
        then: Callable[[AnswerT], None] | None = None,
        failed: Callable[[LuringError], None] | None = None,
        ended: Callable[[], None] | None = None,
        busy: Sequence[QWidget] = (),
        strip: ProgressStrip | None = None,
        origin: QWidget | None = None,
    ) -> Ticket:
        """Have ``action(office, *args, progress=…)`` done, with the strip at the foot of the page.

        A form on a sheet hands in its own `strip`, and itself as the `origin` as with `do`.
        """
        release = self._hold(busy)
        progress = Progress()
        strip = strip or self.strip
        strip.watch(progress, title, phases=phases)
        return self.desk.tasks.run_long(
            action,
            *args,
            progress=progress,
            then=then,
            failed=failed or self.tell,
            ended=lambda: _both(strip.rest, release, ended),
            origin=origin or self,
        )

    def tell(self, error: LuringError, *, fields: Mapping[Code, FormField] | None = None) -> None:
        """Say what happened, whether the data is safe and what to do: at the field, or on top."""
        field = (fields or {}).get(error.code)
        if field is not None:
            sentence = sentence_for(error)
            field.show_error(sentence.brief)
            field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.banner.tell(error)

    def say_done(self, words: str, *, undo: Callable[[], None] | None = None) -> None:
        """Say at the bottom of the window that something was done, with the way back."""
        self.said.emit(words, undo)

    def go(self, page: str, subject: str = "", part: str = "") -> None:
        """Ask the window for another page."""
        self.wanted.emit(Place(page, subject, part))

    def export_list(self, table: QWidget) -> None:
        """Ask the window to save a list of this page as a file."""
        self.export_wanted.emit(table)

    # What a subclass overrides

    def arrive(self, place: Place) -> None:
        """The window came here; `place` says what to show. `refresh` follows if that is another."""
        if place != self.place:
            self.place = place
            self._is_stale = True
        self._refresh_if_shown()

    def refresh(self) -> None:
        """Read again what the page shows."""

    def start_new(self) -> None:
        """Ctrl+N."""

    def print_it(self) -> None:
        """Ctrl+P."""

    def search(self, text: str) -> None:
        """The search box says this now; only for pages with `takes_search`."""

    def enter_results(self) -> None:
        """Enter or Down in the search box: go to the first result."""

    def has_unsaved(self) -> bool:
        """Whether something stands here that was typed and would be lost with the page."""
        return False

    def keep_typed(self) -> None:
        """The office is about to be closed: have kept at once what a form here keeps anyway."""

    def would_lose(self, place: Place) -> bool:
        """Whether showing this place here would drop what was typed; the window asks before."""
        return False

    def step_back(self) -> bool:
        """Esc: close what is open on the page; False lets the window go back."""
        if self.banner.isVisible():
            self.banner.hide()
            return True
        return False

    # Called by the window

    @Slot(object)
    def hear(self, topics: frozenset[Topic]) -> None:
        """Something changed somewhere: read again if it is shown here, now or when it is seen."""
        if topics & self.shows:
            self._is_stale = True
            self._refresh_if_shown()

    def look_again(self) -> None:
        """F5."""
        self._is_stale = True
        self._refresh_if_shown()

    def _refresh_if_shown(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            self.refresh()

    def _hold(self, busy: Sequence[QWidget]) -> Callable[[], None]:
        held = [widget for widget in busy if widget.isEnabled()]
        had_focus = self.window().focusWidget()
        for widget in held:
            widget.setEnabled(False)
        went_to = self.window().focusWidget()

        def release() -> None:
            for widget in held:
                if shiboken6.isValid(widget):
                    widget.setEnabled(True)
            # Disabling took the keyboard somewhere else; whoever went on themselves is left there.
            if (
                had_focus is not None
                and had_focus is not went_to
                and shiboken6.isValid(had_focus)
                and had_focus.isVisible()
                and self.window().focusWidget() is went_to
            ):
                had_focus.setFocus(Qt.FocusReason.OtherFocusReason)

        return release

    def _scrolling(self, body: QVBoxLayout) -> QScrollArea:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setObjectName("scrolled")
        inside.setLayout(body)
        body.setContentsMargins(0, 0, S, 0)
        area.setWidget(inside)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        return area

    def _fit_head(self) -> None:
        # On a narrow window, or with big text, the buttons go under the title.
        title = min(self._title.sizeHint().width(), self.width() // 2)
        needed = self._buttons.sizeHint().width() + self._head.spacing() + title
        narrow = needed > self.width() - 2 * XL
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._head.direction() is not wanted:
            self._head.setDirection(wanted)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_head()  # a button came or went
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit_head()
        self._refresh_if_shown()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_head()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_head()


def section(heading: str) -> Text:
    """A heading inside a page."""
    return Text(heading, "heading")


def _both(*calls: Callable[[], None] | None) -> None:
    for call in calls:
        if call is not None:
            call()
