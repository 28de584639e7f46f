"""The way in, with keys: unlock, wrong, waiting, making an office, trying the demo."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app import language
from desktop_app.domain.office import OfficeDraft
from desktop_app.domain.region import RegionTable
from desktop_app.domain.roles import OfficeKind
from desktop_app.errors import Code, LuringError, MachineError, UserError
from desktop_app.paths import RESOURCES
from desktop_app.progress import Progress
from desktop_app.ui.appearance import Appearance
from desktop_app.ui.door import (
    Asked,
    Back,
    Door,
    KnownOffice,
    Made,
    NewKey,
    read_offices,
    write_offices,
)
from desktop_app.ui.entry import EntryWindow
from desktop_app.ui.memory import ShortMemory
from tests.conftest import NOW
from tests.ui.keys import press, type_in

FOLDER = "/offices/kedungwuni"
KNOWN = KnownOffice(FOLDER, "Kecamatan Kedungwuni", "siti", "V3 2026, 10 Jul 2026")
RIGHT = "kopi tubruk manis sekali"


class Porter:
    """Opens for one passphrase, and fails as told."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []
        self.drafts: list[tuple[Path, OfficeDraft, str]] = []
        self.failure: LuringError | None = None
        self.threads: set[str] = set()
        self.is_first_time = False
        self.recovered = self.chosen = ("", "", "")
        self.restored = ("", "", "", "")
        self.closed: list[str] = []
        self.question: Asked | None = None

    def open_office(self, folder: Path, user: str, passphrase: str) -> str:
        self.threads.add(threading.current_thread().name)
        self.asked.append((folder.as_posix(), user))
        if self.failure is not None:
            raise self.failure
        if passphrase != RIGHT:
            raise UserError(Code.PASSPHRASE_WRONG)
        return "an open office"

    def make_office(self, folder: Path, draft: OfficeDraft, passphrase: str) -> Made[str]:
        if self.failure is not None:
            raise self.failure
        self.drafts.append((folder, draft, passphrase))
        return Made("a new office", folder, draft.name, draft.admin, "K7QF-2M9P-XW4D")

    def make_demo(self) -> Made[str]:
        return Made("a demo office", Path("/offices/demo"), "Demo", "demo")

    def recover(self, folder: Path, code: str, user: str, passphrase: str) -> Made[str]:
        if self.failure is not None:
            raise self.failure
        self.recovered = (code, user, passphrase)
        return Made("a recovered office", folder, "Kantor", user, "NEW1-CODE-2345")

    def restore(
        self, backup: Path, folder: Path, user: str, passphrase: str, _progress: Progress
    ) -> Back[str]:
        if self.failure is not None:
            raise self.failure
        self.restored = (backup.name, folder.name, user, passphrase)
        made = Made("a restored office", folder, "Kecamatan Kedungwuni", user)
        return Back(made, timedelta(days=3), ("V3 2026",), True)

    def change_key(
        self, folder: Path, user: str, passphrase: str, _progress: Progress
    ) -> NewKey[str]:
        office = self.open_office(folder, user, passphrase)
        return NewKey(
            Made(office, folder, "Kantor", user, "NEW1-CODE-2345"), (("Budi", "lima kata baru"),)
        )

    def ask_hub(self, _folder: Path, out: Path) -> Asked:
        if self.failure is not None:
            raise self.failure
        self.question = Asked(NOW, f"1234 {out.name}")
        return self.question

    def take_answer(self, folder: Path, answer: Path, user: str, passphrase: str) -> Made[str]:
        return self.recover(folder, answer.name, user, passphrase)

    def choose(self, office: str, code: str, passphrase: str) -> None:
        if self.failure is not None:
            raise self.failure
        self.chosen = (office, code, passphrase)


def door_of(porter: Porter) -> Door[str]:
    return Door(
        open_office=porter.open_office,
        make_office=porter.make_office,
        make_demo=porter.make_demo,
        recover=porter.recover,
        must_choose=lambda _: porter.is_first_time,
        choose=porter.choose,
        close=porter.closed.append,
        suggest=lambda: "ombak karang sore teduh",
        restore=porter.restore,
        change_key=porter.change_key,
        asked=lambda _: porter.question,
        ask_hub=porter.ask_hub,
        take_answer=porter.take_answer,
    )


@pytest.fixture
def porter() -> Porter:
    return Porter()


@pytest.fixture(scope="module")
def regions() -> RegionTable:
    return RegionTable.from_csv((RESOURCES / "reference" / "regions.csv").read_text("utf-8"))


@pytest.fixture
def known(request: pytest.FixtureRequest) -> list[KnownOffice]:
    """The offices opened on this computer before."""
    given: list[KnownOffice] = getattr(
        request, "param", [KNOWN, KnownOffice("/offices/podo", "Desa Podo")]
    )
    return given


FIRST_START = pytest.mark.parametrize("known", [[]], indirect=True, ids=["first-start"])


@pytest.fixture
def window(
    qtbot: QtBot,
    porter: Porter,
    memory: ShortMemory,
    regions: RegionTable,
    appearance: Appearance,
    known: list[KnownOffice],
    tmp_path: Path,
) -> Iterator[EntryWindow]:
    write_offices(memory, known)
    door = door_of(porter)
    window = EntryWindow(door, memory, regions, version="0.1.0", offices_folder=tmp_path)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    yield window
    window.tasks.close()


def settle(qtbot: QtBot, window: EntryWindow) -> None:
    qtbot.waitUntil(lambda: not window.tasks.is_busy)


def test_the_passphrase_opens_the_office_with_enter(
    qtbot: QtBot, window: EntryWindow, porter: Porter, memory: ShortMemory
) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append((office, known)))
    assert window.unlock.user.text() == "siti"
    type_in(window.unlock.passphrase, RIGHT)
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    assert window.unlock.open_button.text() == "Opening…"
    settle(qtbot, window)
    assert opened == [("an open office", KNOWN)]
    assert porter.asked == [(FOLDER, "siti")]
    assert all(name.startswith("quick") for name in porter.threads)
    assert window.isHidden()
    assert window.unlock.passphrase.text() == ""


def test_a_wrong_passphrase_says_so_and_may_be_tried_again(
    qtbot: QtBot, window: EntryWindow
) -> None:
    type_in(window.unlock.passphrase, "wrong")
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "not right" in window.unlock.passphrase_field.error
    assert window.unlock.open_button.isEnabled()
    type_in(window.unlock.passphrase, RIGHT)  # what was typed is selected, so this replaces it
    assert window.unlock.passphrase_field.error == ""
    with qtbot.waitSignal(window.opened):
        press(window.unlock.passphrase, Qt.Key.Key_Return)


def test_after_three_wrong_ones_it_waits_longer_each_time(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    for _ in range(3):
        window.unlock.show_failure(UserError(Code.PASSPHRASE_WRONG))
    assert window.unlock.open_button.isEnabled()
    window.unlock.show_failure(UserError(Code.PASSPHRASE_WRONG, wait=5))
    assert window.unlock.open_button.text() == "Wait 5 seconds"
    assert not window.unlock.open_button.isEnabled()
    type_in(window.unlock.passphrase, RIGHT)
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    assert porter.asked == []
    window.unlock.show_failure(UserError(Code.PASSPHRASE_WAIT, seconds=10))
    assert window.unlock.open_button.text() == "Wait 10 seconds"
    qtbot.waitUntil(lambda: window.unlock.open_button.text() == "Wait 9 seconds", timeout=3000)


@pytest.mark.parametrize(
    ("failure", "kind", "action"),
    [
        (UserError(Code.DATABASE_TOO_NEW), "due", ""),
        (UserError(Code.OFFICE_IN_USE), "due", "Try a&gain"),
        (UserError(Code.OFFICE_MISSING), "due", ""),
        (MachineError(Code.DATABASE_DAMAGED), "error", "&Restore a backup…"),
        (MachineError(Code.KEYS_MISSING), "error", "&Restore a backup…"),
    ],
    ids=lambda value: value.code.value if isinstance(value, LuringError) else str(value),
)
def test_every_other_reason_is_told_with_what_to_do(
    qtbot: QtBot, window: EntryWindow, porter: Porter, failure: LuringError, kind: str, action: str
) -> None:
    porter.failure = failure
    type_in(window.unlock.passphrase, RIGHT)
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)
    banner = window.unlock.banner
    assert f"({failure.code.value})" in banner.text
    assert banner.property("kind") == kind
    assert banner.button.isVisible() is bool(action)
    assert banner.button.text() == action
    if action == "Try a&gain":
        porter.failure = None
        with qtbot.waitSignal(window.opened):
            banner.button.click()


def test_nothing_is_asked_without_a_name_or_a_passphrase(
    window: EntryWindow, porter: Porter
) -> None:
    window.unlock.open_button.click()
    assert window.unlock.passphrase_field.error == "Type your passphrase."
    window.unlock.user.clear()
    window.unlock.open_button.click()
    assert window.unlock.user_field.error == "Type your user name."
    assert porter.asked == []


def test_another_office_can_be_chosen(window: EntryWindow) -> None:
    actions = {action.text(): action for action in window.unlock.others.menu().actions()}
    actions["Desa Podo"].trigger()
    assert window.unlock.office_name == "Desa Podo"


def test_the_office_opened_last_is_asked_for_first(
    window: EntryWindow, memory: ShortMemory
) -> None:
    window.remember(KnownOffice("/offices/podo", "Desa Podo", "budi"))
    assert [office.name for office in read_offices(memory)] == ["Desa Podo", "Kecamatan Kedungwuni"]
    window.lock()
    assert window.unlock.office_name == "Desa Podo"
    assert window.unlock.user.text() == "budi"


@pytest.mark.parametrize("kept", ["", "{", "[1, 2]", '[{"name": "no folder"}]'])
def test_a_broken_list_of_offices_is_an_empty_one(kept: str) -> None:
    memory = ShortMemory()
    memory.keep("offices", kept)
    assert read_offices(memory) == []


@FIRST_START
def test_first_start_offers_the_demo(qtbot: QtBot, window: EntryWindow) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append(office))
    window.first_start.demo_button.click()
    assert window.first_start.demo_button.text() == "Inventing people…"
    settle(qtbot, window)
    assert opened == ["a demo office"]


@FIRST_START
def test_first_start_makes_an_office_and_shows_its_code_once(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append((office, known.user)))
    window.first_start.make_button.click()
    make = window.make
    make.kind.setFocus()
    press(make.kind, Qt.Key.Key_Down)
    assert make.kind.currentData() == OfficeKind.DESA
    assert make.name.text().startswith("Desa ")
    type_in(make.user, "siti")
    type_in(make.passphrase.first, RIGHT)
    type_in(make.passphrase.again, RIGHT)
    make.make_button.click()
    settle(qtbot, window)
    folder, draft, passphrase = porter.drafts[0]
    assert draft.kind is OfficeKind.DESA
    assert draft.region.count(".") == 3
    assert folder.name.startswith("dtsen-desa-")
    assert passphrase == RIGHT
    assert window.recovery.code.text() == "K7QF-2M9P-XW4D"
    assert not window.recovery.go_on.isEnabled()
    window.recovery.sure.click()
    window.recovery.go_on.click()
    assert opened == [("a new office", "siti")]
    assert window.recovery.code.text() == ""


@FIRST_START
def test_a_new_office_is_refused_at_the_field_that_is_wrong(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    window.first_start.make_button.click()
    make = window.make
    type_in(make.passphrase.first, "short")
    assert make.passphrase.first_field._below.text() == "7 letters more"
    type_in(make.passphrase.again, "other")
    make.make_button.click()
    assert "not the same" in make.passphrase.again_field.error
    assert porter.drafts == []
    porter.failure = UserError(Code.PASSPHRASE_TOO_SHORT)
    make.passphrase.again.clear()
    type_in(make.passphrase.again, "short")
    make.make_button.click()
    settle(qtbot, window)
    assert "too short" in make.passphrase.first_field.error
    assert make.make_button.isEnabled()
    make.back_button.click()
    assert window.first_start.isVisible()


def test_a_name_that_was_typed_is_not_replaced(window: EntryWindow) -> None:
    make = window.make
    make.name.clear()
    type_in(make.name, "Our office")
    make.kind.setCurrentIndex(2)
    make._on_kind()
    assert make.name.text() == "Our office"


@pytest.mark.parametrize("spoken", ["en", "id"])
def test_no_two_controls_of_a_page_share_an_alt_letter(
    qtbot: QtBot, memory: ShortMemory, porter: Porter, regions: RegionTable, spoken: str
) -> None:
    language.use(spoken)
    door = door_of(porter)
    window = EntryWindow(door, memory, regions)
    qtbot.addWidget(window)
    for page in (
        window.first_start,
        window.unlock,
        window.make,
        window.recovery,
        window.choose,
        window.recover,
        window.restore,
    ):
        texts = [b.text() for b in page.findChildren(QPushButton)]
        texts += [label.text() for label in page.findChildren(QLabel) if label.buddy()]
        letters = [text[text.index("&") + 1].casefold() for text in texts if "&" in text]
        assert len(letters) == len(set(letters)), (type(page).__name__, texts)
    window.tasks.close()


def test_who_comes_in_with_a_code_chooses_a_passphrase_before_anything_else(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    porter.is_first_time = True
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append((office, known.user)))
    type_in(window.unlock.passphrase, RIGHT)
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert opened == []
    page = window.choose
    assert page.isVisible()
    type_in(page.passphrase.first, "satu dua tiga empat")
    type_in(page.passphrase.again, "satu dua tiga")
    press(page.passphrase.again, Qt.Key.Key_Return)
    assert "not the same" in page.passphrase.again_field.error
    page.passphrase.suggest_button.click()
    porter.failure = UserError(Code.PASSPHRASE_TOO_COMMON)
    page.save_button.click()
    settle(qtbot, window)
    assert "guessed" in page.passphrase.first_field.error
    porter.failure = None
    page.save_button.click()
    settle(qtbot, window)
    assert porter.chosen == ("an open office", RIGHT, "ombak karang sore teduh")
    assert opened == [("an open office", "siti")]
    assert page.passphrase.first.text() == ""


def test_who_chooses_nothing_leaves_the_office_closed(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    porter.is_first_time = True
    type_in(window.unlock.passphrase, RIGHT)
    press(window.unlock.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)
    window.choose.back_button.click()
    assert porter.closed == ["an open office"]
    assert window.unlock.isVisible()


def test_the_recovery_code_lets_in_and_a_new_one_is_shown(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append((office, known.user)))
    window.unlock.forgotten.click()
    window.unlock.recover_button.click()
    page = window.recover
    assert page.user.text() == "siti"
    page.passphrase.suggest_button.click()
    page.save_button.click()
    assert page.code_field.error == "Type the recovery code."
    type_in(page.code, "k7qf 2m9p")
    porter.failure = UserError(Code.RECOVERY_CODE_WRONG)
    page.save_button.click()
    settle(qtbot, window)
    assert "not right" in page.code_field.error
    porter.failure = None
    page.save_button.click()
    settle(qtbot, window)
    assert porter.recovered == ("k7qf 2m9p", "siti", "ombak karang sore teduh")
    assert window.recovery.code.text() == "NEW1-CODE-2345"
    window.recovery.sure.click()
    window.recovery.go_on.click()
    assert opened == [("a recovered office", "siti")]
    assert page.code.text() == ""


def test_the_hub_is_asked_by_a_file_and_its_answer_opens_the_office(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, known: opened.append((office, known.user)))
    assert not window.unlock.hub_button.isVisible()
    press(window.unlock.forgotten, Qt.Key.Key_Space)
    press(window.unlock.hub_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    page = window.hub_help.page
    assert page.isVisible()
    assert not page.answer.isVisible()
    porter.failure = UserError(Code.ESCROW_KEY_MISSING)
    page._take_folder([Path("/stick")])
    settle(qtbot, window)
    assert "sealed for the hub" in page.banner.text
    porter.failure = None
    page._take_folder([Path("/stick")])
    settle(qtbot, window)
    assert page.code.text() == "1234 stick"
    # Days later: the question still waits, and its code can be read out again.
    page.back_button.click()
    press(window.unlock.forgotten, Qt.Key.Key_Space)
    press(window.unlock.hub_button, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert page.code.text() == "1234 stick"
    assert page.user.text() == "siti"
    press(page.go_on, Qt.Key.Key_Space)
    assert page.answer_field.error == "Choose the answer of the hub."
    page._take_answer([Path("/stick/RESET_ANSWER_1.json")])
    page.passphrase.suggest_button.click()
    porter.failure = UserError(Code.RESET_NOT_FOR_US)
    press(page.go_on, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert "older question" in page.answer_field.error
    porter.failure = None
    press(page.go_on, Qt.Key.Key_Space)
    settle(qtbot, window)
    assert porter.recovered == ("RESET_ANSWER_1.json", "siti", "ombak karang sore teduh")
    assert window.recovery.code.text() == "NEW1-CODE-2345"
    window.recovery.sure.click()
    window.recovery.go_on.click()
    assert opened == [("a recovered office", "siti")]


def test_a_backup_is_restored_and_what_it_lacks_is_read_before_going_in(
    qtbot: QtBot, window: EntryWindow, porter: Porter
) -> None:
    opened: list[object] = []
    window.opened.connect(lambda office, _: opened.append(office))
    window.unlock.restore_wanted.emit()
    page = window.restore
    page.restore_button.click()
    assert page._fields["file"].error == "Choose the backup."
    page._take_file([Path("/disk/cadangan-1.cadangan")])
    assert page.folder.text().endswith("dtsen-cadangan-1")
    type_in(page.passphrase, RIGHT)
    porter.failure = UserError(Code.BACKUP_DAMAGED, name="cadangan-1.cadangan")
    press(page.passphrase, Qt.Key.Key_Return)
    settle(qtbot, window)
    assert "not whole" in page._fields["file"].error
    porter.failure = None
    page.restore_button.click()
    settle(qtbot, window)
    assert porter.restored == ("cadangan-1.cadangan", "dtsen-cadangan-1", "siti", RIGHT)
    assert opened == []
    said = page._words.text()
    assert "3 days" in said
    assert "V3 2026" in said
    assert "evidence" in said
    page.restore_button.click()
    assert opened == ["a restored office"]
    assert page.passphrase.text() == ""
