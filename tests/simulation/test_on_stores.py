"""Schedules of the simulation on real databases: the program's books come to the same as the memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.exchange.intake import Scope
from tests.simulation.stores import Pool, StoreDevice, StoreHub
from tests.simulation.world import World

SCHEDULES = 6
STEPS = 60


@pytest.fixture
def pool(tmp_path: Path) -> Iterator[Pool]:
    with closing(Pool(tmp_path)) as made:
        yield made


def run(pool: Pool, seed: int) -> None:
    """One schedule, from databases that are emptied."""
    pool.rewind()

    def device(device_id: str, scope: Scope, reads: frozenset[str]) -> StoreDevice:
        return StoreDevice(device_id, scope, reads, pool.take())

    World(seed, lambda region: StoreHub(region, pool.take()), device).run(STEPS)


def test_stores_come_to_the_same_as_the_memory(pool: Pool) -> None:
    for seed in range(SCHEDULES):
        run(pool, seed)


@pytest.mark.slow
def test_stores_come_to_the_same_in_many_schedules(pool: Pool) -> None:
    for seed in range(SCHEDULES, SCHEDULES + 300):
        run(pool, seed)
