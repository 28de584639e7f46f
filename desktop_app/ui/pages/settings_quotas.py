"""Quotas: what was allotted of each programme, what is left, and a form to allot."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from desktop_app.actions.lookups import Lookups, lookups_of
from desktop_app.actions.office import Office
from desktop_app.actions.quotas import allot_quota, quotas_of
from desktop_app.domain.changes import Done
from desktop_app.domain.money import parse_rupiah
from desktop_app.domain.quota import QuotaDraft, QuotaUse
from desktop_app.errors import Code, UserError
from desktop_app.language import mark, tr
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.pages.village_options import village_options
from desktop_app.ui.style import grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.search_choice import SearchChoice
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.aid import period_words, programme_names
from desktop_app.words.format import money, number
from desktop_app.words.quotas import money_left, recipients_left, taken_of

_TABLE_HEIGHT = 220
_LONGEST = 500


def _columns(
    name: Callable[[QuotaUse], str], place: Callable[[QuotaUse], str]
) -> tuple[Column[QuotaUse], ...]:
    return (
        Column(
            "programme",
            mark("Programme"),
            name,
            width=250,
            below=lambda use: period_words(use.quota.period),
        ),
        Column("region", mark("Region"), place, width=170, below=lambda use: use.quota.region),
        Column(
            "recipients",
            mark("Recipients"),
            lambda use: recipients_left(use) or "-",
            width=140,
            sort=lambda use: use.recipients_left or 0,
            below=lambda use: taken_of(use.recipients, use.quota.recipients, number),
        ),
        Column(
            "money",
            mark("Money"),
            lambda use: money_left(use) or "-",
            width=230,
            sort=lambda use: use.rupiah_left or 0,
            below=lambda use: taken_of(use.rupiah, use.quota.rupiah, money),
        ),
    )


class QuotasSection(Section):
    """What was allotted above, the form below; a row that is chosen fills the form."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Quotas")
        super().__init__(page)
        self._is_typed = False
        self._lookups: Lookups | None = None
        self._names: dict[str, str] = {}
        self.table: DataTable[QuotaUse] = DataTable(
            _columns(self._name, self._place),
            name="quotas",
            memory=page.desk.memory,
            accessible_name=self.title,
        )
        self.table.set_empty(
            EmptyState(
                "layers",
                tr("No quota has been allotted"),
                tr("Without one, as many recipients are recorded as there are."),
            )
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.table.chosen.connect(self._on_chosen)
        self.column.addWidget(self.table)
        self.card = self.add_card(tr("Allot a quota"))
        self.programme, self.region = SearchChoice(), SearchChoice()
        self.period, self.recipients, self.rupiah = QLineEdit(), QLineEdit(), QLineEdit()
        self.note = QLineEdit()
        self.note.setMaxLength(_LONGEST)
        self.programme_field = FormField(tr("P&rogramme"), self.programme)
        self.period_field = FormField(
            tr("Per&iod"),
            self.period,
            hint=tr("A year, a quarter, a month or a stage: 2026, 2026-Q3, 2026-07, 2026-T2."),
        )
        self.region_field = FormField(tr("Re&gion"), self.region)
        self.recipients_field = FormField(
            tr("Most recipien&ts"), self.recipients, hint=tr("Empty: no ceiling")
        )
        self.rupiah_field = FormField(tr("&Most money"), self.rupiah, hint=tr("Empty: no ceiling"))
        for field in (
            self.programme_field,
            self.period_field,
            self.region_field,
            self.recipients_field,
            self.rupiah_field,
            FormField(tr("N&ote"), self.note),
        ):
            self.card.body.addWidget(field)
        for line in (self.period, self.recipients, self.rupiah, self.note):
            line.textEdited.connect(self._on_typed)
        for choice in (self.programme, self.region):
            choice.activated.connect(self._on_typed)
        self.leave = Button(tr("Lea&ve it"), kind="plain")
        self.leave.clicked.connect(self._on_leave)
        self.leave.hide()
        self.card.add_action(self.leave)
        self.save_button = self.add_save(self.card, self._on_save)
        self.column.addStretch(1)

    def has_unsaved(self) -> bool:
        return self._is_typed

    def refresh(self) -> None:
        if not self.has_unsaved():
            self.page.do(_read, then=self._on_read, latest="quotas")

    def start_new(self) -> None:
        """Empty the form for another quota."""
        if not self.has_unsaved():
            self._show(None)
            self.programme.setFocus()

    def _name(self, use: QuotaUse) -> str:
        return self._names.get(use.quota.programme, use.quota.programme)

    def _place(self, use: QuotaUse) -> str:
        region = use.quota.region
        return self._lookups.regions.name_of(region) if self._lookups else region

    def _on_read(self, answer: tuple[Lookups, list[QuotaUse]]) -> None:
        lookups, uses = answer
        self._lookups = lookups
        names = self._names = programme_names(lookups.catalogue)
        self.programme.show_options(
            [Option(code, f"{name} ({code})") for code, name in names.items()],
            chosen=self.programme.value,
        )
        own = lookups.region
        regions = [Option(own, tr("This office's region ({code})").format(code=own))]
        regions += [one for one in village_options(lookups) if one.value != own]
        self.region.show_options(regions, chosen=self.region.value or own)
        self.table.show_rows(uses, keep=True)

    @Slot(object)
    def _on_chosen(self, use: QuotaUse | None) -> None:
        if use is not None and not self.has_unsaved():
            self._show(use)

    def _show(self, use: QuotaUse | None) -> None:
        quota = use.quota if use else None
        if quota:
            self.programme.choose(quota.programme)
            self.region.choose(quota.region)
        self.period.setText(quota.period if quota else "")
        for line, most in (
            (self.recipients, quota.recipients if quota else None),
            (self.rupiah, quota.rupiah if quota else None),
        ):
            line.setText("" if most is None else str(most))
        self.note.setText(quota.note if quota else "")
        for field in self._by_name().values():
            field.show_error("")
        self._hold(False)

    def _by_name(self) -> dict[str, FormField]:
        return {
            "programme": self.programme_field,
            "period": self.period_field,
            "region": self.region_field,
            "recipients": self.recipients_field,
            "rupiah": self.rupiah_field,
        }

    def _hold(self, is_typed: bool) -> None:
        """While something is typed no other quota can be chosen: nothing is lost by a key."""
        self._is_typed = is_typed
        self.table.setEnabled(not is_typed)
        self.leave.setVisible(is_typed)

    @Slot()
    def _on_typed(self) -> None:
        self._hold(True)

    @Slot()
    def _on_leave(self) -> None:
        self._show(self.table.current)
        self.table.setFocus()

    @Slot()
    def _on_save(self) -> None:
        for field in self._by_name().values():
            field.show_error("")
        if self.programme.value is None:
            self.programme_field.show_error(tr("Choose the programme."))
            return
        recipients = self._whole(self.recipients, self.recipients_field)
        rupiah = self._whole(self.rupiah, self.rupiah_field)
        if self.recipients_field.error or self.rupiah_field.error:
            return
        draft = QuotaDraft(
            programme=self.programme.value,
            period=self.period.text(),
            region=self.region.value or "",
            recipients=recipients,
            rupiah=rupiah,
            note=self.note.text(),
        )
        self.page.banner.hide()
        self.page.do(
            allot_quota,
            draft,
            then=self._on_saved,
            fields={
                Code.PERIOD_INVALID: self.period_field,
                Code.REGION_OUTSIDE: self.region_field,
            },
            busy=[self.save_button],
        )

    def _whole(self, line: QLineEdit, field: FormField) -> int | None:
        if not line.text().strip():
            return None
        try:
            return parse_rupiah(line.text())
        except UserError:
            field.show_error(tr("Write a whole number in digits, or leave it empty."))
            return None

    def _on_saved(self, done: Done[QuotaUse]) -> None:
        self._hold(False)
        use = done.value
        if not use.quota.limits:
            self.page.say_done(tr("The quota was lifted."))
        else:
            self.page.say_done(
                tr("Quota kept: {recipients}; {money}.").format(
                    recipients=taken_of(use.recipients, use.quota.recipients, number),
                    money=taken_of(use.rupiah, use.quota.rupiah, money),
                )
            )
        self.refresh()


def _read(office: Office) -> tuple[Lookups, list[QuotaUse]]:
    return lookups_of(office), quotas_of(office)
