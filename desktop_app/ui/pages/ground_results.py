"""What came back from the doors: a list, and what can be done with one result."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import Lookups
from desktop_app.domain.ground_check import Finding, GroundCheckLine, PresenceList
from desktop_app.language import current, mark, tr
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import date_short
from desktop_app.words.ground_checks import finding_words, offer_words, on_paper_words
from desktop_app.words.people import village_words


class GroundResults(Lead, QWidget):
    """Enter opens the family, Del takes the result back; one that asks for a proposal offers it."""

    open_wanted = Signal(str)  # family id
    offer_wanted = Signal(str)  # id of the result
    void_wanted = Signal(str, str)  # id of the result, reason

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lookups: Lookups | None = None
        self._codes: dict[str, PresenceList] = {}
        self.open_button = Button(tr("&Open the family"), icon="users")
        self.open_button.clicked.connect(self._on_open)
        self.offer_button = Button("", icon="clipboard-list")
        self.offer_button.clicked.connect(self._on_offer)
        self.void_button = Button(tr("Take back… (Del)"), kind="plain")
        self.void_button.clicked.connect(self._on_void)
        self.table: DataTable[GroundCheckLine] = DataTable(
            self._columns(),
            name="ground-checks",
            memory=memory,
            accessible_name=tr("Results of ground checks"),
        )
        self.table.set_empty(
            EmptyState(
                "house",
                tr("No result has been recorded yet"),
                tr("Open a printed list with Enter, and type what was found."),
            )
        )
        self.table.opened.connect(self._on_open)
        self.table.chosen.connect(self._on_chosen)
        row = QHBoxLayout()
        row.setSpacing(M)
        for button in (self.open_button, self.offer_button, self.void_button):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(S)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        self.lead_to(self.table)
        QShortcut(
            QKeySequence("Del"),
            self.table,
            context=Qt.ShortcutContext.WidgetWithChildrenShortcut,
        ).activated.connect(self._on_void)
        self._on_chosen(None)

    def show_lookups(self, lookups: Lookups) -> None:
        """The names of the desa."""
        self._lookups = lookups
        self.table.viewport().update()

    def show_codes(self, lists: Sequence[PresenceList]) -> None:
        """The names of the lists of codes."""
        self._codes = {one.code: one for one in lists}
        self.table.viewport().update()

    def show_lines(self, lines: Sequence[GroundCheckLine]) -> None:
        """Show these; what was chosen stays chosen."""
        self.table.show_rows(lines, keep=True)
        if lines and self.table.current is None:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self._on_chosen(self.table.current)

    @property
    def family_ids(self) -> tuple[str, ...]:
        """The families of the list, each once, in its order."""
        lines = (one for one in self.table.rows.rows if isinstance(one, GroundCheckLine))
        ids = (line.check.subject.family_id for line in lines)
        return tuple(dict.fromkeys(one for one in ids if one))

    def _columns(self) -> tuple[Column[GroundCheckLine], ...]:
        return (
            Column(
                "on",
                mark("Date"),
                lambda line: date_short(line.check.content.checked_on),
                width=130,
                below=lambda line: line.check.content.surveyor,
                sort=lambda line: line.check.content.checked_on,
            ),
            Column(
                "family",
                mark("Family"),
                lambda line: line.check.subject.name or tr("Name unknown"),
                width=240,
                below=self._village,
                is_struck=_is_void,
            ),
            Column(
                "finding",
                mark("Finding"),
                lambda line: finding_words(line.check.content.finding),
                width=160,
                below=self._code,
                is_struck=_is_void,
                tone=lambda line: (
                    "text" if line.check.content.finding is Finding.FOUND else "due_text"
                ),
            ),
            Column("note", mark("Note"), lambda line: line.check.content.note, width=260),
            Column("list", mark("On the list"), lambda line: on_paper_words(line.check), width=140),
        )

    def _village(self, line: GroundCheckLine) -> str:
        village = line.check.subject.village
        return village_words(self._lookups.regions, village) if self._lookups else village

    def _code(self, line: GroundCheckLine) -> str:
        content = line.check.content
        known = self._codes.get(content.code_list)
        title = known.title(current()) if known else content.code_list
        return tr("code {n}, {list}").format(n=content.code, list=title)

    @Slot(object)
    def _on_chosen(self, line: GroundCheckLine | None) -> None:
        holds = line is not None and not line.check.is_void
        self.open_button.setEnabled(line is not None)
        self.void_button.setEnabled(holds)
        text = offer_words(line.check.content.finding) if line is not None and holds else ""
        self.offer_button.setText(f"{text}…" if text else "")
        self.offer_button.setVisible(bool(text))

    @Slot()
    def _on_open(self, _: object = None) -> None:
        line = self.table.current
        if line is not None and line.check.subject.family_id is not None:
            self.open_wanted.emit(line.check.subject.family_id)

    @Slot()
    def _on_offer(self) -> None:
        if self.table.current is not None:
            self.offer_wanted.emit(self.table.current.check.id)

    @Slot()
    def _on_void(self) -> None:
        line = self.table.current
        if line is None or line.check.is_void:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Take this back?"),
            explanation=tr("It stays readable with a line through it. The reason is kept."),
            verb=tr("&Take back"),
            usual=(tr("Wrong family"), tr("Wrong code"), tr("Written twice")),
        )
        dialog.given.connect(partial(self.void_wanted.emit, line.check.id))
        dialog.open()


def _is_void(line: GroundCheckLine) -> bool:
    return line.check.is_void
