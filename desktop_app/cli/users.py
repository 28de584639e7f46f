"""``user list``: who may open this office."""

from __future__ import annotations

from desktop_app.actions.accounts import accounts_of
from desktop_app.cli.call import Call
from desktop_app.cli.commands import Commands
from desktop_app.cli.output import Answer, table
from desktop_app.language import tr
from desktop_app.words.roles import role_name


def add(commands: Commands) -> None:
    """Add the commands about users."""
    verbs = commands.group("user", tr("The people who may open this office."))
    verbs.add("list", tr("Everybody, with their role."), _list)


def _list(call: Call) -> Answer:
    accounts = accounts_of(call.office())
    return Answer(
        {
            "users": [
                {
                    "user_id": account.id,
                    "name": account.name,
                    "full_name": account.full_name,
                    "role": account.role.value,
                    "is_active": account.is_active,
                }
                for account in accounts
            ]
        },
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
