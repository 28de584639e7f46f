"""The door to SQLCipher."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.errors import Cancelled, Code, MachineError
from desktop_app.progress import Progress
from desktop_app.store.connection import connect, stoppable, tools

KEY = bytes(range(32))


def test_sqlite_utils_works_on_the_encrypted_driver() -> None:
    script = (
        "import desktop_app.store.connection, sqlite_utils, sqlcipher3, sys;"
        "assert sqlite_utils.utils.sqlite3 is sqlcipher3;"
        "assert 'pandas' not in sys.modules and 'numpy' not in sys.modules;"
        "import pandas"
    )
    subprocess.run([sys.executable, "-c", script], check=True, cwd=Path(__file__).parents[2])


def test_an_error_inside_sqlite_utils_leaves_no_transaction_open(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db", KEY)) as conn:
        table = tools(conn).table("thing")
        table.insert({"id": 1}, pk="id")
        table.insert({"id": 2, "new": "x"}, alter=True)
        assert not conn.in_transaction
        assert conn.execute("SELECT count(*) FROM thing").fetchone()[0] == 2


def test_nothing_of_the_content_stands_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(connect(path, KEY)) as conn:
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE thing (name TEXT)")
        conn.execute("INSERT INTO thing VALUES ('UNMISTAKABLE')")
        for file in tmp_path.iterdir():
            assert b"UNMISTAKABLE" not in file.read_bytes()
            assert b"CREATE TABLE" not in file.read_bytes()


@pytest.mark.parametrize("key", [bytes(32), bytes(reversed(range(32)))])
def test_another_key_reads_nothing(
    tmp_path: Path, key: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    with closing(connect(tmp_path / "a.db", KEY)) as conn:
        conn.execute("CREATE TABLE thing (name TEXT)")
    with pytest.raises(MachineError) as caught:
        connect(tmp_path / "a.db", key)
    assert caught.value.code is Code.DATABASE_DAMAGED
    assert capfd.readouterr().err == ""


def test_a_read_only_connection_cannot_write(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "a.db", KEY)) as conn:
        conn.execute("CREATE TABLE thing (name TEXT)")
    with closing(connect(tmp_path / "a.db", KEY, read_only=True)) as conn:
        before = conn.execute("SELECT count(*) FROM thing").fetchone()[0]
        with pytest.raises(Exception, match="readonly"):
            conn.execute("INSERT INTO thing VALUES ('x')")
        assert conn.execute("SELECT count(*) FROM thing").fetchone()[0] == before


def test_a_query_is_broken_off_in_the_middle_when_somebody_asks_to_stop(tmp_path: Path) -> None:
    progress = Progress()
    without_end = (
        "WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n) SELECT max(x) FROM n"
    )
    with closing(connect(tmp_path / "a.db", KEY)) as conn:
        threading.Timer(0.05, progress.ask_to_stop).start()
        with pytest.raises(Cancelled), stoppable(conn, progress):
            conn.execute(without_end).fetchone()
        assert conn.execute("SELECT 1").fetchone()[0] == 1
