"""The store as a whole: what closing leaves on the disk."""

from __future__ import annotations

from pathlib import Path
from threading import Thread

from desktop_app.paths import OfficePaths
from desktop_app.store.store import Store
from tests.conftest import NOW

KEY = bytes(range(32))


def test_closing_leaves_everything_in_the_database_file_alone(tmp_path: Path) -> None:
    paths = OfficePaths(tmp_path)
    store = Store(paths, KEY)
    store.bring_up(NOW)

    def write_and_read() -> None:
        with store.write() as conn:
            conn.execute("CREATE TABLE IF NOT EXISTS kept (x)")
            conn.execute("INSERT INTO kept VALUES (1)")
        with store.read() as conn:
            conn.execute("SELECT x FROM kept").fetchall()

    write_and_read()
    other = Thread(target=write_and_read)
    other.start()
    other.join()
    assert paths.database.with_name("office.db-wal").exists()
    store.close()
    assert [file.name for file in tmp_path.iterdir()] == [paths.database.name]
    again = Store(paths, KEY)
    with again.read() as conn:
        assert conn.execute("SELECT count(*) FROM kept").fetchone()[0] == 2
    again.close()


def test_much_is_held_decrypted_only_while_much_is_written(tmp_path: Path) -> None:
    store = Store(OfficePaths(tmp_path), KEY)
    store.bring_up(NOW)

    def held() -> int:
        with store.write() as conn:
            return -int(conn.execute("PRAGMA cache_size").fetchone()[0])

    usual = held()
    with store.much_to_write():
        assert held() > usual
    assert held() == usual
    store.close()
