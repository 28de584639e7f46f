"""The main job runs without a window, from an empty folder to a package the hub understands."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from build_scripts.main_job import Demo


def test_the_main_job_starts_over_what_was_not_finished_and_can_be_done_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a folder with spaces"
    (folder / "office").mkdir(parents=True)
    (folder / "office" / "office.db").write_bytes(b"half of something")

    for _ in range(2):
        demo = Demo(folder, persons=200)
        demo.prepare(fresh=False)
        demo.run_once()
        assert sorted(path.suffix for path in demo.made) == [".pdf", ".tukar"]
        assert all(path.stat().st_size > 1_000 for path in demo.made)

    told = capsys.readouterr().out
    assert told.count("Inventing an office") == 1
    assert told.count("The hub says: genuine") == 2
    # The note is for its owner only; Windows has no mode bits.
    assert os.name == "nt" or stat.S_IMODE(demo.note.stat().st_mode) == 0o600
