"""After a day of work every byte on the disk is searched for whoever that day was about."""

from __future__ import annotations

import io
import os
import re
import stat
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop_app.actions.settings import set_identity, set_official
from tests.architecture.day import DEEDS, HUSBAND, SECRETS, Folders
from tests.builders import a_signatory, an_identity
from tests.conftest import MakeOffice
from tests.hubs import a_hub, enrol

ROOT = Path(__file__).parents[2]
KILLED = -9
NEEDLES = re.compile(
    b"|".join(
        re.escape(secret.encode(coding))
        for secret in SECRETS
        for coding in ("utf-8", "utf-16-le", "utf-16-be")
    ),
    re.IGNORECASE,
)
_DEFLATED = re.compile(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST = 1 << 22


def readings(data: bytes) -> Iterator[bytes]:
    """The bytes themselves, and whatever in them can be unpacked: streams, and members of archives."""
    yield data
    for found in _DEFLATED.finditer(data):
        try:
            yield zlib.decompressobj(47).decompress(data[found.start() :], _MOST)
        except zlib.error:
            continue
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from map(archive.read, archive.namelist())


def told_by(folder: Path) -> dict[str, set[bytes]]:
    """The files below a folder in which somebody of the day can be found, by content or by name."""
    told: dict[str, set[bytes]] = {}
    for path in (one for one in folder.rglob("*") if one.is_file()):
        texts = [path.name.encode(), *readings(path.read_bytes())]
        found = {one for text in texts for one in NEEDLES.findall(text)}
        if found:
            told[str(path.relative_to(folder))] = found
    return told


def assert_nothing_is_told(at: Folders) -> None:
    for folder in (at.office, at.temporary, at.home, at.stick):
        assert told_by(folder) == {}, folder.name


def run(at: Folders, *deeds: str, killed_at: int = 0) -> int:
    """Have these done in a process of their own; how it ended."""
    environment = {
        **os.environ,
        "TMPDIR": str(at.temporary),
        "HOME": str(at.home),
        "XDG_CONFIG_HOME": str(at.home / "config"),
        "XDG_DATA_HOME": str(at.home / "data"),
        "XDG_CACHE_HOME": str(at.home / "cache"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    order = [sys.executable, "-m", "tests.architecture.day", str(at.root)]
    done = subprocess.run(
        [*order, ",".join(deeds), str(killed_at)],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    said = done.stdout + done.stderr
    assert NEEDLES.search(said) is None
    assert done.returncode in (0, KILLED), said.decode()
    return done.returncode


@pytest.fixture
def at(make_office: MakeOffice, tmp_path: Path) -> Folders:
    """The folders of a day; the office has its hub, so that it can write packages."""
    at = Folders(tmp_path / "day")
    for folder in (at.root, at.temporary, at.home, at.stick, at.outside):
        folder.mkdir()
    office, hub = make_office(folder="day/office"), a_hub(make_office)
    enrol(hub, office, at.stick)
    set_identity(office, an_identity())
    set_official(office, a_signatory(), valid_from=date(2025, 1, 1))
    office.close()
    return at


def test_the_search_finds_what_lies_open(tmp_path: Path) -> None:
    wide = tmp_path / "wide.bin"
    wide.write_bytes(b"xx" + SECRETS[0].lower().encode("utf-16-le"))
    with zipfile.ZipFile(tmp_path / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", f"<a>{HUSBAND}</a>" * 9)
    tmp_path.joinpath("page.pdf").write_bytes(
        b"%PDF stream\n" + zlib.compress(SECRETS[-1].encode() * 9) + b"endstream"
    )
    tmp_path.joinpath(SECRETS[-1]).write_bytes(b"")
    assert set(told_by(tmp_path)) == {"wide.bin", "book.xlsx", "page.pdf", SECRETS[-1]}


def test_nobody_is_found_on_the_disk_after_a_day_of_work(at: Folders) -> None:
    assert run(at, "load", "look-up", "record", "propose", "letter") == 0
    assert_nothing_is_told(at)
    for deed, call in (("load-again", 4_000), ("export", 900), ("back-up", 400)):
        assert run(at, deed, killed_at=call) == KILLED, deed
        assert_nothing_is_told(at)
    assert run(at, "window") == KILLED
    assert_nothing_is_told(at)
    assert run(at, *list(DEEDS)[5:]) == 0
    assert_nothing_is_told(at)

    # What somebody exported is where they wanted it, and says what it should.
    assert {"bantuan.xlsx", "cocok.xlsx"} <= set(told_by(at.outside))
    allowed = (at.office, at.stick, at.outside, at.home, Path(os.devnull))
    opened = {Path(line) for line in at.opened.read_text("utf-8").splitlines()}
    strays = {path for path in opened if not any(path.is_relative_to(one) for one in allowed)}
    assert strays <= {at.opened}
    for path in at.office.rglob("*"):
        assert path.is_dir() or stat.S_IMODE(path.stat().st_mode) == 0o600, path.name
