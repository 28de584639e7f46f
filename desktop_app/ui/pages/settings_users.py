"""Who may open the office: one's own passphrase, everybody's role, new people, and the recovery code."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from desktop_app.actions.accounts import (
    NewAccess,
    Users,
    add_account,
    change_passphrase,
    disable_account,
    renew_recovery_code,
    reset_account,
    set_role,
    suggested_passphrase,
    users_of,
)
from desktop_app.actions.escrow import EscrowState, escrow_of, seal_for_hub
from desktop_app.domain.changes import Done
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Right, Role
from desktop_app.errors import Code, LuringError
from desktop_app.language import mark, tr
from desktop_app.ui.dialogs.confirm import ConfirmDialog
from desktop_app.ui.models.table import Column
from desktop_app.ui.page import Page
from desktop_app.ui.pages.settings_section import Section
from desktop_app.ui.style import L, S, grown
from desktop_app.ui.widgets.buttons import Button
from desktop_app.ui.widgets.choice import Choice, Option
from desktop_app.ui.widgets.field import FormField
from desktop_app.ui.widgets.new_passphrase import NewPassphrase
from desktop_app.ui.widgets.passphrase import PassphraseEdit
from desktop_app.ui.widgets.table import DataTable
from desktop_app.ui.widgets.text import Text
from desktop_app.words.messages import sentence_for
from desktop_app.words.roles import role_name

_TABLE_HEIGHT = 200


def _state(account: Account) -> str:
    return tr("may open the office") if account.is_active else tr("kept out")


_COLUMNS: tuple[Column[Account], ...] = (
    Column("full_name", mark("Name"), lambda one: one.full_name, width=230),
    Column("name", mark("Logs in as"), lambda one: one.name, width=150),
    Column("role", mark("Role"), lambda one: role_name(one.role), width=200),
    Column("state", mark("State"), _state, width=170),
)


class UsersSection(Section):
    """Whoever does not look after the users sees the list and their own passphrase only."""

    def __init__(self, page: Page) -> None:
        self.title = tr("Users")
        super().__init__(page)
        self._me: Account | None = None
        self._words: tuple[str, ...] = ()
        self._build_shown_code()
        self._build_list()
        self._build_new()
        self._build_own()
        self._build_recovery()
        self.column.addStretch(1)

    def has_unsaved(self) -> bool:
        return any(
            line.text()
            for line in (self.name, self.full_name, self.old, self.own.first, self.own.again)
        )

    def refresh(self) -> None:
        self.page.do(users_of, then=self._on_read, latest="accounts")

    def start_new(self) -> None:
        """Ctrl+N: one more person."""
        if self.new_card.isVisible():
            self.name.setFocus()

    # Building

    def _build_shown_code(self) -> None:
        self.code_card = self.add_card()
        row = QHBoxLayout()
        row.setSpacing(L)
        self.code = Text("", "heading", wraps=True, selectable=True)
        font = QFont("monospace")
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code.setFont(font)
        self.code.setAccessibleName(tr("Code"))
        row.addWidget(self.code, 1)
        copy = Button(tr("&Copy"), icon="copy")
        copy.clicked.connect(self._on_copy)
        row.addWidget(copy, 0, Qt.AlignmentFlag.AlignTop)
        self.code_card.body.addLayout(row)
        self.code_card.body.addWidget(
            Text(tr("It is shown only this once. Hand it over or put it away now."), "muted")
        )
        self.done_button = Button(tr("I have &written it down"), kind="primary")
        self.done_button.clicked.connect(self._on_code_done)
        self.code_card.body.addWidget(self.done_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.code_card.hide()

    def _build_list(self) -> None:
        self.table: DataTable[Account] = DataTable(
            _COLUMNS, name="accounts", memory=self.page.desk.memory, accessible_name=self.title
        )
        self.table.setMinimumHeight(grown(_TABLE_HEIGHT))
        self.table.chosen.connect(self._on_account)
        self.column.addWidget(self.table)
        self.chosen_card = self.add_card()
        row = QHBoxLayout()
        row.setSpacing(S)
        self.role = Choice()
        self.role.activated.connect(self._on_role)
        self.role_field = FormField(tr("R&ole"), self.role)
        row.addWidget(self.role_field, 1)
        self.reset_button = Button(tr("New co&de…"), icon="key-round")
        self.reset_button.clicked.connect(self._on_reset)
        self.disable_button = Button(tr("&Keep out…"), icon="user-round")
        self.disable_button.clicked.connect(self._on_disable)
        for button in (self.reset_button, self.disable_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self.chosen_card.body.addLayout(row)
        self.chosen_card.hide()

    def _build_new(self) -> None:
        self.new_card = self.add_card(tr("One more person"))
        self.name, self.full_name = QLineEdit(), QLineEdit()
        self.name_field = FormField(
            tr("&User name"), self.name, hint=tr("Short, without spaces: siti.aminah")
        )
        self.new_role = Choice()
        self.new_role_field = FormField(tr("Rol&e"), self.new_role)
        for field in (
            self.name_field,
            FormField(tr("Full &name"), self.full_name),
            self.new_role_field,
        ):
            self.new_card.body.addWidget(field)
        self.add_button = Button(tr("&Let them in"), icon="plus", kind="primary")
        self.add_button.clicked.connect(self._on_add)
        self.new_card.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.new_card.hide()

    def _build_own(self) -> None:
        card = self.add_card(tr("Your own passphrase"))
        self.old = PassphraseEdit()
        self.old_field = FormField(tr("Passphrase of &today"), self.old)
        card.body.addWidget(self.old_field)
        self.own = NewPassphrase(lambda: suggested_passphrase(self._words))
        card.body.addWidget(self.own)
        self.own_button = Button(tr("Change &it"), icon="save")
        self.own_button.clicked.connect(self._on_own)
        card.body.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _build_recovery(self) -> None:
        self.recovery_card = self.add_card(tr("Recovery code"))
        self.recovery_card.body.addWidget(
            Text(
                tr(
                    "It lies in a sealed envelope and opens the office when every passphrase is "
                    "forgotten. Make a new one when the envelope was opened or is lost: the old code "
                    "is worth nothing then."
                ),
                "muted",
                wraps=True,
            )
        )
        self.renew_button = Button(tr("New reco&very code…"), icon="key-round")
        self.renew_button.clicked.connect(self._on_renew)
        self.recovery_card.body.addWidget(self.renew_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.recovery_card.hide()
        self.escrow_card = self.add_card(tr("Help from the hub"))
        self.escrow = Text("", "muted", wraps=True)
        self.escrow_card.body.addWidget(self.escrow)
        self.seal_button = Button(tr("Seal it ane&w"), icon="refresh-cw")
        self.seal_button.clicked.connect(self._on_seal)
        self.escrow_card.body.addWidget(self.seal_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.escrow_card.hide()
        self.key_card = self.add_card(tr("Key of the database"))
        self.key_card.body.addWidget(
            Text(
                tr(
                    "Change it when somebody has left, or when a computer or a backup is in wrong "
                    "hands: whoever kept an old passphrase or recovery code opens nothing with it any "
                    "more. Everybody else gets a new code. The office is closed meanwhile."
                ),
                "muted",
                wraps=True,
            )
        )
        self.key_button = Button(tr("Change the &key…"), icon="key-round")
        self.key_button.clicked.connect(self.page.key_change_wanted)
        self.key_card.body.addWidget(self.key_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.key_card.hide()

    # Showing

    def _on_read(self, users: Users) -> None:
        self._me, self._words = users.me, users.words
        may = users.me.has(Right.USERS)
        options = [Option(role.value, role_name(role)) for role in users.roles]
        self.role.show_options(options, chosen=self.role.value)
        self.new_role.show_options(options, chosen=self.new_role.value or Role.OPERATOR.value)
        self.new_card.setVisible(may)
        self.recovery_card.setVisible(may)
        self.key_card.setVisible(may)
        if may:
            self.page.do(escrow_of, then=self._on_escrow, latest="escrow")
        self.table.show_rows(list(users.accounts), keep=True)
        self._on_account(self.table.current)

    def _on_escrow(self, state: EscrowState | None) -> None:
        self.escrow_card.setVisible(state is not None)
        if state is None:
            return
        self.seal_button.setVisible(state.has_hub_key)
        if state.is_sealed:
            self.escrow.setText(
                tr(
                    "A copy of the key is sealed for the hub. Should every passphrase and the recovery "
                    "code be lost, two people of the hub can open it with a paper from their safe."
                )
            )
        elif state.has_hub_key:
            self.escrow.setText(
                tr("The hub keeps a key for this, but no copy is sealed for it yet. Seal it now.")
            )
        else:
            self.escrow.setText(
                tr(
                    "The hub has not announced a key for this. As soon as it comes with a package, a copy "
                    "of the key is sealed for it by itself. Until then only the recovery code helps."
                )
            )

    @Slot(object)
    def _on_account(self, account: Account | None) -> None:
        may = self._me is not None and self._me.has(Right.USERS)
        self.chosen_card.setVisible(may and account is not None)
        if account is not None:
            self.chosen_card.set_heading(account.full_name)
            self.role.choose(account.role.value)
            self.role_field.show_error("")
            self.disable_button.setEnabled(account.is_active)

    def _show_code(self, heading: str, code: str) -> None:
        self.code_card.set_heading(heading)
        self.code.setText(code)
        self.code_card.show()
        self.ensureWidgetVisible(self.code_card)
        self.done_button.setFocus()

    # Deeds

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())

    @Slot()
    def _on_code_done(self) -> None:
        if QGuiApplication.clipboard().text() == self.code.text():
            QGuiApplication.clipboard().clear()
        self.code.setText("")
        self.code_card.hide()
        self.table.setFocus()

    @Slot()
    def _on_add(self) -> None:
        self.name_field.show_error("")
        self.page.banner.hide()
        self.page.do(
            add_account,
            self.name.text(),
            self.full_name.text(),
            Role(self.new_role.value or Role.OPERATOR),
            then=self._on_added,
            fields={
                Code.USER_NAME_INVALID: self.name_field,
                Code.USER_KNOWN_ALREADY: self.name_field,
                Code.ROLE_NOT_HERE: self.new_role_field,
            },
            busy=[self.add_button],
        )

    def _on_added(self, done: Done[NewAccess]) -> None:
        self.name.clear()
        self.full_name.clear()
        self._on_access(done)

    def _on_access(self, done: Done[NewAccess]) -> None:
        access = done.value
        heading = tr("Code of {name} for the first time").format(name=access.account.full_name)
        self._show_code(heading, access.code)

    @Slot()
    def _on_role(self) -> None:
        account, chosen = self.table.current, self.role.value
        if account is None or chosen is None or chosen == account.role.value:
            return
        self.page.do(
            set_role,
            account.name,
            Role(chosen),
            then=lambda _: self.page.say_done(tr("The role holds from the next time they log in.")),
            failed=partial(self._on_role_refused, account),
        )

    def _on_role_refused(self, account: Account, error: LuringError) -> None:
        self.role.choose(account.role.value)
        sentence = sentence_for(error)
        self.role_field.show_error(sentence.brief)

    @Slot()
    def _on_reset(self) -> None:
        account = self.table.current
        if account is not None:
            self._ask(
                tr("Give {name} a new code?").format(name=account.full_name),
                tr("The passphrase they have now opens nothing any more."),
                tr("New co&de"),
                partial(self.page.do, reset_account, account.name, then=self._on_access),
            )

    @Slot()
    def _on_disable(self) -> None:
        account = self.table.current
        if account is not None:
            self._ask(
                tr("Keep {name} out of the office?").format(name=account.full_name),
                tr("What they recorded stays. A new code lets them in again."),
                tr("&Keep out"),
                partial(self.page.do, disable_account, account.name),
            )

    @Slot()
    def _on_renew(self) -> None:
        self._ask(
            tr("Make a new recovery code?"),
            tr("The code in the envelope is worth nothing afterwards."),
            tr("New reco&very code"),
            partial(self.page.do, renew_recovery_code, then=self._on_renewed),
        )

    def _on_renewed(self, done: Done[str]) -> None:
        self._show_code(tr("The new recovery code"), done.value)

    @Slot()
    def _on_seal(self) -> None:
        self.page.do(seal_for_hub, then=self._on_sealed, busy=[self.seal_button])

    def _on_sealed(self, done: Done[EscrowState]) -> None:
        self._on_escrow(done.value)
        self.page.say_done(tr("The key was sealed for the hub."))

    def _ask(self, question: str, lost: str, verb: str, go_on: Callable[[], object]) -> None:
        self.page.banner.hide()
        dialog = ConfirmDialog(self, question=question, lost=lost, verb=verb)
        dialog.accepted.connect(go_on)
        dialog.open()

    @Slot()
    def _on_own(self) -> None:
        self.old_field.show_error("")
        new = self.own.value()
        if new is None:
            return
        self.page.banner.hide()
        self.page.do(
            change_passphrase,
            self.old.text(),
            new,
            then=self._on_own_changed,
            failed=self._on_own_refused,
            busy=[self.own_button],
        )

    def _on_own_changed(self, _: object) -> None:
        self.old.forget()
        self.own.forget()
        self.page.say_done(tr("Your passphrase was changed."))

    def _on_own_refused(self, error: LuringError) -> None:
        if self.own.takes(error):
            return
        if error.code is Code.PASSPHRASE_WRONG:
            sentence = sentence_for(error)
            self.old_field.show_error(sentence.brief)
            self.old.setFocus()
            return
        self.page.banner.tell(error)
