"""What the largest photographs cost the process that makes them small: a PC has four gigabytes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
MOST_MEGABYTES = 250
PROGRAM = """
import re, sys
from pathlib import Path
from desktop_app.domain.evidence import EvidenceRules
from desktop_app.evidence.cleaning import clean
from desktop_app.files import read_resource_text

limits = EvidenceRules.from_toml(read_resource_text("reference/evidence.toml")).limits
kept = clean(Path(sys.argv[1]).read_bytes(), limits)
# What getrusage tells is also that of whoever started this process.
peak = re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())
print(int(peak[1]) // 1024, len(kept.data) // 1024)
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wide", "high", "is_progressive"),
    [(8000, 6000, False), (8000, 6000, True), (12_000, 9_000, False)],
)
def test_a_photograph_of_twenty_megabytes_is_made_small_in_little_memory(
    tmp_path: Path, wide: int, high: int, is_progressive: bool
) -> None:
    tile = Image.effect_noise((wide // 4, high // 4), 24).convert("RGB")
    photo = Image.new("RGB", (wide, high))
    for at in range(16):
        photo.paste(tile, (at % 4 * (wide // 4), at // 4 * (high // 4)))
    path = tmp_path / "foto.jpg"
    quality = 70 if wide < 10_000 else 30
    photo.save(path, quality=quality, progressive=is_progressive)
    assert 8 * 1024**2 < path.stat().st_size < 30 * 1024**2
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    megabytes, kilobytes = map(int, done.stdout.split())
    assert megabytes < MOST_MEGABYTES
    assert kilobytes <= 400
