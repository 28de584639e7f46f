"""What must never be in the repository is found when it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_scripts import repository


@pytest.mark.parametrize(
    "line",
    [
        "see https://py" + "pi.org/project/x",
        "--index-" + "url https://mirror.example/simple",
        "index-" + "url = https://mirror.example/simple",
        "deb http://deb.deb" + "ian.org/deb" + "ian bookworm main",
        "read /wo" + "rk/notes.md first",
        "AGE-SECRET-" + "KEY-1" + "Q" * 58,
        '{"nik": "33260112' + '90010001"}',
    ],
)
def test_a_line_that_must_not_be_there_is_a_fault(line: str) -> None:
    assert len(repository.faults_in_line(line)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "https://www.gnu.org/licenses/",
        "python3 -m pip install",
        "apt-get install libegl1  # on Debian",
        '{"nik": "3326011290019001"}',
        "sha256:33260112900100010f",
        "a path such as home/work/file",
        "1234567890123456",
    ],
)
def test_a_line_that_may_be_there_is_no_fault(line: str) -> None:
    assert repository.faults_in_line(line) == []


def test_a_stray_file_at_the_top_is_a_fault() -> None:
    found = repository.strays(["README.md", "desktop_app/__init__.py", "utils.py", "notes/a.md"])
    assert [fault.partition(":")[0] for fault in found] == ["notes", "utils.py"]


def test_faults_are_told_with_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("fine\n33260112" + "90010001\n", encoding="utf-8")
    assert repository.faults_in(tmp_path, "note.txt") == [
        "note.txt:2: holds an identity number that is not visibly invented (sequence 9000-9999)"
    ]


def test_a_file_that_is_not_text_holds_nothing(tmp_path: Path) -> None:
    (tmp_path / "picture.bin").write_bytes(b"\x00\xff33260112" + b"90010001")
    assert repository.faults_in(tmp_path, "picture.bin") == []


def test_without_git_every_file_that_is_not_hidden_is_looked_at(tmp_path: Path) -> None:
    for name in ("a.txt", "room/b.txt", ".venv/c.txt", "build/d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert repository.files(tmp_path) == ["a.txt", "room/b.txt"]
