"""The board of a hub: of each office when it was last heard of, what is odd, and what to do about it."""

from __future__ import annotations

from datetime import UTC
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.actions.hub_board import HubOfficeLine
from desktop_app.actions.hub_enrolment import revoke_device
from desktop_app.actions.hub_incidents import Incident, incident_of
from desktop_app.domain.dates import day_of
from desktop_app.language import mark, tr, trn
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.exchange_form import ask_and_print_form
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation
from desktop_app.ui.pages.form_sheet import FormSheet, close_top
from desktop_app.ui.pages.hub_admit import AdmitSheet
from desktop_app.ui.pages.hub_give import GiveSheet
from desktop_app.ui.pages.hub_sheets import incident_html
from desktop_app.ui.style import XL, XS, L, M, S
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.flow import FlowLayout
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.pane import Pane
from desktop_app.ui.widgets.split import ListAndDetail
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.format import date_long, moment, number
from desktop_app.words.package_words import advice_words, alarm_words

_LEAST_LETTERS = 125


class OfficesPart(ExchangePart):
    """The list with a detail beside it; Ctrl+N lets an office in."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._situation: Situation | None = None
        head = QHBoxLayout()
        head.setSpacing(M)
        self.sum = Text("", "muted", wraps=True)
        head.addWidget(self.sum, 1)
        self.admit_button = Button(tr("Let an office i&n…"), icon="plus")
        self.admit_button.clicked.connect(self._on_admit)
        self.give_button = Button(tr("&Give a release…"), icon="database")
        self.give_button.clicked.connect(self._on_give)
        head.addWidget(self.give_button)
        head.addWidget(self.admit_button)
        self.column.addLayout(head)
        self.table: DataTable[HubOfficeLine] = DataTable(
            OFFICE_COLUMNS,
            name="hub-offices",
            memory=page.desk.memory,
            accessible_name=tr("Offices of this hub"),
        )
        self.table.set_empty(
            EmptyState(
                "landmark",
                tr("No office yet"),
                tr("Every office that is let in will be listed with its last package."),
            )
        )
        self.table.chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.detail = self._served(_OfficeDetail())
        self._split = ListAndDetail(
            self.table,
            self.detail,
            name="hub-offices",
            memory=page.desk.memory,
            share=0.66,
            least=_LEAST_LETTERS,
        )
        self.column.addWidget(self._split, 1)
        self.admit_sheet = AdmitSheet(page)
        self.give_sheet = GiveSheet(page)
        self.detail_sheet = FormSheet(page)
        self._sheets = (self.admit_sheet, self.give_sheet, self.detail_sheet)
        for sheet in self._sheets:
            sheet.opened.connect(self._on_sheet_moved)
            sheet.closed.connect(self._on_sheet_moved)
        self.lead_to(self.table)

    def show_situation(self, situation: Situation) -> None:
        self._situation = situation
        self.table.show_rows(situation.offices, keep=True)
        self._split.want_detail(bool(situation.offices))
        if self.table.current is None and situation.offices:
            self.table.setCurrentIndex(self.table.rows.index(0, 0))
        odd = sum(_is_odd(line) for line in situation.offices)
        words = trn("{n} computer", "{n} computers", len(situation.offices)).format(
            n=number(len(situation.offices))
        )
        if odd:
            words += " · " + trn("{n} needs a look", "{n} need a look", odd).format(n=number(odd))
        self.sum.setText(words)
        has_keys = situation.keys is not None and situation.keys.has_working
        self.admit_button.setVisible(has_keys and situation.may_decide)
        self.give_button.setVisible(has_keys and bool(situation.offices))
        self.admit_sheet.show_situation(situation)
        self.give_sheet.show_situation(situation)
        self._on_chosen(self.table.current)

    def has_unsaved(self) -> bool:
        return any(sheet.has_unsaved() for sheet in self._sheets)

    def step_back(self) -> bool:
        return close_top(self._sheets)

    def let_in(self) -> None:
        """Open the sheet that lets an office in, if whoever looks may."""
        if not self.admit_button.isHidden() and not self.admit_sheet.isVisible():
            self.admit_sheet.open_requests()

    @Slot()
    def _on_sheet_moved(self) -> None:
        # What lies beneath the sheet must not be reached with the keyboard.
        is_free = not any(sheet.isVisible() for sheet in self._sheets)
        for part in (self.admit_button, self.give_button, self._split):
            part.setEnabled(is_free)

    @Slot()
    def _on_give(self) -> None:
        if not any(sheet.isVisible() for sheet in self._sheets):
            self.give_sheet.open_releases()

    @Slot()
    def _on_admit(self) -> None:
        self.let_in()

    @Slot(object)
    def _on_chosen(self, line: HubOfficeLine | None) -> None:
        self.detail.show_line(line, may_decide=self._may_decide)

    @Slot(object)
    def _on_opened(self, line: HubOfficeLine) -> None:
        if self._split.has_room:
            self.detail.sheet_button.setFocus(Qt.FocusReason.ShortcutFocusReason)
            return
        detail = self._served(_OfficeDetail())
        detail.show_line(line, may_decide=self._may_decide)
        self.detail_sheet.show_content(line.name, detail)
        self.detail_sheet.opened.emit()
        detail.sheet_button.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _may_decide(self) -> bool:
        return self._situation is not None and self._situation.may_decide

    def _served(self, detail: _OfficeDetail) -> _OfficeDetail:
        detail.revoke_button.clicked.connect(self._on_revoke)
        detail.sheet_button.clicked.connect(self._on_sheet)
        return detail

    # Taking the permission away

    @Slot()
    def _on_revoke(self) -> None:
        line = self.table.current
        if line is None:
            return
        dialog = ReasonDialog(
            self.window(),
            question=tr("Take the permission of {name} away?").format(name=line.name),
            explanation=tr(
                "Packages of this computer are refused from now on, and it gets no answer any more. What it "
                "sent before stays. It can ask to join anew. The incident sheet opens afterwards."
            ),
            verb=tr("&Take away"),
            usual=(
                tr("Laptop stolen"),
                tr("Laptop lost"),
                tr("Replaced by another computer"),
                tr("The office has been merged"),
            ),
        )
        dialog.given.connect(partial(self._revoke, line))
        dialog.open()

    def _revoke(self, line: HubOfficeLine, reason: str) -> None:
        def then(_: object) -> None:
            self.detail_sheet.close_sheet()
            self.page.say_done(
                tr("The permission of {name} was taken away.").format(name=line.name)
            )
            self._print_sheet(line)

        self.page.do(
            revoke_device,
            line.device_id,
            reason,
            then=then,
            busy=[self.detail],
        )

    @Slot()
    def _on_sheet(self) -> None:
        if self.table.current is not None:
            self._print_sheet(self.table.current)

    def _print_sheet(self, line: HubOfficeLine) -> None:
        self.page.do(incident_of, line.device_id, then=self._show_sheet, latest="incident")

    def _show_sheet(self, incident: Incident) -> None:
        assert self._situation is not None
        html = incident_html(
            hub=self._situation.profile.name, incident=incident, today=self.page.desk.today()
        )
        ask_and_print_form(self, html, tr("Incident sheet"))


class _OfficeDetail(Pane):
    """All that is known of one computer."""

    def __init__(self) -> None:
        super().__init__(left=XL)
        self._inside = QWidget()
        whole = QVBoxLayout(self._inside)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(L)
        names = QVBoxLayout()
        names.setSpacing(XS)
        self.name = Text("", "heading", wraps=True)
        self.label = Text("", "muted", wraps=True)
        self.revoked = Text("", "due", wraps=True)
        for text in (self.name, self.label, self.revoked):
            names.addWidget(text)
        whole.addLayout(names)
        self._alarm_texts = QVBoxLayout()
        self._alarms = QWidget()
        self._alarms.setLayout(self._alarm_texts)
        self._alarm_texts.setContentsMargins(0, 0, 0, 0)
        self._alarm_texts.setSpacing(XS)
        whole.addWidget(self._alarms)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=S)
        self.sheet_button = Button(tr("Incident sh&eet…"), icon="printer")
        self.revoke_button = Button(tr("Take permission awa&y…"), kind="plain")
        flow.addWidget(self.sheet_button)
        flow.addWidget(self.revoke_button)
        whole.addWidget(buttons)
        self.facts = KeyValueGrid(columns=1)
        whole.addWidget(self.facts)
        self.column.addWidget(self._inside, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addStretch(1)

    def show_line(self, line: HubOfficeLine | None, *, may_decide: bool) -> None:
        self._inside.setVisible(line is not None)
        if line is None:
            return
        self.name.setText(line.name)
        self.label.setText(" · ".join(filter(None, (line.region, line.label))))
        self.revoked.setVisible(line.revoked_at is not None)
        if line.revoked_at is not None:
            self.revoked.setText(
                tr("Permission taken away {moment}: {reason}").format(
                    moment=moment(line.revoked_at), reason=line.revoked_because or "–"
                )
            )
        self._show_alarms(line)
        self.facts.show_lines(_facts(line))
        self.revoke_button.setVisible(may_decide and line.revoked_at is None)

    @property
    def alarm_texts(self) -> list[str]:
        """What is odd and what to do about it, in the order of the screen."""
        found = (self._alarm_texts.itemAt(at) for at in range(self._alarm_texts.count()))
        widgets = (item.widget() for item in found if item is not None)
        return [widget.text() for widget in widgets if isinstance(widget, Text)]

    def _show_alarms(self, line: HubOfficeLine) -> None:
        while item := self._alarm_texts.takeAt(0):
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for alarm in line.alarms:
            self._alarm_texts.addWidget(Text(alarm_words(alarm), "due", wraps=True))
            advice = advice_words(alarm)
            if advice:
                self._alarm_texts.addWidget(Text(advice, "body", wraps=True))
        self._alarms.setVisible(bool(line.alarms))


def _facts(line: HubOfficeLine) -> list[KeyValue]:
    facts = [
        KeyValue(tr("Last package"), _package_words(line)),
        KeyValue(tr("Made by the office"), moment(line.last_made_at) if line.last_made_at else ""),
        KeyValue(tr("Never came"), _missing_words(line) or tr("none")),
    ]
    if line.waiting:
        waits = trn(
            "{n} change waits for an earlier one",
            "{n} changes wait for earlier ones",
            line.waiting,
        )
        facts.append(KeyValue(tr("Waiting"), waits.format(n=number(line.waiting))))
    facts += [
        KeyValue(tr("Not sent yet, by its usual pace"), _unsent_words(line)),
        KeyValue(tr("Not read by it yet"), number(line.unread)),
        KeyValue(tr("Release"), line.release or tr("not known")),
        KeyValue(tr("Program"), line.app_version or tr("not known")),
        KeyValue(tr("Valid until"), date_long(day_of(line.valid_until))),
        KeyValue(tr("Device"), line.device_id),
    ]
    return facts


def _package_words(line: HubOfficeLine) -> str:
    if line.last_taken_at is None:
        return tr("none yet")
    return tr("No. {n}, taken in {moment}").format(
        n=number(line.package), moment=moment(line.last_taken_at)
    )


def _missing_words(line: HubOfficeLine) -> str:
    if not line.missing:
        return ""
    return trn(
        "{n} package before it; the last one holds all of it",
        "{n} packages before it; the last one holds all of them",
        line.missing,
    ).format(n=number(line.missing))


def _unsent_words(line: HubOfficeLine) -> str:
    return tr("about {n}").format(n=number(line.unsent)) if line.unsent else "–"


def _is_odd(line: HubOfficeLine) -> bool:
    return line.revoked_at is None and bool(line.alarms or line.waiting)


def _attention(line: HubOfficeLine) -> str:
    if line.revoked_at is not None:
        return tr("permission taken away")
    if line.alarms:
        return alarm_words(line.alarms[0])
    if line.waiting:
        return trn("{n} change waits", "{n} changes wait", line.waiting).format(
            n=number(line.waiting)
        )
    return ""


OFFICE_COLUMNS: tuple[Column[HubOfficeLine], ...] = (
    Column(
        "office",
        mark("Office"),
        lambda line: line.name,
        width=190,
        below=lambda line: " · ".join(filter(None, (line.region, line.label))),
        tip=lambda line: line.name,
        icon=lambda line: "triangle-alert" if _is_odd(line) else "",
        is_struck=lambda line: line.revoked_at is not None,
    ),
    Column(
        "last",
        mark("Last package"),
        lambda line: moment(line.last_taken_at) if line.last_taken_at else tr("none yet"),
        width=168,
        sort=lambda line: line.last_taken_at or line.valid_until.min.replace(tzinfo=UTC),
        below=_attention,
        tip=_attention,
    ),
    Column(
        "unsent",
        mark("Not sent"),
        _unsent_words,
        width=112,
        is_number=True,
        sort=lambda line: line.unsent,
    ),
    Column(
        "unread",
        mark("Unread"),
        lambda line: number(line.unread) if line.unread else "–",
        width=122,
        is_number=True,
        sort=lambda line: line.unread,
    ),
    Column("release", mark("Release"), lambda line: line.release or "–", width=80),
    Column("program", mark("Program"), lambda line: line.app_version or "–", width=78),
)
