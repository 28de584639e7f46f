"""The gate: ``python3 build_scripts/check.py`` sets everything up and passes only when all is well.

CI runs this file, pre-commit its fast part (``--fast``), and so does everybody before a commit. Each
step is told with its time; what failed is repeated at the end, and the exit code says whether any did.
It needs Python 3.11 with pip, no display, nobody at the keyboard, and a network only the first time.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import bootstrap, repository

ROOT = bootstrap.ROOT
Check = Callable[[], bool]
LINT_IMPORTS = "import importlinter.cli as cli, sys; sys.exit(cli.lint_imports_command())"
"""What the `lint-imports` script does; asked for like this it also works on Windows."""


@dataclass(frozen=True)
class Step:
    """One part of the gate; `fast` ones also run before every commit."""

    name: str
    check: Check
    fast: bool = False


def main(arguments: list[str] | None = None) -> int:
    """Run the steps, all of them even when one fails; 0 when all passed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--fast", action="store_true", help="only format, lint, types and walls")
    given = parser.parse_args(arguments)

    started = time.perf_counter()
    try:
        bootstrap.set_up()
    except bootstrap.CannotSetUp as error:
        print(error, file=sys.stderr)
        return bootstrap.EXIT_MACHINE
    _tell("set up", ok=True, seconds=time.perf_counter() - started)

    failed = [step.name for step in STEPS if (step.fast or not given.fast) and not _passes(step)]
    seconds = time.perf_counter() - started
    if failed:
        print(f"\nFAILED in {seconds:.0f} s: {', '.join(failed)}", flush=True)
        return 1
    print(f"\nAll well in {seconds:.0f} s.", flush=True)
    return 0


def _passes(step: Step) -> bool:
    started = time.perf_counter()
    ok = step.check()
    _tell(step.name, ok=ok, seconds=time.perf_counter() - started)
    return ok


def _tell(name: str, *, ok: bool, seconds: float) -> None:
    print(f"{'ok    ' if ok else 'FAILED'} {name} ({seconds:.1f} s)", flush=True)


def _quiet(*command: str) -> Check:
    """A command whose output matters only when it fails."""

    def check() -> bool:
        done = subprocess.run(
            [str(bootstrap.PYTHON), *command],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            sys.stdout.flush()
            sys.stdout.buffer.write(done.stdout)
        return done.returncode == 0

    return check


def _loud(*command: str) -> Check:
    """A command whose output is shown as it comes; its closing line says how many tests ran."""

    def check() -> bool:
        sys.stdout.flush()
        done = subprocess.run(
            [str(bootstrap.PYTHON), *command],
            cwd=ROOT,
            env=_environment(),
            stdin=subprocess.DEVNULL,
        )
        return done.returncode == 0

    return check


def _repository() -> bool:
    faults = repository.faults()
    for fault in faults:
        print(fault)
    return not faults


def _environment() -> dict[str, str]:
    # No test needs a display, and UTF-8 keeps Windows from printing in its own code page.
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ, "PYTHONUTF8": "1"}


STEPS = (
    Step("format", _quiet("-m", "ruff", "format", "--check", "--quiet"), fast=True),
    Step("lint", _quiet("-m", "ruff", "check", "--quiet"), fast=True),
    Step("types", _quiet("-m", "mypy"), fast=True),
    Step("walls", _quiet("-c", LINT_IMPORTS, "--no-logo", "--no-cache"), fast=True),
    Step("translations", _quiet("build_scripts/translations.py", "check")),
    Step("repository", _repository, fast=True),
    # One process a core; the tests of one file stay together, because many share what it sets up.
    Step("tests", _loud("-m", "pytest", "-q", "-n", "auto", "--dist", "loadfile")),
)


if __name__ == "__main__":
    sys.exit(main())
