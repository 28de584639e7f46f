"""The figures of the exchange, made anew and written into the page that everybody can read.

    .venv/bin/python build_scripts/exchange_figures.py [--schedules 20000] [--splices 50000]

Runs the simulated schedules and the seeded bugs, changes packages in every way that a stick or a stranger
can, tries real file systems where the machine lets it, and writes `resources/help/exchange.md`, with what
`bench.py exchange` found last. Fails if a promise was broken, a bug not found, or a changed package taken.
`--costs` renews that last part of the page alone.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

# Started as a script, Python looks for modules beside it; the program is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts.bench import FOLDER
from build_scripts.benchmarks.exchange_page import costs_section, with_costs
from build_scripts.simulate import run_some
from desktop_app.errors import LuringError
from desktop_app.exchange.container import check_signature, read_container
from desktop_app.exchange.header import PackageKind
from tests.exchange.parties import DEVICE, a_package, some_records
from tests.simulation.bugs import BUGS, NOTICED, Bug
from tests.simulation.world import World

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "resources" / "help" / "exchange.md"
STEPS, TRIED, PART = 100, 200, 250


@dataclass(frozen=True, slots=True)
class Found:
    """How often a bug was found, and after how many schedules for the first time (the median)."""

    name: str
    found: int
    median: float


def hunt(bug: Bug) -> Found:
    """Switch one bug on and see which schedules notice."""
    found = []
    for seed in range(TRIED):
        with bug.switch():
            try:
                World(seed, bug.hub, bug.device).run(STEPS)
            except NOTICED:
                found.append(seed)
    gaps = [later - before for before, later in zip([-1, *found], found, strict=False)]
    return Found(bug.name, len(found), statistics.median(gaps or [0]))


def hunt_at(place: int) -> Found:
    """The bug at a place of the list: what another process can be asked for."""
    return hunt(BUGS[place])


@dataclass(slots=True)
class Mutants:
    """How many changed packages were refused, and how many were taken."""

    flips: int = 0
    prefixes: int = 0
    splices: int = 0
    taken: int = 0

    def refuse(self, data: bytes) -> None:
        """Try one."""
        try:
            container = read_container(io.BytesIO(data), "a.tukar")
            check_signature(container, DEVICE.public)
        except LuringError:
            return
        self.taken += 1


def mutants(splices: int) -> Mutants:
    """Every bit turned, every prefix, and pieces of two packages in any order, for two kinds."""
    found, draw = Mutants(), random.Random(17)
    for kind in (PackageKind.UPLOAD, PackageKind.ENROLMENT):
        readers = {} if kind is PackageKind.UPLOAD else {"readers": ()}
        whole, other = (a_package(some_records(n), kind=kind, **readers) for n in (3, 9))  # type: ignore[arg-type]
        for bit in range(len(whole) * 8):
            changed = bytearray(whole)
            changed[bit // 8] ^= 1 << bit % 8
            found.refuse(bytes(changed))
            found.flips += 1
        for length in range(len(whole)):
            found.refuse(whole[:length])
            found.prefixes += 1
        for _ in range(splices // 2):
            parts = []
            for _ in range(draw.randrange(2, 4)):
                source = draw.choice((whole, other))
                start = draw.randrange(len(source))
                parts.append(source[start : start + draw.randrange(1, len(source))])
            data = whole[: draw.randrange(len(whole))] + b"".join(parts)
            if data not in (whole, other):
                found.refuse(data)
                found.splices += 1
    return found


def file_system(name: str, maker: str, work: Path) -> str:
    """Write a package onto a real image of this file system, or say why that was not possible here."""
    if shutil.which(maker) is None:
        return f"not tried: this machine has no `{maker}`"
    image, mount = work / f"{name}.img", work / name
    image.write_bytes(bytes(64 << 20))
    mount.mkdir(exist_ok=True)
    made = subprocess.run([maker, str(image)], capture_output=True, check=False)
    if made.returncode:
        return f"not tried: `{maker}` said no"
    if subprocess.run(
        ["mount", "-o", "loop", str(image), str(mount)], capture_output=True, check=False
    ).returncode:
        return "not tried: this machine lets nobody mount an image"
    try:
        return _written_on(mount)
    finally:
        subprocess.run(["umount", str(mount)], check=False)


def _written_on(mount: Path) -> str:
    from desktop_app import files
    from desktop_app.progress import Progress

    data = a_package(some_records(50))
    written = files.write_to_stick(mount / "TUKAR", "a.tukar", io.BytesIO(data), Progress())
    same = written.path.read_bytes() == data
    return "written, read back and the same" if same else "WRITTEN AND NOT THE SAME"


def main() -> int:
    """Make the page; 1 if a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--schedules", type=int, default=20_000)
    parser.add_argument("--splices", type=int, default=50_000)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "figures")
    parser.add_argument("--costs", action="store_true", help="only what bench.py found last")
    asked = parser.parse_args()
    if asked.costs:
        write_page(PAGE.read_text(encoding="utf-8"))
        return 0
    asked.work.mkdir(parents=True, exist_ok=True)
    # As it is when it begins: that is what is running.
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    began = time.monotonic()
    counts: Counter[str] = Counter()
    broken: list[str] = []
    last = asked.schedules
    parts = [range(at, min(at + PART, last)) for at in range(0, last, PART)]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for some, odd in pool.map(run_some, parts, [STEPS] * len(parts)):
            counts.update(some)
            broken += odd
        took = time.monotonic() - began
        bugs = list(pool.map(hunt_at, range(len(BUGS))))
    changed = mutants(asked.splices)
    systems = {
        "FAT32": file_system("fat32", "mkfs.vfat", asked.work),
        "exFAT": file_system("exfat", "mkfs.exfat", asked.work),
    }
    write_page(page(commit, last, took, counts, broken, bugs, changed, systems))
    print(PAGE.read_text(encoding="utf-8"))
    return int(bool(broken or changed.taken or not all(one.found for one in bugs)))


def write_page(text: str) -> None:
    """Write the page, with what the exchange costs if that was measured here."""
    measured = FOLDER / "exchange.json"
    if measured.exists():
        text = with_costs(text, costs_section(json.loads(measured.read_text(encoding="utf-8"))))
    PAGE.write_text(text, encoding="utf-8")


def page(
    commit: str,
    schedules: int,
    took: float,
    counts: Counter[str],
    broken: list[str],
    bugs: list[Found],
    changed: Mutants,
    systems: dict[str, str],
) -> str:
    """The page, whole."""
    happened = "\n".join(
        f"| {name.replace('_', ' ')} | {count:,} |" for name, count in sorted(counts.items())
    )
    caught = "\n".join(f"| {one.name} | {one.found} | {one.median:.0f} |" for one in bugs)
    tried = "\n".join(f"- {name}: {what}." for name, what in systems.items())
    violations = "none" if not broken else "; ".join(broken[:20])
    return f"""# The exchange, in figures

Made by `.venv/bin/python build_scripts/exchange_figures.py --schedules {schedules}` on commit {commit}; anyone can make it
again. The rules of the exchange (ops, folding, the hub's order, following it) are the program's own; what is
simulated is the road between offices and the machines.

## Random schedules

Seeds 0 to {schedules - 1:,}, {STEPS} steps each, in {took:.0f} s. Promises broken: **{violations}**.

| What happened | How often |
|---|---:|
{happened}

## Bugs that were switched on

Each of {len(bugs)} bugs was put into the program, one at a time, for {TRIED} schedules. Found: **{sum(bool(one.found) for one in bugs)} of {len(bugs)}**.

| Bug | Schedules that found it, of {TRIED} | Median schedules to a catch |
|---|---:|---:|
{caught}

## Changed packages

Every bit of a sealed and of a clear package turned ({changed.flips:,}), every prefix ({changed.prefixes:,}) and {changed.splices:,}
splices of two packages of one sender: **{changed.taken} taken**, all others refused with a reason before anything was
decrypted.

## File systems of sticks

{tried}
"""


if __name__ == "__main__":
    raise SystemExit(main())
