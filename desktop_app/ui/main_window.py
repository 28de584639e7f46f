"""The window: one search box, the pages, and the way between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.proof import ask_for_proof
from desktop_app.ui.list_export import ListExport
from desktop_app.ui.page import Desk, Page, Place
from desktop_app.ui.shell import PageSpec, Rail, StatusItem, StatusLine
from desktop_app.ui.style import L, M, S
from desktop_app.ui.undoing import Undoing
from desktop_app.ui.user_menu import UserMenu, Who
from desktop_app.ui.widgets.buttons import Button, IconButton
from desktop_app.ui.widgets.help import help_content
from desktop_app.ui.widgets.search_box import SearchBox
from desktop_app.ui.widgets.sheet import SideSheet
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.toast import Toast

_NARROW_LETTERS = 90


class MainWindow(QMainWindow):
    """The shell around the pages; makes a page when it is first visited, and keeps it.

    `lock_wanted`, `another_wanted` (user), `language_wanted`, `key_change_wanted` and `closing` are for whoever opened the
    office: the window itself knows none.
    """

    lock_wanted = Signal()
    another_wanted = Signal()
    language_wanted = Signal(str)
    key_change_wanted = Signal()
    closing = Signal()

    def __init__(
        self,
        desk: Desk,
        specs: Sequence[PageSpec],
        appearance: Appearance,
        who: Who,
        *,
        home: str = "",
    ) -> None:
        super().__init__()
        self._desk = desk
        self._specs = {spec.name: spec for spec in specs}
        self._appearance = appearance
        self._search_page = ""
        self._pages: dict[str, Page] = {}
        self._history: list[Place] = []
        self._at = -1
        self._may_lose = False
        self.setWindowTitle(f"{who.office} – DTSEN Luring")
        self.setMinimumSize(QSize(800, 560))
        self.search_box = SearchBox()
        self.rail = Rail(specs)
        self.status = StatusLine()
        self._stack = QStackedWidget()
        # A page that wants more room than there is must not push the status line off the window.
        self._stack.setMinimumSize(1, 1)
        self._build(who)
        self.toast = Toast(self._sheet)
        self.sheet = SideSheet(self._sheet)
        self._connect()
        self._add_shortcuts()
        self.go_to(Place(home or next(iter(self._specs))))

    # What the office's owner tells the window

    def show_status(self, items: Sequence[StatusItem]) -> None:
        """The facts of the status line."""
        self.status.show_items(items)

    def show_notice(self, notice: QWidget) -> None:
        """Something about the whole office, above every page, instead of what stood there."""
        while taken := self._notices.takeAt(0):
            if (widget := taken.widget()) is not None:
                widget.deleteLater()
        self._notices.addWidget(notice)

    def show_count(self, page: str, count: int, *, is_due: bool = False) -> None:
        """How many things wait for a person on a page."""
        self.rail.show_count(page, count, is_due=is_due)

    def keep_typed(self) -> None:
        """Have every page keep what was typed into it and is not recorded."""
        for page in self._pages.values():
            page.keep_typed()

    def shut(self) -> None:
        """Close at once, whatever stands on the pages: the office is being locked or the program ends."""
        self._may_lose = True
        self.close()

    def unless_lost(self, go_on: Callable[[], object]) -> None:
        """Do what ends every page of this window, after asking if something typed would be lost."""
        if self._has_unsaved():
            self._ask_first(go_on)
        else:
            go_on()

    def _ask_first(self, go_on: Callable[[], object]) -> None:
        dialog = ConfirmDialog(
            self,
            question=tr("Leave without saving?"),
            lost=tr("What you filled in here is not recorded yet and will be lost."),
            verb=tr("&Leave"),
            keep=tr("&Go on filling in"),
        )
        dialog.accepted.connect(go_on)
        dialog.rejected.connect(self.page.look_again)
        dialog.open()

    def _has_unsaved(self) -> bool:
        return any(page.has_unsaved() for page in self._pages.values())

    # Going places

    @property
    def page(self) -> Page:
        """The page on the screen."""
        return self._pages[self._history[self._at].page]

    @property
    def place(self) -> Place:
        """Where the window is."""
        return self._history[self._at]

    @Slot(object)
    def go_to(self, place: Place) -> None:
        """Open a page; what was ahead in the history is forgotten."""
        if self._at < 0 or place != self.place:
            self._unless_dropped(place, partial(self._go, place))

    def _unless_dropped(self, place: Place, go_on: Callable[[], None]) -> None:
        """Go there, after asking if a form that was begun on that page would go."""
        page = self._pages.get(place.page)
        if page is not None and page.would_lose(place):
            self._ask_first(go_on)
        else:
            go_on()

    def _go(self, place: Place) -> None:
        del self._history[self._at + 1 :]
        self._history.append(place)
        self._at = len(self._history) - 1
        self._show_place()

    @Slot()
    def go_back(self) -> None:
        """The place before this one."""
        self._step_to(self._at - 1)

    @Slot()
    def go_forward(self) -> None:
        """The place that was left by going back."""
        self._step_to(self._at + 1)

    def _step_to(self, at: int) -> None:
        if 0 <= at < len(self._history):
            self._unless_dropped(self._history[at], partial(self._show_step, at))

    def _show_step(self, at: int) -> None:
        self._at = at
        self._show_place()

    def _show_place(self) -> None:
        place = self.place
        spec = self._specs[place.page]
        page = self._pages.get(place.page) or self._make(spec)
        if self.sheet.isVisible():
            self.sheet.close_sheet()
        page.arrive(place)  # before it is shown, so that it reads once, and the right thing
        self._stack.setCurrentWidget(page)
        self.rail.light(spec.rail or spec.name)
        self._back.setEnabled(self._at > 0)
        if page.takes_search:
            self.search_box.show_text(place.subject)
        elif not self.search_box.hasFocus():
            self.search_box.show_text("")

    def _make(self, spec: PageSpec) -> Page:
        page = spec.make(self._desk)
        self._pages[spec.name] = page
        self._stack.addWidget(page)
        page.wanted.connect(self.go_to)
        page.moved.connect(self._on_moved)
        page.went_back.connect(self.go_back)
        page.said.connect(self._on_said)
        page.export_wanted.connect(self._on_export_list)
        page.key_change_wanted.connect(self.key_change_wanted)
        self._desk.tasks.changed.connect(page.hear)
        return page

    # Building

    def _build(self, who: Who) -> None:
        chrome = QWidget()
        chrome.setObjectName("chrome")
        self.setCentralWidget(chrome)
        whole = QVBoxLayout(chrome)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._top_bar(who))
        self._notices = QVBoxLayout()
        whole.addLayout(self._notices)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        self._sheet = QWidget()
        self._sheet.setObjectName("sheet")
        self._sheet.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(self._sheet)
        inside.setContentsMargins(1, 1, 0, 0)
        inside.addWidget(self._stack)
        middle.addWidget(self._sheet, 1)
        whole.addLayout(middle, 1)
        whole.addWidget(self.status)

    def _top_bar(self, who: Who) -> QWidget:
        bar = QWidget()
        bar.setObjectName("topbar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(L, S, M, S)
        row.setSpacing(S)
        brand = QLabel("DTSEN Luring")
        brand.setObjectName("brand")
        row.addWidget(brand)
        row.addSpacing(M)
        self._back = IconButton("arrow-left", tr("Back"), keys="Alt+←")
        self._back.clicked.connect(self.go_back)
        row.addWidget(self._back)
        row.addStretch(1)
        self.search_box.setMaximumWidth(620)
        self.search_box.setMinimumWidth(180)
        row.addWidget(self.search_box, 8)
        row.addStretch(1)
        self._user = Button(who.person.replace("&", "&&"), icon="circle-user", kind="plain")
        self._user.setAccessibleName(tr("Menu of {name}").format(name=who.person))
        self.menu = UserMenu(who, self._appearance, self)
        self.menu.language_wanted.connect(self.language_wanted)
        self.menu.help_wanted.connect(self.show_help)
        self.menu.lock_wanted.connect(self.lock_wanted)
        self.menu.another_wanted.connect(self.another_wanted)
        self.menu.passphrase_wanted.connect(self._on_passphrase_wanted)
        self.menu.quit_wanted.connect(self.close)
        self.menu.scaled.connect(self._fit)
        self._user.setMenu(self.menu)
        row.addWidget(self._user)
        lock = IconButton("lock", tr("Lock"), keys="Ctrl+L")
        lock.clicked.connect(self._on_lock)
        row.addWidget(lock)
        return bar

    def _connect(self) -> None:
        self.search_box.typed.connect(self._on_search_typed)
        self.search_box.entered.connect(self._on_search_entered)
        self.search_box.left.connect(self._on_search_left)
        self.rail.chosen.connect(self._on_rail)
        self.status.wanted.connect(self.go_to)
        self._desk.tasks.refused.connect(self._on_refused)
        self._desk.tasks.prover = partial(ask_for_proof, self, self._desk.tasks)
        names = [spec.name for spec in self._specs.values()]
        self._search_page = "search" if "search" in names else ""

    def _add_shortcuts(self) -> None:
        for keys, slot in (
            ("Ctrl+K", self._on_find),
            ("Ctrl+F", self._on_find),
            ("F5", self._on_refresh),
            ("F1", self.show_help),
            ("Ctrl+N", self._on_new),
            ("Ctrl+P", self._on_print),
            ("Ctrl+L", self._on_lock),
            ("Ctrl+Z", self._on_undo),
            ("Alt+Left", self.go_back),
            ("Alt+Right", self.go_forward),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        for at, name in enumerate(self.rail.names[:9], start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{at}"), self)
            shortcut.activated.connect(partial(self._on_rail, name))

    @Slot()
    def _fit(self) -> None:
        # Counted in letters, so that big text makes the window "narrow" as a small screen does.
        letters = self.width() // max(1, self.fontMetrics().averageCharWidth())
        self.rail.fit(is_small=letters < _NARROW_LETTERS)

    # News

    @Slot(str)
    def _on_rail(self, name: str) -> None:
        # Choosing a page starts it afresh; going back finds it as it was left.
        self.go_to(Place(name))
        self.page.setFocus()

    @Slot(object)
    def _on_moved(self, place: Place) -> None:
        self._unless_dropped(place, partial(self._show_instead, place))

    def _show_instead(self, place: Place) -> None:
        self._history[self._at] = place
        self._show_place()

    @Slot(str)
    def _on_search_typed(self, text: str) -> None:
        if self.page.takes_search:
            self._history[self._at] = Place(self.place.page, text)
            self.page.place = self.place
            self.page.search(text)
        elif text and self._search_page:
            self.go_to(Place(self._search_page, text))
            self.page.search(text)

    @Slot()
    def _on_search_entered(self) -> None:
        if self._search_page and not self.page.takes_search:
            self.go_to(Place(self._search_page, self.search_box.text()))
        self.page.enter_results()

    @Slot()
    def _on_search_left(self) -> None:
        self.page.setFocus()
        self.go_back()

    @Slot(str, object)
    def _on_said(self, words: str, undo: Callable[[], None] | None) -> None:
        self.toast.say(words, undo=undo)

    @Slot(object)
    def _on_refused(self, error: LuringError) -> None:
        self.page.tell(error)

    @Slot()
    def _on_find(self) -> None:
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    @Slot()
    def _on_refresh(self) -> None:
        self.page.look_again()

    @Slot()
    def _on_new(self) -> None:
        self.page.start_new()

    @Slot()
    def _on_print(self) -> None:
        self.page.print_it()

    @Slot()
    def _on_undo(self) -> None:
        if self.toast.undo():
            return
        if self.page.has_unsaved():
            self.toast.say(tr("Save or close what you are filling in first."))
        else:
            Undoing(self.page).undo_last()

    @Slot(object)
    def _on_export_list(self, table: DataTable[Any]) -> None:
        ListExport(self.page).ask(table)

    @Slot()
    def _on_passphrase_wanted(self) -> None:
        self.go_to(Place("settings", "", "users"))

    @Slot()
    def _on_lock(self) -> None:
        self.lock_wanted.emit()

    @Slot()
    def show_help(self) -> None:
        """F1: what this page is for, and the keys."""
        title = tr("Help: {page}").format(page=self.page.title)
        self.sheet.show_content(title, help_content(tr(self.page.help_text), self._on_paper))

    def _on_paper(self, name: str) -> None:
        self.sheet.close_sheet()
        self.go_to(Place("settings", name, "privacy"))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self.sheet.isVisible():
                self.sheet.close_sheet()
            elif not self.page.step_back():
                self.go_back()
        elif self.page.takes_search and event.text().isprintable() and event.text().strip():
            self.search_box.take(event.text())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.BackButton:
            self.go_back()
        elif event.button() is Qt.MouseButton.ForwardButton:
            self.go_forward()
        else:
            super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "rail"):
            self._fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_lose and self._has_unsaved():
            event.ignore()
            self.unless_lost(self.shut)
            return
        self.closing.emit()
        super().closeEvent(event)
