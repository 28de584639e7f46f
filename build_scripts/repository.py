"""What must never be in the repository, whoever adds it: looked for in every file that git knows or would take.

* names of package registries and settings that point to them: an office installs from wherever it may;
* folders of one developer's machine;
* things at the top level that belong into a room;
* identity numbers that could be somebody's: the invented ones have a sequence number from 9000 on,
  which the civil registry does not reach on one birthday in one district;
* private keys and the like.

Only the standard library: this runs before anything is installed.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]

TOP_LEVEL = frozenset(
    {
        ".ci",
        ".gitattributes",
        ".github",
        ".gitignore",
        ".pre-commit-config.yaml",
        "LICENSE",
        "README.md",
        "build_scripts",
        "desktop_app",
        "pyproject.toml",
        "resources",
        "tests",
    }
)

# Put together from halves, or this file would be the first to break its own rule.
REGISTRIES = re.compile(
    r"(py" r"pi|python" r"hosted|npm" r"js|deb" r"ian|cra" r"tes|ana" r"conda)\.(org|com|net|io)\b"
    r"|index[-_]" r"url\s*[=:]|--(extra-)?index-" r"url\s+\S*:|find-" r"links\s*=|trusted-" r"host\s*=",
    re.IGNORECASE,
)  # fmt: skip
MACHINE_PLACES = re.compile(r"(?<![\w.])/(wo" r"rk|ro" r"ot)/[\w.]+")  # fmt: skip
IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])33\d{10}(?P<sequence>\d{4})(?![0-9A-Za-z])")
INVENTED_FROM = 9000
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIV" r"ATE KEY-----|AGE-SECRET-" r"KEY-1[0-9A-Z]{20,}"
)  # fmt: skip


def faults(root: Path = ROOT) -> list[str]:
    """Everything in the repository that must not be there; one line each, with file and line."""
    names = files(root)
    return [*strays(names), *(fault for name in names for fault in faults_in(root, name))]


def files(root: Path) -> list[str]:
    """The files that git has or would take, with forward slashes; all but hidden ones without git."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    try:
        listed = subprocess.run(
            command, cwd=root, check=True, capture_output=True, stdin=subprocess.DEVNULL
        ).stdout.decode()
    except (OSError, subprocess.CalledProcessError):
        return sorted(_walk(root))
    return sorted(name for name in set(listed.split("\0")) if name and (root / name).is_file())


def strays(names: Iterable[str]) -> list[str]:
    """What lies at the top level and should not."""
    top = {name.split("/", 1)[0] for name in names}
    return [f"{name}: nothing else belongs at the top level" for name in sorted(top - TOP_LEVEL)]


def faults_in(root: Path, name: str) -> list[str]:
    """What one file holds that it must not; files that are not text hold nothing."""
    try:
        text = (root / name).read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return []
    if "\0" in text:
        return []
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        found += [f"{name}:{number}: {fault}" for fault in faults_in_line(line)]
    return found


def faults_in_line(line: str) -> list[str]:
    """What one line holds that it must not."""
    found = []
    if REGISTRIES.search(line):
        found.append("names a package registry")
    if MACHINE_PLACES.search(line):
        found.append("names a folder of one machine")
    if SECRETS.search(line):
        found.append("holds a private key")
    for match in IDENTITY_NUMBER.finditer(line):
        if int(match["sequence"]) < INVENTED_FROM:
            found.append(
                "holds an identity number that is not visibly invented (sequence 9000-9999)"
            )
    return found


def _walk(root: Path) -> Iterator[str]:
    for path in root.rglob("*"):
        parts = path.relative_to(root).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden and parts[0] not in {"build", "dist"}:
            yield "/".join(parts)
