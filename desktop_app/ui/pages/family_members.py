"""The members of a family: a list, and everything about the one who is chosen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.families import FamilyPageFacts
from desktop_app.actions.lookups import Lookups
from desktop_app.domain.field import PERSON_FIELDS, Access, Field
from desktop_app.domain.person import PersonSheet
from desktop_app.language import mark, tr
from desktop_app.ui.memory import Memory
from desktop_app.ui.models.table import Column
from desktop_app.ui.style import XL, M
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.masked import MaskedText
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.fields import PERSON_FIELD, fact_words, label_of
from desktop_app.words.format import date_digits, date_long, number_tail
from desktop_app.words.people import age_words, doing_words, relation_words, sex_words

HIDDEN = "••••"
"""Stands where something about a child is not shown."""
SENSITIVE = tuple(field for field in PERSON_FIELDS if field.access is Access.SENSITIVE)
_LIFE = ("marital_status", "school_status", "education_level", "education_grade", "diploma")
_WORK = ("is_working", "main_industry", "main_job_status", "has_business", "business_count", "business_industry", "workers_paid", "workers_unpaid", "business_turnover")  # fmt: skip
_CARD = ("premium_aid_national", "premium_aid_regional", "id_occupation", "id_education", "id_address", "id_hamlet", "id_rt", "id_rw", "id_village_name", "id_subdistrict_name")  # fmt: skip


class MembersTab(ListAndDetail):
    """`reveal_wanted` asks for the numbers and the sensitive facts; `show_revealed` answers.

    `print_wanted` names a member for whom everything held about them is to be printed.
    """

    reveal_wanted = Signal()
    print_wanted = Signal(str)

    def __init__(self, memory: Memory, *, parent: QWidget | None = None) -> None:
        self._facts: FamilyPageFacts | None = None
        self._lookups: Lookups | None = None
        self._seconds_left: Callable[[], int] = _none_left
        self.table: DataTable[PersonSheet] = DataTable(
            self._columns(), name="members", memory=memory, accessible_name=tr("Members")
        )
        self.detail = Pane(left=XL)
        super().__init__(
            self.table, self.detail, name="members", memory=memory, share=0.58, parent=parent
        )
        self._name = Text("", "heading", wraps=True)
        self.number = MaskedText(name=tr("NIK"))
        self.number.wanted.connect(self.reveal_wanted)
        self.facts = KeyValueGrid(columns=1)
        self._hidden = Card(tr("Health and disability"), ground="sunken")
        self._why_hidden = Text("", "muted", wraps=True)
        self._hidden.body.addWidget(self._why_hidden)
        self.show_button = Button(tr("Sh&ow…"), icon="eye")
        self.show_button.clicked.connect(self._on_show)
        self._hidden.body.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.print_button = Button(tr("Print data for this person…"), kind="plain", icon="printer")
        self.print_button.clicked.connect(self._on_print)
        self.sensitive = KeyValueGrid(columns=1)
        self._sensitive_title = Text(tr("Health and disability"), "heading")
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        for part in (
            self._name,
            self.number,
            self.facts,
            self._hidden,
            self._sensitive_title,
            self.sensitive,
        ):
            column.addWidget(part)
        column.insertWidget(2, self.print_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.detail.column.addWidget(self._inside)
        self.detail.column.addStretch(1)
        self.table.chosen.connect(self._on_chosen)
        self._inside.hide()

    def show_facts(self, facts: FamilyPageFacts, lookups: Lookups) -> None:
        """Show the members of this family, the head chosen."""
        self._facts, self._lookups = facts, lookups
        chosen = self.table.current.id if self.table.current is not None else ""
        self.table.show_rows(facts.sheet.members)
        if facts.sheet.members:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        self.choose(chosen)

    def choose(self, person_id: str) -> None:
        """Make this member the current one, if they are there."""
        for row, member in enumerate(self.table.rows.rows):
            if isinstance(member, PersonSheet) and member.id == person_id:
                self.table.setCurrentIndex(self.table.rows.index(row, 0))

    def has(self, person_id: str) -> bool:
        """Whether this is a member of the family shown."""
        return self._facts is not None and any(
            member.id == person_id for member in self._facts.sheet.members
        )

    def follow(self, seconds_left: Callable[[], int]) -> None:
        """Ask this, from now on, how long numbers and sensitive facts may be shown."""
        self._seconds_left = seconds_left

    def show_revealed(self) -> None:
        """Show or hide the numbers and the sensitive facts, as they may be now."""
        self._show_member(self.table.current)
        self.table.viewport().update()

    def _is_hidden(self, member: PersonSheet) -> bool:
        """Whether it is a child about whom nothing may be shown now but who it is."""
        facts = self._facts
        return (
            facts is not None
            and not self._seconds_left()
            and member.is_minor_on(facts.release.reference_date)
        )

    def _columns(self) -> tuple[Column[PersonSheet], ...]:
        return (
            Column(
                "name",
                mark("Name"),
                lambda member: member.name or tr("Name unknown"),
                width=192,
                below=lambda member: (
                    f"NIK {number_tail(member.national_id)}"
                    if member.national_id
                    else tr("NIK unknown")
                ),
            ),
            Column(
                "relation",
                mark("Relation"),
                lambda member: relation_words(member, self._lookups.codes) if self._lookups else "",
                width=136,
                below=lambda member: (
                    sex_words(member, self._lookups.codes) if self._lookups else ""
                ),
            ),
            Column(
                "age",
                mark("Age"),
                lambda member: "–" if self._age(member) is None else str(self._age(member)),
                width=88,
                below=lambda member: str(member.born.year) if member.born else "",
                sort=lambda member: -1 if self._age(member) is None else self._age(member),
            ),
            Column(
                "doing",
                mark("School or work"),
                self._doing,
                width=176,
                below=lambda member: (
                    "" if self._is_hidden(member) else member.text("id_occupation") or ""
                ),
            ),
        )

    def _doing(self, member: PersonSheet) -> str:
        if self._lookups is None:
            return ""
        return HIDDEN if self._is_hidden(member) else doing_words(member, self._lookups.codes)

    def _age(self, member: PersonSheet) -> int | None:
        return member.age_on(self._facts.release.reference_date) if self._facts else None

    def _show_member(self, member: PersonSheet | None) -> None:
        lookups = self._lookups
        self._inside.setVisible(member is not None)
        if member is None or lookups is None:
            return
        self._name.setText(member.name or tr("Name unknown"))
        self.number.show_masked(member.national_id or tr("NIK unknown"))
        self.number.setEnabled(member.national_id is not None)
        seconds = self._seconds_left()
        if seconds and member.national_id is not None:
            self.number.reveal(member.national_id, seconds=seconds)
        lines = [
            KeyValue(label_of("relationship"), relation_words(member, lookups.codes)),
            KeyValue(label_of("sex"), sex_words(member, lookups.codes)),
        ]
        is_hidden = self._is_hidden(member)
        if is_hidden:
            lines.append(KeyValue(tr("Age"), age_words(self._age(member))))
        elif member.born is not None:
            age = age_words(self._age(member))
            lines.append(
                KeyValue(
                    label_of("birth_date"),
                    f"{date_long(member.born)} ({age})",
                    date_digits(member.born),
                )
            )
        known = [
            KeyValue(label_of(name), words)
            for name in (*_LIFE, *_WORK, *_CARD)
            if not is_hidden and (words := _fact_words(member, PERSON_FIELD[name], lookups))
        ]
        self.facts.show_lines([*lines, *known])
        self._hidden.setVisible(not seconds)
        self._hidden.set_heading(
            tr("Everything else about a child") if is_hidden else tr("Health and disability")
        )
        self._why_hidden.setText(tr("Hidden until somebody says why it is needed."))
        self._sensitive_title.setVisible(bool(seconds))
        self.sensitive.setVisible(bool(seconds))
        self.sensitive.show_lines(
            [
                KeyValue(
                    label_of(field.name),
                    _fact_words(member, field, lookups),
                )
                for field in SENSITIVE
            ]
            if seconds
            else []
        )

    @Slot(object)
    def _on_chosen(self, member: PersonSheet | None) -> None:
        self._show_member(member)

    @Slot()
    def _on_show(self) -> None:
        self.reveal_wanted.emit()

    @Slot()
    def _on_print(self) -> None:
        if self.table.current is not None:
            self.print_wanted.emit(self.table.current.id)


def _fact_words(member: PersonSheet, field: Field, lookups: Lookups) -> str:
    return fact_words(field, member.values, raw=member.raw, extra=member.extra, codes=lookups.codes)


def _none_left() -> int:
    return 0
