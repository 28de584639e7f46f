"""Fifty programs killed in the middle of saving: whatever they said was kept is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_nothing_that_was_kept_is_lost_by_programs_that_are_killed() -> None:
    # A process of its own: one that has threads, as this one may, must not fork.
    order = [sys.executable, "build_scripts/crash_loop.py", "--times", "50"]
    done = subprocess.run(order, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing lost: 50 kills" in done.stdout
