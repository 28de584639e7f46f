"""The paper on safety names only what is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_place_and_test_that_the_paper_on_safety_names_is_there() -> None:
    text = (ROOT / "resources" / "help" / "safety.md").read_text("utf-8")
    named = re.findall(r"`([a-z_]+/[\w/.]+\.py)`", text)
    assert len(named) > 25
    assert [one for one in named if not (ROOT / one).is_file()] == []
