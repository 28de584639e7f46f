"""What leaves the program leaves through a door: whoever writes a file of rows goes through `leaving`."""

from __future__ import annotations

import ast
from pathlib import Path

import desktop_app

ROOT = Path(desktop_app.__path__[0])

WRITING = {"write_whole", "write_text", "write_bytes"}

DOOR = {"leaving", "require_export"}
"""Both ask for the right, the caps and the passphrase; `leaving` also for what is said on the file."""

WITHOUT_ROWS = {
    "__main__.py": "nothing at all, where a windowed program has no console",
    "reports/memory_book.py": "a workbook in memory; who asked for it writes it",
    "actions/hub_escrow.py": "an answer sealed to one office",
    "actions/letter_runs.py": "letters, each of which was noted when it was issued",
    "actions/mappings.py": "what columns are taken for",
    "actions/reset_question.py": "a question sealed to the hub",
    "bootstrap_rescue.py": "a mark in the office's own folder",
    "bootstrap_reset.py": "a question sealed to the hub",
    "cli/letter_wording.py": "the wording of a letter",
    "cli/self_check.py": "which parts of the program work",
    "files.py": "the writing itself",
    "demo/files.py": "invented people",
    "store/backup_file.py": "an encrypted copy of the office",
    "store/keyring.py": "wrapped keys in the office's own folder",
    "store/rekeying.py": "the list of a change of keys, in the office's own folder",
    "store/tries.py": "failed logins, in the office's own folder",
    "ui/crash.py": "where the program broke down, without data",
    "ui/memory.py": "how the window looked",
}
"""Files that hold nobody's rows, and why."""

DRAWN = {"pdf", "plain_letter", "text"}
"""Paper that an action drew: it asked what for and for whom, and noted it, before it gave the bytes."""


def calls(path: Path) -> list[ast.Call]:
    return [
        node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
    ]


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def is_writing(call: ast.Call) -> bool:
    """True where a file is written or opened to be written."""
    modes = {one.value for one in call.args if isinstance(one, ast.Constant)}
    return called(call) in WRITING or (
        called(call) == "open" and bool(modes & {"w", "wb", "x", "xb"})
    )


def is_drawn(call: ast.Call) -> bool:
    """True where the bytes are paper: their name, or an attribute of what an action gave."""
    names = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(call) if isinstance(node, ast.Name)}
    return bool(names & DRAWN)


def test_whoever_writes_rows_goes_through_the_door() -> None:
    past_it = []
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        found = calls(path)
        writes = [one for one in found if is_writing(one)]
        if not writes or name in WITHOUT_ROWS:
            continue
        if DOOR & {called(one) for one in found}:
            continue
        is_screen = name.startswith(("cli/", "ui/"))
        past_it += [f"{name}:{one.lineno}" for one in writes if not (is_screen and is_drawn(one))]
    assert past_it == []


def test_no_exception_outlives_its_file() -> None:
    gone = [name for name in WITHOUT_ROWS if not any(is_writing(one) for one in calls(ROOT / name))]
    assert gone == []
