"""The way in: what is on the screen before an office is open.

Opening stretches the passphrase for about a second, so it runs on a `TaskRunner` of its own, like
every other work.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget

from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.region import RegionTable
from desktop_app.language import tr
from desktop_app.progress import Progress
from desktop_app.ui.door import (
    Back,
    Door,
    KnownOffice,
    Made,
    read_offices,
    with_office,
    write_offices,
)
from desktop_app.ui.hub_help import HubHelp
from desktop_app.ui.memory import Memory
from desktop_app.ui.new_key import KeyChange
from desktop_app.ui.pages.choose_passphrase import ChoosePassphrasePage
from desktop_app.ui.pages.first_start import FirstStartPage
from desktop_app.ui.pages.make_office import MakeOfficePage
from desktop_app.ui.pages.recovery_code import RecoveryCodePage
from desktop_app.ui.pages.restore import RestorePage
from desktop_app.ui.pages.unlock import UnlockPage
from desktop_app.ui.tasks import Lane, TaskRunner

OfficeT = TypeVar("OfficeT")


@dataclass(frozen=True)
class _Waiting:
    """An office that is open for somebody who has to choose a passphrase first."""

    office: Any
    known: KnownOffice
    code: str = field(repr=False)


class EntryWindow(QMainWindow):
    """Unlocks an office, makes one, or shows the demo; `opened` brings what the door gave.

    After `opened` the window has hidden itself and can be shown again with `lock`.
    """

    opened = Signal(object, object)  # the office, and the KnownOffice
    closing = Signal()

    def __init__(
        self,
        door: Door[Any],
        memory: Memory,
        regions: RegionTable,
        *,
        version: str = "",
        offices_folder: Path | None = None,
    ) -> None:
        super().__init__()
        self._memory = memory
        self._offices_folder = offices_folder or Path.home()
        self._offices = read_offices(memory)
        self._made: Made[Any] | None = None
        self._door = door
        self._waiting: _Waiting | None = None
        self._recovering = ""
        self.tasks: TaskRunner[Door[Any]] = TaskRunner(door, self)
        self.setWindowTitle("DTSEN Luring")
        self.setMinimumSize(720, 520)
        self.resize(1000, 640)
        self.first_start = FirstStartPage(version=version)
        self.unlock = UnlockPage(version=version)
        self.make = MakeOfficePage(regions, self._offices_folder, door.suggest)
        self.recovery = RecoveryCodePage()
        self.choose = ChoosePassphrasePage(
            tr("Choose your passphrase"),
            tr(
                "The code you came in with is for one time. From now on only your own passphrase "
                "opens the office; nobody else knows it."
            ),
            door.suggest,
            asks_code=False,
        )
        self.recover = ChoosePassphrasePage(
            tr("Open with the recovery code"),
            tr(
                "The code lies in the sealed envelope. Afterwards a new code is shown for a new "
                "envelope; the old one is worth nothing any more."
            ),
            door.suggest,
            asks_code=True,
        )
        self.restore = RestorePage(self._offices_folder)
        self._back: Back[Any] | None = None
        self.key_change = KeyChange(self.tasks, door.close, self)
        self.hub_help = HubHelp(self.tasks, door, self)
        self._stack = QStackedWidget()
        for page in (
            self.first_start,
            self.unlock,
            self.make,
            self.recovery,
            self.choose,
            self.recover,
            self.restore,
            self.key_change.page,
            self.hub_help.page,
        ):
            self._stack.addWidget(page)
        self.setCentralWidget(self._stack)
        self._connect()
        self.lock()

    def lock(self, *, for_another: bool = False) -> None:
        """Ask for the passphrase of the office opened last, or how to begin if there is none.

        `for_another` person: the name is asked for too.
        """
        if self._offices:
            known = self._offices[0]
            self._ask_for(replace(known, user="") if for_another else known)
        else:
            self._stack.setCurrentWidget(self.first_start)

    def change_key(self) -> None:
        """Ask for the passphrase of whoever had the office open last, and give it a new key."""
        self.key_change.begin(self._offices[0])
        self._stack.setCurrentWidget(self.key_change.page)

    def remember(self, known: KnownOffice) -> None:
        """Keep an office on top of the list, with what is known of it now."""
        self._offices = with_office(self._offices, known)
        write_offices(self._memory, self._offices)

    def _ask_for(self, known: KnownOffice) -> None:
        others = [(o.folder, o.name) for o in self._offices if o.folder != known.folder]
        self.unlock.show_office(
            known.folder, known.name, user=known.user, data=known.data, others=others
        )
        self._stack.setCurrentWidget(self.unlock)
        self.unlock.take_focus()

    def _connect(self) -> None:
        self.first_start.make_wanted.connect(self._on_make_wanted)
        self.first_start.open_wanted.connect(self._on_other_wanted)
        self.first_start.demo_wanted.connect(self._on_demo_wanted)
        self.unlock.tried.connect(self._on_tried)
        self.unlock.office_chosen.connect(self._on_office_chosen)
        self.unlock.other_wanted.connect(self._on_other_wanted)
        self.unlock.make_wanted.connect(self._on_make_wanted)
        self.unlock.demo_wanted.connect(self._on_demo_wanted)
        self.make.drafted.connect(self._on_drafted)
        self.make.went_back.connect(self._on_back)
        self.recovery.kept.connect(self._on_code_kept)
        self.unlock.recovery_wanted.connect(self._on_recovery_wanted)
        self.unlock.hub_wanted.connect(self._on_hub_wanted)
        self.choose.chosen.connect(self._on_chosen)
        self.choose.went_back.connect(self._on_not_chosen)
        self.recover.chosen.connect(self._on_recover)
        self.recover.went_back.connect(self._on_back)
        for page in (self.first_start, self.unlock):
            page.restore_wanted.connect(self._on_restore_wanted)
        self.restore.wanted.connect(self._on_restore)
        self.restore.entered.connect(self._on_restored_entered)
        self.restore.went_back.connect(self._on_back)
        self.key_change.made.connect(self._on_made)
        self.key_change.ended.connect(self._on_back)
        self.hub_help.made.connect(self._on_made)
        self.hub_help.ended.connect(self._on_back)

    # What the pages ask for

    @Slot(str, str, str)
    def _on_tried(self, folder: str, user: str, passphrase: str) -> None:
        self.unlock.show_busy(True)

        def then(office: object) -> None:
            known = next((o for o in self._offices if o.folder == folder), None)
            name = known.name if known else self.unlock.office_name
            entering = replace(known or KnownOffice(folder, name), user=user)
            if self._door.must_choose(office):
                self._waiting = _Waiting(office, entering, passphrase)
                self.unlock.forget()
                self._stack.setCurrentWidget(self.choose)
                self.choose.begin()
            else:
                self._enter(office, entering)

        self.tasks.run(
            _open,
            Path(folder),
            user,
            passphrase,
            then=then,
            failed=self.unlock.show_failure,
            ended=lambda: self.unlock.show_busy(False),
            origin=self,
        )

    @Slot(str)
    def _on_office_chosen(self, folder: str) -> None:
        known = next((office for office in self._offices if office.folder == folder), None)
        self._ask_for(known or KnownOffice(folder, Path(folder).name))

    @Slot()
    def _on_other_wanted(self) -> None:
        folder = QFileDialog.getExistingDirectory(
            self, tr("Choose the folder of the office"), str(self._offices_folder)
        )
        if folder:
            self._on_office_chosen(folder)

    @Slot()
    def _on_make_wanted(self) -> None:
        self._stack.setCurrentWidget(self.make)
        self.make.take_focus()

    @Slot()
    def _on_demo_wanted(self) -> None:
        self.first_start.show_busy(True)
        self.tasks.run(
            _make_demo,
            then=self._on_made,
            failed=self.first_start.show_failure,
            ended=lambda: self.first_start.show_busy(False),
            origin=self,
            lane=Lane.LONG,
        )
        self._stack.setCurrentWidget(self.first_start)

    @Slot(object, object, str)
    def _on_drafted(self, folder: Path, draft: OfficeDraft, passphrase: str) -> None:
        self.make.show_busy(True)
        self.tasks.run(
            _make,
            folder,
            draft,
            passphrase,
            then=self._on_made,
            failed=self.make.show_failure,
            ended=lambda: self.make.show_busy(False),
            origin=self,
        )

    @Slot()
    def _on_back(self) -> None:
        self.lock()

    @Slot(str, str, str)
    def _on_chosen(self, passphrase: str, _user: str, _code: str) -> None:
        waiting = self._waiting
        if waiting is None:
            return
        self.choose.show_busy(True)

        def then(_: object) -> None:
            self._waiting = None
            self.choose.passphrase.forget()
            self._enter(waiting.office, waiting.known)

        self.tasks.run(
            _choose,
            waiting.office,
            waiting.code,
            passphrase,
            then=then,
            failed=self.choose.show_failure,
            ended=lambda: self.choose.show_busy(False),
            origin=self,
        )

    @Slot()
    def _on_not_chosen(self) -> None:
        self._let_go()
        self.lock()

    def _let_go(self) -> None:
        """Close an office whose person did not choose a passphrase."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._door.close(waiting.office)
        back, self._back = self._back, None
        if back is not None:
            self._door.close(back.made.office)
        self.key_change.let_go()

    @Slot(str, str)
    def _on_recovery_wanted(self, folder: str, user: str) -> None:
        self._recovering = folder
        self._stack.setCurrentWidget(self.recover)
        self.recover.begin(user)

    @Slot(str, str)
    def _on_hub_wanted(self, folder: str, user: str) -> None:
        self._stack.setCurrentWidget(self.hub_help.page)
        self.hub_help.begin(folder, user)

    @Slot(str, str, str)
    def _on_recover(self, passphrase: str, user: str, code: str) -> None:
        self.recover.show_busy(True)

        def then(made: Made[Any]) -> None:
            self.recover.begin()
            self._on_made(made)

        self.tasks.run(
            _recover,
            Path(self._recovering),
            code,
            user,
            passphrase,
            then=then,
            failed=self.recover.show_failure,
            ended=lambda: self.recover.show_busy(False),
            origin=self,
        )

    @Slot()
    def _on_code_kept(self) -> None:
        made, self._made = self._made, None
        if made is not None:
            self._enter(made.office, KnownOffice(str(made.folder), made.name, made.user))

    @Slot()
    def _on_restore_wanted(self) -> None:
        self._stack.setCurrentWidget(self.restore)
        self.restore.begin(self.unlock.user.text().strip())

    @Slot(object, object, str, str)
    def _on_restore(self, backup: Path, folder: Path, user: str, passphrase: str) -> None:
        self.restore.show_busy(True)

        def then(back: Back[Any]) -> None:
            self._back = back
            self.restore.show_restored(
                back.made.name, back.age, back.releases_missing, back.is_evidence_missing
            )

        self.tasks.run_long(
            _restore,
            backup,
            folder,
            user,
            passphrase,
            progress=Progress(),
            then=then,
            failed=self.restore.show_failure,
            ended=lambda: self.restore.show_busy(False),
            origin=self,
        )

    @Slot()
    def _on_restored_entered(self) -> None:
        back, self._back = self._back, None
        if back is not None:
            self._on_made(back.made)

    @Slot(object)
    def _on_made(self, made: Made[Any]) -> None:
        self._made = made
        if made.recovery_code:
            self.recovery.show_code(made.name, made.recovery_code)
            self._stack.setCurrentWidget(self.recovery)
        else:
            self._on_code_kept()

    def _enter(self, office: object, known: KnownOffice) -> None:
        self.remember(known)
        self.unlock.forget()
        self.make.forget()
        self.hide()
        self.opened.emit(office, known)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self._let_go()
        self.closing.emit()
        super().closeEvent(event)


def _open(door: Door[OfficeT], folder: Path, user: str, passphrase: str) -> OfficeT:
    return door.open_office(folder, user, passphrase)


def _make(door: Door[OfficeT], folder: Path, draft: OfficeDraft, passphrase: str) -> Made[OfficeT]:
    return door.make_office(folder, draft, passphrase)


def _choose(door: Door[OfficeT], office: OfficeT, code: str, passphrase: str) -> object:
    return door.choose(office, code, passphrase)


def _recover(
    door: Door[OfficeT], folder: Path, code: str, user: str, passphrase: str
) -> Made[OfficeT]:
    return door.recover(folder, code, user, passphrase)


def _make_demo(door: Door[OfficeT]) -> Made[OfficeT]:
    return door.make_demo()


def _restore(
    door: Door[OfficeT],
    backup: Path,
    folder: Path,
    user: str,
    passphrase: str,
    progress: Progress,
) -> Back[OfficeT]:
    return door.restore(backup, folder, user, passphrase, progress)
