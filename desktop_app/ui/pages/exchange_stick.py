"""The stick: what travels on it, out and in, at an office and at its hub."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.actions.comparison import keep_comparison
from desktop_app.actions.enrolment import (
    ActivationView,
    EnrolmentAsked,
    activate_device,
    inspect_activation,
    request_enrolment,
)
from desktop_app.actions.hub_downloads import (
    DownloadWritten,
    copy_hub,
    write_downloads,
)
from desktop_app.actions.office import Office
from desktop_app.actions.packages import (
    PackageLine,
    PackageView,
    PackageWritten,
    inspect_package,
    write_package,
)
from desktop_app.actions.receiving import Receipt, apply_packages
from desktop_app.actions.slimming import slim_older_releases
from desktop_app.domain.changes import Done, Topic
from desktop_app.domain.office import OfficeProfile
from desktop_app.errors import LuringError
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.page import Page, section
from desktop_app.ui.pages.exchange_columns import PACKAGE_COLUMNS
from desktop_app.ui.pages.exchange_enrol import EnrolCard
from desktop_app.ui.pages.exchange_form import ask_and_print_form, form_html
from desktop_app.ui.pages.exchange_inspect import InspectCard
from desktop_app.ui.pages.exchange_part import ExchangePart, Situation
from desktop_app.ui.pages.exchange_read import ReadCard
from desktop_app.ui.pages.exchange_write import WaitingCard, WriteCard
from desktop_app.ui.style import M, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.card import Card
from desktop_app.ui.widgets.columns import TwoColumns
from desktop_app.ui.widgets.empty import EmptyState
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.phases import phase_words

_LEAST_HISTORY = 220


class StickPart(ExchangePart):
    """Shows an office its way to the hub, and a hub what the offices brought.

    `read_button` and `write_button` stand at the head of the page.
    """

    def __init__(self, page: Page, read_button: Button, write_button: Button) -> None:
        super().__init__(page)
        self._profile: OfficeProfile | None = None
        self._is_hub = False
        self._can_send = False
        self.read_button, self.write_button = read_button, write_button
        self.waiting = WaitingCard()
        self.no_keys = Card(tr("This hub cannot read or write yet"))
        self._no_keys_words = Text("", "muted", wraps=True)
        self.no_keys.body.addWidget(self._no_keys_words)
        self.write_card = WriteCard()
        self.write_card.wanted.connect(self.write)
        self.write_card.begun.connect(self._on_begun)
        self.enrol_card = EnrolCard()
        self.enrol_card.ask_wanted.connect(self._on_ask)
        self.enrol_card.print_wanted.connect(self.print_form)
        self.enrol_card.file_given.connect(self._on_answer)
        self.enrol_card.accept_wanted.connect(self._on_accept)
        self.inspect_card = InspectCard()
        self.inspect_card.given.connect(self._on_package)
        self.read_card = ReadCard(page.desk.memory)
        self.read_card.wanted.connect(self._on_take)
        self.read_card.left.connect(self._on_leave)
        self._source: Path | None = None
        left = QWidget()
        cards = QVBoxLayout(left)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(M)
        for card in (
            self.read_card,
            self.no_keys,
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
            memory=page.desk.memory,
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
        side.addWidget(section(tr("Packages so far")))
        self.history.setMinimumHeight(grown(_LEAST_HISTORY))
        side.addWidget(self.history, 1)
        self._columns = TwoColumns(left, right)
        self.column.addWidget(self._columns, 1)

    def print_form(self) -> None:
        """Print the form that goes to the hub with a request, if one is shown."""
        code = self.enrol_card.code.text()
        if self._profile is not None and code and not self.enrol_card.isHidden():
            html = form_html(
                office=self._profile.name,
                region=self._profile.region,
                code=code,
                today=self.page.desk.today(),
            )
            ask_and_print_form(self, html)

    @property
    def can_send(self) -> bool:
        """Whether there is anybody to read from and to write to."""
        return self._can_send

    def show_situation(self, situation: Situation) -> None:
        self._profile = situation.profile
        is_hub = self._is_hub = situation.is_hub
        is_enrolled = situation.state.is_enrolled
        # A hub without keys has nobody to read from; its way begins at the keys.
        has_keys = situation.keys is not None and situation.keys.has_working
        self._can_send = is_enrolled or (is_hub and has_keys)
        self.history.show_rows(situation.packages, keep=True)
        written = [line for line in situation.packages if line.kind == "naik"]
        self.waiting.show_waiting(
            situation.waiting, written[0] if written else None, is_enrolled=is_enrolled
        )
        self.waiting.setVisible(not is_hub and not self.write_card.is_done)
        self.enrol_card.setVisible(not is_hub and not is_enrolled)
        self.enrol_card.show_state(situation.state)
        self.write_card.suit(is_hub=is_hub)
        self.write_card.setVisible(self._can_send)
        self.inspect_card.setVisible(is_hub and has_keys)
        self._say_why_not(situation)
        if situation.copy is not None:
            self.write_card.copy.show_state(situation.copy)

    def _say_why_not(self, situation: Situation) -> None:
        is_run = situation.keys is not None
        self._no_keys_words.setText(
            tr(
                "Its keys are not on this computer. They are made, or brought back, on the tab Hub keys."
            )
            if is_run
            else tr("Somebody with a role at the hub has to open it.")
        )
        self.no_keys.setVisible(self._is_hub and not self._can_send)

    # Writing

    @Slot()
    def write(self) -> None:
        """Write to the stick that is chosen, or begin anew after one was written."""
        if self.write_card.is_done:
            self.write_card.begin()
            return
        folder = self.write_card.target.check()
        if folder is None:
            return
        self.page.banner.hide()
        if self._is_hub:
            self._answer(folder)
            return
        self.page.do_long(
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
        self.page.do_long(
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

    @Slot()
    def _on_begun(self) -> None:
        self.waiting.setVisible(not self._is_hub)

    # Reading

    @Slot()
    def read(self) -> None:
        """Look at what lies on the stick that is chosen; nothing is taken in."""
        if self.write_card.is_done:
            self.write_card.begin()
        folder = self.write_card.target.check()
        if folder is None:
            return
        self._source = folder
        self._read(is_trial=True, then=self._show_trial)

    @Slot(bool)
    def _on_take(self, takes_returned: bool) -> None:
        if self._source is not None:
            self._read(is_trial=False, then=self._show_taken, takes_returned=takes_returned)

    @Slot()
    def _on_leave(self) -> None:
        self.read_card.hide()
        self.read_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _read(
        self,
        *,
        is_trial: bool,
        then: Callable[[Done[list[Receipt]]], None],
        takes_returned: bool = False,
    ) -> None:
        self.page.banner.hide()
        self.page.do_long(
            partial(apply_packages, is_trial=is_trial, takes_returned=takes_returned),
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
        taken = [
            one.release.release_id
            for one in done.value
            if one.release is not None and one.release.release_id and not one.was_taken_before
        ]
        if taken:
            # Beside whatever the person does next; stopping it loses nothing.
            self.page.do_long(
                _follow_releases,
                taken,
                title=tr("Comparing with the release before"),
                phases=phase_words,
            )

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
        self.page.banner.hide()
        self.page.do_long(
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
        self.page.say_done(tr("The request was written. The stick may be taken out."))

    @Slot(object)
    def _on_answer(self, path: Path) -> None:
        self.page.banner.hide()

        def show(view: ActivationView) -> None:
            self.enrol_card.show_answer(path, view)

        self.page.do(
            inspect_activation, path, then=show, latest="answer", busy=[self.enrol_card.zone]
        )

    @Slot()
    def _on_accept(self) -> None:
        card = self.enrol_card
        if card.answer is None or card.view is None:
            return
        self.page.do(
            _activate,
            card.answer,
            card.view.hub_fingerprint,
            then=self._show_joined,
            failed=self._on_not_joined,
            busy=[card.accept_button],
        )

    def _show_joined(self, _: Done[ActivationView]) -> None:
        self.enrol_card.show_wait()
        self.page.say_done(tr("This office has joined the hub and can send from now on."))

    def _on_not_joined(self, error: LuringError) -> None:
        self.enrol_card.show_wait()
        self.page.tell(error)

    # At the hub

    @Slot(object)
    def _on_package(self, path: Path) -> None:
        self.page.banner.hide()
        self.inspect_card.forget()
        self.page.do(
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


def _follow_releases(office: Office, ids: Sequence[str], progress: Progress) -> Done[None]:
    """What follows releases that were taken in: they are compared, and older ones made slim."""
    topics = frozenset[Topic]()
    for release_id in ids:
        topics |= keep_comparison(office, release_id, progress).topics
    return Done(None, topics | slim_older_releases(office, progress).topics)


def _copy_and_answer(
    office: Office, copy: Path, folder: Path, progress: Progress
) -> Done[list[DownloadWritten]]:
    copy_hub(office, copy, progress)
    return write_downloads(office, folder, progress)


def _activate(office: Office, path: Path, fingerprint: str) -> Done[ActivationView]:
    return activate_device(office, path, fingerprint=fingerprint)
