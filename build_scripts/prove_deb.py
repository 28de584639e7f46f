"""From the built program to an installed one and back: ``.venv/bin/python build_scripts/prove_deb.py`` (as root).

Makes the Debian package, installs it into an empty root, lets the installed program prove itself, removes it, and
looks that nothing of it stays and that an office beside it is untouched.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

# Started as a script, Python looks for modules beside it; its own package is one folder up.
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from build_scripts import build, installer


def main() -> int:
    """Install, run and remove; 0 when all of it is as it must be."""
    with tempfile.TemporaryDirectory() as folder:
        package = installer.make_deb(build.FOLDER, Path(folder))
        root = Path(folder) / "root"
        office = root / "home" / "office.db"
        for name in ("updates", "info", "triggers"):
            (root / "var/lib/dpkg" / name).mkdir(parents=True)
        for name in ("status", "available"):
            (root / "var/lib/dpkg" / name).touch()
        office.parent.mkdir()
        office.write_bytes(b"an office")
        # The root is empty: what the package depends on is on the machine around it.
        dpkg = ["dpkg", f"--root={root}", f"--log={folder}/dpkg.log"]
        _run([*dpkg, "--force-depends", "-i", str(package)])
        done = build.self_check(root / "opt" / installer.NAME / installer.NAME)
        if not build.is_proven(done):
            print(done.stdout, done.stderr, file=sys.stderr)
            return 1
        _run([*dpkg, "--purge", installer.NAME])
        left = [one for one in root.rglob("*") if one.is_file() and "dpkg" not in one.parts]
        if left != [office]:
            print(f"After removing it there are {left}", file=sys.stderr)
            return 1
        print(f"Installed, proven and removed: {package.stat().st_size / 1e6:.1f} MB")
    return 0


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
