"""Whatever happens to packages and machines, nothing is lost and everybody ends with the same records."""

from __future__ import annotations

import pytest

from desktop_app.domain.fold import NotUnderstood
from tests.simulation.bugs import BUGS, Bug
from tests.simulation.world import Broken, World

STEPS = 100
SCHEDULES = 1_500
MOST_TO_CATCH = 600


def test_every_promise_holds_in_fifteen_hundred_schedules() -> None:
    for seed in range(SCHEDULES):
        World(seed).run(STEPS)


def test_a_seed_is_a_schedule() -> None:
    one, other = World(7), World(7)
    one.run(STEPS)
    other.run(STEPS)
    assert one.counts == other.counts
    assert one.hub.log == other.hub.log


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name)
def test_every_bug_is_found(bug: Bug) -> None:
    assert caught_at(bug) is not None


@pytest.mark.slow
def test_every_promise_holds_in_very_many_schedules() -> None:
    for seed in range(SCHEDULES, SCHEDULES + 5_000):
        World(seed).run(STEPS)


def caught_at(bug: Bug) -> int | None:
    """The first seed at which a promise is broken while the bug is in."""
    for seed in range(MOST_TO_CATCH):
        with bug.switch():
            try:
                World(seed, bug.hub, bug.device).run(STEPS)
            except (Broken, NotUnderstood):
                return seed
    return None
