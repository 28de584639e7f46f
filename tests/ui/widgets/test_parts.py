"""The parts of pages: what they say, to the eye and to a screen reader."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.errors import Cancelled, Code, MachineError, UserError
from desktop_app.progress import Progress
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.dialogs.reason import ReasonDialog
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.chip import Chip, ChipBar
from desktop_app.ui.widgets.decile import DecileBadge, DecileHistory, DecilePoint
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.keyvalue import KeyValue, KeyValueGrid
from desktop_app.ui.widgets.masked import MaskedText
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.ui.widgets.progress import ProgressStrip
from desktop_app.ui.widgets.sheet import SideSheet
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.ui.widgets.toast import Toast
from tests.ui.keys import CTRL, button, press, type_in

NIK = "3326130101909001"


@pytest.fixture
def around(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.resize(800, 600)
    widget.show()
    return widget


@pytest.mark.parametrize("big", [True, False])
@pytest.mark.parametrize(
    ("decile", "spoken"), [(1, "Decile 1 of 10"), (10, "Decile 10 of 10"), (None, "No decile yet")]
)
def test_a_decile_is_said_with_its_place_and_none_is_a_value(
    qtbot: QtBot, decile: int | None, spoken: str, big: bool
) -> None:
    badge = DecileBadge(decile, big=big)
    qtbot.addWidget(badge)
    badge.show()
    assert badge.accessibleName() == spoken
    assert not badge.grab().isNull()


def test_the_history_tells_every_release(qtbot: QtBot) -> None:
    history = DecileHistory([DecilePoint("V2 2026", None), DecilePoint("V3 2026", 3)])
    qtbot.addWidget(history)
    history.show()
    assert history.accessibleName() == (
        "Decile by release: V2 2026: No decile yet, V3 2026: Decile 3"
    )
    history.show_points([])
    assert not history.grab().isNull()


def test_a_number_is_hidden_until_the_page_reveals_it_and_hides_again(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    masked = MaskedText(NIK, name="NIK")
    qtbot.addWidget(masked)
    masked.show()
    assert masked.text == "•••• •••• •••• 9001"
    with qtbot.waitSignal(masked.wanted):
        masked._eye.click()
    masked.reveal(NIK, seconds=1)
    assert masked.text == "3326 1301 0190 9001"
    masked._copy.click()
    assert QGuiApplication.clipboard().text() == NIK
    with qtbot.waitSignal(masked.hidden, timeout=3000):
        pass
    assert masked.text == "•••• •••• •••• 9001"
    assert not masked.is_revealed


def test_a_field_ties_label_editor_and_error_together(qtbot: QtBot, around: QWidget) -> None:
    line = QLineEdit()
    field = FormField("&Date", line, hint="Day, month, year")
    QVBoxLayout(around).addWidget(field)
    assert line.accessibleName() == "Date"
    assert line.accessibleDescription() == "Day, month, year"
    field.show_error("This date is still to come.")
    assert field.error == "This date is still to come."
    assert line.accessibleDescription() == "This date is still to come."
    field.show_error("")
    assert field.error == ""


def test_a_banner_says_red_only_for_what_may_be_lost(qtbot: QtBot, around: QWidget) -> None:
    banner = Banner(parent=around)
    assert banner.text == ""
    banner.tell(UserError(Code.OFFICE_IN_USE))
    assert banner.property("kind") == "due"
    banner.tell(MachineError(Code.STICK_GONE))
    assert banner.property("kind") == "error"
    assert "stick-gone" in banner.text
    banner.say("info", "Loaded", action="Open")
    with qtbot.waitSignal(banner.acted):
        banner.button.click()


def test_a_chip_goes_with_a_click_or_with_delete(qtbot: QtBot, around: QWidget) -> None:
    bar = ChipBar(parent=around)
    gone: list[str] = []
    bar.removed.connect(gone.append)
    bar.show_chips([("village", "Desa Podo"), ("decile", "Decile 1–4")])
    first, second = bar.findChildren(Chip)
    first.click()
    press(second, Qt.Key.Key_Delete)
    assert gone == ["village", "decile"]
    bar.show_chips([])
    assert bar.isHidden()


def test_values_are_copied_with_the_keyboard(qtbot: QtBot, around: QWidget) -> None:
    grid = KeyValueGrid(parent=around)
    grid.resize(600, 200)
    grid.show_lines([KeyValue("Address", "Jl. Raya 1"), KeyValue("NIK", "3326 …", copied=NIK)])
    grid.show()
    grid.setFocus()
    press(grid, Qt.Key.Key_Down)
    press(grid, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == NIK
    assert grid.texts == [("Address", "Jl. Raya 1"), ("NIK", "3326 …")]


def test_quick_work_shows_no_strip_and_long_work_can_be_stopped(
    qtbot: QtBot, around: QWidget
) -> None:
    strip = ProgressStrip(parent=around)
    progress = Progress()
    progress.begin("loading", 1000)
    strip.watch(progress, "Loading", phases=lambda code: {"loading": "rows"}[code])
    assert strip.isHidden()
    qtbot.waitUntil(strip.isVisible, timeout=2000)
    progress.advance(250)
    qtbot.waitUntil(lambda: strip._far.text() == "250 of 1,000 (25%)")
    assert strip._what.text() == "Loading · rows"
    button(strip, "&Stop").click()
    with pytest.raises(Cancelled):
        progress.advance()
    strip.rest()
    assert strip.isHidden()


def test_a_phase_that_cannot_be_stopped_greys_the_button(qtbot: QtBot, around: QWidget) -> None:
    strip = ProgressStrip(parent=around)
    progress = Progress()
    progress.begin("switching", stoppable=False)
    strip.watch(progress, "Loading")
    assert not button(strip, "&Stop").isEnabled()


def test_a_toast_takes_the_deed_back(qtbot: QtBot, around: QWidget) -> None:
    toast = Toast(around)
    undone: list[str] = []
    toast.say("Saved", undo=lambda: undone.append("undone"))
    assert toast.text == "Saved"
    toast.button.click()
    assert undone == ["undone"]
    assert toast.text == ""


def test_a_sheet_takes_the_focus_and_gives_it_back(qtbot: QtBot, around: QWidget) -> None:
    line = QLineEdit(around)
    line.show()
    line.setFocus()
    sheet = SideSheet(around)
    inside = QLineEdit()
    sheet.show_content("Details", inside)
    assert sheet.isVisible()
    sheet.guards = True
    with qtbot.waitSignal(sheet.asked_to_close):
        press(sheet, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    sheet.guards = False
    press(sheet, Qt.Key.Key_Escape)
    assert sheet.isHidden()


def test_a_loss_is_named_and_enter_keeps_it(qtbot: QtBot, around: QWidget) -> None:
    dialog = ConfirmDialog(
        around, question="Throw the draft away?", lost="The draft for Siti.", verb="&Throw away"
    )
    dialog.open()
    said = [label.text() for label in dialog.findChildren(Text)]
    assert "The draft for Siti." in said
    with qtbot.waitSignal(dialog.rejected):
        press(dialog, Qt.Key.Key_Return)


def test_a_reason_of_one_letter_is_not_a_reason(qtbot: QtBot, around: QWidget) -> None:
    dialog = ReasonDialog(
        around, question="Show?", explanation="It is kept.", verb="&Show", usual=["Check the KTP"]
    )
    dialog.open()
    given: list[str] = []
    dialog.given.connect(given.append)
    type_in(dialog.line, "x")
    press(dialog.line, Qt.Key.Key_Return)
    assert dialog.field.error
    assert given == []
    button(dialog, "Check the KTP").click()
    press(dialog.line, Qt.Key.Key_Return)
    assert given == ["Check the KTP"]


def test_a_name_with_brackets_is_never_markup(qtbot: QtBot) -> None:
    label = Text("<b>Siti</b> & Budi")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_cut_line_tells_all_of_itself_in_its_tip(qtbot: QtBot) -> None:
    label = Elided("Kecamatan Kedungwuni, release V3 2026, 137 days")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(900, 20)
    assert label.toolTip() == ""


def test_a_passphrase_is_hidden_and_notices_caps_lock(qtbot: QtBot) -> None:
    line = PassphraseEdit()
    qtbot.addWidget(line)
    line.show()
    heard: list[bool] = []
    line.caps_lock.connect(heard.append)
    type_in(line, "aB")
    assert line.echoMode() is QLineEdit.EchoMode.Password
    assert heard[0] is False
    line.forget()
    assert line.text() == ""
