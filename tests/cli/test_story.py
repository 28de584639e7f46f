"""The main job from an empty folder to a package on a stick, in processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.builders import a_family, a_pair
from tests.conftest import PASSPHRASE

ROOT = Path(__file__).resolve().parents[2]


class Program:
    """The program as a script sees it: arguments in, one JSON object and an exit code out."""

    def __init__(self, folder: Path, user: str) -> None:
        self.folder = folder
        self.user = user

    def __call__(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        command = [str(argument) for argument in arguments]
        assert PASSPHRASE not in command
        done = subprocess.run(
            [sys.executable, "-m", "desktop_app", "--json", "--office", str(self.folder), *command],
            cwd=ROOT,
            env={**os.environ, "DTSEN_PASSPHRASE": PASSPHRASE},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
        )
        assert done.returncode == code, done.stdout + done.stderr
        assert done.stderr == ""
        answer = json.loads(done.stdout)
        assert isinstance(answer, dict)
        return answer

    def opened(self, *arguments: str | Path, code: int = 0) -> dict[str, Any]:
        """A command of somebody who opens the office."""
        return self(*arguments, "--user", self.user, code=code)


def test_from_an_empty_folder_to_a_package_that_the_hub_can_read(tmp_path: Path) -> None:
    office = Program(tmp_path / "kantor", "sari")
    hub = Program(tmp_path / "hub", "budi")
    stick = tmp_path / "stick"
    family = a_family("SLAMET RAHARJO", "SITI AMINAH", sequence=1, decile=2)
    pair = a_pair(tmp_path / "berkas", [family, a_family("KASMIRAH", sequence=2)])

    identity = ("--region", "33.26.13", "--name", "Kecamatan Contoh", "--admin", "sari")
    office("office", "create", "--kind", "kecamatan", *identity)
    hub(
        *("office", "create", "--kind", "hub", "--region", "33.26"),
        *("--name", "Hub Contoh", "--admin", "budi"),
    )
    release = ("--release", "V3 2026", "--reference-date", "2026-07-10")
    imported = office.opened("extract", "import", *pair, *release)
    assert (imported["families"], imported["persons"]) == (2, 3)
    (hit,) = office.opened("search", "siti")["hits"]
    aid = ("--programme", "BLT-DD", "--period", "2026-07", "--amount", "300000")
    given = ("--family", str(hit["family_id"]), "--on", "2026-07-20")
    assert office.opened("intervention", "record", *given, *aid)["recorded"] == 1
    assert office.opened("intervention", "record", *given, *aid, code=1)["error"]["code"] == (
        "reason-needed"
    )
    office.opened("official", "add", "--name", "Drs. Wahyu Contoh", "--position", "Camat")
    letter = office.opened(
        *("letter", "make", "pengantar", "--family", family.card, "--out", tmp_path / "surat"),
        *("--set", "addressee=Kepala SMK Contoh", "--set", "purpose=beasiswa"),
    )
    assert Path(letter["file"]).read_bytes().startswith(b"%PDF-")

    hub.opened("hub", "init")
    asked = office.opened("device", "enrol", "--out", stick)
    answer = hub.opened(
        *("hub", "approve", asked["file"], "--match", asked["match_code"]),
        *("--region", "33.26.13", "--out", stick),
    )
    fingerprint = answer["hub_fingerprint"]
    office.opened("device", "activate", answer["file"], "--fingerprint", fingerprint)
    written = office.opened("package", "write", "--out", stick)
    view = hub.opened("package", "inspect", written["file"])
    assert (view["verdict"], view["ops"], view["steps"]["new"]) == ("genuine", 2, 2)
    assert office.opened("audit", "verify")["ok"] is True
    assert office.opened("office", "check")["ok"] is True

    log = (office.folder / "logs" / "dtsen-luring.log").read_text("utf-8")
    for secret in (PASSPHRASE, family.card, family.head.nik, "SLAMET", "SITI"):
        assert secret not in log
