"""What is inside the built program, so that nobody has to take it on trust: sizes, licences, parts, hashes.

    .venv/bin/python build_scripts/contents.py [--program FOLDER] [--packages FOLDER] [--against FOLDER]

Writes beside the program: `contents.md` (the share of each large part, and what was left out and why),
`licences/`, `sbom.cdx.json` (CycloneDX 1.5) and `hashes.txt`. With ``--against`` a second build it names
every file that differs.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import bootstrap
from desktop_app import __version__

ROOT = bootstrap.ROOT
PARTS = (
    ("Qt and PySide6", re.compile(r"PySide6|shiboken6|libQt|libicu|Qt6")),
    ("pandas", re.compile(r"^pandas")),
    ("numpy", re.compile(r"^numpy")),
    ("SQLCipher", re.compile(r"sqlcipher3")),
    ("cryptography (age, Ed25519)", re.compile(r"pyrage|nacl")),
    ("pictures and paper", re.compile(r"^(PIL|pillow|reportlab)")),
    ("tables from outside", re.compile(r"python_calamine|openpyxl|lxml")),
    ("our resources", re.compile(r"^resources")),
    ("our migrations", re.compile(r"^desktop_app")),
    (
        "Python",
        re.compile(r"libpython|python3\d*\.|base_library|lib-dynload|\.pyd$|vcruntime|ucrt"),
    ),
    ("program and its own modules", re.compile(r"^dtsen-luring")),
)
"""Which part a file belongs to: the first that fits its path below `_internal`."""
LEFT_OUT = (
    ("WebEngine, Addons and QML of Qt", "a program of widgets does not use them"),
    ("Qt plugins for Wayland, screens without a window system, databases, networks", "not used"),
    ("picture formats that are never shown (TIFF, WebP in Qt, ICNS, TGA, AVIF)", "not used"),
    ("texts of Qt in other languages", "the screens are Indonesian and English"),
    ("tkinter, tests, pip, setuptools", "only developers need them"),
    ("software OpenGL and Direct3D compilers", "widgets are drawn without them"),
)
SHIPPED_WITHOUT_METADATA = (
    ("Python", "PSF-2.0"),
    ("Qt", "LGPL-3.0-only"),
    ("SQLCipher", "BSD-3-Clause"),
    ("OpenSSL", "Apache-2.0"),
    ("Liberation fonts", "OFL-1.1"),
    ("Lucide icons", "ISC"),
)
"""What a package carries inside without saying so in its metadata."""


def main(arguments: list[str] | None = None) -> int:
    """Write the lists; 1 when a second build differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--program", type=Path, default=ROOT / "dist" / "dtsen-luring")
    parser.add_argument("--packages", type=Path, help="where the packages it was built from lie")
    parser.add_argument("--against", type=Path, help="a second build to compare with")
    given = parser.parse_args(arguments)
    if given.against is not None:
        differing = differences(hashes_of(given.program), hashes_of(given.against))
        print("\n".join(differing) or "Both builds are equal, file by file.")
        return 1 if differing else 0
    write(given.program, given.packages)
    print((given.program / "contents.md").read_text(encoding="utf-8"))
    return 0


def write(program: Path, packages: Path | None = None) -> None:
    """All four lists, beside the program; written anew, they do not count themselves."""
    for name in ("contents.md", "sbom.cdx.json", "hashes.txt"):
        (program / name).unlink(missing_ok=True)
    shutil.rmtree(program / "licences", ignore_errors=True)
    hashes = hashes_of(program)
    shipped = shipped_packages(program, packages)
    text = contents(sizes_of(program))
    collect_licences(shipped, program / "licences")
    as_json = json.dumps(sbom(shipped, locked_hashes()), indent=2, sort_keys=True)
    lines = [f"{digest}  {name}" for name, digest in sorted(hashes.items())]
    (program / "contents.md").write_text(text, encoding="utf-8")
    (program / "sbom.cdx.json").write_text(as_json + "\n", encoding="utf-8")
    (program / "hashes.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def sizes_of(program: Path) -> Counter[str]:
    """Bytes by part; every file counts once."""
    sizes: Counter[str] = Counter()
    for path in _files(program):
        sizes[part_of(path.relative_to(program).as_posix())] += path.stat().st_size
    return sizes


def part_of(name: str) -> str:
    """The part that a file of the program belongs to."""
    inner = name.removeprefix("_internal/")
    return next((part for part, pattern in PARTS if pattern.search(inner)), "other libraries")


def contents(sizes: Mapping[str, int]) -> str:
    """The list for people: what is inside, largest first, and what was left out and why."""
    whole = sum(sizes.values())
    lines = [
        f"# DTSEN Luring {__version__}: what is inside",
        "",
        "| Part | MB | Share |",
        "|---|--:|--:|",
    ]
    for part, size in sorted(sizes.items(), key=lambda one: -one[1]):
        lines.append(f"| {part} | {size / 1e6:.1f} | {100 * size / whole:.0f} % |")
    lines += [f"| **all** | **{whole / 1e6:.1f}** | |", "", "Left out:", ""]
    lines += [f"- {what}: {why}." for what, why in LEFT_OUT]
    return "\n".join(lines) + "\n"


def shipped_packages(program: Path, packages: Path | None = None) -> list[Distribution]:
    """The packages that the project's own dependencies need, however deep; not those of developers."""
    found = distributions(path=[str(packages)]) if packages else distributions()
    by_name = {_plain(one.metadata["Name"]): one for one in found}
    waiting = [_plain(one) for one in _declared()]
    needed: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in needed or name not in by_name:
            continue
        needed.add(name)
        wanted = by_name[name].requires or []
        waiting += [_plain(one) for one in wanted if "extra ==" not in one]
    unused = {"pip", "setuptools"}
    return [by_name[name] for name in sorted(needed - unused)]


def licence_of(package: Distribution) -> str:
    """What the package says its licence is, in one line."""
    short = _said(package, "License-Expression")
    if not short:
        classified = [
            one
            for one in package.metadata.get_all("Classifier") or []
            if one.startswith("License ::")
        ]
        short = "; ".join(one.rpartition(" :: ")[2] for one in classified)
    if not short:
        short = _said(package, "License").partition("\n")[0]
    return short.strip() or "see the licence file"


def _said(package: Distribution, field: str) -> str:
    return " ".join(package.metadata.get_all(field) or [])


def collect_licences(packages: Iterable[Distribution], out: Path) -> None:
    """A folder with the texts that each package brings, and one list of all."""
    lines = [f"{name}: {licence}" for name, licence in SHIPPED_WITHOUT_METADATA]
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(ROOT / "LICENSE", out / "dtsen-luring.txt")
    for package in packages:
        name = _plain(package.metadata["Name"])
        lines.append(f"{name} {package.version}: {licence_of(package)}")
        for at, file in enumerate(_licence_files(package)):
            shutil.copyfile(file, out / f"{name}-{at + 1}.txt")
    (out / "LICENCES.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def locked_hashes() -> dict[str, list[str]]:
    """By package, the hashes of which the lock allows one."""
    lock = bootstrap.LOCK.read_text(encoding="utf-8")
    entries = re.split(r"^(?=\w)", lock, flags=re.MULTILINE)[1:]
    return {
        _plain(entry.partition("==")[0]): re.findall(r"--hash=sha256:(\w+)", entry)
        for entry in entries
    }


def sbom(packages: Iterable[Distribution], hashes: Mapping[str, list[str]]) -> dict[str, Any]:
    """The list for machines, CycloneDX 1.5; the same for the same lock: without a time or a random number."""
    components = []
    for package in packages:
        name = _plain(package.metadata["Name"])
        address = f"pkg:pypi/{name}@{package.version}"
        components.append(
            {
                "type": "library",
                "bom-ref": address,
                "name": name,
                "version": package.version,
                "purl": address,
                "licenses": [{"license": {"name": licence_of(package)}}],
                "properties": [
                    {"name": "dtsen-luring:locked-sha256", "value": digest}
                    for digest in hashes.get(name, [])
                ],
            }
        )
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "dtsen-luring",
                "name": "dtsen-luring",
                "version": __version__,
                "licenses": [{"license": {"id": "GPL-3.0-or-later"}}],
            }
        },
        "components": components,
    }


def hashes_of(program: Path) -> dict[str, str]:
    """SHA-256 by file, links left out: they have no bytes of their own."""
    found = {}
    for path in _files(program):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(program).as_posix()] = digest
    return found


def differences(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """Every file that only one of two builds has, or that is not the same in both."""
    names = sorted(one.keys() | other.keys())
    return [name for name in names if one.get(name) != other.get(name)]


def _files(program: Path) -> list[Path]:
    return [one for one in program.rglob("*") if one.is_file() and not one.is_symlink()]


def _declared() -> list[str]:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(project["project"]["dependencies"])


def _licence_files(package: Distribution) -> list[Path]:
    wanted = re.compile(r"(licen[cs]e|copying|notice)", re.IGNORECASE)
    named = [
        one for one in package.files or [] if "dist-info" in str(one) and wanted.search(one.name)
    ]
    found = [Path(str(package.locate_file(one))) for one in named]
    return [one for one in found if one.is_file()]


def _plain(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match, requirement
    return re.sub(r"[-_.]+", "-", match[0]).lower()


if __name__ == "__main__":
    sys.exit(main())
