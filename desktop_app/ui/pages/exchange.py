"""Tukar: what travels by stick, out and in, at an office and at its hub."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.enrolment import (
    ActivationView,
    EnrolmentAsked,
    EnrolmentState,
    activate_device,
    enrolment_state,
    inspect_activation,
    request_enrolment,
)
from desktop_app.actions.hub_board import HubOfficeLine, offices_of_hub
from desktop_app.actions.hub_downloads import (
    CopyState,
    DownloadWritten,
    copy_hub,
    copy_state,
    write_downloads,
)
from desktop_app.actions.office import Office
from desktop_app.actions.packages import (
    PackageLine,
    PackageView,
    PackageWritten,
    WaitingOps,
    inspect_package,
    packages_of,
    waiting_to_send,
    write_package,
)
from desktop_app.actions.receiving import Receipt, apply_packages
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.office import OfficeProfile
from desktop_app.domain.roles import OfficeKind, Right
from desktop_app.errors import LuringError
from desktop_app.language import mark, tr
from desktop_app.progress import Progress
from desktop_app.ui.page import Desk, Page, section
from desktop_app.ui.pages.exchange_columns import OFFICE_COLUMNS, PACKAGE_COLUMNS
from desktop_app.ui.pages.exchange_enrol import EnrolCard
from desktop_app.ui.pages.exchange_form import ask_and_print_form, form_html
from desktop_app.ui.pages.exchange_inspect import InspectCard
from desktop_app.ui.pages.exchange_read import ReadCard
from desktop_app.ui.pages.exchange_write import WaitingCard, WriteCard
from desktop_app.ui.style import M, S, grown
from desktop_app.ui.widgets.columns import TwoColumns
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.words.format import date_long
from desktop_app.words.phases import phase_words

_LEAST_HISTORY = 220
_LEAST_OFFICES = 180


@dataclass(frozen=True, slots=True)
class _Situation:
    """Everything the page shows, read at one moment."""

    profile: OfficeProfile
    state: EnrolmentState
    waiting: WaitingOps
    packages: tuple[PackageLine, ...]
    offices: tuple[HubOfficeLine, ...]
    copy: CopyState | None


class ExchangePage(Page):
    """Shows an office its way to the hub, and a hub what is in a package."""

    shows = frozenset(
        {Topic.PACKAGES, Topic.INTERVENTIONS, Topic.LETTERS, Topic.LOCAL_FACTS, Topic.SETTINGS}
    )
    help_text = mark(
        "What is recorded here reaches the hub of the kabupaten by stick, and its answer comes back the "
        "same way. A package always holds everything the hub has not confirmed, sealed so that only the hub "
        "can open it. What is read is shown before it is taken in. The stick may be taken out when this "
        "page says so, and not before."
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._profile: OfficeProfile | None = None
        self.set_title(tr("Exchange"), tr("By stick, between this office and the hub"))
        self.read_button = self.add_secondary(tr("&Read from the stick"), self._on_read)
        self.write_button = self.set_primary(tr("&Write to the stick"), self._on_write, icon="usb")
        self.read_button.hide()
        self.write_button.hide()
        self.waiting = WaitingCard()
        self.write_card = WriteCard()
        self.write_card.wanted.connect(self._on_write)
        self.write_card.begun.connect(self.waiting.show)
        self.enrol_card = EnrolCard()
        self.enrol_card.ask_wanted.connect(self._on_ask)
        self.enrol_card.print_wanted.connect(self.print_it)
        self.enrol_card.file_given.connect(self._on_answer)
        self.enrol_card.accept_wanted.connect(self._on_accept)
        self.inspect_card = InspectCard()
        self.inspect_card.given.connect(self._on_package)
        self.read_card = ReadCard()
        self.read_card.wanted.connect(self._on_take)
        self.read_card.left.connect(self._on_leave)
        self._source: Path | None = None
        left = QWidget()
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(M)
        for card in (
            self.read_card,
            self.waiting,
            self.enrol_card,
            self.write_card,
            self.inspect_card,
        ):
            cards.addWidget(card)
            card.hide()
        cards.addStretch(1)
        self.history: DataTable[PackageLine] = DataTable(
            PACKAGE_COLUMNS,
            name="packages",
            memory=desk.memory,
            accessible_name=tr("Packages written and read here"),
        )
        self.history.set_empty(
            EmptyState(
                "usb",
                tr("No package yet"),
                tr("Every package that is written here will be listed with its day and size."),
            )
        )
        right = QWidget()
        side = QVBoxLayout(right)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(S)
        self.offices: DataTable[HubOfficeLine] = DataTable(
            OFFICE_COLUMNS,
            name="hub-offices",
            memory=desk.memory,
            accessible_name=tr("Offices of this hub"),
        )
        self.offices.set_empty(
            EmptyState(
                "usb",
                tr("No office yet"),
                tr("Every office that is let in will be listed with its last package."),
            )
        )
        self.offices.setMinimumHeight(grown(_LEAST_OFFICES))
        self._offices_title = section(tr("Offices"))
        side.addWidget(self._offices_title)
        side.addWidget(self.offices, 1)
        side.addWidget(section(tr("Packages so far")))
        self.history.setMinimumHeight(grown(_LEAST_HISTORY))
        side.addWidget(self.history, 1)
        self._columns = TwoColumns(left, right)
        self.body.addWidget(self._columns, 1)

    # What the window asks

    def refresh(self) -> None:
        self.do(_situation, then=self._show, latest="situation")

    def print_it(self) -> None:
        code = self.enrol_card.code.text()
        if self._profile is not None and code and not self.enrol_card.isHidden():
            html = form_html(
                office=self._profile.name,
                region=self._profile.region,
                code=code,
                today=self.desk.today(),
            )
            ask_and_print_form(self, html)

    # Showing

    def _show(self, situation: _Situation) -> None:
        self._profile = situation.profile
        is_hub = situation.profile.kind is OfficeKind.HUB
        is_enrolled = situation.state.is_enrolled
        self.history.show_rows(situation.packages, keep=True)
        written = [line for line in situation.packages if line.kind == "naik"]
        self.waiting.show_waiting(situation.waiting, written[0] if written else None)
        self.waiting.setVisible(not is_hub and not self.write_card.is_done)
        self.enrol_card.setVisible(not is_hub and not is_enrolled)
        self.enrol_card.show_state(situation.state)
        self.write_card.suit(is_hub=is_hub)
        self.write_card.setVisible(is_hub or is_enrolled)
        self.inspect_card.setVisible(is_hub)
        self._offices_title.setVisible(is_hub)
        self.offices.setVisible(is_hub)
        self.offices.show_rows(situation.offices, keep=True)
        if situation.copy is not None:
            self.write_card.copy.show_state(situation.copy)
        for button in (self.read_button, self.write_button):
            button.setVisible(is_enrolled or is_hub)
        valid = situation.state.valid_until
        if is_hub:
            self.set_subtitle(tr("This is the hub: offices bring their packages here"))
        elif valid is not None:
            self.set_subtitle(
                tr("Joined to the hub, valid until {date}").format(date=date_long(valid.date()))
            )
        else:
            self.set_subtitle(tr("This office does not know its hub yet"))

    # Writing

    @Slot()
    def _on_write(self) -> None:
        if self.write_card.is_done:
            self.write_card.begin()
            return
        folder = self.write_card.target.check()
        if folder is None:
            return
        self.banner.hide()
        if self._profile is not None and self._profile.kind is OfficeKind.HUB:
            self._answer(folder)
            return
        self.do_long(
            write_package,
            folder,
            title=tr("Writing the package"),
            phases=phase_words,
            then=self._show_written,
            busy=[self.write_button, self.write_card.target],
        )

    def _show_written(self, done: Done[PackageWritten]) -> None:
        # Nothing else is to be read in this moment.
        self.waiting.hide()
        self.write_card.show_written(done.value)
        self._columns.verticalScrollBar().setValue(0)
        self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answer(self, folder: Path) -> None:
        copy = self.write_card.copy.check()
        if copy is None:
            return
        self.do_long(
            _copy_and_answer,
            copy,
            folder,
            title=tr("Writing the answers"),
            phases=phase_words,
            then=self._show_answers,
            busy=[self.write_button, self.read_button, self.write_card],
        )

    def _show_answers(self, done: Done[list[DownloadWritten]]) -> None:
        self.read_card.hide()
        self.write_card.show_answers(done.value)
        self._columns.verticalScrollBar().setValue(0)
        self.write_button.setFocus(Qt.FocusReason.OtherFocusReason)

    # Reading

    @Slot()
    def _on_read(self) -> None:
        if self.write_card.is_done:
            self.write_card.begin()
        folder = self.write_card.target.check()
        if folder is None:
            return
        self._source = folder
        self._read(is_trial=True, then=self._show_trial)

    @Slot()
    def _on_take(self) -> None:
        if self._source is not None:
            self._read(is_trial=False, then=self._show_taken)

    @Slot()
    def _on_leave(self) -> None:
        self.read_card.hide()
        self.read_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(self, *, is_trial: bool, then: Callable[[Done[list[Receipt]]], None]) -> None:
        self.banner.hide()
        self.do_long(
            partial(apply_packages, is_trial=is_trial),
            [self._source],
            title=tr("Reading the stick"),
            phases=phase_words,
            then=then,
            busy=[self.write_button, self.read_button, self.write_card, self.read_card],
        )

    def _show_trial(self, done: Done[list[Receipt]]) -> None:
        self.read_card.show_trial(done.value)
        self._show_read(self.read_card.take_button)

    def _show_taken(self, done: Done[list[Receipt]]) -> None:
        self.read_card.show_done(done.value)
        self._show_read(self.read_card.leave_button)

    def _show_read(self, button: QWidget) -> None:
        self.read_card.show()
        self._columns.verticalScrollBar().setValue(0)
        target = button if button.isVisible() else self.read_card.leave_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    # Joining the hub

    @Slot()
    def _on_ask(self) -> None:
        folder = self.enrol_card.target.check()
        if folder is None:
            return
        self.banner.hide()
        self.do_long(
            partial(request_enrolment, label=self.enrol_card.label.text()),
            folder,
            title=tr("Writing the request"),
            phases=phase_words,
            then=self._show_asked,
            busy=[self.enrol_card.ask_button, self.enrol_card.target],
        )

    def _show_asked(self, done: Done[EnrolmentAsked]) -> None:
        self.enrol_card.code.setText(done.value.match_code)
        self.enrol_card.show_wait()
        self.enrol_card.print_button.setFocus()
        self.say_done(tr("The request was written. The stick may be taken out."))

    @Slot(object)
    def _on_answer(self, path: Path) -> None:
        self.banner.hide()

        def show(view: ActivationView) -> None:
            self.enrol_card.show_answer(path, view)

        self.do(inspect_activation, path, then=show, latest="answer", busy=[self.enrol_card.zone])

    @Slot()
    def _on_accept(self) -> None:
        card = self.enrol_card
        if card.answer is None or card.view is None:
            return
        self.do(
            _activate,
            card.answer,
            card.view.hub_fingerprint,
            then=self._show_joined,
            failed=self._on_not_joined,
            busy=[card.accept_button],
        )

    def _show_joined(self, _: Done[ActivationView]) -> None:
        self.enrol_card.show_wait()
        self.say_done(tr("This office has joined the hub and can send from now on."))

    def _on_not_joined(self, error: LuringError) -> None:
        self.enrol_card.show_wait()
        self.tell(error)

    # At the hub

    @Slot(object)
    def _on_package(self, path: Path) -> None:
        self.banner.hide()
        self.inspect_card.forget()
        self.do(
            inspect_package,
            path,
            then=self._show_view,
            latest="inspect",
            busy=[self.inspect_card.zone],
        )

    def _show_view(self, view: PackageView) -> None:
        self.inspect_card.show_view(view)

    # Qt overrides

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        # Who comes back later finds what waits, not a stick that was taken out long ago.
        if self.write_card.is_done:
            self.write_card.begin()


def _situation(office: Office) -> _Situation:
    is_run = office.profile.kind is OfficeKind.HUB and office.account.has(Right.HUB_OPERATE)
    return _Situation(
        profile=office.profile,
        state=enrolment_state(office),
        waiting=waiting_to_send(office),
        packages=tuple(packages_of(office)),
        offices=tuple(offices_of_hub(office)) if is_run else (),
        copy=copy_state(office) if is_run else None,
    )


def _copy_and_answer(
    office: Office, copy: Path, folder: Path, progress: Progress
) -> Done[list[DownloadWritten]]:
    copy_hub(office, copy, progress)
    return write_downloads(office, folder, progress)


def _activate(office: Office, path: Path, fingerprint: str) -> Done[ActivationView]:
    return activate_device(office, path, fingerprint=fingerprint)
