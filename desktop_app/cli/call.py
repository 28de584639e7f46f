"""One command as it was typed: what every command is handed.

`Call.office` opens the office once, with its log; everything opened is closed in the opposite order when
the command is over, whatever happened.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from desktop_app import bootstrap, logs
from desktop_app.actions.office import Office
from desktop_app.cli.output import Answer, Output
from desktop_app.cli.passphrase import can_ask, passphrase_for
from desktop_app.cli.usage import WrongUsage
from desktop_app.cli.watching import watched
from desktop_app.errors import Code, UserError
from desktop_app.files import machine_error
from desktop_app.language import tr
from desktop_app.paths import OfficePaths
from desktop_app.progress import Progress
from desktop_app.words.rescue import rescue_words

_WAYS_TO_WRITE_A_DAY = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y")


@dataclass(frozen=True, slots=True)
class Window:
    """What only the window's room can do, handed in by whoever knows it.

    `show` opens the program for a person, at an office and for a user if they are named; `check` opens the main
    window of an office that is open, where nobody sees it, and closes it again.
    """

    show: Callable[[Path | None, str], int]
    check: Callable[[Office], None]


class Call:
    """What was typed, and what a command needs from around it."""

    def __init__(
        self, given: argparse.Namespace, output: Output, window: Window, stack: ExitStack
    ) -> None:
        self.given = given
        self.output = output
        self.window = window
        self._stack = stack
        self.has_log = False

    def __getattr__(self, name: str) -> Any:
        """An argument by its name; the common ones are None where they were not given."""
        if name in _COMMON:
            return getattr(self.given, name, None)
        return getattr(self.given, name)

    @property
    def folder(self) -> Path:
        """The folder named with ``--office``."""
        folder: Path | None = self.office_folder
        if folder is None:
            raise WrongUsage(tr("Say which office: --office FOLDER."))
        return folder

    def office(self) -> Office:
        """The office, open for the user who was named."""
        folder = self.folder
        if not OfficePaths(folder).database.is_file():
            raise UserError(Code.OFFICE_MISSING, office=folder.name)
        user = self.user_name()
        passphrase = passphrase_for(user, self.passphrase_file)
        self._log_into(folder)
        return self.keep(bootstrap.open_office(folder, user, passphrase))

    def keep(self, office: Office) -> Office:
        """Close this office when the command is over, and log until then."""
        self._log_into(office.paths.folder)
        self._stack.callback(office.close)
        # The passphrase was given for this command; what takes it an hour must not be lost at its end.
        office.proof_lasts = timedelta.max
        if office.trouble is not None:
            self.output.note(rescue_words(office.trouble).whole)
        return office

    def stick(self) -> Path:
        """The folder named with ``--out`` for a package, made if only itself is missing.

        What leads to it is not made: a stick that is not there must not become a folder of its name.
        """
        folder: Path = self.out
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise machine_error(error, name=folder.name, stick=True) from error
        return folder

    def watched(self) -> AbstractContextManager[Progress]:
        """A `Progress` for long work, shown on a terminal and stopped by Ctrl-C."""
        return watched()

    def user_name(self) -> str:
        """The user who was named, or types their name."""
        if self.user:
            return str(self.user)
        if not can_ask():
            raise WrongUsage(tr("Say who you are: --user NAME."))
        sys.stderr.write(tr("User name:") + " ")
        sys.stderr.flush()
        return sys.stdin.readline().strip()

    def _log_into(self, folder: Path) -> None:
        if not self.has_log:
            self._stack.callback(logs.shut, logs.setup(OfficePaths(folder).logs))
            self.has_log = True


Command = Callable[[Call], Answer]

_COMMON = frozenset({"office_folder", "user", "passphrase_file", "as_json", "language", "reveal"})


def typed_day(text: str, field: str) -> date:
    """A day as people write it, the year first or last; raises `UserError` (`DATE_INVALID`)."""
    for way in _WAYS_TO_WRITE_A_DAY:
        try:
            # Only the date is taken; a zone would say nothing.
            return datetime.strptime(text.strip(), way).date()  # noqa: DTZ007
        except ValueError:
            continue
    raise UserError(Code.DATE_INVALID, field=field)
