"""Very many programs killed in the middle of saving, and the office looked through after each.

.venv/bin/python build_scripts/crash_loop.py --times 1000
.venv/bin/python build_scripts/crash_loop.py --times 40 --seed 4711    the same choices again
"""

from __future__ import annotations

import argparse
import secrets
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tests.simulation import crashing


def main() -> int:
    """Say the seed and what was seen; 1 if something that was kept is gone."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=100)
    parser.add_argument("--seed", type=int)
    given = parser.parse_args()
    seed = secrets.randbits(32) if given.seed is None else given.seed
    print(f"seed {seed}", flush=True)
    began = time.monotonic()
    try:
        deeds = crashing.run(given.times, seed, lambda line: print(line, flush=True))
    except crashing.Lost as error:
        print(f"LOST {error}")
        return 1
    print(f"nothing lost: {given.times} kills, {deeds} deeds, {time.monotonic() - began:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
