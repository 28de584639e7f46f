"""The main job of an office, from an empty folder to a sealed package; run by `bootstrap.py`.

With a display it opens the window on an office full of invented people. Without one (``--headless``)
it does what a clerk does there with the same commands that everybody has: search, look at a family,
record help, print a letter, write a package to a "stick", and look at it as the hub would.

All of it lies in ``.demo``, which git ignores; a second run goes on with the office of the first, and
``--fresh`` makes it anew. The demo's passphrase is the same for everybody: it guards nobody's data.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / ".demo"
PERSONS = 3_000
SEARCHED = "siti"
PROGRAMME, AMOUNT = "SEMBAKO", 200_000
LETTER, PURPOSE = "pengantar", "purpose=mengurus keringanan biaya sekolah"
PROGRAM = [sys.executable, "-m", "desktop_app"]


class StepFailed(Exception):
    """A command said no; the text is what it said."""


@dataclass
class Demo:
    """One folder with a demo office, its hub, and what the job makes; says each step as it goes."""

    folder: Path
    persons: int = PERSONS
    user: str = ""
    passphrase: str = ""
    hub: Path = Path()
    stick: Path = Path()
    made: list[Path] = field(default_factory=list)

    @property
    def office(self) -> Path:
        """The office of a kecamatan."""
        return self.folder / "office"

    @property
    def letters(self) -> Path:
        """Where letters go."""
        return self.folder / "letters"

    @property
    def note(self) -> Path:
        """Who opens the office with what; written when everything is there."""
        return self.folder / "how-to-open.json"

    def prepare(self, *, fresh: bool) -> None:
        """The demo office and its hub, made if they are not there or were not finished."""
        if fresh or not self.note.exists():
            shutil.rmtree(self.folder, ignore_errors=True)
        if not self.note.exists():
            self._create()
        known = json.loads(self.note.read_text(encoding="utf-8"))
        self.user, self.passphrase = known["user"], known["passphrase"]
        self.hub, self.stick = self.folder / known["hub"], self.folder / known["stick"]

    def run_once(self) -> None:
        """The whole job without a window."""
        today = datetime.now().astimezone().date()
        month = f"{today:%Y-%m}"
        found = self.command("search", SEARCHED, "--limit", "50")
        say(f"Found {len(found['hits'])} people like “{SEARCHED}” in {found['took_ms']:.0f} ms")
        help_of_today = (
            *("--programme", PROGRAMME, "--period", month),
            *("--amount", str(AMOUNT), "--on", today.isoformat()),
        )
        family = self._family_for([hit["family_id"] for hit in found["hits"]], help_of_today)

        recorded = self.command("intervention", "record", "--family", family, *help_of_today)
        say(f"Recorded {recorded['recorded']} × {PROGRAMME} for them, {AMOUNT} rupiah")

        letter = self.command(
            *("letter", "make", LETTER, "--family", family),
            *("--set", PURPOSE, "--out", str(self.letters)),
        )
        self.made += [Path(file) for file in letter["files"]]
        say(f"Made {letter['made']} letter of {letter['pages']} page(s) in {letter['seconds']} s")

        package = self.command("package", "write", "--out", str(self.stick))
        self.made.append(Path(package["file"]))
        say(f"Sealed {package['ops']} changes in {package['bytes']:,} bytes, read back")

        seen = self.command("package", "inspect", package["file"], at=self.hub)
        say(f"The hub says: {seen['verdict']}, {seen['ops']} changes from {seen['sender']['name']}")

    def command(self, *words: str, at: Path | None = None) -> dict[str, Any]:
        """What a command answers; raises `StepFailed` with its own words when it says no."""
        environment = {**os.environ, "PYTHONUTF8": "1", "DTSEN_PASSPHRASE": self.passphrase}
        where = ["--office", str(at or self.office), "--json"]
        who = ["--user", self.user] if self.user else []
        done = subprocess.run(
            [*PROGRAM, *words, *where, *who],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )
        answer: dict[str, Any] = json.loads(done.stdout) if done.stdout.strip() else {}
        if done.returncode:
            message = answer.get("error", {}).get("message", f"exit code {done.returncode}")
            raise StepFailed(f"dtsen-luring {' '.join(words)}\n{message}")
        return answer

    def _create(self) -> None:
        say(f"Inventing an office of {self.persons} people and its hub")
        self.folder.mkdir(parents=True, exist_ok=True)
        created = self.command("demo", "create", "--persons", str(self.persons))
        known = {
            "user": created["user"],
            "passphrase": created["passphrase"],
            # The whole folder may be moved.
            "hub": os.path.relpath(created["hub"], self.folder),
            "stick": os.path.relpath(created["stick"], self.folder),
        }
        # Written last and only for us: an unfinished office is then made anew.
        handle = os.open(self.note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(handle, "w", encoding="utf-8") as file:
            json.dump(known, file)

    def _family_for(self, families: list[str], help_of_today: Sequence[str]) -> str:
        """The first family that nothing speaks against, so that the job can be repeated."""
        for family in dict.fromkeys(families):
            tried = self.command(
                "intervention", "record", "--family", family, *help_of_today, "--preview"
            )
            if tried["counts"]["ready"]:
                shown = self.command("family", "show", family)
                say(f"Opened the family of {shown['head_name']}, {len(shown['members'])} members")
                return family
        raise StepFailed("Everybody found has had this help this month; say --fresh to begin anew.")


def main(arguments: list[str] | None = None) -> int:
    """Open the window on the demo office, or do its job without one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--headless", action="store_true", help="without a window")
    parser.add_argument("--fresh", action="store_true", help="make the demo office anew")
    given = parser.parse_args(arguments)

    started = time.perf_counter()
    demo = Demo(DEMO)
    try:
        demo.prepare(fresh=given.fresh)
        if not given.headless:
            say(f"User “{demo.user}”, passphrase “{demo.passphrase}”")
            # Known to everybody, so the window need not ask for it: this is a demo.
            environment = {**os.environ, "PYTHONUTF8": "1", "DTSEN_PASSPHRASE": demo.passphrase}
            words = [*PROGRAM, "--office", str(demo.office), "--user", demo.user]
            return subprocess.call(words, cwd=ROOT, env=environment)
        demo.run_once()
    except StepFailed as error:
        print(error, file=sys.stderr)
        return 1
    say(f"\nDone in {time.perf_counter() - started:.1f} s. These files were made:")
    for path in demo.made:
        say(f"  {path.resolve().relative_to(ROOT)}  {path.stat().st_size:,} bytes")
    say(f"Try more: user “{demo.user}”, passphrase “{demo.passphrase}”, --office {demo.office}")
    return 0


def say(text: str) -> None:
    """Tell the person what was done, at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
