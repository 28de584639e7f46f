"""``user …``, ``office recover``, ``office rekey``: who may open this office, how they get in again, its key."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from desktop_app import bootstrap, bootstrap_rekey, bootstrap_rescue
from desktop_app.actions.accounts import (
    NewAccess,
    accounts_of,
    add_account,
    change_passphrase,
    disable_account,
    renew_recovery_code,
    reset_account,
    set_role,
)
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, paragraphs, table
from desktop_app.cli.passphrase import (
    NEW_VARIABLE,
    RECOVERY_VARIABLE,
    given_secret,
    new_passphrase,
    passphrase_for,
    recovery_code_for,
)
from desktop_app.domain.office import Account
from desktop_app.domain.roles import Role
from desktop_app.language import tr
from desktop_app.words.roles import role_name


def add(commands: Commands) -> None:
    """Add the commands about users."""
    verbs = commands.group("user", tr("The people who may open this office."))
    verbs.add("list", tr("Everybody, with their role."), _list)
    add_user = verbs.add(
        "add",
        tr("Let one more person in, with a code for the first time."),
        _add,
        epilog=tr(
            "The code is shown once. With it the person opens the office and chooses a passphrase "
            "that nobody else knows; until then nothing else can be done with it."
        ),
    )
    _add_name(add_user)
    add_user.add_argument(
        "--full-name", default="", metavar=tr("TEXT"), help=tr("That person's full name.")
    )
    add_user.add_argument(
        "--role",
        required=True,
        choices=[role.value for role in Role],
        help=tr("What that person may do."),
    )
    for word, about, run in (
        ("disable", tr("Keep somebody out; what they recorded stays."), _disable),
        ("reset", tr("A new code for somebody who forgot theirs or was kept out."), _reset),
    ):
        _add_name(verbs.add(word, about, run))
    role = verbs.add("set-role", tr("Give somebody another role."), _set_role)
    _add_name(role)
    role.add_argument("role", choices=[role.value for role in Role], help=tr("The new role."))
    own = verbs.add(
        "passphrase",
        tr("Choose another passphrase for yourself."),
        _passphrase,
        epilog=tr(
            "The new one comes from {variable}, from --new-passphrase-file or from the terminal."
        ).format(variable=NEW_VARIABLE),
    )
    add_new_passphrase(own)
    verbs.add("recovery-code", tr("A new recovery code; the old one is worth nothing."), _renew)


def add_recover(verbs: Commands) -> None:
    """Add the way back into an office whose passphrases are forgotten."""
    recover = verbs.add(
        "recover",
        tr("Open an office with its recovery code and choose a new passphrase."),
        _recover,
        epilog=tr(
            "The code comes from {code}, from --code-file or from the terminal, the new passphrase "
            "from {passphrase}, --new-passphrase-file or the terminal. --user is somebody who looks "
            "after the users."
        ).format(code=RECOVERY_VARIABLE, passphrase=NEW_VARIABLE),
    )
    recover.add_argument(
        "--code-file", type=Path, metavar=tr("FILE"), help=tr("A file with the recovery code.")
    )
    add_new_passphrase(recover)


def add_rekey(verbs: Commands) -> None:
    """Add the new key of an office."""
    verbs.add(
        "rekey",
        tr("Encrypt every file of the office with a new key."),
        _rekey,
        epilog=tr(
            "For when somebody has left, or a computer or a backup is in wrong hands. --user keeps "
            "their passphrase; everybody else gets a code for one time, and the envelope a new "
            "recovery code. Older backups open with the passphrases of their day."
        ),
    )


def _add_name(parser: Any) -> None:
    parser.add_argument("name", metavar=tr("NAME"), help=tr("The user name."))


def add_new_passphrase(parser: Any) -> None:
    """Add the file that a new passphrase may come from."""
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=tr("FILE"),
        help=tr("A file with the new passphrase."),
    )


def _list(call: Call) -> Answer:
    accounts = accounts_of(call.office())
    return Answer(
        {"users": [_data(account) for account in accounts]},
        table(
            [tr("User"), tr("Full name"), tr("Role"), tr("May open it")],
            [
                (
                    account.name,
                    account.full_name,
                    role_name(account.role),
                    tr("yes") if account.is_active else tr("no"),
                )
                for account in accounts
            ],
        ),
    )


def _data(account: Account) -> dict[str, Any]:
    return {
        "user_id": account.id,
        "name": account.name,
        "full_name": account.full_name,
        "role": account.role.value,
        "is_active": account.is_active,
    }


def _add(call: Call) -> Answer:
    return _access(add_account(call.office(), call.name, call.full_name, Role(call.role)).value)


def _reset(call: Call) -> Answer:
    return _access(reset_account(call.office(), call.name).value)


def _access(access: NewAccess) -> Answer:
    return Answer(
        {**_data(access.account), "code": access.code},
        paragraphs(
            tr("Code of {name} for the first time: {code}").format(
                name=access.account.name, code=access.code
            ),
            tr("Give it to them alone; it is shown only this once."),
        ),
    )


def _disable(call: Call) -> Answer:
    account = disable_account(call.office(), call.name).value
    return Answer(
        _data(account), tr("{name} cannot open the office any more.").format(name=account.name)
    )


def _set_role(call: Call) -> Answer:
    account = set_role(call.office(), call.name, Role(call.role)).value
    return Answer(
        _data(account),
        tr("{name} is now: {role}.").format(name=account.name, role=role_name(account.role)),
    )


def _passphrase(call: Call) -> Answer:
    office = call.office()
    # Asked for again where it was typed: whoever finds an open terminal must not change it.
    old = passphrase_for(office.account.name, call.passphrase_file)
    change_passphrase(office, old, chosen_passphrase(call, office.account.name))
    return Answer({"user": office.account.name}, tr("Your passphrase was changed."))


def chosen_passphrase(call: Call, user: str) -> str:
    """The passphrase that somebody chose, given with the command or typed now."""
    return given_secret(call.new_passphrase_file, NEW_VARIABLE) or new_passphrase(
        user, None, call.output.note, is_given=False
    )


def _renew(call: Call) -> Answer:
    code = renew_recovery_code(call.office()).value
    return Answer({"recovery_code": code}, recovery_text(code))


def _recover(call: Call) -> Answer:
    user = call.user_name()
    code = recovery_code_for(call.code_file)
    new = chosen_passphrase(call, user)
    return let_in_answer(call, bootstrap_rescue.recover_office(call.folder, code, user, new))


def let_in_answer(call: Call, opened: bootstrap.NewOffice) -> Answer:
    """Somebody came into a locked office: it is open now, and has another recovery code."""
    office = call.keep(opened.office)
    return Answer(
        {"user": office.account.name, "recovery_code": opened.recovery_code},
        paragraphs(
            tr("{name} opens the office with the new passphrase.").format(name=office.account.name),
            recovery_text(opened.recovery_code),
        ),
    )


def _rekey(call: Call) -> Answer:
    user = call.user_name()
    passphrase = passphrase_for(user, call.passphrase_file)
    with call.watched() as progress:
        done = bootstrap_rekey.rekey_office(call.folder, user, passphrase, progress)
    call.keep(done.office)
    return Answer(
        {
            "recovery_code": done.recovery_code,
            "users": [{**_data(one.account), "code": one.code} for one in done.accesses],
        },
        paragraphs(
            tr("The office has a new key."),
            *(
                tr("Code of {name} for the first time: {code}").format(
                    name=one.account.name, code=one.code
                )
                for one in done.accesses
            ),
            recovery_text(done.recovery_code),
        ),
    )


def recovery_text(code: str) -> str:
    """A new recovery code, and what to do with it."""
    return paragraphs(
        tr("Recovery code: {code}").format(code=code),
        tr(
            "Write it down now and keep it in a sealed envelope: it is shown only this once, "
            "and without it nobody can help when every passphrase is forgotten."
        ),
    )
