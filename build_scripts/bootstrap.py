"""From a fresh checkout to the running program, in one command: ``python3 build_scripts/bootstrap.py``

Sets up what is missing and nothing else, then runs the main job (`main_job.py`): the window on an
office full of invented people, or, where there is no display, the same job without a window.

It needs Python 3.11 with pip and only the standard library, because it runs before anything is
installed. What it sets up, each step looked at first so that a second run needs no network:

1. the shared libraries that Qt loads (Debian and its relatives; installed when run as root, else named),
2. ``.venv`` with the packages of ``requirements/lock.txt``, each checked against its hash,
3. the compiled translations.

The other scripts call :func:`set_up` for the same.
"""

from __future__ import annotations

import argparse
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import translations

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LOCK = ROOT / "build_scripts" / "requirements" / "lock.txt"
STAMP = VENV / "installed.json"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
OLDEST = (3, 11)
EXIT_MACHINE = 3
"""Exit code when the machine must be fixed first, as everywhere in this project."""

# What `ldd` finds missing under PySide6 on a Debian without any of it: file name and package.
TO_DRAW = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Needed to import Qt at all, also without a display."""
TO_SHOW = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libcups.so.2": "libcups2",
}
"""Needed for a window and for printing."""


class CannotSetUp(Exception):
    """Something that only the person at this machine can put right; the text says what and how."""


@dataclass(frozen=True)
class Wanted:
    """One thing to run, and the Debian package that brings it."""

    thing: str
    package: str


def main(arguments: list[str] | None = None) -> int:
    """Set up, then run the main job and return its exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only-set-up", action="store_true", help="do not run the main job")
    parser.add_argument(
        "--only-system", action="store_true", help="only the system's libraries (as root)"
    )
    parser.add_argument("--headless", action="store_true", help="run the main job without a window")
    given = parser.parse_args(arguments)
    try:
        if given.only_system:
            set_up_system(window=True)
            return 0
        headless = given.headless or not has_display()
        python = set_up(window=not headless)
    except CannotSetUp as error:
        print(error, file=sys.stderr)
        return EXIT_MACHINE
    if given.only_set_up:
        return 0
    job = [str(python), str(ROOT / "build_scripts" / "main_job.py")]
    return subprocess.call([*job, "--headless"] if headless else job, cwd=ROOT)


def set_up(*, window: bool = False) -> Path:
    """Everything the project needs on this machine; returns the Python to run it with."""
    if sys.version_info < OLDEST:
        raise CannotSetUp(
            f"Python {'.'.join(map(str, OLDEST))} or newer is needed; this is {sys.version.split()[0]}."
        )
    set_up_system(window=window)
    set_up_venv()
    set_up_translations()
    return PYTHON


def set_up_system(*, window: bool) -> None:
    """The shared libraries of Qt; `window` says whether those for a real window are needed too."""
    if not sys.platform.startswith("linux"):
        return
    needed = missing_libraries(TO_DRAW)
    shown = missing_libraries(TO_SHOW)
    if not needed and not shown:
        return
    if may_install():
        install_packages(needed + shown)
        needed, shown = missing_libraries(TO_DRAW), missing_libraries(TO_SHOW)
    if needed or (window and shown):
        raise CannotSetUp(how_to_install(needed + shown))
    if shown:
        say("Without a window all is well. For one: " + how_to_install(shown))


def missing_libraries(table: dict[str, str]) -> list[Wanted]:
    """Those of the table that the loader does not find; asking the loader is the only true test."""
    missing = []
    for name, package in table.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            missing.append(Wanted(name, package))
    return missing


def may_install() -> bool:
    """Whether this is a Debian on which we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install_packages(wanted: list[Wanted]) -> None:
    """Install Debian packages, after one look at what there is."""
    packages = sorted({each.package for each in wanted})
    say("Installing " + " ".join(packages))
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "install", "--yes", "--no-install-recommends", *packages],
    ):
        run(command, env=environment)


def how_to_install(wanted: list[Wanted]) -> str:
    """The sentence that names what is missing, down to the command."""
    things = ", ".join(each.thing for each in wanted)
    packages = " ".join(sorted({each.package for each in wanted}))
    return (
        f"This machine lacks {things}.\n"
        f"On Debian and Ubuntu:  sudo apt-get install {packages}\n"
        "Elsewhere: the packages with these files. Then run the same command again."
    )


def set_up_venv() -> None:
    """`.venv` with exactly the packages of the lock and the project itself."""
    wanted = _stamp_wanted()
    if _stamp_found() == wanted and PYTHON.exists():
        return
    if VENV.exists() and not _is_ours_and_works():
        say("Making .venv anew")
        shutil.rmtree(VENV)
    if not PYTHON.exists():
        _make_venv()
    say("Installing the packages of the lock (the first time this takes a minute)")
    _pip("install", "--require-hashes", "--only-binary", ":all:", "--requirement", str(LOCK))
    _remove_what_left_the_lock()
    # Without build isolation nothing is fetched: flit is in the lock. This makes the console script.
    _pip("install", "--no-deps", "--no-build-isolation", "--no-index", "--editable", str(ROOT))
    STAMP.write_text(json.dumps(wanted, indent=2) + "\n", encoding="utf-8")


def set_up_translations() -> None:
    """The compiled catalogues, where their sources are newer."""
    if translations.is_stale():
        script = ROOT / "build_scripts" / "translations.py"
        run([str(PYTHON), str(script), "compile"], env=dict(os.environ))


def has_display() -> bool:
    """Whether a window could be shown here."""
    if WINDOWS or sys.platform == "darwin":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def say(text: str) -> None:
    """Tell the person what is being done; at once, also when the output is a pipe."""
    print(text, flush=True)


def run(command: list[str], *, env: dict[str, str]) -> None:
    """Run a command that has to succeed; it never waits for somebody to type."""
    try:
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env=env, cwd=ROOT)
    except (subprocess.CalledProcessError, OSError) as error:
        raise CannotSetUp(f"This did not work: {' '.join(command)}\n{error}") from error


def _stamp_wanted() -> dict[str, str]:
    digest = hashlib.sha256(LOCK.read_bytes() + (ROOT / "pyproject.toml").read_bytes())
    # A .venv does not work in another place: its scripts hold the path.
    return {"lock": digest.hexdigest(), "place": str(ROOT)}


def _stamp_found() -> dict[str, str] | None:
    try:
        found: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _is_ours_and_works() -> bool:
    found = _stamp_found()
    if found is not None and found.get("place") != str(ROOT):
        return False
    check = f"import sys; sys.exit(sys.version_info < {OLDEST})"
    try:
        return subprocess.run([str(PYTHON), "-c", check], stdin=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _make_venv() -> None:
    """A virtual environment, with pip inside or with the pip of this Python to fill it.

    Debian leaves ensurepip out of its Python and brings it in a package of its own (python3-venv).
    Without it, venv still makes everything but pip, and a pip outside can install into it.
    """
    make = [sys.executable, "-m", "venv", str(VENV)]
    if _has("ensurepip"):
        run(make, env=dict(os.environ))
    elif _has("pip"):
        run([*make, "--without-pip"], env=dict(os.environ))
    elif may_install():
        install_packages([_venv_package()])
        run(make, env=dict(os.environ))
    else:
        raise CannotSetUp(how_to_install([_venv_package()]))


def _venv_package() -> Wanted:
    return Wanted("Python's venv with pip", f"python{OLDEST[0]}.{sys.version_info[1]}-venv")


def _has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def _pip(*arguments: str) -> None:
    if (
        any((VENV / "lib").glob("python*/site-packages/pip"))
        or (VENV / "Lib/site-packages/pip").exists()
    ):
        pip = [str(PYTHON), "-m", "pip"]
    else:
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    run(
        [*pip, "--disable-pip-version-check", "--no-input", "--quiet", *arguments],
        env={**os.environ, "PIP_ROOT_USER_ACTION": "ignore"},
    )


def _remove_what_left_the_lock() -> None:
    """Uninstall packages that an older lock had, so that nothing works here by accident."""
    locked = set(re.findall(r"^([\w.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE))
    command = [str(PYTHON), "-m", "pip", "list", "--format=json", "--disable-pip-version-check"]
    listed = subprocess.run(
        command, check=True, stdin=subprocess.DEVNULL, capture_output=True, text=True
    ).stdout
    installed = {re.sub(r"[-_.]+", "-", each["name"]).lower() for each in json.loads(listed)}
    left_over = sorted(installed - locked - {"dtsen-luring"})
    if left_over:
        say("Removing " + " ".join(left_over))
        _pip("uninstall", "--yes", *left_over)


if __name__ == "__main__":
    sys.exit(main())
