"""The register of letters: what was issued, how far each has come, and its page to print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.actions.letter_books import RegisterBook
from desktop_app.actions.number_book import BookView
from desktop_app.domain.register import LetterState, RegisterEntry, RegisterFilter, RegisterLine
from desktop_app.language import mark, tr, trn
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.paper import PaperView
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_short, number
from desktop_app.words.letter_words import BOOKS, STATES, state_words, step_words
from desktop_app.words.number_book import book_words

_DOUBLE, _ALL = "double", ""


class RegisterView(QWidget):
    """The list with what narrows it, what can be done with those selected, and the page of one."""

    filter_changed = Signal()
    open_wanted = Signal(object)  # RegisterLine: its page for the first time
    again_wanted = Signal(object)  # RegisterLine
    together_wanted = Signal(object)  # list[RegisterLine]: several that nobody printed yet
    step_wanted = Signal(object, object)  # LetterState, list[RegisterLine]
    print_wanted = Signal()
    save_wanted = Signal()
    verify_wanted = Signal()
    reserve_wanted = Signal()
    book_wanted = Signal(object)  # RegisterBook
    number_book_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}
        self._kinds: Mapping[str, str] = {}
        self.shown: RegisterLine | None = None
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        column.addWidget(self._built_filters())
        self.table: DataTable[RegisterEntry] = DataTable(
            self._columns(),
            name="register",
            memory=memory,
            accessible_name=tr("Letters issued"),
            several=True,
        )
        self.empty = EmptyState("mail", "")
        self.table.set_empty(self.empty)
        self.table.opened.connect(self._on_opened)
        self.table.chosen.connect(self._on_chosen)
        self.table.selection_changed.connect(self._on_selection)
        column.addWidget(self.table, 1)
        self.book_line = Text("", "muted", wraps=True)
        self.book_line.hide()
        column.addWidget(self.book_line)
        column.addWidget(self._built_deeds())
        right = self._built_page()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, M, 0, 0)
        self._split = ListAndDetail(
            left, right, name="register", memory=memory, share=0.6, below=0.4
        )
        whole.addWidget(self._split)
        self._split.want_detail(False)
        self._on_selection()

    # What it says

    @property
    def filter(self) -> RegisterFilter:
        """What is wanted."""
        state = self.state.value or _ALL
        return RegisterFilter(
            text=self.find_line.text(),
            kind=self.kind.value or "",
            state=LetterState(state) if state not in (_ALL, _DOUBLE) else None,
            is_double=state == _DOUBLE,
        )

    @property
    def selected(self) -> list[RegisterLine]:
        """The letters that something can be done with."""
        return [one.line for one in self.table.selected]

    # What it shows

    def show_kinds(self, kinds: Mapping[str, str]) -> None:
        """Call the kinds so, and offer them to narrow the list."""
        if kinds != self._kinds:
            self._kinds = kinds
            kept = self.kind.value or ""
            options = [Option("", tr("All kinds"))]
            options += [Option(kind, words) for kind, words in kinds.items()]
            self.kind.show_options(options, chosen=kept)

    def show_register(self, entries: Sequence[RegisterEntry], names: Mapping[str, str]) -> None:
        """Show these letters; `names` says who issued and handed over."""
        self._names = dict(names)
        self.table.show_rows(list(entries), keep=True)
        if self.filter == RegisterFilter():
            self.empty.say(
                tr("No letter has been issued yet"),
                tr("Every letter with its number will stand here, and can be printed again."),
            )
        else:
            self.empty.say(
                tr("No such letter"), tr("The number may belong to another book or year.")
            )
        self._count.setText(
            trn("{n} letter", "{n} letters", len(entries)).format(n=number(len(entries)))
            if entries
            else ""
        )
        self._on_selection()

    def show_number_book(self, view: BookView) -> None:
        """Say who holds the number book; an office of one computer need not know."""
        is_shared = bool(view.others) or not view.is_here or view.last is not None
        self.book_line.set_role("due" if view.is_contested else "muted")
        self.book_line.setText(book_words(view))
        self.book_line.setVisible(is_shared)
        self.number_book_button.setVisible(is_shared)
        self.reserve_button.setEnabled(view.is_here)

    def show_page(self, line: RegisterLine, pdf: bytes) -> None:
        """Show the page of a letter that was asked for."""
        self.shown = line
        self._which.setText(line.number)
        self.paper.show_pdf(pdf)
        self._split.want_detail(True)
        self.print_button.setFocus()

    # Building

    def _built_filters(self) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        self.find_line = QLineEdit()
        self.find_line.setPlaceholderText(tr("Number or name"))
        self.find_line.setAccessibleName(tr("Find a letter by number or name"))
        self.find_line.setClearButtonEnabled(True)
        self.find_line.textChanged.connect(self.filter_changed)
        self.kind = Choice()
        self.kind.setAccessibleName(tr("Kind of letter"))
        self.kind.show_options([Option("", tr("All kinds"))], chosen="")
        self.kind.activated.connect(self.filter_changed)
        self.state = Choice()
        self.state.setAccessibleName(tr("State of the letter"))
        self.state.show_options(
            [
                Option(_ALL, tr("In any state")),
                *(Option(state.value, tr(words)) for state, words in STATES.items()),
                Option(_DOUBLE, tr("Double numbers")),
            ],
            chosen=_ALL,
        )
        self.state.activated.connect(self.filter_changed)
        self._count = Text("", "muted")
        for part in (self.find_line, self.kind, self.state):
            row.addWidget(part, 1)
        row.addWidget(self._count)
        row.addSpacing(M)
        return box

    def _built_deeds(self) -> QWidget:
        box = QWidget()
        flow = FlowLayout(box, gap=S)
        self.open_button = Button(tr("&Open to print"), icon="printer")
        self.open_button.clicked.connect(self._on_open)
        self.again_button = Button(tr("Print &again…"), icon="history")
        self.again_button.clicked.connect(self._on_again)
        self.hand_button = Button(tr("&Handed over…"))
        self.hand_button.clicked.connect(self._on_hand)
        self.printed_button = Button(tr("Pr&inted elsewhere"))
        self.printed_button.clicked.connect(self._on_printed)
        self.cancel_button = Button(tr("Cance&l letter…"))
        self.cancel_button.clicked.connect(self._on_cancel)
        self.book_button = Button(tr("On pape&r…"), kind="plain")
        self._books = QMenu(self.book_button)
        for book, words in BOOKS.items():
            if book is not RegisterBook.INCOMING:  # it has a list and a filter of its own
                self._books.addAction(tr(words)).setData(book)
        self._books.triggered.connect(self._on_book)
        self.book_button.clicked.connect(self._on_books)
        self.reserve_button = Button(tr("&Reserve numbers…"), kind="plain")
        self.reserve_button.clicked.connect(self.reserve_wanted)
        self.number_book_button = Button(tr("Number &book…"), kind="plain")
        self.number_book_button.clicked.connect(self.number_book_wanted)
        self.number_book_button.hide()
        self.verify_button = Button(tr("Check a &code…"), kind="plain")
        self.verify_button.clicked.connect(self.verify_wanted)
        for button in (
            self.open_button,
            self.again_button,
            self.hand_button,
            self.printed_button,
            self.cancel_button,
            self.book_button,
            self.reserve_button,
            self.number_book_button,
            self.verify_button,
        ):
            flow.addWidget(button)
        return box

    def _built_page(self) -> QWidget:
        self.paper = PaperView()
        self.print_button = Button(tr("&Print…"), icon="printer")
        self.print_button.clicked.connect(self.print_wanted)
        self.save_button = Button(tr("Save &PDF…"), icon="download")
        self.save_button.clicked.connect(self.save_wanted)
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(L, 0, 0, 0)
        side.setSpacing(S)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self._which = Text("", "strong", wraps=True)
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        side.addWidget(self._which)
        side.addLayout(buttons)
        side.addWidget(self.paper, 1)
        return right

    def _columns(self) -> tuple[Column[RegisterEntry], ...]:
        return (
            Column(
                "number",
                mark("Number"),
                lambda one: one.line.number,
                width=218,
                sort=lambda one: (one.line.year, one.line.sequence, one.line.sub_number),
                below=lambda one: self._kinds.get(one.line.kind, one.line.kind),
                tip=lambda one: one.line.number,
            ),
            Column(
                "name",
                mark("Name"),
                lambda one: one.name or "–",
                width=170,
                below=lambda one: one.line.signatory,
                tip=lambda one: one.name,
            ),
            Column(
                "dated",
                mark("Date"),
                lambda one: date_short(one.line.dated),
                width=116,
                is_whole=True,
                sort=lambda one: one.line.dated,
            ),
            Column(
                "state",
                mark("State"),
                self._state,
                width=180,
                below=lambda one: step_words(one.line, self._names) or self._issued(one.line),
                tip=lambda one: step_words(one.line, self._names) or self._issued(one.line),
            ),
        )

    def _state(self, one: RegisterEntry) -> str:
        said = state_words(one.line.state)
        return f"{said} · {tr('double number')}" if one.is_double else said

    def _issued(self, line: RegisterLine) -> str:
        return tr("issued by {name}").format(name=self._names.get(line.issued_by, "–"))

    # News

    @Slot()
    def _on_selection(self) -> None:
        entries = self.table.selected
        states = {one.line.state for one in entries}
        are_kept = bool(entries) and all(one.is_kept for one in entries)
        only = len(entries) == 1
        fresh = states == {LetterState.MADE}
        self.open_button.setEnabled(are_kept and fresh)
        self.again_button.setEnabled(are_kept and only and not fresh)
        self.printed_button.setEnabled(fresh)
        self.hand_button.setEnabled(
            bool(states) and states <= {LetterState.MADE, LetterState.PRINTED}
        )
        self.cancel_button.setEnabled(bool(states) and LetterState.CANCELLED not in states)

    @Slot(object)
    def _on_chosen(self, one: RegisterEntry | None) -> None:
        # A list that is read again says None first; the page on the screen stays then.
        if one is not None and self.shown is not None and one.line.id != self.shown.id:
            self.shown = None
            self._split.want_detail(False)

    @Slot(object)
    def _on_opened(self, one: RegisterEntry) -> None:
        if one.line.state is LetterState.MADE:
            self.open_wanted.emit(one.line)
        else:
            self.again_wanted.emit(one.line)

    @Slot()
    def _on_open(self) -> None:
        lines = self.selected
        if len(lines) == 1:
            self.open_wanted.emit(lines[0])
        elif lines:
            self.together_wanted.emit(lines)

    @Slot()
    def _on_again(self) -> None:
        if self.selected:
            self.again_wanted.emit(self.selected[0])

    @Slot()
    def _on_hand(self) -> None:
        self.step_wanted.emit(LetterState.HANDED_OVER, self.selected)

    @Slot()
    def _on_printed(self) -> None:
        self.step_wanted.emit(LetterState.PRINTED, self.selected)

    @Slot()
    def _on_cancel(self) -> None:
        self.step_wanted.emit(LetterState.CANCELLED, self.selected)

    @Slot()
    def _on_books(self) -> None:
        self._books.popup(self.book_button.mapToGlobal(self.book_button.rect().bottomLeft()))

    @Slot(object)
    def _on_book(self, action: QAction) -> None:
        self.book_wanted.emit(action.data())
