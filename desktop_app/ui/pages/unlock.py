"""Asks for the passphrase of one office. Calm: one thing to type, one button."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from desktop_app.errors import Code, LuringError
from desktop_app.language import tr, trn
from desktop_app.ui.style import XL, XS, L, S
from desktop_app.ui.widgets.banner import Banner
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.hero import Hero
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.ui.widgets.text import Elided, Text
from desktop_app.words.messages import sentence_for

_AT_THE_FIELD = frozenset(
    {Code.PASSPHRASE_WRONG, Code.PASSPHRASE_WAIT, Code.PASSPHRASE_MISSING, Code.USER_UNKNOWN}
)
_NEEDS_A_BACKUP = frozenset({Code.DATABASE_DAMAGED, Code.KEYS_DAMAGED, Code.KEYS_MISSING})
_MAY_PASS = frozenset({Code.OFFICE_IN_USE, Code.DATABASE_LOCKED, Code.DISK_FAILING, Code.DISK_FULL})


class UnlockPage(QWidget):
    """Says which office it is and asks for name and passphrase.

    `tried` brings folder, user and passphrase; the answer comes back through `show_failure`. After
    several wrong passphrases the button waits as long as the answer says.
    """

    tried = Signal(str, str, str)
    office_chosen = Signal(str)
    other_wanted = Signal()
    make_wanted = Signal()
    demo_wanted = Signal()
    recovery_wanted = Signal(str, str)  # folder, user
    hub_wanted = Signal(str, str)  # folder, user
    restore_wanted = Signal()

    def __init__(self, *, version: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = ""
        self._left = 0
        self._is_busy = False
        self._is_lost = False
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        hero = Hero(version=version, width=380)
        whole.addWidget(hero)
        column = hero.column
        column.addStretch(2)
        self._name = Text("", "title", wraps=True)
        self._data = Text("", "muted", wraps=True)
        self._where = Elided("", "caption")
        for label in (self._name, self._data, self._where):
            column.addWidget(label)
        column.addSpacing(S)
        self.banner = Banner(close_name=tr("Close"))
        self.banner.acted.connect(self._on_banner)
        column.addWidget(self.banner)
        self.user = QLineEdit()
        self.user_field = FormField(tr("&User name"), self.user)
        column.addWidget(self.user_field)
        self.passphrase = PassphraseEdit()
        self.passphrase.caps_lock.connect(self._on_caps_lock)
        self.passphrase.textEdited.connect(self._on_edited)
        self.passphrase_field = FormField(tr("&Passphrase"), self.passphrase)
        column.addWidget(self.passphrase_field)
        for line in (self.user, self.passphrase):
            line.returnPressed.connect(self._on_open)
        column.addSpacing(XS)
        self.open_button = Button(tr("&Open"), kind="primary")
        self.open_button.clicked.connect(self._on_open)
        column.addWidget(self.open_button)
        row = QHBoxLayout()
        self.forgotten = Button(tr("&Forgot the passphrase?"), kind="plain")
        self.forgotten.clicked.connect(self._on_forgotten)
        row.addWidget(self.forgotten)
        row.addStretch(1)
        self.others = Button(tr("Oth&er offices"), icon="chevron-down", kind="plain")
        self.others.setMenu(QMenu(self.others))
        row.addWidget(self.others)
        column.addLayout(row)
        column.addSpacing(L)
        self._help = Text("", "muted", wraps=True)
        self._help.hide()
        column.addWidget(self._help)
        self.recover_button = Button(tr("Use the re&covery code…"), icon="key-round")
        self.recover_button.clicked.connect(self._on_recover)
        self.recover_button.hide()
        self.hub_button = Button(tr("Ask the &hub…"), icon="landmark")
        self.hub_button.clicked.connect(self._on_hub)
        self.hub_button.hide()
        ways = QHBoxLayout()
        ways.setSpacing(S)
        ways.addWidget(self.recover_button)
        ways.addWidget(self.hub_button)
        ways.addStretch(1)
        column.addLayout(ways)
        column.addStretch(3)
        column.addSpacing(XL)
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_tick)

    @property
    def office_name(self) -> str:
        """The office that is asked for."""
        return self._name.text()

    def show_office(
        self,
        folder: str,
        name: str,
        *,
        user: str = "",
        data: str = "",
        others: Sequence[tuple[str, str]] = (),
    ) -> None:
        """Ask for this office; `data` says what is in it and how old, `others` are folder and name."""
        if folder != self._folder:
            self._wait(0)
        self._folder = folder
        self._name.setText(name)
        self._data.setText(data)
        self._data.setVisible(bool(data))
        self._where.setText(folder)
        self.user.setText(user)
        self.banner.hide()
        self._help.hide()
        self.recover_button.hide()
        self.hub_button.hide()
        self.passphrase_field.show_error("")
        menu = self.others.menu()
        menu.clear()
        for place, label in others:
            menu.addAction(label.replace("&", "&&")).triggered.connect(
                partial(self.office_chosen.emit, place)
            )
        if others:
            menu.addSeparator()
        menu.addAction(tr("Open a &folder…")).triggered.connect(self.other_wanted)
        menu.addAction(tr("&Make a new office…")).triggered.connect(self.make_wanted)
        menu.addAction(tr("&Restore a backup…")).triggered.connect(self.restore_wanted)
        menu.addAction(tr("&Try the demo")).triggered.connect(self.demo_wanted)

    def take_focus(self) -> None:
        """Put the cursor where the next thing is to be typed."""
        (self.passphrase if self.user.text() else self.user).setFocus()

    def forget(self) -> None:
        """Forget the passphrase, and that any was wrong."""
        self.passphrase.forget()
        self._wait(0)

    def show_busy(self, is_busy: bool) -> None:
        """Say that the office is being opened; that takes about a second, by design."""
        self._is_busy = is_busy
        for part in (self.user, self.passphrase, self.others):
            part.setEnabled(not is_busy)
        self._show_button()
        if not is_busy and self.isVisible():
            self.take_focus()

    def show_failure(self, error: LuringError) -> None:
        """Say why it did not open, and what to do."""
        if error.code in _AT_THE_FIELD:
            sentence = sentence_for(error)
            self.passphrase_field.show_error(sentence.brief)
            self.passphrase.selectAll()
            self._wait(_whole(error.facts.get("wait")) or _whole(error.facts.get("seconds")))
            return
        self._is_lost = error.code in _NEEDS_A_BACKUP
        action = tr("Try a&gain") if error.code in _MAY_PASS else ""
        if self._is_lost:
            action = tr("&Restore a backup…")
        self.banner.tell(error, action=action, closes=False)

    def _wait(self, seconds: int) -> None:
        self._left = seconds
        if seconds > 0:
            self._clock.start()
        else:
            self._clock.stop()
        self._show_button()

    def _show_button(self) -> None:
        if self._is_busy:
            words = tr("Opening…")
        elif self._left > 0:
            words = trn("Wait {n} second", "Wait {n} seconds", self._left).format(n=self._left)
        else:
            words = tr("&Open")
        self.open_button.setText(words)
        self.open_button.setEnabled(not self._is_busy and self._left <= 0)

    @Slot()
    def _on_open(self) -> None:
        if not self.open_button.isEnabled():
            return
        self.banner.hide()
        self.user_field.show_error("")
        user = self.user.text().strip()
        if not user:
            self.user_field.show_error(tr("Type your user name."))
            self.user.setFocus()
        elif not self.passphrase.text():
            self.passphrase_field.show_error(tr("Type your passphrase."))
            self.passphrase.setFocus()
        else:
            self.tried.emit(self._folder, user, self.passphrase.text())

    @Slot()
    def _on_banner(self) -> None:
        if self._is_lost:
            self.restore_wanted.emit()
        else:
            self._on_open()

    @Slot(str)
    def _on_edited(self, _: str) -> None:
        self.passphrase_field.show_error("")

    @Slot(bool)
    def _on_caps_lock(self, is_on: bool) -> None:
        self.passphrase_field.set_hint(tr("Caps Lock is on.") if is_on else "")

    @Slot()
    def _on_forgotten(self) -> None:
        self._help.setText(
            tr(
                "Whoever looks after the users of this office can give you a new code (Settings, "
                "Users). If nobody can open it any more, somebody who looks after the users takes the "
                "recovery code out of its sealed envelope. If that is lost, too, the hub of the kabupaten "
                "can help."
            )
        )
        self._help.show()
        self.recover_button.show()
        self.hub_button.show()

    @Slot()
    def _on_recover(self) -> None:
        self.recovery_wanted.emit(self._folder, self.user.text().strip())

    @Slot()
    def _on_hub(self) -> None:
        self.hub_wanted.emit(self._folder, self.user.text().strip())

    @Slot()
    def _on_tick(self) -> None:
        self._left -= 1
        if self._left <= 0:
            self._clock.stop()
        self._show_button()
        if self._left <= 0 and self.isVisible():
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


def _whole(fact: object) -> int:
    return fact if isinstance(fact, int) else 0
