"""The log of deeds for whoever supervises the office: filtered, proven, exported, and its report of use."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.actions.accounts import accounts_of
from desktop_app.actions.audit import (
    USE_DAYS,
    AuditFilter,
    AuditLine,
    AuditVerdict,
    audit_lines,
    export_audit,
    export_use,
    moments_of,
    verify_audit,
)
from desktop_app.actions.office import Office
from desktop_app.domain.audit_deed import DeedClass, deeds_of
from desktop_app.domain.giving_out import Errand
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.errand import ask_errand
from desktop_app.ui.dialogs.files import ask_where_to_save
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import M, grown
from desktop_app.ui.tasks import Lane
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.day import DayField
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.audit import all_words, class_words, deed_name, facts_words
from desktop_app.words.format import moment, number

_TABLE_HEIGHT = 360
_SHOWN = 1_000
_ALL = ""
Write = Callable[[Errand, Path], None]
"""What writes a file for a purpose."""


class AuditSection(Section):
    """Only those who supervise may read it; the others are told so."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Log of deeds")
        super().__init__(page)
        self._names: dict[str, str] = {}
        self.says = Text("", "muted", wraps=True)
        self.column.addWidget(self.says)
        self._inside = QWidget()
        self.column.addWidget(self._inside)
        self._build_filters()
        self.table: DataTable[AuditLine] = DataTable(
            self._columns(), name="audit", memory=page.desk.memory, accessible_name=self.title
        )
        self.table.set_empty(EmptyState("history", tr("Nothing in the log is like this")))
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.column.addWidget(self.table)
        self._build_buttons()
        self.column.addStretch(1)

    def refresh(self) -> None:
        self.page.do(_read, self._filter(), then=self._on_read, latest="audit")

    def _columns(self) -> tuple[Column[AuditLine], ...]:
        return (
            Column(
                "at",
                mark("When"),
                lambda one: moment(one.at),
                width=200,
                sort=lambda one: one.number,
            ),
            Column("user", mark("User"), self._name, width=170),
            Column("deed", mark("Deed"), lambda one: deed_name(one.deed), width=270),
            Column("facts", mark("Facts"), lambda one: facts_words(one.facts), width=260),
            Column("subject", mark("Subject"), lambda one: one.subject, width=180),
        )

    def _name(self, line: AuditLine) -> str:
        return self._names.get(line.user_id, line.user_id)

    def _build_filters(self) -> None:
        row = QHBoxLayout(self._inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        self.kind, self.user = Choice(), Choice()
        kinds = [Option(_ALL, tr("Everything"))]
        kinds += [Option(kind.value, class_words(kind)) for kind in DeedClass]
        self.kind.show_options(kinds, chosen=_ALL)
        self.user.show_options([Option(_ALL, tr("Everybody"))], chosen=_ALL)
        self.since = DayField(tr("Fro&m"), optional=True)
        self.until = DayField(tr("&To"), optional=True)
        for field in (
            FormField(tr("&Deeds"), self.kind),
            FormField(tr("B&y"), self.user),
            self.since,
            self.until,
        ):
            row.addWidget(field, 1)
        for choice in (self.kind, self.user):
            choice.activated.connect(self._on_filter)
        for day in (self.since, self.until):
            day.line.editingFinished.connect(self._on_filter)

    def _build_buttons(self) -> None:
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(M)
        self.verify_button = Button(tr("&Prove it"), icon="shield-check")
        self.verify_button.clicked.connect(self._on_verify)
        self.export_button = Button(tr("E&xport…"), icon="download")
        self.export_button.clicked.connect(self._on_export)
        self.use_button = Button(tr("Report of &use…"), icon="file-text")
        self.use_button.clicked.connect(self._on_use)
        for button in (self.verify_button, self.export_button, self.use_button):
            row.addWidget(button)
        row.addStretch(1)
        self.column.addWidget(self._buttons)
        self.verdict = Text("", "body", wraps=True)
        self.column.addWidget(self.verdict)

    # Reading

    def _filter(self) -> AuditFilter:
        kind = self.kind.value
        since, until = moments_of(self.since.day, self.until.day)
        return AuditFilter(
            user_id=self.user.value or "",
            deeds=frozenset(deeds_of(DeedClass(kind))) if kind else frozenset(),
            since=since,
            until=until,
        )

    def _on_read(self, answer: tuple[list[Account], list[AuditLine] | None]) -> None:
        accounts, lines = answer
        may = lines is not None
        for part in (self._inside, self.table, self._buttons):
            part.setVisible(may)
        if lines is None:
            self.says.setText(
                tr(
                    "The log is read by those who supervise the office: the role Auditor or an admin."
                )
            )
            return
        self._names = {one.id: one.full_name for one in accounts}
        users = [Option(_ALL, tr("Everybody"))]
        users += [Option(one.id, one.full_name) for one in accounts]
        self.user.show_options(users, chosen=self.user.value or _ALL)
        self.says.setText(
            tr(
                "Subjects are ids of this program, never a NIK or a name. The newest {n} are shown."
            ).format(n=number(_SHOWN))
        )
        self.table.show_rows(lines, keep=True)

    @Slot()
    def _on_filter(self) -> None:
        self.refresh()

    # Proving and giving out

    @Slot()
    def _on_verify(self) -> None:
        self.page.do(
            verify_audit, then=self._on_verified, busy=[self.verify_button], lane=Lane.LONG
        )

    def _on_verified(self, verdict: AuditVerdict) -> None:
        if verdict.is_ok:
            words = trn(
                "The one line of the log stands as it was written.",
                "All {n} lines of the log stand as they were written.",
                verdict.entries,
            ).format(n=number(verdict.entries))
        else:
            words = tr(
                "The log was changed: line {first_bad} is the first that does not fit. Make a backup "
                "now, change nothing, and tell whoever supervises the office."
            ).format(first_bad=number(verdict.first_bad or 0))
        self.verdict.set_role("body" if verdict.is_ok else "loss")
        self.verdict.setText(words)

    @Slot()
    def _on_export(self) -> None:
        self._ask(tr("Export the log?"), "jejak", self._export)

    @Slot()
    def _on_use(self) -> None:
        self._ask(tr("Make the report of use?"), "laporan-pemanfaatan", self._use)

    def _ask(self, question: str, stem: str, write: Write) -> None:
        ask_errand(
            self,
            question,
            partial(self._ask_where, stem, write),
            holds_people=False,
            usual=(tr("Report of use"),),
        )

    def _ask_where(self, stem: str, write: Write, errand: Errand) -> None:
        name = f"{stem}-{self.page.desk.today():%Y%m%d}.xlsx"
        ask_where_to_save(
            self, tr("Save as"), name, partial(_if_chosen, write, errand), suffix="xlsx"
        )

    def _export(self, errand: Errand, target: Path) -> None:
        self.page.do(
            partial(export_audit, errand=errand, words=all_words()),
            target,
            self._filter(),
            then=lambda _: self._say_saved(target),
            busy=[self.export_button],
            lane=Lane.LONG,
        )

    def _use(self, errand: Errand, target: Path) -> None:
        until = self.until.day or self.page.desk.today()
        since = self.since.day or until - timedelta(days=USE_DAYS - 1)
        self.page.do(
            partial(export_use, errand=errand, words=all_words()),
            target,
            since,
            until,
            then=lambda _: self._say_saved(target),
            busy=[self.use_button],
            lane=Lane.LONG,
        )

    def _say_saved(self, target: Path) -> None:
        self.page.say_done(tr("The list was saved as {name}.").format(name=target.name))


def _if_chosen(write: Write, errand: Errand, chosen: list[Path]) -> None:
    if chosen:
        write(errand, chosen[0])


def _read(office: Office, wanted: AuditFilter) -> tuple[list[Account], list[AuditLine] | None]:
    accounts = accounts_of(office)
    if not office.account.has(Right.AUDIT):
        return accounts, None
    return accounts, audit_lines(office, wanted, newest=_SHOWN)
