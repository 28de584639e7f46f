"""A family beside a list: enough to know whether it is the right one."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.lookups import FamilyGlance, Lookups
from desktop_app.language import tr, trn
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.decile import DecileBadge
from desktop_app.ui.widgets.lines import Line, Lines
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.text import Rule, Text
from desktop_app.words.aid import given_words, programme_words, record_period_words
from desktop_app.words.people import age_words, place_words, relation_words

_MOST_MEMBERS = 8
_MOST_AID = 3


class GlancePanel(Pane):
    """Head, address, decile, members and last help of one family, with the two ways on."""

    opened = Signal(str)  # family_id
    record_wanted = Signal(str)  # family_id

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(left=XL, parent=parent)
        self._family_id = ""
        self._inside = QWidget()
        self.column.addWidget(self._inside)
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(M)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self._name = Text("", "heading", wraps=True)
        self._place = Text("", "muted", wraps=True)
        names.addWidget(self._name)
        names.addWidget(self._place)
        column.addLayout(names)
        self._badge = DecileBadge(None, big=True)
        column.addWidget(self._badge)
        column.addSpacing(XS)
        self._members_title = Text("", "label")
        self._members = Lines()
        self._aid_title = Text(tr("Last help"), "label")
        self._aid = Lines()
        for title, lines in (
            (self._members_title, self._members),
            (self._aid_title, self._aid),
        ):
            column.addWidget(Rule())
            column.addWidget(title)
            column.addWidget(lines)
        column.addSpacing(XS)
        buttons = QHBoxLayout()
        buttons.setSpacing(S)
        self.open_button = Button(tr("&Open family"))
        self.open_button.clicked.connect(self._on_open)
        self.record_button = Button(tr("R&ecord help"), kind="plain")
        self.record_button.clicked.connect(self._on_record)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.record_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        column.addSpacing(L)
        column.addStretch(1)
        self.forget()

    @property
    def family_id(self) -> str:
        """Which family is shown; empty for none."""
        return self._family_id

    @property
    def name(self) -> str:
        """The name of the head, as it is shown."""
        return self._name.text()

    def forget(self) -> None:
        """Show nobody."""
        self._family_id = ""
        self._inside.hide()

    def show_family(self, glance: FamilyGlance, lookups: Lookups) -> None:
        """Show this family."""
        sheet = glance.sheet
        self._family_id = sheet.id
        self._inside.show()
        self._name.setText(sheet.head_name or tr("Head unknown"))
        address = str(sheet.values["address"] or "")
        place = place_words(lookups.regions, sheet.village)
        self._place.setText(f"{address}\n{place}" if address else place)
        self._badge.show_decile(
            sheet.deciles.national,
            caption=tr("National, release {label}").format(label=glance.release.label),
        )
        count = len(sheet.members)
        self._members_title.setText(trn("{n} member", "{n} members", count).format(n=count))
        self._members.show_lines(_member_lines(glance, lookups, glance.release.reference_date))
        self._aid.show_lines(
            [
                Line(
                    programme_words(lookups.catalogue, line.intervention),
                    record_period_words(line.intervention, lookups.catalogue),
                    given_words(line.intervention),
                )
                for line in glance.interventions
                if not line.intervention.is_void
            ][:_MOST_AID],
            otherwise=tr("No help is recorded here yet."),
        )

    @Slot()
    def _on_open(self) -> None:
        self.opened.emit(self._family_id)

    @Slot()
    def _on_record(self) -> None:
        self.record_wanted.emit(self._family_id)


def _member_lines(glance: FamilyGlance, lookups: Lookups, day: date) -> list[Line]:
    members = glance.sheet.members
    lines = [
        Line(
            member.name or tr("Name unknown"),
            f"{relation_words(member, lookups.codes)} · {age_words(member.age_on(day))}",
        )
        for member in members[:_MOST_MEMBERS]
    ]
    if len(members) > _MOST_MEMBERS:
        left = len(members) - _MOST_MEMBERS
        lines.append(Line(trn("and {n} more", "and {n} more", left).format(n=left), role="muted"))
    return lines
