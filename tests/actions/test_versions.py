"""What earlier programs wrote stays readable: offices are brought up, packages of every kind are taken in."""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from desktop_app import bootstrap
from desktop_app.actions.extracts import releases_of
from desktop_app.actions.health import check_office
from desktop_app.actions.hub_downloads import copy_hub, write_downloads
from desktop_app.actions.hub_enrolment import inspect_request
from desktop_app.actions.hub_release import cut_release
from desktop_app.actions.interventions import interventions_of
from desktop_app.actions.office import Office
from desktop_app.actions.packages import inspect_package, waiting_to_send, write_package
from desktop_app.actions.receiving import apply_package
from desktop_app.actions.search import Search, find_people
from desktop_app.domain.roles import OfficeKind
from desktop_app.exchange.container import read_container
from desktop_app.exchange.header import PackageKind
from desktop_app.progress import Progress
from tests.conftest import ADMIN, PASSPHRASE

DATA = Path(__file__).parents[1] / "data"
WRITTEN = sorted(path.name for path in DATA.glob("schema-*"))
KINDS = {
    "request": PackageKind.ENROLMENT,
    "answer": PackageKind.ACTIVATION,
    "upload": PackageKind.UPLOAD,
    "download": PackageKind.DOWNLOAD,
    "release": PackageKind.RELEASE,
}


@contextmanager
def opened(version: str, kind: str, work: Path) -> Iterator[Office]:
    """The hub or the office of that time, opened with the program of today."""
    folder = work / kind
    if not folder.exists():
        with zipfile.ZipFile(DATA / version / "offices.zip") as offices:
            offices.extractall(work / "unpacked")
        shutil.copytree(work / "unpacked" / kind, folder)
        shutil.rmtree(work / "unpacked")
    with closing(bootstrap.open_office(folder, ADMIN, PASSPHRASE)) as office:
        yield office


def package(version: str, name: str) -> Path:
    return DATA / version / "packages" / f"{name}.tukar"


def test_there_is_something_of_every_format() -> None:
    assert WRITTEN
    for version in WRITTEN:
        assert {path.stem for path in (DATA / version / "packages").iterdir()} == set(KINDS)


@pytest.mark.parametrize("version", WRITTEN)
def test_offices_of_that_time_are_brought_up_and_sound(version: str, tmp_path: Path) -> None:
    for kind in ("hub", "office"):
        with opened(version, kind, tmp_path) as office:
            assert office.profile.kind is (
                OfficeKind.HUB if kind == "hub" else OfficeKind.KECAMATAN
            )
            assert all(check.is_ok for check in check_office(office))
            assert [line.label for line in releases_of(office)] == ["V3 2026"]
            assert find_people(office, Search("slamet"), is_typing=True)
    with opened(version, "office", tmp_path) as office:
        assert len(interventions_of(office)) == 1


@pytest.mark.parametrize("version", WRITTEN)
@pytest.mark.parametrize("name", list(KINDS))
def test_the_header_of_every_kind_is_read(version: str, name: str) -> None:
    with package(version, name).open("rb") as file:
        assert read_container(file, name).header.kind is KINDS[name]


@pytest.mark.parametrize("version", WRITTEN)
def test_packages_of_that_time_are_taken_in_today(version: str, tmp_path: Path) -> None:
    with opened(version, "hub", tmp_path) as hub:
        assert inspect_request(hub, package(version, "request")).region == "33.26.13"
        assert inspect_package(hub, package(version, "upload")).steps["new"] == 1
        assert apply_package(hub, package(version, "upload"), Progress()).value.tally.applied == 1
    with opened(version, "office", tmp_path) as office:
        receipt = apply_package(office, package(version, "release"), Progress()).value
        assert receipt.was_taken_before
        receipt = apply_package(office, package(version, "download"), Progress()).value
        assert (receipt.tally.confirmed, receipt.differing) == (1, ())
        assert waiting_to_send(office).total == 0


@pytest.mark.parametrize("version", WRITTEN)
def test_both_go_on_together_from_there(version: str, tmp_path: Path) -> None:
    stick, disk = tmp_path / "stick", tmp_path / "disk"
    for folder in (stick, disk):
        folder.mkdir()
    with opened(version, "hub", tmp_path) as hub, opened(version, "office", tmp_path) as office:
        path = write_package(office, stick, Progress()).value.path
        assert apply_package(hub, path, Progress()).value.tally.applied == 1
        copy_hub(hub, disk, Progress())
        (answer,) = write_downloads(hub, stick, Progress()).value
        receipt = apply_package(office, answer.package.path, Progress()).value
        assert (receipt.tally.confirmed, receipt.differing) == (1, ())
        (cut,) = cut_release(hub, "V3 2026", stick, Progress()).value.packages
        assert apply_package(office, cut.package.path, Progress()).value.was_taken_before
