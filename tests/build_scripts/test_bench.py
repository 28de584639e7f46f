"""The benchmark measures what it says it measures."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from build_scripts import bench
from build_scripts.benchmarks.measuring import CommandFailed, measured

_BUSY = """
import subprocess, sys, time
inner = "import time; held = bytearray(60 << 20); end = time.process_time() + 0.4\\nwhile time.process_time() < end: pass"
subprocess.run([sys.executable, "-c", inner], check=True)
print('{"said": 1}')
"""


def test_time_and_memory_of_what_a_command_starts_are_counted() -> None:
    taken = measured([sys.executable, "-c", _BUSY])
    assert taken.answer == {"said": 1}
    assert taken.seconds >= 0.4
    assert taken.cpu_seconds >= 0.4
    if Path("/proc/self/smaps_rollup").exists():
        assert taken.peak_mb is not None
        assert taken.peak_mb > 60


def test_a_command_that_fails_is_no_measurement() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])


def run(folder: Path, what: str, *sizes: str) -> dict[str, Any]:
    script = Path(bench.__file__)
    code = (
        "import sys; from pathlib import Path; from build_scripts import bench;"
        f"bench.FOLDER = Path({str(folder)!r});"
        f"sys.argv[1:] = {[what, '--persons', *sizes]!r};"
        "raise SystemExit(bench.main())"
    )
    subprocess.run([sys.executable, "-c", code], cwd=script.parents[1], check=True)
    found: dict[str, Any] = json.loads((folder / f"{what}.json").read_text("utf-8"))
    return found


@pytest.mark.slow
def test_a_small_match_gives_a_line_for_each_size(tmp_path: Path) -> None:
    first, second = run(tmp_path, "matching", "300", "600")["lines"]
    assert first["rows"] == first["found"] + first["doubtful"] + first["not_found"] > 200
    assert second["found"] > first["found"] > 0


@pytest.mark.slow
def test_a_small_run_gives_every_line(tmp_path: Path) -> None:
    found = run(tmp_path, "extracts", "300", "600")
    assert len(found["lines"]) == 10
    assert {line["what"] for line in found["lines"]} == {
        *("pandas", "sqlite-utils", "import", "import, next quarter", "compare"),
    }
    assert found["saves_ms"]
