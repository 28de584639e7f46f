"""The program as a person runs it: the way in, the window of an open office, and back out.

It is the one place that knows both the pages and the office. Locking closes the office and forgets
its keys; the window remembers only where somebody was.
"""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop_app import __version__, bootstrap, logs
from desktop_app.actions.health import office_info
from desktop_app.actions.office import Office, OfficeInfo
from desktop_app.actions.proposal_lists import WaitingProposals, waiting_proposals
from desktop_app.actions.reference import Reference
from desktop_app.actions.reviews import count_reviews
from desktop_app.domain.changes import Topic
from desktop_app.domain.dates import day_of
from desktop_app.domain.home import OLD_HUB_DAYS, OLD_RELEASE_DAYS
from desktop_app.domain.roles import OfficeKind
from desktop_app.language import tr, trn
from desktop_app.paths import RESOURCES
from desktop_app.ui.app import Application, IdleWatch, memory_file
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.door import KnownOffice
from desktop_app.ui.entry import EntryWindow
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.memory import FileMemory, Memory, ShortMemory
from desktop_app.ui.office_door import documents, office_door
from desktop_app.ui.page import Desk, Place
from desktop_app.ui.registry import pages_of
from desktop_app.ui.shell import StatusItem
from desktop_app.ui.tasks import TaskRunner
from desktop_app.ui.upkeep import Upkeep
from desktop_app.ui.user_menu import Who
from desktop_app.words import format as words
from desktop_app.words.roles import role_name

log = logging.getLogger(__name__)

IDLE_MINUTES = 10
_STATUS = frozenset(
    {
        Topic.RELEASES,
        Topic.INTERVENTIONS,
        Topic.LETTERS,
        Topic.LOCAL_FACTS,
        Topic.PACKAGES,
        Topic.PROPOSALS,
        Topic.REVIEWS,
    }
)


def run(folder: Path | None, user: str = "") -> int:
    """Show the program until the last window is closed; the exit code.

    With a `folder` it asks for that office first. Where a `user` is named and the environment has
    ``DTSEN_PASSPHRASE``, the office opens at once: that is how scripts and the demo begin.
    """
    memory = FileMemory(memory_file())
    app = Application(sys.argv[:1], memory, version=__version__)
    program = Program(app.qt, app.appearance, memory, app=app)
    passphrase = os.environ.pop("DTSEN_PASSPHRASE", "")
    program.begin(folder, user, passphrase)
    try:
        return app.run()
    finally:
        program.close()


def check_window(office: Office) -> None:
    """Make the window of an open office where nobody sees it, visit every page, and close it.

    Raises what any page ran into while it read what it shows.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    memory = ShortMemory()
    app = Application(["dtsen-luring"], memory, version=__version__)
    tasks: TaskRunner[Office] = TaskRunner(office)
    failures: list[BaseException] = []
    tasks.broken.connect(failures.append)
    tasks.refused.connect(failures.append)
    window = make_window(office, tasks, app.appearance, memory, app.speak)
    window.show()
    for spec in pages_of(app.appearance, app.speak):
        window.go_to(Place(spec.name))
        _until_idle(tasks)
    tasks.close()
    window.close()
    app.let_go()
    if failures:
        raise failures[0]


def _until_idle(tasks: TaskRunner[Office]) -> None:
    """Let events run until every answer that was asked for has been delivered."""
    loop, watch = QEventLoop(), QTimer()
    watch.setInterval(10)
    watch.timeout.connect(lambda: None if tasks.is_busy else loop.quit())
    watch.start()
    loop.exec()
    watch.stop()


def make_window(
    office: Office,
    tasks: TaskRunner[Office],
    appearance: Appearance,
    memory: Memory,
    speak: Callable[[str], None],
) -> MainWindow:
    """The window of an open office; `speak` changes its language."""
    account = office.account
    return MainWindow(
        Desk(tasks=tasks, memory=memory, today=office.today),
        pages_of(appearance, speak),
        appearance,
        Who(office.profile.name, account.full_name, role_name(account.role)),
        home="home",
    )


class Program(QObject):
    """Holds the way in and the window of the office that is open, one at a time."""

    def __init__(
        self,
        qt: QApplication,
        appearance: Appearance,
        memory: Memory,
        *,
        app: Application | None = None,
    ) -> None:
        super().__init__(qt)
        self._qt = qt
        self._app = app
        self.appearance = appearance
        self._memory = memory
        self.entry = EntryWindow(
            office_door(),
            memory,
            Reference(RESOURCES).regions,
            version=__version__,
            offices_folder=documents(),
        )
        self.window: MainWindow | None = None
        self._office: Office | None = None
        self._known: KnownOffice | None = None
        self._tasks: TaskRunner[Office] | None = None
        self.upkeep: Upkeep | None = None
        self._log: logging.Handler | None = None
        self.entry.opened.connect(self._on_opened)
        self.entry.closing.connect(self._on_entry_closing)
        qt.setQuitOnLastWindowClosed(False)
        self._idle = IdleWatch(qt, IDLE_MINUTES)
        self._idle.idle.connect(self.lock)

    def begin(self, folder: Path | None, user: str = "", passphrase: str = "") -> None:
        """Show the way in, at an office if one is named; open it if everything is known."""
        if folder is not None:
            whole = folder.resolve()
            known = KnownOffice(str(whole), bootstrap.label_of(whole) or whole.name, user)
            self.entry.remember(known)
            self.entry.lock()
            if user and passphrase:
                self.entry.unlock.tried.emit(str(whole), user, passphrase)
        self.entry.show()

    @property
    def office(self) -> Office | None:
        """The office that is open; None while it is locked."""
        return self._office

    @property
    def is_busy(self) -> bool:
        """Whether any work is waiting or under way."""
        return self.entry.tasks.is_busy or (self._tasks is not None and self._tasks.is_busy)

    @Slot()
    def lock(self) -> None:
        """Close the office, forget its keys, and ask for the passphrase again."""
        self._close_office(for_another=False)

    @Slot()
    def change_user(self) -> None:
        """The same for another person: the name is asked for too."""
        self._close_office(for_another=True)

    def _close_office(self, *, for_another: bool) -> None:
        if self._office is None:
            return
        self._leave()
        self.entry.lock(for_another=for_another)
        self.entry.show()

    def close(self) -> None:
        """Close whatever is open."""
        self._leave()
        self.entry.tasks.close()

    @Slot(object, object)
    def _on_opened(self, office: Office, known: KnownOffice) -> None:
        self._log = logs.setup(office.paths.logs)
        self._office, self._known = office, known
        self._tasks = TaskRunner(office, self)
        self._tasks.changed.connect(self._on_changed)
        if self._app is not None:
            self._tasks.broken.connect(self._app.crashes.report)
        self.upkeep = Upkeep(office, self._tasks, self)
        self.upkeep.restore_wanted.connect(self._on_restore_wanted)
        self._show_window()
        self.upkeep.begin()

    @Slot()
    def _on_key_change_wanted(self) -> None:
        if self.window is not None:
            self.window.unless_lost(self._change_key)

    def _change_key(self) -> None:
        self.lock()
        self.entry.change_key()

    @Slot()
    def _on_restore_wanted(self) -> None:
        self.lock()
        self.entry.unlock.restore_wanted.emit()

    def _show_window(self, place: Place | None = None) -> None:
        assert self._office is not None
        assert self._tasks is not None
        before = self.window
        self.window = make_window(
            self._office, self._tasks, self.appearance, self._memory, self._on_language_wanted
        )
        self.window.lock_wanted.connect(self.lock)
        self.window.another_wanted.connect(self.change_user)
        self.window.language_wanted.connect(self._on_language_wanted)
        self.window.key_change_wanted.connect(self._on_key_change_wanted)
        self.window.closing.connect(self._on_window_closing)
        if self.upkeep is not None:
            self.upkeep.show_in(self.window)
        if place is not None:
            self.window.go_to(place)
        if before is None:
            self.window.resize(1366, 728)
            self.window.show()
        else:
            self.window.restoreGeometry(before.saveGeometry())
            self.window.show()
            before.closing.disconnect(self._on_window_closing)
            before.shut()
            before.deleteLater()
        self._read_status()

    @Slot(str)
    def _on_language_wanted(self, code: str) -> None:
        if self.window is not None:
            self.window.unless_lost(partial(self._speak, code))

    def _speak(self, code: str) -> None:
        if self._app is not None and self.window is not None:
            self.window.keep_typed()
            self._app.speak(code)
            self._show_window(self.window.page.place)

    @Slot(object)
    def _on_changed(self, topics: frozenset[Topic]) -> None:
        if topics & _STATUS:
            self._read_status()

    def _read_status(self) -> None:
        if self._tasks is not None:
            self._tasks.run(office_info, then=self._on_status, origin=self, latest="status")
            self._tasks.run(count_reviews, then=self._on_reviews, origin=self, latest="reviews")
            self._tasks.run(
                waiting_proposals, then=self._on_proposals, origin=self, latest="proposals"
            )

    def _on_reviews(self, count: int) -> None:
        if self.window is not None:
            self.window.show_count("releases", count, is_due=True)

    def _on_proposals(self, waiting: WaitingProposals) -> None:
        if self.window is not None:
            self.window.show_count("proposals", waiting.count, is_due=waiting.is_due)

    def _on_status(self, info: OfficeInfo) -> None:
        if self.window is None or self._office is None:
            return
        self.window.show_status(status_of(info, self._office))
        # What waits for a person there: at an office to be sent, at the hub to be decided.
        is_hub = info.profile.kind is OfficeKind.HUB
        waits = info.conflicts if is_hub else info.ops_unconfirmed
        self.window.show_count("exchange", waits, is_due=is_hub)
        if self._known is not None and info.current is not None:
            current = info.current
            data = f"{current.label}, {words.date_short(current.reference_date)}"
            self.entry.remember(
                KnownOffice(self._known.folder, info.profile.name, self._known.user, data)
            )

    @Slot()
    def _on_window_closing(self) -> None:
        self._leave()
        self._qt.quit()

    @Slot()
    def _on_entry_closing(self) -> None:
        if self._office is None:
            self._qt.quit()

    def _leave(self) -> None:
        if self.window is not None:
            self.window.keep_typed()
        if self._tasks is not None:
            self._tasks.close()
            self._tasks = None
        if self.upkeep is not None:
            self.upkeep.deleteLater()
            self.upkeep = None
        if self.window is not None:
            window, self.window = self.window, None
            window.closing.disconnect(self._on_window_closing)
            window.shut()
            window.deleteLater()
        if self._office is not None:
            self._office.close()
            self._office = None
        if self._log is not None:
            logs.shut(self._log)
            self._log = None


def status_of(info: OfficeInfo, office: Office) -> list[StatusItem]:
    """The facts of the status line: the release and its age, what waits to be sent, the hub."""
    today = office.today()
    items = [StatusItem(info.profile.name)]
    current = info.current
    if current is None:
        items.append(StatusItem(tr("No release yet"), is_due=True, place=Place("releases")))
    else:
        age = (today - current.reference_date).days
        items.append(
            StatusItem(
                tr("Release {label} ({date}, {age})").format(
                    label=current.label,
                    date=words.date_short(current.reference_date),
                    age=words.days(age),
                ),
                is_due=age > OLD_RELEASE_DAYS,
                place=Place("releases"),
            )
        )
    if info.ops_unconfirmed:
        items.append(
            StatusItem(
                trn(
                    "{n} change not confirmed by the hub",
                    "{n} changes not confirmed by the hub",
                    info.ops_unconfirmed,
                ).format(n=words.number(info.ops_unconfirmed)),
                place=Place("exchange"),
            )
        )
    items.append(_written(info, today))
    return items


def _written(info: OfficeInfo, today: date) -> StatusItem:
    if info.last_written_at is None:
        return StatusItem(tr("No package written yet"), place=Place("exchange"))
    age = (today - day_of(info.last_written_at)).days
    return StatusItem(
        tr("Last package: {ago}").format(ago=words.days_ago(age)),
        is_due=age > OLD_HUB_DAYS and bool(info.ops_unconfirmed),
        place=Place("exchange"),
    )
