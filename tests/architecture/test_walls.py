"""The walls between the rooms: contracts kept, Qt behind one of them, one door for each library."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from build_scripts.check import LINT_IMPORTS

ROOT = Path(__file__).resolve().parents[2]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

IMPORT_NAMES = {
    "pyside6-essentials": "PySide6",
    "pyside6-pdf": "PySide6",
    "sqlite-utils": "sqlite_utils",
    "pynacl": "nacl",
    "python-calamine": "python_calamine",
    "pillow": "PIL",
}
"""Under which name a package is imported, where it is not its own."""

IMPORT_WITHOUT_QT = """
import importlib, pkgutil, sys

class NoQt:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"PySide6", "shiboken6"}:
            raise ImportError("Qt is not for this room: " + name)

sys.meta_path.insert(0, NoQt())
import desktop_app

def names(package):
    for found in pkgutil.iter_modules(package.__path__, package.__name__ + "."):
        if found.name == "desktop_app.ui":
            continue
        yield found.name
        if found.ispkg:
            yield from names(importlib.import_module(found.name))

imported = [importlib.import_module(name).__name__ for name in names(desktop_app)]
heavy = sorted({"pandas", "numpy"} & sys.modules.keys())
print(len(imported), ",".join(heavy) or "-")
"""


def test_every_room_imports_only_what_it_may() -> None:
    # In a process of its own: import-linter sets up logging anew and silences our loggers by it.
    done = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS, "--no-logo", "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_everything_but_ui_imports_where_qt_cannot_be_and_without_pandas() -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORT_WITHOUT_QT], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    count, heavy = done.stdout.split()
    assert int(count) > 20
    # sqlite-utils and others load pandas when it is installed; that costs a quarter of a second.
    assert heavy == "-", f"loaded at start: {heavy}"


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_every_library_has_its_door(requirement: str) -> None:
    package = re.split(r"[^\w.-]", requirement)[0].lower()
    behind_doors = {
        module
        for contract in PROJECT["tool"]["importlinter"]["contracts"]
        if contract["type"] == "protected"
        for module in contract["protected_modules"]
    }
    assert IMPORT_NAMES.get(package, package) in behind_doors
