"""Control totals of one release: desa by decile, beside the table of BPS when there is one."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.totals import export_totals, keep_control_totals, release_totals
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.totals import Bucket, ReleaseTotals, TotalsRow, Unit
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_for_files, ask_where_to_save
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.style import M, S
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.lead import Lead
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import number
from desktop_app.words.totals import BUCKETS, difference_words, totals_sentences, village_of

_NARROW = 78


class TotalsView(Lead, QWidget):
    """The table with what it comes to in a sentence; the page fetches and asks for files."""

    compare_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._totals: ReleaseTotals | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        self.unit = Choice()
        self.unit.activated.connect(self._on_shown_otherwise)
        self.only = QCheckBox(tr("Only &differences"))
        self.only.clicked.connect(self._on_shown_otherwise)
        self.compare_button = Button(tr("&Compare with a file of BPS…"), icon="folder-open")
        self.compare_button.clicked.connect(self._on_compare)
        self.export_button = Button(tr("&Export…"), icon="download")
        self.export_button.clicked.connect(self._on_export)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(FormField(tr("&What is counted"), self.unit))
        beside = QVBoxLayout()
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        buttons.addWidget(self.only)
        buttons.addStretch(1)
        buttons.addWidget(self.compare_button)
        buttons.addWidget(self.export_button)
        beside.addStretch(1)
        beside.addLayout(buttons)
        row.addLayout(beside, 1)
        column.addLayout(row)
        self.sentence = Text("", "muted", wraps=True)
        column.addWidget(self.sentence)
        self.table: DataTable[TotalsRow] = DataTable(
            self._columns(), name="totals", memory=memory, accessible_name=tr("Control totals")
        )
        self._empty = EmptyState("circle-check", "")
        self.table.set_empty(self._empty)
        column.addWidget(self.table, 1)
        self.lead_to(self.table)

    @property
    def counted(self) -> Unit:
        """Whether families or people are shown."""
        return Unit(self.unit.value or Unit.FAMILIES.value)

    def show_totals(self, totals: ReleaseTotals) -> None:
        """Show the totals of a release."""
        is_other = self._totals is None or (
            (self._totals.release.id, self._totals.control) != (totals.release.id, totals.control)
        )
        self._totals = totals
        chosen = totals.unit if is_other else self.counted
        self.unit.show_options(
            [
                Option(Unit.FAMILIES.value, tr("Families")),
                Option(Unit.PERSONS.value, tr("People")),
            ],
            chosen=chosen.value,
        )
        if is_other:
            self.only.setChecked(bool(totals.differing))
        self.only.setEnabled(totals.control is not None)
        self.sentence.setText(" ".join(totals_sentences(totals)))
        self.sentence.set_role("due" if totals.differing else "muted")
        self._show_rows()

    def _show_rows(self) -> None:
        totals = self._totals
        if totals is None:
            return
        if self.only.isChecked() and totals.control is not None:
            rows = [row for row in totals.rows if row.differs(self.counted)]
            self._empty.say(tr("Every desa is as BPS counted it."))
        else:
            rows = list(totals.rows)
            self._empty.say(tr("The release has nobody in this area."))
        self.table.show_rows(rows, keep=True)

    def _columns(self) -> tuple[Column[TotalsRow], ...]:
        buckets = [bucket for bucket in Bucket if bucket is not Bucket.D1_4]
        return (
            Column("desa", mark("Desa"), village_of, width=190, below=self._place),
            *(self._column(bucket) for bucket in buckets),
        )

    def _column(self, bucket: Bucket) -> Column[TotalsRow]:
        return Column(
            bucket.value,
            BUCKETS[bucket],
            lambda row: number(row.count(self.counted, bucket)),
            width=_NARROW + (22 if bucket in (Bucket.D7_10, Bucket.UNRANKED, Bucket.TOTAL) else 0),
            is_number=True,
            sort=lambda row: row.count(self.counted, bucket),
            below=lambda row: difference_words(self._difference(row, bucket)),
            tone=lambda row: "due_text" if self._difference(row, bucket) else "text",
            tip=lambda row: self._stated(row, bucket),
        )

    def _difference(self, row: TotalsRow, bucket: Bucket) -> int | None:
        # What BPS counted is set against the same thing only.
        totals = self._totals
        if totals is None or self.counted is not totals.unit:
            return None
        return row.difference(self.counted, bucket)

    def _stated(self, row: TotalsRow, bucket: Bucket) -> str:
        stated = row.control.get(bucket) if row.control is not None else None
        return "" if stated is None else tr("BPS: {n}").format(n=number(stated))

    def _place(self, row: TotalsRow) -> str:
        if row.control is None and self._totals is not None and self._totals.control is not None:
            return tr("not in the table of BPS")
        if not row.is_in_release:
            return tr("not in the release")
        return row.subdistrict_name

    @Slot()
    def _on_shown_otherwise(self) -> None:
        self._show_rows()

    @Slot()
    def _on_compare(self) -> None:
        self.compare_wanted.emit()

    @Slot()
    def _on_export(self) -> None:
        self.export_wanted.emit()


class TotalsWork(QObject):
    """Fetches, compares and writes the totals of the release a page is about."""

    def __init__(self, page: Page, view: TotalsView) -> None:
        super().__init__(page)
        self._page = page
        self._view = view
        self._label = ""
        view.compare_wanted.connect(self._on_compare)
        view.export_wanted.connect(self._on_export)

    def show_release(self, label: str) -> None:
        """Show the totals of this release."""
        self._label = label
        self._page.do(release_totals, label, then=self._view.show_totals, latest="totals")

    def compare_with(self, chosen: list[Path]) -> None:
        """Keep this table of BPS beside the release; the page then shows both."""
        if chosen:
            self._page.banner.hide()
            self._page.do(
                keep_control_totals,
                self._label,
                chosen[0],
                busy=[self._view.compare_button],
                lane=Lane.LONG,
            )

    @Slot()
    def _on_compare(self) -> None:
        ask_for_files(
            self._page,
            tr("The table of BPS (kodewil_desil.xlsx)"),
            self.compare_with,
            filters=[tr("Tables") + " (*.xlsx *.xls *.ods *.csv)"],
            several=False,
        )

    @Slot()
    def _on_export(self) -> None:
        ask_errand(
            self._page.window(),
            tr("Save the control totals?"),
            self._choose_where,
            holds_people=False,
        )

    def _choose_where(self, errand: Errand) -> None:
        name = "jumlah-" + "-".join(self._label.lower().split()) + ".csv"
        ask_where_to_save(
            self._page,
            tr("Save the control totals"),
            name,
            partial(self.export_to, errand),
            suffix="csv",
        )

    def export_to(self, errand: Errand, chosen: list[Path]) -> None:
        """Write the totals to a file."""
        if chosen:
            said = tr("The totals were written to {file}.").format(file=chosen[0].name)
            self._page.do(
                partial(export_totals, errand=errand),
                self._label,
                chosen[0],
                then=partial(self._say, said),
                busy=[self._view.export_button],
            )

    def _say(self, said: str, _: object) -> None:
        self._page.say_done(said)
