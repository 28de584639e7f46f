"""The parts around the pages: search box, rail, status line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.language import tr
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.style import XS, L, M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.text import Elided, Rule, restyle
from desktop_app.words.format import number


@dataclass(frozen=True, slots=True)
class PageSpec:
    """One page of the window: its name, what the rail calls it, and how it is made."""

    name: str
    title: str  # a marked sentence with its Alt letter
    icon: str
    make: Callable[[Desk], Page]
    rail: str = ""  # which entry is lit while the page is open; its own unless named
    is_in_rail: bool = True
    is_apart: bool = False  # below the line, at the end


@dataclass(frozen=True, slots=True)
class StatusItem:
    """One fact of the status line; what is due is amber and leads to its page."""

    text: str
    is_due: bool = False
    place: Place | None = None


class RailButton(Button):
    """One page in the rail, with the number of things that wait there."""

    def __init__(self, spec: PageSpec, parent: QWidget) -> None:
        super().__init__(tr(spec.title), icon=spec.icon, kind="rail", parent=parent)
        self.spec = spec
        self.setCheckable(True)
        self._count = 0
        self._badge = QLabel(self)
        self._badge.setProperty("kind", "badge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._badge.hide()
        self._name = tr(spec.title).replace("&", "")
        self.setAccessibleName(self._name)
        self._is_small = False

    def show_count(self, count: int, *, is_due: bool = False) -> None:
        """How many things wait for a person there; none hides the badge."""
        self._count = count
        self._badge.setText(number(count) if count < 1000 else "999+")
        self._badge.setProperty("due", is_due)
        restyle(self._badge)
        self._badge.setVisible(count > 0 and not self._is_small)
        waiting = tr("{name}, {count} waiting").format(name=self._name, count=number(count))
        self.setAccessibleName(waiting if count else self._name)
        self._place_badge()

    def set_small(self, is_small: bool) -> None:
        """Only the icon, for narrow windows and very big text."""
        self._is_small = is_small
        self.setText("" if is_small else tr(self.spec.title))
        self._paint_icon()
        self.setToolTip(self._name if is_small else "")
        self._badge.setVisible(self._count > 0 and not is_small)

    def _place_badge(self) -> None:
        self._badge.adjustSize()
        self._badge.move(
            self.width() - self._badge.width() - S, (self.height() - self._badge.height()) // 2
        )

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_badge()


class Rail(QWidget):
    """The pages, one under the other; Ctrl+1 to Ctrl+9 and the Alt letters go there."""

    chosen = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("Pages"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        column = QVBoxLayout(inside)
        column.setContentsMargins(S, S, S, S)
        column.setSpacing(2)
        self._group = QButtonGroup(self)
        self._buttons: dict[str, RailButton] = {}
        shown = [spec for spec in specs if spec.is_in_rail]
        for spec in (s for s in shown if not s.is_apart):
            self._add(spec, column)
        column.addSpacing(S)
        column.addWidget(Rule())
        column.addSpacing(S)
        for spec in (s for s in shown if s.is_apart):
            self._add(spec, column)
        column.addStretch(1)
        area.setWidget(inside)
        whole.addWidget(area)
        self._area = area
        self._is_small = False
        self.fit(is_small=False)

    @property
    def names(self) -> list[str]:
        """The pages of the rail in their order."""
        return list(self._buttons)

    def light(self, name: str) -> None:
        """Show which page is open."""
        button = self._buttons.get(name)
        if button is not None:
            button.setChecked(True)

    def show_count(self, name: str, count: int, *, is_due: bool = False) -> None:
        """How many things wait on a page."""
        if name in self._buttons:
            self._buttons[name].show_count(count, is_due=is_due)

    def fit(self, *, is_small: bool) -> None:
        """Take the width that the words need, or only that of the icons."""
        self._is_small = is_small
        for button in self._buttons.values():
            button.set_small(is_small)
        if is_small:
            wide = grown(18) + 42
        else:
            words = max(
                self.fontMetrics().horizontalAdvance(tr(button.spec.title))
                for button in self._buttons.values()
            )
            wide = max(196, words + 112)
        self.setFixedWidth(wide)

    def _add(self, spec: PageSpec, column: QVBoxLayout) -> None:
        button = RailButton(spec, self)
        self._buttons[spec.name] = button
        self._group.addButton(button)
        column.addWidget(button)
        button.clicked.connect(partial(self.chosen.emit, spec.name))

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_is_small"):
            self.fit(is_small=self._is_small)


class _Fact(Elided):
    """Takes the room it needs, and gives way when there is none."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)


class StatusLine(QWidget):
    """What is true of the office now: its name, release, unsent changes, age of the hub's data."""

    wanted = Signal(object)  # Place

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusline")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(L, XS, L, XS)
        self._row.setSpacing(M)
        self._items: tuple[StatusItem, ...] = ()
        self._fit()

    def show_items(self, items: Sequence[StatusItem]) -> None:
        """Show these facts from left to right."""
        self._items = tuple(items)
        while taken := self._row.takeAt(0):
            widget = taken.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, item in enumerate(items):
            if at:
                self._row.addWidget(QLabel("·"))
            if item.is_due and item.place is not None:
                button = Button(item.text, kind="plain")
                button.clicked.connect(partial(self.wanted.emit, item.place))
                self._row.addWidget(button)
            else:
                self._row.addWidget(_Fact(item.text))
        self._row.addStretch(1)
        self.setAccessibleName(" · ".join(item.text for item in items))

    @property
    def text(self) -> str:
        """All of it, as it is read."""
        return " · ".join(item.text for item in self._items)

    def _fit(self) -> None:
        self.setFixedHeight(self.fontMetrics().height() + M)

    # Qt overrides

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
