"""The map in the README shows the rooms that exist, all of them and no others.

The map is the fenced block after the comment ``<!-- map -->``. Each line is a path from the top of the
repository, folders with a slash at the end, two or more spaces, and what it is.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAP = re.compile(r"<!-- map -->\s*```\w*\n(?P<lines>.*?)\n```", re.DOTALL)
LINE = re.compile(r"(?P<path>\S+)  +\S.*")


@pytest.fixture(scope="module")
def mapped() -> set[str]:
    """The paths of the map."""
    found = MAP.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert found, "README.md has no block after <!-- map -->"
    lines = [line for line in found["lines"].splitlines() if line.strip()]
    paths = [match["path"] for line in lines if (match := LINE.fullmatch(line.strip()))]
    assert len(paths) == len(lines), "each line of the map is a path, two spaces, what it is"
    return set(paths)


def test_everything_on_the_map_exists(mapped: set[str]) -> None:
    for path in mapped:
        place = ROOT / path
        assert place.is_dir() if path.endswith("/") else place.is_file(), path


def test_every_room_is_on_the_map(mapped: set[str]) -> None:
    rooms = {
        f"desktop_app/{child.name}/" if child.is_dir() else f"desktop_app/{child.name}"
        for child in (ROOT / "desktop_app").iterdir()
        if child.name not in {"__init__.py", "__pycache__"}
        and (child.suffix == ".py" or (child.is_dir() and any(child.glob("*.py"))))
    }
    assert rooms - mapped == set()


def test_every_folder_at_the_top_is_on_the_map(mapped: set[str]) -> None:
    assert {"desktop_app/", "resources/", "build_scripts/", "tests/"} <= mapped
