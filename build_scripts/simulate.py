"""Very many schedules of the simulated exchange, and how soon each seeded bug is found.

.venv/bin/python build_scripts/simulate.py --schedules 20000
.venv/bin/python build_scripts/simulate.py --seed 4711       one schedule, to look into it
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from desktop_app.domain.fold import NotUnderstood
from tests.simulation.bugs import BUGS, NOTICED
from tests.simulation.world import Broken, World


def run_one(seed: int, steps: int) -> tuple[Counter[str], str]:
    """What happened in one schedule, and the promise that was broken."""
    world = World(seed)
    try:
        world.run(steps)
    except (Broken, NotUnderstood) as error:
        return world.counts, f"seed {seed}: {error}"
    return world.counts + Counter(ops=len(world.hub.ops)), ""


def run_some(seeds: range, steps: int) -> tuple[Counter[str], list[str]]:
    """The sum over a range of seeds."""
    counts: Counter[str] = Counter()
    broken = []
    for seed in seeds:
        found, what = run_one(seed, steps)
        counts.update(found)
        if what:
            broken.append(what)
    return counts, broken


def bugs(steps: int, schedules: int) -> None:
    """For every bug how many schedules find it, and the first that does."""
    for bug in BUGS:
        found = []
        for seed in range(schedules):
            with bug.switch():
                try:
                    World(seed, bug.hub, bug.device).run(steps)
                except NOTICED:
                    found.append(seed)
        first = found[0] if found else "-"
        gap = statistics.median([b - a for a, b in zip([-1, *found], found, strict=False)] or [0])
        print(f"{bug.name:32} found by {len(found):4} of {schedules}, first {first}, median {gap}")


def main() -> int:
    """Say what was run; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schedules", type=int, default=2_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--steps", type=int, default=100)
    parser.add_argument("--seed", type=int)
    parser.add_argument("--bugs", action="store_true")
    given = parser.parse_args()
    if given.seed is not None:
        counts, what = run_one(given.seed, given.steps)
        print(dict(counts), what or "every promise holds")
        return int(bool(what))
    if given.bugs:
        bugs(given.steps, 200)
        return 0
    began = time.monotonic()
    last = given.first + given.schedules
    parts = [range(at, min(at + 250, last)) for at in range(given.first, last, 250)]
    total: Counter[str] = Counter()
    broken: list[str] = []
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for counts, some in pool.map(run_some, parts, [given.steps] * len(parts)):
            total.update(counts)
            broken += some
    for name, count in sorted(total.items()):
        print(f"{count:10} {name}")
    print(f"{given.schedules} schedules, {len(broken)} broken, {time.monotonic() - began:.0f} s")
    print("\n".join(broken[:20]))
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main())
