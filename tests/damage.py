"""Damaging the files of an office as a failing disk does: really, and by as little as one bit."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from desktop_app import bootstrap
from desktop_app.paths import OfficePaths
from desktop_app.store.connection import connect
from tests.conftest import ADMIN, PASSPHRASE

PAGE = 4096
_INSIDE = 2000


def flip(path: Path, at: int) -> None:
    """Change one bit."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ 0x40]))


def flip_page(path: Path, page: int) -> None:
    """Change one bit of a page; the first is 1."""
    flip(path, (page - 1) * PAGE + _INSIDE)


def damage(folder: Path, table: str) -> None:
    """Change one bit of the page with which a table of a closed office begins."""
    database = OfficePaths(folder).database
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        key = office.store.key
    with closing(connect(database, key, read_only=True)) as conn:
        row = conn.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    flip_page(database, row[0])
