"""A list of five thousand families, looked at before help for them is recorded in one go."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from desktop_app.actions.intervention_lists import listed_in_file, preview_list
from desktop_app.domain.intervention_list import RowState
from desktop_app.progress import Progress
from tests.conftest import MakeOffice
from tests.performance.large import a_large_release

ROWS = 5_000
LONGEST_PREVIEW_SECONDS = 10.0
"""Of the processor, because a busy machine is not what is being measured."""


@pytest.mark.slow
def test_five_thousand_rows_are_looked_at_in_ten_seconds(
    make_office: MakeOffice, tmp_path: Path
) -> None:
    """What a row costs does not grow with the release: `bench.py bulk` shows it for a million people."""
    office = make_office()
    a_large_release(office, tmp_path, 4 * ROWS)
    with office.read() as conn:
        rows = conn.execute(
            "SELECT family_card_no FROM extract.family ORDER BY id LIMIT ?", (ROWS,)
        )
        cards = [str(row["family_card_no"]) for row in rows]
    path = tmp_path / "daftar.csv"
    path.write_text("kk\n" + "\n".join(cards) + "\n", "utf-8")
    common = {
        "programme": "SEMBAKO",
        "period": "2026-Q3",
        "on": "2026-09-01",
        "amount": "600000",
    }
    began = time.process_time()
    listed = listed_in_file(office, path, common, Progress())
    previews = preview_list(office, listed, Progress())
    assert time.process_time() - began < LONGEST_PREVIEW_SECONDS
    assert len(previews) == ROWS
    assert not {one.state for one in previews} & {RowState.NOT_FOUND, RowState.INVALID}
