"""The window remembers what it may, and never stands in the way when it cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop_app.ui.memory import FileMemory


def test_what_is_kept_is_there_the_next_time(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "window.json"
    FileMemory(file).keep("table.search.widths", "120,80")
    assert FileMemory(file).recall("table.search.widths") == "120,80"
    assert FileMemory(file).recall("unknown", "otherwise") == "otherwise"


@pytest.mark.parametrize("content", ["", "{", "[]", '{"a": 1, "b": null}', "\x00"])
def test_a_broken_file_is_an_empty_memory(tmp_path: Path, content: str) -> None:
    file = tmp_path / "window.json"
    file.write_text(content, encoding="utf-8")
    memory = FileMemory(file)
    assert memory.recall("a") == ""
    memory.keep("a", "now")
    assert FileMemory(file).recall("a") == "now"


def test_a_disk_that_refuses_stops_nobody(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    memory = FileMemory(in_the_way / "window.json")
    memory.keep("a", "now")
    assert memory.recall("a") == "now"
