"""Commands run inside this process, on an office whose passphrase stands in the environment."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app import language
from desktop_app.__main__ import main
from desktop_app.actions.settings import set_identity, set_official
from desktop_app.cli.passphrase import VARIABLE
from tests.builders import Family, a_family, a_release, a_signatory, an_identity
from tests.conftest import ADMIN, PASSPHRASE, MakeOffice


@dataclass(frozen=True, slots=True)
class Ran:
    """What one command gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> dict[str, Any]:
        """The one JSON object on standard output."""
        answer = json.loads(self.out)
        assert isinstance(answer, dict)
        return answer

    @property
    def error(self) -> dict[str, Any]:
        """What it says went wrong."""
        error = self.data["error"]
        assert isinstance(error, dict)
        assert set(error) == {"code", "facts", "message"}
        return error


Run = Callable[..., Ran]

ERRAND = ("--purpose", "rapat", "--recipient", "Bappeda")
"""What a file that leaves is for, and who gets it."""


@dataclass(frozen=True, slots=True)
class Register:
    """An office with a release of three families, someone who signs, and nobody in it."""

    folder: Path
    families: tuple[Family, ...]

    @property
    def arguments(self) -> tuple[str, ...]:
        """What every command on it is given."""
        return ("--office", str(self.folder), "--user", ADMIN)


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The passphrase where commands look for it, and Indonesian again for the next test."""
    monkeypatch.setenv(VARIABLE, PASSPHRASE)
    yield
    language.use(language.DEFAULT)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command."""

    def run_command(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return run_command


@pytest.fixture
def register(make_office: MakeOffice, tmp_path: Path) -> Register:
    """An office to work in, closed so that commands can open it."""
    families = (
        a_family("SLAMET RAHARJO", "SITI AMINAH", "BUDI RAHARJO", sequence=1, decile=2),
        a_family("KASMIRAH", sequence=2, decile=1),
        a_family("WARSITO HADI", "TUMINAH", sequence=3, decile=None),
    )
    office = make_office()
    a_release(office, tmp_path / "files", families, label="V3 2026")
    set_identity(office, an_identity())
    # Long ago, so that letters of any day a test may name have somebody who signs.
    set_official(office, a_signatory(), valid_from=date(2020, 1, 1))
    office.close()
    return Register(office.paths.folder, families)
