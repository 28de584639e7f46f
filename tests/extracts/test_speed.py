"""Budgets: a core cleans tens of thousands of rows a second, and memory does not grow with the file."""

from __future__ import annotations

import time
import tracemalloc
from pathlib import Path

import pytest

from desktop_app.extracts import ExtractReference, look_at_extract, read_extract
from desktop_app.progress import Progress
from tests.extracts import ugly
from tests.extracts.conftest import TODAY

pytestmark = pytest.mark.slow


def test_members_are_cleaned_at_forty_thousand_rows_a_second(
    reference: ExtractReference, tmp_path: Path
) -> None:
    path = ugly.write_csv(tmp_path / "a.csv", ugly.PERSON_HEADER, ugly.an_extract(30_000).persons)
    look = look_at_extract([path], reference, today=TODAY)
    before = time.process_time()
    rows = sum(batch.records for batch in read_extract(look, reference, Progress()))
    assert rows / (time.process_time() - before) > 40_000


def test_memory_stays_flat(reference: ExtractReference, tmp_path: Path) -> None:
    peaks = []
    for families in (10_000, 40_000):
        name = tmp_path / f"{families}.csv"
        path = ugly.write_csv(name, ugly.PERSON_HEADER, ugly.an_extract(families).persons)
        look = look_at_extract([path], reference, today=TODAY)
        tracemalloc.start()
        for _ in read_extract(look, reference, Progress()):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.3 + (4 << 20)
