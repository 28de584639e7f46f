"""How a database grows from one release of the program to the next.

Opening one that is newer than the program is refused; an older one is copied first and then taken
up step by step, each step and its number in one transaction, so that a step that breaks leaves the
file as it was.
"""

from __future__ import annotations

import re
from datetime import datetime
from importlib import resources
from pathlib import Path

from desktop_app.errors import Code, UserError
from desktop_app.files import begin_private
from desktop_app.store.connection import Connection, is_complete, translated

_STEP = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")


def steps() -> list[tuple[int, str]]:
    """Every migration as (number, SQL), in order; numbers run from 1 without gaps."""
    found = []
    for entry in resources.files("desktop_app.store.migrations").iterdir():
        match = _STEP.fullmatch(entry.name)
        if match:
            found.append((int(match[1]), entry.read_text("utf-8")))
    return sorted(found)


def newest_version() -> int:
    """The version this program brings a database to."""
    return steps()[-1][0]


def version_of(conn: Connection) -> int:
    """The version of an open database; 0 for an empty one."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def bring_up(conn: Connection, *, backups: Path, now: datetime) -> None:
    """Take the database to this program's version.

    Raises `UserError` (`DATABASE_TOO_NEW`) without touching it if a newer program wrote it.
    """
    with translated():
        have = version_of(conn)
        if have > newest_version():
            raise UserError(Code.DATABASE_TOO_NEW, have=have, know=newest_version())
        todo = [step for step in steps() if step[0] > have]
        if have and todo:
            backups.mkdir(exist_ok=True)
            copy = backups / f"before-{todo[-1][0]:04d}-{now:%Y%m%d-%H%M%S}.db"
            begin_private(copy)
            conn.execute("VACUUM INTO ?", (str(copy),))
        for number, sql in todo:
            _take(conn, number, sql)


def _take(conn: Connection, number: int, sql: str) -> None:
    # executescript would commit first; the statements are run one by one inside our transaction.
    conn.execute("BEGIN IMMEDIATE")
    try:
        for statement in split_statements(sql):
            conn.execute(statement)
        conn.execute(f"PRAGMA user_version = {number:d}")
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise


def split_statements(sql: str) -> list[str]:
    """The statements of a script, triggers kept whole."""
    statements, pending = [], ""
    for line in sql.splitlines(keepends=True):
        pending += line
        if is_complete(pending):
            statements.append(pending.strip())
            pending = ""
    return [statement for statement in statements if statement]
