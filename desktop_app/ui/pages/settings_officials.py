"""Who signs the letters: a list with validity dates, and a form for one of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit

from desktop_app.actions.settings import officials_of, set_official
from desktop_app.domain.changes import Done
from desktop_app.domain.letter import Capacity, Signatory
from desktop_app.domain.office_settings import Official
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_short

_CAPACITIES = (
    (Capacity.OWN, mark("Holds the office")),
    (Capacity.ON_BEHALF, mark("a.n.: on behalf of the superior")),
    (Capacity.THROUGH, mark("u.b.: for the one who signs for the superior")),
    (Capacity.ACTING, mark("Plt.: the post is vacant")),
    (Capacity.DAILY, mark("Plh.: the holder is away")),
    (Capacity.INTERIM, mark("Pj.: interim holder")),
)
_TABLE_HEIGHT = 140


def _until(official: Official) -> str:
    if official.valid_until is None:
        return tr("until further notice")
    return tr("until {date}").format(date=date_short(official.valid_until))


_COLUMNS: tuple[Column[Official], ...] = (
    Column(
        "name",
        mark("Name"),
        lambda one: one.signatory.name,
        width=360,
        below=lambda one: one.signatory.position_in_capacity,
    ),
    Column(
        "from",
        mark("Signs from"),
        lambda one: date_short(one.valid_from),
        width=230,
        sort=lambda one: one.valid_from,
        below=_until,
    ),
)


class OfficialsSection(Section):
    """The officials of the office; one is chosen above and changed below."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Officials")
        super().__init__(page)
        self._official_id: str | None = None
        self._is_typed = False
        self._is_reading = False
        self.table: DataTable[Official] = DataTable(
            _COLUMNS, name="officials", memory=page.desk.memory, accessible_name=self.title
        )
        self.table.set_empty(
            EmptyState(
                "user-round",
                tr("Nobody signs yet"),
                tr("Letters need somebody: fill in the form below."),
            )
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.table.chosen.connect(self._on_chosen)
        self.column.addWidget(self.table)
        self.card = self.add_card(tr("A new official"))
        add = Button(tr("&Another one"), icon="plus", kind="plain")
        add.clicked.connect(self.start_new)
        self.card.add_action(add)
        self._build_form()
        self.column.addStretch(1)

    def has_unsaved(self) -> bool:
        return self._is_typed

    def refresh(self) -> None:
        self.page.do(officials_of, then=self._on_read, latest="officials")

    def start_new(self) -> None:
        self.table.clearSelection()
        self._show(None)
        self.name.setFocus()

    def _build_form(self) -> None:
        self.name, self.position, self.number = QLineEdit(), QLineEdit(), QLineEdit()
        self.rank, self.superior, self.deputy = QLineEdit(), QLineEdit(), QLineEdit()
        self.capacity = QComboBox()
        for capacity, words in _CAPACITIES:
            self.capacity.addItem(tr(words), capacity.name)
        self.name_field = FormField(tr("&Name with titles"), self.name)
        self.position_field = FormField(
            tr("Position (&J)"), self.position, hint=tr("As in “Camat Kedungwuni”")
        )
        self.superior_field = FormField(
            tr("Signs for (&O)"), self.superior, hint=tr("As in “Bupati Pekalongan”")
        )
        self.deputy_field = FormField(tr("Through (&H)"), self.deputy)
        self.valid_from = DayField(tr("Signs &from"))
        self.valid_until = DayField(
            tr("Si&gns until"), optional=True, hint=tr("Empty: until further notice")
        )
        for field in (
            self.name_field,
            self.position_field,
            FormField(tr("NI&P"), self.number),
            FormField(tr("Ran&k"), self.rank),
            FormField(tr("In which capacity (&Q)"), self.capacity),
            self.superior_field,
            self.deputy_field,
            self.valid_from,
            self.valid_until,
        ):
            self.card.body.addWidget(field)
        self.card.body.addWidget(Text(tr("Above and below the signature stands:"), "label"))
        self.signature = Text("", "body", wraps=True)
        self.card.body.addWidget(self.signature)
        self.save_button = self.add_save(self.card, self._on_save)
        for line in (
            self.name,
            self.position,
            self.number,
            self.rank,
            self.superior,
            self.deputy,
            self.valid_from.line,
            self.valid_until.line,
        ):
            line.textEdited.connect(self._on_typed)
        self.capacity.activated.connect(self._on_capacity)
        self._show(None)

    def _on_read(self, officials: list[Official]) -> None:
        # A list that is read again chooses its row once more; that is nobody's choice.
        self._is_reading = True
        self.table.show_rows(officials, keep=True)
        self._is_reading = False

    @Slot(object)
    def _on_chosen(self, official: Official | None) -> None:
        if official is None or self._is_reading or official.id == self._official_id:
            return
        if not self._is_typed:
            self._show(official)
            return
        dialog = ConfirmDialog(
            self,
            question=tr("Leave what was typed?"),
            lost=tr("What stands in the form has not been saved."),
            verb=tr("&Leave it"),
            keep=tr("&Go on typing"),
        )
        dialog.accepted.connect(partial(self._show, official))
        dialog.rejected.connect(self._on_kept)
        dialog.open()

    @Slot()
    def _on_kept(self) -> None:
        ids = [one.id for one in self.table.rows.rows if isinstance(one, Official)]
        self._is_reading = True
        if self._official_id in ids:
            at = ids.index(self._official_id)
            self.table.setCurrentIndex(self.table.rows.index(at, 0))
        else:
            self.table.clearSelection()
        self._is_reading = False

    def _show(self, official: Official | None) -> None:
        signatory = official.signatory if official else Signatory("", "")
        self._official_id = official.id if official else None
        self._is_typed = False
        self.card.set_heading(signatory.name or tr("A new official"))
        for line, text in (
            (self.name, signatory.name),
            (self.position, signatory.position),
            (self.number, signatory.number),
            (self.rank, signatory.rank),
            (self.superior, signatory.superior),
            (self.deputy, signatory.deputy),
        ):
            line.setText(text)
        self.capacity.setCurrentIndex(self.capacity.findData(signatory.capacity.name))
        self.valid_from.show_day(official.valid_from if official else self.page.desk.today())
        self.valid_until.show_day(official.valid_until if official else None)
        for field in (self.name_field, self.position_field, self.superior_field):
            field.show_error("")
        self._on_capacity()

    @Slot()
    def _on_capacity(self) -> None:
        capacity = Capacity[self.capacity.currentData()]
        self.superior_field.setVisible(capacity.needs_superior)
        self.deputy_field.setVisible(capacity is Capacity.THROUGH)
        self._show_signature()

    @Slot()
    def _on_typed(self) -> None:
        self._is_typed = True
        self._show_signature()

    @property
    def typed(self) -> Signatory:
        """Who signs, as the form says it."""
        return Signatory(
            name=self.name.text().strip(),
            position=self.position.text().strip(),
            number=self.number.text().strip(),
            rank=self.rank.text().strip(),
            capacity=Capacity[self.capacity.currentData()],
            superior=self.superior.text().strip(),
            deputy=self.deputy.text().strip(),
        )

    def _show_signature(self) -> None:
        signatory = self.typed
        lines = (*signatory.heading, "…", signatory.name, *signatory.footing)
        self.signature.setText("\n".join(line for line in lines if line.strip(", ")))

    @Slot()
    def _on_save(self) -> None:
        if (
            not (self.valid_from.check() and self.valid_until.check())
            or self.valid_from.day is None
        ):
            return
        signatory = self.typed
        begins, ends, official_id = self.valid_from.day, self.valid_until.day, self._official_id
        self.page.banner.hide()
        self.page.do(
            lambda office: set_official(
                office, signatory, valid_from=begins, valid_until=ends, official_id=official_id
            ),
            then=self._on_saved,
            failed=self._on_refused,
            busy=[self.save_button],
        )

    def _on_saved(self, done: Done[Official]) -> None:
        self._show(done.value)
        self.page.say_done(
            tr("Kept. {name} can sign letters.").format(name=done.value.signatory.name)
        )
        self.refresh()

    def _on_refused(self, error: LuringError) -> None:
        missing = {"name": self.name_field, "position": self.position_field}
        field = missing.get(str(error.facts.get("field")), self.name_field)
        self.page.tell(
            error,
            fields={
                Code.NAME_MISSING: field,
                Code.SUPERIOR_MISSING: self.superior_field,
                Code.DATE_INVALID: self.valid_until,
            },
        )
