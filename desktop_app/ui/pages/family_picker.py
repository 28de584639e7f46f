"""Choosing a family inside a form: the same search as everywhere, in a few lines."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance, Lookups, glance_at_family
from desktop_app.actions.office import Office
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.person import PersonLine
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.search_columns import name_marks
from desktop_app.ui.style import XS, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.decile import DecileBadge
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.search_box import SearchBox
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number_tail
from desktop_app.words.people import place_words, standing_words, village_words

_LIMIT = 30
_ROWS = 5


class FamilyPicker(QWidget):
    """A search box until somebody is chosen, then the family with the way to choose another.

    `picked` brings the family and who of it was chosen; it is None again when somebody starts anew.
    """

    picked = Signal(object, str)  # FamilyGlance | None, person_id
    left = Signal()

    def __init__(self, page: Page, lookups: Lookups, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = page.desk.tasks
        self._lookups = lookups
        self._typed = ""
        self.glance: FamilyGlance | None = None
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(S)
        self.line = SearchBox()
        self.line.setPlaceholderText(tr("Name, NIK or KK"))
        self.field = FormField(tr("&Family"), self.line)
        self.line.typed.connect(self._on_typed)
        self.line.entered.connect(self._on_entered)
        self.line.left.connect(self.left)
        whole.addWidget(self.field)
        self.table: DataTable[PersonLine] = DataTable(
            self._columns(),
            name="picker",
            memory=page.desk.memory,
            accessible_name=tr("People found"),
            narrowed_by=self.line,
        )
        self.table.set_empty(EmptyState("search", "", tr("Nobody matches.")))
        self.table.horizontalHeader().hide()
        self.table.opened.connect(self._on_opened)
        self.table.clicked.connect(self._on_clicked)
        self.table.hide()
        whole.addWidget(self.table)
        self._card = Card(ground="sunken")
        names = QVBoxLayout()
        names.setSpacing(XS)
        self._name = Text("", "strong", wraps=True)
        self._place = Text("", "muted", wraps=True)
        names.addWidget(self._name)
        names.addWidget(self._place)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addLayout(names, 1)
        self._badge = DecileBadge(None)
        self.change_button = Button(tr("Change"), kind="plain")
        self.change_button.setAccessibleName(tr("Choose another family"))
        self.change_button.clicked.connect(self._on_change)
        right = QVBoxLayout()
        right.setSpacing(XS)
        for part in (self._badge, self.change_button):
            right.addWidget(part, 0, Qt.AlignmentFlag.AlignRight)
        row.addLayout(right)
        self._card.body.addLayout(row)
        self._card.hide()
        whole.addWidget(self._card)

    def show_family(self, glance: FamilyGlance, *, person_id: str = "") -> None:
        """Take this family as chosen."""
        self.glance = glance
        sheet = glance.sheet
        self._name.setText(sheet.head_name or tr("Head unknown"))
        card = tr("KK {number}").format(number=number_tail(sheet.family_card_no or ""))
        place = place_words(self._lookups.regions, sheet.village)
        self._place.setText(f"{card} · {place}" if sheet.family_card_no else place)
        self._badge.show_decile(sheet.deciles.national)
        self.field.hide()
        self.table.hide()
        self._card.show()
        self.field.show_error("")
        self.picked.emit(glance, person_id)

    def start_anew(self) -> None:
        """Forget the family and let somebody be searched for."""
        self.glance = None
        self._card.hide()
        self.table.hide()
        self.table.show_rows([])
        self.line.show_text("")
        self.field.show_error("")
        self.field.show()
        self.picked.emit(None, "")

    def _columns(self) -> tuple[Column[PersonLine], ...]:
        return (
            Column(
                "name",
                mark("Name"),
                lambda line: line.name,
                width=260,
                below=lambda line: (
                    f"{village_words(self._lookups.regions, line.village)} · {standing_words(line)}"
                ),
                marks=lambda line: name_marks(line.name, self._typed),
            ),
            Column(
                "decile",
                mark("Decile"),
                lambda line: str(line.decile or ""),
                width=112,
                decile=lambda line: line.decile,
            ),
        )

    def _look(self, *, is_typing: bool, enters: bool = False) -> None:
        text = self._typed
        if not text.strip():
            self.table.hide()
            self.table.show_rows([])
            return

        def show(lines: list[PersonLine]) -> None:
            self._show_found(lines, enters=enters)

        action = _find_typed if is_typing else find_people
        self._tasks.run(action, Search(text, limit=_LIMIT), then=show, origin=self, latest="picker")

    def _show_found(self, lines: list[PersonLine], *, enters: bool) -> None:
        if self.glance is not None:
            return
        self.table.show_rows([line for line in lines if line.family_id])
        line_height = self.table.verticalHeader().defaultSectionSize()
        self.table.setFixedHeight(line_height * max(2, min(_ROWS, len(lines))) + 4)
        self.table.show()
        if not enters or not lines:
            return
        if len({line.family_id for line in lines}) == 1:
            self._on_opened(lines[0])
        else:
            self.table.choose_first()

    @Slot(str)
    def _on_typed(self, text: str) -> None:
        self._typed = text
        self.field.show_error("")
        self._look(is_typing=True)

    @Slot()
    def _on_entered(self) -> None:
        self._look(is_typing=False, enters=True)

    @Slot(object)
    def _on_clicked(self, _: object) -> None:
        if self.table.current is not None:
            self._on_opened(self.table.current)

    @Slot(object)
    def _on_opened(self, line: PersonLine) -> None:
        person_id = "" if line.is_head else line.person_id

        def show(glance: FamilyGlance) -> None:
            self.show_family(glance, person_id=person_id)

        if line.family_id is not None:
            self._tasks.run(
                glance_at_family, line.family_id, then=show, origin=self, latest="picked"
            )

    @Slot()
    def _on_change(self) -> None:
        self.start_anew()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)


def _find_typed(office: Office, search: Search) -> list[PersonLine]:
    return find_people(office, search, is_typing=True)
