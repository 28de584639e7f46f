"""Where things lie: the program's own resources, and the parts of one office folder."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
"""Data shipped with the program; the same in a checkout and in a PyInstaller build."""
PORTABLE = "portable.txt"
"""A file of this name beside the built program says that the program lives on a stick."""


def beside_program(program: Path | None = None) -> Path | None:
    """Where a program on a stick keeps its memory and new offices; None for an installed one.

    Offices are as encrypted there as anywhere.
    """
    if program is None:
        if not getattr(sys, "frozen", False):
            return None
        program = Path(sys.executable)
    folder = program.resolve().parent
    return folder / "data" if (folder / PORTABLE).is_file() else None


@dataclass(frozen=True, slots=True)
class OfficePaths:
    """The parts of one office folder; nothing here says that they exist."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted database: ops, records, users, settings, audit."""
        return self.folder / "office.db"

    @property
    def attachments(self) -> Path:
        """The encrypted bytes of evidence, beside the database."""
        return self.folder / "attachments.db"

    @property
    def rescue_log(self) -> Path:
        """The encrypted log of what is done while the database cannot be written."""
        return self.folder / "rescue.db"

    @property
    def keys(self) -> Path:
        """The wrapped copies of the database key; holds no secret in clear."""
        return self.folder / "keys.json"

    @property
    def tries(self) -> Path:
        """How many wrong passphrases were typed in a row."""
        return self.folder / "tries.json"

    @property
    def reset(self) -> Path:
        """The one-time key of the newest question to the hub for this office's key."""
        return self.folder / "reset.json"

    @property
    def lock(self) -> Path:
        """Held by the one program that has this office open."""
        return self.folder / "office.lock"

    @property
    def extracts(self) -> Path:
        """One encrypted file per release."""
        return self.folder / "extracts"

    @property
    def backups(self) -> Path:
        """Encrypted copies made before an upgrade."""
        return self.folder / "backups"

    @property
    def rekeying(self) -> Path:
        """The files under a new key, until they are put in their places."""
        return self.folder / "rekeying"

    @property
    def restoring(self) -> Path:
        """Stands here while a backup is laid out: the office must not be opened before its end."""
        return self.folder / "restoring"

    @property
    def logs(self) -> Path:
        """The program's log; never a name or a number of a person."""
        return self.folder / "logs"
