"""Growing a database from one version of the program to the next."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.errors import Code, UserError
from desktop_app.store import migrate
from desktop_app.store.connection import DriverError, connect
from tests.conftest import NOW

KEY = bytes(range(32))


def test_the_numbers_of_the_steps_run_from_one_without_gaps() -> None:
    assert [number for number, _ in migrate.steps()] == list(range(1, migrate.newest_version() + 1))


def test_a_new_database_is_brought_to_the_newest_version_without_a_backup(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "office.db", KEY)) as conn:
        migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        assert migrate.version_of(conn) == migrate.newest_version()
    assert not (tmp_path / "backups").exists()


def test_a_database_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    with closing(connect(tmp_path / "office.db", KEY)) as conn:
        migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        conn.execute(f"PRAGMA user_version = {migrate.newest_version() + 1}")
        before = conn.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall()
        with pytest.raises(UserError) as caught:
            migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        assert caught.value.code is Code.DATABASE_TOO_NEW
        assert conn.execute("SELECT sql FROM sqlite_schema ORDER BY name").fetchall() == before


def test_a_step_that_breaks_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(connect(tmp_path / "office.db", KEY)) as conn:
        migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        version = migrate.newest_version()
        faulty = [
            *migrate.steps(),
            (version + 1, "CREATE TABLE half (x);\nCREATE TABLE broken (;\n"),
        ]
        monkeypatch.setattr(migrate, "steps", lambda: faulty)
        with pytest.raises(DriverError):
            migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        assert migrate.version_of(conn) == version
        assert conn.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half'").fetchone() is None
    copies = list((tmp_path / "backups").iterdir())
    assert len(copies) == 1
    with closing(connect(copies[0], KEY)) as copy:
        assert migrate.version_of(copy) == version


def test_an_old_database_grows_to_what_a_new_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = migrate.steps()
    with (
        closing(connect(tmp_path / "old.db", KEY)) as old,
        closing(connect(tmp_path / "new.db", KEY)) as new,
    ):
        monkeypatch.setattr(migrate, "steps", lambda: every[:1])
        migrate.bring_up(old, backups=tmp_path / "backups", now=NOW)
        monkeypatch.undo()
        for conn in (old, new):
            migrate.bring_up(conn, backups=tmp_path / "backups", now=NOW)
        schema = "SELECT type, name, sql FROM sqlite_schema ORDER BY type, name"
        assert [tuple(row) for row in old.execute(schema)] == [
            tuple(row) for row in new.execute(schema)
        ]


def test_a_script_is_split_into_statements_with_triggers_whole() -> None:
    sql = "CREATE TABLE a (x);\n-- a note\nCREATE TRIGGER t AFTER INSERT ON a BEGIN\nSELECT 1; SELECT 2;\nEND;\n"
    first, second = migrate.split_statements(sql)
    assert first == "CREATE TABLE a (x);"
    assert second.endswith("END;")
