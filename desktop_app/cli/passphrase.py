"""Where a passphrase comes from: a file, the environment or the person; never the command line.

What stands on a command line is seen by every user of the machine and kept in the shell's history.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import tr

VARIABLE = "DTSEN_PASSPHRASE"
NEW_VARIABLE = "DTSEN_NEW_PASSPHRASE"
RECOVERY_VARIABLE = "DTSEN_RECOVERY_CODE"
ESCROW_VARIABLE = "DTSEN_ESCROW_KEY"
SECOND_VARIABLE = "DTSEN_SECOND_PASSPHRASE"
_TRIES = 3
_LARGEST = 10_000


def passphrase_for(user: str, file: Path | None) -> str:
    """The passphrase of somebody who opens an office.

    Raises `UserError` (`PASSPHRASE_MISSING`) where nobody can be asked.
    """
    given = given_passphrase(file)
    return given if given is not None else _asked(tr("Passphrase of {user}:").format(user=user))


def recovery_code_for(file: Path | None) -> str:
    """The recovery code from a file, the environment or the person.

    Raises `UserError` (`PASSPHRASE_MISSING`) where nobody can be asked.
    """
    given = given_secret(file, RECOVERY_VARIABLE)
    return given if given is not None else _asked(tr("Recovery code:"))


def escrow_key_for(file: Path | None) -> str:
    """The hub's escrow key off its paper: from a file, the environment or the person.

    Raises `UserError` (`PASSPHRASE_MISSING`) where nobody can be asked.
    """
    given = given_secret(file, ESCROW_VARIABLE)
    return given if given is not None else _asked(tr("Escrow key, off its paper:"))


def second_passphrase_for(user: str, file: Path | None) -> str:
    """The passphrase of a second person, never the one that opens the office.

    Raises `UserError` (`PASSPHRASE_MISSING`) where nobody can be asked.
    """
    given = given_secret(file, SECOND_VARIABLE)
    return given if given is not None else _asked(tr("Passphrase of {user}:").format(user=user))


def new_passphrase(
    user: str, file: Path | None, note: Callable[[str], None], *, is_given: bool = True
) -> str:
    """The passphrase somebody chooses, typed twice where it is typed.

    Unless `is_given`, the one that opens the office is not taken for the new one.
    """
    given = given_passphrase(file) if is_given else None
    if given is not None:
        return given
    for _ in range(_TRIES):
        first = _asked(tr("New passphrase of {user}:").format(user=user))
        if first == _asked(tr("The same passphrase again:")):
            return first
        note(tr("The two are not the same. Please type both again."))
    raise UserError(Code.PASSPHRASE_MISSING)


def can_ask() -> bool:
    """True if there is a person at a terminal."""
    return sys.stdin is not None and sys.stdin.isatty()


def given_passphrase(file: Path | None) -> str | None:
    """What a file or the environment holds; None where neither was given."""
    return given_secret(file, VARIABLE)


def given_secret(file: Path | None, variable: str) -> str | None:
    """What a file or this variable of the environment holds; None where neither was given."""
    if file is not None:
        try:
            with file.open(encoding="utf-8-sig") as opened:
                return opened.read(_LARGEST).rstrip("\r\n")
        except OSError as error:
            raise machine_error(error, name=file.name) from error
        except UnicodeDecodeError as error:
            raise UserError(Code.FILE_UNREADABLE, name=file.name) from error
    return os.environ.get(variable) or None


def _asked(prompt: str) -> str:
    if not can_ask():
        raise UserError(Code.PASSPHRASE_MISSING)
    try:
        return getpass.getpass(prompt + " ")
    except EOFError as error:
        raise UserError(Code.PASSPHRASE_MISSING) from error
