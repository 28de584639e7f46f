"""What is done while the database cannot be written: kept in a small file beside it.

Problem: an office whose database is damaged must go on telling who looked at what and who took what along,
and must not write another byte into that database. Choice: whoever writes is given a file of its own, with
the log of deeds in it and the database attached to be read. Names that are not in the one are found in the
other, so actions read as ever, their deeds go into this log, and anything else they would write meets a
file that SQLite refuses to write. The lines are taken over when the database can be written again.
"""

from __future__ import annotations

from desktop_app.paths import OfficePaths
from desktop_app.store.connection import Connection, as_key_text, connect, translated


def connect_log(paths: OfficePaths, key: bytes) -> Connection:
    """The log, made where there is none, with the database attached as `office`, to be read only."""
    conn = connect(paths.rescue_log, key)
    try:
        with translated():
            conn.execute("PRAGMA synchronous = FULL")
            uri = f"{paths.database.resolve().as_uri()}?mode=ro"
            conn.execute("ATTACH ? AS office KEY ?", (uri, as_key_text(key)))
            if not conn.execute("PRAGMA main.table_info(audit)").fetchall():
                _make(conn)
    except BaseException:
        conn.close()
        raise
    return conn


def _make(conn: Connection) -> None:
    """The tables and their guards, as the database itself has them."""
    conn.execute("BEGIN")
    for row in conn.execute(
        "SELECT sql FROM office.sqlite_schema"
        " WHERE tbl_name IN ('audit', 'audit_end') AND sql IS NOT NULL"
        " ORDER BY type = 'table' DESC"
    ).fetchall():
        conn.execute(row["sql"])
    conn.execute("COMMIT")
