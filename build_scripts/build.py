"""The program as a folder that needs no Python: ``python3 build_scripts/build.py`` makes ``dist/dtsen-luring``.

Builds with PyInstaller from `dtsen-luring.spec`, then lets the built program prove itself: its own
``self-check`` runs in an empty environment and an empty folder, where nothing of this checkout and
nothing of the person's settings can help it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import bootstrap

ROOT = bootstrap.ROOT
FOLDER = ROOT / "dist" / "dtsen-luring"
PROGRAM = FOLDER / ("dtsen-luring.exe" if bootstrap.WINDOWS else "dtsen-luring")
SELF_CHECK_SECONDS = 300


def main() -> int:
    """Build and prove; 0 when the built program says that all its parts work."""
    try:
        bootstrap.set_up()
        _set_up_tools()
    except bootstrap.CannotSetUp as error:
        print(error, file=sys.stderr)
        return bootstrap.EXIT_MACHINE

    started = time.perf_counter()
    if not _build():
        return 1
    bootstrap.say(f"Built in {time.perf_counter() - started:.0f} s, {_megabytes(FOLDER):.0f} MB")

    started = time.perf_counter()
    done = self_check(PROGRAM)
    bootstrap.say(done.stdout.strip())
    if not is_proven(done):
        print(done.stderr, file=sys.stderr)
        print("The built program did not pass its own check.", file=sys.stderr)
        return 1
    bootstrap.say(f"It passed its own check in {time.perf_counter() - started:.1f} s: {FOLDER}")
    return 0


def self_check(program: Path) -> subprocess.CompletedProcess[str]:
    """Run the built program's own check where nothing outside its folder can help it."""
    with tempfile.TemporaryDirectory(prefix="luring-") as empty:
        return subprocess.run(
            [str(program), "self-check", "--json"],
            cwd=empty,
            env=_empty_environment(empty),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=SELF_CHECK_SECONDS,
        )


def is_proven(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether the program finished and said that every check was well."""
    if done.returncode != 0:
        return False
    answer = json.loads(done.stdout)
    return answer["ok"] is True and len(answer["checks"]) > 0


def _build() -> bool:
    command = [
        str(bootstrap.PYTHON),
        *("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", str(ROOT / "dist"), "--workpath", str(ROOT / "build" / "pyinstaller")),
        str(ROOT / "build_scripts" / "dtsen-luring.spec"),
    ]
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL)
    return done.returncode == 0


def _set_up_tools() -> None:
    """What PyInstaller calls on Linux to look into libraries and to strip them."""
    if not sys.platform.startswith("linux") or shutil.which("objdump"):
        return
    binutils = [bootstrap.Wanted("objdump", "binutils")]
    if not bootstrap.may_install():
        raise bootstrap.CannotSetUp(bootstrap.how_to_install(binutils))
    bootstrap.install_packages(binutils)


def _empty_environment(home: str) -> dict[str, str]:
    if bootstrap.WINDOWS:
        # Without these two Windows itself does not work.
        kept = {
            name: os.environ[name] for name in ("SYSTEMROOT", "SYSTEMDRIVE") if name in os.environ
        }
        return {**kept, "TEMP": home, "TMP": home, "USERPROFILE": home}
    # Qt wants a UTF-8 locale, and says so on standard error otherwise.
    return {"HOME": home, "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"}


def _megabytes(folder: Path) -> float:
    real = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return sum(path.stat().st_size for path in real) / 1e6


if __name__ == "__main__":
    sys.exit(main())
