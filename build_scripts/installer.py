"""What people install: a setup for Windows, a package for Debian, a folder for a stick.

    .venv/bin/python build_scripts/installer.py deb|portable|setup [--program FOLDER] [--out FOLDER]

Each takes the folder that `build.py` or `windows.py` made. Nothing of an office is ever inside or touched:
removing the program removes exactly the files that were installed.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import bootstrap
from desktop_app import __version__
from desktop_app.paths import PORTABLE

ROOT = bootstrap.ROOT
PARTS = ROOT / "build_scripts" / "setup"
NAME = "dtsen-luring"
SUFFIX = ".tukar"
EPOCH = "1767225600"
"""The moment that every file of a package bears where SOURCE_DATE_EPOCH names none: equal in, equal out."""

CONTROL = """\
Package: {name}
Version: {version}
Architecture: amd64
Maintainer: DTSEN Luring <dtsen-luring@localhost>
Installed-Size: {kilobytes}
Section: office
Priority: optional
Depends: libc6 (>= 2.36), libegl1, libgl1, libdbus-1-3, libfontconfig1, libxkbcommon-x11-0, libcups2
Description: DTSEN families, help given and letters of one office, offline
 Keeps an encrypted copy of the register, records help, prints letters and
 exchanges sealed packages on a stick. Needs no network.
"""
DESKTOP = """\
[Desktop Entry]
Type=Application
Version=1.0
Name=DTSEN Luring
Comment=DTSEN families, help given and letters, offline
Comment[id]=Keluarga DTSEN, bantuan dan surat, tanpa internet
Exec={name}
Icon={name}
Terminal=false
Categories=Office;Database;
MimeType=application/x-dtsen-luring-package;
StartupWMClass={name}
"""
MIME = """\
<?xml version="1.0" encoding="UTF-8"?>
<mime-info xmlns="http://www.freedesktop.org/standards/shared-mime-info">
  <mime-type type="application/x-dtsen-luring-package">
    <comment>DTSEN Luring package</comment>
    <comment xml:lang="id">Paket DTSEN Luring</comment>
    <glob pattern="*{suffix}"/>
  </mime-type>
</mime-info>
"""


def main(arguments: list[str] | None = None) -> int:
    """Make one of the three; the exit code."""
    makers = {"deb": make_deb, "portable": make_portable, "setup": make_setup}
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kind", choices=sorted(makers))
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / NAME)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args(arguments)
    made = makers[given.kind](given.program, given.out)
    print(f"{made} ({made.stat().st_size / 1e6:.1f} MB)")
    return 0


def make_setup(program: Path, out: Path) -> Path:
    """The setup for Windows: for one person, without an administrator."""
    out.mkdir(parents=True, exist_ok=True)
    setup = out.resolve() / f"{NAME}-{__version__}-setup.exe"
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "setup.nsi"
        script.write_text(setup_script(program.resolve(), setup), encoding="utf-8")
        _run(["makensis", "-V2", str(script)])
    return setup


def setup_script(program: Path, setup: Path) -> str:
    """The script of the setup; what is removed is named file by file."""
    files = sorted(
        one.relative_to(program).as_posix() for one in program.rglob("*") if one.is_file()
    )
    folders = sorted(
        {parent for name in files for parent in _parents(name)},
        key=lambda one: (-one.count("/"), one),
    )
    removed = [f'  Delete "$INSTDIR\\{_back(name)}"' for name in files]
    removed += [f'  RMDir "$INSTDIR\\{_back(name)}"' for name in folders]
    values = {
        "FOLDER": str(program),
        "OUT": str(setup),
        "ICON": str(PARTS / f"{NAME}.ico"),
        "VERSION": __version__,
        "SUFFIX": SUFFIX,
        "REMOVED": "\n".join(removed),
    }
    template = (PARTS / "setup.nsi.in").read_text(encoding="utf-8")
    return re.sub(r"@([A-Z]+)@", lambda match: values[match[1]], template)


def make_deb(program: Path, out: Path) -> Path:
    """The package for Debian 12, Ubuntu 24.04 and their relatives."""
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"{NAME}_{__version__}_amd64.deb"
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "root"
        shutil.copytree(program, root / "opt" / NAME, symlinks=True)
        for name, text in deb_texts(_kilobytes(program)).items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text, encoding="utf-8")
        icon = root / "usr/share/icons/hicolor/scalable/apps" / f"{NAME}.svg"
        icon.parent.mkdir(parents=True)
        shutil.copyfile(PARTS / f"{NAME}.svg", icon)
        (root / "usr/bin").mkdir(parents=True)
        (root / "usr/bin" / NAME).symlink_to(f"/opt/{NAME}/{NAME}")
        for one in (root, *root.rglob("*")):
            if not one.is_symlink():
                is_run = one.is_dir() or os.access(one, os.X_OK)
                one.chmod(0o755 if is_run else 0o644)
        _run(["dpkg-deb", "--root-owner-group", "-Zxz", "--build", str(root), str(package)])
    return package


def deb_texts(kilobytes: int) -> dict[str, str]:
    """The small files of the Debian package, by their places."""
    return {
        "DEBIAN/control": CONTROL.format(name=NAME, version=__version__, kilobytes=kilobytes),
        f"usr/share/applications/{NAME}.desktop": DESKTOP.format(name=NAME),
        f"usr/share/mime/packages/{NAME}.xml": MIME.format(suffix=SUFFIX),
        f"usr/share/doc/{NAME}/copyright": (ROOT / "LICENSE").read_text(encoding="utf-8"),
    }


def make_portable(program: Path, out: Path) -> Path:
    """The folder for a stick, packed: the same program with a file that says that it travels."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / NAME
        shutil.copytree(program, root, symlinks=True)
        (root / PORTABLE).write_text(
            "Program ini menyimpan datanya di folder data di sebelahnya.\n"
            "This program keeps its data in the folder data beside it.\n",
            encoding="utf-8",
        )
        made = shutil.make_archive(str(out / f"{NAME}-{__version__}-portable"), "zip", folder)
    return Path(made)


def _parents(name: str) -> list[str]:
    parts = name.split("/")[:-1]
    return ["/".join(parts[: at + 1]) for at in range(len(parts))]


def _back(name: str) -> str:
    return name.replace("/", "\\").replace("$", "$$")


def _kilobytes(folder: Path) -> int:
    files = [one for one in folder.rglob("*") if one.is_file() and not one.is_symlink()]
    return sum(one.stat().st_size for one in files) // 1024


def _run(command: list[str]) -> None:
    environment = {"SOURCE_DATE_EPOCH": EPOCH, **os.environ}
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, env=environment)


if __name__ == "__main__":
    sys.exit(main())
